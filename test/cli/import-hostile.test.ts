/** Any tenant comes along whole: imported it is planned empty, and made again elsewhere it is the same spec. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Resource } from '../../src/core/resource.ts';
import { canonicalJson } from '../../src/core/value.ts';
import { allKinds, allTextForms } from '../../src/providers/registry.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { type Client, client } from '../kit/cli.ts';
import { hostileHands, prepareByHand } from '../kit/hostile.ts';

const tied = z.object({
  code: z.string(),
  address: z.string(),
  path: z.string(),
  what: z.string(),
  file: z.string(),
  line: z.number(),
});
const row = z.object({ kind: z.string(), imported: z.number(), inactive: z.number(), leftOut: z.number() });
const left = z.object({ kind: z.string(), why: z.string(), count: z.number().optional() });
const printed = z.object({
  kinds: z.array(row),
  leftOut: z.array(left),
  notPortable: z.array(tied),
  secrets: z.array(z.object({ variable: z.string() })),
});

let acme: Client;
let report: z.infer<typeof printed>;
beforeAll(async () => {
  acme = await client({});
  hostileHands(acme.sandbox);
  const ran = await acme.run('import', 'acme', '--format', 'json');
  expect(ran.code, ran.all).toBe(0);
  report = printed.parse(JSON.parse(ran.stdout));
});
afterAll(() => acme?.close());

test('inactive objects come along and are counted; personal macros are counted and left out', () => {
  const { control } = acme.sandbox;
  const macros = control.objects('macros').map(({ active, restriction }) => ({
    active,
    personal: JSON.stringify(restriction ?? null).includes('"User"'),
  }));
  const shared = macros.filter(({ personal }) => !personal);
  const personal = macros.length - shared.length;
  expect(personal).toBeGreaterThan(1);
  expect(report.kinds.find(({ kind }) => kind === 'macro')).toEqual({
    kind: 'macro',
    imported: shared.length,
    inactive: shared.filter(({ active }) => active === false).length,
    leftOut: personal,
  });
  expect(report.leftOut).toContainEqual({ kind: 'macro', why: expect.stringContaining('personal'), count: personal });
});

test('what another account cannot have the same is listed, each with its place', async () => {
  const found = new Map(report.notPortable.map((one) => [one.code, one]));
  expect([...found.keys()].sort()).toEqual([
    'link',
    'local',
    'missing',
    'named',
    'own_default',
    'refused',
    'secret',
    'unreadable',
  ]);
  const { file, line, what } = found.get('missing') ?? { file: '', line: 0, what: '' };
  const lines = (await acme.read(`acme/${file}`)).split('\n').slice(line - 1, line + 3);
  expect(lines.join('\n')).toContain(`missing(${what.split(' ')[1]})`);
});

test('an import of it is planned empty', async () => {
  const plan = await acme.run('plan', '--spec', 'acme', '--detailed-exitcode');
  expect(plan.code, plan.all).toBe(0);
});

test('applied to an empty tenant and imported again it is the same spec, but for what was printed', async () => {
  const other = await client({}, { subdomain: 'acme-two' });
  try {
    prepareByHand(other.sandbox);
    const folder = join(other.folder, 'acme');
    await cp(join(acme.folder, 'acme'), folder, { recursive: true });
    await other.write({ 'acme/.supportctl/state/default.json': undefined, 'acme/environments/two.yaml': overlay() });
    for (const { code, what, file } of report.notPortable) {
      if (code !== 'missing') continue;
      const [, id = ''] = what.split(' ');
      const text = await readFile(join(folder, file), 'utf8');
      await writeFile(join(folder, file), text.replaceAll(`missing(${id})`, 'support'));
    }
    const env = Object.fromEntries(report.secrets.map(({ variable }) => [variable, 'hush']));
    const applied = await other.runWith(
      { env },
      ...['apply', '--spec', 'acme', '--env', 'two', '--yes', '--adopt', '--allow-backlog'],
    );
    expect(applied.code, failuresIn(applied.all)).toBe(0);
    const again = await other.run('import', 'again');
    expect(again.code, again.all).toBe(0);
    const [before, after] = await Promise.all([specIn(join(acme.folder, 'acme')), specIn(join(other.folder, 'again'))]);
    expect(sequences(after)).toEqual(sequences(before));
    expect(await filesIn(join(other.folder, 'again'))).toEqual(await filesIn(join(acme.folder, 'acme')));
    const told = new Set(report.notPortable.map(({ address, path }) => `${address} ${path.split('.')[0]}`));
    const differing = differences(before, after);
    expect(differing.filter((place) => !told.has(place))).toEqual([]);
    // What the list said to change is what differs.
    const changed = report.notPortable
      .filter(({ code }) => code === 'missing')
      .map((one) => `${one.address} ${one.path}`);
    expect(differing).toEqual(
      expect.arrayContaining(['brand.acme subdomain', 'support_address.help email', ...changed]),
    );
  } finally {
    await other.close();
  }
}, 60_000);

/** What an apply said went wrong, without the hundreds of lines of what did not. */
function failuresIn(said: string): string {
  return said
    .split('\n')
    .filter((line) => !/^✓|^ +[+=]|^ {8}|LANGUAGE_UNKNOWN/.test(line))
    .join('\n');
}

/** What the list says to give that account of its own. */
function overlay(): string {
  const sections: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const { code, address, path, what } of report.notPortable) {
    const [kind = '', key = ''] = address.split('.');
    const section = { brand: 'brands', support_address: 'support_addresses' }[kind];
    if (code !== 'local' || section === undefined) continue;
    sections[section] ??= {};
    sections[section][key] ??= {};
    sections[section][key][path] = what.replace(/acme/, 'acme-two');
  }
  return JSON.stringify({ platform: { subdomain: 'acme-two' }, ...sections }, null, 1);
}

async function specIn(folder: string): Promise<ReadonlyMap<string, Resource>> {
  const { desired, diagnostics } = await loadSpec({ folder, variables: {}, kinds: allKinds, textForms: allTextForms });
  if (desired === undefined) throw new Error(JSON.stringify(diagnostics));
  return new Map(desired.resources.map((resource) => [resource.address, resource]));
}

/** Kind → keys in the order of the spec. */
function sequences(spec: ReadonlyMap<string, Resource>): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const { kind, address } of spec.values()) {
    found[kind] ??= [];
    found[kind].push(address);
  }
  return found;
}

function differences(before: ReadonlyMap<string, Resource>, after: ReadonlyMap<string, Resource>): readonly string[] {
  return [...before].flatMap(([address, { attributes }]) => {
    const other = after.get(address)?.attributes ?? {};
    const names = new Set([...Object.keys(attributes), ...Object.keys(other)]);
    return [...names].flatMap((name) =>
      canonicalJson(attributes[name]) === canonicalJson(other[name]) ? [] : [`${address} ${name}`],
    );
  });
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true });
  return all.filter((name) => !name.startsWith('.supportctl')).sort();
}
