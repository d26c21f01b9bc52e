/** Reads the files of `tests/`: people of all, cases of those asked for, everything wrong at once. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Desired } from '../../core/resource.ts';
import { child, type MapEntry, type MapNode, type SpecNode, toPlain } from '../../core/spec-node.ts';
import { readSource, yamlFilesIn } from '../files.ts';
import { explainIssues, unknownKey, wrongType } from '../issues.ts';
import { type Gathering, type Layer, newGathering, problem } from '../layer.ts';
import { inOrder } from '../load.ts';
import { readYaml } from '../yaml-file.ts';
import { readFixtures } from './fixtures.ts';
import type { TestCase, TestSuite } from './model.ts';
import { resolver } from './names.ts';
import { Case, Defaults, TestFile } from './schema.ts';
import { caseOf } from './story.ts';
import { merged, rowsOf } from './tables.ts';

export interface TestOptions {
  /** The spec's folder. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly desired: Desired;
  readonly priorities: ReadonlyMap<string, string>;
  /** The platform's words for channels. */
  readonly channels: readonly string[];
  /** Paths relative to the spec's folder, as positions call them; all files of `tests/` if undefined. */
  readonly files?: readonly string[] | undefined;
  /** One more file that stands nowhere in `tests/`: only its cases are read, with the people of the others and its own. */
  readonly story?: { readonly file: string; readonly text: string };
}

export interface ReadTests {
  /** Undefined if any diagnostic is an error. */
  readonly suite: TestSuite | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** All test files of the folder, as positions call them. */
  readonly files: readonly string[];
}

/** Bad input never throws: it is in `diagnostics`. */
export function readTests(options: TestOptions): ReadTests {
  const gathering = newGathering(options.variables);
  const { diagnostics } = gathering;
  const folder = join(options.folder, 'tests');
  const names = existsSync(folder) ? yamlFilesIn(folder) : [];
  const layer: Layer = { folder: existsSync(folder) ? realpathSync(folder) : folder, prefix: 'tests' };
  const roots = names.flatMap((name) => {
    const root = rootOf(layer, name, gathering);
    return root === undefined ? [] : [{ file: `tests/${name}`, root }];
  });
  const { story } = options;
  const told = story === undefined ? undefined : readYaml({ text: story.text, name: story.file, layer }, gathering);
  if (story !== undefined && told !== undefined) roots.push({ file: story.file, root: told });
  for (const [node, problems] of gathering.pending) if (!gathering.broken.has(node)) diagnostics.push(...problems);
  const report = (diagnostic: Diagnostic) => {
    diagnostics.push(diagnostic);
  };
  const fixtures = readFixtures(
    roots.map(({ root }) => root),
    options.desired,
    judge(gathering),
    report,
  );
  const around = resolver(options, fixtures, report);
  const cases: TestCase[] = [];
  const seen = new Map<string, string>();
  for (const { file, root } of roots) {
    if (story !== undefined && file !== story.file) continue;
    if (options.files !== undefined && !options.files.includes(file)) continue;
    for (const node of casesIn(root, gathering)) {
      const found = caseOf(node, around);
      if (found === undefined) continue;
      const before = seen.get(found.name);
      if (before !== undefined)
        report(problem('TEST_TWICE', found.at, `there is a case "${found.name}" already, in ${before}`));
      seen.set(found.name, file);
      cases.push(found);
    }
  }
  const failed = gathering.incomplete || diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return {
    suite: failed ? undefined : { fixtures, cases },
    diagnostics: inOrder(diagnostics),
    files: names.map((name) => `tests/${name}`),
  };
}

function rootOf(layer: Layer, name: string, gathering: Gathering): MapNode | undefined {
  const source = readSource(layer, name, gathering);
  return source === undefined ? undefined : readYaml(source, gathering);
}

export type Judge = (name: string, node: SpecNode, schema: z.ZodType) => boolean;

/** True if the node is as the schema wants it; else it is said what is wrong. */
function judge({ broken, diagnostics }: Gathering): Judge {
  return (name, node, schema) => {
    if (broken.has(node)) return false;
    const judged = schema.safeParse(toPlain(node));
    if (judged.success) return true;
    diagnostics.push(...explainIssues({ name, node, schema }, judged.error.issues));
    return false;
  };
}

/** The cases of a file and those of its tables, each with the file's defaults; only sound ones. */
function casesIn(root: MapNode, gathering: Gathering): readonly MapNode[] {
  const sound = judge(gathering);
  const { diagnostics } = gathering;
  for (const [key, entry] of root.entries) {
    if (!Object.hasOwn(TestFile.shape, key))
      diagnostics.push(unknownKey(entry.keyAt, 'a test file', key, Object.keys(TestFile.shape)));
  }
  const defaults = child(root, 'defaults');
  if (defaults !== undefined && !sound('defaults', defaults, Defaults)) return [];
  const written = listIn(root, 'cases', gathering).flatMap((node) => mapIn(node, 'a case', gathering));
  const rows = listIn(root, 'tables', gathering).flatMap((node) => rowsOf(node, sound, (one) => diagnostics.push(one)));
  return [...written, ...rows]
    .filter((node) => sound(nameOf(node), node, Case))
    .map((node) => withDefaults(node, defaults));
}

function listIn(root: MapNode, key: string, { diagnostics, broken }: Gathering): readonly SpecNode[] {
  const node = child(root, key);
  if (node === undefined || broken.has(node)) return [];
  if (node.type === 'list') return node.items;
  diagnostics.push(wrongType(key, node, 'a list'));
  return [];
}

function mapIn(node: SpecNode, what: string, { diagnostics, broken }: Gathering): readonly MapNode[] {
  if (node.type === 'map' || broken.has(node)) return node.type === 'map' ? [node] : [];
  diagnostics.push(wrongType(what, node, 'a map'));
  return [];
}

function nameOf(node: MapNode): string {
  const name = child(node, 'name');
  return name?.type === 'scalar' && typeof name.value === 'string' ? `case "${name.value}"` : 'case';
}

function withDefaults(node: MapNode, defaults: SpecNode | undefined): MapNode {
  if (defaults?.type !== 'map') return node;
  const given = node.entries.get('given');
  const whole = given === undefined ? defaults : merged(defaults, given.value);
  const entries = new Map<string, MapEntry>(node.entries);
  entries.set('given', { keyAt: given?.keyAt ?? node.at, value: whole });
  return { ...node, entries };
}
