/** Rows of cells in columns, as wide as their longest cell. */
import type { Look } from './look.ts';
import { oneLine, padded, widthOf } from './text.ts';

/** Rows without a head. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map(oneLine));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  return cells.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A head and its rows; columns in `right` are numbers. */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  look: Look,
  right: readonly number[] = [],
): string[] {
  const cells = rows.map((row) => row.map(oneLine));
  const widths = head.map((title, column) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => aligned(cell, widths[column] ?? 0, right.includes(column)))
      .join('  ')
      .trimEnd();
  return [look.paint.dim(line(head)), ...cells.map(line)];
}

function aligned(cell: string, width: number, right: boolean): string {
  return right ? ' '.repeat(Math.max(0, width - widthOf(cell))) + cell : padded(cell, width);
}
