import { expect, test } from 'vitest';
import type { Json } from '../../src/sandbox/json.ts';
import { list } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const PATH = '/business_hours/schedules';
const MONDAY = 1440;

function newSchedule(client: Client, name = 'Support') {
  return make(client, PATH, 'schedule', { name, time_zone: 'Berlin' });
}

test('a new schedule is open Monday to Friday, whatever hours were sent', async () => {
  const client = await open();
  const intervals = [{ start_time: 0, end_time: 60 }];
  const made = await make(client, PATH, 'schedule', { name: ' Support ', time_zone: 'Berlin', intervals });
  expect(Object.keys(made).sort()).toEqual(['created_at', 'id', 'intervals', 'name', 'time_zone', 'updated_at']);
  expect(made.name).toBe('Support');
  expect(list(made.intervals)).toHaveLength(5);
  expect(list(made.intervals)[0]).toEqual({ start_time: MONDAY + 540, end_time: MONDAY + 1020 });
});

test('a name and a Rails time zone are needed', async () => {
  const client = await open();
  const refused = async (schedule: Record<string, Json>) => {
    const answer = await client.send('POST', PATH, { schedule });
    expect([answer.status, answer.body.error]).toEqual([422, 'RecordInvalid']);
    return Object.keys(answer.one('details'));
  };
  expect(await refused({})).toEqual(['name', 'time_zone']);
  expect(await refused({ name: 'A', time_zone: 'Europe/Berlin' })).toEqual(['time_zone']);
  const made = await newSchedule(client);
  const changed = await client.send('PUT', `${PATH}/${made.id}`, { schedule: { time_zone: 'America/New_York' } });
  expect(changed.status).toBe(422);
  const zones = (await client.get('/time_zones')).many('time_zones').map((zone) => zone.name);
  expect(zones).toContain('Eastern Time (US & Canada)');
  expect(zones).not.toContain('Europe/Berlin');
});

test('an update changes name and zone and leaves the hours alone', async () => {
  const client = await open();
  const made = await newSchedule(client);
  const schedule = { name: 'Night', time_zone: 'Tokyo', intervals: [] };
  const changed = (await client.send('PUT', `${PATH}/${made.id}`, { schedule })).one('schedule');
  expect(changed).toMatchObject({ name: 'Night', time_zone: 'Tokyo', intervals: made.intervals });
});

test('the hours are written by the workweek endpoint: sorted, within a day, not overlapping', async () => {
  const client = await open();
  const made = await newSchedule(client);
  const write = (intervals: Json) => client.send('PUT', `${PATH}/${made.id}/workweek`, { workweek: { intervals } });
  const late = { start_time: MONDAY + 960, end_time: 2 * MONDAY };
  const early = { start_time: MONDAY, end_time: MONDAY + 30 };
  const written = await write([late, early]);
  expect([written.status, written.one('workweek').intervals]).toEqual([200, [early, late]]);
  expect((await client.get(`${PATH}/${made.id}`)).one('schedule').intervals).toEqual([early, late]);
  const across = { start_time: 1980, end_time: 3900 };
  const bad: Json[] = [
    [across],
    [{ start_time: 10, end_time: 10 }],
    [{ start_time: -5, end_time: 60 }],
    [{ start_time: 10_020, end_time: 10_081 }],
    [{ start_time: 0.5, end_time: 60 }],
    [{ start_time: '0', end_time: '60' }],
    [early, { start_time: MONDAY + 29, end_time: MONDAY + 60 }],
  ];
  for (const intervals of bad) expect([intervals, (await write(intervals)).status]).toEqual([intervals, 422]);
  expect((await write('always')).status).toBe(400);
  expect((await write([])).one('workweek').intervals).toEqual([]);
});

test('holidays are whole days within two years, and belong to their schedule', async () => {
  const client = await open();
  const [made, other] = [await newSchedule(client), await newSchedule(client, 'Other')];
  const path = `${PATH}/${made.id}/holidays`;
  const year = new Date().getUTCFullYear() + 1;
  const first = { name: 'New Year', start_date: `${year}-01-01`, end_date: `${year}-01-02` };
  const holiday = await make(client, path, 'holiday', first);
  expect(holiday).toEqual({ id: holiday.id, ...first });
  const send = async (change: Record<string, Json>) =>
    Object.keys((await client.send('POST', path, { holiday: { ...first, ...change } })).one('details'));
  expect(await send({ name: '' })).toEqual(['name']);
  expect(await send({ end_date: `${year}-02-30` })).toEqual(['end_date']);
  expect(await send({ start_date: `${year}-01-03` })).toEqual(['end_date']);
  expect(await send({ start_date: `${year + 2}-12-30`, end_date: `${year + 2}-12-31` })).toEqual([
    'start_date',
    'end_date',
  ]);
  expect(await send({ start_date: null })).toEqual(['start_date']);
  const renamed = await client.send('PUT', `${path}/${holiday.id}`, { holiday: { name: 'First days' } });
  expect(renamed.one('holiday')).toEqual({ id: holiday.id, ...first, name: 'First days' });
  expect((await client.get(path)).many('holidays')).toHaveLength(1);
  expect((await client.get(`${PATH}/${other.id}/holidays/${holiday.id}`)).status).toBe(404);
  expect((await client.send('DELETE', `${path}/${holiday.id}`)).status).toBe(204);
  expect((await client.get(`${path}/${holiday.id}`)).status).toBe(404);
});

test('plans: none on Team, one on Professional, many on Enterprise', async () => {
  const schedule = { name: 'B', time_zone: 'UTC' };
  const team = await open({ profile: 'team' });
  expect((await team.send('POST', PATH, { schedule })).status).toBe(403);
  expect((await team.get(`${PATH}/1/holidays`)).status).toBe(403);
  const trial = await open({ profile: 'trial' });
  const only = await newSchedule(trial);
  expect((await trial.send('POST', PATH, { schedule })).status).toBe(403);
  expect((await trial.send('DELETE', `${PATH}/${only.id}`)).status).toBe(204);
  expect((await trial.send('POST', PATH, { schedule })).status).toBe(201);
  const settings = (await trial.get('/account/settings')).one('settings');
  expect(settings.active_features).toMatchObject({ business_hours: true });
});

test('a schedule in use can be deleted: rules keep its id, its holidays go', async () => {
  const client = await open();
  const made = await newSchedule(client);
  await make(client, `${PATH}/${made.id}/holidays`, 'holiday', {
    name: 'Today',
    start_date: new Date().toISOString().slice(0, 10),
    end_date: new Date().toISOString().slice(0, 10),
  });
  const [category] = (await client.get('/trigger_categories')).many('trigger_categories');
  const trigger = await make(client, '/triggers', 'trigger', {
    title: 'Plan',
    category_id: category?.id ?? null,
    conditions: { all: [{ field: 'update_type', operator: 'is', value: 'Create' }], any: [] },
    actions: [{ field: 'set_schedule', value: String(made.id) }],
  });
  expect((await client.send('DELETE', `${PATH}/${made.id}`)).status).toBe(204);
  expect((await client.get(`${PATH}/${made.id}/holidays`)).status).toBe(404);
  expect(client.sandbox.control.objects('holidays').some((row) => row.schedule_id === made.id)).toBe(false);
  const kept = (await client.get(`/triggers/${trigger.id}`)).one('trigger');
  expect(kept.actions).toEqual([{ field: 'set_schedule', value: String(made.id) }]);
});

test('by hand the hours come with the name, and many can be made at once', async () => {
  const client = await open();
  const intervals = [{ start_time: 0, end_time: 600 }];
  const made = client.sandbox.control.inject('schedules', { name: 'Sundays', time_zone: 'UTC', intervals });
  expect(made.intervals).toEqual(intervals);
  client.sandbox.control.inject('holidays', {
    schedule_id: made.id ?? null,
    name: 'Day',
    start_date: '2027-05-01',
    end_date: '2027-05-01',
  });
  expect((await client.get(`${PATH}/${made.id}/holidays`)).many('holidays')).toHaveLength(1);
  client.sandbox.control.bulk({ schedules: 7 });
  expect((await client.get(PATH)).many('schedules').length).toBeGreaterThan(7);
});
