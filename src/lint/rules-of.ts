/** The rules of a spec as lint looks at them: what is active, in the order in which it runs, and what actions do. */
import { resourcesOf } from '../checks/check.ts';
import { actionsOf, conditionsOf } from '../checks/rule.ts';
import { keyOf } from '../core/address.ts';
import type { Resource } from '../core/resource.ts';
import { isIdRef, isList, isLiveRef, isPlainStruct, isRef, isText, type Struct, type Value } from '../core/value.ts';
import type { LintContext } from './rule.ts';

/** Resources of a kind that are in use, in the order that they have on the platform. */
export function activeOf(cx: LintContext, kind: string): readonly Resource[] {
  const active = resourcesOf(cx, kind).filter(({ attributes }) => attributes.active !== false);
  const inOrder = sorted(cx, kind, active);
  if (kind !== 'trigger') return inOrder;
  const categories = new Map(
    sorted(cx, 'trigger_category', resourcesOf(cx, 'trigger_category')).map(({ address }, index) => [address, index]),
  );
  const place = ({ attributes: { category } }: Resource) =>
    (isRef(category) ? categories.get(category.$ref) : undefined) ?? categories.size;
  return [...inOrder].sort((a, b) => place(a) - place(b));
}

function sorted(cx: LintContext, kind: string, resources: readonly Resource[]): readonly Resource[] {
  const order = cx.desired.order.get(kind);
  if (order === undefined) return resources;
  const places = new Map(order.map((key, index) => [key, index]));
  const place = ({ address }: Resource) => places.get(keyOf(address)) ?? places.size;
  return [...resources].sort((a, b) => place(a) - place(b));
}

/** True where some condition or action is in the platform's own words: what it means is not known here. */
export function isOpaque({ attributes }: Resource): boolean {
  const { all, any } = conditionsOf(attributes);
  return [...all, ...any, ...actionsOf(attributes)].some(({ raw }) => raw !== undefined);
}

/** Every condition, of both lists. */
export function allConditions({ attributes }: Resource): readonly Struct[] {
  const { all, any } = conditionsOf(attributes);
  return [...all, ...any];
}

const UPDATES: ReadonlySet<Value | undefined> = new Set(['set', 'add_tags', 'remove_tags', 'set_tags']);

/** True for an action that writes to the ticket. */
export function writesTicket({ action }: Struct): boolean {
  return UPDATES.has(action);
}

const CUSTOMERS: ReadonlySet<Value | undefined> = new Set(['requester', 'requester_and_ccs']);

/** The mails of a rule to the customer. */
export function customerMails({ attributes }: Resource): readonly Struct[] {
  return actionsOf(attributes).flatMap(({ action, value }) =>
    action === 'notify_user' && isPlainStruct(value) && CUSTOMERS.has(value.to) ? [value] : [],
  );
}

const NOTIFIES = /^(?:notify_|sms_|side_conversation)/;

/** True for an action that tells somebody of the team, or a system of theirs. */
export function alertsTeam({ action, value }: Struct): boolean {
  if (!NOTIFIES.test(String(action))) return false;
  return !(isPlainStruct(value) && CUSTOMERS.has(value.to));
}

/** True for any notification. */
export function notifies({ action }: Struct): boolean {
  return NOTIFIES.test(String(action));
}

/** All texts inside a value, with a place holder for references. */
export function textsIn(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isText(value)) return [value.$text.map((part) => (typeof part === 'string' ? part : '0')).join('')];
  if (isList(value)) return value.flatMap(textsIn);
  return isPlainStruct(value) ? Object.values(value).flatMap(textsIn) : [];
}

const CHANGE = /^(?:not_)?changed/;

/** True for a condition on what an update did. */
export function isOnChange({ operator }: Struct): boolean {
  return CHANGE.test(String(operator));
}

/** True if the rule runs only on updates that a condition names: it is new, or something changed. */
export function hasScope(resource: Resource): boolean {
  const { all, any } = conditionsOf(resource.attributes);
  const scoped = (condition: Struct) =>
    condition.field === 'update_type' || (isOnChange(condition) && !String(condition.operator).startsWith('not_'));
  return all.some(scoped) || (any.length > 0 && any.every(scoped));
}

/** True if all ways to meet the conditions ask for this. */
export function asks(resource: Resource, wanted: (condition: Struct) => boolean): boolean {
  const { all, any } = conditionsOf(resource.attributes);
  return all.some(wanted) || (any.length > 0 && any.every(wanted));
}

/** The value of a condition, or of an action, as a person reads it. */
export function shown(value: Value | undefined): string {
  if (isList(value)) return value.map(shown).join(', ');
  if (isRef(value)) return value.$ref;
  if (isLiveRef(value)) return `"${value.$live}"`;
  if (isIdRef(value)) return value.$id;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value === '' || value === undefined || value === null ? 'none' : String(value);
}

/** A condition as it is written: `status is open`. */
export function inWords({ field, operator, value }: Struct): string {
  const last = value === '' ? '' : ` ${shown(value)}`;
  return `${shown(field)} ${String(operator)}${last}`;
}
