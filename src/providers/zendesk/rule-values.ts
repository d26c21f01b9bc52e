/** Rules name options of organization and user fields by id, and want lists for multi-select fields: we speak tags and single values. */
import { isRecord } from '../../core/attributes/scalars.ts';
import { fail } from '../../core/diagnostic.ts';
import type { LiveObject, WriteContext } from '../../core/provider.ts';
import type { Value } from '../../core/value.ts';
import type { Native, Translation } from './binding.ts';

const PROFILE = /^(organization|requester)\.custom_fields\.(.+)$/;
const CUSTOM = /^custom_fields_(\d+)$/;
const KIND_OF: Readonly<Record<string, string>> = { organization: 'organization_field', requester: 'user_field' };

interface Option {
  readonly id: string;
  readonly tag: string;
}

/** Ids of options read as tags, in all conditions and actions. */
export const readOptions: Translation = {
  needs(natives) {
    const kinds = new Set<string>();
    for (const native of natives) {
      for (const item of itemsOf(native)) {
        const [, owner = ''] = PROFILE.exec(fieldOf(item)) ?? [];
        // Option ids are long numbers; anything else is the value itself.
        const kind = KIND_OF[owner];
        if (kind !== undefined && valuesOf(item).some((value) => /^\d{6,}$/.test(value))) kinds.add(kind);
      }
    }
    return [...kinds];
  },
  read: (native, live) =>
    mapItems(native, (item) => {
      const options = optionsOf(item, live);
      if (options === undefined) return item;
      const tagOf = new Map(options.map((option) => [option.id, option.tag]));
      return { ...item, value: mapValues(item.value, (value) => tagOf.get(value) ?? value) };
    }),
};

/** The kinds that must be read to write rules with these canonical conditions and actions. */
export function fieldKindsIn(value: Value | undefined): readonly string[] {
  const text = JSON.stringify(value ?? null);
  return Object.values(KIND_OF).filter((kind) => text.includes(`"${kind}.`));
}

/** The way back, for what is about to be sent. Throws where a field has no such option. */
export function writeOptions(native: Native, cx: WriteContext): Native {
  const live = (kind: string): readonly LiveObject[] => cx.live(kind);
  return mapItems(native, (item, list) => {
    const options = optionsOf(item, live);
    if (options !== undefined) {
      return { ...item, value: mapValues(item.value, (value) => optionId(value, options, item)) };
    }
    if (PROFILE.test(fieldOf(item)) && profileField(item, live) === undefined && !valuesOf(item).every(isPlain)) {
      return fail('UNKNOWN_FIELD', `The account has no field ${fieldOf(item)}`);
    }
    return list === 'actions' && isMultiselect(item, live) ? { ...item, value: asList(item.value) } : item;
  });
}

/** Values that mean the same whatever the field is. */
function isPlain(value: string): boolean {
  return /^(|null|undefined|true|false|\d+)$/.test(value);
}

function profileField(item: Native, live: (kind: string) => readonly LiveObject[]): LiveObject | undefined {
  const [, owner = '', key] = PROFILE.exec(fieldOf(item)) ?? [];
  const kind = KIND_OF[owner];
  if (kind === undefined || key === undefined) return undefined;
  return live(kind).find((object) => String(object.native.key).toLowerCase() === key.toLowerCase());
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

/** The options of the organization or user field that `item` is about; undefined for other fields and for fields without options. */
function optionsOf(item: Native, live: (kind: string) => readonly LiveObject[]): readonly Option[] | undefined {
  const options = profileField(item, live)?.native.custom_field_options;
  if (!Array.isArray(options) || options.length === 0) return undefined;
  return options.filter(isRecord).map((option) => ({ id: String(option.id), tag: String(option.value) }));
}

function isMultiselect(item: Native, live: (kind: string) => readonly LiveObject[]): boolean {
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
  if (isRecord(native.conditions)) {
    const lists = Object.entries(native.conditions).map(([name, list]) => [
      name,
      mapList(list, (item) => change(item, 'conditions')),
    ]);
    changed.conditions = Object.fromEntries(lists);
  }
  if (native.actions !== undefined) changed.actions = mapList(native.actions, (item) => change(item, 'actions'));
  return changed;
}

function mapList(list: unknown, change: (item: Native) => Native): unknown {
  return Array.isArray(list) ? list.map((item) => (isRecord(item) ? change(item) : item)) : list;
}
