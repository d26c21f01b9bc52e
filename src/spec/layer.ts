/** What the parts of loading share: a folder of the spec, where its problems go, and limits that keep a hostile file from hurting. */
import { sep } from 'node:path';
import type { Diagnostic, Position } from '../core/diagnostic.ts';
import type { ScalarNode, SpecNode } from '../core/spec-node.ts';

/** The version of the language that this program reads. */
export const VERSION = 1;
/** Control characters other than tab and line ends: no platform stores them, and terminals obey them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
export const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** A file larger than this is refused. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** Maps and lists deeper than this are refused. */
export const MAX_DEPTH = 64;
/** Nodes that aliases may add to one file, counted as if written out. */
export const MAX_ALIASED_NODES = 100_000;

/** A spec folder: the spec's own, or a base that it extends. */
export interface Layer {
  /** Absolute, without symbolic links. */
  readonly folder: string;
  /** Relative to the spec's own folder, with `/`; empty for that folder. */
  readonly prefix: string;
}

/** A YAML file's text. */
export interface YamlSource {
  readonly text: string;
  /** As positions call it. */
  readonly name: string;
  readonly layer: Layer;
}

/** Everything that loading gathers as it goes. */
export interface Gathering {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly diagnostics: Diagnostic[];
  /** Problems that count only if the node survives overlays: unset variables, missing included files. */
  readonly pending: Map<ScalarNode, readonly Diagnostic[]>;
  /** Nodes that hold something already reported: not judged again. */
  readonly broken: WeakSet<SpecNode>;
  /** Path relative to the spec's folder → sha256. */
  readonly files: Map<string, string>;
  /** Some file could not be read as YAML, so what it would have declared is unknown. */
  incomplete: boolean;
}

/** Nothing gathered yet. */
export function newGathering(variables: Gathering['variables']): Gathering {
  return { variables, diagnostics: [], pending: new Map(), broken: new WeakSet(), files: new Map(), incomplete: false };
}

/** A diagnostic of severity `error` at a place. */
export function problem(
  code: string,
  at: Position | undefined,
  summary: string,
  more: Partial<Diagnostic> = {},
): Diagnostic {
  return { ...more, code, severity: 'error', summary, ...(at === undefined ? {} : { at }) };
}

/** `file:line:column`. */
export function place(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** The name by which a spec calls a file: the layer's prefix and the path, with `/`. */
export function nameIn(layer: Layer, path: string): string {
  return layer.prefix === '' ? path : `${layer.prefix}/${path}`;
}

/** True if the real path `path` stands below the real folder `folder`. */
export function isInside(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
