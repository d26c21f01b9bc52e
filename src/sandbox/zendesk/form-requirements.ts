/** When a child field of a form's condition must have a value. */

import type { Problem } from '../errors.ts';
import { invalid } from '../errors.ts';
import type { Attributes, Json } from '../json.ts';
import { flag, isObject, list, number, object, text } from '../json.ts';
import type { Store } from '../store.ts';
import { find } from '../store.ts';
import { customStatusesOn } from './custom-statuses.ts';

const TYPES = ['ALL_STATUSES', 'NO_STATUSES', 'SOME_STATUSES'];
const STATUSES = ['new', 'open', 'pending', 'hold', 'solved'];

/** End users know no statuses: there, only `is_required` is kept. */
export function requirement(store: Store, side: string, child: Attributes, problems: Problem[]): Attributes {
  if (side === 'end_user_conditions') return { is_required: flag(child.is_required) };
  if (!isObject(child.required_on_statuses)) {
    // [general knowledge] Without statuses, `is_required` says whether the field is needed to solve.
    const required = flag(child.is_required);
    const solved: Json = { type: 'SOME_STATUSES', statuses: ['solved'] };
    return { is_required: required, required_on_statuses: required ? solved : { type: 'NO_STATUSES' } };
  }
  const sent = child.required_on_statuses;
  const type = text(sent.type);
  if (!TYPES.includes(type)) problems.push(invalid(side, `Required on statuses: ${type} is not a type`));
  if (type !== 'SOME_STATUSES') return { is_required: type === 'ALL_STATUSES', required_on_statuses: { type } };
  const kept = someStatuses(store, side, sent, problems);
  // As in the documented example: required is what solving requires.
  const categories = [...list(kept.statuses), ...categoriesOf(store, list(kept.custom_statuses))];
  return { is_required: categories.includes('solved'), required_on_statuses: { type, ...kept } };
}

function someStatuses(store: Store, side: string, sent: Attributes, problems: Problem[]): Attributes {
  const statuses = list(sent.statuses);
  const custom = list(sent.custom_statuses);
  const refuse = (why: string) => problems.push(invalid(side, `Required on statuses: ${why}`));
  if (statuses.length > 0 && custom.length > 0) refuse('either statuses or custom statuses');
  if (statuses.length + custom.length === 0) refuse('cannot be blank');
  if (statuses.some((status) => !STATUSES.includes(text(status)))) refuse(`${statuses.join(', ')}: unknown status`);
  if (custom.length > 0 && !customStatusesOn(store)) refuse('custom statuses are not activated');
  if (custom.some((id) => !find(store, 'custom_statuses', number(id)))) refuse('unknown custom status');
  return custom.length > 0 ? { custom_statuses: custom.map((id) => number(id)) } : { statuses: [...statuses] };
}

function categoriesOf(store: Store, ids: readonly Json[]): string[] {
  return [...new Set(ids.map((id) => text(find(store, 'custom_statuses', number(id))?.status_category)))];
}

/** Where custom statuses were chosen, a reply shows their categories beside them, and a request may not echo both. */
export function showRequirement(store: Store, child: Attributes): Attributes {
  const required = object(child.required_on_statuses);
  const custom = list(required.custom_statuses);
  if (custom.length === 0) return child;
  return { ...child, required_on_statuses: { ...required, statuses: categoriesOf(store, custom) } };
}
