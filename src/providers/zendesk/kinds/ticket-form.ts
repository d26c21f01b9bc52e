/** Ticket forms: which fields a ticket shows, in which order, and under which conditions. */
import type { Attribute } from '../../../core/attribute.ts';
import { documented } from '../../../core/attributes/documented.ts';
import { memberReferences, targetsOf } from '../../../core/attributes/member-references.ts';
import { references } from '../../../core/attributes/references.ts';
import { isRecord, isTextNode } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import type { Attributes, Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createWith, encodeAttributes, numericId, plainWriter, topLevel, updateWith, writable } from '../crud.ts';
import { entriesOf, formConditions } from '../form-conditions.ts';
import { pathOf, propertyNamed } from '../id-places.ts';

const ALL = 'all';

const some = references('brand', {
  description: 'Brands whose customers and agents may use it: a list, or `all`.',
  ids: 'number',
  platformDefault: ALL,
});
const brands: Attribute = {
  ...some,
  schema: documented(some.description, {
    anyOf: [{ const: ALL }, { type: 'array', items: { type: ['string', 'integer'] }, minItems: 1 }],
  }),
  parse: (node, cx) => (isTextNode(node) && node.value === ALL ? ALL : some.parse(node, cx)),
  format: (value, cx) => (value === ALL ? ALL : some.format(value, cx)),
  decode: (native) => (native === ALL ? ALL : some.decode(native)),
  encode: (value, cx) => (value === ALL ? ALL : some.encode(value, cx)),
};

const kind: Kind = {
  name: 'ticket_form',
  provider: 'zendesk',
  section: ['ticket_forms'],
  title: 'ticket form',
  plural: 'ticket forms',
  description: 'The fields of one kind of ticket, in order. The default form is adopted under its name.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that agents see.', required: true }),
    display_name: line({ description: 'Name that customers see; that of agents if left out.' }),
    active: flag({ description: 'Whether it is in use.', platformDefault: true }),
    visible_to_customers: flag({
      description: 'Whether customers can choose it.',
      native: 'end_user_visible',
      platformDefault: false,
    }),
    brands,
    fields: {
      ...memberReferences('ticket_field', {
        description:
          'Its fields, in order; system fields by `live("Subject")`. Fields that the platform adds by itself, and those of others, stay.',
        native: 'ticket_field_ids',
        property: 'field',
        ids: 'number',
      }),
      dropsOut: true,
    },
    agent_conditions: formConditions({
      description:
        'What agents see: [{when: {FIELD: VALUE}, show: [FIELD, {field: FIELD, required: [pending, solved]}]}]. Fields that a condition shows are hidden otherwise.',
      statuses: true,
      platformDefault: [],
    }),
    customer_conditions: formConditions({
      description: 'What customers see: [{when: {FIELD: VALUE}, show: [FIELD, {field: FIELD, required: true}]}].',
      statuses: false,
      native: 'end_user_conditions',
      platformDefault: [],
    }),
    default: {
      ...flag({
        description: 'Whether tickets that come in without a form get it. Only a person changes which one does.',
        mutability: 'read_only',
      }),
      where: 'Admin Center > Objects and rules > Tickets > Forms',
    },
  },
  naturalKey: (attributes) => String(attributes.name),
  keyUnique: false,
  order: { title: 'ticket forms' },
  neighbours: () => ['ticket_field'],
  deletionLoses: () => 'its conditions, and the form of its tickets',
  idAfter: [propertyNamed('ticket_form_id'), pathOf('ticket_forms', 'ticket-forms')],
  hazards: [
    '2026-11-24: system fields that cannot be removed are added to every form.',
    '2026-11-24: fields that customers cannot see, and fields that do not exist, are dropped from a form without a word.',
    '2026-11-24: a field and a condition that uses it cannot leave the form in one request.',
    '2026-11-24: a deleted form cannot be brought back through the API.',
    '2026-11-24: which form is the default is never changed; the default form can be neither deleted nor deactivated.',
    '2026-11-24: where custom statuses are activated, a condition is required on them, not on their categories: `live("Name")`.',
  ],
};

const base: Binding = {
  kind,
  // https://support.zendesk.com/hc/en-us/articles/5411234991258: from Suite Growth and Support Enterprise on.
  feature: 'ticket_forms',
  endpoint: {
    path: '/api/v2/ticket_forms',
    one: 'ticket_form',
    many: 'ticket_forms',
    paging: 'cursor',
    update: 'PUT',
    send: 'changed',
  },
  computed,
  facts: (native) => ({
    ...(typeof native.position === 'number' ? { position: native.position } : {}),
    ...(native.default === true ? { isDefault: true } : {}),
    ...(typeof native.deleted_at === 'string' ? { gone: true } : {}),
    aliases: [native.name, native.raw_display_name].filter((alias): alias is string => typeof alias === 'string'),
  }),
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    return yield* createWith(base, nativeOf(attributes, writable(kind, attributes, 'create'), cx));
  },
  *update(live, target, changed, cx) {
    const native = nativeOf(target, writable(kind, target, 'update', topLevel(changed)), cx);
    const held = yield* dropConditions(live, native);
    return (yield* updateWith(base, live, native)) ?? held;
  },
  *reorder(ids) {
    yield { method: 'PUT', path: `${base.endpoint.path}/reorder`, body: { ticket_form_ids: ids.map(numericId) } };
  },
};

export const ticketForm: Binding = { ...base, writer };

/** `raw_…` holds placeholders of dynamic content; the plain one is in the language of whoever asks. */
function computed(native: Native): Attributes {
  const attributes: Record<string, Value> = {
    brands: native.in_all_brands === false ? some.decode(native.restricted_brand_ids) : ALL,
  };
  if (typeof native.raw_name === 'string') attributes.name = native.raw_name.trim();
  if (typeof native.raw_display_name === 'string') attributes.display_name = native.raw_display_name.trim();
  return attributes;
}

function nativeOf(attributes: Attributes, names: readonly string[], cx: WriteContext): Native {
  const { brands: chosen, ...native } = encodeAttributes(kind, attributes, names, cx);
  const where =
    chosen === undefined
      ? {}
      : chosen === ALL
        ? { in_all_brands: true }
        : { in_all_brands: false, restricted_brand_ids: chosen };
  const typed = Object.fromEntries(
    Object.entries(native).map(([name, value]) => [
      name,
      name.endsWith('_conditions') ? withBooleans(value, cx) : value,
    ]),
  );
  return { ...typed, ...where };
}

/** The value of a checkbox is sent as true or false, that of any other field as its text. */
function withBooleans(conditions: unknown, cx: WriteContext): unknown {
  const checkboxes = new Set(
    cx.live('ticket_field').flatMap((field) => (field.native.type === 'checkbox' ? [field.id] : [])),
  );
  return (Array.isArray(conditions) ? conditions.filter(isRecord) : []).map((condition) =>
    checkboxes.has(String(condition.parent_field_id)) ? { ...condition, value: condition.value === 'true' } : condition,
  );
}

/** A field leaves the conditions first, and the form in the request after that: in one request the platform refuses both. */
function* dropConditions(live: LiveObject, native: Native): Steps<LiveObject | undefined> {
  const { ticket_field_ids: staying, ...rest } = native;
  const conditions = Object.fromEntries(Object.entries(rest).filter(([name]) => name.endsWith('_conditions')));
  if (!Array.isArray(staying) || Object.keys(conditions).length === 0) return undefined;
  const kept = new Set(staying.map(String));
  const used = usedIn(live.attributes);
  const leaving = idsOf(live.attributes).filter((id) => !kept.has(id) && used.has(id));
  if (leaving.length === 0) return undefined;
  return yield* updateWith(base, live, { ticket_field_ids: [...staying, ...leaving.map(numericId)], ...conditions });
}

function usedIn({ agent_conditions, customer_conditions }: Attributes): ReadonlySet<string> {
  const entries = [...entriesOf(agent_conditions), ...entriesOf(customer_conditions)];
  return new Set(entries.flatMap(({ when, show }) => [when, show].flatMap(idOf)));
}

function idsOf({ fields }: Attributes): readonly string[] {
  return targetsOf(fields, 'field').flatMap(idOf);
}

function idOf(value: Value | undefined): readonly string[] {
  return isRecord(value) && typeof value.$id === 'string' ? [value.$id] : [];
}
