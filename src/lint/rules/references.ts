/** What rules name: things that are gone, people who have left, and things that nothing names. */
import { liveTargetOf, resourcesOf } from '../../checks/check.ts';
import { isInactive, nameOf, rulesOf } from '../../checks/rule.ts';
import type { LiveObject } from '../../core/provider.ts';
import { type IdRef, isIdRef, isLiveRef, isRef, type LiveRef, type Ref, referencesIn } from '../../core/value.ts';
import { isForRules } from '../../providers/zendesk/kinds/webhook.ts';
import type { Found, LintContext, Rule } from '../rule.ts';
import { textsIn } from '../rules-of.ts';

const missing: Rule = {
  id: 'missing-reference',
  severity: 'error',
  title: 'Rules name what exists and is in use',
  reason:
    'A condition on something that is gone never holds, an action on it does nothing or keeps the rule from being saved, and a webhook that is off is called in vain.',
  mend: 'Name what took its place, or take the condition or action out.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4416479212698',
  checks: ['ACTION_ON_INACTIVE_FIELD', 'RULE_UNKNOWN_OPTION', 'WEBHOOK_NOT_FOR_RULES'],
  failing: `
trigger_categories: {all: {name: All}}
webhooks: {relay: {name: Relay, endpoint: "https://relay.acme.example/in", method: POST, format: json, active: false}}
triggers:
  tell:
    title: Tell
    category: all
    when: {all: [{field: update_type, is: create}, {field: group, is: missing(4711)}]}
    then: [{notify_webhook: {webhook: relay, body: "{}"}}]`,
  passing: `
groups: {billing: {name: Billing}}
trigger_categories: {all: {name: All}}
webhooks: {relay: {name: Relay, endpoint: "https://relay.acme.example/in", method: POST, format: json}}
triggers:
  tell:
    title: Tell
    category: all
    when: {all: [{field: update_type, is: create}, {field: group, is: billing}]}
    then: [{notify_webhook: {webhook: relay, body: "{}"}}]`,
  *run(cx) {
    for (const resource of rulesOf(cx)) {
      if (resource.attributes.active === false) continue;
      for (const path of ['when', 'then']) {
        const named = new Map(
          referencesIn(resource.attributes[path] ?? null).map((reference) => [JSON.stringify(reference), reference]),
        );
        for (const reference of named.values()) {
          // People have a rule of their own, and fields that actions set a check.
          if (kindOfReference(reference) === 'user') continue;
          const wrong = whatIsWrong(cx, reference, path);
          if (wrong !== undefined) yield { resource, path, ...wrong };
        }
      }
    }
  },
};

function kindOfReference(reference: Ref | IdRef | LiveRef): string {
  return isRef(reference) ? (reference.$ref.split('.')[0] ?? '') : String(reference.kind);
}

function whatIsWrong(
  cx: LintContext,
  reference: Ref | IdRef | LiveRef,
  path: string,
): Pick<Found, 'summary'> | undefined {
  const kind = kindOfReference(reference);
  const live = cx.live?.has(kind) === true;
  if (isIdRef(reference)) {
    if (reference.part !== undefined || (live && liveTargetOf(cx, reference) !== undefined)) return undefined;
    // Offline an id is what was missing when the spec was imported.
    return cx.live === undefined || live
      ? { summary: `It names the ${kind} ${reference.$id}, which does not exist` }
      : undefined;
  }
  if (isLiveRef(reference) && live && reference.$live !== '@default' && liveTargetOf(cx, reference) === undefined)
    return { summary: `It names the ${kind} "${reference.$live}", which does not exist, or not once` };
  const checked = kind === 'ticket_field' && path === 'then';
  return !checked && isInactive(cx, reference)
    ? { summary: `It names ${nameOf(reference)}, which is switched off` }
    : undefined;
}

const suspended: Rule = {
  id: 'suspended-agent',
  severity: 'warning',
  title: 'Rules assign to and notify people who work here',
  reason:
    'A ticket that goes to somebody who has left is looked after by nobody, and a mail to them is read by nobody.',
  mend: 'Name a group instead of a person.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408889285530',
  tenantOnly: 'whether the people whom rules name are agents and not suspended',
  tenant: {
    user: [
      { id: 1, name: 'Kim', email: 'kim@acme.example', role: 'agent', active: true, suspended: true },
      { id: 2, name: 'Lee', email: 'lee@acme.example', role: 'agent', active: true, suspended: false },
    ],
  },
  failing: `
trigger_categories: {all: {name: All}}
triggers:
  to_kim:
    title: To Kim
    category: all
    when: {all: [{field: update_type, is: create}]}
    then: [{set: {assignee: live("kim@acme.example")}}]`,
  passing: `
trigger_categories: {all: {name: All}}
triggers:
  to_lee:
    title: To Lee
    category: all
    when: {all: [{field: update_type, is: create}]}
    then: [{set: {assignee: live("lee@acme.example")}}]`,
  *run(cx) {
    if (cx.live?.has('user') !== true) return;
    for (const resource of rulesOf(cx)) {
      if (resource.attributes.active === false) continue;
      for (const path of ['when', 'then']) {
        for (const reference of referencesIn(resource.attributes[path] ?? null)) {
          if (kindOfReference(reference) !== 'user') continue;
          const person = liveTargetOf(cx, reference);
          const why = person === undefined ? 'is no agent of the account' : absent(person);
          if (why !== undefined)
            yield {
              resource,
              path,
              summary: `It names ${person?.title ?? (isIdRef(reference) ? `the user ${reference.$id}` : nameOf(reference))}, who ${why}`,
            };
        }
      }
    }
  },
};

/** Why somebody cannot take a ticket; undefined for whoever can. */
function absent({ native }: LiveObject): string | undefined {
  if (native.suspended === true) return 'is suspended';
  if (native.active === false) return 'has been deleted';
  if (native.role === 'end-user') return 'is no agent any more';
  return native.role_type === 1 || native.role_type === 3 ? 'cannot be assigned tickets' : undefined;
}

const unused: Rule = {
  id: 'unused',
  severity: 'warning',
  title: 'What is kept is used',
  reason: 'What nobody uses is read, translated and kept right all the same, and nobody dares to take it out.',
  mend: 'Take it out, or use it.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408889285530',
  checks: ['TAG_UNUSED'],
  tenantOnly: 'how often triggers, automations and macros ran in the last 30 days',
  failing: `
webhooks: {relay: {name: Relay, endpoint: "https://relay.acme.example/in", method: POST, format: json}}`,
  passing: `
webhooks: {relay: {name: Relay, endpoint: "https://relay.acme.example/in", method: POST, format: json}}
trigger_categories: {all: {name: All}}
triggers:
  tell:
    title: Tell
    category: all
    when: {all: [{field: update_type, is: create}]}
    then: [{notify_webhook: {webhook: relay, body: "{}"}}]`,
  *run(cx) {
    yield* unnamed(cx);
    for (const resource of ['trigger', 'automation', 'macro'].flatMap((kind) => resourcesOf(cx, kind))) {
      if (resource.attributes.active === false || cx.usage?.get(resource.address) !== 0) continue;
      yield { resource, summary: `No ticket has met this ${resource.kind} in 30 days` };
    }
  },
  unseen: (cx) =>
    cx.usage === undefined ? 'how often triggers, automations and macros ran in the last 30 days' : undefined,
};

/** Webhooks for rules, fields of their own and texts that nothing in the spec names. */
function* unnamed(cx: LintContext): Iterable<Found> {
  const named = new Set<string>();
  const texts: string[] = [];
  for (const { attributes } of cx.desired.resources) {
    for (const value of Object.values(attributes)) {
      for (const reference of referencesIn(value)) if (isRef(reference)) named.add(reference.$ref);
      texts.push(...textsIn(value));
    }
  }
  const written = new Set(texts.flatMap((text) => [...text.matchAll(/\{\{\s*dc\.([\w-]+)/g)].map(([, name]) => name)));
  const hasForms = resourcesOf(cx, 'ticket_form').length > 0;
  for (const resource of cx.desired.resources) {
    const { kind, address, attributes } = resource;
    if (named.has(address) || attributes.active === false) continue;
    if (kind === 'webhook' && isForRules(attributes)) yield { resource, summary: 'No rule calls this webhook' };
    else if (kind === 'ticket_field' && hasForms && !SYSTEM.has(attributes.type))
      yield { resource, summary: 'No form shows this field, and no rule or view asks for it' };
    else if (
      kind === 'dynamic_content' &&
      !written.has(address.slice(kind.length + 1)) &&
      !written.has(String(attributes.name))
    )
      yield { resource, summary: 'No text uses this dynamic content' };
  }
}

/** Fields that every account has. */
const SYSTEM: ReadonlySet<unknown> = new Set([
  'subject',
  'description',
  'status',
  'tickettype',
  'priority',
  'basic_priority',
  'group',
  'assignee',
  'custom_status',
]);

export const referenceRules: readonly Rule[] = [missing, suspended];
export const usageRules: readonly Rule[] = [unused];
