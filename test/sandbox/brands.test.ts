import { expect, test } from 'vitest';
import { object, objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

async function brandCalled(client: Client, name: string) {
  const found = (await client.get('/brands')).many('brands').find((brand) => brand.name === name);
  if (!found) throw new Error(`No brand ${name}`);
  return found;
}

function put(client: Client, id: unknown, brand: Parameters<typeof make>[3]) {
  return client.send('PUT', `/brands/${id}`, { brand });
}

test('a new brand has the defaults of the platform, and no help center whatever was sent', async () => {
  const client = await open();
  const sent = { name: ' Spares ', subdomain: 'Acme-Spares', has_help_center: true, help_center_state: 'enabled' };
  const brand = await make(client, '/brands', 'brand', { ...sent, default: true });
  expect(brand).toMatchObject({
    name: 'Spares',
    subdomain: 'acme-spares',
    brand_url: 'https://acme-spares.zendesk.com',
    host_mapping: null,
    has_help_center: false,
    help_center_state: 'disabled',
    active: true,
    default: false,
    is_deleted: false,
    logo: null,
    signature_template: '{{agent.signature}}',
    user_separation: 'account',
  });
  const updated = await put(client, brand.id, { has_help_center: true, help_center_state: 'enabled' });
  expect(updated.one('brand')).toMatchObject({ has_help_center: false, help_center_state: 'disabled' });
});

test('a brand shows the forms that are open to it', async () => {
  const client = await open();
  const brand = await make(client, '/brands', 'brand', { name: 'Spares', subdomain: 'acme-spares' });
  const form = { name: 'Only spares', in_all_brands: false, restricted_brand_ids: [brand.id ?? null] };
  const own = await make(client, '/ticket_forms', 'ticket_form', form);
  const forms = (await client.get(`/brands/${brand.id}`)).one('brand').ticket_form_ids;
  expect(forms).toContain(own.id);
  expect(forms).toHaveLength(3);
  expect((await brandCalled(client, 'Acme')).ticket_form_ids).not.toContain(own.id);
});

test('a subdomain is needed, has a form, and is unique in the whole platform', async () => {
  const client = await open();
  const refusal = async (subdomain: string) =>
    (await client.send('POST', '/brands', { brand: { name: 'Spares', subdomain } })).status;
  for (const bad of ['', 'a_b', 'a b', '-ab', 'acme', 'ACME', 'acme-outlet', 'support']) {
    expect([bad, await refusal(bad)]).toEqual([bad, 422]);
  }
  expect((await client.send('POST', '/brands', { brand: { name: ' ', subdomain: 'fresh' } })).status).toBe(422);
  const labs = await brandCalled(client, 'Acme Labs');
  expect((await put(client, labs.id, { subdomain: 'acme-outlet' })).status).toBe(422);
  expect((await put(client, labs.id, { subdomain: 'acme-labs' })).status).toBe(200);
});

test('anybody can ask whether a subdomain is free', async () => {
  const client = await open();
  const free = async (name: string) =>
    (await client.as(undefined).get(`/accounts/available?subdomain=${name}`)).body.success;
  expect([await free('brand-new'), await free('acme'), await free('support')]).toEqual([true, false, false]);
});

test('each plan has its number of brands', async () => {
  const statuses = async (profile: 'team' | 'trial', wanted: number) => {
    const client = await open({ profile });
    const made: number[] = [];
    for (let index = 0; index < wanted; index += 1) {
      const brand = { name: `B${index}`, subdomain: `brand-${index}` };
      made.push((await client.send('POST', '/brands', { brand })).status);
    }
    return made;
  };
  expect(await statuses('team', 1)).toEqual([403]);
  expect(await statuses('trial', 5)).toEqual([201, 201, 201, 201, 422]);
});

test('the default brand can be neither deleted nor switched off until another one is the default', async () => {
  const client = await open();
  const [main, outlet] = [await brandCalled(client, 'Acme'), await brandCalled(client, 'Acme Outlet')];
  expect((await client.send('DELETE', `/brands/${main.id}`)).status).toBe(422);
  expect((await put(client, main.id, { active: false })).status).toBe(422);
  expect((await put(client, main.id, { default: false })).one('brand').default).toBe(true);
  expect((await put(client, outlet.id, { active: false, default: true })).status).toBe(422);
  expect((await put(client, outlet.id, { default: true })).one('brand').default).toBe(true);
  expect((await brandCalled(client, 'Acme')).default).toBe(false);
  expect((await client.get('/account/settings')).one('settings').brands).toMatchObject({ default_brand_id: outlet.id });
  expect((await put(client, main.id, { active: false })).one('brand').active).toBe(false);
});

test('a deleted brand leaves the list, keeps its row, loses its support addresses and stays named by rules', async () => {
  const client = await open();
  const { control } = client.sandbox;
  const outlet = await brandCalled(client, 'Acme Outlet');
  const email = 'support@acme-outlet.zendesk.com';
  control.inject('recipient_addresses', { name: 'Outlet', email, brand_id: outlet.id ?? null });
  const trigger = control.inject('triggers', {
    title: 'Outlet',
    category_id: '30401112000002',
    conditions: { all: [{ field: 'brand_id', operator: 'is', value: String(outlet.id) }], any: [] },
    actions: [{ field: 'priority', value: 'high' }],
  });
  expect((await client.send('DELETE', `/brands/${outlet.id}`)).status).toBe(204);
  const listed = async (path: string) => (await client.get(path)).many('brands').map((brand) => brand.id);
  expect(await listed('/brands')).not.toContain(outlet.id);
  expect(await listed('/brands?include_deleted=true')).toContain(outlet.id);
  expect((await client.get(`/brands/${outlet.id}`)).one('brand')).toMatchObject({ is_deleted: true, active: false });
  expect((await put(client, outlet.id, { name: 'Back' })).status).toBe(404);
  expect((await client.send('DELETE', `/brands/${outlet.id}`)).status).toBe(404);
  expect((await client.get('/recipient_addresses')).source).not.toContain(email);
  const kept = (await client.get(`/triggers/${trigger.id}`)).one('trigger');
  expect(objects(object(kept.conditions).all)).toMatchObject([{ value: String(outlet.id) }]);
});

test('a host mapping moves the address, belongs to one brand and can be checked', async () => {
  const client = await open();
  const [outlet, labs] = [await brandCalled(client, 'Acme Outlet'), await brandCalled(client, 'Acme Labs')];
  const host = 'acme-outlet.shop.example';
  const mapped = await put(client, outlet.id, { host_mapping: host });
  expect(mapped.one('brand')).toMatchObject({ host_mapping: host, brand_url: `https://${host}` });
  expect((await put(client, labs.id, { host_mapping: host })).status).toBe(422);
  const good = { cname: 'acme-outlet.zendesk.com', is_valid: true };
  expect((await client.get(`/brands/${outlet.id}/check_host_mapping`)).body).toEqual(good);
  const asked = `/brands/check_host_mapping?host_mapping=other.example&subdomain=acme-outlet`;
  expect((await client.get(asked)).body).toMatchObject({ is_valid: false, reason: 'not_a_cname' });
  expect((await client.as('sandbox-agent-token').get(asked)).status).toBe(403);
  const back = await put(client, outlet.id, { host_mapping: null });
  expect(back.one('brand')).toMatchObject({ host_mapping: null, brand_url: 'https://acme-outlet.zendesk.com' });
});

test('people of a brand are separate or shared, and nothing else', async () => {
  const client = await open();
  const labs = await brandCalled(client, 'Acme Labs');
  expect((await put(client, labs.id, { user_separation: 'planet' })).status).toBe(422);
  expect((await put(client, labs.id, { user_separation: 'brand' })).one('brand').user_separation).toBe('brand');
});

test('a help center is switched on by hand only', async () => {
  const client = await open();
  const labs = await brandCalled(client, 'Acme Labs');
  client.sandbox.control.edit('brands', String(labs.id), { has_help_center: true });
  expect((await brandCalled(client, 'Acme Labs')).help_center_state).toBe('enabled');
});

test('a logo is sent as a form, kept in another encoding and can be taken away twice', async () => {
  const client = await open();
  const labs = await brandCalled(client, 'Acme Labs');
  const bytes = new Uint8Array(3000).fill(7);
  const upload = async (type: string, part = 'brand[logo][uploaded_data]') => {
    const form = new FormData();
    form.set(part, new Blob([bytes], { type }), 'labs.png');
    const url = `${client.sandbox.zendeskUrl.replace('{subdomain}', 'acme')}/api/v2/brands/${labs.id}/logo`;
    return fetch(url, { method: 'PUT', headers: { authorization: 'Bearer sandbox-token' }, body: form });
  };
  expect((await upload('text/plain')).status).toBe(422);
  expect((await upload('image/png', 'file')).status).toBe(422);
  expect((await upload('image/png')).status).toBe(200);
  const logo = object((await brandCalled(client, 'Acme Labs')).logo);
  expect(logo).toMatchObject({ file_name: 'labs.png', content_type: 'image/png', inline: false });
  expect(logo.size).not.toBe(bytes.length);
  expect(objects(logo.thumbnails).map((item) => item.file_name)).toEqual(['labs_thumb.png', 'labs_small.png']);
  expect((await client.send('DELETE', `/brands/${labs.id}/logo`)).status).toBe(204);
  expect((await client.send('DELETE', `/brands/${labs.id}/logo`)).status).toBe(204);
  expect((await brandCalled(client, 'Acme Labs')).logo).toBeNull();
});

test('only administrators write brands', async () => {
  const client = (await open()).as('sandbox-agent-token');
  expect((await client.send('POST', '/brands', { brand: { name: 'X', subdomain: 'fresh' } })).status).toBe(403);
});
