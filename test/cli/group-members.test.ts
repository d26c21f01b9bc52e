/** Who is in a group: additive, exact where the spec says so, and never at the cost of tickets without a word. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'enterprise' });
});
afterEach(() => tenant.close());

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;
const group = (more: string) => ({ 'support.yaml': `${HEAD}groups:\n  fresh: {name: Fresh${more}}\n` });

function agents(): readonly Readonly<Record<string, unknown>>[] {
  return tenant.sandbox.control.objects('users').filter(({ role }) => role === 'agent' || role === 'admin');
}
function emails(): readonly string[] {
  return agents().map(({ email }) => String(email));
}

test('a spec that names no members costs no request for them', async () => {
  await tenant.write(group(''));
  await tenant.plan();
  const paths = tenant.sandbox.control.log().map(({ path }) => path);
  expect(paths.filter((path) => path.includes('memberships') || path.endsWith('/users'))).toEqual([]);
});

test('members are added, and others stay until the list is exact', async () => {
  const [ada = '', bob = ''] = emails();
  await tenant.write(group(`, members: [${ada}]`));
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  const fresh = tenant.sandbox.control.objects('groups').find(({ name }) => name === 'Fresh');
  const other = agents().find(({ email }) => email === bob);
  tenant.sandbox.control.inject('group_memberships', { user_id: Number(other?.id), group_id: Number(fresh?.id) });
  const plan = await tenant.plan();
  expect(leftToDo(plan)).toEqual([]);
  expect(plan.notes.map(({ code, summary }) => [code, summary])).toContainEqual([
    'foreign',
    `group.fresh: members.${bob} is the tenant's own; it stays`,
  ]);
  await tenant.write(group(`, members: [${ada}], exact: true`));
  const exact = await tenant.plan();
  expect(exact.changes.flatMap(({ fields }) => fields.map(({ path, because }) => [path, because]))).toEqual([
    [`members.${bob}`, 'drift'],
  ]);
  expectApplied(await tenant.apply({ overwriteDrift: true, allowDataLoss: ['*'] }));
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

test('an agent whom the spec drops is taken out; with open tickets only on a word', async () => {
  const [ada = '', bob = ''] = emails();
  await tenant.write(group(`, members: [${ada}, ${bob}]`));
  expectApplied(await tenant.apply());
  await tenant.write(group(`, members: [${ada}]`));
  const idle = await tenant.plan();
  expect(idle.refusals).toEqual([]);
  const fresh = tenant.sandbox.control.objects('groups').find(({ name }) => name === 'Fresh');
  const gone = agents().find(({ email }) => email === bob);
  tenant.sandbox.control.inject('tickets', {
    group_id: Number(fresh?.id),
    assignee_id: Number(gone?.id),
    status: 'open',
  });
  const busy = await tenant.plan();
  expect(busy.refusals.map(({ code, summary }) => [code, summary])).toEqual([
    ['DATA_LOSS', `group.fresh would lose members.${bob}: its open tickets in the group are unassigned (1)`],
  ]);
  expectApplied(await tenant.apply({ allowDataLoss: ['group.fresh'] }));
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

test('the last member goes where the list is empty, and everybody where it is exact', async () => {
  const [ada = '', bob = ''] = emails();
  const fresh = () => tenant.sandbox.control.objects('groups').find(({ name }) => name === 'Fresh');
  const held = () =>
    tenant.sandbox.control.objects('group_memberships').filter(({ group_id }) => group_id === fresh()?.id).length;
  await tenant.write(group(`, members: [${ada}]`));
  expectApplied(await tenant.apply());
  const other = agents().find(({ email }) => email === bob);
  tenant.sandbox.control.inject('group_memberships', { user_id: Number(other?.id), group_id: Number(fresh()?.id) });
  await tenant.write(group(', members: []'));
  expectApplied(await tenant.apply({ allowDataLoss: ['*'] }));
  expect(leftToDo(await tenant.plan())).toEqual([]);
  expect(held()).toBe(1);
  await tenant.write(group(', members: [], exact: true'));
  const paths = (await tenant.plan()).changes.flatMap(({ fields }) => fields.map(({ path }) => path));
  expect(paths).toEqual([`members.${bob}`]);
  expectApplied(await tenant.apply({ overwriteDrift: true, allowDataLoss: ['*'] }));
  expect(leftToDo(await tenant.plan())).toEqual([]);
  expect(held()).toBe(0);
});

test('somebody who is no agent of the account stops the plan', async () => {
  await tenant.write(group(', members: [nobody@acme.example]'));
  const plan = await tenant.plan();
  expect(plan.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['AGENT_UNKNOWN', 'error']]);
});

test('what somebody changed in a list of members can be taken into the spec', async () => {
  const [ada = '', bob = '', cy = ''] = emails();
  await tenant.write(group(`, members: [${ada}, ${bob}], exact: true`));
  expectApplied(await tenant.apply());
  const { control } = tenant.sandbox;
  const fresh = control.objects('groups').find(({ name }) => name === 'Fresh');
  const userOf = (email: string) => agents().find((agent) => agent.email === email)?.id;
  const gone = control
    .objects('group_memberships')
    .find(({ group_id, user_id }) => String(group_id) === String(fresh?.id) && String(user_id) === String(userOf(bob)));
  control.remove('group_memberships', String(gone?.id));
  control.inject('group_memberships', { user_id: Number(userOf(cy)), group_id: Number(fresh?.id) });
  await tenant.accept('group.fresh');
  const text = await readFile(join(tenant.folder, 'support.yaml'), 'utf8');
  expect([ada, bob, cy].map((email) => text.includes(email))).toEqual([true, false, true]);
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

test('a group goes with its members, unless somebody joined it by hand', async () => {
  const [ada = '', bob = ''] = emails();
  await tenant.write(group(`, members: [${ada}]`));
  expectApplied(await tenant.apply());
  await tenant.write({ 'support.yaml': HEAD });
  const pruned = { prune: true, allowDataLoss: ['*'] };
  expect((await tenant.plan(pruned)).changes.map(({ op, because }) => [op, because])).toEqual([['delete', 'spec']]);
  const fresh = tenant.sandbox.control.objects('groups').find(({ name }) => name === 'Fresh');
  const [membership] = tenant.sandbox.control
    .objects('group_memberships')
    .filter(({ group_id }) => group_id === fresh?.id);
  tenant.sandbox.control.remove('group_memberships', Number(membership?.id));
  const other = agents().find(({ email }) => email === bob);
  tenant.sandbox.control.inject('group_memberships', { user_id: Number(other?.id), group_id: Number(fresh?.id) });
  expect((await tenant.plan(pruned)).changes.map(({ op, because }) => [op, because])).toEqual([['delete', 'conflict']]);
});
