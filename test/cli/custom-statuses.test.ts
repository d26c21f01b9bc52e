/** Custom ticket statuses: named in rules and forms, one of each category the default, and never activated by us. */
import { afterEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project;
afterEach(() => tenant.close());

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;
const statuses = (...blocks: readonly string[]) => `custom_statuses:\n${blocks.map((one) => `  ${one}\n`).join('')}`;

async function applied(spec: string, options = {}): Promise<void> {
  await tenant.write({ 'support.yaml': HEAD + spec });
  expectApplied(await tenant.apply(options));
  expect(leftToDo(await tenant.plan(options))).toEqual([]);
}

/** Label → whether it is the default, of the active statuses of one category. */
function defaultsIn(category: string): unknown {
  const rows = tenant.sandbox.control.objects('custom_statuses');
  const own = rows.filter((row) => row.status_category === category && row.active === true);
  return Object.fromEntries(own.map((row) => [String(row.agent_label), row.default]));
}

test('rules and forms name a status by its key, even one that is called as a category', async () => {
  tenant = await project({ profile: 'enterprise' });
  await applied(`${statuses(
    'open: {category: open, agent_label: Open}',
    'parts: {category: pending, agent_label: Waiting for parts, end_user_label: We wait for parts}',
  )}ticket_fields:
  area: {type: dropdown, title: Area, options: {area_a: A, area_b: B}}
  reason: {type: text, title: Reason}
ticket_forms:
  repair:
    name: Repair
    fields: [area, reason]
    agent_conditions:
      - {when: {area: area_a}, show: [{field: reason, required: [parts, custom_status.open]}]}
trigger_categories: {routing: {name: Routing}}
triggers:
  parts:
    title: Parts
    category: routing
    when: {all: [{field: custom_status, includes: [parts]}]}
    then: [{set: {custom_status: open}}]
`);
  const imported = await tenant.import();
  try {
    expect(leftToDo(await imported.project.plan())).toEqual([]);
    const blocks = [...(await imported.project.ids()).keys()].filter((address) => address.startsWith('custom_status.'));
    const platform = ['new', 'on_hold', 'open', 'pending', 'solved'];
    expect(blocks).toEqual(
      expect.arrayContaining([...platform, 'waiting_for_parts'].map((key) => `custom_status.${key}`)),
    );
  } finally {
    await imported.project.clear();
  }
});

test('a status that nobody declares is told with its line', async () => {
  tenant = await project({ profile: 'enterprise' });
  await tenant.write({
    'support.yaml': `${HEAD}${statuses('parts: {category: pending, agent_label: Parts}')}ticket_fields:
  area: {type: dropdown, title: Area, options: {area_a: A}}
  reason: {type: text, title: Reason}
ticket_forms:
  repair:
    name: Repair
    fields: [area, reason]
    agent_conditions: [{when: {area: area_a}, show: [{field: reason, required: [part]}]}]
`,
  });
  await expect(tenant.plan()).rejects.toMatchObject({
    diagnostics: [{ code: 'SPEC_UNKNOWN_REFERENCE', at: { line: 13 }, hint: 'did you mean `parts`?' }],
  });
});

test('the default moves from one status to the next, and back to the platform’s own when nobody has it', async () => {
  tenant = await project({ profile: 'enterprise' });
  const [a, b] = ['a: {category: open, agent_label: A', 'b: {category: open, agent_label: B'];
  await applied(statuses(`${a}, default: true}`, `${b}}`));
  expect(defaultsIn('open')).toEqual({ Open: false, A: true, B: false });
  await applied(statuses(`${a}, default: false}`, `${b}, default: true}`));
  expect(defaultsIn('open')).toEqual({ Open: false, A: false, B: true });
  await applied(statuses(`${a}, default: true}`, `${b}, default: false, active: false}`));
  expect(defaultsIn('open')).toEqual({ Open: false, A: true });
  await applied(statuses(`${b}}`), { prune: true });
  expect(defaultsIn('open')).toEqual({ Open: true });
});

test('a default that somebody moved by hand is drift, and comes back on request', async () => {
  tenant = await project({ profile: 'enterprise' });
  await applied(statuses('a: {category: solved, agent_label: A, default: true}'));
  const own = tenant.sandbox.control.objects('custom_statuses').find((row) => row.agent_label === 'Solved');
  await fetch(`${tenant.sandbox.url}/zendesk/acme/api/v2/custom_status/default`, {
    method: 'PUT',
    headers: { authorization: 'Bearer sandbox-token', 'content-type': 'application/json' },
    body: JSON.stringify({ ids: String(own?.id) }),
  });
  const [change] = (await tenant.drift()).changes;
  expect([change?.because, change?.fields.map(({ path, before, after }) => [path, before, after])]).toEqual([
    'drift',
    [['default', false, true]],
  ]);
  expectApplied(await tenant.apply({ overwriteDrift: true }));
  expect(defaultsIn('solved')).toEqual({ Solved: false, A: true });
});

test('a label that the account has is refused before anything is sent', async () => {
  tenant = await project({ profile: 'enterprise' });
  await applied(statuses('a: {category: open, agent_label: A}'));
  await tenant.write({ 'support.yaml': HEAD + statuses('a: {category: open, agent_label: Solved}') });
  const taken = (await tenant.plan()).diagnostics.map(({ code, at }) => [code, at?.line]);
  expect(taken).toEqual([['STATUS_LABEL_TAKEN', 5]]);
  await tenant.write({ 'support.yaml': HEAD + statuses('b: {category: hold, agent_label: pending}') });
  const elsewhere = (await tenant.plan()).diagnostics.map(({ code, summary }) => [code, summary.includes('category')]);
  expect(elsewhere).toEqual([['CANNOT_CHANGE', true]]);
});

test('where custom statuses are not activated it is said, and the rest is made', async () => {
  tenant = await project({ profile: 'trial' });
  await tenant.write({
    'support.yaml': `${HEAD}groups: {one: {name: One}}\n${statuses('a: {category: open, agent_label: A}')}`,
  });
  const plan = await tenant.plan();
  expect(plan.changes.map(({ address }) => address)).toEqual(['group.one']);
  expect(plan.notes.filter(({ code }) => code === 'unavailable').map(({ summary }) => summary)).toEqual([
    'custom_status.a is left out: custom statuses are not activated in the account (Admin Center > Objects and rules > Tickets > Ticket statuses)',
  ]);
});
