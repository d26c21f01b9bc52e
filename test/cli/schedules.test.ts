/** Schedules from spec to tenant and back. */
import { afterEach, describe, expect, test } from 'vitest';
import { send } from '../hazards/kit.ts';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;

test('hours and holidays are made, changed and read back as they were', async () => {
  tenant = await project({ profile: 'enterprise' });
  const spec = (hours: string, holidays: string) => ({
    'support.yaml': `${HEAD}schedules:
  us: {name: US, timezone: America/New_York, hours: ${hours}, holidays: ${holidays}}
`,
  });
  await tenant.write(
    spec(
      '{mon-fri: 08:00-18:00, sat: [09:00-12:00, 13:00-24:00], sun: 00:00-06:00}',
      '[{name: A, date: 2027-01-01}, {name: B, from: 2027-02-01, to: 2027-02-03}]',
    ),
  );
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  await tenant.write(spec('{mon-sun: 00:00-24:00}', '[{name: B, from: 2027-02-01, to: 2027-02-04}]'));
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  const imported = await tenant.import();
  try {
    expect(leftToDo(await imported.project.plan())).toEqual([]);
    expect(imported.report.kinds).toContainEqual(
      expect.objectContaining({ kind: 'schedule', imported: 3, leftOut: 0 }),
    );
  } finally {
    await imported.project.clear();
  }
});

test('a list that still shows a schedule that is gone is read all the same', async () => {
  tenant = await project({ profile: 'enterprise' });
  const { control } = tenant.sandbox;
  await tenant.write({
    'support.yaml': `${HEAD}schedules: {us: {name: US, timezone: America/New_York, hours: {mon: 08:00-18:00}}}\n`,
  });
  expectApplied(await tenant.apply());
  const other = control.objects('schedules').find(({ name }) => name !== 'US');
  control.addFaults([{ match: { method: 'DELETE' }, times: 1, action: { stale: 60_000 } }]);
  const path = `/business_hours/schedules/${other?.id}`;
  expect((await send(tenant, 'DELETE', path)).status).toBe(204);
  const listed = await send(tenant, 'GET', '/business_hours/schedules');
  expect(listed.text).toContain(String(other?.id));
  expect((await send(tenant, 'GET', `${path}/holidays`)).status).toBe(404);
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

describe('a schedule that a trigger uses', () => {
  const schedule = (key: string, name: string) =>
    `schedules:\n  ${key}: {name: ${name}, timezone: America/New_York, hours: {mon: 08:00-18:00}}\n`;
  const trigger = (target: string) => `trigger_categories: {routing: {name: Routing}}
triggers:
  hours:
    title: Hours
    category: routing
    when: {all: [{field: update_type, is: create}]}
    then: [{set: {schedule: ${target}}}]
`;

  test('is not deleted under it', async () => {
    tenant = await project({ profile: 'enterprise' });
    await tenant.write({ 'support.yaml': HEAD + schedule('us', 'US') + trigger('us') });
    expectApplied(await tenant.apply());
    expect(leftToDo(await tenant.plan())).toEqual([]);
    await tenant.write({ 'support.yaml': `${HEAD}${trigger('live("US")')}` });
    const plan = await tenant.plan({ prune: true });
    expect(plan.diagnostics.map(({ code }) => code)).toContain('STILL_REFERENCED');
  });

  test('is replaced by another one on a word: made first, taken up by the trigger, and only then deleted', async () => {
    tenant = await project({ profile: 'enterprise' });
    await tenant.write({ 'support.yaml': HEAD + schedule('us', 'US') + trigger('us') });
    expectApplied(await tenant.apply());
    await tenant.write({ 'support.yaml': HEAD + schedule('east', 'US East') + trigger('east') });
    const plan = await tenant.plan({ prune: true });
    expect(plan.refusals.map(({ code, address }) => [code, address])).toEqual([['DATA_LOSS', 'schedule.us']]);
    tenant.sandbox.control.clearLog();
    expectApplied(await tenant.apply({ prune: true, allowDataLoss: ['schedule.us'] }));
    const writes = tenant.sandbox.control.log().filter(({ write }) => write);
    const steps = writes.map(({ method, path }) => `${method} ${path.replace(/\/\d+/g, '')}`);
    expect(steps).toEqual([
      'POST /api/v2/business_hours/schedules',
      'PUT /api/v2/business_hours/schedules/workweek',
      'PUT /api/v2/triggers',
      'DELETE /api/v2/business_hours/schedules',
    ]);
    expect(leftToDo(await tenant.plan({ prune: true }))).toEqual([]);
  });
});
