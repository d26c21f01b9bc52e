/** Skills, the agents who have them, queues and policies for groups: written one after another where the platform wants it so. */
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
const spec = (text: string) => ({ 'support.yaml': HEAD + text });

function rows(kind: string) {
  return tenant.sandbox.control.objects(kind);
}

async function applied(text: string, options = {}): Promise<void> {
  await tenant.write(spec(text));
  expectApplied(await tenant.apply(options));
  expect(leftToDo(await tenant.plan())).toEqual([]);
}

async function codes(text: string): Promise<unknown> {
  await tenant.write(spec(text));
  return (await tenant.plan()).diagnostics.map(({ code, at }) => [code, at?.line]);
}

/** The names of the skills of an agent. */
function skillsOf(email: string): readonly string[] {
  const agent = rows('users').find((row) => row.email === email);
  const names = new Map(rows('routing_attribute_values').map(({ id, name }) => [id, String(name)]));
  const held = rows('routing_instance_values').filter(({ agent_id: id }) => id === agent?.id);
  return held.map(({ attribute_value_id: id }) => names.get(id ?? null) ?? '').sort();
}

const SKILLS = `ticket_fields: {area: {type: dropdown, title: Area, options: {area_a: A, area_b: B}}}
organization_fields: {tier: {type: dropdown, title: Tier, options: {gold: Gold, tin: Tin}}}
skills:
  areas:
    name: Areas
    values:
      Pumps: {when: {all: [{field: ticket_field.area, is: area_a}], any: [{field: organization_field.tier, is: gold}]}}
      Valves: {}
  tongues: {name: Tongues, values: {Finnish: {when: {all: [{field: requester_language, is: live("de")}]}}}}
  tools: {name: Tools, values: {Hammer: {}, Saw: {}}}
`;

test('skills of several types are made beside everything else, and no write of them is refused', async () => {
  await applied(SKILLS);
  const value = rows('routing_attribute_values').find(({ name }) => name === 'Pumps');
  expect(value?.conditions).toMatchObject({ all: [{ operator: 'is', value: 'area_a' }] });
  await applied(SKILLS.replace('Valves: {}', 'Valves: {when: {all: [{field: type, is: incident}]}}'));
  await tenant.write(spec(SKILLS.replace('Hammer: {}, ', '')));
  const plan = await tenant.plan();
  expect(plan.refusals.map(({ code, summary }) => [code, summary])).toEqual([
    ['DATA_LOSS', 'routing_attribute.tools would lose values.Hammer: the skill is taken from agents and tickets'],
  ]);
  const imported = await tenant.import();
  try {
    expect(leftToDo(await imported.project.plan())).toEqual([]);
  } finally {
    await imported.project.clear();
  }
});

test('an agent has the skills that the spec names, made in the same run or there already, and no others', async () => {
  const agent = (skills: string) => `${SKILLS}agents:\n  carmen: {email: carmen@acme.example, skills: ${skills}}\n`;
  expect(skillsOf('carmen@acme.example')).toEqual(['German']);
  await applied(agent('{areas: [Pumps], live("Language"): [English]}'), { adopt: true });
  expect(skillsOf('carmen@acme.example')).toEqual(['English', 'Pumps']);
  await applied(agent('{areas: [Pumps, Valves]}'));
  expect(skillsOf('carmen@acme.example')).toEqual(['Pumps', 'Valves']);
  expect(await codes(agent('{areas: [Pump]}'))).toEqual([['AGENT_SKILL', 15]]);
  await applied(agent('{}'));
  expect(skillsOf('carmen@acme.example')).toEqual([]);
});

test('agents whose skills nobody names cost no request for them', async () => {
  await tenant.write(spec('agents: {carmen: {email: carmen@acme.example, alias: C}}\n'));
  await tenant.plan();
  expect(tenant.sandbox.control.log().filter(({ path }) => path.includes('/routing'))).toEqual([]);
});

test('queues and policies for groups stand in the order of the spec, with their conditions and groups', async () => {
  const text = `groups: {one: {name: One}, two: {name: Two}}
ticket_fields: {area: {type: dropdown, title: Area, options: {area_a: A}}}
queues:
  urgent: {name: Urgent, priority: 1, primary_groups: [one], secondary_groups: [two, one], when: {all: [{field: priority, is: urgent}]}}
  pumps: {name: Pumps, priority: 2, primary_groups: [two], when: {any: [{field: ticket_field.area, is: area_a}, {field: tags, includes: [pump]}]}}
group_slas:
  one: {title: One, groups: [one], targets: {urgent: {hours: calendar, ownership: 90s}}}
  both: {title: Both, groups: [two, one], targets: {high: {hours: business, ownership: 4h}}}
`;
  await applied(text);
  expect(rows('group_sla_policies').find(({ title }) => title === 'One')?.policy_metrics).toMatchObject([
    { metric: 'group_ownership_time', target_in_seconds: 90 },
  ]);
  const lines = text.split('\n');
  const turned = [...lines.slice(0, 3), lines[4], lines[3], lines[5], lines[7], lines[6], ''].join('\n');
  await tenant.write(spec(turned));
  const changes = (await tenant.plan()).changes.map(({ op, address }) => [op, address]);
  expect(changes.sort()).toEqual([
    ['reorder', 'order.group_sla'],
    ['reorder', 'order.queue'],
  ]);
  await applied(turned);
});

test('where omnichannel routing is switched off, queues are left out and the rest is made', async () => {
  await tenant.close();
  tenant = await project({ profile: 'trial' });
  await tenant.write(
    spec(
      'groups: {one: {name: One}}\nqueues: {a: {name: A, priority: 1, primary_groups: [one], when: {all: [{field: type, is: incident}]}}}\n',
    ),
  );
  const plan = await tenant.plan();
  expect(plan.changes.map(({ address }) => address)).toEqual(['group.one']);
  expect(plan.notes.filter(({ code }) => code === 'unavailable').map(({ address }) => address)).toEqual(['queue.a']);
});

test('what cannot be is told with its line', async () => {
  const groups = 'groups: {one: {name: One}}\n';
  expect(await codes('skills: {a: {name: A, values: {Saw: {}, saw: {}}}}\n')).toEqual([['SKILL_TWICE', 4]]);
  expect(await codes('skills:\n  a: {name: A, values: {B: {}}}\n  b: {name: a, values: {B: {}}}\n')).toEqual([
    ['SAME_TWICE', 6],
  ]);
  expect(await codes(`${groups}queues:\n  q: {name: Q, priority: 1, primary_groups: [], when: {}}\n`)).toEqual([
    ['QUEUE_WITHOUT_CONDITION', 6],
    ['QUEUE_GROUPS', 6],
  ]);
  expect(await codes(`${groups}group_slas:\n  q: {title: Q, groups: [one], targets: {}}\n`)).toEqual([
    ['GROUP_SLA_WITHOUT_TARGETS', 6],
  ]);
});
