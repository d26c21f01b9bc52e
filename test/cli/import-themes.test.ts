/** The files of themes come home with an import: byte for byte, as what was last sent, and never out of their folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Client, client } from '../kit/cli.ts';
import { ask, changeOf } from '../kit/documents.ts';
import { HEAD } from '../kit/spec.ts';
import { edit } from '../kit/tenant.ts';
import { type Packed, pack } from '../kit/zip.ts';

let acme: Client;
beforeEach(async () => {
  acme = await client({});
});
afterEach(() => acme.close());

const WINTER = 'Acme winter';
const manifest = (name: string, version = '4.2.0') =>
  JSON.stringify({ name, author: 'Acme', version, api_version: 4, settings: [] });
const look = (name: string): readonly Packed[] => [
  { path: 'manifest.json', content: manifest(name) },
  { path: 'templates/', mode: 0o040755 },
  { path: 'templates/home_page.hbs', content: '<main>\r\n{{search}}</main>', mode: 0o100644 },
  { path: 'assets/größe.png', content: Uint8Array.from({ length: 1024 }, (_, index) => index % 256) },
  { path: 'settings/empty.css' },
];
const placed = z.object({ upload_url: z.object({ url: z.string() }) });

/** Puts an archive into the account's storage, whatever is in it, and returns where it stands. */
async function store(archive: Uint8Array): Promise<string> {
  const reply = await fetch(
    `${acme.sandbox.zendeskUrl.replace('{subdomain}', 'acme')}/api/v2/guide/medias/upload_url`,
    {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox-token', 'content-type': 'application/json' },
      body: JSON.stringify({ content_type: 'application/zip', file_size: archive.length }),
    },
  );
  const said: unknown = await reply.json();
  const headers = z.object({ headers: z.record(z.string(), z.string()) }).parse(said).headers;
  const { url } = placed.parse(said).upload_url;
  expect((await fetch(url, { method: 'PUT', headers, body: Uint8Array.from(archive) })).status).toBe(200);
  return url.split('/').at(-1) ?? '';
}

async function give(theme: string, entries: readonly Packed[]): Promise<string> {
  const file = await store(pack(entries));
  edit(acme, 'themes', theme, { file });
  return file;
}

function add(name: string): void {
  const brand = acme.sandbox.control.objects('themes').find((own) => own.name === WINTER)?.brand_id ?? '';
  acme.sandbox.control.inject('themes', { name, brand_id: brand });
}

const report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), summary: z.string(), detail: z.string().optional() })),
  notPortable: z.array(z.object({ code: z.string(), address: z.string() })),
  files: z.array(z.string()),
});

/** What an import says of themes. */
async function imported(env: Readonly<Record<string, string>> = {}) {
  const ran = await acme.runWith({ env }, 'import', 'acme', '--format', 'json');
  expect(ran.code, ran.all).toBe(0);
  const { diagnostics, notPortable, files } = report.parse(JSON.parse(ran.stdout));
  return {
    warnings: diagnostics.filter(({ code }) => code === 'FILES_NOT_IMPORTED'),
    without: notPortable.flatMap(({ code, address }) => (code === 'unreadable' ? [address] : [])),
    files: files.filter((name) => name.startsWith('themes/')),
  };
}

async function planned() {
  const plan = await ask(acme, 'plan', '--spec', 'acme', '--detailed-exitcode');
  return [plan.code, plan.lines];
}

test('files come byte for byte, and a change of one is one change of the theme though its version stays', async () => {
  const file = await give(WINTER, [...look(WINTER), { path: '.git/config', content: 'not ours' }]);
  const ran = await acme.run('import', 'acme', '--debug');
  expect(ran.code, ran.all).toBe(0);
  expect(ran.stderr).toContain('✓ Files of themes: 1');
  expect(ran.all).not.toContain(file);
  const folder = join(acme.folder, 'acme/themes/acme_winter');
  const there = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(there).toHaveLength(4);
  for (const { path, content = '' } of look(WINTER))
    if (!String(path).endsWith('/')) expect(await readFile(join(folder, String(path)))).toEqual(Buffer.from(content));
  const text = await acme.read('acme/help_center/acme.yaml');
  expect(text).toContain('acme_winter: {name: Acme winter, files: {folder: themes/acme_winter}}');
  expect(await planned()).toEqual([0, []]);

  await acme.write({ 'acme/themes/acme_winter/templates/home_page.hbs': '<main>New</main>' });
  const plan = await ask(acme, 'plan', '--spec', 'acme');
  expect(plan.lines).toEqual(['update theme.acme_winter: files spec']);
  const applied = await acme.run('apply', '--spec', 'acme', '--yes');
  expect(applied.code, applied.all).toBe(0);
  expect(await planned()).toEqual([0, []]);
  const again = await acme.run('import', 'again');
  expect(again.code, again.all).toBe(0);
  expect(await acme.read('again/themes/acme_winter/templates/home_page.hbs')).toBe('<main>New</main>');

  edit(acme, 'themes', WINTER, { version: '4.2.1' });
  const drift = await ask(acme, 'drift', '--spec', 'acme');
  expect(changeOf(drift, 'theme.acme_winter').fields.map(({ path, because }) => [path, because])).toEqual([
    ['files', 'drift'],
  ]);
});

test('what cannot come is said, and the rest of the import is as it should be', async () => {
  const names = ['Climber', 'Gone', 'Renamed', 'Broken', 'Spec'];
  for (const name of names) add(name);
  await give('Climber', [...look('Climber'), { path: '../../evil.txt', content: 'evil' }]);
  edit(acme, 'themes', 'Gone', { file: 'nowhere' });
  await give('Renamed', look('Otherwise'));
  await give(
    'Broken',
    look('Broken').filter(({ path }) => path !== 'manifest.json'),
  );
  await give('Spec', [...look('Spec'), { path: 'assets/groups.yaml', content: 'groups: {evil: {name: Evil}}' }]);
  const { warnings, without, files } = await imported();
  expect(warnings.map(({ summary }) => summary)).toEqual([
    'the files of theme.broken stay in the account: What Zendesk exports as the theme "Broken" has no manifest.json with a name and a version',
    'the files of theme.climber stay in the account: the archive that came is not unpacked: it holds `../../evil.txt`, which is no path inside a folder',
    expect.stringMatching(/^the files of theme\.gone stay in the account: \S+ does not give the file \(403\)\.$/),
    'the files of theme.renamed stay in the account: The manifest.json of the theme "Renamed" says "Otherwise"',
    'the files of theme.spec stay in the account: the archive that came is not unpacked: it holds `assets/groups.yaml`, which would be read as a part of the spec',
  ]);
  const left = names.map((name) => `theme.${name.toLowerCase()}`);
  expect(without).toEqual(expect.arrayContaining([...left, 'theme.copenhagen']));
  expect(without).not.toContain('theme.acme_winter');
  expect(new Set(files.map((name) => name.split('/')[1]))).toEqual(new Set(['acme_winter']));
  expect((await readdir(acme.folder, { recursive: true })).filter((name) => name.includes('evil'))).toEqual([]);
  expect(await planned()).toEqual([0, []]);
});

test('where the token may only read, themes come without files and one warning says so', async () => {
  add('Summer');
  const { warnings, without, files } = await imported({ ZENDESK_OAUTH_TOKEN: 'sandbox-read-token' });
  expect(warnings).toEqual([
    {
      code: 'FILES_NOT_IMPORTED',
      summary: expect.stringContaining('the files of 2 themes stay in the account: '),
      detail: 'theme.acme_winter, theme.summer',
    },
  ]);
  expect([files, without]).toEqual([[], expect.arrayContaining(['theme.acme_winter', 'theme.summer'])]);
  expect(await planned()).toEqual([0, []]);
});

test('a job that fails is told in the words of the platform; a lost reply has the archive made again', async () => {
  const failed = { job: { id: 'j', status: 'failed', errors: [{ code: 'ThemeNotFound', title: 'Theme not found' }] } };
  acme.sandbox.control.addFaults([
    { match: { method: 'GET', path: '/theming/jobs/' }, action: { status: 200, body: failed } },
  ]);
  const { warnings, without } = await imported();
  expect(warnings).toEqual([
    expect.objectContaining({
      summary: 'the files of theme.acme_winter stay in the account: Zendesk does not export the theme "Acme winter"',
      detail: 'ThemeNotFound: Theme not found',
    }),
  ]);
  expect(without).toContain('theme.acme_winter');
  acme.sandbox.control.clearFaults();
  acme.sandbox.control.addFaults([
    { match: { method: 'POST', path: '/theming/jobs/' }, times: 1, action: { drop: 'after' } },
    { match: { path: '/storage/' }, times: 1, action: { status: 503 } },
  ]);
  const again = await acme.run('import', 'again');
  expect(again.code, again.all).toBe(0);
  expect(await acme.read('again/themes/acme_winter/style.css')).toBe('body { margin: 0 }\n');
});

test('files are asked for while lists are read, and nobody waits for them where a list fails', async () => {
  const pending = { job: { id: 'j', status: 'pending' } };
  acme.sandbox.control.addFaults([
    { match: { path: '/theming/jobs/' }, action: { status: 200, body: pending } },
    { match: { path: '/api/v2/slas' }, action: { status: 500 } },
  ]);
  const failed = await acme.runWith({ env: { SUPPORTCTL_TEST_WAIT_SCALE: '0.1' } }, 'import', 'acme');
  expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('SLA policies could not be read')]);
  expect(acme.writes()).toEqual(['POST /api/v2/guide/theming/jobs/themes/exports']);
  acme.sandbox.control.clearFaults();
  const again = await acme.run('import', 'acme');
  expect(again.stderr).toMatch(/✓ Themes: read \d min ago/);
  expect(again.stderr).toContain('✓ Files of themes: 1');
});

test('a theme that is merged comes with its files, beside what people have there', async () => {
  await acme.write({ 'own/support.yaml': HEAD, 'own/themes/acme_winter/README.md': 'ours' });
  await give(WINTER, look(WINTER));
  const merged = await acme.run('import', 'own', '--merge', 'theme.acme_winter', 'brand.acme');
  expect(merged.code, merged.all).toBe(0);
  expect(await acme.read('own/help_center/acme.yaml')).toContain('files: {folder: themes/acme_winter-2}');
  expect(await acme.read('own/themes/acme_winter-2/manifest.json')).toBe(manifest(WINTER));
  expect(await acme.read('own/themes/acme_winter/README.md')).toBe('ours');
  const plan = await ask(acme, 'plan', '--spec', 'own', '--detailed-exitcode');
  expect([plan.code, plan.lines]).toEqual([0, []]);
  await acme.write({ 'own/themes/acme_winter-2/settings/empty.css': 'body {}' });
  expect((await ask(acme, 'plan', '--spec', 'own')).lines).toEqual(['update theme.acme_winter: files spec']);
});

test('a theme that did not come by the API takes no files from it, which says how they become a new theme', async () => {
  add('Summer');
  await give('Summer', look('Summer'));
  const ran = await acme.run('import', 'acme');
  expect(ran.code, ran.all).toBe(0);
  await acme.write({ 'acme/themes/summer/manifest.json': manifest('Own') });
  const block = 'summer: {name: Summer, files: {folder: themes/summer}}';
  const file = 'acme/help_center/acme.yaml';
  const text = await acme.read(file);
  await acme.write({ [file]: text.replace(block, block.replace('Summer', 'Own')) });
  const refused = await ask(acme, 'apply', '--spec', 'acme', '--yes');
  expect(refused.result?.failed.map(({ diagnostic }) => diagnostic)).toEqual([
    expect.objectContaining({ code: 'PLATFORM_REFUSED', hint: expect.stringContaining('makes it a new theme') }),
  ]);
  await acme.write({
    [file]: text.replace(block, 'summer: {name: Summer}\n      own: {name: Own, files: {folder: themes/summer}}'),
  });
  const applied = await acme.run('apply', '--spec', 'acme', '--yes');
  expect(applied.code, applied.all).toBe(0);
  expect(await planned()).toEqual([0, []]);
});
