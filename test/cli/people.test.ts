/** Agents and organizations: found by name, changed as the spec says, made on a word, never deleted, and nobody demoted by accident. */
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
const GROUPS = 'groups: {one: {name: One}, two: {name: Two}}\n';
const spec = (text: string) => ({ 'support.yaml': HEAD + text });
const agents = (...blocks: readonly string[]) => `agents:\n${blocks.map((one) => `  ${one}\n`).join('')}`;
const BO = 'bo@acme.example';

type Row = Readonly<Record<string, unknown>>;

function person(email: string): Row {
  const found = tenant.sandbox.control.objects('users').find((row) => row.email === email);
  if (found === undefined) throw new Error(`nobody is called ${email}`);
  return found;
}

function groupsOf(email: string): readonly string[] {
  const { control } = tenant.sandbox;
  const names = new Map(control.objects('groups').map(({ id, name }) => [id, String(name)]));
  const own = control.objects('group_memberships').filter(({ user_id: id }) => id === person(email).id);
  return own.map(({ group_id: id }) => names.get(id ?? null) ?? '').sort();
}

async function codes(text: string): Promise<unknown> {
  await tenant.write(spec(text));
  return (await tenant.plan()).diagnostics.map(({ code, at }) => [code, at?.line]);
}

async function applied(text: string, options = {}): Promise<void> {
  await tenant.write(spec(text));
  expectApplied(await tenant.apply(options));
  expect(leftToDo(await tenant.plan())).toEqual([]);
}

test('somebody who is there is taken over by address, whatever its capitals, and kept as the spec says', async () => {
  await applied(
    `${GROUPS}${agents(
      'bo: {email: BO@acme.example, alias: Bo, signature: "Bo, Acme", phone: "+49 (30) 123", tags: [Day], groups: [one], default_group: one}',
    )}`,
    { adopt: true },
  );
  expect(person(BO)).toMatchObject({ alias: 'Bo', signature: 'Bo, Acme', phone: '+4930123', tags: ['day'] });
  expect(groupsOf(BO)).toEqual(['Billing', 'One']);
  const one = tenant.sandbox.control.objects('groups').find(({ name }) => name === 'One');
  expect(person(BO).default_group_id).toBe(one?.id);
  tenant.sandbox.control.edit('users', String(person(BO).id), { alias: 'Bobo' });
  expect((await tenant.drift()).changes.map(({ address, because }) => [address, because])).toEqual([
    ['user.bo', 'drift'],
  ]);
});

test('all of a person is sent in one update, since a sixth in a minute is refused', async () => {
  await tenant.write(
    spec(`${GROUPS}${agents(`bo: {email: ${BO}, alias: B, tags: [a], groups: [one, two], default_group: two}`)}`),
  );
  tenant.sandbox.control.clearLog();
  expectApplied(await tenant.apply({ adopt: true }));
  const writes = tenant.sandbox.control
    .log()
    .filter(({ method, path }) => method === 'PUT' && path.includes('/users/'));
  expect(writes).toHaveLength(1);
});

test('groups are added to, and the others left only where the list is exact, with a word about open tickets', async () => {
  await applied(`${GROUPS}${agents(`bo: {email: ${BO}, groups: [one, two]}`)}`, { adopt: true });
  await applied(`${GROUPS}${agents(`bo: {email: ${BO}, groups: [one]}`)}`);
  expect(groupsOf(BO)).toEqual(['Billing', 'One']);
  await tenant.write(spec(`${GROUPS}${agents(`bo: {email: ${BO}, groups: [one], exact: true, default_group: one}`)}`));
  const plan = await tenant.plan({ overwriteDrift: true });
  expect(plan.refusals.map(({ code, summary }) => [code, summary])).toContainEqual([
    'DATA_LOSS',
    'user.bo would lose groups.live("Billing"): their open tickets in the group are unassigned (3)',
  ]);
  expectApplied(await tenant.apply({ overwriteDrift: true, allowDataLoss: ['user.bo'] }));
  expect(groupsOf(BO)).toEqual(['One']);
});

test('a group and an agent may both say who is in it, and must not contradict each other', async () => {
  const both = `groups: {one: {name: One, members: [${BO}]}}\n${agents(`bo: {email: ${BO}, groups: [one]}`)}`;
  await applied(both, { adopt: true });
  expect(groupsOf(BO)).toEqual(['Billing', 'One']);
  const closed = `groups: {one: {name: One, members: [], exact: true}}\n${agents(`bo: {email: ${BO}, groups: [one]}`)}`;
  expect(await codes(closed)).toEqual([['AGENT_GROUPS_DISAGREE', 6]]);
  const exact = `groups: {one: {name: One, members: [${BO}]}, two: {name: Two}}\n${agents(
    `bo: {email: ${BO}, groups: [two], exact: true}`,
  )}`;
  expect(await codes(exact)).toEqual([['AGENT_GROUPS_DISAGREE', 6]]);
});

test('somebody who is missing is an error with the nearest address, and made only on a word', async () => {
  await tenant.write(spec(agents('bo: {email: boo@acme.example, alias: B}', `other: {email: bo@acme.example}`)));
  const [missing] = (await tenant.plan()).diagnostics;
  expect([missing?.code, missing?.at?.line, missing?.hint]).toEqual([
    'AGENT_MISSING',
    5,
    'Did you mean bo@acme.example? To make them write `create: true`',
  ]);
  const made = agents('new: {email: New@acme.example, name: New One, role: agent, groups: [one], create: true}');
  await tenant.write(spec(GROUPS + made));
  const plan = await tenant.plan();
  expect(plan.refusals.map(({ code, summary, hint }) => [code, summary, hint])).toEqual([
    ['COSTS', 'user.new: new@acme.example takes a seat of the plan', '--allow-costs user.new'],
  ]);
  expect(plan.changes.find(({ address }) => address === 'user.new')?.notes).toEqual([
    'they get a mail that asks them to verify the address',
  ]);
  await applied(GROUPS + made, { allowCosts: ['user.new'] });
  expect(groupsOf('new@acme.example')).toEqual(['One']);
  expect(tenant.sandbox.control.objects('welcome_mails')).toHaveLength(1);
  const quiet = made
    .replace('New@', 'quiet@')
    .replace('new:', 'quiet:')
    .replace('create: true', 'create: true, skip_verify_email: true');
  await applied(GROUPS + made + quiet.replace('agents:\n', ''), { allowCosts: ['*'] });
  expect(tenant.sandbox.control.objects('welcome_mails')).toHaveLength(1);
  await tenant.write(spec(GROUPS));
  const pruned = await tenant.plan({ prune: true });
  expect(pruned.changes.map(({ op, address }) => [op, address])).toEqual([
    ['release', 'user.new'],
    ['release', 'user.quiet'],
  ]);
});

test('whoever is to be made needs a name and a role, and whoever is there needs neither', async () => {
  expect(await codes(agents('new: {email: new@acme.example, create: true}'))).toEqual([
    ['AGENT_NAME', 5],
    ['AGENT_NAME', 5],
  ]);
  expect(await codes(agents(`bo: {email: ${BO}, create: true}`))).toEqual([]);
});

test('a customer becomes an agent only at a known price', async () => {
  const frida = 'frida@fabrikam.example';
  expect(await codes(`${GROUPS}${agents(`frida: {email: ${frida}, groups: [one]}`)}`)).toEqual([
    ['AGENT_IS_CUSTOMER', 6],
  ]);
  const agent = `${GROUPS}${agents(`frida: {email: ${frida}, role: agent, groups: [one], default_group: one}`)}`;
  await tenant.write(spec(agent));
  expect((await tenant.plan()).refusals.map(({ code }) => code)).toContain('COSTS');
  await applied(agent, { allowCosts: ['*'], adopt: true });
  expect([person(frida).role, groupsOf(frida)]).toEqual(['agent', ['One']]);
});

test('nobody loses rights by accident, and nobody the own ones', async () => {
  const ada = 'ada@acme.example';
  expect(await codes(agents(`ada: {email: ${ada}, role: agent}`))).toEqual([['AGENT_DEMOTED', 5]]);
  expect(await codes(agents(`bo: {email: ${BO}, role: end_user}`))).toEqual([['AGENT_DEMOTED', 5]]);
  expect(await codes(agents('me: {email: owner@acme.example, role: agent, demote: true}'))).toEqual([
    ['AGENT_OWN_ROLE', 5],
  ]);
  await applied(agents(`ada: {email: ${ada}, role: agent, demote: true}`), { adopt: true });
  expect(person(ada).role).toBe('agent');
});

test('an address is never changed: the platform would add it beside the other', async () => {
  await applied(agents(`bo: {email: ${BO}}`));
  expect(await codes(agents('bo: {email: carmen@acme.example}'))).toEqual([['CANNOT_CHANGE', 5]]);
});

test('what an agent cannot have is said before anything is sent', async () => {
  expect(await codes(agents(`bo: {email: ${BO}, ticket_restriction: groups}`))).toEqual([['AGENT_RESTRICTION', 5]]);
  expect(await codes(agents(`bo: {email: ${BO}, language: fr}`))).toEqual([['AGENT_LANGUAGE', 5]]);
  expect(await codes(agents(`bo: {email: ${BO}, fields: {nickname: B}}`))).toEqual([['AGENT_FIELD', 5]]);
  expect(await codes(`${GROUPS}${agents(`bo: {email: ${BO}, default_group: one}`)}`)).toEqual([
    ['AGENT_DEFAULT_GROUP', 6],
  ]);
  expect(await codes(agents(`bo: {email: ${BO}, groups: [], exact: true}`))).toEqual([['AGENT_WITHOUT_GROUP', 5]]);
});

test('organizations are taken over by name, with the values of their fields, and deleted only on a word', async () => {
  const fields = `organization_fields:
  tier: {type: dropdown, title: Tier, options: {gold: Gold, tin: Tin}}
  sites: {type: multiselect, title: Sites, options: {site_a: A, site_b: B}}
  since: {type: date, title: Since}
  seats: {type: integer, title: Seats}
  paid: {type: checkbox, title: Paid}
`;
  const values = 'fields: {tier: gold, sites: [site_b, site_a], since: 2026-01-31, seats: 12, paid: true}';
  await applied(
    `${GROUPS}${fields}organizations:
  north: {name: Northwind Traders, group: one, tags: [VIP], ${values}}
  new: {name: New Customer, domains: [New.example]}
`,
    { adopt: true },
  );
  const rows = tenant.sandbox.control.objects('organizations');
  expect(rows.find(({ name }) => name === 'Northwind Traders')).toMatchObject({
    tags: ['vip'],
    organization_fields: { tier: 'gold', sites: ['site_a', 'site_b'], seats: 12, paid: true },
  });
  await tenant.write(spec(GROUPS + fields));
  const pruned = await tenant.plan({ prune: true });
  expect(pruned.changes.map(({ op, address }) => [op, address])).toEqual([
    ['delete', 'organization.new'],
    ['release', 'organization.north'],
  ]);
  expect(pruned.refusals.map(({ code }) => code)).toEqual(['DATA_LOSS']);
});

test('a name that differs in its capitals, and a value that a field cannot have, are told with their lines', async () => {
  expect(await codes('organizations: {north: {name: northwind traders}}\n')).toEqual([['ORGANIZATION_NAME_TAKEN', 4]]);
  const fields = 'organization_fields: {tier: {type: dropdown, title: Tier, options: {gold: Gold}}}\n';
  const wrong = `${fields}organizations:\n  a: {name: A, fields: {tier: god}}\n  b: {name: B, fields: {teir: gold}}\n  c: {name: C, fields: {tier: [gold]}}\n`;
  expect(await codes(wrong)).toEqual([6, 7, 8].map((line) => ['ORGANIZATION_FIELD', line]));
});

test('a field that is deleted while somebody has a value for it is told before it goes', async () => {
  const fields = 'user_fields: {seat: {type: text, title: Seat}}\n';
  const bo = agents(`bo: {email: ${BO}, fields: {seat: A1}}`);
  await applied(fields + bo, { adopt: true });
  await tenant.write(spec(bo));
  const plan = await tenant.plan({ prune: true, allowDataLoss: ['*'] });
  expect(plan.diagnostics.map(({ code, at, summary }) => [code, at?.line, summary])).toEqual([
    ['AGENT_FIELD', 5, 'The account has no such field "seat"'],
  ]);
});
