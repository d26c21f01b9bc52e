/** What Zendesk refuses, or never runs, about triggers. */

import { nearest } from '../core/attributes/problems.ts';
import { listOf } from '../core/attributes/references.ts';
import type { Resource } from '../core/resource.ts';
import { isIdRef, isLiveRef, isPlainStruct, isRef, type Struct, type Value } from '../core/value.ts';
import { isForRules } from '../providers/zendesk/kinds/webhook.ts';
import { type CheckContext, check, liveOf, liveTargetOf, membersIn, objectOf, resourcesOf, targetOf } from './check.ts';

const noAction = check(
  {
    id: 'TRIGGER_WITHOUT_ACTION',
    stage: 'load',
    severity: 'error',
    title: 'A trigger does something',
    why: 'Zendesk refuses a trigger without actions.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'trigger')) {
      if (listOf(resource.attributes.then).length === 0)
        yield { resource, path: 'then', summary: 'The trigger has no action' };
    }
  },
);

const noCondition = check(
  {
    id: 'TRIGGER_WITHOUT_CONDITION',
    stage: 'load',
    severity: 'warning',
    title: 'A trigger has conditions',
    why: 'Without conditions it runs on every update of every ticket.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'trigger')) {
      const { when } = resource.attributes;
      const { all, any } = isPlainStruct(when) ? when : { all: [], any: [] };
      if (listOf(all).length + listOf(any).length === 0) {
        yield {
          resource,
          path: 'when',
          summary: 'The trigger has no condition: it runs on every update of every ticket',
        };
      }
    }
  },
);

const inactiveField = check(
  {
    id: 'ACTION_ON_INACTIVE_FIELD',
    stage: 'load',
    severity: 'error',
    title: 'Actions set fields that are in use',
    why: 'Zendesk refuses a rule that sets a deactivated field.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'trigger')) {
      for (const { field } of actionsOf(resource)) {
        if (isInactive(cx, field)) {
          yield { resource, path: 'then', summary: `The trigger sets ${nameOf(field)}, which is deactivated` };
        }
      }
    }
  },
);

const unknownOption = check(
  {
    id: 'RULE_UNKNOWN_OPTION',
    stage: 'load',
    severity: 'error',
    title: 'Rules name options that exist',
    why: 'A condition on an option that no field has is never true, and Zendesk refuses an action with it.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'trigger')) {
      for (const { path, field, operator, value } of usesOf(resource)) {
        if (operator !== undefined && !COMPARES.has(String(operator))) continue;
        const options = optionsOf(cx, field);
        if (options === undefined) continue;
        for (const tag of Array.isArray(value) ? value : [value]) {
          if (typeof tag !== 'string' || tag === '' || options.has(tag)) continue;
          yield {
            resource,
            path,
            summary: `${nameOf(field)} has no option "${tag}"`,
            detail: `Its options: ${[...options].slice(0, 30).join(', ')}`,
            ...hint(nearest(tag, options)),
          };
        }
      }
    }
  },
);

const unknownField = check(
  {
    id: 'RULE_UNKNOWN_FIELD',
    stage: 'account',
    severity: 'error',
    title: 'Rules name organization and user fields that exist',
    why: 'Zendesk refuses a rule about a field that the account does not have.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'trigger')) {
      for (const { path, field } of usesOf(resource)) {
        const [kind = '', key] = typeof field === 'string' ? field.split('.', 2) : [];
        if (key === undefined || !cx.live?.has(kind)) continue;
        const keys = liveOf(cx, kind).map((object) => String(object.native.key).toLowerCase());
        if (keys.includes(key)) continue;
        yield { resource, path, summary: `The account has no ${String(field)}`, ...hint(nearest(key, keys)) };
      }
    }
  },
);

const webhookForRules = check(
  {
    id: 'WEBHOOK_NOT_FOR_RULES',
    stage: 'load',
    severity: 'error',
    title: 'Rules call webhooks that are made for rules',
    why: 'A webhook that is subscribed to events cannot be called by a rule.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'trigger')) {
      for (const { action, value } of actionsOf(resource)) {
        if (action !== 'notify_webhook' || !isPlainStruct(value)) continue;
        const attributes = targetOf(cx, value.webhook)?.attributes ?? liveTargetOf(cx, value.webhook)?.attributes;
        if (attributes !== undefined && !isForRules(attributes)) {
          yield { resource, path: 'then', summary: 'The trigger calls a webhook that is subscribed to events' };
        }
      }
    }
  },
);

export const triggerChecks = [
  noAction,
  noCondition,
  inactiveField,
  unknownOption,
  unknownField,
  webhookForRules,
] as const;

const COMPARES: ReadonlySet<string> = new Set([
  'is',
  'is_not',
  'includes',
  'not_includes',
  'changed_to',
  'changed_from',
  'not_changed_to',
  'not_changed_from',
]);

function hint(near: string | undefined): { readonly hint?: string } {
  return near === undefined ? {} : { hint: `Did you mean "${near}"?` };
}

function actionsOf(resource: Resource): readonly Struct[] {
  return listOf(resource.attributes.then).filter(isPlainStruct);
}

interface Use {
  readonly path: string;
  readonly field: Value | undefined;
  readonly operator?: Value;
  readonly value: Value | undefined;
}

function usesOf(resource: Resource): readonly Use[] {
  const { when } = resource.attributes;
  const lists = isPlainStruct(when) ? [...listOf(when.all), ...listOf(when.any)] : [];
  const conditions = lists
    .filter(isPlainStruct)
    .map(({ field, operator, value }) => ({ path: 'when', field, operator: operator ?? '', value }));
  return [...conditions, ...actionsOf(resource).map(({ field, value }) => ({ path: 'then', field, value }))];
}

function isInactive(cx: CheckContext, field: Value | undefined): boolean {
  const managed = targetOf(cx, field);
  const attributes =
    managed?.attributes.active === undefined ? liveTargetOf(cx, field)?.attributes : managed.attributes;
  return attributes?.active === false;
}

/** The tags of a dropdown's options, ours and the account's; undefined for fields of other types and where nobody can tell. */
function optionsOf(cx: CheckContext, field: Value | undefined): ReadonlySet<string> | undefined {
  if (typeof field === 'string') return profileOptions(cx, field);
  const managed = targetOf(cx, field);
  const live = managed === undefined ? liveTargetOf(cx, field) : objectOf(cx, managed, 'title');
  const type = managed?.attributes.type ?? live?.attributes.type;
  if (type !== 'dropdown' && type !== 'multiselect') return undefined;
  if (managed?.attributes.options === undefined && live === undefined) return undefined;
  const members = [...membersIn(managed?.attributes.options), ...membersIn(live?.attributes.options)];
  return new Set(members.map(({ key }) => String(key)));
}

function profileOptions(cx: CheckContext, field: string): ReadonlySet<string> | undefined {
  const [kind, key] = field.split('.', 2);
  if (kind !== 'organization_field' && kind !== 'user_field') return undefined;
  const live = liveOf(cx, kind).find((object) => String(object.native.key).toLowerCase() === key);
  const parts = Object.keys(live?.parts ?? {});
  return parts.length === 0 ? undefined : new Set(parts.map((part) => part.slice('option:'.length)));
}

function nameOf(field: Value | undefined): string {
  if (isRef(field)) return field.$ref;
  if (isLiveRef(field)) return `the field "${field.$live}"`;
  return isIdRef(field) ? `the field ${field.$id}` : String(field);
}
