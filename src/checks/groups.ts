/** What Zendesk refuses about groups and who is in them. */
import { memberNames } from '../core/attributes/member-list.ts';
import { nearest } from '../core/attributes/problems.ts';
import { check, liveOf, objectOf, resourcesOf } from './check.ts';

const privateToPublic = check(
  {
    id: 'GROUP_STAYS_PRIVATE',
    stage: 'account',
    severity: 'error',
    title: 'A private group stays private',
    why: 'Zendesk does not make a private group public again.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'group')) {
      if (resource.attributes.public !== true) continue;
      const held = objectOf(cx, resource, 'name');
      if (held?.attributes.public === false) {
        yield {
          resource,
          path: 'public',
          summary: `The group "${held.title}" is private and cannot be made public`,
          hint: 'Make a new group',
        };
      }
    }
  },
);

const sameName = check(
  {
    id: 'GROUP_NAME_TWICE',
    stage: 'load',
    severity: 'warning',
    title: 'Group names are unique',
    why: 'Newer accounts refuse a second group of the same name.',
  },
  function* (cx) {
    const first = new Map<string, string>();
    for (const resource of resourcesOf(cx, 'group')) {
      const name = String(resource.attributes.name).toLowerCase();
      const other = first.get(name);
      if (other === undefined) first.set(name, resource.address);
      else yield { resource, path: 'name', summary: `${other} has the same name` };
    }
  },
);

const unknownAgent = check(
  {
    id: 'AGENT_UNKNOWN',
    stage: 'account',
    severity: 'error',
    title: 'Members of groups are agents of the account',
    why: 'People are not created, since each costs a seat and gets a mail; and customers cannot be in a group.',
  },
  function* (cx) {
    if (cx.live?.has('user') !== true) return;
    const agents = liveOf(cx, 'user').filter(({ attributes }) => attributes.role !== 'end_user');
    const emails = agents.map(({ attributes }) => String(attributes.email));
    const known = new Set(emails);
    const made = new Map(resourcesOf(cx, 'user').map((own) => [String(own.attributes.email), own.address]));
    for (const resource of resourcesOf(cx, 'group')) {
      for (const email of memberNames(resource.attributes.members)) {
        if (known.has(email)) continue;
        const near = nearest(email, emails);
        const block = made.get(email);
        const invite = 'Invite them in Admin Center > People > Team members first';
        yield {
          resource,
          path: `members.${email}`,
          summary: `The account has no agent ${email}`,
          hint:
            block !== undefined
              ? `Name the group in \`groups\` of ${block} instead: they are made after it`
              : near === undefined
                ? invite
                : `Did you mean ${near}?`,
        };
      }
    }
  },
);

const somebodysDefault = check(
  {
    id: 'GROUP_IS_DEFAULT',
    stage: 'account',
    severity: 'error',
    title: 'A group that goes is nobody’s default',
    why: 'Zendesk refuses to delete a group that is the default of an agent.',
  },
  function* (cx) {
    // Agents whose blocks give them another default group, which comes first.
    const moving = resourcesOf(cx, 'user').filter(({ attributes }) => attributes.default_group !== undefined);
    const moves = new Set(moving.map((resource) => objectOf(cx, resource, 'name')?.id));
    for (const group of liveOf(cx, 'group')) {
      const address = cx.leaves?.(group);
      if (address === undefined) continue;
      const theirs = liveOf(cx, 'group_membership').filter(
        ({ native }) =>
          native.default === true && String(native.group_id) === group.id && !moves.has(String(native.user_id)),
      );
      if (theirs.length === 0) continue;
      yield {
        address,
        summary: `"${group.title}" is the default group of ${theirs.length === 1 ? 'an agent' : `${theirs.length} agents`}`,
        detail: 'Zendesk would refuse to delete it.',
        hint: 'Make another group their default first: Admin Center > People > Team members, or `default_group` in `agents:`',
      };
    }
  },
);

export const groupChecks = [somebodysDefault, privateToPublic, sameName, unknownAgent] as const;
