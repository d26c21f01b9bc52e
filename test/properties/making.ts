/** What the making of random specs carries along, and what the hints of several kinds share. */
import { type Dice, line } from './dice.ts';
import type { TenantVocabulary } from './vocabulary.ts';

export type Block = Record<string, unknown>;
/** Kind → key → block. The order of the maps is the order of the spec. */
export type Draft = Map<string, Map<string, Block>>;

/** How often each attribute, operator and action was used. */
export type Coverage = Map<string, number>;

export interface Making {
  readonly d: Dice;
  readonly vocabulary: TenantVocabulary;
  readonly coverage: Coverage;
  /** Numbers for names that must not repeat. */
  next(): number;
}

export type Hint = (making: Making, draft: Draft, block: Block) => unknown;

export function count(coverage: Coverage, name: string): void {
  coverage.set(name, (coverage.get(name) ?? 0) + 1);
}

/** Options of a dropdown: tag → name. */
export function optionsFor({ d, next }: Making, { withDefault = true } = {}): unknown {
  const tags = Array.from({ length: 1 + d.int(5) }, () =>
    d.pick([`tag_${next()}`, `${next()}`, `größe-${next()}`, `a.b/${next()}`]),
  );
  // Only one option may be the default.
  const chosen = withDefault && d.bool(0.3) ? d.pick(tags) : undefined;
  // Numbers as keys would leave their place in a JavaScript object.
  return new Map(
    tags.map((tag) => [
      tag,
      tag === chosen
        ? { name: line(d), default: true }
        : d.bool(0.8)
          ? line(d)
          : { name: line(d), ...(withDefault ? { default: false } : {}) },
    ]),
  );
}
