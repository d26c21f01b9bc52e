/** Agents whom the spec names: they are there already, unless it says that they are to be made, and they are never deleted. */
import type { Attribute } from '../../../core/attribute.ts';
import { listOf, reference, words } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { choice, flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import { type Attributes, isPlainStruct } from '../../../core/value.ts';
import {
  AGENT_GROUP,
  groupIdsOf,
  groupsOfAgent,
  join,
  leave,
  membershipsNow,
  withMap,
  withMemberships,
} from '../agent-groups.ts';
import { AGENT_SKILL, skillsInBulk, skillsOfAgent } from '../agent-skills.ts';
import { type Binding, liveObject, type Native } from '../binding.ts';
import { createWith, encodeAttributes, topLevel, updateWith, writable } from '../crud.ts';
import { pathOf, propertyNamed } from '../id-places.ts';
import { fieldKeysIn, profileValues, typedValues } from '../profile-values.ts';

/** Whoever is none of these takes no seat. */
const STAFF: ReadonlySet<unknown> = new Set(['agent', 'admin']);
const ALL = 'all';

const address = line({
  description:
    'Their e-mail address, by which they are found. It never changes here: another one would be added beside it.',
  required: true,
  mutability: 'immutable',
  pattern: /^[^@\s]+@[^@\s]+$/,
  patternSays: 'an e-mail address',
});
const email: Attribute = {
  ...address,
  parse(node, cx) {
    const value = address.parse(node, cx);
    return typeof value === 'string' ? value.toLowerCase() : value;
  },
  decode: (native) =>
    String(native ?? '')
      .trim()
      .toLowerCase(),
};

const seen = choice(
  { all: ALL, groups: 'groups', assigned: 'assigned', organization: 'organization', requested: 'requested' },
  {
    description:
      'Which tickets they see: `all`, or those of their groups, of themselves, of their organization. Where agents have roles, the role decides.',
    native: 'ticket_restriction',
  },
);
const restriction: Attribute = {
  ...seen,
  decode: (native) => seen.decode(native ?? ALL),
  encode: (value, cx) => (value === ALL ? null : seen.encode(value, cx)),
};

const kind: Kind = {
  name: 'user',
  provider: 'zendesk',
  section: ['agents'],
  title: 'agent',
  plural: 'agents',
  description:
    'Somebody who answers tickets, found by e-mail address. People are made only where the block says `create: true`, are never deleted, and those who are not named are left alone.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/users/users/',
  capability: { create: true, read: true, update: true, delete: 'none' },
  codec: 1,
  label: 'email',
  attributes: {
    email,
    name: line({ description: 'Their name.' }),
    role: choice(
      { agent: 'agent', admin: 'admin', end_user: 'end-user' },
      { description: 'What they are. It is never made less without `demote`.' },
    ),
    custom_role: reference('custom_role', {
      description: 'Role of the account’s own, on Enterprise.',
      native: 'custom_role_id',
      ids: 'number',
    }),
    groups: groupsOfAgent,
    exact: flag({
      description: 'Whether `groups` is all of them: they are taken out of the others.',
      mutability: 'spec_only',
    }),
    default_group: reference('group', {
      description: 'Group of tickets that are assigned to them directly; they must be in it.',
      native: 'default_group_id',
      ids: 'number',
    }),
    skills: skillsOfAgent,
    alias: line({ description: 'Name that customers see instead.', platformDefault: '' }),
    signature: text({ description: 'What stands below their mails.', platformDefault: '' }),
    phone: {
      ...line({ description: 'Their phone number, best as +4930123456.', platformDefault: '' }),
      rewritten: { significant: (value) => value.replace(/[^+\d]/g, '') },
    },
    ticket_restriction: restriction,
    language: line({ description: 'Language in which they see the platform, such as de.', native: 'locale' }),
    tags: words({ description: 'Tags that their tickets get.', platformDefault: [] }),
    fields: profileValues({
      description:
        'Values of user fields by the keys of the fields; those that are not named stay as they are. Options by their tags.',
      native: 'user_fields',
    }),
    create: flag({
      description: 'Whether they are made where the account does not have them. An agent takes a seat.',
      mutability: 'spec_only',
    }),
    skip_verify_email: flag({
      description: 'Whether somebody who is made gets no mail that asks them to verify the address.',
      mutability: 'create_only',
    }),
    demote: flag({
      description:
        'Whether `role` may take rights away: an admin’s, or those of an agent, whose open tickets are then unassigned.',
      mutability: 'spec_only',
    }),
  },
  naturalKey: (attributes) => String(attributes.email).toLowerCase(),
  keyUnique: true,
  picked: true,
  neighbours: (attributes) => NEIGHBOURS.flatMap(([name, other]) => (attributes[name] === undefined ? [] : [other])),
  after: ({ fields }) => (fields === undefined ? [] : ['user_field']),
  costs(target, before) {
    const were = before === undefined ? target.create === true : !STAFF.has(before.role);
    return were && STAFF.has(target.role) ? `${String(target.email)} takes a seat of the plan` : undefined;
  },
  consequence(target, live) {
    if (live === undefined)
      return target.skip_verify_email === true ? undefined : 'they get a mail that asks them to verify the address';
    return target.role === 'end_user' && STAFF.has(live.role)
      ? 'their open tickets are unassigned, and their own views and macros are deleted'
      : undefined;
  },
  idAfter: [propertyNamed('assignee_id'), propertyNamed('requester_id'), pathOf('users')],
  hazards: [
    '2026-11-25: people are read one by one, by address or id; customers are never listed, and nobody is imported.',
    '2026-11-25: a new agent takes a seat (a light agent or contributor does not) and gets a mail unless `skip_verify_email`.',
    '2026-11-25: the platform refuses to change the role of the owner, and anybody’s own.',
    '2026-11-25: where a role is not named the platform chooses a custom role by itself; such a role decides which tickets they see.',
    '2026-11-25: an agent is in one group at least; whoever leaves a group loses the open tickets in it.',
    '2026-11-25: one person can be updated five times a minute; all that belongs to them is sent at once.',
    '2026-11-25: phone numbers come back without spaces and brackets.',
  ],
};

/** What judging or writing an attribute needs to be read. */
const NEIGHBOURS = [
  ['groups', AGENT_GROUP],
  ['default_group', AGENT_GROUP],
  ['skills', AGENT_SKILL],
  ['fields', 'user_field'],
  ['language', 'locale'],
  ['role', 'myself'],
  ['custom_role', 'myself'],
  ['ticket_restriction', 'custom_role'],
] as const;

const base: Binding = {
  kind,
  changes: ['group_membership'],
  endpoint: {
    path: '/api/v2/users',
    one: 'user',
    many: 'users',
    paging: 'offset',
    query: { 'role[]': ['agent', 'admin'] },
    update: 'PUT',
    send: 'changed',
  },
  finding: {
    byIds: '/api/v2/users/show_many',
    byName: (name) => ({
      path: '/api/v2/users/search',
      query: { query: name.includes('@') ? `email:${name}` : JSON.stringify(name) },
    }),
  },
  bulk: skillsInBulk,
  completion: {
    where: AGENT_GROUP,
    join: {
      kinds: ['group_membership'],
      anew: 'group_membership',
      read: (native, live) => withMemberships(native, live('group_membership')),
    },
  },
  facts: (native) => ({
    title: String(native.name ?? native.email),
    aliases: [native.email, String(native.email ?? '').toLowerCase()].filter(
      (name): name is string => typeof name === 'string' && name !== '',
    ),
    ...(native.active === false ? { gone: true } : {}),
  }),
};

const writer: Writer = {
  *create(attributes, cx) {
    const own = writable(kind, attributes, 'create').filter((name) => name !== 'skills');
    const native = encodeAttributes(kind, attributes, own, cx);
    const made = yield* createWith(base, typedValues(native, 'user_fields', 'user_field', cx));
    let fresh = made.live ?? liveObject(base, { id: made.id });
    if (attributes.groups !== undefined) {
      const memberships = yield* membershipsNow(fresh);
      yield* join(made.id, groupIdsOf(attributes.groups), memberships);
      fresh = liveObject(base, withMap(fresh.native, memberships));
    }
    if (attributes.skills !== undefined) fresh = yield* teach(fresh, attributes, cx);
    return { id: made.id, live: fresh };
  },
  *update(live, target, changed, cx) {
    const names = topLevel(changed);
    const body = bodyOf(target, names, changed, cx);
    const written = names.includes('groups') ? yield* regroup(live, target, body) : yield* merged(live, body);
    return names.includes('skills') ? yield* teach(written ?? live, target, cx) : written;
  },
  /** https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/#show-results-count */
  *affected({ live, member }) {
    const groups = listOf(live?.attributes.groups).filter((own) => isPlainStruct(own) && own.key === member);
    const [group] = groupIdsOf(groups);
    if (live === undefined || group === undefined) return undefined;
    const query = `type:ticket status<solved group_id:${group} assignee_id:${live.id}`;
    const { body } = yield { method: 'GET', path: '/api/v2/search/count', query: { query } };
    const count = isRecord(body) ? body.count : undefined;
    return typeof count === 'number' ? { count } : undefined;
  },
};

export const user: Binding = { ...base, writer };

/** All of the user itself in one request: groups and skills have requests of their own. */
function bodyOf(target: Attributes, names: readonly string[], changed: readonly string[], cx: WriteContext): Native {
  const own = writable(kind, target, 'update', names).filter((name) => name !== 'groups' && name !== 'skills');
  return typedValues(encodeAttributes(kind, target, own, cx), 'user_fields', 'user_field', cx, fieldKeysIn(changed));
}

/** The reply laid over what only other lists show. */
function* merged(live: LiveObject, body: Native): Steps<LiveObject | undefined> {
  const written = yield* updateWith(base, live, body);
  return written === undefined ? undefined : liveObject(base, { ...live.native, ...written.native });
}

/** The body sent, and the groups made those of `target`. */
function* regroup(live: LiveObject, target: Attributes, body: Native): Steps<LiveObject> {
  // Customers can be in no group, and whoever becomes an agent comes into one; a default group is one that the agent is in.
  const early = STAFF.has(live.attributes.role) ? undefined : yield* merged(live, body);
  const memberships = yield* membershipsNow(live);
  const wanted = groupIdsOf(target.groups);
  yield* join(live.id, wanted, memberships);
  const written = early ?? (yield* merged(live, body)) ?? live;
  yield* leave(wanted, memberships);
  return liveObject(base, withMap(written.native, memberships));
}

/** All skills of an agent in one request: those that are not named are taken away. */
function* teach(live: LiveObject, target: Attributes, cx: WriteContext): Steps<LiveObject> {
  const ids = listOf(target.skills).map((skill) => cx.id(skill));
  const path = `/api/v2/routing/agents/${live.id}/instance_values`;
  yield { method: 'POST', path, body: { attribute_value_ids: ids } };
  return liveObject(base, { ...live.native, skills: ids });
}
