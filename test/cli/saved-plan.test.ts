/** `plan --out` and `apply PLANFILE`: the file is the confirmation, and it holds only while nothing moved. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { spec } from '../kit/spec.ts';
import { edit, idOf, make, newWrites, row } from '../kit/tenant.ts';

let acme: Client;
afterEach(() => acme?.close());

const FIRST = spec('groups: {tier1: {name: Tier 1, description: First}, tier2: {name: Tier 2}}\n');
const SECOND = spec('groups: {tier1: {name: Tier 1, description: Second}, tier2: {name: Tier 2}}\n');

test('a saved plan is applied without a question, and only once', async () => {
  acme = await client(FIRST);
  const saved = await acme.run('plan', '--out', 'acme.plan');
  expect(saved.code, saved.all).toBe(0);
  expect(saved.stderr).toContain('supportctl apply acme.plan');
  const done = await ask(acme, 'apply', 'acme.plan');
  expect([done.code, done.lines]).toEqual([0, ['create group.tier1', 'create group.tier2']]);
  newWrites(acme);
  const again = await ask(acme, 'apply', 'acme.plan');
  expect([again.code, again.codes]).toEqual([4, ['PLAN_STALE']]);
  expect(newWrites(acme)).toEqual([]);
});

test('PLAN_STALE: a foreign change to an object of the plan, exit 4, and no write reaches the tenant', async () => {
  acme = await client(FIRST);
  await ask(acme, 'apply', '--yes');
  await acme.write(SECOND);
  await ask(acme, 'plan', '--out', 'acme.plan');
  // Not even a field that the plan does not touch may have moved.
  edit(acme, 'groups', 'Tier 1', { name: 'Renamed by hand' });
  newWrites(acme);
  const stale = await ask(acme, 'apply', 'acme.plan');
  expect([stale.code, stale.codes]).toEqual([4, ['PLAN_STALE']]);
  expect(stale.diagnostics[0]?.summary).toContain('group.tier1');
  expect(newWrites(acme)).toEqual([]);
  expect(row(acme, 'groups', 'Renamed by hand')).toMatchObject({ description: 'First' });
});

test('PLAN_STALE: an object that the plan is not about may move', async () => {
  acme = await client(FIRST);
  await ask(acme, 'apply', '--yes');
  await acme.write(SECOND);
  await ask(acme, 'plan', '--out', 'acme.plan', '--only', 'group.tier1');
  edit(acme, 'groups', 'Tier 2', { description: 'By hand' });
  make(acme, 'groups', { name: 'Something else' });
  const done = await ask(acme, 'apply', 'acme.plan');
  expect(done.code, done.all).toBe(0);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: 'Second' });
});

test('PLAN_STALE: a spec file, the state, or somebody who made the object first', async () => {
  acme = await client(FIRST);
  await ask(acme, 'plan', '--out', 'acme.plan');
  const stale = async (what: string) => {
    newWrites(acme);
    const refused = await ask(acme, 'apply', 'acme.plan');
    expect([refused.code, refused.codes]).toEqual([4, ['PLAN_STALE']]);
    expect(refused.diagnostics[0]?.summary).toContain(what);
    expect(newWrites(acme)).toEqual([]);
  };
  await acme.write({ 'support.yaml': `${FIRST['support.yaml']}# a comment\n` });
  await stale('support.yaml');
  await acme.write(FIRST);
  make(acme, 'groups', { name: 'Tier 1' });
  await stale('group.tier1');
  await acme.write(SECOND);
  await ask(acme, 'apply', '--yes', '--adopt');
  await acme.write(FIRST);
  await stale('the state');
});

test('PLAN_STALE: a new referrer of what is to be deleted', async () => {
  acme = await client(FIRST);
  await ask(acme, 'apply', '--yes');
  await acme.write(spec('groups: {tier1: {name: Tier 1, description: First}}\n'));
  await ask(acme, 'plan', '--out', 'acme.plan', '--prune', '--allow-data-loss', 'group.tier2');
  make(acme, 'triggers', {
    title: 'Foreign',
    conditions: { all: [{ field: 'status', operator: 'is', value: 'new' }], any: [] },
    actions: [{ field: 'group_id', value: idOf(acme, 'groups', 'Tier 2') }],
    category_id: String(acme.sandbox.control.objects('trigger_categories')[0]?.id),
  });
  newWrites(acme);
  const stale = await ask(acme, 'apply', 'acme.plan');
  expect([stale.code, stale.codes]).toEqual([4, ['PLAN_STALE']]);
  expect(newWrites(acme)).toEqual([]);
});

test('a saved plan brings its own choices: flags of planning are refused beside it, and its refusals stand', async () => {
  acme = await client(FIRST);
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 1', { description: 'By hand' });
  await ask(acme, 'plan', '--out', 'held.plan');
  const held = await ask(acme, 'apply', 'held.plan');
  expect([held.code, held.codes]).toEqual([4, ['DRIFT']]);
  const flag = await ask(acme, 'apply', 'held.plan', '--overwrite-drift');
  expect([flag.code, flag.codes]).toEqual([1, ['USAGE']]);
  await ask(acme, 'plan', '--out', 'over.plan', '--overwrite-drift');
  const done = await ask(acme, 'apply', 'over.plan');
  expect(done.code, done.all).toBe(0);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: 'First' });
});

test('a file that is no saved plan is refused in plain words', async () => {
  acme = await client({ ...FIRST, 'broken.plan': '{"format": 1', 'other.plan': '{"format": 1, "changes": []}' });
  for (const file of ['broken.plan', 'other.plan', 'missing.plan']) {
    const refused = await ask(acme, 'apply', file);
    expect([file, refused.code, refused.codes]).toEqual([file, 1, ['PLAN_UNREADABLE']]);
  }
  expect(acme.sandbox.control.log()).toEqual([]);
});
