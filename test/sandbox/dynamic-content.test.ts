import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const PATH = '/dynamic_content/items';
const [ENGLISH, GERMAN, FRENCH] = [1, 8, 16];

function add(client: Client, name: string, more: Attributes = {}): Promise<Attributes> {
  const variants = [
    { locale_id: ENGLISH, content: 'Hello', default: true },
    { locale_id: GERMAN, content: 'Hallo' },
  ];
  return make(client, PATH, 'item', { name, default_locale_id: ENGLISH, variants, ...more });
}

function variantIn(item: Attributes, locale: number): Attributes {
  return objects(item.variants).find((variant) => variant.locale_id === locale) ?? {};
}

async function current(client: Client, item: Attributes): Promise<Attributes> {
  return (await client.get(`${PATH}/${item.id}`)).one('item');
}

test('an item has a placeholder made from its name, which does not follow a new name', async () => {
  const client = await open();
  const item = await add(client, ' Snowboard Problem! ');
  expect(item).toMatchObject({ name: 'Snowboard Problem!', placeholder: '{{dc.snowboard_problem}}', outdated: false });
  expect(item.url).toContain(`/api/v2${PATH}/${item.id}.json`);
  expect(variantIn(item, ENGLISH)).toMatchObject({ content: 'Hello', default: true, active: true, outdated: false });
  expect(variantIn(item, GERMAN)).toMatchObject({ default: false, active: true });
  const sent = { name: 'Ski', default_locale_id: GERMAN, placeholder: '{{dc.ski}}', variants: [] };
  const renamed = (await client.send('PUT', `${PATH}/${item.id}`, { item: sent })).one('item');
  expect(renamed).toMatchObject({ name: 'Ski', placeholder: '{{dc.snowboard_problem}}', default_locale_id: ENGLISH });
  expect(objects(renamed.variants)).toHaveLength(2);
  const found = (await client.get(`${PATH}/show_many?identifiers=snowboard_problem,none`)).many('items');
  expect(found.map((row) => row.id)).toEqual([item.id]);
});

test('a lone content makes the default variant', async () => {
  const client = await open();
  const item = await make(client, PATH, 'item', { name: 'Short', default_locale_id: GERMAN, content: 'Kurz' });
  expect(objects(item.variants)).toMatchObject([{ content: 'Kurz', locale_id: GERMAN, default: true }]);
});

test('names and placeholders are unique whatever their case', async () => {
  const client = await open();
  const item = await add(client, 'Snowboard problem');
  await add(client, 'Other');
  const problem = async (name: string) => {
    const body = { item: { name, default_locale_id: ENGLISH, content: 'x' } };
    return Object.keys((await client.send('POST', PATH, body)).one('details'));
  };
  expect(await problem('SNOWBOARD PROBLEM')).toEqual(['name']);
  expect(await problem('Snowboard-problem')).toEqual(['placeholder']);
  expect(await problem('')).toEqual(['name']);
  expect((await client.send('PUT', `${PATH}/${item.id}`, { item: { name: 'other' } })).status).toBe(422);
  expect((await client.send('PUT', `${PATH}/${item.id}`, { item: { name: 'SNOWBOARD problem' } })).status).toBe(200);
});

test('an item needs variants, one a locale, all enabled, with a default in the default locale', async () => {
  const client = await open();
  const status = async (more: Attributes) => {
    const item = { name: 'N', default_locale_id: ENGLISH, ...more };
    return (await client.send('POST', PATH, { item })).status;
  };
  const hello = (locale_id: number, more: Attributes = {}): Json => ({ locale_id, content: 'Hi', ...more });
  expect(await status({})).toBe(422);
  expect(await status({ variants: [] })).toBe(422);
  expect(await status({ variants: 'x' })).toBe(400);
  expect(await status({ variants: [hello(GERMAN)] })).toBe(422);
  expect(await status({ variants: [hello(ENGLISH), hello(ENGLISH)] })).toBe(422);
  expect(await status({ variants: [hello(ENGLISH), hello(FRENCH)] })).toBe(422);
  expect(await status({ variants: [hello(ENGLISH), hello(GERMAN, { default: true })] })).toBe(422);
  expect(await status({ variants: [hello(ENGLISH, { content: ' ' })] })).toBe(422);
  expect(await status({ variants: [hello(ENGLISH, { active: false })] })).toBe(422);
  expect(await status({ default_locale_id: FRENCH, variants: [hello(FRENCH)] })).toBe(422);
  expect((await client.get(PATH)).many('items').some((row) => row.name === 'N')).toBe(false);
  expect(await status({ variants: [hello(ENGLISH)] })).toBe(201);
});

test('variants are added in enabled locales, once each', async () => {
  const client = await open();
  const item = await make(client, PATH, 'item', { name: 'Short', default_locale_id: ENGLISH, content: 'Short' });
  const path = `${PATH}/${item.id}/variants`;
  const send = async (variant: Attributes) => (await client.send('POST', path, { variant })).status;
  expect(await send({ locale_id: FRENCH, content: 'Court' })).toBe(422);
  expect(await send({ locale_id: ENGLISH, content: 'Brief' })).toBe(422);
  expect(await send({ content: 'Brief' })).toBe(422);
  client.sandbox.control.inject('locales', { locale: 'fr' });
  const many = {
    variants: [
      { locale_id: FRENCH, content: 'Court' },
      { locale_id: GERMAN, content: 'Kurz', active: false },
    ],
  };
  const made = await client.send('POST', `${path}/create_many`, many);
  expect([made.status, made.many('variants').length]).toEqual([201, 2]);
  const [french] = made.many('variants');
  expect(french?.url).toContain(`/api/v2${path}/${french?.id}.json`);
  expect(french).not.toHaveProperty('item_id');
  expect((await client.get(path)).many('variants')).toHaveLength(3);
  expect((await client.get(`${PATH}/1/variants`)).status).toBe(404);
  expect((await client.send('POST', `${path}/create_many`, { variants: [] })).status).toBe(400);
});

test('the default variant stays active, default and there, until another takes its place', async () => {
  const client = await open();
  const item = await add(client, 'Greeting 2');
  const path = `${PATH}/${item.id}/variants`;
  const [english, german] = [variantIn(item, ENGLISH), variantIn(item, GERMAN)];
  const put = async (id: unknown, variant: Attributes) =>
    (await client.send('PUT', `${path}/${id}`, { variant })).status;
  expect(await put(english.id, { active: false })).toBe(422);
  expect(await put(english.id, { default: false })).toBe(422);
  expect((await client.send('DELETE', `${path}/${english.id}`)).status).toBe(422);
  expect(await put(german.id, { active: false })).toBe(200);
  expect(await put(german.id, { default: true })).toBe(422);
  expect(await put(german.id, { active: true, default: true })).toBe(200);
  const after = await current(client, item);
  expect(after.default_locale_id).toBe(GERMAN);
  expect(objects(after.variants).filter((variant) => variant.default)).toHaveLength(1);
  expect((await client.send('DELETE', `${path}/${english.id}`)).status).toBe(204);
  expect((await client.send('DELETE', `${path}/${german.id}`)).status).toBe(422);
});

test('new wording of the default makes the others outdated until they are reworded', async () => {
  const client = await open();
  const item = await add(client, 'Greeting 2');
  const path = `${PATH}/${item.id}/variants`;
  const [english, german] = [variantIn(item, ENGLISH), variantIn(item, GERMAN)];
  await client.send('PUT', `${path}/${english.id}`, { variant: { content: 'Hi' } });
  const stale = await current(client, item);
  expect([stale.outdated, variantIn(stale, GERMAN).outdated, variantIn(stale, ENGLISH).outdated]).toEqual([
    true,
    true,
    false,
  ]);
  const many = { variants: [{ id: german.id ?? null, content: 'Servus' }] };
  const updated = await client.send('PUT', `${path}/update_many`, many);
  expect(updated.many('variants')).toMatchObject([{ content: 'Servus', outdated: false }]);
  expect((await current(client, item)).outdated).toBe(false);
  const strange = {
    variants: [
      { id: german.id ?? null, content: 'Moin' },
      { id: 1, content: 'x' },
    ],
  };
  expect((await client.send('PUT', `${path}/update_many`, strange)).status).toBe(404);
  expect(variantIn(await current(client, item), GERMAN).content).toBe('Servus');
});

test('an item that a rule names cannot be deleted', async () => {
  const client = await open();
  const item = await add(client, 'Hours');
  const near = await add(client, 'Hours of work');
  const rule = (text: string) =>
    client.sandbox.control.inject('macros', { title: 'M', actions: [{ field: 'comment_value', value: text }] });
  const macro = rule('We are open {{dc.hours}}');
  rule('{{ dc.hours_of_work }}');
  expect((await client.send('DELETE', `${PATH}/${item.id}`)).status).toBe(422);
  client.sandbox.control.remove('macros', Number(macro.id));
  expect((await client.send('DELETE', `${PATH}/${item.id}`)).status).toBe(204);
  expect((await client.send('DELETE', `${PATH}/${near.id}`)).status).toBe(422);
  expect(client.sandbox.control.objects('dynamic_content_variants').some((row) => row.item_id === item.id)).toBe(false);
});

test('the Team plan has no dynamic content; others may make much of it', async () => {
  const team = await open({ profile: 'team' });
  expect((await team.get(PATH)).status).toBe(403);
  expect((await team.get(`${PATH}/1/variants`)).status).toBe(403);
  const trial = await open({ profile: 'trial' });
  expect((await trial.get(PATH)).many('items')).toEqual([]);
  trial.sandbox.control.bulk({ dynamic_content_items: 120 });
  expect((await trial.get(`${PATH}?page[size]=100`)).one('meta').has_more).toBe(true);
  const made = trial.sandbox.control.inject('dynamic_content_items', {
    name: 'By hand',
    default_locale_id: ENGLISH,
    content: 'Hand',
  });
  const edited = (variant: Attributes) => ({ item_id: made.id ?? null, ...variant });
  expect(() =>
    trial.sandbox.control.inject('dynamic_content_variants', edited({ locale_id: ENGLISH, content: 'x' })),
  ).toThrow();
});
