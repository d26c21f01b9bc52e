/** Where agents stand: their groups, their default group and their skills. */
import { memberNames } from '../core/attributes/member-list.ts';
import { targetsOf } from '../core/attributes/member-references.ts';
import { nearest } from '../core/attributes/problems.ts';
import { sameValue, type Value } from '../core/value.ts';
import { AGENT_GROUP } from '../providers/zendesk/agent-groups.ts';
import { namedSkills } from '../providers/zendesk/agent-skills.ts';
import { liveAgent, USER } from './agent.ts';
import { type CheckContext, check, liveIdOf, liveTargetOf, membersIn, resourcesOf, targetOf } from './check.ts';

const SKILL_TYPE = 'routing_attribute';

const groupsDisagree = check(
  {
    id: 'AGENT_GROUPS_DISAGREE',
    stage: 'load',
    severity: 'error',
    title: 'A group and an agent say the same about each other',
    why: 'Each apply would put the agent into the group, and take the agent out again.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, USER)) {
      const { email, groups, exact } = resource.attributes;
      const own = targetsOf(groups, 'group').map((target) => targetOf(cx, target)?.address);
      for (const group of resourcesOf(cx, 'group')) {
        const { members, exact: closed } = group.attributes;
        if (members === undefined) continue;
        const isMember = memberNames(members).includes(String(email));
        const isNamed = own.includes(group.address);
        if (isNamed && !isMember && closed === true)
          yield {
            resource,
            path: 'groups',
            summary: `${group.address} says \`exact: true\` and does not name ${String(email)}`,
            hint: `Add them to its \`members\`, or take the group out of \`groups\``,
          };
        if (isMember && !isNamed && groups !== undefined && exact === true)
          yield {
            resource,
            path: 'groups',
            summary: `${group.address} names ${String(email)}, and \`exact: true\` takes them out of it`,
            hint: `Add the group to \`groups\`, or take them out of its \`members\``,
          };
      }
    }
  },
);

const noGroup = check(
  {
    id: 'AGENT_WITHOUT_GROUP',
    stage: 'load',
    severity: 'error',
    title: 'An agent is in one group at least',
    why: 'Zendesk refuses to take an agent out of the last one.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, USER)) {
      const { groups, exact } = resource.attributes;
      if (exact === true && groups !== undefined && targetsOf(groups, 'group').length === 0)
        yield { resource, path: 'groups', summary: 'With `exact: true` no group is left' };
    }
  },
);

const defaultGroup = check(
  {
    id: 'AGENT_DEFAULT_GROUP',
    stage: 'account',
    severity: 'error',
    title: 'The default group of an agent is one that they are in',
    why: 'Zendesk refuses any other.',
  },
  function* (cx) {
    if (cx.live?.has(AGENT_GROUP) !== true) return;
    for (const resource of resourcesOf(cx, USER)) {
      const { default_group: chosen, groups, exact, email } = resource.attributes;
      if (chosen === undefined) continue;
      const own = targetsOf(groups, 'group');
      const held = liveAgent(cx, resource);
      const stays = exact === true || held === undefined ? [] : targetsOf(held.attributes.groups, 'group');
      const joined = cx.desired.resources.find((group) => sameValue({ $ref: group.address }, chosen))?.attributes
        .members;
      if ([...own, ...stays].some((group) => isSame(cx, group, chosen))) continue;
      if (memberNames(joined).includes(String(email))) continue;
      yield {
        resource,
        path: 'default_group',
        summary: `${String(email)} is not in the group that is to be the default one`,
        hint: 'Add it to `groups`',
      };
    }
  },
);

const skill = check(
  {
    id: 'AGENT_SKILL',
    stage: 'account',
    severity: 'error',
    title: 'Agents have skills that there are',
    why: 'Zendesk refuses all skills of an agent for one that it does not know.',
  },
  function* (cx) {
    if (cx.live?.has(SKILL_TYPE) !== true) return;
    for (const resource of resourcesOf(cx, USER)) {
      for (const [type, name] of namedSkills(resource.attributes.skills)) {
        const block = targetOf(cx, type);
        const live = block === undefined ? liveTargetOf(cx, type) : cx.objectOf?.(block.address);
        if (block === undefined && live === undefined) continue;
        const all = [...membersIn(block?.attributes.values), ...membersIn(live?.attributes.values)];
        const names = [...new Set(all.map(({ key }) => String(key)))];
        if (names.includes(name)) continue;
        const near = nearest(name, names);
        yield {
          resource,
          path: 'skills',
          summary: `${block?.address ?? `The skill type "${live?.title}"`} has no skill "${name}"; it has ${names.join(', ')}`,
          ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
        };
      }
    }
  },
);

export const agentPlaceChecks = [groupsDisagree, noGroup, defaultGroup, skill] as const;

function isSame(cx: CheckContext, one: Value, other: Value): boolean {
  const id = liveIdOf(cx, one);
  return sameValue(one, other) || (id !== undefined && id === liveIdOf(cx, other));
}
