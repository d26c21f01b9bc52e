/** What Zendesk refuses, or never runs, about triggers. */

import { type Attributes, isPlainStruct } from '../core/value.ts';
import { check, inIds, liveOf, objectOf, resourcesOf } from './check.ts';
import { rulesExclude } from './overlap.ts';
import { actionsOf, conditionsOf } from './rule.ts';

const noAction = check(
  {
    id: 'TRIGGER_WITHOUT_ACTION',
    stage: 'load',
    severity: 'error',
    title: 'A trigger does something',
    why: 'Zendesk refuses a trigger without actions.',
  },
  function* (cx) {
    for (const resource of [...resourcesOf(cx, 'trigger'), ...resourcesOf(cx, 'object_trigger')]) {
      if (actionsOf(resource.attributes).length === 0)
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
      const { all, any } = conditionsOf(resource.attributes);
      if (all.length + any.length === 0) {
        yield {
          resource,
          path: 'when',
          summary: 'The trigger has no condition: it runs on every update of every ticket',
        };
      }
    }
  },
);

const acknowledgedTwice = check(
  {
    id: 'ACKNOWLEDGED_TWICE',
    stage: 'account',
    severity: 'error',
    title: 'Customers get one mail when their ticket is created',
    why: 'New accounts have a trigger that confirms every request; beside one of our own, customers would get two mails.',
  },
  function* (cx) {
    const own = resourcesOf(cx, 'trigger');
    for (const live of liveOf(cx, 'trigger').filter(({ native }) => native.default === true)) {
      const manager = own.find((resource) => objectOf(cx, resource, 'title')?.id === live.id);
      const standard = inIds(cx, { ...live.attributes, ...manager?.attributes });
      if (!confirms(standard)) continue;
      for (const resource of own) {
        if (resource === manager || !confirms(resource.attributes)) continue;
        if (rulesExclude(conditionsOf(standard), conditionsOf(inIds(cx, resource.attributes)))) continue;
        yield {
          resource,
          path: 'then',
          summary: `Customers would get two mails: "${live.title}" mails them as well when a ticket is created`,
          hint:
            manager === undefined
              ? `Take it into the spec as a trigger with the title ${JSON.stringify(live.title)} and "active: false", or change its conditions so that both never hold`
              : `Set "active: false" on ${manager.address}, or give both conditions that never hold together`,
        };
      }
    }
  },
);

export const triggerChecks = [noAction, noCondition, acknowledgedTwice] as const;

const CUSTOMERS: ReadonlySet<unknown> = new Set(['requester', 'requester_and_ccs']);

/** True for a rule that mails the requester of a new ticket; mails about tickets that agents make are none of these. */
function confirms(attributes: Attributes): boolean {
  const { all } = conditionsOf(attributes);
  const asks = (field: string, value: string) =>
    all.some((own) => own.field === field && own.operator === 'is' && own.value === value);
  if (attributes.active === false || !asks('update_type', 'create') || asks('current_user', 'agent')) return false;
  return actionsOf(attributes).some(
    ({ action, value }) => action === 'notify_user' && isPlainStruct(value) && CUSTOMERS.has(value.to),
  );
}
