/** Webhooks: addresses that rules and events call. */

import type { Attribute } from '../../../core/attribute.ts';
import { words } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { secret } from '../../../core/attributes/secret.ts';
import { choice, flag } from '../../../core/attributes/simple.ts';
import { members, struct } from '../../../core/attributes/structures.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Writer } from '../../../core/provider.ts';
import { isPlainStruct, type Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createWith, encodeAttributes, plainWriter, topLevel, updateWith, writable } from '../crud.ts';

/** What a webhook that rules call is subscribed to. */
export const RULE_EVENTS = 'conditional_ticket_events';

const active: Attribute = {
  ...flag({ description: 'Whether it can be called.', native: 'status', platformDefault: true }),
  decode: (native) => native === 'active',
  encode: (value) => (value === true ? 'active' : 'inactive'),
};

/** Headers that carry credentials where somebody put them there by hand. */
export function isCredentialHeader(name: string): boolean {
  return /auth|token|secret|passw|key|cookie|signature|credential/i.test(name);
}

const headers = members(
  {
    value: line({
      description: 'Value of the header; no secrets: people with access to webhooks read it.',
      holdsIds: true,
    }),
  },
  {
    description: 'Headers sent with each call: name → value.',
    native: 'custom_headers',
    shorthand: 'value',
    keyNative: 'name',
    keyDescription: 'header name',
    sensitive: isCredentialHeader,
    keyProblem: (name) => (/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) ? undefined : 'is not the name of a header'),
  },
);

const fields = {
  type: choice(
    { bearer_token: 'bearer_token', basic_auth: 'basic_auth', api_key: 'api_key' },
    { description: 'How calls identify themselves.', required: true },
  ),
  token: secret({ description: 'Of bearer_token.' }),
  username: secret({ description: 'Of basic_auth; a secret because the platform never shows it again.' }),
  password: secret({ description: 'Of basic_auth.' }),
  header: secret({ description: 'Name of the header of api_key; a secret because the platform never shows it again.' }),
  value: secret({ description: 'Value of the header of api_key.' }),
};
const DATA: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bearer_token: { token: 'token' },
  basic_auth: { username: 'username', password: 'password' },
  api_key: { name: 'header', value: 'value' },
};

const auth = struct(fields, {
  description: 'How calls identify themselves; the platform never shows the secret parts.',
});
const authentication: Attribute = {
  ...auth,
  decode: (native) => (isRecord(native) ? { type: fields.type.decode(native.type) } : {}),
  encode(value, cx) {
    const parts = isPlainStruct(value) ? value : {};
    const type = String(parts.type ?? '');
    const data: Record<string, unknown> = {};
    for (const [native, name] of Object.entries(DATA[type] ?? {})) {
      const part = parts[name];
      if (part !== undefined) data[native] = cx.secret(part);
    }
    return { type, add_position: 'header', data };
  },
};

const kind: Kind = {
  name: 'webhook',
  provider: 'zendesk',
  section: ['webhooks'],
  title: 'webhook',
  plural: 'webhooks',
  description: 'An address that rules or events call.',
  source: 'https://developer.zendesk.com/api-reference/webhooks/webhooks-api/webhooks/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that admins see.', required: true }),
    description: text({ description: 'What it is for.', platformDefault: '' }),
    endpoint: line({
      description: 'Address that is called.',
      required: true,
      holdsIds: true,
      pattern: /^https?:\/\/[^\s/]+/,
      patternSays: 'an address that begins with https://',
    }),
    method: choice(
      { GET: 'GET', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' },
      { description: 'HTTP method.', required: true, native: 'http_method' },
    ),
    format: choice(
      { json: 'json', xml: 'xml', form: 'form_encoded' },
      { description: 'Format of what is sent.', required: true, native: 'request_format' },
    ),
    active,
    events: words({
      description: `What calls it: \`${RULE_EVENTS}\` for rules (the default), or event types such as zen:event-type:user.created.`,
      native: 'subscriptions',
      mutability: 'immutable',
      lowerCase: false,
    }),
    headers,
    authentication,
  },
  naturalKey: (attributes) => String(attributes.name),
  keyUnique: false,
  hidden: ({ authentication: held }) => {
    const type = isPlainStruct(held) ? String(held.type) : '';
    return Object.values(DATA[type] ?? {}).map((part) => ['authentication', part] as const);
  },
  hazards: [
    '2026-11-21: names are not unique.',
    '2026-11-21: whether rules or events call it cannot be changed.',
    '2026-11-21: a trial account has at most 10 webhooks and 60 calls a minute.',
    '2026-11-21: the secret parts of the authentication are never shown; a change made in the Admin Center cannot be seen.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/webhooks',
    one: 'webhook',
    many: 'webhooks',
    paging: 'cursor',
    update: 'PATCH',
    send: 'changed',
  },
  // Replies hold headers as a map, and say nothing where there are none.
  computed: (native) => ({
    headers: headers.decode(
      Object.entries(isRecord(native.custom_headers) ? native.custom_headers : {}).map(([name, value]) => ({
        name,
        value,
      })),
    ),
  }),
  facts: (native) => (isRecord(native.external_source) ? { locked: 'owned by an app' } : {}),
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const native = encodeAttributes(kind, attributes, writable(kind, attributes, 'create'), cx);
    const subscriptions = native.subscriptions ?? [RULE_EVENTS];
    const status = native.status ?? 'active';
    return yield* createWith(base, { ...native, subscriptions, status, ...headerMap(native, {}) });
  },
  *update(live, target, changed, cx) {
    const native = encodeAttributes(kind, target, writable(kind, target, 'update', topLevel(changed)), cx);
    const known = isRecord(live.native.custom_headers) ? live.native.custom_headers : {};
    return yield* updateWith(base, live, { ...native, ...headerMap(native, known) });
  },
};

export const webhook: Binding = { ...base, writer };

/** Headers as the platform takes them: a map, in which null removes one. */
function headerMap(native: Native, known: Native): Native {
  const list = native.custom_headers;
  if (!Array.isArray(list)) return {};
  const wanted = Object.fromEntries(list.filter(isRecord).map(({ name, value }) => [String(name), value]));
  const removed = Object.keys(known).filter((name) => !Object.hasOwn(wanted, name));
  return { custom_headers: { ...wanted, ...Object.fromEntries(removed.map((name) => [name, null])) } };
}

/** True for a webhook that rules can call. */
export function isForRules(attributes: LiveObject['attributes']): boolean {
  const events: Value | undefined = attributes.events;
  return events === undefined || (Array.isArray(events) && events.includes(RULE_EVENTS));
}
