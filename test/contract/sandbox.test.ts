import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { type Call, callerOf } from './caller.ts';
import { describeContract, judge, problemsIn, tableOf } from './contracts.ts';
import { at, type Json, objects } from './json.ts';
import type { Verdict } from './judge.ts';
import { PEOPLE } from './people-scenario.ts';
import { type RecordingProxy, startProxy } from './proxy.ts';

/** What the program never asks, or asks only on bad days: the other endpoints of the sandbox, and its refusals. */
describeContract('what else the sandbox answers', () => {
  let sandbox: Sandbox;
  let proxy: RecordingProxy;
  let verdicts: readonly Verdict[] = [];

  let call: Call;

  function slack(method: string, body: Json, token = 'xoxb-sandbox'): Promise<Json> {
    return call('POST', `${proxy.slackUrl}/api/${method}`, body, token);
  }

  async function fields(): Promise<void> {
    const field = { type: 'tagger', title: 'Kept', custom_field_options: [{ name: 'A', value: 'kept_a' }] };
    const id = at(await call('POST', '/api/v2/ticket_fields.json', { ticket_field: field }), 'ticket_field', 'id');
    const options = `/api/v2/ticket_fields/${id}/options`;
    const made = await call('POST', options, { custom_field_option: { name: 'B', value: 'kept_b' } });
    await call('GET', `${options}/${at(made, 'custom_field_option', 'id')}`);
    await call('GET', options);
    await call('DELETE', `${options}/${at(made, 'custom_field_option', 'id')}`);
    await call('GET', `/api/v2/ticket_fields/${id}`);
    await call('GET', '/api/v2/ticket_fields?page[size]=3');
    // Refused: no title, a tag that is taken, a system field that cannot go.
    await call('POST', '/api/v2/ticket_fields', { ticket_field: { type: 'text', title: '' } });
    await call('POST', '/api/v2/ticket_fields', { ticket_field: field });
    const all = objects(at(await call('GET', '/api/v2/ticket_fields'), 'ticket_fields'));
    await call('DELETE', `/api/v2/ticket_fields/${all.find(({ type }) => type === 'subject')?.id}`);
  }

  async function rules(): Promise<void> {
    const [category] = objects(at(await call('GET', '/api/v2/trigger_categories'), 'trigger_categories'));
    await call('GET', `/api/v2/trigger_categories/${category?.id}`);
    await call('GET', '/api/v2/trigger_categories?include=rule_counts');
    const trigger = {
      title: 'Kept',
      category_id: category?.id ?? '',
      conditions: { all: [{ field: 'status', operator: 'is', value: 'solved' }], any: [] },
      actions: [{ field: 'current_tags', value: 'kept' }],
    };
    const id = at(await call('POST', '/api/v2/triggers', { trigger }), 'trigger', 'id') ?? 0;
    await call('PUT', '/api/v2/triggers/update_many', { triggers: [{ id, position: 3, active: false }] });
    await call('GET', '/api/v2/triggers/active');
    await call('GET', '/api/v2/triggers?active=false&sort=alphabetical&page[size]=2');
    await call('DELETE', `/api/v2/triggers/destroy_many?ids=${id}`);
    // Refused: no actions, a value that is not one, an unknown category, a category in use, a job that cannot be done.
    await call('POST', '/api/v2/triggers', { trigger: { ...trigger, actions: [] } });
    await call('POST', '/api/v2/triggers', {
      trigger: { ...trigger, actions: [{ field: 'status', value: 'molten' }] },
    });
    await call('POST', '/api/v2/triggers', { trigger: { ...trigger, category_id: '1' } });
    await call('DELETE', `/api/v2/trigger_categories/${category?.id}`);
    await call('POST', '/api/v2/trigger_categories', { trigger_category: { name: '' } });
    const job = { action: 'patch', items: { triggers: [{ id: '1', position: 1 }], trigger_categories: [] } };
    await call('POST', '/api/v2/trigger_categories/jobs', { job });
  }

  async function webhooks(): Promise<void> {
    const webhook = {
      name: 'Kept',
      endpoint: 'https://hooks.example/kept',
      http_method: 'POST',
      request_format: 'json',
      status: 'active',
      subscriptions: ['conditional_ticket_events'],
    };
    const made = await call('POST', '/api/v2/webhooks', { webhook });
    const address = `/api/v2/webhooks/${at(made, 'webhook', 'id')}`;
    await call('PUT', address, { webhook: { ...webhook, name: 'Kept still' } });
    await call('PATCH', address, { webhook: { custom_headers: { 'X-Old': null } } });
    await call('GET', `${address}/signing_secret`);
    await call('POST', `${address}/signing_secret`);
    await call('GET', '/api/v2/webhooks?filter[name_contains]=Kept&page[size]=10');
    // Refused: another way to be called, an address that is none.
    await call('PATCH', address, { webhook: { subscriptions: ['zen:event-type:user.created'] } });
    await call('PATCH', address, { webhook: { endpoint: 'http://' } });
    await call('DELETE', address);
    await call('GET', address);
  }

  async function guide(): Promise<void> {
    const base = '/api/v2/help_center';
    const category = at(
      await call('POST', `${base}/en-us/categories.json`, { category: { name: 'Kept', locale: 'en-us' } }),
      'category',
      'id',
    );
    const section = at(
      await call('POST', `${base}/categories/${category}/sections`, { section: { name: 'Kept', locale: 'en-us' } }),
      'section',
      'id',
    );
    const [group] = objects(at(await call('GET', '/api/v2/guide/permission_groups'), 'permission_groups'));
    const article = at(
      await call('POST', `${base}/sections/${section}/articles`, {
        article: { title: 'Kept', body: '<p>1</p>', locale: 'en-us', permission_group_id: group?.id ?? 0, draft: true },
        notify_subscribers: false,
      }),
      'article',
      'id',
    );
    const german = { translation: { locale: 'de', title: 'Behalten', body: '<p>1</p>' } };
    const made = await call('POST', `${base}/articles/${article}/translations`, german);
    for (const path of [
      `articles/${article}/translations`,
      `articles/${article}/translations/missing`,
      `articles/${article}/translations/de`,
      `articles/${article}`,
      `sections/${section}/articles`,
      `categories/${category}/articles`,
      `categories/${category}/sections`,
      `categories/${category}`,
      `sections/${section}`,
      'de/articles?sort_by=title&page=1&per_page=2',
      'articles?page[size]=2',
      'locales',
    ]) {
      await call('GET', `${base}/${path}`);
    }
    // Refused: a language twice, one that is not enabled, no title, the source translation.
    await call('POST', `${base}/articles/${article}/translations`, german);
    await call('POST', `${base}/articles/${article}/translations`, { translation: { locale: 'fr', title: 'Garder' } });
    await call('PUT', `${base}/articles/${article}/translations/de`, { translation: { title: '' } });
    await call('DELETE', `${base}/translations/${at(made, 'translation', 'id')}`);
    await call('DELETE', `${base}/categories/${category}`);
    await call('GET', `${base}/articles/${article}`);
  }

  async function desk(): Promise<void> {
    const ticket = {
      subject: 'Kept',
      comment: { body: 'Where is it?' },
      requester: { name: 'Ida', email: 'ida@shop.example' },
      priority: 'high',
    };
    const made = await call('POST', '/api/v2/tickets', { ticket });
    const address = `/api/v2/tickets/${at(made, 'ticket', 'id')}`;
    await call('PUT', address, { ticket: { status: 'solved', comment: { body: 'Here', public: false } } });
    await call('GET', address);
    await call('GET', `${address}/comments`);
    await call('GET', `${address}?include=slas`);
    await call('GET', `${address}/audits`);
    // Refused: no text, a status that is none, a ticket that is closed.
    await call('POST', '/api/v2/tickets', { ticket: { subject: 'Empty' } });
    await call('PUT', address, { ticket: { status: 'molten' } });
    await call('PUT', address, { ticket: { status: 'closed' } });
    await call('PUT', address, { ticket: { priority: 'low' } });
    await call('DELETE', address);
    await call('GET', address);
  }

  async function people(): Promise<void> {
    const organization = { name: 'Kept', tags: ['kept'], organization_fields: {}, external_id: 'kept' };
    const home = at(await call('POST', '/api/v2/organizations', { organization }), 'organization', 'id') ?? 0;
    const user = { name: 'Kim', email: 'kim@kept.example', role: 'end-user', organization_id: home, tags: [] };
    const made = await call('POST', '/api/v2/users', { user: { ...user, skip_verify_email: true } });
    const id = at(made, 'user', 'id') ?? 0;
    const ticket = { subject: 'Kept', comment: { body: 'Mine' }, requester_id: id, submitter_id: id };
    const asked = at(await call('POST', '/api/v2/tickets', { ticket }), 'ticket', 'id');
    await call('GET', '/api/v2/organizations/search?external_id=kept');
    await call('GET', '/api/v2/users/search?external_id=kept-user');
    await call('GET', '/api/v2/tickets?external_id=kept-ticket');
    // Refused: an address and a name that are taken, nobody, a requester who waits.
    await call('POST', '/api/v2/users', { user });
    await call('POST', '/api/v2/organizations', { organization });
    await call('POST', '/api/v2/users', { user: { email: 'nobody@kept.example' } });
    await call('DELETE', `/api/v2/users/${id}`);
    await call('DELETE', `/api/v2/tickets/${asked}`);
    await call('DELETE', `/api/v2/users/${id}`);
    await call('DELETE', `/api/v2/organizations/${home}`);
    await call('DELETE', `/api/v2/organizations/${home}`);
  }

  async function doors(): Promise<void> {
    await call('GET', '/api/v2/users/me', undefined, '');
    await call('GET', '/api/v2/groups', undefined, '');
    await call('GET', '/api/v2/groups', undefined, 'wrong');
    await call('POST', '/api/v2/groups', { group: { name: 'Kept' } }, 'sandbox-read-token');
    await call('POST', '/api/v2/groups', { group: { name: 'Kept' } }, 'sandbox-agent-token');
    await call('POST', '/api/v2/groups', { group: { name: 'Support' } });
    await call('GET', '/api/v2/groups/1');
    await call('GET', '/api/v2/groups?page=200&per_page=100');
    await call('GET', '/api/v2/oauth/tokens/current');
    await call('GET', '/api/v2/groups/count');
    await call('GET', '/api/v2/users/count');
    await call('GET', '/api/v2/group_memberships?page[size]=2');
    sandbox.control.addFaults([{ action: { rate_limit: 1 }, times: 1 }]);
    await call('GET', '/api/v2/groups');
  }

  async function channels(): Promise<void> {
    const made = await slack('conversations.create', { name: 'kept' });
    const channel = at(made, 'channel', 'id') ?? '';
    await slack('conversations.create', { name: 'kept' });
    await slack('conversations.create', { name: 'Not Kept' });
    await slack('conversations.invite', { channel, users: 'U0NOBODY' });
    await slack('conversations.join', { channel });
    await slack('conversations.archive', { channel });
    await slack('conversations.archive', { channel });
    await slack('conversations.setTopic', { channel, topic: 'Nobody here' });
    await slack('conversations.archive', { channel: 'C0NOWHERE' });
    await slack('conversations.create', { name: 'kept-2' }, 'xoxb-sandbox-noscope');
    await slack('conversations.create', { name: 'kept-3' }, 'wrong');
    for (const query of [`conversations.info?channel=${channel}`, `conversations.members?channel=${channel}`]) {
      await call('GET', `${proxy.slackUrl}/api/${query}`, undefined, 'xoxb-sandbox');
    }
    for (const query of ['users.list', 'users.lookupByEmail?email=nobody@acme.example', 'conversations.list?limit=2']) {
      await call('GET', `${proxy.slackUrl}/api/${query}`, undefined, 'xoxb-sandbox');
    }
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ rateLimit: 0 });
    proxy = await startProxy(sandbox.url);
    call = callerOf(proxy);
    for (const part of [fields, rules, webhooks, guide, desk, people, doors, channels]) await part();
    for (const part of PEOPLE) await part(call);
    verdicts = proxy.exchanges.map((exchange) => judge().judgeExchange(exchange));
    console.log(tableOf(verdicts));
  });

  afterAll(async () => {
    await proxy?.close();
    await sandbox?.close();
  });

  test('is as the documents say, refusals included', () => {
    // What was asked on purpose in ways that are refused is not the sandbox's doing.
    const replies = verdicts.map(({ problems, ...verdict }) => ({
      ...verdict,
      problems: problems.filter((problem) => !/^(request|query|path)/.test(problem)),
    }));
    expect(problemsIn(replies)).toEqual([]);
  });

  test('covers refusals of every sort', () => {
    const statuses = new Set(proxy.exchanges.map(({ status }) => status));
    expect([400, 401, 403, 404, 422, 429].filter((status) => !statuses.has(status))).toEqual([]);
  });
});
