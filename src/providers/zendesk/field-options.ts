/** Options of fields, of tickets as of organizations and users: tags with ids, which one list replaces all at once. */
import type { Attribute } from '../../core/attribute.ts';
import { listOf } from '../../core/attributes/references.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import { flag } from '../../core/attributes/simple.ts';
import { members } from '../../core/attributes/structures.ts';
import { line } from '../../core/attributes/text.ts';
import type { LiveObject } from '../../core/provider.ts';
import { type Attributes, digest, isPlainStruct } from '../../core/value.ts';
import type { Native } from './binding.ts';

const name = line({ description: 'Name that people see; `A::B` nests.', required: true });
const chosen = flag({ description: 'Chosen when nothing else is.', platformDefault: false });

/** The attribute `options`: tag → name. Where `withDefault` is not given, no option can be chosen beforehand. */
export function optionsOf(
  description: string,
  memberLoss: string,
  { withDefault = true }: { readonly withDefault?: boolean } = {},
): Attribute {
  return members(withDefault ? { name, default: chosen } : { name }, {
    description,
    native: 'custom_field_options',
    shorthand: 'name',
    keyNative: 'value',
    keyDescription: 'the tag that goes with it',
    keyProblem: (tag) => (tag.trim() === '' ? 'cannot be a tag' : undefined),
    ordered: true,
    memberLoss,
  });
}

function liveOptions(native: Native): readonly Native[] {
  return Array.isArray(native.custom_field_options) ? native.custom_field_options.filter(isRecord) : [];
}

/** The options with the names that hold placeholders of dynamic content, not those in the language of whoever asks. */
export function rawOptions(native: Native): readonly Native[] {
  return liveOptions(native).map((option) => ({ ...option, name: option.raw_name ?? option.name }));
}

/** Ids of options, for references to them. */
export function optionParts(native: Native): Readonly<Record<string, string>> {
  return Object.fromEntries(liveOptions(native).map((option) => [`option:${String(option.value)}`, String(option.id)]));
}

/** Options keep their ids and what we do not manage of them; one without an id is new. */
export function withOptionIds(native: Native, live: LiveObject): Native {
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

/** The tags that a field holds: those of its options, or that of a checkbox. */
export function tagsOf({ type, options: list, tag }: Attributes): readonly string[] {
  const keys = listOf(list).flatMap((option) => (isPlainStruct(option) ? [String(option.key)] : []));
  return type === 'checkbox' && typeof tag === 'string' && tag !== '' ? [...keys, tag] : keys;
}

const PLACEHOLDER = 'supportctl_moving_';

function isPlaceholder(tag: unknown): boolean {
  return typeof tag === 'string' && tag.startsWith(PLACEHOLDER);
}

/** A field without the tags that another one waits for; a list of options cannot be empty. */
export function parked(attributes: Attributes, claims: readonly string[]): Attributes {
  const wanted = new Set(claims);
  const kept = listOf(attributes.options).filter((option) => isPlainStruct(option) && !wanted.has(String(option.key)));
  const unique = digest(attributes.title ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  const tag = typeof attributes.tag === 'string' && wanted.has(attributes.tag) ? '' : attributes.tag;
  const hadOptions = listOf(attributes.options).length > 0;
  return {
    ...attributes,
    ...(hadOptions ? { options: kept.length > 0 ? kept : [{ key: PLACEHOLDER + unique, name: 'Moving' }] } : {}),
    ...(tag === undefined ? {} : { tag }),
  };
}
