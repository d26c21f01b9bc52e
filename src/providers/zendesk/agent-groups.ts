/** The groups that an agent is in, seen from the agent: memberships are made and taken away one by one. */

import type { Attribute } from '../../core/attribute.ts';
import { memberReferences, targetsOf } from '../../core/attributes/member-references.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import type { LiveObject, Steps } from '../../core/provider.ts';
import { isIdRef, type Value } from '../../core/value.ts';
import type { Native } from './binding.ts';
import { numericId } from './crud.ts';

/** Whom it is asked for by: agents whose groups are named. Groups that do not name their members stay as they are read. */
export const AGENT_GROUP = 'agent_group';

/** Property of a user under which the memberships are put: id of the group → id of the membership. */
export const MEMBERSHIPS = 'memberships';

const { ordered: _ordered, ...unordered } = memberReferences('group', {
  description: 'Groups that they are in. Others that they are in stay, unless `exact`.',
  native: 'group_ids',
  property: 'group',
  ids: 'number',
  memberLoss: 'their open tickets in the group are unassigned',
});

/** A set of groups, each a member by itself. */
export const groupsOfAgent: Attribute = { ...unordered, exact: 'exact', dropsOut: true };

/** A user with the memberships of `all` put in. */
export function withMemberships(native: Native, all: readonly LiveObject[]): Native {
  const own = all.filter((membership) => String(membership.native.user_id) === String(native.id));
  return withMap(native, new Map(own.map((membership) => [String(membership.native.group_id), membership.id])));
}

/** A user who is in these groups. */
export function withMap(native: Native, memberships: ReadonlyMap<string, string>): Native {
  return { ...native, group_ids: [...memberships.keys()].sort(), [MEMBERSHIPS]: Object.fromEntries(memberships) };
}

/** Group → membership as it is now: somebody may have put the agent into a group since, from the group's side for one. */
export function* membershipsNow({ id, native }: Pick<LiveObject, 'id' | 'native'>): Steps<Map<string, string>> {
  const held = native[MEMBERSHIPS];
  const known = Object.entries(isRecord(held) ? held : {}).map(([group, own]) => [group, String(own)] as const);
  const { body } = yield { method: 'GET', path: `/api/v2/users/${id}/group_memberships` };
  const listed = isRecord(body) && Array.isArray(body.group_memberships) ? body.group_memberships.filter(isRecord) : [];
  return new Map([...known, ...listed.map((one) => [String(one.group_id), String(one.id)] as const)]);
}

/** Puts the agent into groups that are wanted; `memberships` grows. */
export function* join(id: string, wanted: readonly string[], memberships: Map<string, string>): Steps<void> {
  for (const group of wanted) {
    if (memberships.has(group)) continue;
    const body = { group_membership: { user_id: numericId(id), group_id: numericId(group) } };
    const reply = yield { method: 'POST', path: '/api/v2/group_memberships', body };
    const made = isRecord(reply.body) && isRecord(reply.body.group_membership) ? reply.body.group_membership.id : '';
    memberships.set(group, String(made));
  }
}

/** Takes the agent out of all groups but those wanted; `memberships` shrinks. */
export function* leave(wanted: readonly string[], memberships: Map<string, string>): Steps<void> {
  for (const [group, id] of memberships) {
    if (wanted.includes(group)) continue;
    yield { method: 'DELETE', path: `/api/v2/group_memberships/${id}` };
    memberships.delete(group);
  }
}

/** The ids of the groups of a canonical value in ids. */
export function groupIdsOf(value: Value | undefined): readonly string[] {
  return targetsOf(value, 'group').flatMap((target) => (isIdRef(target) ? [target.$id] : []));
}
