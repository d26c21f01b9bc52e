import { expect, test } from 'vitest';
import { describeContract, judge } from './contracts.ts';
import type { Json, JsonObject } from './json.ts';
import { object } from './json.ts';
import type { Exchange, Verdict } from './judge.ts';

const TIMES = { created_at: '2026-10-01T09:00:00Z', updated_at: '2026-10-01T09:00:00Z' };
const GROUP: JsonObject = {
  id: 7,
  url: 'https://acme.zendesk.com/api/v2/groups/7.json',
  name: 'Tier 1',
  description: '',
  default: false,
  deleted: false,
  is_public: true,
  ...TIMES,
};
const WEBHOOK: JsonObject = {
  id: '01EJFTSCC78X5V07NPY2MHR00M',
  name: 'Slack',
  endpoint: 'https://hooks.example/1',
  http_method: 'POST',
  request_format: 'json',
  status: 'active',
  subscriptions: ['conditional_ticket_events'],
  created_by: '1',
  updated_by: '1',
  ...TIMES,
};
const CHANNEL: JsonObject = {
  id: 'C012AB3CD',
  name: 'critical',
  name_normalized: 'critical',
  created: 1449252889,
  creator: 'U012A3CDE',
  is_archived: false,
  is_channel: true,
  is_general: false,
  is_group: false,
  is_im: false,
  is_mpim: false,
  is_org_shared: false,
  is_private: false,
  is_shared: false,
  topic: { value: '', creator: '', last_set: 0 },
  purpose: { value: '', creator: '', last_set: 0 },
};

function zendesk(method: string, address: string, status: number, more: Partial<Exchange> = {}): Verdict {
  const url = new URL(address, 'https://acme.zendesk.com');
  return judge().judgeExchange({
    system: 'zendesk',
    method,
    path: url.pathname,
    query: url.searchParams,
    status,
    ...more,
  });
}

function slack(method: string, requestBody: Json, responseBody: Json, verb = 'POST'): Verdict {
  const path = `/api/${method}`;
  const query = new URLSearchParams();
  return judge().judgeExchange({ system: 'slack', method: verb, path, query, status: 200, requestBody, responseBody });
}

function createGroup(group: JsonObject, reply: JsonObject = GROUP, status = 201): Verdict {
  return zendesk('POST', '/api/v2/groups', status, { requestBody: { group }, responseBody: { group: reply } });
}

function without(source: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = source;
  return rest;
}

describeContract('the judge of Zendesk exchanges', () => {
  test('has nothing to say against an exchange as documented', () => {
    const verdict = createGroup({ name: 'Tier 1' });
    expect(verdict).toEqual({ operation: 'POST /api/v2/groups', judgedBy: 'openapi', problems: [] });
  });

  test('finds a field that is not documented, sent or shown', () => {
    expect(createGroup({ name: 'Tier 1', colour: 'red' }).problems).toEqual([
      'request /group: "colour" is not documented here',
    ]);
    expect(createGroup({ name: 'Tier 1' }, { ...GROUP, colour: 'red' }).problems).toEqual([
      'response 201 /group: "colour" is not documented here',
    ]);
  });

  test('finds a wrong type, sent or shown', () => {
    expect(createGroup({ name: 5 }).problems).toEqual(['request /group/name: must be string']);
    expect(createGroup({ name: 'Tier 1' }, { ...GROUP, id: 'seven' }).problems).toEqual([
      'response 201 /group/id: must be integer',
    ]);
  });

  test('finds what is missing, though the document requires almost nothing', () => {
    expect(createGroup({}).problems).toEqual(["request /group: must have required property 'name'"]);
    expect(createGroup({ name: 'Tier 1' }, without(GROUP, 'is_public')).problems).toEqual([
      "response 201 /group: must have required property 'is_public'",
    ]);
    expect(zendesk('GET', '/api/v2/groups', 200, { responseBody: {} }).problems).toEqual([
      "response 200 body: must have required property 'groups'",
    ]);
  });

  test('finds a read-only attribute that is sent', () => {
    expect(createGroup({ name: 'Tier 1', default: true }).problems).toEqual([
      'request /group: "default" is not documented here',
    ]);
  });

  test('finds a path, a method and a status that no document has', () => {
    const problems = ['no document, supplement or recording has this operation'];
    expect(zendesk('GET', '/api/v2/groupings', 200)).toEqual({
      operation: 'GET /api/v2/groupings',
      judgedBy: 'none',
      problems,
    });
    expect(zendesk('PATCH', '/api/v2/groups/7', 200).judgedBy).toBe('none');
    expect(createGroup({ name: 'Tier 1' }, GROUP, 202).problems).toEqual(['response 202 is not a documented status']);
  });

  test('finds an id that cannot be one, and a query that is not documented', () => {
    const responseBody = { group: GROUP };
    expect(zendesk('GET', '/api/v2/groups/seven', 200, { responseBody }).problems).toEqual([
      'path: group_id must be an integer, and is "seven"',
    ]);
    expect(zendesk('GET', '/api/v2/groups/7?expand=all', 200, { responseBody }).problems).toEqual([
      'query: "expand" is not documented here',
    ]);
  });

  test('knows an operation with and without .json, and with the locale of a help center', () => {
    const responseBody = { group: GROUP };
    expect(zendesk('GET', '/api/v2/groups/7.json', 200, { responseBody }).problems).toEqual([]);
    const locale = zendesk('GET', '/api/v2/help_center/en-us/articles/5.json', 404).operation;
    expect(locale).toBe('GET /api/v2/help_center/{locale}/articles/{article_id}');
    const undocumented = zendesk('GET', '/api/v2/help_center/en-us/user_segments', 404).operation;
    expect(undocumented).toBe('GET /api/v2/help_center/user_segments');
    expect(zendesk('GET', '/api/v2/triggers/definitions', 404).operation).toBe('GET /api/v2/triggers/definitions');
  });

  test('wants a page to say where it ends', () => {
    const verdict = zendesk('GET', '/api/v2/groups?page[size]=100', 200, { responseBody: { groups: [] } });
    expect(verdict.problems).toEqual([
      'response 200 body: a page without "meta"',
      'response 200 body: a page without "links"',
    ]);
    const large = zendesk('GET', '/api/v2/groups?page[size]=500', 404).problems;
    expect(large).toContain('query: page[size] cannot be 500');
  });

  test('derives a missing request body from the reply, and says so', () => {
    const create = (ticket_field: JsonObject) =>
      zendesk('POST', '/api/v2/ticket_fields', 422, {
        requestBody: { ticket_field },
        responseBody: { error: 'RecordInvalid' },
      });
    expect(create({ type: 'text', title: 'Area' })).toMatchObject({ judgedBy: 'derived', problems: [] });
    expect(create({ type: 'text', title: 'Area', removable: false }).problems).toEqual([
      'request /ticket_field: "removable" is not documented here',
    ]);
    expect(create({ type: 'text' }).problems).toEqual(["request /ticket_field: must have required property 'title'"]);
  });

  test('judges by the supplement what the documents leave out', () => {
    const create = (webhook: JsonObject, reply = WEBHOOK) =>
      zendesk('POST', '/api/v2/webhooks', 201, { requestBody: { webhook }, responseBody: { webhook: reply } });
    const { id, created_by, updated_by, created_at, updated_at, ...sent } = WEBHOOK;
    expect(create(sent)).toMatchObject({ judgedBy: 'supplement', problems: [] });
    expect(create({ ...sent, http_method: 'post' }).problems).toHaveLength(1);
    const shown = { type: 'bearer_token', add_position: 'header', data: { token: 'secret' } };
    expect(create(sent, { ...WEBHOOK, authentication: shown }).problems).toEqual([
      'response 201 /webhook/authentication: "data" is not documented here',
    ]);
    expect(zendesk('PATCH', '/api/v2/webhooks/01', 204, { requestBody: { webhook: { name: 1 } } }).problems).toEqual([
      'request /webhook/name: must be string',
    ]);
  });

  test('refuses what an update of an article silently ignores', () => {
    const verdict = zendesk('PUT', '/api/v2/help_center/articles/5', 404, {
      requestBody: { article: { title: 'New' } },
      responseBody: { error: 'RecordNotFound' },
    });
    expect(verdict.problems).toEqual(['request /article: "title" is not documented here']);
  });

  test('wants rule values sent as texts, as the platform does', () => {
    const trigger = (value: Json) => ({
      title: 'T',
      conditions: { all: [{ field: 'group_id', operator: 'is', value }], any: [] },
      actions: [{ field: 'group_id', value: '7' }],
    });
    const send = (value: Json) =>
      zendesk('POST', '/api/v2/triggers', 422, {
        requestBody: { trigger: trigger(value) },
        responseBody: { error: 'RecordInvalid' },
      }).problems;
    expect(send('7')).toEqual([]);
    expect(send(7)).toHaveLength(1);
    expect(send(true)).toHaveLength(1);
  });

  test('knows the envelopes of failures and no others', () => {
    const fail = (responseBody: Json) => zendesk('GET', '/api/v2/groups/7', 404, { responseBody }).problems;
    expect(fail({ error: 'RecordNotFound', description: 'Not found' })).toEqual([]);
    expect(fail({ errors: [{ code: 'NotFound', title: 'Not found' }] })).toEqual([]);
    expect(fail({ message: 'nope' })).not.toEqual([]);
    expect(fail({ error: 'RecordNotFound', reason: 'gone' })).not.toEqual([]);
  });

  test('finds in replies of real accounts nothing but keys that came later', () => {
    const kinds = (
      'automations brands group_memberships groups locales macros organization_fields organizations ticket_fields ' +
      'ticket_forms triggers user_fields users views'
    ).split(' ');
    const problems = kinds.flatMap((kind) => {
      const responseBody = object(judge().documents.replies.get(`GET ${kind}`));
      const found = zendesk('GET', `/api/v2/${kind}`, 200, { responseBody }).problems;
      return found
        .filter((problem) => !problem.includes('must have required property'))
        .map((text) => `${kind}: ${text}`);
    });
    expect(problems).toEqual([]);
  });

  test('judges by a recording what nothing else describes', () => {
    const responseBody = object(judge().documents.replies.get('GET apps'));
    expect(zendesk('GET', '/api/v2/apps', 200, { responseBody })).toMatchObject({
      judgedBy: 'recording',
      problems: [],
    });
    const other = { ...responseBody, colour: 'red' };
    expect(zendesk('GET', '/api/v2/apps', 200, { responseBody: other }).problems).toEqual([
      'response body: "colour" is not documented here',
    ]);
  });
});

describeContract('the judge of Slack calls', () => {
  test('has nothing to say against a call as documented', () => {
    expect(slack('conversations.create', { name: 'critical' }, { ok: true, channel: CHANNEL })).toEqual({
      operation: 'conversations.create',
      judgedBy: 'openapi',
      problems: [],
    });
  });

  test('finds wrong, missing and unknown arguments', () => {
    const call = (args: Json) => slack('conversations.create', args, { ok: true, channel: CHANNEL }).problems;
    expect(call({})).toEqual(['request: the argument "name" is missing']);
    expect(call({ name: 'a', topic: 'b' })).toEqual(['request: the argument "topic" is not documented']);
    expect(call({ name: 'a', is_private: 'maybe' })).toEqual(['request: the argument "is_private" is not a boolean']);
  });

  test('finds a reply that is not one of the method', () => {
    const reply = (body: Json) => slack('conversations.create', { name: 'critical' }, body).problems;
    expect(reply({ ok: true })).toEqual(["response body: must have required property 'channel'"]);
    expect(reply({ ok: true, channel: { ...CHANNEL, created: 'now' } })).toEqual([
      'response /channel/created: must be integer',
    ]);
    expect(reply({ ok: true, channel: { ...CHANNEL, colour: 'red' } })).toEqual([
      'response /channel: "colour" is not documented here',
    ]);
    expect(reply({ ok: false, error: 'name_taken' })).toEqual([]);
    expect(reply({ ok: false, error: 'not_in_the_mood' })).toEqual([
      'response: "not_in_the_mood" is not one of its errors',
    ]);
  });

  test('finds a method that no document has, and a write sent as a GET', () => {
    expect(slack('conversations.explode', {}, { ok: true }).judgedBy).toBe('none');
    const verdict = slack('conversations.archive', { channel: 'C012AB3CD' }, { ok: true }, 'GET');
    expect(verdict.problems).toEqual(['must be a POST']);
  });
});
