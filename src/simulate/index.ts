/** The simulator of the platform's own rules: pure, deterministic, offline. */
import type { Account, Outcome, Story } from './model.ts';
import { DEFAULT_OPTIONS, type SimulationOptions } from './options.ts';

export type * from './model.ts';
export { DEFAULT_OPTIONS, type SimulationOptions } from './options.ts';

/** An account whose rules have been compiled: one serves any number of stories. */
export interface Simulator {
  /** What becomes of the ticket. Options given here go before those of `prepare`. */
  run(story: Story, options?: Pick<Partial<SimulationOptions>, 'trace' | 'render' | 'views'>): Outcome;
}

/** Compiles an account's rules once, for many stories. */
export function prepare(_account: Account, _options: Partial<SimulationOptions> = {}): Simulator {
  throw new Error('being built');
}

/** What becomes of one ticket; `prepare` first when there are many. */
export function simulate(account: Account, story: Story, options: Partial<SimulationOptions> = {}): Outcome {
  return prepare(account, { ...DEFAULT_OPTIONS, ...options }).run(story);
}
