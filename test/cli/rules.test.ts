/** Automations, macros, views, SLA policies and fields in rules, from spec to tenant and back. */
import { afterEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;
const FIELDS = `priorities: {p1: {level: urgent, name: System down}}
groups: {tier1: {name: Tier 1}}
organization_fields: {plan: {key: Support_Plan, type: dropdown, title: Plan, options: {plan_gold: Gold, plan_free: Free}}}
ticket_fields: {area: {type: dropdown, title: Area, options: {area_a: A, area_b: B}}}
trigger_categories: {routing: {name: Routing}}
`;

const holds = (own: Project, kind: string, title: string) =>
  own.sandbox.control.objects(kind).find((object) => object.title === title);

test('rules about fields of the same spec are made at once, and come back by their keys', async () => {
  tenant = await project({ profile: 'enterprise' });
  await tenant.write({
    'ask.md': 'Hello **{{ticket.requester.first_name}}**,\n\n- what & when\n',
    'support.yaml': `${HEAD}${FIELDS}
triggers:
  gold: {title: Gold, category: routing, when: {all: [{field: update_type, is: create}, {field: organization_field.plan, is: plan_gold}]}, then: [{set: {group: tier1}}]}
automations:
  nudge: {title: Nudge, when: {all: [{field: status, is: pending}, {field: hours_since_pending, is: 48}]}, then: [{add_tags: [nudged]}]}
macros:
  ask: {title: "Ask::More", visible_to: [tier1], then: [{comment_html: {file: ask.md}}, {set: {ticket_field.area: area_a}}]}
views:
  mine: {title: Mine, visible_to: [tier1], when: {all: [{field: status, less_than: solved}, {field: ticket_field.area, is: area_b}]}, columns: [id, subject, ticket_field.area], group_by: status, sort_by: {field: created, order: desc}}
slas:
  gold:
    title: Gold customers
    when: {all: [{field: organization_field.plan, is: plan_gold}, {field: ticket_field.area, includes: [area_a, area_b]}]}
    targets: {p1: {hours: calendar, first_reply: 30m, resolution: {target: 1d2h, hours: business}}}
    advanced: {first_reply_fulfill_on_agent_internal_note: true}
`,
  });
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  // On the platform keys are in small letters, and options of such fields are ids.
  expect(JSON.stringify(holds(tenant, 'triggers', 'Gold')?.conditions)).toMatch(
    /"organization\.custom_fields\.support_plan","operator":"is","value":"\d+"/,
  );
  expect(JSON.stringify(holds(tenant, 'sla_policies', 'Gold customers')?.filter)).toMatch(/ticket_fields_\d+/);

  const { project: imported } = await tenant.import();
  try {
    expect(leftToDo(await imported.plan()).filter((line) => !line.startsWith('manual'))).toEqual([]);
  } finally {
    await imported.clear();
  }
});

test("a trial's own rules are taken over by their titles, and switched off instead of deleted", async () => {
  tenant = await project({ profile: 'trial' });
  const spec = (body: string) => ({ 'support.yaml': HEAD + body });
  await tenant.write(
    spec(`automations:
  close:
    title: Close ticket 4 days after status is set to solved
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, greater_than: 120}]}
    then: [{set: {status: closed}}]
views: {unsolved: {title: Your unsolved tickets, columns: [subject, created], when: {all: [{field: status, less_than: solved}, {field: assignee, is: current_user}]}}}
macros: {ours: {title: Ours, then: [{set: {status: open}}]}}
`),
  );
  const raw = holds(tenant, 'views', 'Your unsolved tickets')?.raw_title;
  const done = await tenant.apply({ adopt: true });
  expectApplied(done);
  expect(done.plan.changes.flatMap(({ op, address }) => (op === 'reorder' ? [] : [`${op} ${address}`])).sort()).toEqual(
    ['adopt automation.close', 'adopt view.unsolved', 'create macro.ours'],
  );
  expect(raw).toContain('{{zd.');
  expect(holds(tenant, 'views', 'Your unsolved tickets')?.raw_title).toBe(raw);
  expect(leftToDo(await tenant.plan())).toEqual([]);

  await tenant.write(spec(''));
  expectApplied(await tenant.apply({ prune: true }));
  expect(holds(tenant, 'macros', 'Ours')).toMatchObject({ active: false });
  expect(holds(tenant, 'views', 'Your unsolved tickets')).toMatchObject({ active: true });
});

test('a confirmation of our own beside that of a new account is refused until one of them is off', async () => {
  tenant = await project({ profile: 'trial' });
  const ours = `trigger_categories: {notifications: {name: Notifications}}
triggers:
  welcome:
    title: Welcome
    category: notifications
    when: {all: [{field: update_type, is: create}, {field: current_user, is: end_user}]}
    then: [{notify_user: {to: requester, subject: We have it, body: Thanks}}]
`;
  await tenant.write({ 'support.yaml': HEAD + ours });
  const twice = (await tenant.plan()).diagnostics.filter(({ code }) => code === 'ACKNOWLEDGED_TWICE');
  expect(twice).toMatchObject([{ severity: 'error', address: 'trigger.welcome' }]);
  const off = `${ours}  standard:
    title: Notify requester and CCs of received request
    category: notifications
    active: false
    when: {all: [{field: update_type, is: create}]}
    then: [{notify_user: {to: requester_and_ccs, subject: Received, body: Thanks}}]
`;
  await tenant.write({ 'support.yaml': HEAD + off });
  expectApplied(await tenant.apply({ adopt: true }));
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

test('an automation that old tickets wait for is refused until someone says so', async () => {
  tenant = await project({ profile: 'enterprise' });
  const own = tenant;
  const long = '2026-01-01T00:00:00Z';
  for (let count = 0; count < 101; count += 1)
    own.sandbox.control.inject('tickets', {
      subject: 'Old',
      status: 'pending',
      tags: ['waiting'],
      created_at: long,
      updated_at: long,
    });
  const spec = (more: string) => ({
    'support.yaml': `${HEAD}groups: {fresh: {name: Fresh}}
automations:
  nudge:
    title: Nudge
    when: {all: [{field: status, is: pending}, {field: tags, includes: [waiting]}, {field: hours_since_update, greater_than: 24}${more}]}
    then: [{set: {status: open}}]
`,
  });
  await own.write(spec(''));
  const refused = (await own.plan()).refusals;
  expect(refused).toMatchObject([{ code: 'BACKLOG', address: 'automation.nudge' }]);
  expect(refused[0]?.summary).toMatch(/: 101$/);
  expect((await own.plan({ allowBacklog: true })).refusals).toEqual([]);
  // Views cannot ask whether a ticket is public: then it is a bound.
  await own.write(spec(', {field: privacy, is: public}'));
  expect((await own.plan()).refusals[0]?.summary).toMatch(/: up to 101$/);
  // No ticket is in a group that is still to be made.
  await own.write(spec(', {field: group, is: fresh}'));
  expect((await own.plan()).refusals).toEqual([]);
});

test('a rule about what is switched off in the account is left out and listed, and the rest proceeds', async () => {
  const about = (field: string) => `${HEAD}
automations:
  ask: {title: Ask, when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: 24}, {field: ${field}]}, then: [{add_tags: [asked]}]}
`;
  tenant = await project({ profile: 'trial' });
  await tenant.write({ 'support.yaml': about('satisfaction, is: unoffered}') });
  const plan = await tenant.plan();
  expect(plan.diagnostics.map(({ code, severity, address }) => [code, severity, address])).toEqual([
    ['RULE_FEATURE_OFF', 'warning', 'automation.ask'],
  ]);
  expect(plan.changes).toEqual([]);
  expect(plan.notes.map(({ code, address }) => [code, address])).toContainEqual(['unavailable', 'automation.ask']);
  tenant.sandbox.control.clearLog();
  await tenant.apply();
  expect(tenant.sandbox.control.log().filter(({ method }) => method !== 'GET')).toEqual([]);
  // Asked for twice it is still one thing to switch on.
  await tenant.write({ 'support.yaml': about('satisfaction, is: unoffered}, {field: satisfaction, is_not: good}') });
  expect((await tenant.plan()).diagnostics).toHaveLength(1);
  await tenant.write({ 'support.yaml': about('tags, not_includes: [asked]}') });
  tenant.sandbox.control.clearLog();
  expect((await tenant.plan()).diagnostics).toEqual([]);
  const asked = tenant.sandbox.control.log().filter(({ path }) => path.includes('/definitions'));
  expect(asked).toEqual([]);
});

test('a view whose reply was lost is known again, whatever the order in which its groups are listed', async () => {
  tenant = await project({ profile: 'enterprise' });
  await tenant.write({ 'support.yaml': `${HEAD}groups: {zeta: {name: Zeta}}\n` });
  expectApplied(await tenant.apply());
  // By their keys alpha comes first, by their ids zeta.
  await tenant.write({
    'support.yaml': `${HEAD}
groups: {zeta: {name: Zeta}, alpha: {name: Alpha}}
views:
  mine: {title: Mine, visible_to: [alpha, zeta], when: {all: [{field: status, less_than: solved}]}, columns: [id, subject]}
`,
  });
  tenant.sandbox.control.addFaults([
    { match: { method: 'POST', path: '/api/v2/views' }, times: 1, action: { drop: 'after' } },
  ]);
  expectApplied(await tenant.apply());
  expect(tenant.sandbox.control.objects('views').filter(({ title }) => title === 'Mine')).toHaveLength(1);
  expect(leftToDo(await tenant.plan())).toEqual([]);
});
