/** Tickets through the rules of a large account: 200 triggers, 50 automations, 20 SLA policies; five events after the creation. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { seconds, whole } from './tools.mjs';

const SIZES = [2_500, 5_000, 10_000];
const TRACED = 500;
const HOUR = 3_600_000;
const MONDAY = Date.UTC(2026, 10, 2, 14);

export async function benchSimulate() {
  const rows = SIZES.map((tickets) => row(tickets, false, tickets === 10_000 ? 'below 20 s' : ''));
  return [...rows, row(TRACED, true, '')];
}

/** Each size in a process of its own, so that memory is what that many tickets need. */
function row(tickets, trace, budget) {
  const child = spawnSync(process.execPath, [import.meta.filename, String(tickets), trace ? 'trace' : ''], {
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(child.stderr);
  const { ms, cpu, peak, fired, breached } = JSON.parse(child.stdout);
  const speed = whole((tickets / cpu) * 1000, 'tickets/s');
  const did = `${fired} firings, ${breached} breaches`;
  return [
    `simulate ${tickets} tickets${trace ? ', every step and text recorded' : ''}`,
    `${seconds(cpu)} of one core, ${speed}, ${whole(peak, 'MB')} (${did}; ${seconds(ms)} on the wall)`,
    budget,
  ];
}

/** Runs one size and prints the figures as JSON. */
async function measure(tickets, trace) {
  const { prepare } = await import(resolve(import.meta.dirname, '../dist/simulate/index.js'));
  const options = { trace, render: trace, views: trace };
  const started = performance.now();
  const simulator = prepare(account(), options);
  let [fired, breached] = [0, 0];
  for (let index = 0; index < tickets; index += 1) {
    const outcome = simulator.run(story(index));
    fired += outcome.fired.length;
    breached += outcome.sla.filter((target) => target.breached).length;
  }
  const ms = performance.now() - started;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1000;
  console.log(JSON.stringify({ ms, cpu, peak: maxRSS / 1024, fired, breached }));
}

const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const pick = (list, index) => list[index % list.length];
const is = (field, value, operator = 'is') => ({ field, operator, value: String(value) });

const TOPICS = ['invoice', 'password', 'printer', 'refund', 'crash', 'export', 'login', 'delivery', 'upgrade', 'price'];
const PRIORITIES = ['low', 'normal', 'high', 'urgent'];
const ZONES = ['Eastern Time (US & Canada)', 'Berlin', 'Sydney', 'Tokyo'];

/** Routing by topic and field, tags that later triggers read, notifications; a few rules fire on each update, as in real accounts. */
function account() {
  return {
    subdomain: 'acme',
    users: [
      ...many(40, (i) => ({ id: 100 + i, name: `Agent ${i}`, email: `agent${i}@acme.example`, role: 'agent' })),
      ...many(500, (i) => ({
        id: 1000 + i,
        name: `Customer ${i}`,
        email: `customer${i}@example.com`,
        role: 'end-user',
        organization_id: 5000 + (i % 50),
      })),
    ],
    organizations: many(50, (i) => ({
      id: 5000 + i,
      name: `Organization ${i}`,
      tags: [`tier${i % 5}`],
      organization_fields: {},
    })),
    groups: many(10, (i) => ({ id: 10 + i, name: `Group ${i}` })),
    group_memberships: many(40, (i) => ({ user_id: 100 + i, group_id: 10 + (i % 10), default: true })),
    ticket_fields: many(20, (i) => ({
      id: 300 + i,
      type: 'tagger',
      title: `Field ${i}`,
      custom_field_options: many(10, (option) => ({
        id: 9000 + i * 10 + option,
        value: `f${i}_${option}`,
        name: `Option ${option}`,
      })),
    })),
    schedules: ZONES.map((zone, i) => ({
      id: 50 + i,
      name: zone,
      time_zone: zone,
      intervals: [1, 2, 3, 4, 5].map((day) => ({ start_time: day * 1440 + 480, end_time: day * 1440 + 1080 })),
      holidays: [{ name: 'Holiday', start_date: '2026-11-11', end_date: '2026-11-11' }],
    })),
    triggers: many(200, trigger),
    automations: many(50, automation),
    sla_policies: many(20, policy),
  };
}

function trigger(i) {
  const onCreate = is('update_type', i % 4 === 3 ? 'Change' : 'Create');
  const all = [
    [
      onCreate,
      is('subject_includes_word', pick(TOPICS, i), 'includes'),
      is(`custom_fields_${300 + (i % 20)}`, `f${i % 20}_${i % 10}`),
    ],
    [onCreate, is('current_tags', `tier${i % 5} seen${i % 30}`, 'includes'), is('priority', '')],
    [is('status', 'open', 'value'), is('group_id', 10 + (i % 10)), is('comment_is_public', 'true')],
    [
      onCreate,
      is('comment_includes_word', `${pick(TOPICS, i)} ${pick(TOPICS, i + 3)}`, 'includes'),
      is('in_business_hours', 'false'),
    ],
    [
      is('status', 'solved', 'less_than'),
      is('assignee_id', 100 + (i % 40)),
      is('priority', pick(PRIORITIES, i), 'changed_to'),
    ],
  ];
  const actions = [
    [
      { field: 'group_id', value: String(10 + (i % 10)) },
      { field: 'current_tags', value: `seen${i % 30}` },
    ],
    [
      { field: 'priority', value: pick(PRIORITIES, i) },
      { field: 'set_schedule', value: String(50 + (i % 4)) },
    ],
    [
      {
        field: 'notification_group',
        value: [String(10 + (i % 10)), 'Ticket {{ticket.id}}', '{{ticket.title}} {{ticket.url}}'],
      },
    ],
    [{ field: 'current_tags', value: `late seen${i % 30}` }],
    [{ field: 'notification_user', value: ['assignee_id', 'Ticket {{ticket.id}}', '{{ticket.latest_comment}}'] }],
  ];
  return {
    id: 20_000 + i,
    title: `Trigger ${i}`,
    active: true,
    position: i,
    conditions: { all: pick(all, i), any: [] },
    actions: pick(actions, i),
  };
}

function automation(i) {
  const tag = `hour${i}`;
  const clock = pick(['PENDING', 'OPEN', 'assigned_at', 'updated_at', 'until_sla_next_breach_at'], i);
  const hours = is(clock, 1 + (i % 72), clock.startsWith('until') ? 'less_than' : 'greater_than');
  const all = [
    is('status', 'solved', 'less_than'),
    is('current_tags', tag, 'not_includes'),
    is('group_id', 10 + (i % 10)),
    hours,
  ];
  const actions = [
    { field: 'current_tags', value: tag },
    { field: 'priority', value: pick(PRIORITIES, i) },
  ];
  return { id: 30_000 + i, title: `Automation ${i}`, active: true, position: i, conditions: { all, any: [] }, actions };
}

function policy(i) {
  const metrics = [
    'first_reply_time',
    'next_reply_time',
    'requester_wait_time',
    'agent_work_time',
    'total_resolution_time',
  ];
  const policy_metrics = metrics.flatMap((metric, place) =>
    PRIORITIES.map((priority, rank) => ({
      metric,
      priority,
      target: 30 * (place + 1) * (4 - rank),
      business_hours: (i + rank) % 2 === 0,
    })),
  );
  const all = i === 19 ? [] : [is('current_tags', `tier${i % 5}`, 'includes'), is('group_id', 10 + (i % 10))];
  return { id: 40_000 + i, title: `Policy ${i}`, position: i, filter: { all, any: [] }, policy_metrics };
}

/** A ticket of about a week: the agent answers, the customer too, it waits, it is solved, and in the end closed by the clock. */
function story(i) {
  const agent = String(100 + (i % 40));
  const at = MONDAY + (i % 500) * 0.3 * HOUR;
  const after = (hours) => at + Math.round(hours * HOUR);
  return {
    ticket: {
      at,
      requester: String(1000 + (i % 500)),
      via: pick(['email', 'web', 'api'], i),
      subject: `About my ${pick(TOPICS, i)}`,
      comment: { body: `The ${pick(TOPICS, i)} does not work as it should since the ${pick(TOPICS, i + 1)}.` },
      set: {
        ...(i % 3 === 0 ? {} : { priority: pick(PRIORITIES, i) }),
        custom_fields: [0, 5, 10].map((field) => ({
          id: 300 + ((field + i) % 20),
          value: `f${(field + i) % 20}_${i % 10}`,
        })),
      },
    },
    events: [
      { at: after(1 + (i % 7)), by: agent, set: { assignee_id: agent, group_id: String(10 + (i % 10)) } },
      { at: after(9 + (i % 11)), by: agent, comment: { body: 'Please tell us more.' }, set: { status: 'pending' } },
      { at: after(25 + (i % 13)), by: 'requester', comment: { body: `It is the ${pick(TOPICS, i)} again.` } },
      {
        at: after(40 + (i % 17)),
        by: agent,
        comment: { body: 'Looking into it.', public: i % 2 === 0 },
        set: { priority: 'high' },
      },
      { at: after(70 + (i % 19)), by: agent, comment: { body: 'Done.' }, set: { status: 'solved' } },
    ],
    until: after(7 * 24),
  };
}

if (process.argv[1] === import.meta.filename) await measure(Number(process.argv[2]), process.argv[3] === 'trace');
