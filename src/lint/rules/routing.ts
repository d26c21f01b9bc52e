/** Tickets that come in and reach nobody. */
import { membersIn, resourcesOf } from '../../checks/check.ts';
import { meets } from '../../checks/overlap.ts';
import { actionsOf, conditionsOf } from '../../checks/rule.ts';
import type { Resource } from '../../core/resource.ts';
import { canonicalJson, isRef, type Struct, type Value } from '../../core/value.ts';
import { fieldKey } from '../logic.ts';
import type { LintContext, Rule } from '../rule.ts';
import { activeOf, inWords, isOpaque } from '../rules-of.ts';

const routingGap: Rule = {
  id: 'routing-gap',
  severity: 'warning',
  title: 'Every new ticket ends with a group',
  reason: 'A ticket without a group is in nobody’s queue: it is found when the customer asks again.',
  mend: 'Put a trigger behind the others that gives what is left to one group: {field: group, is: none}.',
  source: 'Practice: every form, type, channel and priority has a group that answers.',
  failing: `
groups: {billing: {name: Billing}}
trigger_categories: {routing: {name: Routing}}
triggers:
  route:
    title: Questions to Billing
    category: routing
    when: {all: [{field: update_type, is: create}, {field: type, is: question}]}
    then: [{set: {group: billing}}]`,
  passing: `
groups: {billing: {name: Billing}, general: {name: General}}
trigger_categories: {routing: {name: Routing}}
triggers:
  route:
    title: Questions to Billing
    category: routing
    when: {all: [{field: update_type, is: create}, {field: type, is: question}]}
    then: [{set: {group: billing}}]
  rest:
    title: What is left
    category: routing
    when: {all: [{field: update_type, is: create}, {field: group, is: none}]}
    then: [{set: {group: general}}]`,
  *run(cx) {
    const routers = activeOf(cx, 'trigger').filter((own) => routes(own) && !isOpaque(own) && canRunOnCreate(own));
    const [first] = routers;
    if (first === undefined) return;
    const matrix = matrixOf(cx, routers);
    const lost = matrix.filter((ticket) => endsWithNobody(ticket, routers));
    const checked = cx.trial?.withoutGroup(lost) ?? lost.map((ticket) => ({ ticket, witness: undefined }));
    const [example] = checked;
    if (example === undefined) return;
    yield {
      resource: first,
      summary: `${checked.length} of ${matrix.length} kinds of new tickets end without a group`,
      detail: `For example: ${example.ticket.map(inWords).join('; ') || 'any ticket'}.`,
      ...(example.witness === undefined ? {} : { witness: example.witness }),
    };
  },
  unseen: () => 'whether an agent has the skills that routing asks for: skills are not read by this version',
};

function routes({ attributes }: Resource): boolean {
  return actionsOf(attributes).some(
    ({ action, field, value }) => action === 'set' && field === 'group' && value !== 'none',
  );
}

const CREATED: Struct = { field: 'update_type', operator: 'is', value: 'create' };
const ASKED: ReadonlySet<string> = new Set(['type', 'channel', 'priority', 'form', 'brand']);
const MOST_TICKETS = 2000;

/** Fields that routing asks for, besides texts, people and tags: a ticket of each combination of their values. */
function matrixOf(cx: LintContext, routers: readonly Resource[]): readonly (readonly Struct[])[] {
  const asked = new Map<string, { readonly field: Value; readonly originals: Map<string, Value> }>();
  for (const { field, operator, value } of routers.flatMap((own) => everything(own))) {
    if (field === undefined || !(isRef(field) || ASKED.has(String(field)))) continue;
    const key = fieldKey({ field });
    const entry = asked.get(key) ?? {
      field,
      originals: new Map(valuesOf(cx, field).map((own) => [canonicalJson(own), own])),
    };
    if (operator === 'is' || operator === 'is_not' || operator === 'changed_to') {
      const one = value ?? '';
      entry.originals.set(canonicalJson(one), one);
    }
    asked.set(key, entry);
  }
  let tickets: (readonly Struct[])[] = [[CREATED]];
  for (const { field, originals } of asked.values()) {
    const values = [...originals.values()];
    if (values.length === 0 || tickets.length * values.length > MOST_TICKETS) continue;
    tickets = tickets.flatMap((ticket) => values.map((value) => [...ticket, { field, operator: 'is', value }]));
  }
  return tickets.map((ticket) => ticket.slice(1));
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  type: ['none', 'question', 'incident', 'problem', 'task'],
  priority: ['none', 'low', 'normal', 'high', 'urgent'],
  channel: ['email', 'web_form', 'api'],
};

function valuesOf(cx: LintContext, field: Value): readonly Value[] {
  if (isRef(field)) {
    const [own] = cx.desired.resources.filter(({ address }) => address === field.$ref);
    return membersIn(own?.attributes.options).map(({ key }) => String(key));
  }
  const kind = field === 'form' ? 'ticket_form' : field === 'brand' ? 'brand' : undefined;
  if (kind === undefined) return VALUES[String(field)] ?? [];
  return resourcesOf(cx, kind)
    .filter(({ attributes }) => attributes.active !== false)
    .map(({ address }) => ({ $ref: address }));
}

function everything({ attributes }: Resource): readonly Struct[] {
  const { all, any } = conditionsOf(attributes);
  return [...all, ...any];
}

function canRunOnCreate(resource: Resource): boolean {
  return !conditionsOf(resource.attributes).all.some(
    ({ field, value }) => field === 'update_type' && value === 'change',
  );
}

/** What a ticket without a word of text, any tags or a known customer has. */
function endsWithNobody(ticket: readonly Struct[], routers: readonly Resource[]): boolean {
  const values = new Map(ticket.map((own) => [fieldKey(own), own.value]));
  return !routers.some(({ attributes }) => {
    const { all, any } = conditionsOf(attributes);
    const holds = (condition: Struct) => holdsOf(values, condition);
    return all.every(holds) && (any.length === 0 || any.some(holds));
  });
}

const ALWAYS: Readonly<Record<string, string>> = {
  update_type: 'create',
  group: 'none',
  assignee: 'none',
  status: 'new',
  current_user: 'end_user',
  comment: 'public',
  privacy: 'public',
};

function holdsOf(values: ReadonlyMap<string, Value | undefined>, condition: Struct): boolean {
  const { operator, field } = condition;
  if (field === 'tags') return operator === 'not_includes';
  const value = values.get(fieldKey(condition)) ?? ALWAYS[String(field)] ?? 'none';
  const text = typeof value === 'string' ? value : canonicalJson(value);
  if (operator === 'changed') return value !== 'none';
  if (operator === 'includes_words' || operator === 'includes_string') return false;
  return meets(text, condition);
}

export const routingRules: readonly Rule[] = [routingGap];
