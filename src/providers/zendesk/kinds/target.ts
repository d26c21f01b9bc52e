/** Targets: what rules called before webhooks were there. Those of mail can still be made, the others only kept. */
import { secret } from '../../../core/attributes/secret.ts';
import { choice, flag } from '../../../core/attributes/simple.ts';
import { struct } from '../../../core/attributes/structures.ts';
import { line } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import { type Attributes, isPlainStruct, UNKNOWN, type Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createWith, encodeAttributes, plainWriter, topLevel, updateWith, writable } from '../crud.ts';

/** The one type that can be made. https://developer.zendesk.com/api-reference/ticketing/targets/targets/ */
export const MAIL = 'email';
const TYPES = { [MAIL]: 'email_target', http: 'http_target', url: 'url_target_v2', old_url: 'url_target' } as const;

const sign = struct(
  {
    username: line({ description: 'Name to sign in with.' }),
    password: secret({ description: 'Password to sign in with; the platform never shows it.' }),
  },
  { description: 'How calls of http and url targets identify themselves.' },
);

const kind: Kind = {
  name: 'target',
  provider: 'zendesk',
  section: ['targets'],
  title: 'target',
  plural: 'targets',
  description: 'Where rules send a message to, as an old way beside webhooks.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/targets/targets/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'title',
  attributes: {
    title: line({ description: 'Name that admins see.', required: true }),
    type: choice(TYPES, {
      description: 'What it is; only email can be made, others are taken over.',
      mutability: 'immutable',
      required: true,
    }),
    active: flag({ description: 'Whether rules can use it.', platformDefault: true }),
    email: line({ description: 'Address that mails go to, of email.', platformDefault: '' }),
    subject: line({
      description: 'Subject of the mails, of email; it may hold placeholders.',
      platformDefault: '',
      holdsIds: true,
    }),
    url: line({
      description: 'Address that is called, of http and url.',
      native: 'target_url',
      platformDefault: '',
      holdsIds: true,
    }),
    method: line({ description: 'HTTP method, of http and url.', platformDefault: '' }),
    content_type: line({ description: 'Format of what is sent, of http.', platformDefault: '' }),
    authentication: sign,
  },
  naturalKey: ({ type, title }) => `${String(type)} ${String(title)}`,
  keyUnique: false,
  hidden: ({ authentication }) => (usernameIn(authentication) === '' ? [] : [['authentication', 'password']]),
  hazards: [
    '2026-11-25: only mail targets can be made; in the place of the others stand webhooks.',
    '2026-11-25: passwords and tokens are never shown; a change made in the Admin Center cannot be seen.',
    '2026-11-25: titles are not unique.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/targets',
    one: 'target',
    many: 'targets',
    paging: 'unpaged',
    update: 'PUT',
    send: 'changed',
  },
  computed: (native): Attributes => ({ authentication: signOf(native) }),
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    if (attributes.type !== MAIL)
      fail(
        'CANNOT_CREATE',
        `The account has no such target of type ${String(attributes.type)}, and it cannot be created`,
        {
          hint: 'Use a webhook',
        },
      );
    return yield* createWith(base, flat(encodeAttributes(kind, attributes, writable(kind, attributes, 'create'), cx)));
  },
  *update(live, target, changed, cx) {
    const native = encodeAttributes(kind, target, writable(kind, target, 'update', topLevel(changed)), cx);
    return yield* updateWith(base, live, flat(native));
  },
};

export const target: Binding = { ...base, writer };

function signOf({ username }: Native): Value {
  return typeof username === 'string' && username !== '' ? { username, password: UNKNOWN } : {};
}

function usernameIn(value: Value | undefined): string {
  return isPlainStruct(value) ? String(value.username ?? '') : '';
}

/** The platform has name and password beside the rest. */
function flat({ authentication, ...rest }: Native): Native {
  return { ...rest, ...(typeof authentication === 'object' ? authentication : {}) };
}
