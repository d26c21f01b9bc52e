/** Groups of agents, and who is in them. */
import { memberList, memberNames } from '../../../core/attributes/member-list.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import type { Attributes } from '../../../core/value.ts';
import { type Binding, liveObject, type Native, nativeIn } from '../binding.ts';
import { createWith, encodeAttributes, numericId, plainWriter, topLevel, updateWith, writable } from '../crud.ts';
import { pathOf, propertyNamed } from '../id-places.ts';

const kind: Kind = {
  name: 'group',
  provider: 'zendesk',
  section: ['groups'],
  title: 'group',
  plural: 'groups',
  description: 'A team of agents that tickets are assigned to.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/groups/groups/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that agents see.', required: true }),
    description: text({ description: 'What the group is for.', platformDefault: '' }),
    public: flag({
      description: 'Whether all agents see its tickets. A private group cannot be made public again.',
      native: 'is_public',
      platformDefault: true,
    }),
    members: memberList({
      description:
        'Agents who are in it, by e-mail address. They must exist: people are not created. Others who are in it stay, unless `exact`.',
      member: 'e-mail address of an agent',
      problem: (email) => (/^[^@\s]+@[^@\s]+$/.test(email) ? undefined : 'is no e-mail address'),
      memberLoss: 'its open tickets in the group are unassigned',
      exact: 'exact',
      local: { why: 'people are not created', todo: 'make sure that they are agents there', of: 'user' },
    }),
    exact: flag({
      description: 'Whether `members` is all of them: others are taken out of the group.',
      mutability: 'spec_only',
    }),
  },
  naturalKey: (attributes) => String(attributes.name),
  // Newer accounts refuse a second group of the same name, older ones do not (settings.groups.check_group_name_uniqueness).
  keyUnique: false,
  neighbours: ({ members }) => (members === undefined ? [] : ['group_membership', 'user']),
  deletionLoses: () => 'the group of its open tickets',
  judgedBy: (target) => (target === undefined ? ['group_membership'] : []),
  idAfter: [propertyNamed('group_id'), /support_assignable\/group\/$/, pathOf('groups')],
  hazards: [
    '2026-11-21: deleting a group leaves its id behind in rules, views, SLAs and macros.',
    '2026-11-21: a private group cannot be made public again.',
    '2026-11-24: an agent who is taken out of a group loses the assignment of the open tickets in it.',
    '2026-11-24: which group is the default one of an agent is said by the agent (`default_group`), never by the group.',
    '2026-11-21: which group is the default can be changed in the Admin Center only; the default group cannot be deleted.',
  ],
};

const base: Binding = {
  kind,
  endpoint: { path: '/api/v2/groups', one: 'group', many: 'groups', paging: 'cursor', update: 'PUT', send: 'changed' },
  completion: {
    where: 'group_membership',
    join: { kinds: ['group_membership', 'user'], read: withMembers },
  },
  facts: (native) => ({
    ...(native.deleted === true ? { gone: true } : {}),
    ...(native.default === true ? { isDefault: true } : {}),
    parts: isRecord(native.memberships)
      ? Object.fromEntries(Object.entries(native.memberships).map(([email, id]) => [`member:${email}`, String(id)]))
      : {},
  }),
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const made = yield* createWith(base, encodeAttributes(kind, attributes, own(attributes, 'create'), cx));
    const fresh = made.live ?? liveObject(base, { id: made.id });
    return { id: made.id, live: yield* writeMembers(fresh, attributes, cx) };
  },
  *update(live, target, changed, cx) {
    const names = topLevel(changed);
    const written = yield* updateWith(base, live, encodeAttributes(kind, target, own(target, 'update', names), cx));
    const now = liveObject(base, { ...live.native, ...written?.native });
    return names.includes('members') ? yield* writeMembers(now, target, cx) : now;
  },
  /** https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/#show-results-count */
  *affected({ live, member }, cx) {
    const user = member === undefined ? undefined : userOf(member, cx);
    if (live === undefined || user === undefined) return undefined;
    const query = `type:ticket status<solved group_id:${live.id} assignee_id:${user.id}`;
    const reply = yield { method: 'GET', path: '/api/v2/search/count', query: { query } };
    const count = isRecord(reply.body) ? reply.body.count : undefined;
    return typeof count === 'number' ? { count } : undefined;
  },
};

export const group: Binding = { ...base, writer };

/** Attributes of the group itself: its members have requests of their own. */
function own(attributes: Attributes, when: 'create' | 'update', names?: readonly string[]): readonly string[] {
  return writable(kind, attributes, when, names).filter((name) => name !== 'members');
}

/** Members by e-mail address, each with the id of the membership. */
function withMembers(native: Native, live: (kind: string) => readonly LiveObject[]): Native {
  const emails = new Map(live('user').map((user) => [user.id, String(user.native.email ?? '').toLowerCase()]));
  const own = live('group_membership').flatMap((membership): (readonly [string, string])[] => {
    const email = emails.get(String(membership.native.user_id)) ?? '';
    const here = String(membership.native.group_id) === String(native.id);
    return here && email !== '' ? [[email, membership.id]] : [];
  });
  return { ...native, members: own.map(([email]) => email).sort(), memberships: Object.fromEntries(own) };
}

/** Adds who is wanted and not there, then takes out who is there and not wanted. */
function* writeMembers(live: LiveObject, target: Attributes, cx: WriteContext): Steps<LiveObject> {
  if (target.members === undefined) return live;
  const memberships = new Map(Object.entries(isRecord(live.native.memberships) ? live.native.memberships : {}));
  const wanted = memberNames(target.members);
  for (const email of wanted) {
    if (memberships.has(email)) continue;
    const user = userOf(email, cx) ?? fail('AGENT_UNKNOWN', `The account has no agent ${email}`);
    const body = { group_membership: { user_id: numericId(user.id), group_id: numericId(live.id) } };
    const reply = yield { method: 'POST', path: '/api/v2/group_memberships', body };
    memberships.set(email, nativeIn(reply.body, 'group_membership')?.id);
  }
  for (const [email, id] of memberships) {
    if (wanted.includes(email)) continue;
    yield { method: 'DELETE', path: `/api/v2/group_memberships/${String(id)}` };
    memberships.delete(email);
  }
  const members = [...memberships.keys()].sort();
  return liveObject(base, { ...live.native, members, memberships: Object.fromEntries(memberships) });
}

function userOf(email: string, cx: WriteContext): LiveObject | undefined {
  return cx.live('user').find((user) => String(user.native.email ?? '').toLowerCase() === email);
}
