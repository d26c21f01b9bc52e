/** People and organizations: found one by one, never listed whole, never called missing though they exist. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kinds } from '../../src/app/project.ts';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';
import { spec } from '../kit/spec.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'enterprise' });
  for (let number = 1; number <= 120; number += 1)
    tenant.sandbox.control.inject('organizations', { name: `Customer ${number}` });
});
afterEach(() => tenant.close());

function asked(): readonly string[] {
  const { control } = tenant.sandbox;
  const paths = control.log().map(({ path }) => path.replace(/\?.*/, ''));
  control.clearLog();
  return paths.filter((path) => path.includes('/organizations') || path.includes('/users'));
}

function trigger(when: string): { 'support.yaml': string } {
  const all = `all: [{field: update_type, is: create}, ${when}]`;
  return spec(
    `trigger_categories: {own: {name: Own}}\ntriggers:\n  vip: {title: VIP, category: own, when: {${all}}, then: [{add_tags: [vip]}]}\n`,
  );
}

test('one organization costs one request, however many there are', async () => {
  await tenant.write(trigger('{field: organization, is: live("Customer 77")}'));
  asked();
  expectApplied(await tenant.apply());
  expect(asked().filter((path) => path !== '/api/v2/users/me')).toEqual(['/api/v2/organizations/search']);
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

test('an organization that does not exist is told before anything is written', async () => {
  await tenant.write(trigger('{field: organization, is: live("Customer 777")}'));
  const plan = await tenant.plan();
  expect(plan.diagnostics.map(({ code, severity }) => [code, severity])).toContainEqual(['LIVE_NOT_FOUND', 'error']);
});

test('an import names whoever a rule refers to, customers too, and calls missing only who is gone', async () => {
  const { control } = tenant.sandbox;
  const customer = control.objects('users').find(({ role }) => role === 'end-user');
  const company = control.objects('organizations').find(({ name }) => name === 'Customer 5');
  const gone = control.inject('organizations', { name: 'Gone' });
  const category = control.objects('trigger_categories')[0];
  const is = (field: string, value: unknown) => ({ field, operator: 'is', value: String(value) });
  control.inject('triggers', {
    title: 'Picked',
    category_id: String(category?.id),
    conditions: {
      all: [is('update_type', 'Create')],
      any: [is('requester_id', customer?.id), is('organization_id', company?.id), is('organization_id', gone.id)],
    },
    actions: [{ field: 'priority', value: 'high' }],
  });
  control.remove('organizations', String(gone.id));
  asked();
  const { project: imported } = await tenant.import();
  expect(asked().filter((path) => path === '/api/v2/organizations')).toEqual([]);
  const text = await readFile(join(imported.folder, 'triggers.yaml'), 'utf8');
  expect(text).toContain(`is: live("${customer?.email}")`);
  expect(text).toContain('is: live("Customer 5")');
  expect(text).toContain(`is: missing(${gone.id})`);
  expect(leftToDo(await imported.plan())).toEqual([]);
});

test('kinds that are picked are those that are found by their natural key', () => {
  expect([...kinds.values()].flatMap(({ name, picked }) => (picked ? [name] : []))).toEqual(['organization', 'user']);
});
