import { expect, it } from 'vitest';
import { codes, found } from './context.ts';

const resources = (email: string) => ({ 'support_address.help': { email } });

it('an address at zendesk.com must be at a brand of the account, or of the spec', () => {
  const tenant = { brand: [{ id: 1, name: 'Acme', subdomain: 'acme' }] };
  expect(codes({ resources: resources('a@acme.zendesk.com'), tenant })).toEqual([]);
  expect(codes({ resources: resources('a@elsewhere.example'), tenant })).toEqual([]);
  expect(found({ resources: resources('a@acne.zendesk.com'), tenant })).toMatchObject([
    { code: 'SUPPORT_ADDRESS_DOMAIN', hint: 'Did you mean acme.zendesk.com?' },
  ]);
  const made = { ...resources('a@shop.zendesk.com'), 'brand.shop': { subdomain: 'shop' } };
  expect(codes({ resources: made, tenant })).toEqual([]);
});

it('the TXT record that the domain lacks is told', () => {
  const address = { id: 1, email: 'help@acme.example', domain_verification_code: 'abc' };
  const given = (state: string) => ({
    resources: resources('help@acme.example'),
    tenant: { support_address: [{ ...address, domain_verification_status: state }] },
  });
  expect(found(given('unknown'))).toMatchObject([
    {
      code: 'SUPPORT_ADDRESS_UNVERIFIED',
      summary: 'DNS of acme.example needs the TXT record zendeskverification.acme.example with the value abc',
    },
  ]);
  expect(codes(given('verified'))).toEqual([]);
});
