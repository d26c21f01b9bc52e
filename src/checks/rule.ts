/** What rules of all kinds have in common, for the checks: their conditions, their actions, and the fields that both are about. */
import { listOf } from '../core/attributes/references.ts';
import type { Resource } from '../core/resource.ts';
import { type Attributes, isIdRef, isLiveRef, isPlainStruct, isRef, type Struct, type Value } from '../core/value.ts';
import { type CheckContext, liveTargetOf, membersIn, objectOf, targetOf } from './check.ts';

const RULES: ReadonlySet<string> = new Set([
  'trigger',
  'object_trigger',
  'automation',
  'macro',
  'view',
  'workspace',
  'sla',
  'queue',
]);

/** The rules of the spec. */
export function rulesOf(cx: CheckContext): readonly Resource[] {
  return cx.desired.resources.filter((resource) => RULES.has(resource.kind));
}

export function actionsOf({ then }: Attributes): readonly Struct[] {
  return listOf(then).filter(isPlainStruct);
}

/** The conditions of which all must hold, and those of which one must. */
export function conditionsOf({ when }: Attributes): {
  readonly all: readonly Struct[];
  readonly any: readonly Struct[];
} {
  const lists = isPlainStruct(when) ? when : {};
  return { all: listOf(lists.all).filter(isPlainStruct), any: listOf(lists.any).filter(isPlainStruct) };
}

interface Use {
  readonly path: string;
  readonly field: Value | undefined;
  readonly operator?: Value;
  readonly value: Value | undefined;
}

/** Every field that a rule asks about or sets. */
export function usesOf({ attributes }: Resource): readonly Use[] {
  const { all, any } = conditionsOf(attributes);
  const asked = [...all, ...any].map(({ field, operator, value }) => ({
    path: 'when',
    field,
    operator: operator ?? '',
    value,
  }));
  return [...asked, ...actionsOf(attributes).map(({ field, value }) => ({ path: 'then', field, value }))];
}

/** True for a field or a form that is switched off, by the spec or in the account. */
export function isInactive(cx: CheckContext, reference: Value | undefined): boolean {
  const managed = targetOf(cx, reference);
  const attributes =
    managed?.attributes.active === undefined ? liveTargetOf(cx, reference)?.attributes : managed.attributes;
  return attributes?.active === false;
}

const WITH_OPTIONS: ReadonlySet<unknown> = new Set(['dropdown', 'multiselect']);

/** The tags of a dropdown's options, ours and the account's; undefined for fields of other types and where nobody can tell. */
export function optionsOf(cx: CheckContext, field: Value | undefined): ReadonlySet<string> | undefined {
  const managed = targetOf(cx, field);
  const live = managed === undefined ? liveTargetOf(cx, field) : objectOf(cx, managed, 'title');
  if (!WITH_OPTIONS.has(managed?.attributes.type ?? live?.attributes.type)) return undefined;
  if (managed?.attributes.options === undefined && live === undefined) return undefined;
  const members = [...membersIn(managed?.attributes.options), ...membersIn(live?.attributes.options)];
  return new Set(members.map(({ key }) => String(key)));
}

/** What people call a field. */
export function nameOf(field: Value | undefined): string {
  if (isRef(field)) return field.$ref;
  if (isLiveRef(field)) return `the field "${field.$live}"`;
  return isIdRef(field) ? `the field ${field.$id}` : String(field);
}
