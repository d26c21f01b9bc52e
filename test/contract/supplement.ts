/** What the documents leave out, written by hand from the cited pages: whole operations, request bodies, envelopes. */

import type { JsonObject } from './json.ts';
import { APP_BODIES, APP_OPERATIONS } from './supplement-apps.ts';
import { GUIDE_BODIES, GUIDE_OPERATIONS } from './supplement-guide.ts';
import type { Cited, SupplementBody, SupplementOperation } from './supplement-parts.ts';
import {
  API,
  boolean,
  closed,
  integer,
  listOf,
  nullableText,
  PAGING,
  PAGING_QUERY,
  string,
  time,
  ulid,
} from './supplement-parts.ts';
import { PEOPLE_BODIES } from './supplement-people.ts';

const CHECKED = '2026-11-21';
const LATER = '2026-11-24';

/**
 * The envelopes of failures: https://developer.zendesk.com/api-reference/introduction/requests/#response-format and the
 * pages of the families written after JSON:API.
 */
export const FAILURE: JsonObject = {
  anyOf: [
    // {"error": "RecordInvalid", "description": …, "details": {field: [{description, error?}]}}
    {
      type: 'object',
      properties: {
        error: string,
        description: string,
        message: string,
        details: {
          type: 'object',
          additionalProperties: listOf({
            type: 'object',
            properties: { description: string, error: string },
            required: ['description'],
          }),
        },
      },
      required: ['error'],
      additionalProperties: false,
    },
    // {"error": {"title": …, "message": …}}
    closed({ error: closed({ title: string, message: string }) }),
    // {"errors": [{"code", "title", "detail"?, "source"?, "id"?, "status"?}]}
    closed({
      errors: listOf(
        closed(
          {
            code: string,
            title: string,
            detail: string,
            id: string,
            status: string,
            source: { type: 'object' },
            meta: { type: 'object' },
          },
          ['code', 'title'],
        ),
      ),
    }),
    // Help Center: {"errors": {field: [message]}}
    closed({ errors: { type: 'object', additionalProperties: listOf(string) } }),
    // https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/
    closed({ error: string, error_description: string }),
    // A 429 is plain text on most endpoints.
    { type: 'string' },
  ],
};

/** Values are texts, whatever the field. */
const ruleCondition = closed({ field: string, operator: string, value: { anyOf: [string, listOf(string)] } });

const webhookParts = {
  name: string,
  description: string,
  endpoint: { type: 'string', pattern: '^https?://' },
  http_method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
  request_format: { enum: ['json', 'xml', 'form_encoded'] },
  status: { enum: ['active', 'inactive'] },
  subscriptions: listOf({ type: 'string', pattern: '^(conditional_ticket_events|zen:event-type:.+)$' }),
};

const headers = { type: 'object', additionalProperties: string };

const webhook = closed(
  {
    ...webhookParts,
    id: ulid,
    custom_headers: headers,
    // The secret parts stay on the platform: recorded replies show type and add_position.
    authentication: closed(
      { type: { enum: ['bearer_token', 'basic_auth', 'api_key'] }, add_position: { enum: ['header'] } },
      ['type', 'add_position'],
    ),
    signing_secret: closed({ algorithm: string, secret: string }),
    external_source: { type: 'object' },
    created_at: time,
    created_by: string,
    updated_at: time,
    updated_by: string,
  },
  [
    'id',
    'name',
    'endpoint',
    'http_method',
    'request_format',
    'status',
    'subscriptions',
    'created_at',
    'created_by',
    'updated_at',
    'updated_by',
  ],
);

/** https://developer.zendesk.com/documentation/webhooks/webhook-security-and-authentication/ */
const credentials: JsonObject = {
  oneOf: [
    closed({ type: { const: 'bearer_token' }, add_position: { const: 'header' }, data: closed({ token: string }) }),
    closed({
      type: { const: 'basic_auth' },
      add_position: { const: 'header' },
      data: closed({ username: string, password: string }),
    }),
    closed({
      type: { const: 'api_key' },
      add_position: { const: 'header' },
      data: closed({ name: string, value: string }),
    }),
  ],
};

const mandatory = ['name', 'endpoint', 'http_method', 'request_format', 'status'];
const newWebhook = closed({ ...webhookParts, custom_headers: headers, authentication: credentials }, mandatory);
const changedWebhook = closed(
  {
    ...webhookParts,
    // PATCH merges: a header goes only with an explicit null, and so does the authentication.
    custom_headers: { type: ['object', 'null'], additionalProperties: nullableText },
    authentication: { anyOf: [credentials, { type: 'null' }] },
  },
  [],
);

const WEBHOOKS = { page: `${API}/webhooks/webhooks-api/webhooks/`, checked: CHECKED };
const secret = closed({ signing_secret: closed({ algorithm: string, secret: string }) });

const interval = closed({
  start_time: { type: 'integer', minimum: 0, maximum: 10080 },
  end_time: { type: 'integer', minimum: 0, maximum: 10080 },
});
const schedule = closed({
  id: integer,
  name: string,
  time_zone: string,
  intervals: listOf(interval),
  created_at: time,
  updated_at: time,
});
const date = { type: 'string', format: 'date' };
const holiday = closed({ id: integer, name: string, start_date: date, end_date: date });
const SCHEDULES = { page: `${API}/ticketing/ticket-management/schedules/`, checked: CHECKED };

/** Hours are no part of a schedule's own body; holidays are objects of their own. */
function scheduleWrites(): readonly SupplementOperation[] {
  const base = '/api/v2/business_hours/schedules';
  const own = { name: string, time_zone: string };
  const day = { name: string, start_date: date, end_date: date };
  return [
    {
      ...SCHEDULES,
      operation: `POST ${base}`,
      request: closed({ schedule: closed(own) }),
      responses: { 201: closed({ schedule }) },
    },
    {
      ...SCHEDULES,
      operation: `PUT ${base}/{schedule_id}`,
      request: closed({ schedule: closed(own, []) }),
      responses: { 200: closed({ schedule }) },
    },
    { ...SCHEDULES, operation: `DELETE ${base}/{schedule_id}`, responses: { 204: null } },
    {
      ...SCHEDULES,
      operation: `PUT ${base}/{schedule_id}/workweek`,
      request: closed({ workweek: closed({ intervals: listOf(interval) }) }),
      responses: { 200: closed({ workweek: closed({ intervals: listOf(interval) }) }) },
    },
    {
      ...SCHEDULES,
      operation: `POST ${base}/{schedule_id}/holidays`,
      request: closed({ holiday: closed(day) }),
      responses: { 201: closed({ holiday }) },
    },
    {
      ...SCHEDULES,
      operation: `PUT ${base}/{schedule_id}/holidays/{holiday_id}`,
      request: closed({ holiday: closed(day, []) }),
      responses: { 200: closed({ holiday }) },
    },
    { ...SCHEDULES, operation: `DELETE ${base}/{schedule_id}/holidays/{holiday_id}`, responses: { 204: null } },
  ];
}

export const OPERATIONS: readonly SupplementOperation[] = [
  {
    // On no page of the platform; an adapter that has read it since 2023 takes it so.
    page: 'https://github.com/salto-io/salto/tree/main/packages/zendesk-adapter',
    checked: '2026-11-26',
    operation: 'GET /api/v2/account/features',
    query: ['ids', 'subscription'],
    responses: {
      200: closed({ features: { type: 'object', additionalProperties: closed({ enabled: boolean }) } }),
    },
  },
  {
    page: `${API}/voice/talk-api/phone_numbers/`,
    checked: LATER,
    operation: 'GET /api/v2/channels/voice/phone_numbers',
    query: PAGING_QUERY,
    responses: {
      200: { type: 'object', properties: { phone_numbers: listOf({ type: 'object' }) }, required: ['phone_numbers'] },
    },
  },
  {
    ...WEBHOOKS,
    operation: 'GET /api/v2/webhooks',
    query: ['filter[name_contains]', 'filter[status]', 'sort', ...PAGING_QUERY],
    responses: { 200: closed({ ...PAGING, webhooks: listOf(webhook) }, ['webhooks', 'meta', 'links']) },
  },
  {
    ...WEBHOOKS,
    operation: 'GET /api/v2/webhooks/{webhook_id}',
    responses: { 200: closed({ webhook }) },
  },
  {
    ...WEBHOOKS,
    operation: 'POST /api/v2/webhooks',
    query: ['clone_webhook_id'],
    request: closed({ webhook: newWebhook }),
    responses: { 201: closed({ webhook }) },
  },
  {
    ...WEBHOOKS,
    operation: 'PUT /api/v2/webhooks/{webhook_id}',
    request: closed({ webhook: newWebhook }),
    responses: { 204: null },
  },
  {
    ...WEBHOOKS,
    operation: 'PATCH /api/v2/webhooks/{webhook_id}',
    request: closed({ webhook: changedWebhook }),
    responses: { 204: null },
  },
  { ...WEBHOOKS, operation: 'DELETE /api/v2/webhooks/{webhook_id}', responses: { 204: null } },
  { ...WEBHOOKS, operation: 'GET /api/v2/webhooks/{webhook_id}/signing_secret', responses: { 200: secret } },
  { ...WEBHOOKS, operation: 'POST /api/v2/webhooks/{webhook_id}/signing_secret', responses: { 201: secret } },
  {
    ...SCHEDULES,
    operation: 'GET /api/v2/business_hours/schedules',
    responses: { 200: closed({ ...PAGING, schedules: listOf(schedule) }, ['schedules']) },
  },
  {
    ...SCHEDULES,
    operation: 'GET /api/v2/business_hours/schedules/{schedule_id}',
    responses: { 200: closed({ schedule }) },
  },
  {
    ...SCHEDULES,
    operation: 'GET /api/v2/business_hours/schedules/{schedule_id}/holidays',
    responses: { 200: closed({ ...PAGING, holidays: listOf(holiday) }, ['holidays']) },
  },
  ...scheduleWrites(),
  ...APP_OPERATIONS,
  ...GUIDE_OPERATIONS,
];

const LIFETIMES = {
  expires_in: { type: 'integer', minimum: 300, maximum: 172_800 },
  refresh_token_expires_in: { type: 'integer', minimum: 604_800, maximum: 7_776_000 },
};
const CLIENT = { client_id: string, client_secret: string, scope: string, ...LIFETIMES };

export const BODIES: readonly SupplementBody[] = [
  ...PEOPLE_BODIES,
  {
    operation: 'POST /oauth/tokens',
    request: {
      oneOf: [
        closed(
          {
            ...CLIENT,
            grant_type: { const: 'authorization_code' },
            code: string,
            redirect_uri: { type: 'string', pattern: '^(https://|http://(127\\.0\\.0\\.1|localhost)[:/])' },
            code_verifier: { type: 'string', pattern: '^[A-Za-z0-9._~-]{43,128}$' },
          },
          ['grant_type', 'code', 'client_id', 'redirect_uri', 'scope'],
        ),
        closed({ ...CLIENT, grant_type: { const: 'refresh_token' }, refresh_token: string }, [
          'grant_type',
          'refresh_token',
          'client_id',
        ]),
        closed({ ...CLIENT, grant_type: { const: 'client_credentials' } }, [
          'grant_type',
          'client_id',
          'client_secret',
        ]),
      ],
    },
    page: `${API}/ticketing/oauth/grant_type_tokens/`,
    checked: '2026-11-25',
  },
  {
    operation: 'PUT /api/v2/ticket_fields/reorder',
    request: closed({ ticket_field_ids: { ...listOf(integer), minItems: 1, uniqueItems: true } }),
    page: `${API}/ticketing/tickets/ticket_fields/#reorder-ticket-fields`,
    checked: CHECKED,
  },
  {
    operation: 'PUT /api/v2/custom_objects/{custom_object_key}/fields/reorder',
    request: closed({
      custom_object_field_ids: { ...listOf({ type: ['string', 'integer'] }), minItems: 1, uniqueItems: true },
    }),
    page: `${API}/custom-data/custom-objects/custom_object_fields/#reorder-custom-fields-of-an-object`,
    checked: '2026-11-25',
  },
  {
    operation: 'PUT /api/v2/triggers/reorder',
    request: closed({ trigger_ids: { ...listOf(integer), uniqueItems: true } }),
    page: `${API}/ticketing/business-rules/triggers/#reorder-triggers`,
    checked: CHECKED,
  },
  ...['organization', 'user'].map((owner) => ({
    operation: `PUT /api/v2/${owner}_fields/reorder`,
    request: closed({ [`${owner}_field_ids`]: { ...listOf(integer), minItems: 1, uniqueItems: true } }),
    page: `${API}/ticketing/${owner}s/${owner}_fields/#reorder-${owner}-field`,
    checked: LATER,
  })),
  {
    operation: 'PUT /api/v2/ticket_forms/reorder',
    request: closed({ ticket_form_ids: { ...listOf(integer), minItems: 1, uniqueItems: true } }),
    page: `${API}/ticketing/tickets/ticket_forms/#reorder-ticket-forms`,
    checked: LATER,
  },
  {
    operation: 'PUT /api/v2/slas/policies/reorder',
    request: closed({ sla_policy_ids: { ...listOf(integer), minItems: 1, uniqueItems: true } }),
    page: `${API}/ticketing/business-rules/sla_policies/#reorder-sla-policies`,
    checked: LATER,
  },
  ...['automations', 'views'].map((rules) => ({
    operation: `PUT /api/v2/${rules}/update_many`,
    request: closed({ [rules]: listOf(closed({ id: integer, position: integer, active: boolean }, ['id'])) }),
    page: `${API}/ticketing/business-rules/${rules}/#update-many-${rules}`,
    checked: LATER,
  })),
  {
    operation: 'POST /api/v2/views/preview/count',
    request: closed({ view: closed({ all: listOf(ruleCondition), any: listOf(ruleCondition) }, ['all']) }),
    page: `${API}/ticketing/business-rules/views/#preview-ticket-count`,
    checked: LATER,
  },
  ...guideBodies('articles', 'article', {
    // "The endpoints do not update translation properties such as the article's title, body, or draft."
    page: 'https://support.zendesk.com/hc/en-us/articles/4409408122522',
    checked: CHECKED,
    request: closed(
      {
        article: closed(
          {
            author_id: integer,
            comments_disabled: boolean,
            content_tag_ids: listOf(string),
            label_names: listOf(string),
            permission_group_id: integer,
            position: integer,
            promoted: boolean,
            section_id: integer,
            user_segment_id: { type: ['integer', 'null'] },
            user_segment_ids: listOf(integer),
          },
          [],
        ),
        // Documented where articles are made; we send it with every write of one, so that nobody gets a mail either way.
        notify_subscribers: { const: false },
      },
      ['article'],
    ),
  }),
  ...guideBodies('categories', 'category', {
    // "These endpoints only update category-level metadata such as the sorting position."
    page: `${API}/help_center/help-center-api/categories/#update-category`,
    checked: CHECKED,
    request: closed({ category: closed({ position: integer }) }),
  }),
  ...APP_BODIES,
  ...GUIDE_BODIES,
];

/** An update is documented twice: with the locale of the reply in its path, and without. */
function guideBodies(many: string, one: string, body: Cited & { request: JsonObject }): readonly SupplementBody[] {
  return ['', '/{locale}'].map((locale) => ({
    operation: `PUT /api/v2/help_center${locale}/${many}/{${one}_id}`,
    ...body,
  }));
}
