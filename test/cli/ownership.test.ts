/** DESIGN 5: whose an object is, what becomes of it when the spec lets go of it, and how addresses move. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask, changeOf } from '../kit/documents.ts';
import { spec } from '../kit/spec.ts';
import { edit, exists, idOf, make, newWrites, row, rows } from '../kit/tenant.ts';

let acme: Client;
afterEach(() => acme?.close());

const STATE = '.supportctl/state/default.json';

test('created is deleted, adopted is released, unless --include-adopted', async () => {
  acme = await client(spec('groups: {ours: {name: Ours}, theirs: {name: Theirs}}\n'));
  make(acme, 'groups', { name: 'Theirs' });
  await ask(acme, 'apply', '--yes');
  newWrites(acme);
  const flags = ['--yes', '--allow-data-loss', 'group.*'];
  const plan = await ask(acme, 'destroy', '--only', 'group.theirs', ...flags);
  expect([plan.code, plan.lines]).toEqual([0, ['release group.theirs']]);
  expect(changeOf(plan, 'group.theirs').notes[0]).toContain('adopted, not created by us');
  expect(newWrites(acme)).toEqual([]);
  expect(await acme.read(STATE)).not.toContain('group.theirs');

  expect((await ask(acme, 'apply', '--yes')).lines).toEqual(['adopt group.theirs']);
  const ids = [idOf(acme, 'groups', 'Ours'), idOf(acme, 'groups', 'Theirs')];
  const all = await ask(acme, 'destroy', '--include-adopted', ...flags);
  expect(all.code, all.all).toBe(0);
  expect([...newWrites(acme)].sort()).toEqual(ids.map((id) => `DELETE /api/v2/groups/${id}`).sort());
  expect(await acme.read(STATE)).toContain('"resources": []');
});

test('prune releases what was adopted, and deletes what was created', async () => {
  acme = await client(spec('groups: {ours: {name: Ours}, theirs: {name: Theirs}}\n'));
  make(acme, 'groups', { name: 'Theirs' });
  await ask(acme, 'apply', '--yes');
  await acme.write(spec('groups: {}\n'));
  newWrites(acme);
  const done = await ask(acme, 'apply', '--yes', '--prune', '--allow-data-loss', 'group.ours');
  expect(done.code, done.all).toBe(0);
  expect([...done.lines].sort()).toEqual(['delete group.ours', 'release group.theirs']);
  expect(newWrites(acme)).toHaveLength(1);
  expect(row(acme, 'groups', 'Theirs')).toMatchObject({ deleted: false });
  expect((await ask(acme, 'plan')).noted).toEqual([]);
});

test('imported is released like adopted, and an import is followed by an empty plan', async () => {
  acme = await client({}, { profile: 'trial' });
  make(acme, 'groups', { name: 'By hand', description: 'Theirs' });
  const imported = await acme.run('import', '.');
  expect(imported.code, imported.all).toBe(0);
  expect(newWrites(acme)).toEqual([]);
  const plan = await ask(acme, 'plan', '--detailed-exitcode');
  expect([plan.code, plan.lines, plan.notes]).toEqual([0, [], []]);
  expect(await acme.read(STATE)).toContain('"imported"');
  expect(await acme.read(STATE)).not.toContain('"created"');

  const main = await acme.read('support.yaml');
  await acme.write({ 'support.yaml': main.replace('environment: production', 'environment: sandbox') });
  const gone = await ask(acme, 'destroy', '--yes');
  expect(gone.code, gone.all).toBe(0);
  expect(new Set(gone.changes.map((change) => change.op))).toEqual(new Set(['release']));
  expect(newWrites(acme)).toEqual([]);
  expect(await acme.read(STATE)).toContain('"resources": []');
});

test('moved: an address is renamed in state, its object stays, and nothing is written', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
  await ask(acme, 'apply', '--yes');
  const id = idOf(acme, 'groups', 'Tier 1');
  const before = await acme.read(STATE);
  await acme.write(spec('groups: {first: {name: Tier 1}}\nmoved: [{from: group.tier1, to: group.first}]\n'));
  newWrites(acme);
  const plan = await ask(acme, 'plan', '--detailed-exitcode');
  expect([plan.code, plan.lines, plan.noted]).toEqual([0, [], []]);
  expect(await acme.read(STATE), 'a plan saves nothing').toBe(before);
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  expect(newWrites(acme)).toEqual([]);
  expect(await acme.read(STATE)).toContain(`["group.first",{"provider":"zendesk","ids":{"main":"${id}"}`);
  expect(await acme.read(STATE)).not.toContain('group.tier1');
  await acme.write(spec('groups: {first: {name: First}}\nmoved: [{from: group.tier1, to: group.first}]\n'));
  expect((await ask(acme, 'plan')).lines).toEqual(['update group.first: name spec']);
});

test('moved: what is compared goes along, so that a rename with an edit is ours and no conflict', async () => {
  const body = (key: string, text: string, more = '') =>
    spec(`groups: {${key}: {name: Tier 1, description: ${text}}}
trigger_categories: {own: {name: Own rules}}
triggers: {route: {title: Route, category: own, when: {all: [{field: update_type, is: create}]}, then: [{set: {group: ${key}}}]}}
${more}`);
  acme = await client(body('tier1', 'One'));
  const made = await ask(acme, 'apply', '--yes');
  expect(made.code, made.all).toBe(0);
  await acme.write(body('first', 'Two', 'moved: [{from: group.tier1, to: group.first}]\n'));
  newWrites(acme);
  const done = await ask(acme, 'apply', '--yes');
  expect(done.code, done.all).toBe(0);
  expect(done.lines).toEqual(['update group.first: description spec']);
  expect(newWrites(acme)).toHaveLength(1);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('state mv and state rm do by hand what `moved` and a release do', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
  await ask(acme, 'apply', '--yes');
  newWrites(acme);
  expect((await acme.run('state', 'mv', 'group.tier1', 'group.first')).code).toBe(0);
  await acme.write(spec('groups: {first: {name: Tier 1}}\n'));
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
  const bare = await acme.run('state', 'mv', 'first', 'second');
  expect([bare.code, bare.stderr]).toEqual([1, expect.stringContaining('first is no address')]);
  const typo = await acme.run('state', 'rm', 'group.frist', '--yes');
  expect([typo.code, typo.stderr]).toEqual([1, expect.stringContaining('did you mean group.first?')]);
  expect((await acme.run('state', 'rm', 'group.first', '--yes')).code).toBe(0);
  expect((await ask(acme, 'plan')).lines).toEqual(['adopt group.first']);
  expect(newWrites(acme)).toEqual([]);
});

test('a lost state is no disaster: matches by name are adoptions that overwrite nothing, and nothing is created twice', async () => {
  acme = await client(
    spec(`groups: {tier1: {name: Tier 1}}
trigger_categories: {own: {name: Own rules}}
triggers: {route: {title: Route, category: own, when: {all: [{field: update_type, is: create}]}, then: [{set: {group: tier1}}]}}
`),
  );
  await ask(acme, 'apply', '--yes');
  const before = acme.sandbox.control.state();
  await acme.write({ [STATE]: undefined });
  newWrites(acme);
  const done = await ask(acme, 'apply', '--yes');
  expect([done.code, done.noted]).toEqual([0, ['no_state']]);
  expect([...done.lines].sort()).toEqual(['adopt group.tier1', 'adopt trigger.route', 'adopt trigger_category.own']);
  expect(newWrites(acme)).toEqual([]);
  expect(acme.sandbox.control.state()).toEqual(before);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('two blocks never take one object', async () => {
  acme = await client(spec('trigger_categories: {one: {name: Twice}, two: {name: Twice}}\n'));
  make(acme, 'trigger_categories', { name: 'Twice' });
  newWrites(acme);
  const refused = await ask(acme, 'apply', '--yes');
  expect(refused.code, refused.all).toBe(4);
  expect(new Set(refused.codes)).toEqual(new Set(['AMBIGUOUS']));
  expect(rows(acme, 'trigger_categories').filter((own) => own.name === 'Twice')).toHaveLength(1);
});

test('state holds neither values nor secrets, and says which tenant it is of', async () => {
  acme = await client(spec('groups: {tier1: {name: A very telling name, description: A very telling text}}\n'));
  await ask(acme, 'apply', '--yes');
  const state = await acme.read(STATE);
  expect(state).not.toContain('telling');
  expect(JSON.parse(state)).toMatchObject({ format: 1, serial: 1, accounts: { zendesk: 'acme' } });
  await ask(acme, 'apply', '--yes');
  expect(JSON.parse(await acme.read(STATE)), 'an empty apply that changes nothing saves nothing').toMatchObject({
    serial: 1,
  });
});

test('environments have states of their own', async () => {
  acme = await client({
    ...spec('groups: {tier1: {name: Tier 1}}\n'),
    'environments/staging.yaml': 'groups: {tier1: {name: Tier 1 staging}}\n',
  });
  await ask(acme, 'apply', '--yes');
  const staging = await ask(acme, 'apply', '--yes', '--env', 'staging');
  expect([staging.code, staging.lines]).toEqual([0, ['create group.tier1']]);
  expect(exists(acme, 'groups', 'Tier 1')).toBe(true);
  expect(exists(acme, 'groups', 'Tier 1 staging')).toBe(true);
  expect(await acme.read('.supportctl/state/staging.json')).toContain(idOf(acme, 'groups', 'Tier 1 staging'));
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('import leaves a folder that is not empty as it is', async () => {
  acme = await client({}, { profile: 'trial' });
  const folder = await mkdtemp(join(tmpdir(), 'supportctl-'));
  await writeFile(join(folder, 'support.yaml'), '# mine\n');
  const refused = await acme.run('import', folder);
  expect(refused.code, refused.all).toBe(1);
  expect(await readFile(join(folder, 'support.yaml'), 'utf8')).toBe('# mine\n');
});

test('what nobody manages is shown by --unmanaged and never touched', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
  make(acme, 'groups', { name: 'By hand' });
  await ask(acme, 'apply', '--yes');
  const plan = await ask(acme, 'plan', '--unmanaged', '--detailed-exitcode');
  expect(plan.code).toBe(0);
  expect(plan.notes.some((note) => note.code === 'unmanaged' && note.summary.includes('By hand'))).toBe(true);
  expect((await ask(acme, 'plan', '--prune')).lines).toEqual([]);
  expect((await acme.run('drift', '--unmanaged')).code).toBe(2);
  edit(acme, 'groups', 'By hand', { description: 'Changed' });
  expect((await acme.run('drift')).code).toBe(0);
});
