/** Themes: from a folder or an archive into a help center, changed, published, refused and taken away. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeZip } from '../../src/core/zip.ts';
import { expectApplied, leftToDo, type Project, project, said } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'enterprise' });
});
afterEach(() => tenant.close());

const manifest = (name: string, version = '1.0.0') =>
  JSON.stringify({ name, author: 'Acme', version, api_version: 4, settings: [] });
const folder = (name: string, home = '<main>{{search}}</main>', version?: string) => ({
  'look/manifest.json': manifest(name, version),
  'look/templates/home_page.hbs': home,
  'look/.git/config': 'not ours',
});

async function write(themes: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
  await tenant.write({
    'support.yaml': `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
help_center:
  acme:
    themes:
${themes}
`,
    ...files,
  });
}

async function settle(): Promise<void> {
  expectApplied(await tenant.apply({ prune: true, allowDataLoss: ['*'] }));
  expect(leftToDo(await tenant.plan({ prune: true }))).toEqual([]);
}

const themes = () => tenant.sandbox.control.objects('themes');
const called = (name: string) => themes().find((own) => own.name === name);
const errors = async () =>
  (await tenant.plan({ prune: true })).diagnostics.map(({ code, at, summary, hint }) => [
    code,
    at?.line,
    hint ?? summary,
  ]);

test('a theme comes from a folder, is published, and comes again whenever a file changes', async () => {
  await write('      own: {name: Acme, files: {folder: look}, live: true}', folder('Acme'));
  await settle();
  const made = called('Acme');
  expect(made).toMatchObject({ live: true, version: '1.0.0', author: 'Acme' });
  expect(called('Copenhagen')?.live).toBe(false);
  await write('      own: {name: Acme, files: {folder: look}, live: true}', folder('Acme', '<main>New</main>'));
  const plan = await tenant.plan();
  expect(plan.changes.map(({ op, fields }) => [op, fields.map(({ path }) => path)])).toEqual([['update', ['files']]]);
  expect(JSON.stringify(plan)).not.toContain(Buffer.from('<main>New').toString('base64').slice(0, 10));
  await settle();
  expect(called('Acme')?.id).toBe(made?.id);
  expect(called('Acme')?.file).not.toBe(made?.file);
  // Another name and version come from the files, and the theme stays the same one.
  await write('      own: {name: Acme Two, files: {folder: look}, live: true}', folder('Acme Two', '<main/>', '1.1.0'));
  await settle();
  expect(called('Acme Two')).toMatchObject({ id: made?.id, version: '1.1.0', live: true });
});

test('a theme that somebody changed by hand is drift, and so is another one that is live', async () => {
  await write('      own: {name: Acme, files: {folder: look}, live: true}', folder('Acme'));
  await settle();
  const { control } = tenant.sandbox;
  control.edit('themes', String(called('Acme')?.id), { version: '1.0.1' });
  control.edit('themes', String(called('Copenhagen')?.id), { live: true });
  const drift = await tenant.drift();
  expect(drift.changes.map(({ because, fields }) => [because, fields.map(({ path }) => path)])).toEqual([
    ['drift', ['files', 'live']],
  ]);
});

test('an archive serves as well; the live theme stays until another one is published', async () => {
  await write('      own: {name: Packed, files: {file: packed.zip}, live: true}');
  const files = { 'manifest.json': manifest('Packed'), 'templates/home_page.hbs': '<main></main>' };
  const archive = writeZip(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
  await writeFile(join(tenant.folder, 'packed.zip'), archive);
  await settle();
  await write('      standard: {name: Copenhagen}');
  tenant.sandbox.control.clearLog();
  expect(await errors()).toEqual([
    ['IN_USE', undefined, expect.stringMatching(/theme\.own .* readers see it; publish another theme first/)],
  ]);
  await expect(tenant.apply({ prune: true })).rejects.toThrow();
  expect(tenant.sandbox.control.log().filter(({ method }) => method !== 'GET')).toEqual([]);
  await write(`      standard: {name: Copenhagen, live: true, lifecycle: {adopt: true}}
      own: {name: Packed, files: {file: packed.zip}}`);
  await settle();
  await write('      standard: {name: Copenhagen, live: true, lifecycle: {adopt: true}}');
  await settle();
  expect(called('Packed')).toBeUndefined();
});

test('a theme stays with its brand', async () => {
  await write('      own: {name: Acme, files: {folder: look}}', folder('Acme'));
  await settle();
  await tenant.write({
    'support.yaml': `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
brands: {outlet: {name: Acme Outlet, subdomain: acme-outlet, lifecycle: {adopt: true}}}
help_center: {outlet: {themes: {own: {name: Acme, files: {folder: look}}}}}
`,
  });
  expect((await tenant.plan()).refusals.map(({ code, summary }) => [code, summary])).toEqual([
    ['REPLACE', expect.stringContaining('brand')],
  ]);
});

test('two themes change places though both of them change', async () => {
  const look = (name: string, home: string) => ({
    [`${name}/manifest.json`]: manifest(name),
    [`${name}/templates/home_page.hbs`]: home,
  });
  const swap = async (a: string, b: string, home: string) => {
    const blocks = `      a: {name: A, files: {folder: A}${a}}\n      b: {name: B, files: {folder: B}${b}}`;
    await write(blocks, { ...look('A', home), ...look('B', home) });
    await settle();
  };
  await swap(', live: true', '', '<a>');
  await swap('', ', live: true', '<b>');
  await swap(', live: true', '', '<c>');
  expect(themes().flatMap(({ name, live }) => (live === true ? [name] : []))).toContain('A');
});

test('what the platform finds wrong with the files is said in its own words, and nothing is left of the theme', async () => {
  await write('      own: {name: Acme, files: {folder: look}}', folder('Acme', '<main>{{search</main>'));
  const { result } = await tenant.apply();
  const [failure] = result?.failed ?? [];
  expect(failure?.diagnostic).toMatchObject({
    code: 'THEME_REFUSED',
    summary: 'Zendesk does not take the theme "Acme"',
  });
  expect(failure?.diagnostic.detail).toContain('InvalidTemplates');
  await write('      own: {name: Acme, files: {folder: look}}', folder('Acme'));
  await settle();
});

test('what cannot be is said with its line before anything is sent', async () => {
  await write(
    '      own: {name: Acme, files: {folder: look}, live: true}\n      two: {name: Else, files: {folder: look}, live: true}',
    folder('Acme'),
  );
  expect(await errors()).toEqual([
    ['THEME_LIVE_TWICE', 8, 'Take one of the two lines out'],
    ['THEME_NAME', 8, 'Write the same name in both'],
  ]);
  await write('      own: {name: Nobody}');
  expect(await errors()).toEqual([
    ['THEME_WITHOUT_FILES', 7, 'Add {folder: PATH} as its `files`, or correct the name'],
  ]);
  const refusals = [
    ['{name: A, files: {folder: look/templates}}', 'has no manifest.json at its top'],
    ['{name: A, files: {folder: nowhere}}', 'does not exist'],
    ['{name: A, files: {folder: ../..}}', 'leads out of the spec folder'],
    ['{name: A, files: {file: look/manifest.json}}', 'must be {folder: PATH} of a theme'],
    ['{name: A, live: false}', 'A help center always has a theme'],
  ] as const;
  for (const [block, words] of refusals) {
    await write(`      own: ${block}`);
    const error = await tenant.plan().then(
      () => undefined,
      (thrown: unknown) => said(thrown),
    );
    expect(String(error)).toContain(words);
    expect(String(error)).toMatch(/support\.yaml:7:\d+/);
  }
});
