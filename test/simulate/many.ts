/** Many tickets of one account at once, as an hourly run meets them. */
import { createCalendar } from '../../src/simulate/calendar.ts';
import { createDirectory } from '../../src/simulate/directory.ts';
import type { Account } from '../../src/simulate/index.ts';
import { DEFAULT_OPTIONS, type SimulationOptions } from '../../src/simulate/options.ts';
import { compileRules } from '../../src/simulate/rules.ts';
import { openTicket } from '../../src/simulate/story.ts';
import { createTemplates } from '../../src/simulate/templates/templates.ts';
import { ACCOUNT, TICKET } from './kit.ts';

export function openStories(account: Account, count: number, more: Partial<SimulationOptions>) {
  const whole = { ...ACCOUNT, ...account };
  const options = { ...DEFAULT_OPTIONS, ...more };
  const directory = createDirectory(whole);
  const calendar = createCalendar(whole);
  const rules = compileRules(directory, createTemplates(directory, calendar.zone), options);
  const stage = { directory, calendar, rules, options };
  return { rules, tickets: Array.from({ length: count }, () => openTicket(stage, { ticket: TICKET })) };
}
