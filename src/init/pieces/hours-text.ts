/** Working hours in the client's language. */
import type { WeekHours } from '../hours.ts';
import type { Job } from '../job.ts';

/** A line for each office and range of days: `Monday–Friday 09:00–17:00 (Europe/Berlin)`. */
export function hoursLines({ answers, words }: Job): readonly string[] {
  return answers.offices.flatMap(({ timezone, hours }) =>
    weekLines(hours, words.days).map((line) => `${line} (${timezone})`),
  );
}

function weekLines(hours: WeekHours, days: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(hours).map(([range, spans]) => {
    const named = range.split('-').map((day) => days[day] ?? day);
    const times = typeof spans === 'string' ? [spans] : spans;
    return `${named.join('–')} ${times.map((span) => span.replace('-', '–')).join(', ')}`;
  });
}
