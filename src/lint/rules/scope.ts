/** Triggers that can never fire, and those that fire more often than anybody means. */
import { falsifies } from '../../checks/automations.ts';
import { listed } from '../../checks/overlap.ts';
import { actionsOf, conditionsOf } from '../../checks/rule.ts';
import type { Resource } from '../../core/resource.ts';
import { isRef, type Struct, type Value } from '../../core/value.ts';
import { contradictionIn, impliesRule, waysOf } from '../logic.ts';
import type { Found, LintContext, Rule } from '../rule.ts';
import { activeOf, hasScope, inWords, isOpaque, notifies, shown } from '../rules-of.ts';

const noScope: Rule = {
  id: 'trigger-no-scope',
  severity: 'warning',
  title: 'A trigger that sets a field says on which updates',
  reason:
    'Without "created", "updated" or "changed" it runs on every update: an agent who assigns the ticket elsewhere finds it back where it was.',
  mend: 'Add {field: update_type, is: create}, or a condition with `changed`.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408883223322',
  failing: `
groups: {billing: {name: Billing}}
trigger_categories: {routing: {name: Routing}}
triggers:
  route:
    title: Route invoices
    category: routing
    when: {all: [{field: subject, includes_words: invoice}]}
    then: [{set: {group: billing}}]`,
  passing: `
groups: {billing: {name: Billing}}
trigger_categories: {routing: {name: Routing}}
triggers:
  route:
    title: Route invoices
    category: routing
    when: {all: [{field: update_type, is: create}, {field: subject, includes_words: invoice}]}
    then: [{set: {group: billing}}]`,
  *run(cx) {
    for (const resource of activeOf(cx, 'trigger')) {
      if (isOpaque(resource) || hasScope(resource)) continue;
      const { all } = conditionsOf(resource.attributes);
      const actions = actionsOf(resource.attributes).filter((action) => !notifies(action));
      // What makes one of its own conditions false runs once, whatever comes later.
      if (all.some((condition) => actions.some((action) => falsifies(action, condition)))) continue;
      const set = actions.find(({ action, field }) => action === 'set' && isSetByPeople(field));
      if (set !== undefined)
        yield {
          resource,
          path: 'when',
          summary: `It sets ${shown(set.field)} on every update, and undoes what people set`,
        };
    }
  },
};

const BY_PEOPLE: ReadonlySet<Value | undefined> = new Set([
  'status',
  'custom_status',
  'type',
  'priority',
  'group',
  'assignee',
  'form',
  'brand',
]);

function isSetByPeople(field: Value | undefined): boolean {
  return BY_PEOPLE.has(field) || isRef(field);
}

const neverFires: Rule = {
  id: 'trigger-never-fires',
  severity: 'error',
  title: 'The conditions of a rule can all hold of one ticket',
  reason: 'A rule whose conditions contradict each other looks like protection and is none.',
  mend: 'Put alternatives under `any`, or take out the condition that was left over.',
  source: 'https://support.zendesk.com/hc/en-us/articles/203662246',
  failing: `
groups: {billing: {name: Billing}}
trigger_categories: {routing: {name: Routing}}
triggers:
  route:
    title: Route urgent and high ones
    category: routing
    when: {all: [{field: update_type, is: create}, {field: priority, is: urgent}, {field: priority, is: high}]}
    then: [{set: {group: billing}}]`,
  passing: `
groups: {billing: {name: Billing}}
trigger_categories: {routing: {name: Routing}}
triggers:
  route:
    title: Route urgent and high ones
    category: routing
    when:
      all: [{field: update_type, is: create}]
      any: [{field: priority, is: urgent}, {field: priority, is: high}]
    then: [{set: {group: billing}}]`,
  *run(cx) {
    for (const kind of ['trigger', 'automation', 'view', 'sla']) {
      for (const resource of activeOf(cx, kind)) {
        const found = contradictory(resource);
        if (found !== undefined) yield found;
      }
    }
    yield* tagsThatAreGone(cx);
  },
};

function contradictory(resource: Resource): Found | undefined {
  const { all, any } = conditionsOf(resource.attributes);
  const path = 'when';
  const clash = contradictionIn(all);
  if (clash !== undefined)
    return { resource, path, summary: `No ticket can meet all of: ${clash.map(inWords).join('; ')}` };
  const ways = waysOf({ all, any });
  if (any.length === 0 || ways.some((way) => contradictionIn(way) === undefined)) return undefined;
  return { resource, path, summary: 'Whichever condition under "any" holds, one under "all" does not' };
}

/** A tag is asked for that an earlier trigger takes away from every ticket that would have it. */
function* tagsThatAreGone(cx: LintContext): Iterable<Found> {
  const earlier: { readonly remover: Resource; readonly tags: readonly string[] }[] = [];
  for (const resource of activeOf(cx, 'trigger')) {
    const { all } = conditionsOf(resource.attributes);
    for (const condition of all) {
      if (condition.field !== 'tags' || condition.operator !== 'includes') continue;
      const asked = listed(condition.value);
      const gone = earlier.find(
        ({ remover, tags }) =>
          asked.every((tag) => tags.includes(tag)) &&
          impliesRule(all, conditionsOf(remover.attributes)) &&
          !givenBetween(cx, remover, resource, asked),
      );
      if (gone === undefined) continue;
      const seen = cx.trial?.firesNever(resource);
      if (seen === 'not so') continue;
      yield {
        resource,
        path: 'when',
        summary: `It asks for ${asked.join(' or ')}, which ${gone.remover.address} has taken away before`,
        ...(seen === undefined ? {} : { witness: seen.witness }),
        mend: 'Put it before that trigger, or ask for something that stays.',
      };
    }
    const tags = actionsOf(resource.attributes).flatMap(({ action, value }) =>
      action === 'remove_tags' ? listed(value) : [],
    );
    if (tags.length > 0 && !isOpaque(resource)) earlier.push({ remover: resource, tags });
  }
}

/** True if some other trigger may give the tag again: then nobody can tell. */
function givenBetween(cx: LintContext, remover: Resource, asker: Resource, tags: readonly string[]): boolean {
  return activeOf(cx, 'trigger').some(
    (own) => own !== remover && own !== asker && actionsOf(own.attributes).some((action) => gives(action, tags)),
  );
}

function gives({ action, value }: Struct, tags: readonly string[]): boolean {
  if (action === 'add_tags' || action === 'set_tags') return listed(value).some((tag) => tags.includes(tag));
  return action === 'set' && listed(value).some((option) => tags.includes(option));
}

export const scopeRules: readonly Rule[] = [noScope, neverFires];
