import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { type Call, callerOf } from './caller.ts';
import { describeContract, judge, problemsOfReplies, tableOf } from './contracts.ts';
import { at, type Json, objects, text } from './json.ts';
import type { Verdict } from './judge.ts';
import { type RecordingProxy, startProxy } from './proxy.ts';

const BASE = '/api/v2/custom_objects';

/** Custom objects with all that belongs to them, and lookups to them, with their refusals. */
describeContract('what the sandbox answers about custom objects', () => {
  let sandbox: Sandbox;
  let proxy: RecordingProxy;
  let call: Call;
  let verdicts: readonly Verdict[] = [];

  async function definition(): Promise<void> {
    const custom_object = { key: 'kept', title: 'Kept', title_pluralized: 'Kepts', include_in_list_view: true };
    await call('POST', BASE, { custom_object });
    await call('PATCH', `${BASE}/kept`, { custom_object: { title: 'Keeper', description: 'Kept' } });
    for (const path of ['', '/kept', '/limits/object_limit', '/limits/record_limit', '/kept/limits/field_limit']) {
      await call('GET', `${BASE}${path}`);
    }
    const field = (custom_object_field: Json) => call('POST', `${BASE}/kept/fields`, { custom_object_field });
    const options = [{ name: 'Red', value: 'red' }];
    await field({ key: 'color', type: 'dropdown', title: 'Color', custom_field_options: options });
    await field({ key: 'price', type: 'currency', title: 'Price', properties: { allowed_currencies: ['USD'] } });
    await field({ key: 'owner', type: 'lookup', title: 'Owner', relationship_target_type: 'zen:user' });
    await field({ key: 'flag', type: 'checkbox', title: 'Flag', tag: 'kept_flag' });
    await field({ key: 'code', type: 'regexp', title: 'Code', regexp_for_validation: '^[0-9]+$' });
    for (const path of ['', '?include_standard_fields=true', '?page[size]=2', '?page=1&per_page=2', '/color']) {
      await call('GET', `${BASE}/kept/fields${path}`);
    }
    await call('PATCH', `${BASE}/kept/fields/color`, { custom_object_field: { title: 'Colour', required: false } });
    const name = { properties: { is_unique: true } };
    await call('PATCH', `${BASE}/kept/fields/standard::name`, { custom_object_field: name });
    const fields = objects(at(await call('GET', `${BASE}/kept/fields`), 'custom_object_fields'));
    const ids = fields.map(({ id }) => text(id)).reverse();
    await call('PUT', `${BASE}/kept/fields/reorder`, { custom_object_field_ids: ids });
    await call('DELETE', `${BASE}/kept/fields/flag`);
    // Refused: a key that is taken, no title, a field that stays, a type that is none.
    await call('POST', BASE, { custom_object });
    await call('POST', BASE, { custom_object: { key: 'untitled' } });
    await call('DELETE', `${BASE}/kept/fields/standard::name`);
    await field({ key: 'odd', type: 'tagger', title: 'Odd' });
    await call('GET', `${BASE}/nowhere`);
  }

  async function policies(): Promise<void> {
    const all = objects(at(await call('GET', `${BASE}/kept/permission_policies`), 'policies'));
    const path = `${BASE}/kept/permission_policies/${text(all[0]?.id)}`;
    const records = { create: { allowed: true, rule_id: null }, read: { allowed: true } };
    await call('PATCH', path, { policy: { records } });
    await call('GET', path);
  }

  async function triggers(): Promise<void> {
    const base = `${BASE}/kept/triggers`;
    const trigger = {
      title: 'Kept',
      conditions: {
        all: [{ field: 'custom_object.kept.custom_fields.code', operator: 'not_present', value: '' }],
        any: [],
      },
      actions: [{ field: 'custom_object.kept.custom_fields.code', value: '1' }],
    };
    const id = at(await call('POST', base, { trigger }), 'trigger', 'id') ?? 0;
    await call('PUT', `${base}/${id}`, { trigger: { ...trigger, description: 'Kept' } });
    await call('PUT', `${base}/update_many`, { triggers: [{ id, position: 3, active: false }] });
    for (const path of [
      '',
      '/active',
      '/definitions',
      '/search?query=kept',
      '?active=false&sort_by=alphabetical',
      `/${id}`,
    ]) {
      await call('GET', `${base}${path}`);
    }
    // Refused: no actions, words of another object.
    await call('POST', base, { trigger: { ...trigger, actions: [] } });
    await call('POST', base, { trigger: { ...trigger, actions: [{ field: 'priority', value: 'high' }] } });
    const other = at(await call('POST', base, { trigger }), 'trigger', 'id') ?? 0;
    await call('DELETE', `${base}/${other}`);
    await call('DELETE', `${base}/destroy_many?ids=${id}`);
  }

  async function records(): Promise<void> {
    const base = `${BASE}/kept/records`;
    const custom_object_record = { name: 'One', custom_object_fields: { code: '1' } };
    const id = text(at(await call('POST', base, { custom_object_record }), 'custom_object_record', 'id'));
    await call('POST', base, { custom_object_record });
    for (const path of ['', '?page[size]=1', '/count', `/${id}`]) await call('GET', `${base}${path}`);
    await call('DELETE', `${base}/${id}`);
    await call('GET', `${base}/${id}`);
  }

  async function lookups(): Promise<void> {
    const filter = { all: [{ field: 'custom_object.kept.custom_fields.code', operator: 'is', value: '1' }], any: [] };
    const ticket_field = { type: 'lookup', title: 'Kept', relationship_target_type: 'zen:custom_object:kept' };
    const made = await call('POST', '/api/v2/ticket_fields', { ticket_field });
    const path = `/api/v2/ticket_fields/${at(made, 'ticket_field', 'id')}`;
    await call('PUT', path, { ticket_field: { relationship_filter: filter } });
    for (const target of ['zen:user', 'zen:organization', 'zen:ticket', 'zen:custom_object:kept', 'zen:planet']) {
      await call('GET', `/api/v2/relationships/definitions/${target}`);
    }
    // Refused while the lookup is there.
    await call('DELETE', `${BASE}/kept`);
    await call('DELETE', path);
    await call('DELETE', `${BASE}/kept`);
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ rateLimit: 0 });
    proxy = await startProxy(sandbox.url);
    call = callerOf(proxy);
    for (const part of [definition, policies, triggers, records, lookups]) await part();
    verdicts = proxy.exchanges.map((exchange) => judge().judgeExchange(exchange));
    console.log(tableOf(verdicts));
  });

  afterAll(async () => {
    await proxy?.close();
    await sandbox?.close();
  });

  test('is as the documents and their supplement say, refusals included', () => {
    expect(problemsOfReplies(verdicts, proxy.exchanges)).toEqual([]);
  });
});
