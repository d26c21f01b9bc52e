import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const PATH = '/group_slas/policies';
const METRIC = { priority: 'urgent', metric: 'group_ownership_time', target: 30, business_hours: false };

function group(client: Client): Json {
  return client.sandbox.control.objects('groups').find((row) => row.name === 'Billing')?.id ?? null;
}

function policy(client: Client): Attributes {
  const filter = { all: [{ field: 'group_id', operator: 'includes', value: [group(client)] }] };
  return { title: ' Billing ', filter, policy_metrics: [METRIC] };
}

test('a policy has a ULID, the last place, and its target in minutes and seconds', async () => {
  const client = await open();
  const made = await make(client, PATH, 'group_sla_policy', policy(client));
  expect(String(made.id)).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(made).toMatchObject({ title: 'Billing', description: '', position: 2, filter: policy(client).filter ?? {} });
  expect(made.policy_metrics).toEqual([{ ...METRIC, target_in_seconds: 1800 }]);
  const finer = { ...METRIC, target_in_seconds: 90 };
  const changed = await client.send('PUT', `${PATH}/${made.id}`, { group_sla_policy: { policy_metrics: [finer] } });
  expect(changed.one('group_sla_policy').policy_metrics).toEqual([{ ...METRIC, target: 1, target_in_seconds: 90 }]);
});

test('a policy asks for groups only, by the ids of some that there are', async () => {
  const client = await open();
  const ask = (all: Json) => ({ ...policy(client), filter: { all } });
  const bad: Attributes[] = [
    { ...policy(client), title: ' ' },
    { title: 'No filter' },
    ask([]),
    ask([{ field: 'brand_id', operator: 'includes', value: [1] }]),
    ask([{ field: 'group_id', operator: 'is', value: [group(client)] }]),
    ask([{ field: 'group_id', operator: 'includes', value: [1] }]),
    ask([{ field: 'group_id', operator: 'includes', value: String(group(client)) }]),
    { ...policy(client), policy_metrics: [{ ...METRIC, metric: 'first_reply_time' }] },
    { ...policy(client), policy_metrics: [{ ...METRIC, target: 0 }] },
  ];
  for (const group_sla_policy of bad) {
    const answer = await client.send('POST', PATH, { group_sla_policy });
    expect([group_sla_policy, answer.status]).toEqual([group_sla_policy, 422]);
  }
});

test('a policy outlives the groups that it names', async () => {
  const client = await open();
  const { id } = await make(client, '/groups', 'group', { name: 'Short-lived' });
  const filter = { all: [{ field: 'group_id', operator: 'includes', value: [id ?? null] }] };
  const made = await make(client, PATH, 'group_sla_policy', { ...policy(client), filter });
  await client.send('DELETE', `/groups/${id}`);
  const renamed = await client.send('PUT', `${PATH}/${made.id}`, { group_sla_policy: { title: 'Kept', filter } });
  expect(renamed.one('group_sla_policy').title).toBe('Kept');
});

test('the order names every policy once, and the definitions know the groups', async () => {
  const client = await open();
  await make(client, PATH, 'group_sla_policy', policy(client));
  const ids = async () => (await client.get(PATH)).many('group_sla_policies').map((row) => String(row.id));
  const before = await ids();
  const reorder = (group_sla_policy_ids: string[]) => client.send('PUT', `${PATH}/reorder`, { group_sla_policy_ids });
  expect((await reorder(before.slice(1))).status).toBe(422);
  expect((await reorder([...before].reverse())).status).toBe(200);
  expect(await ids()).toEqual([...before].reverse());
  const [first] = await ids();
  expect((await client.send('DELETE', `${PATH}/${first}`)).status).toBe(204);
  const definitions = (await client.get(`${PATH}/definitions`)).source;
  expect(definitions).toContain(`{"value":${group(client)},"title":"Billing"}`);
});

test('group policies are for admins of Enterprise', async () => {
  const trial = await open({ profile: 'trial' });
  expect((await trial.get(PATH)).status).toBe(403);
  const agent = (await open()).as('sandbox-agent-token');
  expect((await agent.get(PATH)).status).toBe(403);
});
