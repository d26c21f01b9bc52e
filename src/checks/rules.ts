/** What Zendesk refuses about the fields, options and webhooks that rules of any kind name. */
import { nearest } from '../core/attributes/problems.ts';
import { isRecord } from '../core/attributes/scalars.ts';
import { isPlainStruct } from '../core/value.ts';
import { isForRules } from '../providers/zendesk/kinds/webhook.ts';
import { check, liveOf, liveTargetOf, targetOf } from './check.ts';
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

const ratingsOff = check(
  {
    id: 'RATINGS_OFF',
    stage: 'account',
    severity: 'error',
    title: 'Rules ask about ratings where customers are asked for them',
    why: 'As long as customer satisfaction is switched off, Zendesk refuses conditions and actions on it.',
  },
  function* (cx) {
    const [settings] = liveOf(cx, 'account_settings');
    if (nativeAt(settings?.native.settings, 'active_features', 'customer_satisfaction') !== false) return;
    for (const resource of rulesOf(cx)) {
      const use = usesOf(resource).find(({ field }) => field === 'satisfaction');
      if (use === undefined) continue;
      yield {
        resource,
        path: use.path,
        summary: 'It is about ratings, and customer satisfaction is switched off in this account',
        hint: 'Switch it on first, where the Admin Center has Customer satisfaction; no API does',
      };
    }
  },
);

export const ruleChecks = [inactiveField, unknownOption, webhookForRules, ratingsOff] as const;

function nativeAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((held, name) => (isRecord(held) ? held[name] : undefined), value);
}

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
