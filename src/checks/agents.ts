/** What Zendesk refuses about agents, and what must never happen to people by accident. */
import { nearest } from '../core/attributes/problems.ts';
import type { Value } from '../core/value.ts';
import { liveAgent, USER } from './agent.ts';
import { agentPlaceChecks } from './agent-places.ts';
import { check, liveIdOf, liveOf, resourcesOf } from './check.ts';
import { aboutFields } from './profiles.ts';

/** From the fewest rights on. */
const RANKS: readonly Value[] = ['end_user', 'agent', 'admin'];
/** What customers have none of. */
const OF_STAFF = ['groups', 'default_group', 'custom_role', 'skills', 'signature'] as const;

const twice = check(
  {
    id: 'AGENT_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'A person has one block',
    why: 'Two blocks would write over each other.',
  },
  function* (cx) {
    const first = new Map<unknown, string>();
    for (const resource of resourcesOf(cx, USER)) {
      const { email } = resource.attributes;
      const other = first.get(email);
      if (other === undefined) first.set(email, resource.address);
      else yield { resource, path: 'email', summary: `${other} is about ${String(email)} already` };
    }
  },
);

const named = check(
  {
    id: 'AGENT_NAME',
    stage: 'account',
    severity: 'error',
    title: 'Whoever is to be made has a name and a role',
    why: 'Zendesk refuses a person without a name, and makes a customer of one without a role.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, USER)) {
      const { create, name, role } = resource.attributes;
      if (cx.live?.has(USER) !== true || create !== true || liveAgent(cx, resource) !== undefined) continue;
      if (name === undefined)
        yield { resource, path: 'create', summary: '`name` is missing: it is needed to make them' };
      if (role === undefined)
        yield { resource, path: 'create', summary: '`role` is missing: agent, admin or end_user' };
    }
  },
);

const missing = check(
  {
    id: 'AGENT_MISSING',
    stage: 'account',
    severity: 'error',
    title: 'Agents are people of the account',
    why: 'Nobody is made unless the block says so: an agent takes a seat and gets a mail.',
  },
  function* (cx) {
    if (cx.live?.has(USER) !== true) return;
    const emails = liveOf(cx, USER).map(({ attributes }) => String(attributes.email));
    for (const resource of resourcesOf(cx, USER)) {
      const email = String(resource.attributes.email);
      if (resource.attributes.create === true || liveAgent(cx, resource) !== undefined) continue;
      const near = nearest(email, emails);
      yield {
        resource,
        path: 'email',
        summary: `The account has nobody called ${email}`,
        hint: `${near === undefined ? '' : `Did you mean ${near}? `}To make them write \`create: true\``,
      };
    }
  },
);

const customer = check(
  {
    id: 'AGENT_IS_CUSTOMER',
    stage: 'account',
    severity: 'error',
    title: 'Groups, roles and signatures are for agents',
    why: 'Zendesk refuses them for a customer, or passes them over.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, USER)) {
      const held = liveAgent(cx, resource);
      const role = resource.attributes.role ?? held?.attributes.role;
      const path = OF_STAFF.find((name) => resource.attributes[name] !== undefined);
      if (role !== 'end_user' || path === undefined) continue;
      yield {
        resource,
        path,
        summary: `${String(resource.attributes.email)} is a customer: \`${path}\` is for agents`,
        hint: 'Write `role: agent` to make them one; that takes a seat',
      };
    }
  },
);

const demoted = check(
  {
    id: 'AGENT_DEMOTED',
    stage: 'account',
    severity: 'error',
    title: 'Nobody loses rights by accident',
    why: 'An agent who becomes a customer loses the open tickets and the own views and macros; the account may be left without an admin.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, USER)) {
      const before = liveAgent(cx, resource)?.attributes.role;
      const { role, demote } = resource.attributes;
      if (before === undefined || role === undefined || demote === true) continue;
      if (RANKS.indexOf(role) >= RANKS.indexOf(before)) continue;
      yield {
        resource,
        path: 'role',
        summary: `${String(resource.attributes.email)} is ${inWords(before)} and would be made ${inWords(role)}`,
        hint: 'Write `demote: true` beside it if that is meant',
      };
    }
  },
);

const ownRole = check(
  {
    id: 'AGENT_OWN_ROLE',
    stage: 'account',
    severity: 'error',
    title: 'Nobody changes the own role',
    why: 'Zendesk refuses it; and whoever could would lock the account out of its own administration.',
  },
  function* (cx) {
    const [me] = liveOf(cx, 'myself');
    const self = me === undefined ? undefined : idIn(me.native.user);
    for (const resource of resourcesOf(cx, USER)) {
      const held = liveAgent(cx, resource);
      if (held === undefined || held.id !== self) continue;
      const { role, custom_role: own } = resource.attributes;
      const path =
        role !== undefined && role !== held.attributes.role
          ? 'role'
          : own !== undefined && liveIdOf(cx, own) !== liveIdOf(cx, held.attributes.custom_role)
            ? 'custom_role'
            : undefined;
      if (path === undefined) continue;
      yield {
        resource,
        path,
        summary: `${String(resource.attributes.email)} is who signs in here: the own role cannot be changed`,
        hint: 'Let another admin apply it, or take the line out',
      };
    }
  },
);

const restricted = check(
  {
    id: 'AGENT_RESTRICTION',
    stage: 'account',
    severity: 'error',
    title: 'Where agents have roles, the role says which tickets they see',
    why: 'Zendesk passes over `ticket_restriction` without a word.',
  },
  function* (cx) {
    if (liveOf(cx, 'custom_role').length === 0) return;
    for (const resource of resourcesOf(cx, USER)) {
      if (resource.attributes.ticket_restriction === undefined) continue;
      yield {
        resource,
        path: 'ticket_restriction',
        summary: 'The account has roles, which decide which tickets an agent sees',
        hint: 'Take the line out, and set `ticket_access` in the permissions of the role',
      };
    }
  },
);

const adminRestricted = check(
  {
    id: 'AGENT_ADMIN_RESTRICTED',
    stage: 'load',
    severity: 'error',
    title: 'Admins see all tickets',
    why: 'Zendesk passes over the restriction without a word.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, USER)) {
      const { role, ticket_restriction: seen } = resource.attributes;
      if (role === 'admin' && seen !== undefined && seen !== 'all')
        yield { resource, path: 'ticket_restriction', summary: 'An admin sees all tickets', hint: 'Take the line out' };
    }
  },
);

const language = check(
  {
    id: 'AGENT_LANGUAGE',
    stage: 'account',
    severity: 'error',
    title: 'Agents have a language of the account',
    why: 'Zendesk refuses languages that are not switched on.',
  },
  function* (cx) {
    const known = liveOf(cx, 'locale').map(({ title }) => title);
    if (known.length === 0) return;
    for (const resource of resourcesOf(cx, USER)) {
      const wanted = resource.attributes.language;
      if (wanted === undefined || known.includes(String(wanted))) continue;
      yield {
        resource,
        path: 'language',
        summary: `The account has no language "${String(wanted)}"; it has ${known.join(', ')}`,
      };
    }
  },
);

export const agentChecks = [
  twice,
  named,
  missing,
  customer,
  demoted,
  ownRole,
  ...agentPlaceChecks,
  restricted,
  adminRestricted,
  language,
  aboutFields(USER, 'user_field', { id: 'AGENT_FIELD', title: 'Fields of agents have values that they can have' }),
] as const;

function inWords(role: Value): string {
  return role === 'end_user' ? 'a customer' : role === 'admin' ? 'an admin' : 'an agent';
}

function idIn(native: unknown): string | undefined {
  return typeof native === 'object' && native !== null && 'id' in native ? String(native.id) : undefined;
}
