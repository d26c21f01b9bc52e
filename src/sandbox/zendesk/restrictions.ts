/** Whom macros and views are for: everyone, some groups, or one person. The wordings are ours. */

import { isAdmin } from '../auth.ts';
import { forbidden, invalid, recordInvalid } from '../errors.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { isObject, list, object, text } from '../json.ts';
import type { Context } from '../kinds.ts';
import type { Store } from '../store.ts';
import { find, rows } from '../store.ts';
import { isGroup } from './choices.ts';

/** Null is everyone; groups are kept as `ids`, of which `id` shows the first. */
export function checkRestriction(store: Store, sent: Json): Attributes | null {
  if (sent === null) return null;
  if (!isObject(sent)) throw refused('it must be an object or null');
  if (sent.type === 'User') {
    const user = find(store, 'users', text(sent.id));
    if (!user || user.role === 'end-user') throw refused('there is no such agent');
    return { type: 'User', id: user.id };
  }
  if (sent.type !== 'Group') throw refused('its type is Group or User');
  const named = sent.ids === undefined ? [sent.id ?? null] : list(sent.ids);
  const groups = named.map((id) => (isGroup(store, text(id)) ? find(store, 'groups', text(id)) : undefined));
  const ids = groups.flatMap((group) => (group ? [group.id] : []));
  const [first] = ids;
  if (first === undefined || ids.length < groups.length) throw refused('there is no such group');
  return { type: 'Group', id: first, ids };
}

function refused(reason: string) {
  return recordInvalid([invalid('restriction', `Restriction: ${reason}`)]);
}

export function isOwn(row: Row, { actor }: Context): boolean {
  const { type, id } = object(row.restriction);
  return type === 'User' && actor.user !== undefined && String(id) === String(actor.user.id);
}

export function isPersonal(row: Row): boolean {
  return object(row.restriction).type === 'User';
}

/** [general knowledge] Admins keep the rules of every group; agents see those of their own groups. */
export function isShared(row: Row, { store, actor }: Context): boolean {
  const { type, ids } = object(row.restriction);
  if (type === 'User') return false;
  if (type !== 'Group' || isAdmin(actor)) return true;
  const own = new Set(list(ids).map((id) => text(id)));
  for (const member of rows(store, 'group_memberships')) {
    if (member.user_id === actor.user?.id && own.has(text(member.group_id))) return true;
  }
  return false;
}

/** [general knowledge] An agent without further rights writes personal ones alone. */
export function refuseForOthers(context: Context, restriction: Json): void {
  if (isAdmin(context.actor)) return;
  const { type, id } = object(restriction);
  if (type !== 'User' || String(id) !== String(context.actor.user?.id)) throw forbidden();
}
