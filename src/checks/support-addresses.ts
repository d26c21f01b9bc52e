/** What Zendesk refuses about support addresses, and what only DNS can say. */
import { nearest } from '../core/attributes/problems.ts';
import { check, liveOf, resourcesOf } from './check.ts';

const ownDomain = check(
  {
    id: 'SUPPORT_ADDRESS_DOMAIN',
    stage: 'account',
    severity: 'error',
    title: 'Addresses at zendesk.com belong to a brand of the account',
    why: 'Zendesk refuses an address at the subdomain of somebody else.',
  },
  function* (cx) {
    if (cx.live?.has('brand') !== true) return;
    const live = liveOf(cx, 'brand').map(({ native }) => String(native.subdomain));
    const made = resourcesOf(cx, 'brand').map(({ attributes }) => String(attributes.subdomain));
    const subdomains = [...new Set([...live, ...made])];
    for (const resource of resourcesOf(cx, 'support_address')) {
      const [, subdomain] = /@([a-z0-9-]+)\.zendesk\.com$/.exec(String(resource.attributes.email)) ?? [];
      if (subdomain === undefined || subdomains.includes(subdomain)) continue;
      const near = nearest(subdomain, subdomains) ?? subdomains[0];
      yield {
        resource,
        path: 'email',
        summary: `The account has no brand at ${subdomain}.zendesk.com`,
        ...(near === undefined ? {} : { hint: `Did you mean ${near}.zendesk.com?` }),
      };
    }
  },
);

const verification = check(
  {
    id: 'SUPPORT_ADDRESS_UNVERIFIED',
    stage: 'account',
    severity: 'info',
    title: 'The domain of a support address is verified',
    why: 'Until its TXT record is there, answers are not sent in its name.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'support_address')) {
      const held = liveOf(cx, 'support_address').find((object) => object.title === resource.attributes.email);
      const { domain_verification_code: code, domain_verification_status: state, email } = held?.native ?? {};
      if (typeof code !== 'string' || code === '' || state === 'verified') continue;
      const domain = String(email).split('@')[1] ?? '';
      const summary = `DNS of ${domain} needs the TXT record zendeskverification.${domain} with the value ${code}`;
      yield { resource, path: 'email', summary };
    }
  },
);

export const supportAddressChecks = [ownDomain, verification] as const;
