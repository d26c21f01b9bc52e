import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { object, parseJson, text } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

interface Put {
  readonly status: number;
  readonly asset: string;
}

/** Steps one and two of three: an address, and the file put there. */
async function upload(client: Client, content: string, more: Record<string, string> = {}): Promise<Put> {
  const grant = await client.send('POST', '/guide/medias/upload_url', {
    content_type: 'image/png',
    file_size: content.length,
  });
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(grant.one('headers'))) headers[name] = text(value);
  const { url, asset_upload_id } = grant.one('upload_url');
  const reply = await fetch(text(url), { method: 'PUT', headers: { ...headers, ...more }, body: content });
  return { status: reply.status, asset: text(asset_upload_id) };
}

async function newMedia(client: Client, content: string, filename: string): Promise<Attributes> {
  const { asset } = await upload(client, content);
  const made = await client.send('POST', '/guide/medias', { asset_upload_id: asset, filename });
  expect(made.status).toBe(200);
  return made.one('media');
}

async function attach(client: Client, article: unknown, fields: Record<string, string | Blob>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.set(name, value);
    else form.set(name, value, 'file.txt');
  }
  const base = client.sandbox.zendeskUrl.replace('{subdomain}', 'acme');
  const reply = await fetch(`${base}/api/v2/help_center/articles/${article}/attachments`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-token' },
    body: form,
  });
  return { status: reply.status, body: object(parseJson(await reply.text())) };
}

async function firstArticle(client: Client): Promise<Attributes> {
  const [article] = (await client.get('/help_center/articles')).many('articles');
  return article ?? {};
}

test('a file becomes an attachment in three steps and can be fetched again', async () => {
  const client = await open();
  const article = await firstArticle(client);
  const media = await newMedia(client, 'picture', 'hero.png');
  expect(media).toMatchObject({ name: 'hero.png', content_type: 'image/png', size: 7, version: 1 });
  expect(media.url).toBe(`/guide-media/${String(media.access_key)}`);
  const made = await attach(client, article.id, { guide_media_id: text(media.id), inline: 'false' });
  expect(made.status).toBe(201);
  const attachment = object(made.body.article_attachment);
  expect(attachment).toMatchObject({ article_id: article.id, file_name: 'hero.png', size: 7, inline: false });
  expect(await (await fetch(text(attachment.content_url))).text()).toBe('picture');
  const path = `/help_center/articles/${article.id}/attachments`;
  expect((await client.get(path)).many('article_attachments').map((row) => row.id)).toEqual([attachment.id]);
  expect((await client.get(`${path}/block`)).many('article_attachments')).toHaveLength(1);
  expect((await client.get(`${path}/inline`)).many('article_attachments')).toHaveLength(0);
  expect((await client.send('DELETE', `/help_center/articles/attachments/${attachment.id}`)).status).toBe(204);
  expect((await client.get(path)).many('article_attachments')).toEqual([]);
});

test('the storage takes a file with the headers it asked for and no credentials', async () => {
  const client = await open();
  expect((await upload(client, 'x', { authorization: 'Bearer sandbox-token' })).status).toBe(400);
  expect((await upload(client, 'x', { 'Content-Type': 'image/gif' })).status).toBe(403);
  const base = client.sandbox.zendeskUrl.replace('{subdomain}', 'acme');
  expect((await fetch(`${base}/storage/nowhere`, { method: 'PUT', body: 'x' })).status).toBe(403);
});

test('nothing is made of a file that never came, that is too large, or that was used already', async () => {
  const client = await open();
  const big = { content_type: 'image/png', file_size: 20 * 1024 * 1024 + 1 };
  const refused = await client.send('POST', '/guide/medias/upload_url', big);
  expect([refused.status, refused.many('errors')[0]?.title]).toEqual([400, 'Invalid property']);
  const grant = await client.send('POST', '/guide/medias/upload_url', { ...big, file_size: 1 });
  const asset = grant.one('upload_url').asset_upload_id ?? '';
  const create = async (asset_upload_id: string) =>
    (await client.send('POST', '/guide/medias', { asset_upload_id, filename: 'a.png' })).status;
  expect(await create(text(asset))).toBe(400);
  const done = await upload(client, 'x');
  expect([await create(done.asset), await create(done.asset)]).toEqual([200, 409]);
});

test('an attachment comes as a form that names a media object or brings a file', async () => {
  const client = await open();
  const { id } = await firstArticle(client);
  const path = `/help_center/articles/${id}/attachments`;
  const media = await newMedia(client, 'x', 'a.png');
  expect((await client.send('POST', path, { guide_media_id: media.id ?? '' })).status).toBe(400);
  expect((await attach(client, id, { inline: 'true' })).status).toBe(400);
  expect((await attach(client, id, { guide_media_id: 'nowhere' })).status).toBe(400);
  expect((await attach(client, id, { guide_media_id: text(media.id), locale: 'de' })).status).toBe(400);
  const older = await attach(client, id, { file: new Blob(['older'], { type: 'text/plain' }) });
  expect(object(older.body.article_attachment)).toMatchObject({ file_name: 'file.txt', content_type: 'text/plain' });
  const large = new Blob([new Uint8Array(20 * 1024 * 1024 + 1)]);
  expect((await attach(client, id, { file: large })).status).toBe(400);
});

test('an inline file belongs to the translation that shows it, and goes when nothing shows it', async () => {
  const client = await open();
  const article = await firstArticle(client);
  const media = await newMedia(client, 'x', 'a.png');
  const made = await attach(client, article.id, { guide_media_id: text(media.id), inline: 'true' });
  const { id } = object(made.body.article_attachment);
  const translations = `/help_center/articles/${article.id}/translations`;
  const show = (attachment: unknown) => `<p><img src="/hc/article_attachments/${attachment}"></p>`;
  await client.send('PUT', `${translations}/en-us`, { translation: { body: show(id) } });
  const inline = async () =>
    (await client.get(`/help_center/articles/${article.id}/attachments/inline`)).many('article_attachments');
  expect((await inline()).map((row) => [row.id, row.locale])).toEqual([[id, 'en-us']]);
  const german = await make(client, translations, 'translation', { locale: 'de', title: 'T', body: show(id) });
  const copy = (await inline()).find((row) => row.locale === 'de');
  expect(german.body).toBe(show(copy?.id));
  // Sent once more with the first address it is the same copy.
  const again = await client.send('PUT', `${translations}/de`, { translation: { body: show(id) } });
  expect(again.one('translation')).toMatchObject({ body: show(copy?.id), updated_at: german.updated_at });
  await client.send('PUT', `${translations}/en-us`, { translation: { body: '<p>Nothing</p>' } });
  expect((await inline()).map((row) => row.id)).toEqual([copy?.id]);
});

test('a media object shown in a text becomes an attachment by itself', async () => {
  const client = await open();
  const article = await firstArticle(client);
  const media = await newMedia(client, 'x', 'a.png');
  const body = `<p><img src="${String(media.url)}"></p>`;
  const path = `/help_center/articles/${article.id}`;
  await client.send('PUT', `${path}/translations/en-us`, { translation: { body } });
  const shown = async () => (await client.get(`${path}/attachments`)).many('article_attachments');
  expect((await shown()).map((row) => [row.file_name, row.inline, row.locale])).toEqual([['a.png', true, 'en-us']]);
  await client.send('PUT', `${path}/translations/en-us`, { translation: { body: '<p>Nothing</p>' } });
  expect(await shown()).toEqual([]);
});
