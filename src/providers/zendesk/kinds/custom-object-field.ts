/** Fields of custom objects: an object's own, and the two that each has, which can only be changed. */
import type { Attribute } from '../../../core/attribute.ts';
import { reference } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag, integer } from '../../../core/attributes/simple.ts';
import { struct } from '../../../core/attributes/structures.ts';
import { line } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import { type Attributes, canonicalJson, isPlainStruct, type Value } from '../../../core/value.ts';
import { type Binding, inside, liveObject, type Native } from '../binding.ts';
import { createWith, encodeAttributes, numericId, topLevel, updateWith, writable } from '../crud.ts';
import { optionParts, optionsOf, parked, rawOptions, tagsOf, withOptionIds } from '../field-options.ts';
import { ownFieldAttributes } from '../own-field.ts';

const OBJECT = 'custom_object';
const TYPES = {
  text: 'text',
  textarea: 'textarea',
  dropdown: 'dropdown',
  multiselect: 'multiselect',
  checkbox: 'checkbox',
  date: 'date',
  integer: 'integer',
  decimal: 'decimal',
  regexp: 'regexp',
  lookup: 'lookup',
} as const;

/** The fields that each object has. https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_fields/ */
export const STANDARD = ['standard::name', 'standard::external_id'] as const;

export function isStandard(key: Value | undefined): boolean {
  return typeof key === 'string' && key.startsWith('standard::');
}

const options = optionsOf(
  'Choices of a dropdown or multi-select field: tag → name.',
  'its value on all records, and in rules',
  { withDefault: false },
);

const numbered = struct(
  {
    is_unique: flag({ description: 'Whether no two records may have the same value.' }),
    autoincrement_enabled: flag({ description: 'Whether records are named by a number, of standard::name.' }),
    autoincrement_prefix: line({ description: 'What stands before the number.', max: 30 }),
    autoincrement_padding: integer({ description: 'Digits of the number.', min: 0, max: 9 }),
  },
  { description: 'Uniqueness and numbering.' },
);

const properties: Attribute = {
  ...numbered,
  worthSaying: (value) =>
    isPlainStruct(value) ? Object.fromEntries(Object.entries(value).filter(([, held]) => Boolean(held))) : value,
};

const kind: Kind = {
  name: 'custom_object_field',
  provider: 'zendesk',
  section: ['custom_object_fields', '*'],
  scope: 'object',
  title: 'custom object field',
  plural: 'custom object fields',
  description: `A field of a custom object. Those that each object has (key: ${STANDARD.join(' or ')}) are adopted, never created or deleted.`,
  source: 'https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_fields/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'title',
  attributes: {
    object: reference(OBJECT, {
      description: 'The object that it belongs to.',
      mutability: 'immutable',
      ids: 'string',
      required: true,
    }),
    key: {
      ...line({
        description: "The platform's name of the field; the key of the block if left out.",
        mutability: 'immutable',
        pattern: /^(standard::)?(?=.*[A-Za-z_])[A-Za-z0-9_]+$/,
        patternSays: 'of letters, digits and `_`, and not of digits alone',
      }),
      fromKey: true,
    },
    ...ownFieldAttributes(TYPES, 'Tag of a ticked checkbox; type checkbox only.'),
    properties,
    options,
  },
  naturalKey: ({ object, key }) => canonicalJson([object ?? null, String(key).toLowerCase()]),
  keyUnique: true,
  order: { within: 'object', title: 'custom object fields' },
  claims: (attributes) => tagsOf(attributes).map((tag) => `${canonicalJson(attributes.object ?? null)} ${tag}`),
  park: parked,
  deletionLoses: () => 'its values on all records',
  hazards: [
    '2026-11-25: neither the key nor the type can ever be changed.',
    '2026-11-25: an update replaces the whole list of options; an option that is left out is wiped from records.',
    '2026-11-25: standard::name and standard::external_id are always there; a name is either unique or a number, not both.',
    '2026-11-25: rules of the object name a field by the keys of both.',
  ],
};

const base: Binding = {
  kind,
  below: { kind: OBJECT, property: 'object', path: (owner) => `/api/v2/custom_objects/${owner}/fields` },
  endpoint: {
    path: '/api/v2/custom_objects',
    one: 'custom_object_field',
    many: 'custom_object_fields',
    paging: 'cursor',
    query: { include_standard_fields: 'true' },
    update: 'PATCH',
    send: 'changed',
    // As rules name it, after `custom_object.`: keys never change.
    idOf: ({ object, key }) => `${String(object)}.custom_fields.${String(key)}`,
  },
  computed,
  facts: (native) => ({
    ...(typeof native.position === 'number' ? { position: native.position } : {}),
    ...(native.system === true || isStandard(String(native.key)) ? { system: true } : {}),
    ...(typeof native.key === 'string' ? { aliases: [native.key] } : {}),
    parts: optionParts(native),
  }),
};

const writer: Writer = {
  *create(attributes, cx) {
    const bound = inside(base, cx.id(attributes.object ?? null));
    if (isStandard(attributes.key)) return yield* takeOver(bound, attributes, cx);
    return yield* createWith(bound, encodeAttributes(kind, attributes, writable(kind, attributes, 'create'), cx));
  },
  *update(live, target, changed, cx) {
    const native = encodeAttributes(kind, target, writable(kind, target, 'update', topLevel(changed)), cx);
    return yield* updateWith(inside(base, ownerOf(live)), plainly(live), withOptionIds(merged(native, live), live));
  },
  *remove(live) {
    yield { method: 'DELETE', path: `${inside(base, ownerOf(live)).endpoint.path}/${plainly(live).id}` };
  },
  *reorder(ids, within = '', cx) {
    // Standard fields stand first, whatever is said, and may not be among those that are put in order.
    const movable = cx.live(kind.name).filter(({ attributes }) => !isStandard(attributes.key));
    const nativeIds = new Map(movable.map((field) => [field.id, numericId(plainly(field).id)]));
    const body = { custom_object_field_ids: ids.flatMap((id) => nativeIds.get(id) ?? []) };
    yield { method: 'PUT', path: `${inside(base, within).endpoint.path}/reorder`, body };
  },
};

export const customObjectField: Binding = { ...base, writer };

/** The standard fields came with their object, which this run made perhaps: they are found, and changed. */
function* takeOver(bound: Binding, attributes: Attributes, cx: WriteContext): Steps<{ id: string; live?: LiveObject }> {
  const { path, many, query = {} } = bound.endpoint;
  const { body } = yield {
    method: 'GET',
    path,
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
  };
  const listed = isRecord(body) && Array.isArray(body[many]) ? body[many].filter(isRecord) : [];
  const found = listed.find(({ key }) => key === attributes.key);
  if (found === undefined)
    return fail('CANNOT_CREATE', `The object has no field ${String(attributes.key)}, and it cannot be created`);
  const live = liveObject(bound, found);
  const wanted = writable(kind, attributes, 'update');
  const native = encodeAttributes(kind, attributes, wanted, cx);
  const updated = yield* updateWith(bound, plainly(live), merged(native, live));
  return { id: live.id, live: updated ?? live };
}

/** `raw_…` holds placeholders of dynamic content; the plain one is in the language of whoever asks. */
function computed(native: Native): Attributes {
  const attributes: Record<string, Value> = {
    object: { $id: String(native.object), kind: OBJECT },
    options: options.decode(rawOptions(native)),
  };
  if (typeof native.raw_title === 'string') attributes.title = native.raw_title.trim();
  if (typeof native.raw_description === 'string') attributes.description = native.raw_description.trimEnd();
  if (native.type !== 'regexp') attributes.pattern = '';
  return attributes;
}

function ownerOf({ attributes: { object } }: LiveObject): string {
  return isRecord(object) ? String(object.$id) : '';
}

/** The field as the paths of its object name it. */
function plainly(live: LiveObject): LiveObject {
  return { ...live, id: String(live.native.id) };
}

/** Properties go out whole but for the next number, which moves by itself. */
function merged(native: Native, live: LiveObject): Native {
  if (!isRecord(native.properties) || !isRecord(live.native.properties)) return native;
  const { autoincrement_next_sequence: _next, ...held } = live.native.properties;
  return { ...native, properties: { ...held, ...native.properties } };
}
