/** Fields of tickets: the account's own, and the system's, which can only be changed. */

import { listOf } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { choice, flag, integer } from '../../../core/attributes/simple.ts';
import { members } from '../../../core/attributes/structures.ts';
import { line, text } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, WriteContext, Writer } from '../../../core/provider.ts';
import { type Attributes, canonicalJson, digest, isPlainStruct, type Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createWith, encodeAttributes, numericId, plainWriter, topLevel, updateWith, writable } from '../crud.ts';

/** Types that can be created; the words on the left are the spec's. */
const CUSTOM_TYPES = {
  dropdown: 'tagger',
  multiselect: 'multiselect',
  text: 'text',
  textarea: 'textarea',
  checkbox: 'checkbox',
  date: 'date',
  integer: 'integer',
  decimal: 'decimal',
  regexp: 'regexp',
  partial_credit_card: 'partialcreditcard',
  lookup: 'lookup',
} as const;

/** One of each in every account. */
const SYSTEM_TYPES = {
  subject: 'subject',
  description: 'description',
  status: 'status',
  ticket_type: 'tickettype',
  priority: 'priority',
  group: 'group',
  assignee: 'assignee',
  custom_status: 'custom_status',
} as const;

/** True for the types of which an account has exactly one, and which cannot be created. */
export function isSystemType(type: Value | undefined): boolean {
  return typeof type === 'string' && !Object.hasOwn(CUSTOM_TYPES, type);
}

const options = members(
  {
    name: line({ description: 'Name that people see; `A::B` nests.', required: true }),
    default: flag({ description: 'Chosen when nothing else is.', platformDefault: false }),
  },
  {
    description: 'Choices of a dropdown or multi-select field: tag → name. The tag stays when the name changes.',
    native: 'custom_field_options',
    shorthand: 'name',
    keyNative: 'value',
    keyDescription: 'the tag that tickets get',
    keyProblem: (tag) => (tag.trim() === '' ? 'cannot be a tag' : undefined),
    ordered: true,
    memberLoss: 'its value on all tickets, and in macros and rules',
  },
);

const kind: Kind = {
  name: 'ticket_field',
  provider: 'zendesk',
  section: ['ticket_fields'],
  title: 'ticket field',
  plural: 'ticket fields',
  description: 'A field of tickets. System fields (type: subject, priority, …) are adopted, never created or deleted.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'title',
  attributes: {
    type: choice(
      { ...CUSTOM_TYPES, ...SYSTEM_TYPES },
      { description: 'What it holds, or which system field it is.', mutability: 'immutable', required: true },
    ),
    title: line({ description: 'Name that agents see; of system fields it cannot be changed.' }),
    description: text({ description: 'Text that customers see.', platformDefault: '' }),
    agent_description: text({ description: 'Text that agents see.', platformDefault: '' }),
    title_in_portal: line({ description: 'Name that customers see.' }),
    active: flag({ description: 'Whether it is in use.', platformDefault: true }),
    required: flag({ description: 'Needed to solve a ticket.', platformDefault: false }),
    visible_in_portal: flag({ description: 'Customers see it.', platformDefault: false }),
    editable_in_portal: flag({ description: 'Customers fill it in; needs visible_in_portal.', platformDefault: false }),
    required_in_portal: flag({ description: 'Customers must fill it in.', platformDefault: false }),
    collapsed_for_agents: flag({ description: 'Hidden among rarely used fields.', platformDefault: false }),
    pattern: line({
      description: 'Ruby regular expression that values must match; type regexp only.',
      native: 'regexp_for_validation',
      platformDefault: '',
    }),
    tag: line({ description: 'Tag that a ticked checkbox adds; type checkbox only.', platformDefault: '' }),
    target: line({
      description: 'What a lookup field points at: zen:user, zen:organization, zen:ticket or zen:custom_object:KEY.',
      native: 'relationship_target_type',
      mutability: 'immutable',
    }),
    sub_type: integer({
      description: 'Of priority: 1 offers only normal and high. Of status: 1 adds on-hold.',
      native: 'sub_type_id',
      min: 0,
      max: 1,
    }),
    options,
  },
  naturalKey: ({ type, title }) => canonicalJson(isSystemType(type) ? [type] : [type, title]),
  keyUnique: false,
  order: { title: 'ticket fields' },
  claims: tagsOf,
  park: (attributes, claims) => parked(attributes, new Set(claims)),
  deletionLoses: () => 'its values on all tickets',
  hazards: [
    '2026-11-21: an update replaces the whole list of options; an option that is left out is wiped from tickets, macros and rules.',
    '2026-11-21: a tag is unique among the options and checkbox tags of all ticket fields.',
    '2026-11-21: the type can never be changed.',
    '2026-11-21: a field used in the conditions of a form can be neither deleted nor deactivated.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/ticket_fields',
    one: 'ticket_field',
    many: 'ticket_fields',
    // The unpaged list holds every field; pages come in another order.
    paging: 'unpaged',
    update: 'PUT',
    send: 'changed',
  },
  computed: raw,
  facts: (native) => ({
    ...(typeof native.position === 'number' ? { position: native.position } : {}),
    ...(native.removable === false || isSystemType(nativeType(native)) ? { system: true } : {}),
    ...(typeof native.creator_app_name === 'string' ? { locked: `owned by the app ${native.creator_app_name}` } : {}),
    ...(typeof native.key === 'string' && native.key !== '' ? { aliases: [native.key] } : {}),
    parts: Object.fromEntries(
      liveOptions(native).map((option) => [`option:${String(option.value)}`, String(option.id)]),
    ),
  }),
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    if (isSystemType(attributes.type)) {
      fail('CANNOT_CREATE', `The account has no system field of type ${attributes.type}, and it cannot be created`);
    }
    const native = encodeAttributes(kind, attributes, writable(kind, attributes, 'create'), cx);
    return yield* createWith(base, native);
  },
  *update(live, target, changed, cx) {
    const names = topLevel(changed).filter((name) => name !== 'title' || !live.system);
    const native = encodeAttributes(kind, target, writable(kind, target, 'update', names), cx);
    return yield* updateWith(base, live, withOptionIds(native, live));
  },
  *reorder(ids: readonly string[], _within: string | undefined, _cx: WriteContext) {
    const body = { ticket_field_ids: ids.map(numericId) };
    yield { method: 'PUT', path: '/api/v2/ticket_fields/reorder', body };
  },
};

export const ticketField: Binding = { ...base, writer };

/** `raw_…` holds placeholders of dynamic content; the plain one is in the language of whoever asks. */
function raw(native: Native): Attributes {
  const attributes: Record<string, Value> = {};
  if (typeof native.raw_title === 'string') attributes.title = native.raw_title.trim();
  if (typeof native.raw_description === 'string') attributes.description = native.raw_description.trimEnd();
  if (typeof native.raw_title_in_portal === 'string') attributes.title_in_portal = native.raw_title_in_portal.trim();
  // Numbers and dates carry a pattern of the platform's own.
  if (native.type !== 'regexp') attributes.pattern = '';
  attributes.options = options.decode(
    liveOptions(native).map((option) => ({ ...option, name: option.raw_name ?? option.name })),
  );
  return attributes;
}

function nativeType(native: Native): string {
  const found = Object.entries(CUSTOM_TYPES).find(([, type]) => type === native.type);
  return found?.[0] ?? String(native.type);
}

function liveOptions(native: Native): readonly Native[] {
  return Array.isArray(native.custom_field_options) ? native.custom_field_options.filter(isRecord) : [];
}

/** Options keep their ids and what we do not manage of them; one without an id is new. */
function withOptionIds(native: Native, live: LiveObject): Native {
  const wanted = native.custom_field_options;
  if (!Array.isArray(wanted)) return native;
  const known = new Map(liveOptions(live.native).map((option) => [String(option.value), option]));
  // The placeholder of a swap of tags goes as soon as there is an option again.
  const staying = wanted.filter(isRecord).filter((option) => wanted.length === 1 || !isPlaceholder(option.value));
  const merged = staying.map((option) => {
    const before = known.get(String(option.value));
    if (before === undefined) return option;
    const { id, allow_solving } = before;
    return { id, ...option, ...(allow_solving === undefined ? {} : { allow_solving }) };
  });
  return { ...native, custom_field_options: merged };
}

function tagsOf({ type, options: list, tag }: Attributes): readonly string[] {
  const keys = listOf(list).flatMap((option) => (isPlainStruct(option) ? [String(option.key)] : []));
  return type === 'checkbox' && typeof tag === 'string' && tag !== '' ? [...keys, tag] : keys;
}

const PLACEHOLDER = 'supportctl_moving_';

function isPlaceholder(tag: unknown): boolean {
  return typeof tag === 'string' && tag.startsWith(PLACEHOLDER);
}

/** A field without the tags that another one waits for; a list of options cannot be empty. */
function parked(attributes: Attributes, claims: ReadonlySet<string>): Attributes {
  const kept = listOf(attributes.options).filter((option) => isPlainStruct(option) && !claims.has(String(option.key)));
  const place = {
    key:
      PLACEHOLDER +
      digest(attributes.title ?? '')
        .toLowerCase()
        .replace(/[^a-z0-9]/g, ''),
    name: 'Moving',
  };
  const tag = typeof attributes.tag === 'string' && claims.has(attributes.tag) ? '' : attributes.tag;
  const hadOptions = listOf(attributes.options).length > 0;
  return {
    ...attributes,
    ...(hadOptions ? { options: kept.length > 0 ? kept : [place] } : {}),
    ...(tag === undefined ? {} : { tag }),
  };
}
