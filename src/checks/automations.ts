/** What Zendesk refuses about automations: they must have a reason to run, and one to stop. */
import type { Attributes, Struct, Value } from '../core/value.ts';
import { canonicalJson, isList } from '../core/value.ts';
import { check, inIds, objectOf, resourcesOf, unmanagedOf } from './check.ts';
import { excludes } from './overlap.ts';
import { actionsOf, conditionsOf } from './rule.ts';

const noTime = check(
  {
    id: 'AUTOMATION_WITHOUT_TIME',
    stage: 'load',
    severity: 'error',
    title: 'An automation waits for a time',
    why: 'Zendesk refuses an automation without a condition on hours under `all`.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'automation')) {
      const { all } = conditionsOf(resource.attributes);
      if (isSayable(all) && !all.some(isOnTime)) {
        yield {
          resource,
          path: 'when',
          summary: 'No condition under "all" is about time',
          hint: 'Add one such as {field: hours_since_update, greater_than: 24}; what acts at once is a trigger',
        };
      }
    }
  },
);

/** https://developer.zendesk.com/api-reference/ticketing/business-rules/automations/#create-automation */
const ON_TICKETS: ReadonlySet<unknown> = new Set(['status', 'custom_status', 'type', 'group', 'assignee', 'requester']);

const noTicket = check(
  {
    id: 'AUTOMATION_WITHOUT_TICKET_CONDITION',
    stage: 'load',
    severity: 'error',
    title: 'An automation asks for status, type, group, assignee or requester',
    why: 'Zendesk refuses an automation that asks for none of them under `all`.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'automation')) {
      const { all } = conditionsOf(resource.attributes);
      if (isSayable(all) && !all.some(({ field }) => ON_TICKETS.has(field) || isHoursInStatus(field))) {
        yield {
          resource,
          path: 'when',
          summary: 'No condition under "all" is about status, type, group, assignee or requester',
          hint: 'Add one such as {field: status, less_than: solved}',
        };
      }
    }
  },
);

const neverStops = check(
  {
    id: 'AUTOMATION_NEVER_STOPS',
    stage: 'load',
    severity: 'error',
    title: 'An automation does not run on the same ticket every hour',
    why: 'Zendesk refuses an automation none of whose actions makes one of its conditions false, unless a condition holds in one hour only.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'automation')) {
      if (stops(resource.attributes)) continue;
      yield {
        resource,
        path: 'then',
        summary: 'It would run on the same ticket every hour',
        hint: 'Add a tag in "then" and {field: tags, not_includes: [that_tag]} in "when"',
      };
    }
  },
);

const sameConditions = check(
  {
    id: 'AUTOMATION_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'Active automations differ in their conditions',
    why: 'Zendesk refuses a second active automation with the same conditions.',
  },
  function* (cx) {
    const first = new Map<string, string>();
    for (const resource of resourcesOf(cx, 'automation')) {
      if (resource.attributes.active === false) continue;
      const key = sameness(resource.attributes);
      const other = first.get(key);
      if (other === undefined) first.set(key, resource.address);
      else
        yield {
          resource,
          path: 'when',
          summary: `${other} has the same conditions`,
          hint: 'Put the actions into one automation',
        };
    }
  },
);

const foreignConditions = check(
  {
    id: 'AUTOMATION_TAKEN',
    stage: 'account',
    severity: 'error',
    title: 'Active automations differ from those that the spec does not manage',
    why: 'Zendesk refuses a second active automation with the same conditions.',
  },
  function* (cx) {
    const held = new Map(
      unmanagedOf(cx, 'automation', 'title')
        .filter(({ attributes }) => attributes.active !== false)
        .map((object) => [sameness(object.attributes), object] as const),
    );
    if (held.size === 0) return;
    for (const resource of resourcesOf(cx, 'automation')) {
      if (resource.attributes.active === false) continue;
      const other = held.get(sameness(inIds(cx, resource.attributes)));
      if (other === undefined) continue;
      yield {
        resource,
        path: 'when',
        summary: `"${other.title}", which the account has already, has the same conditions`,
        detail: 'Zendesk would refuse the automation.',
        hint: 'Take that one into the spec and put the actions into it, or switch it off first',
      };
    }
  },
);

const closing = check(
  {
    id: 'AUTOMATION_STAYS_ACTIVE',
    stage: 'account',
    severity: 'error',
    title: 'The automation that closes tickets stays active',
    why: 'Zendesk does not let the one that every account comes with be switched off.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'automation')) {
      if (resource.attributes.active !== false) continue;
      const held = objectOf(cx, resource, 'title');
      if (held?.native.default !== true || !actionsOf(held.attributes).some(closes)) continue;
      yield {
        resource,
        path: 'active',
        summary: `"${held.title}" closes solved tickets and cannot be switched off`,
        hint: 'Change after how many hours it does so instead',
      };
    }
  },
);

export const automationChecks = [noTime, noTicket, neverStops, sameConditions, foreignConditions, closing] as const;

/** Equal for automations whose conditions are, in whatever order they stand. */
function sameness(attributes: Attributes): string {
  const { all, any } = conditionsOf(attributes);
  return canonicalJson([all, any].map((list) => list.map(canonicalJson).sort()));
}

function closes({ action, field, value }: Struct): boolean {
  return action === 'set' && field === 'status' && value === 'closed';
}

/** False where the platform's own words are used: what they mean is not known here. */
function isSayable(list: readonly Struct[]): boolean {
  return list.every(({ raw }) => raw === undefined);
}

export function isOnTime({ field }: Struct): boolean {
  return typeof field === 'string' && /^hours_(since|until)_/.test(field);
}

const IN_STATUS = /^hours_since_(new|open|pending|hold|solved|closed)$/;

function isHoursInStatus(field: Value | undefined): boolean {
  return typeof field === 'string' && IN_STATUS.test(field);
}

function stops(attributes: Attributes): boolean {
  const { all, any } = conditionsOf(attributes);
  const actions = actionsOf(attributes);
  if (!isSayable(all) || !isSayable(any) || !isSayable(actions)) return true;
  const ends = (condition: Struct) => isOnce(condition) || actions.some((action) => falsifies(action, condition));
  return all.some(ends) || (any.length > 0 && any.every(ends));
}

/** "Exactly so many hours" holds in one run only. */
function isOnce(condition: Struct): boolean {
  return isOnTime(condition) && (condition.operator === 'is' || condition.operator === 'is_business_hours');
}

/** True if the condition no longer holds once the action has run, or nobody can tell. */
export function falsifies({ action, field, value }: Struct, condition: Struct): boolean {
  if (condition.field === 'hours_since_update') return action === 'set' || String(action).endsWith('_tags');
  if (condition.field === 'tags') return falsifiesTags(action === 'set' ? 'add_tags' : action, value, condition);
  if (action !== 'set') return false;
  const status = typeof condition.field === 'string' ? IN_STATUS.exec(condition.field)?.[1] : undefined;
  if (status !== undefined) return field === 'custom_status' || (field === 'status' && value !== status);
  if (field === 'custom_status' && condition.field === 'status') return true;
  if (field === 'assignee' && condition.field === 'hours_since_assigned') return true;
  if (isList(value) && canonicalJson(field ?? null) === canonicalJson(condition.field ?? null)) return true;
  return excludes({ field: field ?? '', operator: 'is', value: value ?? '' }, condition);
}

/** Setting a dropdown adds the tag of its option. */
function falsifiesTags(
  action: Value | undefined,
  value: Value | undefined,
  { operator, value: asked }: Struct,
): boolean {
  const touched = new Set((isList(value) ? value : [value ?? '']).map(String));
  const tags = (isList(asked) ? asked : []).map(String);
  if (operator === 'not_includes')
    return (action === 'add_tags' || action === 'set_tags') && tags.some((tag) => touched.has(tag));
  if (action === 'remove_tags') return tags.every((tag) => touched.has(tag));
  return action === 'set_tags' && !tags.some((tag) => touched.has(tag));
}
