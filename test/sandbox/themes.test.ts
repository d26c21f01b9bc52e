import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { object, objects, text } from '../../src/sandbox/json.ts';
import { readZip, writeZip } from '../../src/sandbox/zip.ts';
import type { Answer, Client } from './client.ts';
import { open } from './client.ts';

const THEMES = '/guide/theming/themes';
const JOBS = '/guide/theming/jobs';
const MANIFEST = { name: 'Winter', author: 'Acme', version: '1.2.3', api_version: 4, settings: [] };

function archive(more: Record<string, string> = {}, manifest: Attributes = MANIFEST): Uint8Array {
  return writeZip({
    'manifest.json': JSON.stringify(manifest),
    'templates/home_page.hbs': '<main>{{search}}</main>',
    ...more,
  });
}

async function mainBrand(client: Client): Promise<string> {
  const [brand] = (await client.get('/brands')).many('brands').filter((row) => row.default);
  return String(brand?.id);
}

function job(client: Client, task: string, attributes: Attributes): Promise<Answer> {
  return client.send('POST', `${JOBS}/themes/${task}`, { job: { attributes: { format: 'zip', ...attributes } } });
}

async function put(created: Answer, zip: Uint8Array, more: Record<string, string> = {}): Promise<number> {
  const { url, parameters } = object(object(created.one('job').data).upload);
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...object(parameters), ...more })) form.set(name, text(value));
  form.set('file', new Blob([new Uint8Array(zip)], { type: 'application/zip' }), 'theme.zip');
  return (await fetch(text(url), { method: 'POST', body: form })).status;
}

async function finished(client: Client, created: Answer): Promise<Attributes> {
  const path = `${JOBS}/${text(created.one('job').id)}`;
  expect((await client.get(path)).one('job').status).toBe('pending');
  return (await client.get(path)).one('job');
}

async function imported(client: Client, zip: Uint8Array): Promise<{ job: Attributes; id: string }> {
  const created = await job(client, 'imports', { brand_id: await mainBrand(client) });
  expect(created.status).toBe(202);
  expect(await put(created, zip)).toBe(204);
  return { job: await finished(client, created), id: text(object(created.one('job').data).theme_id) };
}

test('every help center has a published standard theme, and a brand without one has no themes', async () => {
  const client = await open();
  const all = (await client.get(THEMES)).many('themes');
  expect(all.filter((theme) => theme.live).map((theme) => theme.name)).toEqual(['Copenhagen', 'Copenhagen']);
  const main = await mainBrand(client);
  const own = (await client.get(`${THEMES}?brand_id=${main}`)).many('themes');
  expect(own.map((theme) => [theme.name, theme.live, theme.brand_id])).toEqual([
    ['Copenhagen', true, main],
    ['Acme winter', false, main],
  ]);
  expect(own.every((theme) => typeof theme.id === 'string')).toBe(true);
  const wrong = await client.get(`${THEMES}?brand_id=1`);
  expect([wrong.status, wrong.many('errors')[0]?.code]).toEqual([400, 'InvalidBrand']);
});

test('an archive is imported by a job, takes its name from the manifest, and is published alone', async () => {
  const client = await open();
  const { job: done, id } = await imported(client, archive());
  expect(done).toMatchObject({ status: 'completed', errors: null, data: null });
  const theme = (await client.get(`${THEMES}/${id}`)).one('theme');
  expect(theme).toMatchObject({ id, name: 'Winter', author: 'Acme', version: '1.2.3', live: false });
  const published = await client.send('POST', `${THEMES}/${id}/publish`);
  expect([published.status, published.one('theme').live]).toEqual([200, true]);
  const own = (await client.get(`${THEMES}?brand_id=${await mainBrand(client)}`)).many('themes');
  expect(own.filter((row) => row.live).map((row) => row.id)).toEqual([id]);
  const refused = await client.send('DELETE', `${THEMES}/${id}`);
  expect([refused.status, refused.many('errors')[0]?.code]).toEqual([400, 'LiveThemeDeleted']);
  const other = own.find((row) => row.id !== id);
  expect((await client.send('DELETE', `${THEMES}/${text(other?.id)}`)).status).toBe(204);
  expect((await client.get(`${THEMES}/${text(other?.id)}`)).many('errors')[0]?.code).toBe('ThemeNotFound');
});

test('a job waits for its file, and nothing comes of it before', async () => {
  const client = await open();
  const created = await job(client, 'imports', { brand_id: await mainBrand(client) });
  const id = text(object(created.one('job').data).theme_id);
  expect((await client.get(`${JOBS}/${text(created.one('job').id)}`)).one('job').status).toBe('pending');
  expect((await client.get(`${THEMES}/${id}`)).status).toBe(404);
  expect(await put(created, archive(), { policy: 'another' })).toBe(403);
  expect(await put(created, archive())).toBe(204);
  expect(await put(created, archive())).toBe(403);
  // Whether anybody asks for the job or not, the theme is there.
  expect((await client.get(`${THEMES}/${id}`)).status).toBe(200);
});

test('an archive that is no theme fails, and says why', async () => {
  const client = await open();
  const failure = async (zip: Uint8Array) => {
    const { job: done } = await imported(client, zip);
    return [done.status, objects(done.errors)[0]?.code];
  };
  expect(await failure(new TextEncoder().encode('no archive'))).toEqual(['failed', 'FileNotSupported']);
  expect(await failure(writeZip({ 'style.css': '' }))).toEqual(['failed', 'FileNotFound']);
  expect(await failure(writeZip({ 'manifest.json': JSON.stringify(MANIFEST) }))).toEqual(['failed', 'FileNotFound']);
  expect(await failure(archive({ 'manifest.json': '{' }))).toEqual(['failed', 'InvalidManifest']);
  expect(await failure(archive({}, { ...MANIFEST, version: 'one' }))).toEqual(['failed', 'InvalidThemeVersion']);
  expect(await failure(archive({}, { ...MANIFEST, name: 'x'.repeat(256) }))).toEqual(['failed', 'NameTooLong']);
  expect(await failure(archive({ 'templates/a.hbs': '{{#if x}' }))).toEqual(['failed', 'InvalidTemplates']);
  expect(await failure(archive({ '../evil': '' }))).toEqual(['failed', 'FileNotSupported']);
});

test('a theme of the API is updated in place, a standard one is not, and both are exported', async () => {
  const client = await open();
  const own = (await client.get(`${THEMES}?brand_id=${await mainBrand(client)}`)).many('themes');
  const [standard, winter] = own.map((theme) => text(theme.id));
  const refused = await job(client, 'updates', { theme_id: standard ?? '', replace_settings: true });
  expect([refused.status, refused.many('errors')[0]?.code]).toEqual([400, 'NonUpdatableTheme']);
  const created = await job(client, 'updates', { theme_id: winter ?? '', replace_settings: true });
  const zip = archive({ 'style.css': 'p {}' }, { ...MANIFEST, version: '2.0.0' });
  await put(created, zip);
  expect((await finished(client, created)).status).toBe('completed');
  expect((await client.get(`${THEMES}/${winter}`)).one('theme')).toMatchObject({ name: 'Winter', version: '2.0.0' });
  const exported = await job(client, 'exports', { theme_id: winter ?? '' });
  expect((await finished(client, exported)).status).toBe('completed');
  const reply = await fetch(text(object(object(exported.one('job').data).download).url));
  expect(new Uint8Array(await reply.arrayBuffer())).toEqual(zip);
  expect((await job(client, 'exports', { theme_id: 'nowhere' })).many('errors')[0]?.code).toBe('ThemeNotFound');
  expect((await job(client, 'exports', { theme_id: standard ?? '', format: 'rar' })).status).toBe(400);
  expect((await client.get(`${JOBS}/nowhere`)).many('errors')[0]?.code).toBe('JobNotFound');
});

test('themes need a plan of their own, a manager, and room', async () => {
  const team = await open({ profile: 'team' });
  const refused = await job(team, 'imports', { brand_id: await mainBrand(team) });
  expect([refused.status, refused.many('errors')[0]?.code]).toEqual([400, 'UnavailableFeatures']);
  expect((await team.as('sandbox-agent-token').get(THEMES)).status).toBe(403);
  const client = await open();
  const brand = await mainBrand(client);
  for (let more = 2; more < 30; more += 1) {
    await client.control('POST', '/objects/themes', { name: `Theme ${more}`, brand_id: brand });
  }
  expect((await job(client, 'imports', { brand_id: brand })).many('errors')[0]?.code).toBe('TooManyThemes');
});

test('archives are read whole, compressed or not, and nothing is read from broken ones', () => {
  const files = { 'a.txt': 'x'.repeat(1000), 'dir/b.txt': 'ü' };
  const zip = writeZip(files);
  const decoded = (bytes: Uint8Array) =>
    [...(readZip(bytes) ?? [])].map(([path, content]) => [path, new TextDecoder().decode(content)]);
  expect(decoded(zip)).toEqual(Object.entries(files));
  expect(decoded(compressed('a.txt', 'x'.repeat(1000)))).toEqual([['a.txt', 'x'.repeat(1000)]]);
  const broken = Uint8Array.from(zip);
  broken[40] = 0x7a;
  expect(readZip(broken)).toBeUndefined();
  expect(readZip(zip.subarray(0, zip.length - 10))).toBeUndefined();
});

/** One file, packed as archivers pack. */
function compressed(path: string, content: string): Uint8Array {
  const plain = Buffer.from(writeZip({ [path]: content }));
  const packed = deflateRawSync(Buffer.from(content));
  const start = 30 + path.length;
  const directory = Buffer.from(plain.subarray(start + content.length));
  for (const [place, at] of [
    [plain, 0],
    [directory, 2],
  ] as const) {
    place.writeUInt16LE(8, 8 + at);
    place.writeUInt32LE(packed.length, 18 + at);
  }
  const end = directory.length - 22;
  directory.writeUInt32LE(start + packed.length, end + 16);
  return new Uint8Array(Buffer.concat([plain.subarray(0, start), packed, directory]));
}
