/** The simulator of the platform's own rules: pure, deterministic, offline. */
import { createCalendar } from './calendar.ts';
import { createDirectory } from './directory.ts';
import { createDesk, type Desk } from './live.ts';
import type { Account, Outcome, Story } from './model.ts';
import { DEFAULT_OPTIONS, type SimulationOptions } from './options.ts';
import { compileRules } from './rules.ts';
import { play } from './story.ts';
import { createTemplates } from './templates/templates.ts';

export type { Desk, LiveTicket } from './live.ts';
export type * from './model.ts';
export { DEFAULT_OPTIONS, type SimulationOptions } from './options.ts';
export { sortForView } from './views.ts';

/** An account whose rules have been compiled: one serves any number of stories. */
export interface Simulator {
  /** What becomes of the ticket. Options given here go before those of `prepare`. */
  run(story: Story, options?: Pick<Partial<SimulationOptions>, 'trace' | 'render' | 'views'>): Outcome;
  /** For tickets that live on. */
  readonly desk: Desk;
}

/** Compiles an account's rules once, for many stories. */
export function prepare(account: Account, options: Partial<SimulationOptions> = {}): Simulator {
  const settled = { ...DEFAULT_OPTIONS, ...options };
  const directory = createDirectory(account);
  const calendar = createCalendar(account);
  const rules = compileRules(directory, createTemplates(directory, calendar.zone), settled);
  const stage = { directory, calendar, rules, options: settled };
  return {
    run: (story, more = {}) => play({ ...stage, options: { ...settled, ...more } }, story),
    desk: createDesk(stage),
  };
}

/** What becomes of one ticket; `prepare` first when there are many. */
export function simulate(account: Account, story: Story, options: Partial<SimulationOptions> = {}): Outcome {
  return prepare(account, options).run(story);
}
