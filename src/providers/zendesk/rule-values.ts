/**
 * Rules name fields of organizations and users by key, some options by id, and want lists for multi-select fields: we refer
 * to fields, and speak tags and single values.
 */
import { isRecord } from '../../core/attributes/scalars.ts';
import { fail } from '../../core/diagnostic.ts';
import type { LiveObject, WriteContext } from '../../core/provider.ts';
import type { Value } from '../../core/value.ts';
import type { Native, Translation } from './binding.ts';

/** `organization.custom_fields.KEY`, lower-cased; while a rule is decoded or encoded, the field's id stands for the key. */
const PROFILE = /^(organization|requester)\.custom_fields\.(.+)$/;
const CUSTOM = /^custom_fields_(\d+)$/;
/** Only in filters of SLA policies, which want ids of options where rules want tags. */
const FILTERED = /^ticket_fields_(\d+)$/;
const KIND_OF: Readonly<Record<string, string>> = { organization: 'organization_field', requester: 'user_field' };

/** A field of a custom object, named by both keys, which are its id. */
const OF_OBJECT = /^custom_object\.(.+)$/;
const OBJECT_FIELD = 'custom_object_field';

type Live = (kind: string) => readonly LiveObject[];

interface Option {
  readonly id: string;
  readonly tag: string;
}

/** Keys of fields read as ids and ids of options as tags, in all conditions, filters and actions. */
export const readOptions: Translation = {
  needs(natives) {
    const kinds = new Set<string>();
    for (const native of natives) {
      for (const item of itemsOf(native)) {
        const kind = KIND_OF[profileOf(item).owner];
        if (kind !== undefined) kinds.add(kind);
        if (OF_OBJECT.test(fieldOf(item))) kinds.add(OBJECT_FIELD);
        // Ids of options are long numbers; anything else is the value itself.
        if (FILTERED.test(fieldOf(item)) && valuesOf(item).some((value) => /^\d{6,}$/.test(value)))
          kinds.add('ticket_field');
      }
    }
    return [...kinds];
  },
  read: (native, live) =>
    mapItems(native, (item) => {
      const field = fieldIn(item, live);
      const options = optionsOf(field);
      const named = profileOf(item).key === '' || field === undefined ? item : withProfile(item, field.id);
      if (options === undefined) return named;
      const tagOf = new Map(options.map((option) => [option.id, option.tag]));
      return { ...named, value: mapValues(item.value, (value) => tagOf.get(value) ?? value) };
    }),
};

/** The kinds that must be read to write rules with these canonical conditions and actions. */
export function neededBy(value: Value | undefined): readonly string[] {
  const text = JSON.stringify(value ?? null);
  return [...Object.values(KIND_OF), OBJECT_FIELD].filter((kind) => text.includes(`"${kind}`));
}

/** Conditions on business hours are refused by an account that has no schedule. */
export function needsHours(conditions: Value | undefined): boolean {
  return /"(in_business_hours|on_holiday|schedule|within_schedule|[a-z_]*business_hours)"/.test(
    JSON.stringify(conditions ?? null),
  );
}

/** The way back, for what is about to be sent. Throws where a field or its option does not exist. */
export function writeOptions(native: Native, cx: WriteContext): Native {
  const live: Live = (kind) => cx.live(kind);
  return mapItems(native, (item, list) => {
    const field = fieldIn(item, live);
    const { key } = profileOf(item);
    // Only a key may stay without a field: a rule may keep what is gone.
    if (/^\d+$/.test(key) && field === undefined)
      return fail('UNKNOWN_FIELD', `The account has no field ${fieldOf(item)}`);
    const named = key === '' || field === undefined ? item : withProfile(item, String(field.native.key).toLowerCase());
    const options = optionsOf(field);
    if (options !== undefined)
      return { ...named, value: mapValues(item.value, (value) => optionId(value, options, named)) };
    return list === 'actions' && isMultiselect(item, live) ? { ...named, value: asList(item.value) } : named;
  });
}

/** The field of organizations, users or (in filters) tickets that `item` is about; others need no translation. */
function fieldIn(item: Native, live: Live): LiveObject | undefined {
  const { owner, key } = profileOf(item);
  const kind = KIND_OF[owner];
  if (kind !== undefined)
    return live(kind).find((field) => field.id === key || String(field.native.key).toLowerCase() === key.toLowerCase());
  const [, keys] = OF_OBJECT.exec(fieldOf(item)) ?? [];
  if (keys !== undefined) return live(OBJECT_FIELD).find((field) => field.id === keys);
  const [, id] = FILTERED.exec(fieldOf(item)) ?? [];
  return id === undefined ? undefined : live('ticket_field').find((field) => field.id === id);
}

function profileOf(item: Native): { owner: string; key: string } {
  const [, owner = '', key = ''] = PROFILE.exec(fieldOf(item)) ?? [];
  return { owner, key };
}

function withProfile(item: Native, name: string): Native {
  return { ...item, field: `${profileOf(item).owner}.custom_fields.${name}` };
}

function optionId(value: string, options: readonly Option[], item: Native): string {
  if (value === '') return value;
  const option = options.find(({ tag }) => tag === value) ?? options.find(({ id }) => id === value);
  if (option !== undefined) return option.id;
  const tags = options.map(({ tag }) => tag).join(', ');
  return fail('UNKNOWN_OPTION', `The field ${fieldOf(item)} has no option "${value}"`, {
    detail: `Its options: ${tags}`,
  });
}

/** Undefined for fields without options. */
function optionsOf(field: LiveObject | undefined): readonly Option[] | undefined {
  const options = field?.native.custom_field_options;
  if (!Array.isArray(options) || options.length === 0) return undefined;
  return options.filter(isRecord).map((option) => ({ id: String(option.id), tag: String(option.value) }));
}

function isMultiselect(item: Native, live: Live): boolean {
  const [, id] = CUSTOM.exec(fieldOf(item)) ?? [];
  return (
    id !== undefined && live('ticket_field').some((field) => field.id === id && field.native.type === 'multiselect')
  );
}

function asList(value: unknown): unknown {
  return typeof value === 'string' && value !== '' ? [value] : value;
}

function fieldOf(item: Native): string {
  return String(item.field);
}

function valuesOf(item: Native): readonly string[] {
  return (Array.isArray(item.value) ? item.value : [item.value]).map(String);
}

function mapValues(value: unknown, change: (value: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => change(String(one)));
  return value === null || value === undefined ? value : change(String(value));
}

function itemsOf(native: Native): readonly Native[] {
  const items: Native[] = [];
  mapItems(native, (item) => {
    items.push(item);
    return item;
  });
  return items;
}

function mapItems(native: Native, change: (item: Native, list: 'conditions' | 'actions') => Native): Native {
  const changed: Record<string, unknown> = { ...native };
  for (const property of ['conditions', 'filter', 'definition']) {
    const held = native[property];
    if (!isRecord(held)) continue;
    const lists = Object.entries(held).map(([name, list]) => [
      name,
      mapList(list, (item) => change(item, 'conditions')),
    ]);
    changed[property] = Object.fromEntries(lists);
  }
  if (native.actions !== undefined) changed.actions = mapList(native.actions, (item) => change(item, 'actions'));
  return changed;
}

function mapList(list: unknown, change: (item: Native) => Native): unknown {
  return Array.isArray(list) ? list.map((item) => (isRecord(item) ? change(item) : item)) : list;
}
