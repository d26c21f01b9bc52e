/** Custom objects with what stands in them, and what points at them: made in one run, guarded when they go. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { spec } from '../kit/spec.ts';
import { newWrites, rows } from '../kit/tenant.ts';

let acme: Client;
afterEach(() => acme?.close());

const OBJECTS = `custom_objects:
  lease: {title: Lease, title_plural: Leases}
custom_object_fields:
  lease:
    name: {key: standard::name, type: text, title: Number, properties: {autoincrement_enabled: true, autoincrement_prefix: L-}}
    tenant: {type: lookup, title: Tenant, target: zen:user}
    months: {type: integer, title: Months}
    state: {type: dropdown, title: State, options: {lease_open: Open, lease_over: Over}}
object_triggers:
  lease:
    end:
      title: End of a lease
      when: {all: [{field: update_type, is: change}, {field: object_field.months, at_most: 0}]}
      then: [{set: {object_field.state: lease_over}}]
ticket_fields:
  lease: {type: lookup, title: Lease, target: custom_object.lease}
  parent:
    type: lookup
    title: Parent
    target: zen:ticket
    filter: {all: [{field: status, is: open}], any: [{field: priority, is: urgent}]}
`;

test('an object, its standard field, its own fields, its triggers and a field that points at it are made in one run', async () => {
  acme = await client(spec(OBJECTS), { profile: 'enterprise' });
  const made = await ask(acme, 'apply', '--yes');
  expect([made.code, made.result?.failed]).toEqual([0, []]);
  expect((await ask(acme, 'plan')).lines).toEqual([]);
  const [field] = rows(acme, 'ticket_fields').filter(({ title }) => title === 'Lease');
  expect(field?.relationship_target_type).toBe('zen:custom_object:lease');
  const [parent] = rows(acme, 'ticket_fields').filter(({ title }) => title === 'Parent');
  expect(parent?.relationship_filter).toMatchObject({ all: [{ field: 'status', operator: 'is', value: 'open' }] });
  const [name] = rows(acme, 'custom_object_fields').filter(
    ({ key, object_key }) => key === 'standard::name' && object_key === 'lease',
  );
  expect(name).toMatchObject({ title: 'Number', properties: { autoincrement_prefix: 'L-' } });
  const [trigger] = rows(acme, 'object_triggers').filter(({ title }) => title === 'End of a lease');
  const [state] = rows(acme, 'custom_object_fields').filter(({ title }) => title === 'State');
  // Rules of an object want ids of options, which the spec calls by their tags.
  const [, id = 'none'] = /"value":"(\d+)"/.exec(JSON.stringify(trigger?.actions)) ?? [];
  expect(trigger?.active).toBe(true);
  expect(JSON.stringify(state?.custom_field_options)).toMatch(new RegExp(`"id":${id},[^}]*"lease_over"`));
  newWrites(acme);

  // Taken out, it goes with all records: not without a word.
  await acme.write(spec('groups: {}\n'));
  const refused = await ask(acme, 'apply', '--yes', '--prune', '--allow-deletes', '20');
  expect(refused.code).toBe(4);
  expect(refused.refusals.find(({ address }) => address === 'custom_object.lease')?.summary).toContain(
    'all of its records',
  );
  expect(newWrites(acme)).toEqual([]);
  const gone = await ask(acme, 'apply', '--yes', '--prune', '--allow-deletes', '20', '--allow-data-loss', '*');
  expect([gone.code, gone.result?.failed]).toEqual([0, []]);
  expect(rows(acme, 'custom_objects').filter(({ key }) => key === 'lease')).toEqual([]);
  expect((await ask(acme, 'plan')).lines).toEqual([]);
});

test('what Zendesk would refuse or drop is said with its line, before anything is sent', async () => {
  acme = await client(
    spec(`custom_objects: {lease: {title: Lease, title_plural: Leases}}
custom_object_fields:
  lease:
    months: {type: integer, title: Months, properties: {is_unique: true}}
    name: {key: standard::name, type: text, title: N, properties: {is_unique: true, autoincrement_enabled: true}}
    other: {key: standard::other, type: text, title: O}
    kind: {type: dropdown, title: Kind}
    tenant: {type: lookup, title: T}
  unknown:
    x: {type: text, title: X}
object_triggers:
  lease:
    idle: {title: Idle, when: {all: [{field: object_field.monts, present: true}]}, then: []}
ticket_fields:
  due: {type: date, title: Due, filter: {all: [{field: status, is: open}]}}
  to: {type: lookup, title: To, target: zen:person}
`),
  );
  const bad = await ask(acme, 'validate');
  expect(bad.diagnostics.map(({ code, at }) => `${code} ${at?.line}`).sort()).toEqual([
    'SPEC_UNKNOWN_REFERENCE 13',
    'SPEC_UNKNOWN_REFERENCE 16',
    'SPEC_UNKNOWN_WORD 19',
  ]);
  await acme.write(
    spec(`custom_objects: {lease: {title: Lease, title_plural: Leases}}
custom_object_fields:
  lease:
    months: {type: integer, title: Months, properties: {is_unique: true}}
    name: {key: standard::name, type: text, title: N, properties: {is_unique: true, autoincrement_enabled: true}}
    other: {key: standard::other, type: text, title: O}
    kind: {type: dropdown, title: Kind}
    tenant: {type: lookup, title: T}
object_triggers: {lease: {idle: {title: Idle, when: {all: [{field: object_field.months, present: true}]}, then: []}}}
ticket_fields: {due: {type: date, title: Due, filter: {all: [{field: status, is: open}]}}}
`),
  );
  const told = await ask(acme, 'validate');
  expect(told.diagnostics.map(({ code, at }) => `${code} ${at?.line}`).sort()).toEqual([
    'FIELD_TYPE_ATTRIBUTE 11',
    'FIELD_TYPE_ATTRIBUTE 13',
    'OBJECT_FIELD_ORDER 8',
    'OBJECT_FIELD_ORDER 9',
    'OBJECT_FIELD_PROPERTIES 7',
    'OBJECT_FIELD_PROPERTIES 8',
    'OBJECT_FIELD_STANDARD 9',
    'OPTIONS_MISSING 10',
    'TRIGGER_WITHOUT_ACTION 12',
  ]);
});
