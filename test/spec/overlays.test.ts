import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attributesOf, folderOf, HEAD, load, short } from './kit.ts';

const BASE =
  'version: 1\ngroups:\n  a: {name: A, description: base, members: [x, y]}\n  b: {name: B}\ntriggers:\n  t: {title: T, when: {all: [{field: f, is: a}], any: [{field: g, is: b}]}}\n';

/** A parent folder with a base and a client's spec in it. */
function repository(files: Readonly<Record<string, string>>) {
  const parent = folderOf(files);
  return (name: string, more = {}) => load(`${parent}/${name}`, more);
}

describe('extends', () => {
  it('merges maps deep, replaces lists, deletes by null, and keeps every place', async () => {
    const open = repository({
      'base/b.yaml': BASE,
      'acme/support.yaml': `${HEAD}extends: ../base\ngroups:\n  a: {description: mine, members: [z]}\n  b: null\n  c: {name: C}\ntriggers: {t: {when: {any: null}}}\n`,
    });
    const loaded = await open('acme');
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.desired?.resources.map((r) => r.address)).toEqual(['group.a', 'group.c', 'trigger.t']);
    expect(attributesOf(loaded, 'group.a')).toEqual({
      name: 'A',
      description: 'mine',
      members: ['z'],
      is_public: true,
    });
    expect(attributesOf(loaded, 'trigger.t')?.when).toEqual({ all: [{ field: 'f', is: 'a' }] });
    const { positions, at } = loaded.desired?.resources[0] ?? {};
    expect(at).toEqual({ file: 'support.yaml', line: 6, column: 3 });
    expect(positions?.name).toEqual({ file: '../base/b.yaml', line: 3, column: 7 });
    expect(positions?.description).toEqual({ file: 'support.yaml', line: 6, column: 7 });
    expect([...(loaded.desired?.files.keys() ?? [])].sort()).toEqual(['../base/b.yaml', 'support.yaml']);
  });

  it('chains, takes lists whose later base wins, and includes from the folder that says so', async () => {
    const open = repository({
      'root/r.yaml': 'groups:\n  r: {name: {file: name.txt}}\n  s: {name: S}\n',
      'root/name.txt': 'From the root\n',
      'one/o.yaml': 'extends: ../root\ngroups: {s: {name: One}}\n',
      'two/t.yaml': 'groups: {s: {name: Two}}\n',
      'acme/support.yaml': `${HEAD}extends: [../one, ../two]\n`,
      'acme/name.txt': 'Not this\n',
    });
    const loaded = await open('acme');
    expect(loaded.diagnostics).toEqual([]);
    expect(attributesOf(loaded, 'group.r')?.name).toBe('From the root');
    expect(attributesOf(loaded, 'group.s')?.name).toBe('Two');
    expect(loaded.desired?.files.has('../root/name.txt')).toBe(true);
  });

  it('does not ask for variables and files of values that are replaced', async () => {
    const open = repository({
      'base/b.yaml': 'groups: {a: {name: "${NOPE}", description: {file: missing.txt}}}\n',
      'acme/support.yaml': `${HEAD}extends: ../base\ngroups: {a: {name: A, description: d}}\n`,
    });
    expect((await open('acme')).diagnostics).toEqual([]);
  });

  const wrong: readonly (readonly [
    title: string,
    files: Readonly<Record<string, string>>,
    found: readonly string[],
  ])[] = [
    ['a folder that is not there', { 'acme/s.yaml': `${HEAD}extends: ../nope\n` }, ['SPEC_EXTENDS s.yaml:4:10']],
    ['itself', { 'acme/s.yaml': `${HEAD}extends: .\n` }, ['SPEC_EXTENDS s.yaml:4:10']],
    [
      'a circle',
      { 'acme/s.yaml': `${HEAD}extends: ../b\n`, 'b/b.yaml': 'extends: ../c\n', 'c/c.yaml': 'extends: ../b\n' },
      ['SPEC_EXTENDS ../c/c.yaml:1:10'],
    ],
    [
      'a folder inside',
      { 'acme/s.yaml': `${HEAD}extends: base\n`, 'acme/base/b.yaml': 'groups: {}\n' },
      ['SPEC_EXTENDS s.yaml:4:10'],
    ],
    [
      'a folder around',
      { 'x/acme/s.yaml': `${HEAD}extends: ..\n`, 'acme/s.yaml': `${HEAD}extends: ..\n` },
      ['SPEC_EXTENDS s.yaml:4:10'],
    ],
    ['no path', { 'acme/s.yaml': `${HEAD}extends: {a: b}\n` }, ['SPEC_WRONG_TYPE s.yaml:4:10']],
    [
      'a null that deletes nothing',
      {
        'acme/s.yaml': `${HEAD}extends: ../b\ngroups: {x: null, y: {name: Y, description: null}}\n`,
        'b/b.yaml': 'groups: {a: {name: A}}\n',
      },
      ['SPEC_NULL s.yaml:5:10', 'SPEC_NULL s.yaml:5:45'],
    ],
    [
      'null in a list',
      { 'acme/s.yaml': `${HEAD}groups: {x: {name: X, members: [null]}}\n` },
      ['SPEC_NULL s.yaml:4:33'],
    ],
  ];
  for (const [title, files, found] of wrong) {
    it(`of ${title} is told`, async () => {
      expect(short((await repository(files)('acme')).diagnostics)).toEqual(found);
    });
  }
});

describe('environments', () => {
  const files = {
    'support.yaml': `${HEAD}groups: {a: {name: A}, b: {name: B}}\n`,
    'environments/staging.yaml': 'platform: {subdomain: acme-staging}\ngroups: {a: {name: Staging}, b: null}\n',
    'environments/production.yml': 'platform: {environment: production}\n',
  };

  it('lay their file over the spec', async () => {
    const folder = folderOf(files);
    const staging = await load(folder, { environment: 'staging' });
    expect(staging.diagnostics).toEqual([]);
    expect(staging.desired?.settings.platform).toEqual({
      provider: 'zendesk',
      subdomain: 'acme-staging',
      environment: 'sandbox',
    });
    expect(staging.desired?.resources.map((r) => r.address)).toEqual(['group.a']);
    expect((await load(folder, { environment: 'production' })).desired?.settings.platform.environment).toBe(
      'production',
    );
    expect((await load(folder)).desired?.settings.platform.subdomain).toBe('acme');
    const withDefault = folderOf({ ...files, 'environments/default.yaml': 'platform: {subdomain: usual}\n' });
    expect((await load(withDefault)).desired?.settings.platform.subdomain).toBe('usual');
  });

  it('that do not exist are told with those that do', async () => {
    const { diagnostics } = await load(folderOf(files), { environment: 'stagin' });
    expect(short(diagnostics)).toEqual(['SPEC_UNKNOWN_ENVIRONMENT']);
    expect(diagnostics[0]?.summary).toContain('production, staging');
    expect(diagnostics[0]?.hint).toBe('did you mean `staging`?');
    expect(short((await load(folderOf(files), { environment: '../support' })).diagnostics)).toEqual([
      'SPEC_UNKNOWN_ENVIRONMENT',
    ]);
  });

  it('cannot extend', async () => {
    const folder = folderOf({ 's.yaml': HEAD, 'environments/x.yaml': 'extends: ..\n' });
    expect(short((await load(folder, { environment: 'x' })).diagnostics)).toEqual([
      'SPEC_EXTENDS environments/x.yaml:1:1',
    ]);
  });
});

describe('{file: path}', () => {
  const body = (path: string) => `${HEAD}groups: {a: {name: {file: ${path}}}}\n`;

  it('takes the content as it is, but for the last line end', async () => {
    const loaded = await load(folderOf({ 's.yaml': body('t/a.txt'), 't/a.txt': '${HOME} $$\n\n  null \r\n' }));
    expect(loaded.diagnostics).toEqual([]);
    expect(attributesOf(loaded, 'group.a')?.name).toBe('${HOME} $$\n\n  null ');
  });

  it('is never taken for code', async () => {
    const loaded = await load(folderOf({ 's.yaml': body('a.txt'), 'a.txt': 'default()\n' }));
    expect(attributesOf(loaded, 'group.a')?.name).toBe('default()');
  });

  it('refuses what stands outside, is no text, or is not there', async () => {
    const outside = folderOf({ 'secret.txt': 'x' });
    const folder = folderOf({
      'bin.dat': new Uint8Array([0xff, 0xfe, 0x00]),
      'bell.txt': 'a\nb\u0000\n',
      'big.txt': 'x'.repeat(20 * 1024 * 1024 + 1),
    });
    mkdirSync(`${folder}/dir`);
    symlinkSync(`${outside}/secret.txt`, `${folder}/link.txt`);
    symlinkSync(outside, `${folder}/linked`);
    const paths = [
      '../x.txt',
      '/etc/passwd',
      'link.txt',
      'linked/secret.txt',
      'dir/../../x',
      'bin.dat',
      'bell.txt',
      'big.txt',
      'dir',
      'none.txt',
      '""',
      "'C:\\x'",
      '.',
    ];
    const groups = paths.map((path, index) => `  g${index}: {name: {file: ${path}}}`);
    writeFileSync(`${folder}/s.yaml`, `${HEAD}groups:\n${groups.join('\n')}\n`);
    const { diagnostics } = await load(folder);
    expect(diagnostics.map((d) => `${d.code} ${d.at?.line}`)).toEqual(
      paths.map((_, index) => `SPEC_FILE ${index + 5}`),
    );
    expect(diagnostics[0]?.at).toEqual({ file: 's.yaml', line: 5, column: 21 });
    expect(diagnostics.map((d) => d.summary.replace(/`[^`]*`/, '')).slice(0, 10)).toEqual([
      ' leads out of the spec folder',
      ' is no path inside the spec folder',
      ' leads out of the spec folder',
      ' leads out of the spec folder',
      ' leads out of the spec folder',
      ' is not UTF-8 text',
      ' holds a NUL character, so it is no text',
      ' is larger than 20 MB',
      ' is not a file',
      'the file  does not exist',
    ]);
  });

  it('is a key like any other when it is quoted, or not alone', async () => {
    const text = `${HEAD}ticket_fields:\n  f: {type: text, title: F, options: {"file": File}}\n  g: {type: text, title: G, options: {file: File, x: X}}\n`;
    const loaded = await load(folderOf({ 's.yaml': text }));
    expect(loaded.diagnostics).toEqual([]);
    expect(attributesOf(loaded, 'ticket_field.f')?.options).toEqual([{ key: 'file', name: 'File' }]);
  });
});

it('a YAML file that is a link out of the folder is refused', async () => {
  const outside = folderOf({ 'x.yaml': 'groups: {a: {name: A}}\n' });
  const folder = folderOf({ 's.yaml': HEAD });
  symlinkSync(`${outside}/x.yaml`, `${folder}/x.yaml`);
  expect(short((await load(folder)).diagnostics)).toEqual(['SPEC_FILE x.yaml:1:1']);
});
