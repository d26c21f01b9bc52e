import { describe, expect, it } from 'vitest';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { brand } from '../../src/providers/zendesk/kinds/brand.ts';
import { node, parsing, run, writing } from './support.ts';

const NATIVE = {
  id: 5,
  name: 'Second',
  subdomain: 'acme-second',
  active: true,
  default: false,
  is_deleted: false,
  host_mapping: null,
  signature_template: null,
  has_help_center: false,
  logo: null,
};

function none(): never {
  throw new Error('not written');
}

describe('brands', () => {
  it('are known by subdomain, and the default one and deleted ones are told apart', () => {
    const live = liveObject(brand, NATIVE);
    expect(live.attributes).toMatchObject({ host_mapping: '', signature_template: '', default: false });
    expect(live.aliases).toEqual(['acme-second']);
    expect(brand.kind.naturalKey(live.attributes)).toBe('acme-second');
    expect(liveObject(brand, { ...NATIVE, default: true }).isDefault).toBe(true);
    expect(liveObject(brand, { ...NATIVE, is_deleted: true }).gone).toBe(true);
  });
  it('are created once their subdomain is known to be free', () => {
    const wanted = { name: 'Second', subdomain: 'acme-second', host_mapping: '', default: true };
    const { sent, result } = run(brand.writer?.create?.(wanted, writing()) ?? none(), [
      { success: true },
      { brand: NATIVE },
    ]);
    expect(sent).toEqual([
      { method: 'GET', path: '/api/v2/accounts/available', query: { subdomain: 'acme-second' } },
      {
        method: 'POST',
        path: '/api/v2/brands',
        body: { brand: { name: 'Second', subdomain: 'acme-second', host_mapping: null } },
      },
    ]);
    expect(result.id).toBe('5');
  });
  it('whose subdomain belongs to somebody else are not sent', () => {
    const steps = brand.writer?.create?.({ name: 'X', subdomain: 'taken' }, writing()) ?? none();
    expect(() => run(steps, [{ success: false }])).toThrow('The subdomain "taken" belongs to somebody else');
  });
  it('send what changed, and ask only about a subdomain that is new', () => {
    const live = liveObject(brand, NATIVE);
    const update = (target: object, changed: readonly string[]) =>
      run(brand.writer?.update?.(live, { ...live.attributes, ...target }, changed, writing()) ?? none(), []).sent;
    expect(update({ name: 'Other' }, ['name'])).toEqual([
      { method: 'PUT', path: '/api/v2/brands/5', body: { brand: { name: 'Other' } } },
    ]);
    expect(update({ subdomain: 'new' }, ['subdomain']).map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/api/v2/accounts/available'],
      ['PUT', '/api/v2/brands/5'],
    ]);
  });
  it('say what a new subdomain and a deletion mean', () => {
    const live = liveObject(brand, NATIVE).attributes;
    expect(brand.kind.consequence?.({ name: 'X', subdomain: 'acme-second' }, live)).toBeUndefined();
    expect(brand.kind.consequence?.({ name: 'X', subdomain: 'new' }, live)).toBe(
      'links to acme-second.zendesk.com and mail to its addresses no longer arrive',
    );
    expect(brand.kind.deletionLoses?.(['Guide'])).toContain('with it go Guide');
  });
  it.each(['Acme', 'a_b', '-a', 'a b'])('cannot have the subdomain %s', (subdomain) => {
    expect(brand.kind.attributes.subdomain?.parse(node(subdomain), parsing())).toBeUndefined();
  });
});
