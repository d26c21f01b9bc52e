/** A trigger as a block of the spec. */
import type { SpecObject, SpecValue } from '../../core/spec-node.ts';
import type { SheetBlock } from '../sheet.ts';

interface Named {
  readonly key: string;
  readonly title: string;
  readonly category: string;
}

/** A trigger that runs where `all` holds, and does `then`. */
export function trigger(
  { key, title, category }: Named,
  all: readonly SpecObject[],
  then: readonly SpecValue[],
): SheetBlock {
  return { key, value: { title, category, when: { all }, then } };
}
