/** A table of combinations told in as few rows as we find: the dimensions that make no difference are left out. */

export interface Dimension {
  readonly name: string;
  readonly values: readonly string[];
}

/** Combinations that end alike, told by the dimensions that make a difference only. */
export interface Row<Outcome> {
  /** Dimension → its values, and the others where those are fewer; dimensions that make no difference are left out. */
  readonly when: readonly {
    readonly name: string;
    readonly values: readonly string[];
    readonly except?: readonly string[];
  }[];
  readonly outcome: Outcome;
  readonly combinations: number;
}

/** The fewest rows we find that say the same as all combinations, dimension by dimension. */
export function condensed<Outcome>(
  dimensions: readonly Dimension[],
  combinations: readonly { readonly values: readonly string[]; readonly outcome: Outcome }[],
): readonly Row<Outcome>[] {
  let boxes = combinations.map(({ values, outcome }) => ({
    sets: values.map((value) => [value]),
    outcome,
    key: JSON.stringify(outcome),
    combinations: 1,
  }));
  for (const index of dimensions.keys()) {
    const joined = new Map<string, (typeof boxes)[number]>();
    for (const box of boxes) {
      const others = box.sets.filter((_, place) => place !== index);
      const key = JSON.stringify([box.key, others]);
      const known = joined.get(key);
      if (known === undefined) joined.set(key, { ...box, sets: box.sets.map((set) => [...set]) });
      else {
        known.sets[index]?.push(...(box.sets[index] ?? []));
        known.combinations += box.combinations;
      }
    }
    boxes = [...joined.values()];
  }
  return boxes.map(({ sets, outcome, combinations: n }) => ({
    outcome,
    combinations: n,
    when: dimensions.flatMap(({ name, values }, index) => {
      const set = sets[index] ?? [];
      const except = values.filter((value) => !set.includes(value));
      if (except.length === 0) return [];
      return [{ name, values: set, ...(except.length < set.length ? { except } : {}) }];
    }),
  }));
}
