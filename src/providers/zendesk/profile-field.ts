/** Fields of organizations and of users: the same but for their paths. Rules name them by key, tickets by id. */
import { line } from '../../core/attributes/text.ts';
import type { Kind } from '../../core/kind.ts';
import type { Writer } from '../../core/provider.ts';
import type { Attributes, Value } from '../../core/value.ts';
import type { Binding, Native } from './binding.ts';
import { encodeAttributes, numericId, plainWriter, topLevel, updateWith, writable } from './crud.ts';
import { optionParts, optionsOf, parked, rawOptions, tagsOf, withOptionIds } from './field-options.ts';
import { ownFieldAttributes } from './own-field.ts';

const TYPES = {
  dropdown: 'dropdown',
  multiselect: 'multiselect',
  text: 'text',
  textarea: 'textarea',
  checkbox: 'checkbox',
  date: 'date',
  integer: 'integer',
  decimal: 'decimal',
  regexp: 'regexp',
  lookup: 'lookup',
} as const;

export interface Owner {
  /** `organization_field`; the section, the path and the wrapper follow from it. */
  readonly name: 'organization_field' | 'user_field';
  readonly title: string;
  readonly of: string;
  readonly source: string;
}

/** The kind of an owner's fields with its endpoints. https://developer.zendesk.com/api-reference/ticketing/organizations/organization_fields/ */
export function profileField({ name, title, of, source }: Owner): Binding {
  const section = `${name}s`;
  const options = optionsOf(
    `Choices of a dropdown or multi-select field: tag → name. The tag goes to the ${of} and to its tickets.`,
    `its value on all ${of}s, and in rules`,
    { withDefault: false },
  );
  const kind: Kind = {
    name,
    provider: 'zendesk',
    section: [section],
    title,
    plural: `${title}s`,
    description: `A field of ${of}s.`,
    source,
    capability: { create: true, read: true, update: true, delete: 'hard' },
    codec: 1,
    label: 'title',
    attributes: {
      key: {
        ...line({
          description: "The platform's name of the field, in rules and placeholders; the key of the block if left out.",
          mutability: 'immutable',
          pattern: /^(?=.*[A-Za-z_])[A-Za-z0-9_]+$/,
          patternSays: 'of letters, digits and `_`, and not of digits alone',
        }),
        fromKey: true,
      },
      ...ownFieldAttributes(TYPES, 'Tag that a ticked checkbox adds; type checkbox only.'),
      options,
    },
    naturalKey: ({ key }) => String(key).toLowerCase(),
    keyUnique: true,
    order: { title: `${title}s` },
    claims: tagsOf,
    park: parked,
    deletionLoses: () => `its values on all ${of}s`,
    hazards: [
      '2026-11-24: neither the key nor the type can ever be changed.',
      '2026-11-24: an update replaces the whole list of options; an option that is left out is wiped from profiles.',
      `2026-11-24: rules name ${title}s by key, in small letters, and their options by id.`,
    ],
  };

  const base: Binding = {
    kind,
    // support.zendesk.com/hc/en-us/articles/5411234991258: from Growth on.
    feature: 'user_org_fields',
    endpoint: {
      path: `/api/v2/${section}`,
      one: name,
      many: section,
      paging: 'cursor',
      update: 'PUT',
      send: 'changed',
    },
    computed: (native) => computed(native, options),
    facts: (native) => ({
      ...(typeof native.position === 'number' ? { position: native.position } : {}),
      ...(native.system === true ? { system: true } : {}),
      aliases: aliasesOf(native),
      parts: optionParts(native),
    }),
  };

  const writer: Writer = {
    ...plainWriter(base),
    *update(live, target, changed, cx) {
      const native = encodeAttributes(kind, target, writable(kind, target, 'update', topLevel(changed)), cx);
      return yield* updateWith(base, live, withOptionIds(native, live));
    },
    *reorder(ids) {
      yield { method: 'PUT', path: `/api/v2/${section}/reorder`, body: { [`${name}_ids`]: ids.map(numericId) } };
    },
  };

  return { ...base, writer };
}

/** `raw_…` holds placeholders of dynamic content; the plain one is in the language of whoever asks. */
function computed(native: Native, options: Kind['attributes'][string]): Attributes {
  const attributes: Record<string, Value> = { options: options.decode(rawOptions(native)) };
  if (typeof native.raw_title === 'string') attributes.title = native.raw_title.trim();
  if (typeof native.raw_description === 'string') attributes.description = native.raw_description.trimEnd();
  // Numbers and dates carry a pattern of the platform's own.
  if (native.type !== 'regexp') attributes.pattern = '';
  return attributes;
}

/** Rules write keys in small letters, whatever the field has: `live("…")` takes both. */
function aliasesOf({ key, title }: Native): readonly string[] {
  const names = typeof key === 'string' ? [key, key.toLowerCase(), title] : [title];
  return [...new Set(names)].filter((alias): alias is string => typeof alias === 'string' && alias !== '');
}
