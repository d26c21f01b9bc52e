/** What reading one YAML file carries along: its places, its anchors, its problems. */
import { isAlias, isCollection, isScalar, type LineCounter } from 'yaml';
import type { Diagnostic, Position } from '../core/diagnostic.ts';
import type { ScalarNode, SpecNode } from '../core/spec-node.ts';
import { type Gathering, problem, type YamlSource } from './layer.ts';

export interface Reader {
  readonly source: YamlSource;
  readonly lines: LineCounter;
  readonly anchors: Map<string, Converted>;
  readonly gathering: Gathering;
  aliased: number;
}
/** A converted node, and how many nodes it has when its aliases are written out. */
export interface Converted {
  readonly node: SpecNode;
  readonly weight: number;
}

/** Stands for a value that was reported; later stages leave it and what holds it alone. */
export function broken(reader: Reader, where: Position): Converted {
  const node: ScalarNode = { type: 'scalar', value: null, at: where };
  reader.gathering.broken.add(node);
  return { node, weight: 1 };
}

/** Where a node of the parser begins. */
export function at(reader: Reader, node: unknown): Position {
  const range = isScalar(node) || isCollection(node) || isAlias(node) ? node.range : undefined;
  return positionOf(reader, range?.[0] ?? 0);
}

/** The place of an offset. */
export function positionOf(reader: Reader, offset: number): Position {
  const { line, col } = reader.lines.linePos(offset);
  return { file: reader.source.name, line: Math.max(1, line), column: Math.max(1, col) };
}

/** Notes an error at a place of the file. */
export function report(
  reader: Reader,
  code: string,
  where: Position,
  summary: string,
  more: Partial<Diagnostic> = {},
): void {
  reader.gathering.diagnostics.push(problem(code, where, summary, more));
}
