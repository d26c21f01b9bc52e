/** What Zendesk refuses about the fields, options and webhooks that rules of any kind name. */
import { nearest } from '../core/attributes/problems.ts';
import { isPlainStruct } from '../core/value.ts';
import { isForRules } from '../providers/zendesk/kinds/webhook.ts';
import { check, liveTargetOf, managedObject, targetOf } from './check.ts';
import { actionsOf, isInactive, nameOf, optionsOf, rulesOf, usesOf } from './rule.ts';

const inactiveField = check(
  {
    id: 'ACTION_ON_INACTIVE_FIELD',
    stage: 'load',
    severity: 'error',
    title: 'Actions set fields that are in use',
    why: 'Zendesk refuses a rule that sets a deactivated field.',
  },
  function* (cx) {
    for (const resource of rulesOf(cx)) {
      for (const { field } of actionsOf(resource.attributes)) {
        if (isInactive(cx, field)) {
          yield { resource, path: 'then', summary: `It sets ${nameOf(field)}, which is deactivated` };
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
    for (const resource of rulesOf(cx)) {
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

const webhookForRules = check(
  {
    id: 'WEBHOOK_NOT_FOR_RULES',
    stage: 'load',
    severity: 'error',
    title: 'Rules call webhooks that are made for rules',
    why: 'A webhook that is subscribed to events cannot be called by a rule.',
  },
  function* (cx) {
    for (const resource of rulesOf(cx)) {
      for (const { action, value } of actionsOf(resource.attributes)) {
        if (action !== 'notify_webhook' || !isPlainStruct(value)) continue;
        const attributes = targetOf(cx, value.webhook)?.attributes ?? liveTargetOf(cx, value.webhook)?.attributes;
        if (attributes !== undefined && !isForRules(attributes)) {
          yield { resource, path: 'then', summary: 'It calls a webhook that is subscribed to events' };
        }
      }
    }
  },
);

/** Of the role types that the platform has, those whom no ticket can be assigned to: https://developer.zendesk.com/api-reference/ticketing/users/users/ */
const NOT_ASSIGNABLE: ReadonlyMap<unknown, string> = new Map([
  [1, 'a light agent'],
  [3, 'a contributor'],
]);

const assignee = check(
  {
    id: 'ASSIGNEE_CANNOT',
    stage: 'account',
    severity: 'warning',
    title: 'Rules assign tickets to people who can have them',
    why: 'No ticket can be assigned to light agents, contributors and people who are suspended: the rule runs, and leaves it to nobody.',
  },
  function* (cx) {
    for (const resource of rulesOf(cx)) {
      for (const { action, field, value } of actionsOf(resource.attributes)) {
        if (action !== 'set' || field !== 'assignee') continue;
        const person = liveTargetOf(cx, value) ?? managedObject(cx, value);
        const unfit = person?.native.suspended === true ? 'suspended' : NOT_ASSIGNABLE.get(person?.native.role_type);
        if (person === undefined || unfit === undefined) continue;
        yield {
          resource,
          path: 'then',
          summary: `No ticket can be assigned to "${person.title}", who is ${unfit}`,
          hint: 'Name somebody else, or a group',
        };
      }
    }
  },
);

const webhookValue = check(
  {
    id: 'WEBHOOK_VALUE',
    stage: 'load',
    severity: 'error',
    title: 'A webhook is called with an id and a body',
    why: 'Zendesk refuses an action that calls a webhook with anything but a list of both.',
  },
  function* (cx) {
    for (const resource of rulesOf(cx)) {
      for (const { raw } of actionsOf(resource.attributes)) {
        if (!isPlainStruct(raw) || raw.field !== 'notification_webhook') continue;
        yield {
          resource,
          path: 'then',
          summary: 'It calls a webhook with something else than an id and a body',
          hint: 'Write {notify_webhook: {webhook: KEY, body: TEXT}}',
        };
      }
    }
  },
);

export const ruleChecks = [inactiveField, unknownOption, webhookForRules, webhookValue, assignee] as const;

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
