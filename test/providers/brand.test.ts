import { describe, expect, it } from 'vitest';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { brand } from '../../src/providers/zendesk/kinds/brand.ts';
import { AT, formatting, node, parsing, run, writing } from './support.ts';

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
  it('get their logo as a file, after they are made; none is removed', () => {
    const logo = `logo.png\n${Buffer.from('bytes').toString('base64')}`;
    const wanted = { name: 'Second', subdomain: 'acme-second', logo };
    const made = run(brand.writer?.create?.(wanted, writing()) ?? none(), [
      { success: true },
      { brand: NATIVE },
      { brand: { ...NATIVE, logo: { id: 77 } } },
    ]);
    expect(made.sent[1]?.body).toEqual({ brand: { name: 'Second', subdomain: 'acme-second' } });
    expect(made.sent[2]).toEqual({
      method: 'PUT',
      path: '/api/v2/brands/5/logo',
      file: { field: 'brand[logo][uploaded_data]', name: 'logo.png', type: 'image/png', data: Buffer.from('bytes') },
    });
    expect(made.result.live?.attributes.logo).toBe('77');
    const live = liveObject(brand, { ...NATIVE, logo: { id: 77 } });
    const steps = brand.writer?.update?.(live, { ...live.attributes, logo: '' }, ['logo'], writing()) ?? none();
    expect(run(steps).sent).toEqual([{ method: 'DELETE', path: '/api/v2/brands/5/logo' }]);
    const plain = run(brand.writer?.create?.({ ...wanted, logo: '' }, writing()) ?? none(), [{}, { brand: NATIVE }]);
    expect(plain.sent).toHaveLength(2);
  });
  it('take a logo from a file that is a picture', () => {
    const { logo } = brand.kind.attributes;
    const file = { type: 'scalar', value: 'AAEC', at: AT, file: 'brand/Logo.PNG', bytes: true } as const;
    expect(logo?.parse(file, parsing())).toBe('Logo.PNG\nAAEC');
    expect(logo?.format('Logo.PNG\nAAEC', formatting)).toEqual({ file: 'Logo.PNG' });
    expect(logo?.parse(node('none'), parsing())).toBe('');
    const cx = parsing();
    expect(logo?.parse(node('logo.png'), cx)).toBeUndefined();
    expect(brand.kind.attributes.name?.parse(file, cx)).toBeUndefined();
    expect(cx.reports.map(({ summary }) => summary)).toEqual([
      '"logo.png" must be {file: logo.png} (png, jpg, jpeg, gif), or none',
      'The file brand/Logo.PNG must be a text on one line; put it in quotes',
    ]);
  });
  it('whose new subdomain turns out to be theirs already were renamed by a write whose reply was lost', () => {
    const live = liveObject(brand, NATIVE);
    const steps = () =>
      brand.writer?.update?.(live, { ...live.attributes, subdomain: 'new' }, ['subdomain'], writing()) ?? none();
    expect(run(steps(), [{ success: false }, { brand: { ...NATIVE, subdomain: 'new' } }]).sent).toHaveLength(3);
    expect(() => run(steps(), [{ success: false }, { brand: NATIVE }])).toThrow('belongs to somebody else');
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
