/** Rules that answer themselves: updates that come back through an API, and mails that are answered by machines. */
import { falsifies } from '../../checks/automations.ts';
import { liveTargetOf, targetOf } from '../../checks/check.ts';
import { actionsOf, conditionsOf } from '../../checks/rule.ts';
import type { Resource } from '../../core/resource.ts';
import { type Attributes, isPlainStruct, type Struct } from '../../core/value.ts';
import { implies } from '../logic.ts';
import type { LintContext, Rule } from '../rule.ts';
import { activeOf, asks, customerMails, isOnChange, isOpaque } from '../rules-of.ts';
import { callsZendesk } from '../zendesk-address.ts';

const webhookLoop: Rule = {
  id: 'webhook-loop',
  severity: 'error',
  title: 'A trigger does not answer updates that its own webhook makes',
  reason:
    'An update through the API is an update like any other: the trigger fires again, calls the webhook again, and so on until a limit of the platform ends it.',
  mend: 'Add {field: update_channel, is_not: api}, or a tag that the trigger sets and does not want to find.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408886797466',
  failing: `
webhooks:
  self:
    name: Write back
    endpoint: https://acme.zendesk.com/api/v2/tickets/update_many.json
    method: PUT
    format: json
    authentication: {type: bearer_token, token: {secret: env:TOKEN}}
trigger_categories: {all: {name: All}}
triggers:
  write_back:
    title: Write back
    category: all
    when: {all: [{field: update_type, is: change}, {field: status, is: open}]}
    then: [{notify_webhook: {webhook: self, body: "{}"}}]`,
  passing: `
webhooks:
  self:
    name: Write back
    endpoint: https://acme.zendesk.com/api/v2/tickets/update_many.json
    method: PUT
    format: json
    authentication: {type: bearer_token, token: {secret: env:TOKEN}}
trigger_categories: {all: {name: All}}
triggers:
  write_back:
    title: Write back
    category: all
    when: {all: [{field: update_type, is: change}, {field: status, is: open}, {field: update_channel, is_not: api}]}
    then: [{notify_webhook: {webhook: self, body: "{}"}}]`,
  *run(cx) {
    for (const resource of activeOf(cx, 'trigger')) {
      if (isOpaque(resource)) continue;
      const caller = actionsOf(resource.attributes).find((action) => writesBack(cx, action));
      if (caller === undefined || isGuarded(resource)) continue;
      const seen = cx.trial?.loops(resource);
      if (seen === 'not so') continue;
      yield {
        resource,
        path: 'when',
        summary: 'It calls a webhook that updates tickets here, and fires again on that update',
        ...(seen === undefined ? {} : { witness: seen.witness }),
      };
    }
  },
};

/** True for a call that reaches tickets of Zendesk's own API, which makes an update. */
function writesBack(cx: LintContext, { action, value }: Struct): boolean {
  if (action !== 'notify_webhook' || !isPlainStruct(value)) return false;
  const webhook: Attributes | undefined =
    targetOf(cx, value.webhook)?.attributes ?? liveTargetOf(cx, value.webhook)?.attributes;
  if (webhook === undefined || webhook.active === false || webhook.method === 'GET') return false;
  return callsZendesk(String(webhook.endpoint)) && /\/(?:tickets|requests|imports)\b/.test(String(webhook.endpoint));
}

function isGuarded(resource: Resource): boolean {
  const { all } = conditionsOf(resource.attributes);
  const actions = actionsOf(resource.attributes);
  return (
    implies(all, { field: 'update_type', operator: 'is', value: 'create' }) ||
    implies(all, { field: 'update_channel', operator: 'is_not', value: 'api' }) ||
    implies(all, { field: 'current_user', operator: 'is', value: 'end_user' }) ||
    asks(resource, (condition) => isOnChange(condition)) ||
    all.some(
      (condition) =>
        condition.field === 'tags' && actions.some((action) => action.action !== 'set' && falsifies(action, condition)),
    )
  );
}

const mailLoop: Rule = {
  id: 'mail-loop',
  severity: 'warning',
  title: 'Customers are not answered automatically whenever they write',
  reason:
    'An out-of-office reply is an update by the customer: the trigger mails again, the machine answers again. And people get a mail about what they have just written.',
  mend: 'Add {field: current_user, is: agent}, or let it run on creation only.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408836366362',
  failing: `
trigger_categories: {all: {name: All}}
triggers:
  thanks:
    title: Thank you for writing
    category: all
    when: {all: [{field: update_type, is: change}, {field: comment, is: public}]}
    then: [{notify_user: {to: requester, subject: Thank you, body: We read it.}}]`,
  passing: `
trigger_categories: {all: {name: All}}
triggers:
  answered:
    title: Somebody answered
    category: all
    when: {all: [{field: update_type, is: change}, {field: comment, is: public}, {field: current_user, is: agent}]}
    then: [{notify_user: {to: requester, subject: Our answer, body: "{{ticket.latest_comment}}"}}]`,
  *run(cx) {
    for (const resource of activeOf(cx, 'trigger')) {
      if (isOpaque(resource) || mailsOnAnyUpdate(resource) === undefined || isAlternated(resource)) continue;
      const seen = cx.trial?.answersItself(resource);
      if (seen === 'not so') continue;
      yield {
        resource,
        path: 'when',
        summary: 'It mails customers about their own updates, an automatic reply included',
        ...(seen === undefined ? {} : { witness: seen.witness }),
      };
    }
  },
};

/** The mail of a trigger to the requester; a notice to requester and CCs leaves out whoever wrote. */
function mailsOnAnyUpdate(resource: Resource): Struct | undefined {
  return customerMails(resource).find(({ to }) => to === 'requester');
}

/** True where conditions see to it that a person of ours, or a change of state, comes in between. */
function isAlternated(resource: Resource): boolean {
  const { all } = conditionsOf(resource.attributes);
  const actions = actionsOf(resource.attributes);
  return (
    implies(all, { field: 'update_type', operator: 'is', value: 'create' }) ||
    asks(resource, byTeam) ||
    asks(resource, isOnChange) ||
    all.some((condition) => actions.some((action) => falsifies(action, condition)))
  );
}

/** The update is not the customer's. */
function byTeam({ field, operator, value }: Struct): boolean {
  if (field !== 'current_user') return false;
  return operator === 'is' ? value !== 'end_user' : value === 'end_user';
}

export const loopRules: readonly Rule[] = [webhookLoop, mailLoop];
