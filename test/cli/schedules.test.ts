/** Schedules from spec to tenant and back. */
import { afterEach, expect, test } from 'vitest';
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
    expect(imported.report.kinds).toContainEqual({ kind: 'schedule', imported: 3, leftOut: 0 });
  } finally {
    await imported.project.clear();
  }
});

test('a schedule that a trigger uses is not deleted under it', async () => {
  tenant = await project({ profile: 'enterprise' });
  const schedule = 'schedules:\n  us: {name: US, timezone: America/New_York, hours: {mon: 08:00-18:00}}\n';
  const trigger = `trigger_categories: {routing: {name: Routing}}
triggers:
  hours:
    title: Hours
    category: routing
    when: {all: [{field: update_type, is: create}]}
    then: [{set: {schedule: SCHEDULE}}]
`;
  await tenant.write({ 'support.yaml': HEAD + schedule + trigger.replace('SCHEDULE', 'us') });
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  await tenant.write({ 'support.yaml': `${HEAD}${trigger.replace('SCHEDULE', 'live("US")')}` });
  const plan = await tenant.plan({ prune: true });
  expect(plan.diagnostics.map(({ code }) => code)).toContain('STILL_REFERENCED');
});
