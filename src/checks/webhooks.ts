/** What Zendesk refuses about webhooks. */
import { isPlainStruct } from '../core/value.ts';
import { isForRules } from '../providers/zendesk/kinds/webhook.ts';
import { check, liveOf, objectOf, resourcesOf } from './check.ts';

const TRIAL_LIMIT = 10;

const eventsNeedJson = check(
  {
    id: 'WEBHOOK_EVENTS_FORMAT',
    stage: 'load',
    severity: 'error',
    title: 'Webhooks that are subscribed to events send POST and JSON',
    why: 'Zendesk refuses other methods and formats for them.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'webhook')) {
      const { method, format } = resource.attributes;
      if (isForRules(resource.attributes) || (method === 'POST' && format === 'json')) continue;
      yield {
        resource,
        path: 'events',
        summary: 'A webhook that is subscribed to events needs method POST and format json',
      };
    }
  },
);

const address = check(
  {
    id: 'WEBHOOK_ADDRESS',
    stage: 'load',
    severity: 'warning',
    title: 'A webhook calls an https address',
    why: 'Plain http sends ticket data and credentials in clear.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'webhook')) {
      const endpoint = String(resource.attributes.endpoint);
      if (!/^https:\/\/[^\s/]+/.test(endpoint))
        yield { resource, path: 'endpoint', summary: `"${endpoint}" is not an https address` };
    }
  },
);

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  bearer_token: ['token'],
  basic_auth: ['username', 'password'],
  api_key: ['header', 'value'],
};

const completeAuthentication = check(
  {
    id: 'WEBHOOK_AUTHENTICATION',
    stage: 'account',
    severity: 'error',
    title: 'A new webhook has all parts of its authentication',
    why: 'Zendesk refuses it otherwise, and the parts can be sent only together.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'webhook')) {
      const { authentication } = resource.attributes;
      if (!isPlainStruct(authentication) || objectOf(cx, resource, 'name') !== undefined) continue;
      const missing = (NEEDS[String(authentication.type)] ?? []).filter((part) => authentication[part] === undefined);
      if (missing.length > 0) {
        yield {
          resource,
          path: 'authentication',
          summary: `${String(authentication.type)} needs ${missing.join(' and ')}`,
        };
      }
    }
  },
);

const trialCount = check(
  {
    id: 'WEBHOOK_TRIAL_LIMIT',
    stage: 'account',
    severity: 'warning',
    title: `A trial has at most ${TRIAL_LIMIT} webhooks`,
    why: 'Zendesk refuses the eleventh on a trial account. One webhook can serve many rules.',
  },
  function* (cx) {
    const live = liveOf(cx, 'webhook');
    const fresh = resourcesOf(cx, 'webhook').filter((resource) => objectOf(cx, resource, 'name') === undefined);
    const [resource] = fresh.slice(Math.max(0, TRIAL_LIMIT - live.length));
    if (resource !== undefined) {
      yield {
        resource,
        summary: `The account would have ${live.length + fresh.length} webhooks; a trial takes ${TRIAL_LIMIT}`,
      };
    }
  },
);

export const webhookChecks = [eventsNeedJson, address, completeAuthentication, trialCount] as const;
