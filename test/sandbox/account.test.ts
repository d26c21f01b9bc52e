import { expect, test } from 'vitest';
import type { Json } from '../../src/sandbox/json.ts';
import { object } from '../../src/sandbox/json.ts';
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
