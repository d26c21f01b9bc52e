/** The whole spec as one tree: a folder's files, what it extends below them, an environment's overlay above them. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { MapNode, ScalarNode } from '../core/spec-node.ts';
import { placeOf, readSource, type SpecPlace, yamlFilesIn } from './files.ts';
import { type Gathering, isInside, type Layer, problem, VERSION } from './layer.ts';
import { finish, mergeFiles, overlay } from './merge.ts';
import { listNames, nearestHint } from './nearest.ts';
import type { SectionTree } from './sections.ts';
import { readYaml } from './yaml-file.ts';

export interface ComposeOptions {
  readonly place: SpecPlace;
  readonly environment: string | undefined;
  readonly tree: SectionTree;
  readonly gathering: Gathering;
}

/** The parts of a spec before they are laid over one another. */
export interface Parts {
  /** What the spec extends, merged. */
  readonly base?: MapNode | undefined;
  /** The files of the spec's own folder, merged. */
  readonly own?: MapNode | undefined;
  /** The environment's overlay. */
  readonly over?: MapNode | undefined;
}

/** Reads every part of a spec. */
export function readParts({ place, environment, tree, gathering }: ComposeOptions): Parts {
  const layer: Layer = { folder: place.folder, prefix: '' };
  const { own, base } = readLayer(layer, pathsOf(place, layer, gathering), [], tree, gathering);
  return { own, base, over: readEnvironment(layer, environment, gathering) };
}

/** Everything merged, or undefined if nothing can be said about it (nothing there, or a version we do not know). */
export function compose(options: ComposeOptions): MapNode | undefined {
  const { gathering } = options;
  const { base, own, over } = readParts(options);
  let root: MapNode | undefined;
  for (const part of [base, own, over]) {
    if (part !== undefined) root = root === undefined ? part : overlay(root, part, gathering);
  }
  if (root === undefined) {
    if (!gathering.incomplete) gathering.diagnostics.push(emptySpec());
    return undefined;
  }
  finish(root, gathering);
  if (gathering.diagnostics.some((diagnostic) => diagnostic.code === 'SPEC_VERSION')) return undefined;
  if (!root.entries.has('version') && !gathering.incomplete) {
    const at = { file: root.at.file, line: 1, column: 1 };
    gathering.diagnostics.push(
      problem('SPEC_MISSING', at, '`version` is missing', {
        hint: `begin one file of the spec with \`version: ${VERSION}\``,
      }),
    );
  }
  return root;
}

function emptySpec() {
  return problem('SPEC_EMPTY', undefined, 'there is no spec here: no YAML file with any content', {
    detail: [
      'A minimal spec is a file `support.yaml` with',
      `version: ${VERSION}`,
      'client: {name: Acme, slug: acme}',
      'platform: {provider: zendesk, subdomain: acme}',
    ].join('\n'),
    hint: '`supportctl init` writes one',
  });
}

function pathsOf(place: SpecPlace, layer: Layer, gathering: Gathering): readonly string[] {
  if (place.only !== undefined) return place.only;
  try {
    return yamlFilesIn(place.folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    gathering.incomplete = true;
    gathering.diagnostics.push(
      problem('SPEC_FILE', undefined, `the folder \`${layer.prefix || '.'}\` cannot be read: ${why}`),
    );
    return [];
  }
}

/** The files of a folder, and merged below them what they extend. */
function readLayer(
  layer: Layer,
  paths: readonly string[],
  below: readonly Layer[],
  tree: SectionTree,
  gathering: Gathering,
): Pick<Parts, 'own' | 'base'> {
  const roots: MapNode[] = [];
  for (const path of paths) {
    const source = readSource(layer, path, gathering);
    const root = source === undefined ? undefined : readYaml(source, gathering);
    if (root === undefined) continue;
    checkVersion(root, gathering);
    roots.push(root);
  }
  const own = mergeFiles(roots, tree, gathering);
  if (own === undefined) return {};
  let base: MapNode | undefined;
  for (const extended of extendedBy(own, gathering)) {
    const root = composeBase(layer, extended, [...below, layer], tree, gathering);
    if (root !== undefined) base = base === undefined ? root : overlay(base, root, gathering);
  }
  return { own, base };
}

function checkVersion(root: MapNode, gathering: Gathering): void {
  const version = root.entries.get('version')?.value;
  if (version === undefined || gathering.broken.has(version)) return;
  const value = version.type === 'scalar' ? version.value : undefined;
  if (value === VERSION) return;
  const newer = typeof value === 'number' && value > VERSION;
  const summary = newer
    ? `the spec is of version ${value}, and this program reads version ${VERSION}`
    : `\`version\` must be the number ${VERSION}`;
  gathering.diagnostics.push(
    problem(
      'SPEC_VERSION',
      version.at,
      summary,
      newer ? { hint: 'update supportctl' } : { hint: `write \`version: ${VERSION}\`` },
    ),
  );
}

function extendedBy(root: MapNode, gathering: Gathering): readonly ScalarNode[] {
  const value = root.entries.get('extends')?.value;
  if (value === undefined || gathering.broken.has(value)) return [];
  const paths: ScalarNode[] = [];
  for (const node of value.type === 'list' ? value.items : [value]) {
    if (node.type === 'scalar' && typeof node.value === 'string' && node.value !== '' && !gathering.pending.has(node))
      paths.push(node);
    else if (node.type !== 'scalar' || !gathering.pending.has(node)) {
      gathering.diagnostics.push(
        problem('SPEC_WRONG_TYPE', node.at, '`extends` takes the path of a folder, or a list of them'),
      );
    }
  }
  return paths;
}

function composeBase(
  layer: Layer,
  node: ScalarNode,
  stack: readonly Layer[],
  tree: SectionTree,
  gathering: Gathering,
): MapNode | undefined {
  const path = String(node.value);
  const place = placeOf(join(layer.folder, path));
  function refuse(summary: string, hint?: string): undefined {
    gathering.incomplete = true;
    gathering.diagnostics.push(problem('SPEC_EXTENDS', node.at, summary, hint === undefined ? {} : { hint }));
    return undefined;
  }
  if (place === undefined)
    return refuse(`the folder \`${path}\` does not exist`, 'paths of `extends` begin at the spec folder');
  const folders = stack.map((known) => known.folder);
  const again = folders.indexOf(place.folder);
  if (again >= 0) {
    const names = [...stack.slice(again), layer].map((known) => known.prefix || '.');
    return refuse('the spec extends itself', `the circle is ${[...new Set(names), names[0]].join(' → ')}`);
  }
  for (const folder of folders) {
    if (isInside(folder, place.folder))
      return refuse(
        `\`${path}\` stands inside the spec that extends it, and would be read twice`,
        'move it beside the spec',
      );
    if (place.only === undefined && isInside(place.folder, folder))
      return refuse(`\`${path}\` contains the spec that extends it`, 'give the base a folder of its own');
  }
  const prefix = relative(stack[0]?.folder ?? layer.folder, place.folder)
    .split(sep)
    .join('/');
  const beneath: Layer = { folder: place.folder, prefix };
  const { own, base } = readLayer(beneath, pathsOf(place, beneath, gathering), stack, tree, gathering);
  return own === undefined || base === undefined ? own : overlay(base, own, gathering);
}

/** Names of the overlays in `environments/`. */
export function environmentsOf(folder: string): readonly string[] {
  const path = join(folder, 'environments');
  if (!existsSync(path)) return [];
  const names = readdirSync(path).filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'));
  return [...new Set(names.map((name) => name.replace(/\.ya?ml$/i, '')))].sort();
}

/** The path of an environment's overlay, relative to the spec's folder. */
export function environmentFile(folder: string, environment: string): string | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(environment)) return undefined;
  return ['yaml', 'yml']
    .map((end) => `environments/${environment}.${end}`)
    .find((path) => existsSync(join(folder, path)));
}

function readEnvironment(layer: Layer, environment: string | undefined, gathering: Gathering): MapNode | undefined {
  const name = environment ?? 'default';
  const path = environmentFile(layer.folder, name);
  if (path === undefined) {
    if (name === 'default') return undefined;
    const names = environmentsOf(layer.folder);
    const known = names.length === 0 ? 'there are none' : `there is ${listNames(names)}`;
    gathering.diagnostics.push(
      problem('SPEC_UNKNOWN_ENVIRONMENT', undefined, `the spec has no environment \`${name}\`: ${known}`, {
        hint: `an environment is a file \`environments/${name}.yaml\``,
        ...nearestHint(name, names),
      }),
    );
    return undefined;
  }
  const source = readSource(layer, path, gathering);
  const root = source === undefined ? undefined : readYaml(source, gathering);
  if (root === undefined) return undefined;
  checkVersion(root, gathering);
  const extending = root.entries.get('extends');
  if (extending !== undefined) {
    gathering.diagnostics.push(
      problem('SPEC_EXTENDS', extending.keyAt, 'an environment cannot extend anything; only the spec itself can'),
    );
  }
  return root;
}
