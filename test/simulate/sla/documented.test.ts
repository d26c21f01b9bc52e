/** The worked examples of the platform's own articles about replies, business minutes and schedules, case by case. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dueTimes } from '../../../src/simulate/sla/index.ts';
import { compiled, openSeconds, type Schedule, scheduleOf, type Timeline } from '../../../src/simulate/time/index.ts';
import { codes } from '../../checks/context.ts';
import { CONTRACTS, describeContract } from '../../contract/contracts.ts';
import { MINUTE, play, policy } from './script.ts';

interface Case {
  readonly id: string;
  readonly area: string;
  readonly note: string;
  readonly rule?: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** Rules, texts and routing have a test of their own. */
const OWN = /^sla\.(first_reply|schedule)$|^schedule$/;

/** Cases that cannot apply, with the reason. None so far. */
const INAPPLICABLE: Readonly<Record<string, string>> = {};

describeContract("the platform's documented examples of clocks", () => {
  const cases = casesOf();

  test('every case is judged by something', () => {
    expect(cases.length).toBeGreaterThan(7);
    expect(cases.filter((one) => judgeOf(one) === undefined).map(({ id, area }) => `${id} ${area}`)).toEqual([]);
    expect(Object.keys(INAPPLICABLE).filter((id) => !cases.some((one) => one.id === id))).toEqual([]);
  });

  test.each(cases.filter(({ id }) => !(id in INAPPLICABLE)))('$id $note', (one) => {
    judgeOf(one)?.(one);
  });
});

type Judge = (one: Case) => void;

function judgeOf({ area, given }: Case): Judge | undefined {
  if (area === 'sla.first_reply') return firstReply;
  if (area === 'sla.schedule') return lastSchedule;
  if (area === 'schedule' && 'holiday_weekday' in given) return onHoliday;
  return area === 'schedule' && 'interval' in given ? interval : undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  public: 'says',
  internal: 'notes',
  solve: 'solved',
  end_user: 'customer',
};

/** The clock of the first reply, and the time to it that reports count. */
function firstReply({ given, expected }: Case): void {
  const events = listOf(given.events).map((event) => listOf(event).map(String));
  const lines = events.map((event) => event.filter((word) => word !== 'create').map((word) => WORDS[word] ?? word));
  const state = play(
    lines.map((words) => words.join(' ')),
    { policies: { standard: policy({ first_reply_time: 240 }) } },
  );
  const target = dueTimes(state, state.at).find(({ clock }) => clock.metric === 'first_reply_time');
  const sla =
    target === undefined
      ? { state: 'not_started' }
      : { state: target.clock.state === 'closed' ? 'fulfilled' : 'running', minutes: target.elapsed / MINUTE };
  expect(sla).toEqual(expected.sla_frt);
  expect(state.firstReplyAt === undefined ? null : (state.firstReplyAt - state.createdAt) / MINUTE).toBe(
    expected.report_frt,
  );
}

/** Business minutes when the schedule changes on the way; the rule that is not the platform's sums stretch by stretch. */
function lastSchedule({ given, expected, rule }: Case): void {
  const [start, end] = [Number(given.start), Number(given.end)];
  const schedules: Record<string, Timeline> = {};
  for (const [name, weeks] of Object.entries(recordOf(given.schedules))) {
    const intervals = listOf(weeks).map((pair) => ({ start_time: listOf(pair)[0], end_time: listOf(pair)[1] }));
    schedules[name.replace(' ', '')] = compiled(scheduleOf({ time_zone: 'Etc/UTC', intervals }));
  }
  // The script begins on a Monday, the minutes on the Sunday before.
  const changes = listOf(given.schedule_changes).map((change, index) => {
    const [minute, name] = listOf(change);
    return {
      minute: Number(minute) - 1440,
      name: String(name).replace(' ', ''),
      who: index === 0 ? 'customer says' : 'agent',
    };
  });
  const lines = changes.map(({ minute, name, who }) => `${minute} ${who} schedule:${name}`);
  const standard = policy({ requester_wait_time: 2000 }, { business: true });
  const state = play([...lines, `${end - 1440} agent solved`], { policies: { standard }, schedules });
  const whole = (dueTimes(state, state.at)[0]?.elapsed ?? 0) / MINUTE;
  const parts = changes.map(({ minute, name }, index) => {
    const to = changes[index + 1]?.minute ?? end - 1440;
    return (schedules[name]?.openMs(sunday(minute), sunday(to)) ?? 0) / MINUTE;
  });
  expect(changes[0]?.minute).toBe(start - 1440);
  expect(rule === 'zendesk' ? whole : parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(
    Number(expected.business_minutes),
    2,
  );
}

function sunday(minute: number): number {
  return Date.UTC(2026, 5, 1) + minute * MINUTE;
}

function onHoliday({ given, expected }: Case): void {
  const [open = '', close = ''] = String(given.business_hours).split('-');
  const day = String(given.holiday_weekday).slice(0, 3).toLowerCase();
  const timeline = compiled({
    timezone: 'America/New_York',
    hours: { [day]: { [open]: close } },
    holidays: ['2026-06-01'],
  });
  const moment = Date.parse(`2026-06-01T${String(given.at)}-04:00`);
  expect({ on_holiday: timeline.isHoliday(moment), in_business_hours: timeline.isOpen(moment) }).toEqual(expected);
}

/** The API takes what openSeconds takes; the admin pages take what the spec is checked for. */
function interval({ given, expected }: Case): void {
  const [from = '', to = ''] = listOf(given.interval).map(String);
  const schedule = (spans: unknown): Schedule => ({
    timezone: 'Etc/UTC',
    hours: { mon: Object.fromEntries([listOf(spans)]) },
  });
  const isValid = (spans: unknown): boolean => refusal(schedule(spans)) === undefined;
  if (expected.valid !== undefined) expect(isValid([from, to])).toBe(expected.valid);
  if (expected.api_valid !== undefined) expect(isValid([from, to])).toBe(expected.api_valid);
  if (expected.ui_valid !== undefined) {
    const minutes = [from, to].map((time) => 1440 + Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
    const resources = { 'schedule.us': { name: 'US', timezone: 'Etc/UTC', hours: [minutes] } };
    expect(!codes({ resources }).includes('SCHEDULE_HOURS')).toBe(expected.ui_valid);
  }
  for (const part of listOf(expected.split)) {
    expect(refusal(schedule([from, to]))).toContain(listOf(part).map(String).join(' to '));
    expect(isValid(part)).toBe(true);
  }
}

function refusal(schedule: Schedule): string | undefined {
  try {
    openSeconds(schedule, '2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z');
  } catch (error) {
    return JSON.stringify(error);
  }
  return undefined;
}

function casesOf(): readonly Case[] {
  if (CONTRACTS === undefined) return [];
  const file = readFileSync(join(CONTRACTS, 'oracles', 'zendesk-documented-examples.json'), 'utf8');
  const { cases }: { readonly cases: readonly Case[] } = JSON.parse(file);
  return cases.filter(({ area }) => OWN.test(area));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
