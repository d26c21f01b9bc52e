/** Fields of tickets: the account's own, and the system's, which can only be changed. */

import { choice, flag, integer } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { WriteContext, Writer } from '../../../core/provider.ts';
import { type Attributes, canonicalJson, type Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createWith, encodeAttributes, numericId, plainWriter, topLevel, updateWith, writable } from '../crud.ts';
import { optionParts, optionsOf, parked, rawOptions, tagsOf, withOptionIds } from '../field-options.ts';
import { pathOf } from '../id-places.ts';
import { lookupFilter, lookupTarget } from '../lookup-relation.ts';

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

const options = optionsOf(
  'Choices of a dropdown or multi-select field: tag → name. The tag stays when the name changes.',
  'its value on all tickets, and in macros and rules',
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
    target: lookupTarget,
    filter: lookupFilter,
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
  park: parked,
  // Conditions of forms keep a field from being switched off.
  neighbours: ({ active }) => (active === false ? ['ticket_form'] : []),
  deletionLoses: () => 'its values on all tickets',
  idAfter: [
    /ticket_field_(?:option_title_)?$/,
    /custom_fields?_$/,
    /[?&;]tf_$/,
    /\{\s*\\?"id\\?"\s*:\s*(?:\\?")?$/,
    pathOf('ticket_fields', 'ticket-fields'),
  ],
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
    aliases: aliasesOf(native),
    parts: optionParts(native),
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
  attributes.options = options.decode(rawOptions(native));
  return attributes;
}

/** System fields can be named by their type too: their titles are in the account's language. */
function aliasesOf(native: Native): readonly string[] {
  const type = nativeType(native);
  const names = [native.key, ...(isSystemType(type) ? [native.type, typeWord(type)] : [])];
  return names.filter((name): name is string => typeof name === 'string' && name !== '');
}

function typeWord(native: string): string | undefined {
  return Object.entries(SYSTEM_TYPES).find(([, type]) => type === native)?.[0];
}

function nativeType(native: Native): string {
  const found = Object.entries(CUSTOM_TYPES).find(([, type]) => type === native.type);
  return found?.[0] ?? String(native.type);
}
