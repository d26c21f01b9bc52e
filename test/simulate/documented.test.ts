/** The worked examples of the platform's own articles about rules, texts and routing, case by case. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Native, Outcome } from '../../src/simulate/index.ts';
import { routeTo } from '../../src/simulate/routing/assign.ts';
import { CONTRACTS, describeContract } from '../contract/contracts.ts';
import { AGENT, act, at, CUSTOMER, fired, GROUP, HOUR, policy, rule, run, TELL, when } from './kit.ts';
import { STANDARD } from './standard-triggers.ts';

interface Case {
  readonly id: string;
  readonly area: string;
  readonly note: string;
  readonly given: Native;
  readonly expected: Native;
}

/** Clocks and schedules have a test of their own. */
const ELSEWHERE = /^sla\.(first_reply|schedule)$|^schedule$/;

/** Cases that cannot apply, with the reason. None so far. */
const INAPPLICABLE: Readonly<Record<string, string>> = {};

describeContract("the platform's documented examples of rules", () => {
  const cases = casesOf();

  test('every case is judged by something', () => {
    expect(cases.length).toBeGreaterThan(20);
    expect(cases.filter((one) => judgeOf(one) === undefined).map(({ id, area }) => `${id} ${area}`)).toEqual([]);
    expect(Object.keys(INAPPLICABLE).filter((id) => !cases.some((one) => one.id === id))).toEqual([]);
  });

  test.each(cases.filter(({ id }) => !(id in INAPPLICABLE)))('$id $note', (one) => {
    judgeOf(one)?.(one);
  });
});

function casesOf(): readonly Case[] {
  if (CONTRACTS === undefined) return [];
  const file = readFileSync(join(CONTRACTS, 'oracles/zendesk-documented-examples.json'), 'utf8');
  const { cases }: { readonly cases: readonly Case[] } = JSON.parse(file);
  return cases.filter(({ area }) => !ELSEWHERE.test(area));
}

type Judge = (one: Case) => void;

function judgeOf({ id, area }: Case): Judge | undefined {
  return BY_ID[id] ?? BY_AREA[area];
}

const BY_AREA: Readonly<Record<string, Judge>> = {
  'automation.hours_since': hoursSince,
  'automation.operator': operator,
  'text.match': textMatch,
  routing,
  'trigger.standard': standard,
};

const BY_ID: Readonly<Record<string, Judge>> = {
  'zdoc-007': ({ given, expected }) => {
    const pending = [when('status', 'is', 'pending'), when('PENDING', 'greater_than', '48')];
    const automations = [
      rule('1', pending, [TELL]),
      rule('2', pending, [act('priority', 'high')]),
      rule('3', [when('priority', 'is', 'high')], [TELL]),
    ];
    const outcome = run(
      { automations },
      { ticket: { set: { status: 'pending', priority: given.priority } }, until: at('2026-11-20T15:00:00Z') },
    );
    expect(fired(outcome).map(Number)).toEqual(expected.fired);
    expect(outcome.ticket.priority).toBe(expected.priority);
  },
  'zdoc-036': ({ given, expected }) => {
    const sla_policies = [
      policy('VIP', [when('current_tags', 'includes', 'vip')], [FIRST_REPLY]),
      policy('Default', [], [FIRST_REPLY]),
    ];
    const outcome = run({ sla_policies }, { ticket: { set: { priority: 'normal', tags: given.ticket_tags } } });
    expect(outcome.sla.map((target) => target.policy.title)).toEqual([expected.policy]);
  },
};

const FIRST_REPLY = { priority: 'normal', metric: 'first_reply_time', target: 240, business_hours: false };

/** A ticket solved at one moment, and whether the automation fires in the run of another. */
function hoursSince({ given, expected }: Case): void {
  const [event, runAt] = [moment(given.event_at), moment(given.run_at)];
  const automations = [rule('it', [conditionOf(given)], [TELL])];
  const outcome = run(
    { automations },
    { ticket: { at: event, set: { status: 'solved' } }, until: runAt },
    { automationMinute: new Date(runAt).getUTCMinutes() },
  );
  expect(outcome.fired.some((firing) => firing.at === runAt)).toBe(expected.fires);
}

function moment(text: unknown): number {
  return at(String(text).includes('T') ? `${String(text)}:00Z` : `2026-11-18T${String(text)}:00Z`);
}

function conditionOf(given: Native): Native {
  const condition: { field: string; operator: string; value: number } = JSON.parse(JSON.stringify(given.condition));
  return { ...condition, value: String(condition.value) };
}

/** The status that the condition counts, for so many hours, or a target that falls due in so many. */
function operator({ given, expected }: Case): void {
  const condition = conditionOf(given);
  const start = at('2026-11-18T00:00:00Z');
  const runAt = start + Number(given.hours ?? given.hours_until) * HOUR;
  const status = String(condition.field) === condition.field && /^[A-Z]+$/.test(String(condition.field));
  const outcome = run(
    {
      automations: [rule('it', [condition], [TELL])],
      sla_policies: [policy('Default', [], [{ ...FIRST_REPLY, target: 60 * 2 * Number(given.hours_until ?? 0) }])],
    },
    {
      ticket: {
        at: start,
        set: { priority: 'normal', ...(status ? { status: String(condition.field).toLowerCase() } : {}) },
      },
      events: given.history === undefined ? [] : [{ at: start + HOUR, by: AGENT, set: { status: 'pending' } }],
      until: runAt,
    },
  );
  expect(outcome.fired.some((firing) => firing.at === runAt)).toBe(expected.match);
}

function textMatch({ given, expected }: Case): void {
  const views = [rule('it', [when(String(given.field), String(given.operator), given.value)], [])];
  const { views: found } = run(
    { views },
    { ticket: { subject: String(given.subject ?? 'Hello'), comment: { body: String(given.text) } } },
  );
  expect(found.map(({ holds }) => holds)).toEqual([expected.match]);
}

function routing({ given, expected }: Case): void {
  const agents: readonly Record<string, number>[] = JSON.parse(JSON.stringify(given.agents));
  const chosen = routeTo(
    agents.map((agent) => ({
      agent: String(agent.agent),
      spare: agent.spare ?? 0,
      minutesSinceAssignment: agent.minutes_since_assignment ?? 0,
      onCall: Boolean(agent.on_call),
    })),
    given.channel === 'messaging' ? 'messaging' : 'email',
    {
      method: given.method === 'round_robin' ? 'round_robin' : 'highest_spare_capacity',
      focusMode: given.focus_mode === true,
    },
  );
  expect(chosen?.agent ?? null).toBe(expected.agent === null ? null : String(expected.agent));
}

/** One of the triggers that every account begins with, on an update as the case describes it. */
function standard(one: Case): void {
  const title = one.note.split(':')[0] ?? '';
  const trigger = STANDARD.find((candidate) => candidate.title === title);
  expect(trigger, title).toBeDefined();
  const outcome = playStandard(one.given, trigger === undefined ? [] : [trigger]);
  const last = outcome.snapshots.at(-1)?.at;
  const fires = outcome.fired.some((firing) => firing.at === last && firing.rule.title === title);
  expect(fires).toBe(one.expected.fires);
}

const PEOPLE: Readonly<Record<string, string>> = { agent: AGENT, end_user: CUSTOMER, system: 'system' };

/** Creates the ticket as it was, then makes the update of the case in its own hour. */
function playStandard(given: Native, triggers: readonly Native[]): Outcome {
  const by = PEOPLE[String(given.current_user ?? 'agent')] ?? AGENT;
  const comment = { body: 'Words', public: given.comment !== 'private' };
  if (given.update_type === 'Create')
    return run(
      { triggers },
      { ticket: { by, comment, set: given.status === undefined ? {} : { status: given.status } } },
    );
  const before = {
    ...(given.status_from === undefined ? {} : { status: given.status_from }),
    ...(idOf(given.group_from) === '' ? {} : { group_id: idOf(given.group_from) }),
    ...(idOf(given.assignee_from ?? given.assignee) === '' || given.assignee_from === null
      ? {}
      : { assignee_id: idOf(given.assignee_from ?? given.assignee) }),
  };
  const isAssigned = given.group !== undefined;
  return run(
    { triggers },
    {
      ticket: {
        by: CUSTOMER,
        set: isAssigned && given.assignee_from === undefined ? { ...before, assignee_id: '' } : before,
      },
      events: [
        {
          at: at('2026-11-18T18:00:00Z'),
          by,
          ...(given.comment === undefined ? {} : { comment }),
          set: {
            ...(given.status === undefined ? {} : { status: given.status }),
            ...(isAssigned ? { group_id: idOf(given.group), assignee_id: idOf(given.assignee) } : {}),
          },
        },
      ],
    },
  );
}

function idOf(letter: unknown): string {
  if (letter === 'G') return GROUP;
  return letter === 'A' ? AGENT : '';
}
