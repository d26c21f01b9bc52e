/** Tables: many cases in few lines. Each row becomes a case whose cells stand where the columns say. */
import type { Diagnostic } from '../../core/diagnostic.ts';
import { child, type ListNode, type MapEntry, type MapNode, type SpecNode } from '../../core/spec-node.ts';
import { problem } from '../layer.ts';
import { listNames } from '../nearest.ts';
import type { Judge } from './read.ts';
import { Table } from './schema.ts';

const PARTS = ['given', 'expect', 'when'];

/** The cases of a table as nodes that keep the places of their cells. */
export function rowsOf(node: SpecNode, sound: Judge, report: (diagnostic: Diagnostic) => void): readonly MapNode[] {
  if (!sound('table', node, Table) || node.type !== 'map') return [];
  const columns = itemsOf(child(node, 'columns')).map(textOf);
  const title = textOf(child(node, 'name'));
  const common = new Map([...node.entries].filter(([key]) => ['given', 'when', 'expect'].includes(key)));
  return itemsOf(child(node, 'rows')).flatMap((row) => {
    const cells = itemsOf(row);
    if (cells.length !== columns.length) {
      const summary = `the row has ${cells.length} cells, and the table ${columns.length} columns`;
      report(problem('TEST_ROW', row.at, summary, { detail: `columns: ${listNames(columns, 40)}` }));
      return [];
    }
    return [caseFrom(title, row, columns, cells, common)];
  });
}

function caseFrom(
  title: string,
  row: SpecNode,
  columns: readonly string[],
  cells: readonly SpecNode[],
  common: ReadonlyMap<string, MapEntry>,
): MapNode {
  let node: MapNode = { type: 'map', entries: common, at: row.at };
  const told: string[] = [];
  let named = false;
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (cell === undefined || (cell.type === 'scalar' && cell.value === null)) continue;
    if (column === 'name') {
      told.splice(0, told.length, shown(cell));
      named = true;
      continue;
    }
    const path = column.split('.');
    const whole = PARTS.includes(path[0] ?? '') ? path : ['given', ...path];
    if (whole[0] === 'given' && !named) told.push(shown(cell));
    node = merged(node, nested(whole, cell));
  }
  const name: SpecNode = { type: 'scalar', value: `${title}: ${told.join(', ')}`, at: row.at };
  return { ...node, entries: new Map([['name', { keyAt: row.at, value: name }], ...node.entries]) };
}

function nested(path: readonly string[], cell: SpecNode): MapNode {
  const [first = '', ...rest] = path;
  const value = rest.length === 0 ? cell : nested(rest, cell);
  return { type: 'map', entries: new Map([[first, { keyAt: cell.at, value }]]), at: cell.at };
}

/** `over` laid upon `base`: maps merge deep, everything else is replaced. */
export function merged(base: MapNode, over: SpecNode): MapNode;
export function merged(base: SpecNode, over: SpecNode): SpecNode;
export function merged(base: SpecNode, over: SpecNode): SpecNode {
  if (base.type !== 'map' || over.type !== 'map') return over;
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const before = entries.get(key);
    entries.set(key, before === undefined ? entry : { keyAt: entry.keyAt, value: merged(before.value, entry.value) });
  }
  return { type: 'map', entries, at: over.at };
}

function itemsOf(node: SpecNode | undefined): ListNode['items'] {
  return node?.type === 'list' ? node.items : [];
}

function textOf(node: SpecNode | undefined): string {
  return node?.type === 'scalar' ? String(node.value) : '';
}

function shown(node: SpecNode): string {
  if (node.type === 'scalar') return String(node.value);
  if (node.type === 'list') return node.items.map(shown).join('+');
  return [...node.entries].map(([key, { value }]) => `${key} ${shown(value)}`).join(' ');
}
