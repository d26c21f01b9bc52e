import { describe, expect, it } from 'vitest';
import { codes, found } from './context.ts';

const ACME = { id: 1, name: 'Acme', subdomain: 'acme', default: true, active: true, has_help_center: true };

describe('brands', () => {
  it('that are the default cannot be deactivated', () => {
    const resources = { 'brand.acme': { name: 'Acme', subdomain: 'acme', active: false } };
    expect(codes({ resources })).toEqual([]);
    expect(codes({ resources, tenant: { brand: [ACME] } })).toEqual(['BRAND_DEFAULT_INACTIVE']);
    expect(codes({ resources, tenant: { brand: [{ ...ACME, default: false }] } })).toEqual([]);
  });
  it('have a subdomain each', () => {
    const resources = { 'brand.a': { name: 'A', subdomain: 'x' }, 'brand.b': { name: 'B', subdomain: 'x' } };
    expect(found({ resources })).toMatchObject([
      { code: 'BRAND_SUBDOMAIN_TWICE', address: 'brand.b', summary: 'brand.a has the same subdomain' },
    ]);
  });
  it('keep the subdomain under which the account is reached', () => {
    const resources = { 'brand.acme': { name: 'Acme', subdomain: 'other' } };
    expect(codes({ resources, tenant: { brand: [ACME] } })).toEqual(['BRAND_OF_ACCOUNT']);
    expect(codes({ resources, tenant: { brand: [{ ...ACME, subdomain: 'third' }] } })).toEqual([]);
  });
  it('are no more than the plan of the account has', () => {
    const resources = { 'brand.a': { name: 'A', subdomain: 'a' }, 'brand.b': { name: 'B', subdomain: 'b' } };
    expect(codes({ resources, edition: 'suite_team' })).toEqual(['BRAND_PLAN']);
    expect(codes({ resources, edition: 'suite_growth' })).toEqual([]);
    expect(codes({ resources, edition: 'support_professional' })).toEqual(['BRAND_PLAN']);
    expect(codes({ resources, edition: 'suite_enterprise' })).toEqual([]);
    const tenant = { brand: [ACME] };
    expect(codes({ resources, edition: 'suite_team', tenant })).toEqual(['BRAND_PLAN', 'BRAND_PLAN']);
    expect(
      codes({ resources: { 'brand.acme': { name: 'Acme', subdomain: 'acme' } }, edition: 'team', tenant }),
    ).toEqual([]);
  });
});

describe('help centers of managed brands', () => {
  const resources = {
    'brand.acme': { name: 'Acme', subdomain: 'acme' },
    'category.first': { brand: { $ref: 'brand.acme' }, name: 'First' },
    'support_address.main': { brand: { $ref: 'brand.acme' }, email: 'support@acme.zendesk.com' },
  };
  it('must be active', () => {
    expect(codes({ resources, tenant: { brand: [ACME] } })).toEqual([]);
    const brand = [{ ...ACME, help_center_state: 'disabled' }];
    expect(found({ resources, tenant: { brand } })).toMatchObject([
      { code: 'HELP_CENTER_DISABLED', address: 'category.first', hint: 'Activate it in Zendesk first' },
    ]);
  });
  it('are not there before their brand is', () => {
    expect(found({ resources, tenant: { brand: [] } })).toMatchObject([
      { code: 'HELP_CENTER_DISABLED', summary: 'brand.acme is made by this plan, and has no help center yet' },
    ]);
  });
});
