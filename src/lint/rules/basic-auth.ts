/** Sign-ins to Zendesk's own API that end on a known day. */
import { resourcesOf } from '../../checks/check.ts';
import { isPlainStruct } from '../../core/value.ts';
import type { Rule } from '../rule.ts';
import { callsZendesk } from '../zendesk-address.ts';

/** Zendesk's page on the move to OAuth: the day on which all API tokens stop. */
const ENDS = '2027-04-30';

const basicAuth: Rule = {
  id: 'basic-auth-ends',
  severity: 'error',
  title: 'Webhooks and targets sign in to Zendesk with OAuth',
  reason: `On ${ENDS} Zendesk’s API stops taking API tokens, with which basic authentication signs in (passwords ended on 2026-01-12). Whatever such a webhook does, it then does no more, and nobody is told.`,
  mend: 'Make an OAuth client, and give the webhook its token with {type: bearer_token, token: {secret: env:NAME}}; targets become webhooks.',
  source: 'https://developer.zendesk.com/documentation/authentication/oauth-migration/',
  tenantOnly: 'targets that call Zendesk',
  failing: `
webhooks:
  follow_up:
    name: Follow up
    endpoint: https://acme.zendesk.com/api/v2/tickets.json
    method: POST
    format: json
    events: [zen:event-type:user.created]
    authentication: {type: basic_auth, username: {secret: env:NAME}, password: {secret: env:PASSWORD}}`,
  passing: `
webhooks:
  follow_up:
    name: Follow up
    endpoint: https://acme.zendesk.com/api/v2/tickets.json
    method: POST
    format: json
    events: [zen:event-type:user.created]
    authentication: {type: bearer_token, token: {secret: env:TOKEN}}`,
  *run(cx) {
    const summary = `It signs in to Zendesk with basic authentication, which ends on ${ENDS}`;
    for (const resource of resourcesOf(cx, 'webhook')) {
      const { active, endpoint, authentication } = resource.attributes;
      if (active === false || !callsZendesk(String(endpoint))) continue;
      if (isPlainStruct(authentication) && authentication.type === 'basic_auth')
        yield { resource, path: 'authentication', summary };
    }
    for (const { title, native } of cx.live?.get('target') ?? []) {
      const signsIn = typeof native.username === 'string' && native.username !== '';
      if (native.active !== false && signsIn && callsZendesk(String(native.target_url)))
        yield { summary: `The target "${title}" signs in to Zendesk with basic authentication, which ends on ${ENDS}` };
    }
  },
};

export const signInRules: readonly Rule[] = [basicAuth];
