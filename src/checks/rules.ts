/** What Zendesk refuses about the fields, options and webhooks that rules of any kind name. */
import { nearest } from '../core/attributes/problems.ts';
import { isRecord } from '../core/attributes/scalars.ts';
import { isPlainStruct } from '../core/value.ts';
import { isForRules } from '../providers/zendesk/kinds/webhook.ts';
import { SWITCHED } from '../providers/zendesk/vocabulary/switched.ts';
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

const switchedOff = check(
  {
    id: 'RULE_FEATURE_OFF',
    stage: 'account',
    severity: 'error',
    beyond: true,
    title: 'Rules say what is switched on in the account',
    why: 'Zendesk refuses conditions and actions of a feature that the plan lacks or that is switched off.',
  },
  function* (cx) {
    const [vocabulary] = liveOf(cx, 'rule_vocabulary');
    if (vocabulary === undefined) return;
    const offered = subjectsIn(vocabulary.native.definitions);
    for (const resource of rulesOf(cx)) {
      const asked = usesOf(resource).map(({ path, field }) => ({ path, word: field }));
      const done = actionsOf(resource.attributes).map(({ action }) => ({ path: 'then', word: action }));
      // A rule that asks for it twice needs it once.
      const uses = new Map([...asked, ...done].map((use) => [use.word, use]));
      for (const { path, word } of uses.values()) {
        const needed = typeof word === 'string' && Object.hasOwn(SWITCHED, word) ? SWITCHED[word] : undefined;
        if (needed === undefined || offered.has(needed.native)) continue;
        yield {
          resource,
          path,
          summary: `\`${word}\` is not to be had in this account: ${needed.feature} ${needed.are} off`,
          hint: 'Switch it on in the Admin Center first, if the plan has it, or take it out of the rule',
        };
      }
    }
  },
);

export const ruleChecks = [inactiveField, unknownOption, webhookForRules, switchedOff] as const;

function subjectsIn(definitions: unknown): ReadonlySet<unknown> {
  const lists = isRecord(definitions) ? Object.values(definitions) : [];
  return new Set(
    lists.flatMap((list) => (Array.isArray(list) ? list.filter(isRecord).map(({ subject }) => subject) : [])),
  );
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
