/** What follows from conditions: whether they contradict each other, and whether some hold wherever others do. */

import { domainOf, listed, meets } from '../checks/overlap.ts';
import { actionsOf, conditionsOf } from '../checks/rule.ts';
import { type Attributes, canonicalJson, type Struct, type Value } from '../core/value.ts';

export interface Conditions {
  readonly all: readonly Struct[];
  readonly any: readonly Struct[];
}

/** Operators that one value of the field decides. */
const JUDGED: ReadonlySet<Value | undefined> = new Set([
  'is',
  'is_not',
  'less_than',
  'greater_than',
  'at_most',
  'at_least',
  'present',
  'not_present',
]);
/** What an update did, known to imply what the field is afterwards. */
const BECOMES: Value = 'changed_to';

/** The ways in which conditions can be met: each with all that must then hold. */
export function waysOf<Condition>({
  all,
  any,
}: {
  readonly all: readonly Condition[];
  readonly any: readonly Condition[];
}): readonly (readonly Condition[])[] {
  return any.length === 0 ? [all] : any.map((condition) => [...all, condition]);
}

/** The ways of a rule that a ticket can go. */
export function possibleWays(conditions: Conditions): readonly (readonly Struct[])[] {
  return waysOf(conditions).filter((way) => contradictionIn(way) === undefined);
}

export function fieldKey({ field }: Struct): string {
  return typeof field === 'string' ? field : keyOfStruct(field ?? null);
}

/** Keys that were made before: the same conditions are held against one another very often. */
const KEYS = new WeakMap<object, string>();

function keyOfStruct(value: Value): string {
  if (typeof value !== 'object' || value === null) return canonicalJson(value);
  const known = KEYS.get(value);
  if (known !== undefined) return known;
  const key = canonicalJson(value);
  KEYS.set(value, key);
  return key;
}

/**
 * What a ticket must be known to have for the condition to be implied, as a key; undefined where several things would do.
 * Conditions that `implies` finds to follow from others have such a key in common with one of them.
 */
export function requirementOf(condition: Struct): string | undefined {
  const { operator, value } = condition;
  if (operator === 'is') return `${fieldKey(condition)} is ${listed(value).join(' ')}`;
  if (isOnSet(condition)) {
    return operator === 'includes' && listed(value).length === 1
      ? `${fieldKey(condition)} has ${listed(value).join(' ')}`
      : undefined;
  }
  return JUDGED.has(operator) ? undefined : keyOfStruct(condition);
}

/** The requirements of others that a known condition can be the answer to. */
export function answersOf(condition: Struct): readonly string[] {
  const own = requirementOf(condition);
  const becomes = condition.operator === BECOMES ? requirementOf({ ...condition, operator: 'is' }) : undefined;
  return [own, becomes].filter((key) => key !== undefined);
}

function byField(conditions: readonly Struct[]): ReadonlyMap<string, readonly Struct[]> {
  const found = new Map<string, Struct[]>();
  for (const condition of conditions) {
    if (condition.field === undefined) continue;
    const key = fieldKey(condition);
    const list = found.get(key);
    if (list === undefined) found.set(key, [condition]);
    else list.push(condition);
  }
  return found;
}

/** Conditions on one field of which no ticket meets all; undefined where nobody can tell that there are any. */
export function contradictionIn(conditions: readonly Struct[]): readonly Struct[] | undefined {
  for (const list of byField(conditions).values()) {
    if (list.length > 1 && !isPossible(list)) return list;
  }
  return undefined;
}

function isPossible(list: readonly Struct[]): boolean {
  const sets = list.filter(isOnSet);
  const without = new Set(
    sets.filter(({ operator }) => operator === 'not_includes').flatMap(({ value }) => listed(value)),
  );
  const lacking = sets.some(
    ({ operator, value }) => operator === 'includes' && listed(value).every((member) => without.has(member)),
  );
  if (lacking) return false;
  const judged = list.filter((condition) => !isOnSet(condition) && decides(condition));
  return judged.length < 2 || domainOf(judged).some((value) => judged.every((condition) => meets(value, condition)));
}

/** "At least one of" and "none of": of tags, and of fields with several values. */
function isOnSet({ operator }: Struct): boolean {
  return operator === 'includes' || operator === 'not_includes';
}

function decides({ operator }: Struct): boolean {
  return JUDGED.has(operator) || operator === BECOMES;
}

/** True if every ticket that meets all of `given` meets `wanted`; false where nobody can tell. */
export function implies(given: readonly Struct[], wanted: Struct): boolean {
  const key = fieldKey(wanted);
  const own = given.filter((condition) => condition.field !== undefined && fieldKey(condition) === key);
  const itself = keyOfStruct(wanted);
  if (own.some((condition) => keyOfStruct(condition) === itself)) return true;
  if (own.length === 0) return false;
  if (isOnSet(wanted)) return impliesSet(own, wanted);
  if (!JUDGED.has(wanted.operator)) return false;
  const judged = own.filter((condition) => !isOnSet(condition) && decides(condition));
  const values = domainOf([...judged, wanted]).filter((value) => judged.every((condition) => meets(value, condition)));
  return values.every((value) => meets(value, wanted));
}

function impliesSet(own: readonly Struct[], { operator, value }: Struct): boolean {
  const wanted = listed(value);
  const without = new Set(own.filter((one) => one.operator === 'not_includes').flatMap((one) => listed(one.value)));
  if (operator === 'not_includes') return wanted.every((member) => without.has(member));
  return own.some(
    (one) =>
      (one.operator === 'includes' || one.operator === 'is') &&
      listed(one.value).every((member) => without.has(member) || wanted.includes(member)),
  );
}

/** True if every ticket that meets all of `given` meets the conditions of a rule. */
export function impliesRule(given: readonly Struct[], { all, any }: Conditions): boolean {
  return (
    all.every((condition) => implies(given, condition)) &&
    (any.length === 0 || any.some((condition) => implies(given, condition)))
  );
}

/** True if some ticket can meet both. */
export function areCompatible(one: readonly Struct[], other: Conditions): boolean {
  return waysOf(other).some((way) => contradictionIn([...one, ...way]) === undefined);
}

/** What is known of a ticket that met `given`, once the actions have run. */
export function after(given: readonly Struct[], attributes: Attributes): readonly Struct[] {
  let known = given;
  for (const { action, field, value } of actionsOf(attributes)) {
    if (action === 'set' && field !== undefined) {
      const key = fieldKey({ field });
      known = [
        ...known.filter((condition) => fieldKey(condition) !== key),
        { field, operator: 'is', value: value ?? '' },
      ];
    } else if (action === 'set_tags') {
      known = [...known.filter((condition) => condition.field !== 'tags'), ...eachTag(value)];
    } else if (action === 'add_tags') {
      known = [...without(known, 'not_includes', value), ...eachTag(value)];
    } else if (action === 'remove_tags') {
      known = [...without(known, 'includes', value), { field: 'tags', operator: 'not_includes', value: value ?? '' }];
    }
  }
  return known;
}

function eachTag(value: Value | undefined): readonly Struct[] {
  return listed(value).map((tag) => ({ field: 'tags', operator: 'includes', value: [tag] }));
}

function without(known: readonly Struct[], operator: string, value: Value | undefined): readonly Struct[] {
  const touched = listed(value);
  return known.filter(
    (own) =>
      own.field !== 'tags' || own.operator !== operator || !listed(own.value).some((tag) => touched.includes(tag)),
  );
}

/** The conditions of a resource that a ticket can meet, way by way. */
export function waysOfRule(attributes: Attributes): readonly (readonly Struct[])[] {
  return possibleWays(conditionsOf(attributes));
}
