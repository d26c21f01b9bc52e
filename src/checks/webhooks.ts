/** What Zendesk refuses about webhooks. */
import { isPlainStruct } from '../core/value.ts';
import { isCredentialHeader, isForRules } from '../providers/zendesk/kinds/webhook.ts';
import { check, liveOf, membersIn, objectOf, resourcesOf } from './check.ts';

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

const credentialHeader = check(
  {
    id: 'WEBHOOK_CREDENTIAL_HEADER',
    stage: 'load',
    severity: 'warning',
    title: 'Credentials stand in `authentication`, not in headers',
    why: 'A header of a webhook is read by everybody who may read webhooks, and by everybody who reads the spec.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'webhook')) {
      for (const { key } of membersIn(resource.attributes.headers)) {
        if (typeof key !== 'string' || !isCredentialHeader(key)) continue;
        yield {
          resource,
          path: `headers.${key}`,
          summary: `The header ${key} looks like a credential`,
          hint: 'Use `authentication` with {secret: env:NAME}; `api_key` takes a header of any name',
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

export const webhookChecks = [eventsNeedJson, address, completeAuthentication, credentialHeader, trialCount] as const;
