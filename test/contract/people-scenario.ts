/** Exchanges with the sandbox's endpoints for people, statuses, routing, desks and settings, for the documents to judge. */

import type { Call } from './caller.ts';
import { at, objects } from './json.ts';

async function agents(call: Call): Promise<void> {
  const groups = objects(at(await call('GET', '/api/v2/groups'), 'groups'));
  const group = groups.find(({ name }) => name === 'Billing')?.id ?? 0;
  const user = {
    name: 'Nina Kept',
    email: 'nina@kept.example',
    role: 'agent',
    default_group_id: group,
    alias: 'Nina',
    signature: 'Nina',
    tags: ['kept'],
    locale: 'de',
    skip_verify_email: true,
    user_fields: { Nickname: 'N' },
  };
  const id = at(await call('POST', '/api/v2/users', { user }), 'user', 'id') ?? 0;
  const address = `/api/v2/users/${id}`;
  await call('PUT', address, { user: { email: 'novak@kept.example', phone: '+1 555 123 4567', alias: 'N' } });
  await call('POST', '/api/v2/users/create_or_update', { user: { email: 'nina@kept.example', notes: 'Kept' } });
  const [, second] = objects(at(await call('GET', `${address}/identities`), 'identities'));
  await call('GET', `${address}/identities/${second?.id}`);
  await call('PUT', `${address}/identities/${second?.id}/verify`);
  await call('PUT', `${address}/identities/${second?.id}/make_primary`);
  const more = await call('POST', `${address}/identities`, { identity: { type: 'email', value: 'n@kept.example' } });
  await call('PUT', `${address}/identities/${at(more, 'identity', 'id')}`, { identity: { verified: true } });
  await call('DELETE', `${address}/identities/${at(more, 'identity', 'id')}`);
  const support = groups.find(({ name }) => name === 'Support')?.id ?? 0;
  const member = { user_id: id, group_id: support };
  const made = at(await call('POST', '/api/v2/group_memberships', { group_membership: member }), 'group_membership');
  await call('PUT', `${address}/group_memberships/${at(made, 'id')}/make_default`);
  for (const path of [
    address,
    `${address}/groups`,
    `${address}/group_memberships`,
    `/api/v2/groups/${group}/users`,
    `/api/v2/users/show_many?ids=${id}`,
    '/api/v2/users/show_many?external_ids=kept',
    '/api/v2/users/autocomplete?name=nin',
    '/api/v2/users/search?query=email:nina@kept.example',
    '/api/v2/search?query=type:user%20nina',
    '/api/v2/search/count?query=type:user%20nina',
  ]) {
    await call('GET', path);
  }
  // Refused: the own role, the owner, a role that is none, a language that is off, too little to look for.
  const owner = at(await call('GET', '/api/v2/users/me'), 'user', 'id');
  await call('PUT', `/api/v2/users/${owner}`, { user: { role: 'agent' } });
  await call('DELETE', `/api/v2/users/${owner}`);
  await call('PUT', address, { user: { role: 'king' } });
  await call('PUT', address, { user: { locale: 'fr' } });
  await call('GET', '/api/v2/users/autocomplete?name=n');
  await call('PUT', address, { user: { role: 'end-user' } });
  await call('DELETE', address);
  await call('GET', address);
}

async function organizations(call: Call): Promise<void> {
  const base = '/api/v2/organizations';
  const organization = { name: 'Kept Ltd', domain_names: ['kept.example'], external_id: 'kept-ltd', tags: ['kept'] };
  const id = at(await call('POST', base, { organization }), 'organization', 'id');
  const values = { customer_tier: 'tier_business', renewal_date: '2027-03-01' };
  await call('PUT', `${base}/${id}`, { organization: { notes: 'Kept', organization_fields: values } });
  await call('POST', `${base}/create_or_update`, { organization: { external_id: 'kept-ltd', details: 'Kept' } });
  const first = await call('POST', `${base}/create_or_update`, { organization: { name: 'Kept Inc' } });
  for (const path of ['autocomplete?name=kept', `show_many?ids=${id}`, 'search?name=kept%20ltd', 'count', `${id}`]) {
    await call('GET', `${base}/${path}`);
  }
  // Refused: a domain of others, a value that is none, nothing to look for.
  await call('PUT', `${base}/${at(first, 'organization', 'id')}`, {
    organization: { domain_names: ['kept.example'] },
  });
  await call('PUT', `${base}/${id}`, { organization: { organization_fields: { customer_tier: 'none' } } });
  await call('GET', `${base}/search`);
  await call('GET', `${base}/autocomplete?name=k`);
  await call('DELETE', `${base}/${id}`);
}

async function statuses(call: Call): Promise<void> {
  const base = '/api/v2/custom_statuses';
  const custom_status = { status_category: 'pending', agent_label: 'Kept waiting', active: true };
  const id = at(await call('POST', base, { custom_status }), 'custom_status', 'id') ?? 0;
  const all = objects(at(await call('GET', `${base}?status_categories=pending&active=true`), 'custom_statuses'));
  await call('PUT', `${base}/${id}`, { custom_status: { end_user_label: 'Kept', description: 'Kept' } });
  await call('PUT', '/api/v2/custom_status/default', { ids: `${id}` });
  await call('PUT', '/api/v2/custom_status/default', { ids: `${all[0]?.id}` });
  const forms = objects(at(await call('GET', '/api/v2/ticket_forms'), 'ticket_forms'));
  const links = `/api/v2/ticket_forms/${forms[0]?.id}/ticket_form_statuses`;
  const made = await call('POST', links, { ticket_form_status: [{ custom_status_id: id }] });
  const [link] = objects(at(made, 'ticket_form_statuses'));
  const add = { ticket_form_status: [{ custom_status_id: all[0]?.id ?? 0 }] };
  await call('PUT', links, add);
  const other = { ticket_form_status: [{ ticket_form_id: forms[1]?.id ?? 0 }] };
  await call('POST', `${base}/${id}/ticket_form_statuses`, other);
  await call('GET', links);
  await call('GET', `/api/v2/ticket_form_statuses?ticket_form_id=${forms[0]?.id}`);
  await call('GET', `/api/v2/ticket_form_statuses/show_many?ids=${link?.id}`);
  await call('DELETE', `${links}/${link?.id}`);
  await call('GET', `${base}/${id}`);
  await call('GET', '/api/v2/account/features');
  // Refused: a label twice, a category that has one status only, a default that is off.
  await call('POST', base, { custom_status });
  await call('POST', base, { custom_status: { ...custom_status, status_category: 'new' } });
  await call('PUT', `${base}/${all[0]?.id}`, { custom_status: { active: false } });
  await call('DELETE', `${base}/${all[0]?.id}`);
  await call('DELETE', `${base}/${id}`);
}

async function routing(call: Call): Promise<void> {
  const base = '/api/v2/routing/attributes';
  const attribute = at(await call('POST', base, { attribute: { name: 'Kept' } }), 'attribute', 'id');
  await call('PUT', `${base}/${attribute}`, { attribute: { name: 'Kept still' } });
  const values = `${base}/${attribute}/values`;
  const conditions = { all: [{ field: 'locale_id', operator: 'is', value: '8' }], any: [] };
  const made = await call('POST', values, { attribute_value: { name: 'Kept', conditions } });
  const value = at(made, 'attribute_value', 'id') ?? '';
  await call('PATCH', `${values}/${value}`, { attribute_value: { name: 'Kept still' } });
  const [agent] = objects(at(await call('GET', '/api/v2/users?role=agent'), 'users'));
  const held = `/api/v2/routing/agents/${agent?.id}/instance_values`;
  await call('POST', held, { attribute_value_ids: [value] });
  const attributes = { attribute_values: [{ id: value, agent_skill_priority: 'HIGH' }] };
  const job = { action: 'upsert', attributes, items: [agent?.id ?? 0] };
  await call('POST', '/api/v2/routing/agents/instance_values/jobs', { job });
  for (const path of [
    base,
    `${base}?include=attribute_values`,
    `${base}/definitions`,
    `${base}/${attribute}`,
    values,
    `${values}/${value}`,
    held,
    `/api/v2/routing/agents/instance_values?filter[agent_ids]=${agent?.id}`,
    '/api/v2/routing/agents/instance_values',
  ]) {
    await call('GET', path);
  }
  // Refused: names twice, a condition that skills do not know, nothing to give.
  await call('POST', base, { attribute: { name: 'Kept still' } });
  await call('POST', values, { attribute_value: { name: 'Kept still' } });
  const other = { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] };
  await call('POST', values, { attribute_value: { name: 'Other', conditions: other } });
  await call('POST', held, {});
  await call('DELETE', `${values}/${value}`);
  await call('DELETE', `${base}/${attribute}`);
}

async function queues(call: Call): Promise<void> {
  const base = '/api/v2/queues';
  const [group] = objects(at(await call('GET', '/api/v2/groups'), 'groups'));
  const queue = {
    name: 'Kept',
    description: 'Kept',
    priority: 5,
    definition: { all: [{ field: 'priority', operator: 'is', value: 'urgent' }], any: [] },
    primary_groups_id: [group?.id ?? 0],
    secondary_groups_id: [],
  };
  const id = at(await call('POST', base, { queue }), 'queue', 'id');
  await call('PUT', `${base}/${id}`, { queue: { priority: 6, secondary_groups_id: [group?.id ?? 0] } });
  const ids = objects(at(await call('GET', base), 'queues')).map((one) => one.id ?? null);
  await call('PATCH', `${base}/order`, { queue_ids: ids.reverse() });
  await call('GET', `${base}/${id}`);
  await call('GET', `${base}/definitions`);
  // Refused: a name twice, a priority that is none, an order with gaps.
  await call('POST', base, { queue });
  await call('PUT', `${base}/${id}`, { queue: { priority: 500 } });
  await call('PATCH', `${base}/order`, { queue_ids: [] });
  await call('DELETE', `${base}/${id}`);
}

async function desks(call: Call): Promise<void> {
  const groups = objects(at(await call('GET', '/api/v2/groups'), 'groups'));
  const base = '/api/v2/group_slas/policies';
  const metric = { priority: 'high', metric: 'group_ownership_time', target: 30, business_hours: false };
  const group_sla_policy = {
    title: 'Kept',
    description: 'Kept',
    filter: { all: [{ field: 'group_id', operator: 'includes', value: [groups[0]?.id ?? 0] }] },
    policy_metrics: [metric],
  };
  const policy = at(await call('POST', base, { group_sla_policy }), 'group_sla_policy', 'id');
  await call('PUT', `${base}/${policy}`, { group_sla_policy: { title: 'Kept still' } });
  const policies = objects(at(await call('GET', base), 'group_sla_policies')).map((one) => one.id ?? null);
  await call('PUT', `${base}/reorder`, { group_sla_policy_ids: policies.reverse() });
  await call('GET', `${base}/${policy}`);
  await call('GET', `${base}/definitions`);
  const [brand] = objects(at(await call('GET', '/api/v2/brands'), 'brands'));
  const [macro] = objects(at(await call('GET', '/api/v2/macros'), 'macros'));
  const workspace = {
    title: 'Kept',
    description: 'Kept',
    macros: [macro?.id ?? 0],
    conditions: { all: [{ field: 'brand_id', operator: 'is', value: String(brand?.id) }], any: [] },
  };
  const desk = '/api/v2/workspaces';
  const id = at(await call('POST', desk, { workspace }), 'workspace', 'id');
  await call('PUT', `${desk}/${id}`, { workspace: { title: 'Kept still' } });
  const desks = objects(at(await call('GET', desk), 'workspaces')).map((one) => one.id ?? null);
  await call('PUT', `${desk}/reorder`, { ids: desks.reverse() });
  await call('GET', `${desk}/${id}`);
  const target = { title: 'Kept', type: 'email_target', email: 'k@kept.example', subject: 'Kept' };
  const mail = at(await call('POST', '/api/v2/targets', { target }), 'target', 'id');
  await call('PUT', `/api/v2/targets/${mail}`, { target: { active: false } });
  await call('GET', `/api/v2/targets/${mail}`);
  // Refused: a metric of others, orders with gaps, a workspace without a title, a type that cannot be made any more.
  await call('PUT', `${base}/${policy}`, { group_sla_policy: { policy_metrics: [{ ...metric, metric: 'other' }] } });
  await call('PUT', `${base}/reorder`, { group_sla_policy_ids: [] });
  await call('PUT', `${desk}/reorder`, { ids: [] });
  await call('POST', desk, { workspace: { ...workspace, title: '' } });
  await call('POST', '/api/v2/targets', { target: { ...target, type: 'http_target' } });
  await call('DELETE', `${base}/${policy}`);
  await call('DELETE', `${desk}/${desks[0]}`);
  await call('DELETE', `${desk}/destroy_many?ids=${id}`);
  await call('DELETE', `/api/v2/targets/${mail}`);
}

async function settings(call: Call): Promise<void> {
  const path = '/api/v2/account/settings';
  await call('PUT', path, {
    settings: { branding: { header_color: '334455' }, side_conversations: { email_channel: true } },
  });
  await call('PUT', path, {
    settings: { active_features: { csat_reason_code: true }, localization: { locale_ids: [1, 8, 16] } },
  });
  await call('PUT', path, { settings: { tickets: { collaboration: false }, routing: { max_email_capacity: 3 } } });
  await call('GET', path);
  const [reason] = objects(at(await call('GET', '/api/v2/satisfaction_reasons'), 'reasons'));
  await call('GET', `/api/v2/satisfaction_reasons/${reason?.id}`);
  await call('GET', '/api/v2/locales/public');
  // Refused: a tag that is empty.
  await call('PUT', path, { settings: { routing: { autorouting_tag: '' } } });
}

export const PEOPLE: readonly ((call: Call) => Promise<void>)[] = [
  agents,
  organizations,
  statuses,
  routing,
  queues,
  desks,
  settings,
];
