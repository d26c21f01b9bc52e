/**
 * The documents say what the program does: tables that come from the kinds' own data, codes, commands and flags.
 * `npm run docs` writes the generated parts anew.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { createProgram, isCommand } from '../../src/cli/program.ts';
import type { Attribute } from '../../src/core/attribute.ts';
import type { Capability, Kind } from '../../src/core/kind.ts';
import { VERSION } from '../../src/core/version.ts';
import { rules } from '../../src/lint/index.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { allKinds } from '../../src/providers/registry.ts';
import { OUTSIDE } from '../../src/simulate/conditions/compile.ts';
import { DEFAULT_OPTIONS } from '../../src/simulate/options.ts';
import { DEFAULT_SLA_OPTIONS } from '../../src/simulate/sla/index.ts';
import { hazardsPage } from './hazards/page.ts';

const root = join(import.meta.dirname, '../..');
const written = allKinds.filter((kind) => !kind.lookupOnly);
const lookups = allKinds.filter((kind) => kind.lookupOnly);

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** `text` with what stands between the marks of `name` replaced. */
function filled(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- generated: ${name} -->`, '<!-- end -->'];
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`no place for "${name}"`);
  return `${text.slice(0, from)}${start}\n${content}\n${text.slice(to)}`;
}

function sectionOf(kind: Kind): string {
  return kind.section.map((step) => (step === '*' ? 'KEY' : step)).join('.');
}

function removal(capability: Capability): string {
  return capability.delete === 'hard' ? 'yes' : capability.delete === 'none' ? 'no' : capability.delete;
}

function yes(value: boolean): string {
  return value ? 'yes' : 'no';
}

function sections(): string {
  const rows = written.map((kind) => {
    const { capability, name, plural, order } = kind;
    const can = [yes(capability.create), yes(capability.update), removal(capability)];
    return [`\`${sectionOf(kind)}\``, `[\`${name}\`](kinds.md#${name})`, plural, ...can, yes(order !== undefined)];
  });
  return table(['section', 'kind', 'what', 'create', 'update', 'delete', 'ordered'], rows);
}

function lookupTable(): string {
  const rows = lookups.map(({ name, plural, provider }) => [`\`${name}\``, plural, provider]);
  return table(['kind', 'what', 'platform'], rows);
}

/** Kinds and attributes, as long as nobody can ask the program itself. */
function kindsPage(): string {
  const head =
    '# Kinds\n\nWritten by `npm run docs` from the kinds themselves; do not edit. Sections: [spec.md](spec.md).';
  return `${[head, ...written.map(kindText)].join('\n\n')}\n`;
}

function kindText(kind: Kind): string {
  const attributes = Object.entries(kind.attributes).filter(([name]) => name !== kind.scope);
  const rows = attributes.map(([name, attribute]) => [`\`${name}\``, attribute.description, notesOf(attribute)]);
  const hazards = kind.hazards.map((hazard) => `- ${hazard}`);
  return [
    `## ${kind.name}\n`,
    `\`${sectionOf(kind)}\`: ${kind.description} ([${kind.provider}](${kind.source}))\n`,
    table(['attribute', 'what', ''], rows),
    ...(hazards.length === 0 ? [] : ['', ...hazards]),
  ].join('\n');
}

function notesOf(attribute: Attribute): string {
  const { required, implied, platformDefault, mutability, collection, refersTo } = attribute;
  return [
    ...(required ? ['required'] : []),
    ...(mutability === 'mutable' ? [] : [mutability.replaceAll('_', ' ')]),
    ...(implied === undefined ? [] : [`\`${JSON.stringify(implied)}\` unless said`]),
    ...(platformDefault === undefined ? [] : [`default \`${JSON.stringify(platformDefault)}\``]),
    ...(collection === 'members' ? ['only your members are managed'] : []),
    ...(collection === 'subset' ? ['only the keys you name are managed'] : []),
    ...(refersTo === undefined || refersTo.length > 3 ? [] : [`→ ${refersTo.map((name) => `\`${name}\``).join(', ')}`]),
  ].join('; ');
}

function checkTable(): string {
  const stages = { load: 'offline', account: 'with the tenant', simulate: 'in the simulator' } as const;
  const rows = checks.map(({ id, severity, stage, title, why }) => [`\`${id}\``, severity, stages[stage], title, why]);
  return table(['code', 'severity', 'when', 'what', 'why'], rows);
}

/** The options of the simulator: names and values from the types, what they mean from the comments over them. */
function optionTable(): string {
  const rows = [
    ...optionRows('src/simulate/options.ts', '', DEFAULT_OPTIONS),
    ...optionRows('src/simulate/sla/options.ts', 'sla.', DEFAULT_SLA_OPTIONS),
  ];
  return table(['option', 'values', 'default', 'what'], rows);
}

function optionRows(path: string, prefix: string, defaults: object): readonly (readonly string[])[] {
  const members = [...read(path).matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+readonly (\w+): ([^;]+);/g)];
  const explained = new Map(members.map(([, comment = '', name = '', type = '']) => [name, { comment, type }]));
  return Object.entries(defaults).flatMap(([name, value]) => {
    if (typeof value === 'object') return [];
    const { comment, type } = explained.get(name) ?? {};
    if (comment === undefined || type === undefined) throw new Error(`${path}: nothing says what \`${name}\` is`);
    const what = comment.replace(/\s*\n\s*\*?\s*/g, ' ').trim();
    return [[`\`${prefix}${name}\``, type.replaceAll("'", ''), String(value), what]];
  });
}

function outsideTable(): string {
  return table(
    ['condition', 'why'],
    [...OUTSIDE].map(([field, why]) => [`\`${field}\``, why]),
  );
}

/** Every rule of lint with its reason and both of its examples, which test/lint runs. */
function lintPage(): string {
  const rows = rules.map(({ id, severity, title }) => [`[\`${id}\`](#${id})`, severity, title]);
  return filled(
    filled(read('docs/lint.md'), 'rules', table(['rule', 'severity', 'what should hold'], rows)),
    'examples',
    rules.map(ruleText).join('\n\n'),
  );
}

function ruleText({
  id,
  severity,
  title,
  reason,
  mend,
  source,
  checks: own = [],
  tenantOnly,
  tenant,
  failing,
  passing,
}: Rule): string {
  const codes = own.map((code) => `[\`${code}\`](diagnostics.md)`).join(', ');
  return [
    `### ${id}\n`,
    `${severity}: ${title}.\n`,
    `${reason}\n`,
    `→ ${mend}\n`,
    `Source: ${source.startsWith('https://') ? `<${source}>` : source}`,
    ...(own.length === 0 ? [] : [`\nWith what \`supportctl validate\` and \`plan\` say as ${codes}.`]),
    ...(tenantOnly === undefined
      ? []
      : [`\nNeeds the tenant (\`supportctl health\`, \`supportctl lint --live\`): ${tenantOnly}.`]),
    ...(tenant === undefined ? [] : [`\nIn an account with ${peopleOf(tenant)}:`]),
    `\nFails:\n\n\`\`\`yaml\n${shortened(failing)}\n\`\`\`\n`,
    `Passes:\n\n\`\`\`yaml\n${shortened(passing)}\n\`\`\``,
  ].join('\n');
}

function peopleOf(tenant: NonNullable<Rule['tenant']>): string {
  return (tenant.user ?? [])
    .map(({ email, suspended }) => `\`${email}\`${suspended === true ? ' (suspended)' : ''}`)
    .join(' and ');
}

/** Examples of limits are long; a reader needs the beginning. */
function shortened(example: string): string {
  return example
    .trim()
    .split('\n')
    .map((line) => (line.length > 400 ? `${line.slice(0, 300).replace(/[^,]*$/, '')} # and so on` : line))
    .join('\n');
}

describe('what is generated is current (`npm run docs`)', () => {
  test('the sections in spec.md', async () => {
    const text = filled(filled(read('docs/spec.md'), 'sections', sections()), 'lookups', lookupTable());
    await expect(text).toMatchFileSnapshot(join(root, 'docs/spec.md'));
  });

  test('kinds.md', async () => {
    await expect(kindsPage()).toMatchFileSnapshot(join(root, 'docs/kinds.md'));
  });

  test('the rules in lint.md', async () => {
    await expect(lintPage()).toMatchFileSnapshot(join(root, 'docs/lint.md'));
  });

  test('hazards.md', async () => {
    await expect(hazardsPage(table)).toMatchFileSnapshot(join(root, 'docs/hazards.md'));
  });

  test('the checks in diagnostics.md', async () => {
    const text = filled(read('docs/diagnostics.md'), 'checks', checkTable());
    await expect(text).toMatchFileSnapshot(join(root, 'docs/diagnostics.md'));
  });

  test('the options in simulator.md, and what it cannot know', async () => {
    const text = filled(filled(read('docs/simulator.md'), 'options', optionTable()), 'outside', outsideTable());
    await expect(text).toMatchFileSnapshot(join(root, 'docs/simulator.md'));
  });
});

describe('kinds are fit for the documents', () => {
  test.each(allKinds.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
    const sentences = [kind.description, ...Object.values(kind.attributes).map(({ description }) => description)];
    for (const sentence of sentences) expect(sentence).toMatch(/^(?!.*TODO)[\s\S]+[.)`]$/);
    if (kind.lookupOnly) return;
    expect(kind.source).toMatch(/^https:\/\/\S+$/);
    for (const hazard of kind.hazards) expect(hazard).toMatch(/^\d{4}-\d\d-\d\d: \S[\s\S]*\.$/);
  });

  test('rules of lint have sentences, sources and names of their own', () => {
    for (const { reason, mend, source } of rules) {
      expect(reason).toMatch(/^[A-Z“"][\s\S]+\.$/);
      expect(mend).toMatch(/^[A-Z][\s\S]+\.$/);
      expect(source).toMatch(/^(?:https:\/\/\S+|Practice: .+\.)$/);
    }
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(rules.length).toBeGreaterThan(30);
    const known = new Set(checks.map(({ id }) => id));
    expect(rules.flatMap(({ checks: own = [] }) => own).filter((id) => !known.has(id))).toEqual([]);
  });

  test('no name stands twice', () => {
    const names = allKinds.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

/** Codes as they are written in the sources: in errors, refusals and checks. */
function codesInSources(): ReadonlySet<string> {
  const codes = new Set<string>();
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  for (const path of paths.filter((name) => name.endsWith('.ts') && !name.startsWith('sandbox/'))) {
    const text = read(join('src', path));
    const places = [
      /\b(?:fail|refuse)\(\s*('[A-Z0-9_]+')/g,
      /\bcode:([^,\n]*)/g,
      /('(?:SPEC|TEST)_[A-Z_]+')/g,
      /type RefusalCode =([^;]*)/g,
      ...(path.startsWith('checks/') ? [/\bid: ('[A-Z_]+')/g, /\baboutFields\([^)]*?('[A-Z]+_FIELD')/g] : []),
    ];
    for (const [, place = ''] of places.flatMap((pattern) => [...text.matchAll(pattern)])) {
      for (const [, code = ''] of place.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)'/g)) codes.add(code);
    }
  }
  return codes;
}

describe('diagnostics.md', () => {
  const codes = codesInSources();
  const listed = [...read('docs/diagnostics.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map(
    ([, code]) => code ?? '',
  );

  test('every code that the program uses is in it', () => {
    expect(codes.size).toBeGreaterThan(80);
    expect([...codes].filter((code) => !listed.includes(code)).sort()).toEqual([]);
  });

  test('every code in it is used, and stands there once', () => {
    expect(listed.filter((code) => !codes.has(code))).toEqual([]);
    expect(listed.filter((code, index) => listed.indexOf(code) !== index)).toEqual([]);
  });

  test('every refusal is in exit-codes.md', () => {
    const union = /type RefusalCode =([^;]*)/.exec(read('src/core/plan.ts'))?.[1] ?? '';
    const refusals = [...union.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code ?? '');
    expect(refusals.length).toBeGreaterThan(10);
    expect(refusals.filter((code) => !read('docs/exit-codes.md').includes(`| \`${code}\` |`))).toEqual([]);
  });
});

describe('commands in the documents exist', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'docs/spec.md',
    'docs/exit-codes.md',
    'docs/diagnostics.md',
    'docs/rollback.md',
    'docs/state.md',
    'docs/sign-in.md',
    'docs/testing.md',
    'docs/lint.md',
  ];

  test.each(pages)('%s', async (page) => {
    const text = read(page);
    for (const line of commandLines(text)) {
      const [, ...words] = line.split(/\s+/);
      const name = words.find((word) => !word.startsWith('-'));
      if (name === undefined) continue;
      expect(isCommand(name), line).toBe(true);
      const program = await createProgram([name]);
      const command = program.commands.find((known) => known.name() === name);
      const known = [command, ...(command?.commands ?? [])].flatMap((known) => known?.options ?? []);
      const flags = words.filter((word) => word.startsWith('-')).map((word) => word.replace(/=.*/, ''));
      for (const flag of flags) {
        expect(known.some(({ long, short }) => flag === long || flag === short) || flag === '--help', line).toBe(true);
      }
    }
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    for (const [, script = ''] of text.matchAll(/\bnpm run ([\w:-]+)/g)) expect(scripts).toContain(script);
  });
});

/** Lines of shell blocks, and code inside sentences, that begin with `supportctl`. */
function commandLines(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```(?:sh|console)\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split('\n'));
  const spans = [...text.matchAll(/`(supportctl [^`]+)`/g)].map(([, span]) => span ?? '');
  return [...blocks, ...spans]
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/\s+#.*$/, '')
        .replace(/;.*$/, '')
        .replace(/^(?:[A-Z_]+=\S+ )+/, '')
        .trim(),
    )
    .filter((line) => line.startsWith('supportctl '));
}

test('the changelog begins with the version or with what is not released', () => {
  expect(read('CHANGELOG.md')).toMatch(
    new RegExp(`^# Changelog\\n\\n## (Unreleased|${VERSION.replaceAll('.', '\\.')})`),
  );
  expect(JSON.parse(read('package.json')).version).toBe(VERSION);
});
