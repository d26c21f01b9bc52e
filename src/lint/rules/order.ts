/** Triggers that undo each other, or that speak before the facts are there. */
import { actionsOf, conditionsOf } from '../../checks/rule.ts';
import type { Resource } from '../../core/resource.ts';
import { isPlainStruct, type Struct, sameValue, type Value } from '../../core/value.ts';
import {
  after,
  answersOf,
  areCompatible,
  contradictionIn,
  fieldKey,
  impliesRule,
  requirementOf,
  waysOf,
  waysOfRule,
} from '../logic.ts';
import type { Found, LintContext, Rule } from '../rule.ts';
import { activeOf, isOnChange, isOpaque, notifies, shown, textsIn } from '../rules-of.ts';

const shadowed: Rule = {
  id: 'trigger-shadowed',
  severity: 'warning',
  title: 'What a trigger sets is not set otherwise by the next one',
  reason:
    'Every trigger whose conditions hold fires. Where a later one always fires too and sets the same field, the earlier one has done nothing, whatever its title says.',
  mend: 'Put the general trigger before the special one, or exclude the special case from it.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408886797466',
  failing: `
groups: {billing: {name: Billing}, general: {name: General}}
trigger_categories: {routing: {name: Routing}}
triggers:
  invoices:
    title: Invoices to Billing
    category: routing
    when: {all: [{field: update_type, is: create}, {field: type, is: question}, {field: channel, is: email}]}
    then: [{set: {group: billing}}]
  questions:
    title: Questions to General
    category: routing
    when: {all: [{field: update_type, is: create}, {field: type, is: question}]}
    then: [{set: {group: general}}]`,
  passing: `
groups: {billing: {name: Billing}, general: {name: General}}
trigger_categories: {routing: {name: Routing}}
triggers:
  questions:
    title: Questions to General
    category: routing
    when: {all: [{field: update_type, is: create}, {field: type, is: question}]}
    then: [{set: {group: general}}]
  invoices:
    title: Invoices to Billing
    category: routing
    when: {all: [{field: update_type, is: create}, {field: type, is: question}, {field: channel, is: email}]}
    then: [{set: {group: billing}}]`,
  *run(cx) {
    const triggers = activeOf(cx, 'trigger').filter((own) => !isOpaque(own));
    const later = indexOf(triggers);
    for (const [place, resource] of triggers.entries()) {
      const found = overridden(cx, resource, later.behind(resource, place));
      if (found !== undefined) yield found;
    }
  },
};

interface Index {
  /** Triggers behind this place that could be implied by what the resource leaves behind, and set what it sets. */
  behind(resource: Resource, place: number): readonly Resource[];
}

/** By a value that a trigger asks for: so that not every trigger has to be held against every other. */
function indexOf(triggers: readonly Resource[]): Index {
  const counts = new Map<string, number>();
  const keysOf = new Map<Resource, readonly string[]>();
  for (const resource of triggers) {
    const keys = conditionsOf(resource.attributes).all.flatMap((own) => requirementOf(own) ?? []);
    keysOf.set(resource, keys);
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const shelves = new Map<string, [place: number, resource: Resource][]>();
  for (const [place, resource] of triggers.entries()) {
    const keys = [...(keysOf.get(resource) ?? [])].sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
    for (const set of settingsOf(resource)) {
      const shelf = `${fieldKey(set)} ${keys[0] ?? ''}`;
      const list = shelves.get(shelf);
      if (list === undefined) shelves.set(shelf, [[place, resource]]);
      else list.push([place, resource]);
    }
  }
  return {
    behind(resource, place) {
      const known = waysOfRule(resource.attributes).map((way) => after(way, resource.attributes));
      const keys = ['', ...new Set(known.flat().flatMap(answersOf))];
      return settingsOf(resource).flatMap((set) =>
        keys.flatMap((key) =>
          (shelves.get(`${fieldKey(set)} ${key}`) ?? []).flatMap(([own, other]) => (own > place ? [other] : [])),
        ),
      );
    },
  };
}

function settingsOf({ attributes }: Resource): readonly Struct[] {
  return actionsOf(attributes).filter(({ action, field }) => action === 'set' && field !== undefined);
}

function overridden(cx: LintContext, resource: Resource, candidates: readonly Resource[]): Found | undefined {
  const ways = waysOfRule(resource.attributes).map((way) => after(way, resource.attributes));
  for (const other of candidates) {
    const lost = settingsOf(resource).find((set) =>
      settingsOf(other).some((own) => sameValue(own.field, set.field) && !sameValue(own.value, set.value)),
    );
    if (lost === undefined || ways.length === 0) continue;
    if (!ways.every((known) => impliesRule(known, conditionsOf(other.attributes)))) continue;
    const shown_ = cx.trial?.whileFiring(resource, other);
    if (shown_ === 'not so') continue;
    return {
      resource,
      path: 'then',
      summary: `${other.address} fires as well, later, and sets ${shown(lost.field)} to something else: what this one sets is always lost`,
      ...(shown_ === undefined ? {} : { witness: shown_.witness }),
    };
  }
  return undefined;
}

const order: Rule = {
  id: 'trigger-order',
  severity: 'warning',
  title: 'Notifications come after what they speak of',
  reason:
    'A trigger that mails before the group or the priority is set mails without it, or to nobody, and does not fire again in the same update.',
  mend: 'Move it behind the triggers that set fields: first fields, then assignment, then notifications.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408882237722',
  failing: `
groups: {billing: {name: Billing}}
trigger_categories: {all: {name: All}}
triggers:
  tell:
    title: Tell the group
    category: all
    when: {all: [{field: update_type, is: create}]}
    then: [{notify_group: {group: assigned_group, subject: New, body: "A ticket for {{ticket.group.name}}"}}]
  route:
    title: Route questions
    category: all
    when: {all: [{field: update_type, is: create}, {field: type, is: question}]}
    then: [{set: {group: billing}}]`,
  passing: `
groups: {billing: {name: Billing}}
trigger_categories: {all: {name: All}}
triggers:
  route:
    title: Route questions
    category: all
    when: {all: [{field: update_type, is: create}, {field: type, is: question}]}
    then: [{set: {group: billing}}]
  tell:
    title: Tell the group
    category: all
    when: {all: [{field: update_type, is: create}]}
    then: [{notify_group: {group: assigned_group, subject: New, body: "A ticket for {{ticket.group.name}}"}}]`,
  *run(cx) {
    const triggers = activeOf(cx, 'trigger').filter((own) => !isOpaque(own));
    const setters = settersByField(triggers);
    for (const [place, resource] of triggers.entries()) {
      const found = speaksTooEarly(cx, resource, place, setters);
      if (found !== undefined) yield found;
    }
  },
};

type Setters = ReadonlyMap<string, readonly (readonly [place: number, resource: Resource])[]>;

function settersByField(triggers: readonly Resource[]): Setters {
  const found = new Map<string, [number, Resource][]>();
  for (const [place, resource] of triggers.entries()) {
    for (const set of settingsOf(resource)) {
      const key = fieldKey(set);
      const list = found.get(key);
      if (list === undefined) found.set(key, [[place, resource]]);
      else list.push([place, resource]);
    }
  }
  return found;
}

/** How many later triggers are held against one notification: those next to it matter most, and lists are long. */
const NEIGHBOURS = 50;

function speaksTooEarly(cx: LintContext, resource: Resource, place: number, setters: Setters): Found | undefined {
  const { all, any } = conditionsOf(resource.attributes);
  for (const field of fieldsSpokenOf(resource)) {
    // Asked about: it waits for a value by itself.
    if ([...all, ...any].some((condition) => condition.field === field)) continue;
    const later = (setters.get(field) ?? []).filter(([own]) => own > place).slice(0, NEIGHBOURS);
    for (const [, setter] of later) {
      if (!canMeet(resource, setter)) continue;
      const seen = cx.trial?.spokenTooEarly(resource, setter);
      if (seen === 'not so') continue;
      return {
        resource,
        path: 'then',
        summary: `It speaks of the ${field}, which ${setter.address} sets only afterwards`,
        ...(seen === undefined ? {} : { witness: seen.witness }),
      };
    }
  }
  return undefined;
}

/** True if one update can set off both. */
function canMeet(one: Resource, other: Resource): boolean {
  const ways = waysOf(conditionsOf(one.attributes)).filter((way) => contradictionIn(way) === undefined);
  return ways.some((way) => areCompatible(way, conditionsOf(other.attributes))) && !onDifferentUpdates(one, other);
}

/** What waits for a change of its own and what waits for a new ticket seldom meet: no alarm about that. */
function onDifferentUpdates(one: Resource, other: Resource): boolean {
  return hasChange(one) !== hasChange(other);
}

function hasChange({ attributes }: Resource): boolean {
  const { all, any } = conditionsOf(attributes);
  return [...all, ...any].some(isOnChange);
}

const SPOKEN: readonly (readonly [field: string, text: RegExp])[] = [
  ['group', /\{\{\s*ticket\.group/],
  ['assignee', /\{\{\s*ticket\.assignee/],
  ['priority', /\{\{\s*ticket\.priority/],
  ['type', /\{\{\s*ticket\.ticket_type/],
  ['status', /\{\{\s*ticket\.status/],
];

/** Fields that the texts or the recipient of a notification depend on. */
function fieldsSpokenOf({ attributes }: Resource): readonly string[] {
  const found = new Set<string>();
  for (const action of actionsOf(attributes).filter(notifies)) {
    const texts = textsIn(action.value);
    for (const [field, pattern] of SPOKEN) if (texts.some((text) => pattern.test(text))) found.add(field);
    if (recipientOf(action.value) === 'assigned_group') found.add('group');
    if (recipientOf(action.value) === 'assignee') found.add('assignee');
  }
  return [...found];
}

function recipientOf(value: Value | undefined): Value | undefined {
  return isPlainStruct(value) ? (value.to ?? value.group) : undefined;
}

export const orderRules: readonly Rule[] = [shadowed, order];
