/** Webhooks: developer.zendesk.com/api-reference/webhooks/webhooks-api/webhooks/ */

import { listed } from '../errors.ts';
import { has } from '../features.ts';
import { nextSecret, nextUlid } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { isObject, list, object, same, text, textOrNull } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { listRoute, present, reading, wrapped, writing } from '../kinds.ts';
import type { Call, Route } from '../router.ts';
import { created, noContent, ok, param } from '../router.ts';
import { count, drop, find, insert, patch, put, timestamp } from '../store.ts';
import { webhookUser } from './references.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const FORMATS = ['json', 'xml', 'form_encoded'];
const STATES = ['active', 'inactive'];
const AUTHENTICATIONS = ['bearer_token', 'basic_auth', 'api_key'];
const FOR_RULES = 'conditional_ticket_events';
/** "Trial accounts are limited to a maximum of 10 webhooks." */
const TRIAL_MAXIMUM = 10;

export const webhooks: Kind = {
  name: 'webhooks',
  one: 'webhook',
  path: '/webhooks',
  scope: 'webhooks',
  paging: 'cursor',
  withoutUrl: true,
  keep: (row, call) => {
    const name = call.query.get('filter[name_contains]');
    const status = call.query.get('filter[status]');
    return (name === null || text(row.name).includes(name)) && (status === null || row.status === status);
  },
  present: presentWebhook,
  create: createWebhook,
  update: (context, row, input) => mergeWebhook(context, row, input),
  remove: removeWebhook,
};

export const webhookRoutes: readonly Route[] = [
  listRoute(webhooks),
  {
    method: 'GET',
    path: '/webhooks/:id',
    ...reading(webhooks),
    handle: (call) => ok({ webhook: present(webhooks, webhookOf(call), call) }),
  },
  {
    method: 'POST',
    path: '/webhooks',
    ...writing(webhooks),
    handle: (call) => created({ webhook: present(webhooks, createWebhook(call, wrapped(call, 'webhook')), call) }),
  },
  {
    method: 'PUT',
    path: '/webhooks/:id',
    ...writing(webhooks),
    handle: (call) => {
      replaceWebhook(call, webhookOf(call), wrapped(call, 'webhook'));
      return noContent();
    },
  },
  {
    method: 'PATCH',
    path: '/webhooks/:id',
    ...writing(webhooks),
    handle: (call) => {
      mergeWebhook(call, webhookOf(call), wrapped(call, 'webhook'));
      return noContent();
    },
  },
  {
    method: 'DELETE',
    path: '/webhooks/:id',
    ...writing(webhooks),
    handle: (call) => {
      removeWebhook(call, webhookOf(call));
      return noContent();
    },
  },
  {
    method: 'GET',
    path: '/webhooks/:id/signing_secret',
    ...writing(webhooks),
    handle: (call) => ok({ signing_secret: { algorithm: 'SHA256', secret: text(webhookOf(call).signing_secret) } }),
  },
  {
    method: 'POST',
    path: '/webhooks/:id/signing_secret',
    ...writing(webhooks),
    handle: (call) => {
      const row = patch(call.store, 'webhooks', webhookOf(call), { signing_secret: nextSecret(call.store) });
      return created({ signing_secret: { algorithm: 'SHA256', secret: text(row.signing_secret) } });
    },
  },
];

function webhookOf(call: Call): Row {
  const row = find(call.store, 'webhooks', param(call, 'id'));
  if (!row) throw listed(404, 'WebhookNotFound', 'Webhook not found');
  return row;
}

/** Secrets stay inside: `authentication.data` is never in a reply. */
function presentWebhook({ signing_secret, ...row }: Row): Attributes {
  const { authentication, ...shown } = row;
  if (!isObject(authentication)) return shown;
  const { data, ...visible } = authentication;
  return { ...shown, authentication: visible };
}

function refuse(title: string, pointer: string) {
  return listed(400, 'InvalidParameter', title, { source: { pointer: `/webhook/${pointer}` } });
}

function check(attributes: Attributes): void {
  for (const key of ['name', 'endpoint', 'http_method', 'request_format', 'status']) {
    if (text(attributes[key]).trim() === '') throw refuse(`${key} is required`, key);
  }
  if (!METHODS.includes(text(attributes.http_method))) throw refuse('http_method is not valid', 'http_method');
  if (!FORMATS.includes(text(attributes.request_format))) throw refuse('request_format is not valid', 'request_format');
  if (!STATES.includes(text(attributes.status))) throw refuse('status is not valid', 'status');
  if (!/^https?:\/\/[^\s/]+/.test(text(attributes.endpoint))) throw refuse('endpoint is not a valid URL', 'endpoint');
  const subscriptions = list(attributes.subscriptions);
  const events = subscriptions.filter((name) => name !== FOR_RULES);
  if (events.length > 0 && subscriptions.includes(FOR_RULES)) {
    throw refuse('subscriptions cannot mix events and conditional_ticket_events', 'subscriptions');
  }
  if (events.some((name) => !text(name).startsWith('zen:event-type:'))) {
    throw refuse('subscriptions contains an unknown event', 'subscriptions');
  }
  // "To subscribe the webhook to Zendesk events, this must be "POST"" and the format JSON.
  if (events.length > 0 && (attributes.http_method !== 'POST' || attributes.request_format !== 'json')) {
    throw refuse('A webhook for events must use POST and json', 'http_method');
  }
  checkAuthentication(attributes.authentication);
  checkHeaders(attributes.custom_headers);
}

function checkAuthentication(authentication: Json | undefined): void {
  if (authentication === undefined || authentication === null) return;
  const { type, add_position, data } = object(authentication);
  if (!AUTHENTICATIONS.includes(text(type))) throw refuse('authentication type is not valid', 'authentication/type');
  if (add_position !== 'header') throw refuse('add_position must be header', 'authentication/add_position');
  const needed = { bearer_token: ['token'], basic_auth: ['username', 'password'], api_key: ['name', 'value'] };
  const keys = Object.entries(needed).find(([name]) => name === type)?.[1] ?? [];
  for (const key of keys) {
    if (text(object(data)[key]) === '') throw refuse(`authentication data needs ${key}`, `authentication/data/${key}`);
  }
}

function checkHeaders(headers: Json | undefined): void {
  for (const [name, value] of Object.entries(object(headers))) {
    if (!/^[A-Za-z0-9-]+$/.test(name) || (typeof value !== 'string' && value !== null)) {
      throw refuse(`custom header ${name} is not valid`, 'custom_headers');
    }
  }
}

function writable(input: Attributes): Attributes {
  return {
    name: text(input.name).trim(),
    description: textOrNull(input.description),
    endpoint: text(input.endpoint),
    http_method: text(input.http_method).toUpperCase(),
    request_format: text(input.request_format),
    status: text(input.status),
    subscriptions: [...list(input.subscriptions)],
    custom_headers: isObject(input.custom_headers) ? withoutNulls(input.custom_headers) : null,
    authentication: isObject(input.authentication) ? input.authentication : null,
  };
}

function withoutNulls(headers: Attributes): Attributes {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== null));
}

function by(context: Context): string {
  return String(context.actor.user?.id ?? -1);
}

function createWebhook(context: Context, input: Attributes): Row {
  const { store, profile } = context;
  if (!has(profile, 'many_webhooks') && count(store, 'webhooks') >= TRIAL_MAXIMUM) {
    throw listed(403, 'WebhookLimitExceeded', `Trial accounts are limited to ${TRIAL_MAXIMUM} webhooks`);
  }
  const attributes = writable(input);
  check(attributes);
  return insert(store, 'webhooks', nextUlid(store), {
    ...withoutEmpty(attributes),
    signing_secret: nextSecret(store),
    created_by: by(context),
    updated_by: by(context),
  });
}

/** Members that have no value are left out of replies. */
function withoutEmpty(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

function keepConnection(row: Row, attributes: Attributes): void {
  const forRules = (value: Json | undefined) => list(value).includes(FOR_RULES);
  // "You can't change an existing webhook's connection method."
  if (forRules(row.subscriptions) !== forRules(attributes.subscriptions)) {
    throw refuse("The webhook's connection method cannot be changed", 'subscriptions');
  }
}

/** PUT is a full replacement: what is not sent is gone, authentication and headers included. */
function replaceWebhook(context: Context, row: Row, input: Attributes): Row {
  const attributes = writable(
    input.subscriptions === undefined ? { ...input, subscriptions: row.subscriptions ?? [] } : input,
  );
  check(attributes);
  keepConnection(row, attributes);
  return write(context, row, attributes);
}

/** PATCH merges; a header goes with an explicit null, authentication as well. */
function mergeWebhook(context: Context, row: Row, input: Attributes): Row {
  const headers = isObject(input.custom_headers)
    ? { ...object(row.custom_headers), ...input.custom_headers }
    : input.custom_headers === null
      ? null
      : (row.custom_headers ?? null);
  const attributes = writable({ ...row, ...input, custom_headers: headers });
  // A stored secret was checked when it came.
  check(input.authentication === undefined ? { ...attributes, authentication: null } : attributes);
  keepConnection(row, attributes);
  return write(context, row, attributes);
}

function write(context: Context, row: Row, attributes: Attributes): Row {
  const { store } = context;
  const next = {
    ...withoutEmpty(attributes),
    id: row.id,
    signing_secret: row.signing_secret ?? '',
    created_at: row.created_at ?? '',
    created_by: row.created_by ?? '',
    updated_at: row.updated_at ?? '',
    updated_by: row.updated_by ?? '',
  };
  if (same(row, next)) return row;
  return put(store, 'webhooks', { ...next, updated_at: timestamp(store), updated_by: by(context) });
}

/** [general knowledge] Refused while a trigger or automation sends to it; status and wording are ours. */
function removeWebhook({ store }: Context, row: Row): void {
  const user = webhookUser(store, String(row.id));
  if (user) {
    throw listed(409, 'WebhookInUse', `The webhook is used by ${text(user.title)} and cannot be deleted`);
  }
  drop(store, 'webhooks', row.id);
}
