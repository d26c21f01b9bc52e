/** Chance that can be repeated: the same seed throws the same numbers. */
export interface Dice {
  /** What to say so that somebody else can throw the same. */
  readonly name: string;
  /** From 0 up to `below`. */
  int(below: number): number;
  bool(chance?: number): boolean;
  pick<T>(list: readonly T[]): T;
  some<T>(list: readonly T[], most: number): readonly T[];
  shuffle<T>(list: readonly T[]): T[];
}

/** Mulberry32: small, and good enough to pick with. */
export function dice(seed: number, turn: number): Dice {
  let state = (seed * 7919 + turn * 104_729) >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  const int = (below: number) => Math.floor(next() * below);
  function pick<T>(list: readonly T[]): T {
    const found = list[int(list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }
  function shuffle<T>(list: readonly T[]): T[] {
    const rest = [...list];
    return list.flatMap(() => rest.splice(int(rest.length), 1));
  }
  return {
    name: `SUPPORTCTL_SEED=${seed} SUPPORTCTL_TURN=${turn}`,
    int,
    bool: (chance = 0.5) => next() < chance,
    pick,
    shuffle,
    some: (list, most) => shuffle(list).slice(0, int(most + 1)),
  };
}

/** The usual run throws the same dice each time; `SUPPORTCTL_SEED=random` with many `SUPPORTCTL_RUNS` goes looking. */
export function turnsOf(usual: number): { readonly seed: number; readonly turns: readonly number[] } {
  const wanted = process.env.SUPPORTCTL_SEED ?? '1';
  const seed = wanted === 'random' ? Math.floor(Math.random() * 1_000_000) : Number(wanted);
  const only = process.env.SUPPORTCTL_TURN;
  if (only !== undefined) return { seed, turns: [Number(only)] };
  const runs = Number(process.env.SUPPORTCTL_RUNS ?? usual);
  return { seed, turns: Array.from({ length: runs }, (_unused, turn) => turn) };
}

const PIECES = [
  'Billing',
  'Über',
  'naïve café',
  '東京',
  '😀',
  '🇩🇪 team',
  'A::B',
  '::',
  '${HOME}',
  '$5',
  '0123',
  '1e3',
  '2026-01-01',
  'true',
  'null',
  '~',
  '# not a comment',
  '- dash',
  '"quoted"',
  "it's",
  'a: b',
  '{x}',
  '[y]',
  '!tag',
  '*star',
  '&amp',
  '%',
  '@at',
  '`tick`',
  '\\back',
  '|',
  '>',
  '<b>bold</b>',
  '{{ticket.id}}',
  'none',
  'requester',
  'live("x")',
  'default()',
  ',',
] as const;

/** A line as people write titles, and as they should not. */
export function line(d: Dice, most = 120): string {
  const words = Array.from({ length: 1 + d.int(3) }, () => d.pick(PIECES));
  return (
    words
      .join(d.pick([' ', '', ' – ']))
      .slice(0, most)
      .trim() || 'x'
  );
}

/** Several lines. */
export function paragraph(d: Dice): string {
  return Array.from({ length: 1 + d.int(3) }, () => line(d)).join(d.pick(['\n', '\n\n', '\n  ']));
}
