/** Schedules: the hours in which the clocks of SLAs, triggers and automations run. */
import { holidayKey, holidayOf, holidays } from '../../../core/attributes/holidays.ts';
import { hours } from '../../../core/attributes/hours.ts';
import { listOf } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { line } from '../../../core/attributes/text.ts';
import { timeZone } from '../../../core/attributes/time-zone.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import { type Attributes, isPlainStruct, type Struct, sameValue } from '../../../core/value.ts';
import { type Binding, liveObject, type Native, nativeIn } from '../binding.ts';
import { createWith, encodeAttributes, plainWriter, topLevel } from '../crud.ts';
import { ZONES } from '../zone-names.ts';

const kind: Kind = {
  name: 'schedule',
  provider: 'zendesk',
  section: ['schedules'],
  title: 'schedule',
  plural: 'schedules',
  description: 'Business hours and holidays of a team.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/ticket-management/schedules/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that admins see.', required: true }),
    timezone: timeZone(ZONES, {
      description: 'IANA name of the time zone that hours and holidays are meant in, such as Europe/Berlin.',
      required: true,
      native: 'time_zone',
    }),
    hours: hours({
      description: 'Open hours by day or range of days, none past midnight: {mon-fri: 08:00-18:00}.',
      required: true,
      native: 'intervals',
      // A request of its own sets them; until then a new schedule has the platform's.
      late: true,
    }),
    holidays: holidays({
      description: 'Days on which nobody is there, first and last day included: {name, date} or {name, from, to}.',
    }),
  },
  naturalKey: (attributes) => String(attributes.name),
  keyUnique: false,
  deletionLoses: () => 'its hours and holidays, and tickets that count by it keep an id that leads nowhere',
  hazards: [
    '2026-11-24: hours can be set only after the schedule was created, which gives it hours of its own.',
    '2026-11-24: holidays must be within two years of today.',
    '2026-11-24: plans below Enterprise have one schedule.',
    '2026-11-24: a schedule that is deleted leaves its id behind in triggers and automations.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/business_hours/schedules',
    one: 'schedule',
    many: 'schedules',
    paging: 'unpaged',
    update: 'PUT',
    send: 'changed',
  },
  detail: { property: 'holidays', path: (id) => `/api/v2/business_hours/schedules/${id}/holidays` },
  facts: ({ holidays: list }) => ({
    parts: Object.fromEntries(
      (Array.isArray(list) ? list.filter(isRecord) : []).map(({ id, name, start_date }) => [
        `holiday:${holidayKey({ name: String(name).trim(), from: String(start_date) })}`,
        String(id),
      ]),
    ),
  }),
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const made = yield* createWith(base, encodeAttributes(kind, attributes, ['name', 'timezone'], cx));
    const fresh = made.live ?? liveObject(base, { id: made.id });
    return { id: made.id, live: yield* fill(fresh, attributes, ['hours', 'holidays'], cx) };
  },
  *update(live, target, changed, cx) {
    const names = topLevel(changed);
    const own = encodeAttributes(
      kind,
      target,
      ['name', 'timezone'].filter((name) => names.includes(name)),
      cx,
    );
    let native: Native = live.native;
    if (Object.keys(own).length > 0) {
      const path = `${base.endpoint.path}/${live.id}`;
      const reply = yield { method: 'PUT', path, body: { schedule: own } };
      native = { ...native, ...nativeIn(reply.body, 'schedule'), holidays: native.holidays };
    }
    return yield* fill(liveObject(base, native), target, names, cx);
  },
};

export const schedule: Binding = { ...base, writer };

/** Hours and holidays, which have requests of their own; the schedule as it is afterwards. */
function* fill(live: LiveObject, target: Attributes, names: readonly string[], cx: WriteContext): Steps<LiveObject> {
  let native: Native = live.native;
  if (names.includes('hours') && target.hours !== undefined) {
    const intervals = kind.attributes.hours?.encode(target.hours, cx);
    yield { method: 'PUT', path: `${base.endpoint.path}/${live.id}/workweek`, body: { workweek: { intervals } } };
    native = { ...native, intervals };
  }
  if (names.includes('holidays')) native = { ...native, holidays: yield* writeHolidays(live, target) };
  return liveObject(base, native);
}

/** Sends the holidays that differ and no other: those long past could not be written again. */
function* writeHolidays(live: LiveObject, target: Attributes): Steps<readonly Native[]> {
  const path = `${base.endpoint.path}/${live.id}/holidays`;
  const before = new Map(membersOf(live.attributes).map((member) => [String(member.key), member]));
  const wanted = new Map(membersOf(target).map((member) => [String(member.key), member]));
  const idOf = (key: string) => live.parts?.[`holiday:${key}`] ?? '';
  const after: Native[] = [];
  for (const [key, member] of wanted) {
    const { name, from, to } = holidayOf(member);
    const holiday = { name, start_date: from, end_date: to };
    const known = before.get(key);
    if (known !== undefined && sameValue(known, member)) {
      after.push({ id: idOf(key), ...holiday });
    } else if (known !== undefined) {
      yield { method: 'PUT', path: `${path}/${idOf(key)}`, body: { holiday } };
      after.push({ id: idOf(key), ...holiday });
    } else {
      const reply = yield { method: 'POST', path, body: { holiday } };
      after.push({ ...nativeIn(reply.body, 'holiday'), ...holiday });
    }
  }
  for (const key of before.keys()) if (!wanted.has(key)) yield { method: 'DELETE', path: `${path}/${idOf(key)}` };
  return after;
}

function membersOf({ holidays: list }: Attributes): readonly Struct[] {
  return listOf(list).filter(isPlainStruct);
}
