/** `--only` and `--except`: what a plan is about, what comes along, what is left out and listed. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { spec } from '../kit/spec.ts';
import { edit, exists, newWrites } from '../kit/tenant.ts';

let acme: Client;
afterEach(() => acme?.close());

const WHEN = 'when: {all: [{field: update_type, is: create}]}';
const ALL = spec(`groups: {tier1: {name: Tier 1}, tier2: {name: Tier 2, tags: [vip]}}
trigger_categories: {own: {name: Own rules}}
triggers:
  route: {title: Route, category: own, ${WHEN}, then: [{set: {group: tier1}}]}
  escalate: {title: Escalate, category: own, tags: [vip], ${WHEN}, then: [{set: {group: tier2}}]}
slack: {channels: {critical: {name: critical-issues}}}
`);

function systems(): readonly string[] {
  return [...new Set(acme.sandbox.control.log().map((entry) => entry.system))];
}

test('--only brings dependencies along; addresses, globs, kinds, providers and tags select', async () => {
  acme = await client(ALL);
  const lines = async (...flags: string[]) => [...(await ask(acme, 'plan', ...flags)).lines].sort();
  expect(await lines('--only', 'trigger.route')).toEqual([
    'create group.tier1',
    'create trigger.route',
    'create trigger_category.own',
  ]);
  expect(await lines('--only', 'group.*')).toEqual(['create group.tier1', 'create group.tier2']);
  expect(await lines('--only', 'group', '--only', 'slack')).toEqual([
    'create group.tier1',
    'create group.tier2',
    'create slack_channel.critical',
  ]);
  expect(await lines('--only', 'tag:vip')).toEqual([
    'create group.tier2',
    'create trigger.escalate',
    'create trigger_category.own',
  ]);
  const done = await ask(acme, 'apply', '--yes', '--only', 'trigger.route');
  expect(done.code, done.all).toBe(0);
  expect(exists(acme, 'groups', 'Tier 1')).toBe(true);
  expect(exists(acme, 'groups', 'Tier 2')).toBe(false);
});

test('--except wins: what depends on an excepted resource without an id is left out and listed', async () => {
  acme = await client(ALL);
  const plan = await ask(acme, 'plan', '--except', 'group.tier1', '--except', 'slack');
  expect([...plan.lines].sort()).toEqual([
    'create group.tier2',
    'create trigger.escalate',
    'create trigger_category.own',
  ]);
  expect(plan.noted).toContain('left_out trigger.route');
  expect(plan.notes.find((note) => note.code === 'left_out')?.summary).toBe(
    'trigger.route is left out: it needs group.tier1, and it is not selected and has no id yet',
  );
  const both = await ask(acme, 'plan', '--only', 'trigger.route', '--except', 'group.tier1');
  expect([both.lines, both.noted]).toEqual([
    ['create trigger_category.own'],
    ['no_state', 'left_out trigger.route'].sort(),
  ]);
});

test('--except of something that has an id leaves it alone, and its dependants proceed', async () => {
  acme = await client(ALL);
  await ask(acme, 'apply', '--yes', '--only', 'group');
  edit(acme, 'groups', 'Tier 1', { name: 'Renamed by hand' });
  newWrites(acme);
  const done = await ask(acme, 'apply', '--yes', '--except', 'group', '--except', 'slack');
  expect(done.code, done.all).toBe(0);
  expect([...done.lines].sort()).toEqual([
    'create trigger.escalate',
    'create trigger.route',
    'create trigger_category.own',
  ]);
  expect(exists(acme, 'groups', 'Renamed by hand')).toBe(true);
});

test('a provider whose resources are all left out is not contacted, not even to sign in', async () => {
  acme = await client(ALL);
  expect((await ask(acme, 'apply', '--yes', '--only', 'zendesk')).code).toBe(0);
  expect(systems()).toEqual(['zendesk']);
  newWrites(acme);
  expect((await ask(acme, 'plan', '--except', 'zendesk')).lines).toEqual(['create slack_channel.critical']);
  expect(systems()).toEqual(['slack']);
  newWrites(acme);
  const blind = await acme.runWith({ env: { SLACK_BOT_TOKEN: '' } }, 'plan', '--only', 'group', '--format', 'json');
  expect(blind.code, blind.all).toBe(0);
});

test('orders and prune stay within the selection, and what was not selected is as unapplied as before', async () => {
  acme = await client(ALL);
  await ask(acme, 'apply', '--yes');
  await acme.write(
    spec(`groups: {tier1: {name: First}}
trigger_categories: {own: {name: Own rules}}
triggers:
  route: {title: Route, category: own, ${WHEN}, then: [{set: {group: tier1}}]}
`),
  );
  newWrites(acme);
  const flags = ['--prune', '--allow-data-loss', 'group.*'];
  expect((await ask(acme, 'plan', '--only', 'trigger.escalate', ...flags)).lines).toEqual([
    'deactivate trigger.escalate',
  ]);
  const done = await ask(acme, 'apply', '--yes', '--only', 'trigger.escalate', ...flags);
  expect(done.code, done.all).toBe(0);
  expect(newWrites(acme)).toHaveLength(1);
  const rest = await ask(acme, 'plan', '--only', 'zendesk');
  expect(rest.lines).toEqual(['update group.tier1: name spec']);
  expect(rest.noted).toEqual(['orphaned group.tier2']);
});

test('a selector that selects nothing is an error with the nearest name, not an empty plan', async () => {
  acme = await client(ALL);
  for (const flag of ['--only', '--except']) {
    const typo = await ask(acme, 'apply', '--yes', flag, 'group.teir1');
    expect([typo.code, typo.codes]).toEqual([1, ['NOTHING_SELECTED']]);
    expect(typo.diagnostics[0]?.hint).toBe('did you mean group.tier1?');
  }
  expect(newWrites(acme)).toEqual([]);
});
