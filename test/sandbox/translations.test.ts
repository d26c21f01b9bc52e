import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { open } from './client.ts';

const KINDS = ['categories', 'sections', 'articles'];
const BASE = '/help_center';

async function bilingual(): Promise<Client> {
  const client = await open({ profile: 'trial' });
  const { control } = client.sandbox;
  control.inject('locales', { locale: 'de' });
  const [center] = control.objects('help_centers');
  control.edit('help_centers', Number(center?.id), { locales: ['en-us', 'de'] });
  return client;
}

async function first(client: Client, kind: string): Promise<Attributes> {
  const [row] = (await client.get(`${BASE}/${kind}`)).many(kind);
  return row ?? {};
}

test('a trial has one language, and a second one is switched on by hand', async () => {
  const trial = await open({ profile: 'trial' });
  expect((await trial.get(`${BASE}/locales`)).body).toEqual({ locales: ['en-us'], default_locale: 'en-us' });
  const client = await bilingual();
  expect((await client.get(`${BASE}/locales`)).body.locales).toEqual(['en-us', 'de']);
});

test.each(KINDS)('%s are translated into a second language, and back out of it', async (kind) => {
  const client = await bilingual();
  const source = await first(client, kind);
  const path = `${BASE}/${kind}/${source.id}/translations`;
  expect((await client.get(`${path}/missing`)).body.locales).toEqual(['de']);
  expect((await client.get(`${path}/de`)).status).toBe(404);
  const translation = { locale: 'de', title: 'Titel', body: 'Text' };
  const made = await client.send('POST', path, { translation });
  expect(made.status).toBe(201);
  expect(made.one('translation')).toMatchObject({
    ...translation,
    outdated: false,
    draft: false,
    source_id: source.id,
  });
  expect((await client.get(`${path}/missing`)).body.locales).toEqual([]);
  const shown = (await client.get(`${BASE}/de/${kind}/${source.id}`)).body;
  expect(JSON.stringify(shown)).toContain('Titel');
  expect((await client.send('POST', path, { translation })).status).toBe(400);
  const change = { title: 'Neu', body: 'Neuer Text' };
  expect((await client.send('PUT', `${path}/de`, { translation: change })).one('translation')).toMatchObject(change);
  const english = (await client.get(`${path}/en-us`)).one('translation');
  expect((await client.send('DELETE', `${BASE}/translations/${english.id}`)).status).toBe(400);
  expect((await client.send('DELETE', `${BASE}/translations/${made.one('translation').id}`)).status).toBe(204);
  expect((await client.get(`${path}/missing`)).body.locales).toEqual(['de']);
});

test.each(KINDS)('lists and single %s embed their translations when asked to', async (kind) => {
  const client = await open();
  const embeddedIn = (row: Attributes | undefined) =>
    objects(row?.translations).map((translation) => translation.locale);
  const plain = await first(client, kind);
  expect(plain).not.toHaveProperty('translations');
  const rows = (await client.get(`${BASE}/${kind}?include=translations`)).many(kind);
  expect(rows.every((row) => embeddedIn(row).includes('en-us'))).toBe(true);
  if (kind === 'articles') expect(rows.some((row) => embeddedIn(row).includes('de'))).toBe(true);
  const one = (await client.get(`${BASE}/${kind}/${plain.id}?include=translations`)).body;
  const [shown] = Object.values(one);
  expect(objects([shown ?? null]).flatMap(embeddedIn)).toContain('en-us');
});

test('sections show their categories beside them, translated ones if both are asked for', async () => {
  const client = await open();
  const sections = await client.get(`${BASE}/sections?include=categories,translations`);
  const ids = new Set(sections.many('sections').map((row) => row.category_id));
  expect(sections.many('categories')).toHaveLength(ids.size);
  expect(sections.many('categories')[0]).toHaveProperty('translations');
  const [bare] = (await client.get(`${BASE}/sections?include=categories`)).many('categories');
  expect(bare).not.toHaveProperty('translations');
});

test('a translation can be outdated, the source never', async () => {
  const client = await bilingual();
  const article = await first(client, 'articles');
  const path = `${BASE}/articles/${article.id}/translations`;
  await client.send('POST', path, { translation: { locale: 'de', title: 'T', body: '' } });
  const mark = async (locale: string) =>
    (await client.send('PUT', `${path}/${locale}`, { translation: { outdated: true } })).one('translation').outdated;
  expect([await mark('de'), await mark('en-us')]).toEqual([true, false]);
  const shown = (await client.get(`${BASE}/articles/${article.id}`)).one('article');
  expect([shown.outdated, shown.outdated_locales]).toEqual([false, ['de']]);
  const listed = async (query: string) =>
    (await client.get(`${path}?${query}`)).many('translations').map((row) => row.locale);
  expect(await listed('outdated=true')).toEqual(['de']);
  expect(await listed('locales=en-us')).toEqual(['en-us']);
  const category = await first(client, 'categories');
  const german = `${BASE}/categories/${category.id}/translations`;
  await client.send('POST', german, { translation: { locale: 'de', title: 'K', body: '' } });
  await client.send('PUT', `${german}/de`, { translation: { outdated: true } });
  expect((await client.get(`${BASE}/de/categories/${category.id}`)).one('category').outdated).toBe(true);
  expect((await client.get(`${BASE}/categories/${category.id}`)).one('category').outdated).toBe(false);
});

test('the language of a translation can change to one that is enabled and free', async () => {
  const client = await bilingual();
  const { control } = client.sandbox;
  const section = await first(client, 'sections');
  const path = `${BASE}/sections/${section.id}/translations`;
  await client.send('POST', path, { translation: { locale: 'de', title: 'T', body: '' } });
  const move = async (locale: Json) => (await client.send('PUT', `${path}/de`, { translation: { locale } })).status;
  expect([await move('fr'), await move('en-us')]).toEqual([400, 400]);
  const [center] = control.objects('help_centers');
  control.edit('help_centers', Number(center?.id), { locales: ['en-us', 'de', 'fr'] });
  expect(await move('fr')).toBe(200);
  expect((await client.get(`${path}/fr`)).one('translation').title).toBe('T');
  expect((await client.get(`${path}/missing`)).body.locales).toEqual(['de']);
});
