/**
 * `npm run new-kind -- NAME --provider P`: a kind's file, its line in the provider's list, and its test, ready to be
 * filled in. NAME is the first part of an address: `view`, `ticket_form`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '..');
const USAGE = 'npm run new-kind -- NAME --provider P   (such as: npm run new-kind -- view --provider zendesk)';

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { provider: { type: 'string' } } });
  // Without `--`, npm keeps the flag for itself and hands it on like this.
  scaffold(positionals, values.provider ?? process.env.npm_config_provider);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function scaffold([name, ...rest], provider) {
  if (name === undefined || rest.length > 0 || provider === undefined) throw new Error(`usage: ${USAGE}`);
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) throw new Error(`"${name}" is no name of a kind: a-z, 0-9 and _`);
  const names = namesOf(name, provider);
  const list = join(ROOT, 'src/providers', provider, 'kinds.ts');
  if (!existsSync(list))
    throw new Error(`src/providers/${provider}/kinds.ts is missing. Providers with a list: ${withList()}`);
  const kindFile = join(ROOT, 'src/providers', provider, 'kinds', `${names.file}.ts`);
  const testFile = join(ROOT, 'test/providers', `${provider}-${names.file}.test.ts`);
  for (const path of [kindFile, testFile]) if (existsSync(path)) throw new Error(`${shown(path)} exists already`);
  const registered = register(readFileSync(list, 'utf8'), names);

  writeFileSync(kindFile, kindText(names));
  writeFileSync(testFile, testText(names));
  writeFileSync(list, registered);
  console.log(
    `Made: ${[kindFile, testFile].map(shown).join(', ')}. Added a line to ${shown(list)}.\n\n${nextSteps(names)}`,
  );
}

function namesOf(name, provider) {
  const words = name.split('_');
  const plural = pluralOf(name);
  return {
    name,
    provider,
    plural,
    file: words.join('-'),
    constant: words.map((word, index) => (index === 0 ? word : word[0].toUpperCase() + word.slice(1))).join(''),
    title: words.join(' '),
    titles: plural.replaceAll('_', ' '),
    platform: provider[0].toUpperCase() + provider.slice(1),
  };
}

function pluralOf(name) {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** The import among the others, sorted; the constant at the end of the list of kinds that are written. */
function register(text, { constant, file }) {
  const from = `'./kinds/${file}.ts'`;
  const lines = text.split('\n');
  const kinds = lines.flatMap((line, index) => (line.includes(" from './kinds/") ? [index] : []));
  const list = /(const written: readonly Binding\[\] = \[)([^\]]*)(\];)/;
  if (kinds.length === 0 || !list.test(text))
    throw new Error('the list of kinds has another shape than this script knows');
  const after = kinds.filter((index) => lines[index].replace(/.* from /, '') < `${from};`).at(-1) ?? kinds[0] - 1;
  lines.splice(after + 1, 0, `import { ${constant} } from ${from};`);
  return lines.join('\n').replace(list, (_whole, head, names, tail) => {
    const all = [...names.split(',').flatMap((known) => known.trim() || []), constant];
    const oneLine = `${head}${all.join(', ')}${tail}`;
    return oneLine.length <= 120 ? oneLine : `${head}\n${all.map((known) => `  ${known},\n`).join('')}${tail}`;
  });
}

function kindText({ name, provider, plural, constant, title, titles, platform }) {
  return `/** TODO: what ${titles} are for, in one sentence. */
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Binding } from '../binding.ts';
import { plainWriter } from '../crud.ts';

const kind: Kind = {
  name: '${name}',
  provider: '${provider}',
  section: ['${plural}'],
  title: '${title}',
  plural: '${titles}',
  description: 'TODO: what it is, in one sentence.',
  source: 'https://TODO: the page of ${platform} on ${titles}',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that admins see.', required: true }),
  },
  naturalKey: (attributes) => String(attributes.name),
  keyUnique: false,
  hazards: [],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/${plural}',
    one: '${name}',
    many: '${plural}',
    paging: 'cursor',
    update: 'PUT',
    send: 'changed',
  },
};

export const ${constant}: Binding = { ...base, writer: plainWriter(base) };
`;
}

function testText({ name, provider, plural, constant, file, titles }) {
  return `import { describe, expect, it } from 'vitest';
import { liveObject } from '../../src/providers/${provider}/binding.ts';
import { plainWriter } from '../../src/providers/${provider}/crud.ts';
import { ${constant} } from '../../src/providers/${provider}/kinds/${file}.ts';
import { run, writing } from './support.ts';

const writer = { ...plainWriter(${constant}), ...${constant}.writer };

describe('${titles}', () => {
  it('are created with what was declared', () => {
    const steps = writer.create?.({ name: 'One' }, writing());
    if (steps === undefined) throw new Error('not written');
    const made = run(steps, [{ ${name}: { id: 7, name: 'One' } }]);
    const body = { ${name}: { name: 'One' } };
    expect(made.sent).toEqual([{ method: 'POST', path: '/api/v2/${plural}', body }]);
    expect(made.result.id).toBe('7');
  });

  it('are read as they are written', () => {
    expect(liveObject(${constant}, { id: 7, name: ' One ' }).attributes).toEqual({ name: 'One' });
  });
});
`;
}

function nextSteps({ name, provider, file, platform }) {
  const lookups = join(ROOT, 'src/providers', provider, 'lookups.ts');
  const isLookup = existsSync(lookups) && readFileSync(lookups, 'utf8').includes(`name: '${name}'`);
  return [
    'Next:',
    ...(isLookup ? [`  0. take ${name} out of ${shown(lookups)}: it is more than a lookup now`] : []),
    `  1. fill in src/providers/${provider}/kinds/${file}.ts: every TODO, each attribute with a description, dated hazards`,
    `  2. give the sandbox its endpoints (src/sandbox/${provider}/), from ${platform}'s pages, without looking at the kind`,
    `  3. say in test/providers/${provider}-${file}.test.ts what is peculiar about it`,
    '  4. npm run docs    brings the tables in docs/ up to date',
    '  5. npm test        the shared suites take the new kind in by themselves',
  ].join('\n');
}

function withList() {
  const folder = join(ROOT, 'src/providers');
  return readdirSync(folder)
    .filter((provider) => existsSync(join(folder, provider, 'kinds.ts')))
    .join(', ');
}

function shown(path) {
  return relative(ROOT, path);
}
