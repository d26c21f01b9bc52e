/** The walls between folders hold: for each one, a file that breaks it is refused by the linter. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');

/** Name of the wall → files with one line each that breaks it. */
const BROKEN = {
  'the engine imports no provider': [
    ['src/engine/a1.ts', `import '../providers/zendesk/client.ts';`],
    ['src/engine/a2.ts', `import type { Registry } from '../providers/registry.ts';`],
  ],
  'the engine imports no network': [
    ['src/engine/b1.ts', `import '../http/transport.ts';`],
    ['src/engine/b2.ts', `import 'axios';`],
    ['src/engine/b3.ts', `import 'node:http';`],
    ['src/engine/b4.ts', `export const later = () => import('axios');`],
  ],
  'the engine imports no spec layer and no YAML': [
    ['src/engine/c1.ts', `import '../spec/load.ts';`],
    ['src/engine/c2.ts', `import 'yaml';`],
  ],
  'the engine imports no terminal': ['chalk', 'ora', 'inquirer', 'commander'].map(
    (name): File => [`src/engine/d-${name}.ts`, `import '${name}';`],
  ),
  'the engine imports no files': [
    ['src/engine/e1.ts', `import 'node:fs';`],
    ['src/engine/e2.ts', `import 'node:fs/promises';`],
    ['src/engine/e3.ts', `import 'fs';`],
  ],
  'the engine imports no caller of it': ['app', 'cli', 'report', 'sandbox', 'state'].map(
    (folder): File => [`src/engine/f-${folder}.ts`, `import '../${folder}/index.ts';`],
  ),
  'a provider does not import another one': [
    ['src/providers/zendesk/a1.ts', `import '../slack/client.ts';`],
    ['src/providers/zendesk/kinds/a2.ts', `import '../../slack/client.ts';`],
    ['src/providers/slack/a3.ts', `import '../zendesk/client.ts';`],
    ['src/providers/freshdesk/a4.ts', `import '../zendesk/crud.ts';`],
    ['src/providers/freshdesk/kinds/a5.ts', `import '../../zendesk/crud.ts';`],
  ],
  'a provider does not import the engine': [
    ['src/providers/zendesk/b1.ts', `import '../../engine/plan.ts';`],
    ['src/providers/zendesk/kinds/b2.ts', `import '../../../engine/plan.ts';`],
    ['src/providers/slack/b3.ts', `import '../../engine/plan.ts';`],
  ],
  'lint imports neither its callers nor a network': [
    ['src/lint/a1.ts', `import '../app/index.ts';`],
    ['src/lint/a2.ts', `import '../http/transport.ts';`],
    ['src/lint/rules/a3.ts', `import '../../providers/zendesk/client.ts';`],
    ['src/lint/trial/a4.ts', `import '../../engine/plan.ts';`],
    ['src/lint/rules/a5.ts', `import 'chalk';`],
  ],
  'only http/ imports axios': [
    ['src/providers/zendesk/c1.ts', `import 'axios';`],
    ['src/app/c2.ts', `import 'axios';`],
    ['src/cli/c3.ts', `import 'axios';`],
    ['src/spec/c4.ts', `import 'axios';`],
    ['src/sandbox/c5.ts', `import 'axios';`],
  ],
  'only spec/ imports yaml': [
    ['src/app/d1.ts', `import 'yaml';`],
    ['src/cli/d2.ts', `import 'yaml';`],
    ['src/core/d3.ts', `import 'yaml';`],
    ['src/http/d4.ts', `import 'yaml';`],
    ['src/providers/slack/d5.ts', `import 'yaml';`],
  ],
  'only state/ imports pg': ['app', 'cli', 'core', 'engine', 'http', 'report', 'sandbox', 'spec'].map(
    (folder): File => [`src/${folder}/l1.ts`, `export const later = () => import('pg');`],
  ),
  'state/ imports only the core': ['app', 'cli', 'engine', 'http', 'providers', 'spec'].map(
    (folder): File => [`src/state/m-${folder}.ts`, `import '../${folder}/x.ts';`],
  ),
  'only one file imports node-zendesk': [
    ['src/providers/zendesk/crud.ts', `import 'node-zendesk';`],
    ['src/providers/slack/client.ts', `import 'node-zendesk';`],
    ['src/http/e3.ts', `import 'node-zendesk';`],
  ],
  'only cli/ and report/ import the terminal': [
    ['src/app/f1.ts', `import 'chalk';`],
    ['src/http/f2.ts', `import 'ora';`],
    ['src/spec/f3.ts', `import 'inquirer';`],
    ['src/sandbox/f4.ts', `import 'commander';`],
  ],
  'only cli/ and report/ write to the console': ['app', 'core', 'engine', 'http', 'init', 'sandbox', 'spec'].map(
    (folder): File => [`src/${folder}/g1.ts`, `console.log('hello');`],
  ),
  'the wizard imports the spec and the core': [
    'app',
    'cli',
    'engine',
    'http',
    'providers',
    'report',
    'sandbox',
    'state',
  ].flatMap((folder): File[] => [
    [`src/init/j-${folder}.ts`, `import '../${folder}/x.ts';`],
    [`src/init/pieces/j-${folder}.ts`, `import '../../${folder}/x.ts';`],
  ]),
  'the wizard asks nobody and parses nothing by itself': ['inquirer', 'commander', 'yaml', 'chalk'].map(
    (name): File => [`src/init/k-${name}.ts`, `import '${name}';`],
  ),
  'the sandbox imports nothing of the program': ['core', 'engine', 'http', 'providers', 'spec'].flatMap(
    (folder): File[] => [
      [`src/sandbox/h-${folder}.ts`, `import '../${folder}/x.ts';`],
      [`src/sandbox/zendesk/h-${folder}.ts`, `import '../../${folder}/x.ts';`],
      [`src/sandbox/zendesk/guide/h-${folder}.ts`, `import '../../../${folder}/x.ts';`],
    ],
  ),
  'core/ imports nothing from the other folders': ['engine', 'http', 'providers', 'spec', 'app', 'anything'].flatMap(
    (folder): File[] => [
      [`src/core/i-${folder}.ts`, `import '../${folder}/x.ts';`],
      [`src/core/attributes/i-${folder}.ts`, `import '../../${folder}/x.ts';`],
    ],
  ),
  'the simulator imports the core and itself': ['providers', 'http', 'spec', 'engine', 'sandbox', 'checks'].flatMap(
    (folder): File[] => [
      [`src/simulate/l-${folder}.ts`, `import '../${folder}/x.ts';`],
      [`src/simulate/sla/l-${folder}.ts`, `import '../../${folder}/x.ts';`],
    ],
  ),
  'only one file asks for the rules of time zones': [
    'simulate',
    'simulate/time',
    'simulate/sla',
    'init',
    'app',
    'core',
  ].map((folder): File => [`src/${folder}/m1.ts`, `import 'luxon';`]),
} satisfies Record<string, readonly File[]>;

/** What stands next to the walls and is allowed. */
const SOUND: readonly File[] = [
  [
    'src/engine/ok.ts',
    `import './a.ts';\nimport '../core/kind.ts';\nimport '../core/attributes/text.ts';\nimport 'node:crypto';`,
  ],
  ['src/providers/zendesk/client.ts', `import 'node-zendesk';\nimport '../../http/transport.ts';`],
  ['src/providers/zendesk/ok.ts', `import './crud.ts';\nimport '../../core/kind.ts';\nimport './kinds/group.ts';`],
  ['src/providers/zendesk/kinds/ok.ts', `import '../crud.ts';\nimport '../../../core/attributes/text.ts';`],
  ['src/providers/registry.ts', `import './zendesk/index.ts';\nimport './slack/index.ts';`],
  ['src/state/ok.ts', `import '../core/state.ts';\nimport './codec.ts';\nexport const later = () => import('pg');`],
  ['src/http/ok.ts', `export const later = () => import('axios');`],
  ['src/spec/ok.ts', `import 'yaml';`],
  ['src/cli/ok.ts', `import 'commander';\nconsole.log('hello');`],
  ['src/report/ok.ts', `import 'chalk';`],
  [
    'src/init/ok.ts',
    `import './a.ts';\nimport '../core/address.ts';\nimport '../spec/render.ts';\nimport 'date-holidays';`,
  ],
  ['src/init/pieces/ok.ts', `import '../job.ts';\nimport '../../core/spec-node.ts';\nimport '../../spec/render.ts';`],
  ['src/sandbox/ok.ts', `import 'hono';\nimport './store.ts';`],
  ['src/sandbox/zendesk/guide/ok.ts', `import '../../store.ts';`],
  ['src/simulate/ok.ts', `import './time/index.ts';\nimport '../core/diagnostic.ts';`],
  ['src/simulate/time/zone.ts', `import 'luxon';\nimport '../../core/diagnostic.ts';`],
  ['src/core/attributes/ok.ts', `import '../attribute.ts';\nimport 'zod';`],
  ['test/ok.test.ts', `import 'yaml';\nconsole.log('hello');`],
];

type File = readonly [path: string, text: string];

const Report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

const folder = mkdtempSync(join(tmpdir(), 'supportctl-walls-'));
const refused = new Set<string>();

beforeAll(() => {
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  for (const [path, text] of [...Object.values(BROKEN).flat(), ...SOUND]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
  const command = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const run = spawnSync(join(root, 'node_modules/.bin/biome'), command, { cwd: folder, encoding: 'utf8' });
  for (const { category, location } of Report.parse(JSON.parse(run.stdout)).diagnostics) {
    if (/noRestrictedImports|noConsole/.test(category)) refused.add(location.path);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the linter refuses a file that breaks a wall', () => {
  test.each(Object.entries(BROKEN))('%s', (_wall, files) => {
    const passed = files.map(([path]) => path).filter((path) => !refused.has(path));
    expect(passed).toEqual([]);
  });

  test('what is allowed passes', () => {
    expect(SOUND.map(([path]) => path).filter((path) => refused.has(path))).toEqual([]);
  });
});

describe('what the linter cannot see', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(join(root, 'src', path), 'utf8') }));

  test('process.exit stands once', () => {
    const found = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/\bprocess\s*\.\s*exit\s*\(/g)].map(() => path),
    );
    expect(found).toEqual(['cli/exit.ts']);
  });

  test('only cli/ and report/ touch the terminal streams', () => {
    const found = sources
      .filter(({ text }) => /\bprocess\s*\.\s*(stdin|stdout|stderr)\b/.test(text))
      .map(({ path }) => path)
      .filter((path) => !/^(cli|report)\//.test(path));
    expect(found).toEqual([]);
  });

  test('no type is imported past a wall with import("…")', () => {
    const found = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/(?<!await )\bimport\(\s*'(\.\.\/[^']*)'\s*\)\s*\./g)].map(
        ([, target]) => `${path}: ${target}`,
      ),
    );
    expect(found.filter((line) => /^(engine|core|providers|sandbox)\//.test(line))).toEqual([]);
  });
});
