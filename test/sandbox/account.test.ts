import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { object } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { open } from './client.ts';

test('languages are set by the whole list; the default stays and numbers of no language are dropped', async () => {
  const client = await open({ profile: 'trial' });
  const codes = async (path = '/locales') => (await client.get(path)).many('locales').map((row) => row.locale);
  expect(await codes()).toEqual(['en-US']);
  const put = (locale_ids: Json) =>
    client.send('PUT', '/account/settings', { settings: { localization: { locale_ids } } });
  const answer = await put([8, 16, 4711]);
  expect(object(answer.one('settings').localization).locale_ids).toEqual([1, 8, 16]);
  expect(await codes()).toEqual(['en-US', 'de', 'fr']);
  await put([1, 8]);
  expect(await codes()).toEqual(['en-US', 'de']);
  expect((await codes('/locales/public')).length).toBeGreaterThan(4);
  expect((await client.get('/locales/de')).one('locale').id).toBe(8);
  expect((await client.get('/locales/8')).one('locale').locale).toBe('de');
  expect((await client.get('/locales/fr')).status).toBe(404);
  expect((await client.get('/locales/current')).one('locale').locale).toBe('en-US');
});

test('settings that cannot be written are passed over in silence, and agents write none', async () => {
  const client = await open();
  const before = (await client.get('/account/settings')).body;
  const settings = { active_features: { voice: true }, nonsense: { a: 1 } };
  const answer = await client.send('PUT', '/account/settings', { settings });
  expect([answer.status, answer.body]).toEqual([200, before]);
  expect((await client.send('PUT', '/account/settings', {})).status).toBe(400);
  expect((await client.as('sandbox-agent-token').send('PUT', '/account/settings', { settings })).status).toBe(403);
});

async function settingsOf(client: Client, group: string): Promise<Attributes> {
  return object((await client.get('/account/settings')).one('settings')[group]);
}

function put(client: Client, settings: Attributes) {
  return client.send('PUT', '/account/settings', { settings });
}

test('only what is named changes, in the groups that are named', async () => {
  const client = await open();
  const before = await settingsOf(client, 'branding');
  const answer = await put(client, { branding: { header_color: '112233' }, email: { mail_delimiter: '--' } });
  expect(answer.headers.get('x-zendesk-api-warn')).toBeNull();
  expect(await settingsOf(client, 'branding')).toEqual({ ...before, header_color: '112233' });
  expect(await settingsOf(client, 'email')).toMatchObject({ mail_delimiter: '--', email_status: true });
  for (const settings of [
    { branding: { header_color: 'red' } },
    { routing: { autorouting_tag: '' } },
    { rule: { macro_order: 'random' } },
    { brands: { default_brand_id: 1 } },
  ]) {
    expect([settings, (await put(client, settings)).status]).toEqual([settings, 422]);
  }
});

test('what is left out is told in a header, and nothing of it is kept', async () => {
  const client = await open();
  const before = (await client.get('/account/settings')).body;
  const answer = await put(client, {
    tickets: { collaboration: false, teleport: true },
    limits: { attachment_size: 1 },
    seats: { a: 1 },
    nonsense: {},
  });
  expect([answer.status, answer.body]).toEqual([200, before]);
  const keys = ['tickets.collaboration', 'tickets.teleport', 'limits.attachment_size'].map((key) => `settings.${key}`);
  expect(answer.headers.get('x-zendesk-api-warn')).toBe(
    `Removed Params: Unpermitted parameter keys: '${JSON.stringify([...keys, 'settings.seats', 'settings.nonsense'])}'`,
  );
  expect((await put(client, { email: { email_status: [] } })).headers.get('x-zendesk-api-warn')).toContain(
    'email_status',
  );
});

test('surveys bring an automation, which goes quiet with them and is not made twice', async () => {
  const client = await open({ profile: 'trial' });
  const survey = async () =>
    (await client.get('/automations')).many('automations').filter((row) => String(row.title).includes('satisfaction'));
  const turn = (customer_satisfaction: boolean) => put(client, { active_features: { customer_satisfaction } });
  expect(await survey()).toEqual([]);
  await turn(true);
  const [made] = await survey();
  expect(made).toMatchObject({ title: 'Request customer satisfaction rating (System Automation)', active: true });
  const same = { conditions: made?.conditions ?? {}, actions: made?.actions ?? [] };
  expect((await client.send('PUT', `/automations/${made?.id}`, { automation: same })).status).toBe(200);
  await turn(false);
  expect((await survey()).map((row) => row.active)).toEqual([false]);
  await turn(true);
  expect((await survey()).map((row) => [row.id, row.active])).toEqual([[made?.id, true]]);
  const team = await open({ profile: 'team' });
  const refused = await put(team, { active_features: { customer_satisfaction: true } });
  expect(object(refused.one('settings').active_features).customer_satisfaction).toBe(false);
  expect((await team.get('/satisfaction_reasons')).status).toBe(403);
});

test('the reasons of bad ratings can be read, one of them in a list', async () => {
  const client = await open();
  const reasons = (await client.get('/satisfaction_reasons')).many('reasons');
  expect(reasons.map((row) => row.reason_code)).toEqual([0, 5, 6, 7, 8, 100]);
  const one = (await client.get(`/satisfaction_reasons/${reasons[1]?.id}`)).many('reason');
  expect(one.map((row) => row.reason_code)).toEqual([5]);
});

test('what follows from a setting follows', async () => {
  const client = await open();
  const outlet = client.sandbox.control.objects('brands').find((row) => row.name === 'Acme Outlet')?.id ?? null;
  await put(client, { brands: { default_brand_id: outlet } });
  const brands = (await client.get('/brands')).many('brands').filter((row) => row.default);
  expect(brands.map((row) => row.id)).toEqual([outlet]);
  await put(client, {
    ticket_form: { ticket_forms_instructions: '{{dc.greeting}}', raw_ticket_forms_instructions: 'x' },
  });
  expect(await settingsOf(client, 'ticket_form')).toEqual({
    ticket_forms_instructions: 'Thank you for writing to us.',
    raw_ticket_forms_instructions: '{{dc.greeting}}',
  });
  await put(client, { email: { email_sender_authentication: true } });
  await put(client, { email: { email_sender_authentication: false } });
  expect((await settingsOf(client, 'email')).email_sender_authentication).toBe(true);
  await put(client, { routing: { enabled: false, autorouting_tag: 'Route Me' } });
  expect(await settingsOf(client, 'routing')).toMatchObject({ enabled: false, autorouting_tag: 'route_me' });
  await put(client, { agents: { agent_workspace: false } });
  expect((await put(client, { routing: { enabled: true } })).status).toBe(422);
});

test('by hand a language is switched on and off by its code', async () => {
  const client = await open({ profile: 'trial' });
  const made = client.sandbox.control.inject('locales', { locale: 'de' });
  expect(made.id).toBe(8);
  expect(object((await client.get('/account/settings')).one('settings').localization).locale_ids).toEqual([1, 8]);
  expect(() => client.sandbox.control.inject('locales', { locale: 'de' })).toThrow();
  expect(() => client.sandbox.control.inject('locales', { locale: 'xx' })).toThrow();
  client.sandbox.control.remove('locales', 8);
  expect((await client.get('/locales')).many('locales')).toHaveLength(1);
  expect(() => client.sandbox.control.remove('locales', 1)).toThrow();
});

test('how people sign in can be read by admins and written by nobody', async () => {
  const client = await open({ profile: 'trial' });
  expect((await client.get('/remote_authentications')).many('remote_authentications')).toEqual([]);
  client.sandbox.control.inject('remote_authentications', { name: 'Okta', auth_mode_name: 'saml', is_active: true });
  expect((await client.get('/remote_authentications')).many('remote_authentications')).toMatchObject([
    { name: 'Okta', auth_mode: 2, auth_mode_name: 'saml', is_active: true },
  ]);
  const security = (await client.get('/security_settings')).one('security_settings');
  expect(object(object(security.authentication).agent)).toMatchObject({ zendesk_login: true, remote_login: false });
  expect(security).not.toHaveProperty('id');
  client.sandbox.control.edit('security_settings', 'account', { csp_blocking_enabled: false });
  expect((await client.get('/security_settings')).one('security_settings').csp_blocking_enabled).toBe(false);
  for (const path of ['/security_settings', '/remote_authentications']) {
    expect((await client.as('sandbox-agent-token').get(path)).status).toBe(403);
    expect((await client.send('PUT', path, {})).status).toBe(404);
    expect((await client.send('POST', path, {})).status).toBe(404);
  }
});

test('no channel is set up in a new account', async () => {
  const client = await open({ profile: 'trial' });
  const path = '/channels/twitter/monitored_twitter_handles';
  expect((await client.get(path)).many('monitored_twitter_handles')).toEqual([]);
  const settings = (await client.get('/account/settings')).one('settings');
  expect(settings.active_features).toMatchObject({ chat: false, voice: false, twitter: false, facebook: false });
  const made = client.sandbox.control.inject('monitored_twitter_handles', { screen_name: '@acme', twitter_user_id: 7 });
  expect((await client.get(`${path}/${made.id}`)).one('monitored_twitter_handle').screen_name).toBe('@acme');
});
