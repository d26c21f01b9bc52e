/** Loads a spec: everything wrong with it at once, or the resources that it asks for. */
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind, TextForm } from '../core/kind.ts';
import type { Desired, Resource } from '../core/resource.ts';
import type { StatePlace } from '../core/state.ts';
import { textSyntax } from '../core/text-syntax.ts';
import { type Block, findBlocks } from './blocks.ts';
import { compose } from './compose.ts';
import { type ConvertOptions, convertBlock } from './convert.ts';
import { placeOf, type SpecPlace } from './files.ts';
import { type Gathering, newGathering, problem } from './layer.ts';
import { namesOf } from './names.ts';
import { sectionTree } from './sections.ts';
import { readAcceptances, readMoved, readOrder, readPriorities, readSettings, readTags } from './settings.ts';
import { readStatePlace } from './state-place.ts';

export interface LoadOptions {
  /** The spec's folder, or one file of it. */
  readonly folder: string;
  /** Which overlay of `environments/`; without one, `default` if there is such a file. */
  readonly environment?: string | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly kinds: readonly Kind[];
  readonly textForms: readonly TextForm[];
}

export interface LoadedSpec {
  /** Undefined if any diagnostic is an error. */
  readonly desired: Desired | undefined;
  /** In the order of files and lines. */
  readonly diagnostics: readonly Diagnostic[];
  /** The words of `priorities` and the levels → level. */
  readonly priorities: ReadonlyMap<string, string>;
  /** The spec's folder without symbolic links; positions are relative to it. */
  readonly folder: string;
  /** Where state lives; undefined where something is wrong with that part, or a file cannot be read that may say so. */
  readonly state: StatePlace | undefined;
}

/** Reads, merges, checks and converts a spec. Bad input never throws: it is in `diagnostics`. */
export async function loadSpec(options: LoadOptions): Promise<LoadedSpec> {
  const place = placeOf(options.folder);
  const gathering = newGathering(options.variables);
  if (place === undefined) {
    gathering.diagnostics.push(
      problem('SPEC_FILE', undefined, `there is no file or folder \`${options.folder}\``, {
        hint: '`supportctl init` makes a spec',
      }),
    );
    return {
      desired: undefined,
      diagnostics: gathering.diagnostics,
      priorities: new Map(),
      folder: options.folder,
      state: { backend: 'file' },
    };
  }
  return loadPlace(place, options, gathering);
}

function loadPlace(place: SpecPlace, options: LoadOptions, gathering: Gathering): LoadedSpec {
  const { kinds, textForms, environment } = options;
  const { diagnostics, broken } = gathering;
  const tree = sectionTree(kinds);
  const root = compose({ place, environment, tree, gathering });
  if (root === undefined)
    return {
      desired: undefined,
      diagnostics: inOrder(diagnostics),
      priorities: new Map(),
      folder: place.folder,
      state: gathering.incomplete ? undefined : { backend: 'file' },
    };

  function report(diagnostic: Diagnostic): void {
    diagnostics.push(diagnostic);
  }
  const judged = { root, broken, report };
  const state = readStatePlace(judged);
  const settings = readSettings(judged, kinds, !gathering.incomplete);
  const priorities = readPriorities(judged);
  const found = findBlocks(root, tree, broken);
  for (const diagnostic of found.diagnostics) report(diagnostic);
  const names = namesOf(kinds, found.blocks, !gathering.incomplete);
  const around: ConvertOptions = {
    names,
    broken,
    priorities,
    texts: textSyntax(textForms),
    clientSlug: settings?.client.slug,
  };
  const resources = convertAll(found.blocks, around, report);
  const order = readOrder(judged, kinds, names);
  const moved = readMoved(judged, names);
  const tagRegistry = readTags(judged);
  const accepted = readAcceptances(judged);
  const failed =
    settings === undefined || gathering.incomplete || diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return {
    desired: failed
      ? undefined
      : {
          resources,
          order,
          moved,
          settings,
          ...(tagRegistry === undefined ? {} : { tagRegistry }),
          ...(accepted.length === 0 ? {} : { accepted }),
          files: gathering.files,
        },
    diagnostics: inOrder(diagnostics),
    priorities,
    folder: place.folder,
    state: gathering.incomplete ? undefined : state,
  };
}

function convertAll(
  blocks: readonly Block[],
  around: ConvertOptions,
  report: (diagnostic: Diagnostic) => void,
): readonly Resource[] {
  return blocks.map((block) => convertBlock(block, around, report));
}

/** By file and line; what has no place comes first. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => {
    if (a.at === undefined || b.at === undefined) return Number(a.at !== undefined) - Number(b.at !== undefined);
    if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
    return a.at.line - b.at.line || a.at.column - b.at.column;
  });
}
