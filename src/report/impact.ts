/** What a plan does to tickets, as text: which of them fare otherwise, and how. */
import type { Difference, Impact } from '../app/testing/impact.ts';
import type { Look } from './look.ts';
import { conditionWords } from './matrix.ts';
import { cleaned, count, hanging } from './text.ts';

/** A first plan changes the fate of every case: nobody reads all of them. */
const SHOWN = 20;

export function impactText(dirty: Impact, look: Look): string {
  const { cases, sameCases, rows, sameCombinations } = cleaned(dirty);
  const { paint, width } = look;
  const changed = rows.reduce((sum, { combinations }) => sum + combinations, 0);
  const lines = [paint.bold('Impact on tickets'), ''];
  lines.push(`New tickets: ${changed} of ${count(changed + sameCombinations, 'combination')} end elsewhere.`);
  for (const { when, outcome: changes, combinations } of rows)
    lines.push(
      ...hanging(
        '  ~ ',
        `${conditionWords(when)}: ${changes.map(differenceWords).join(', ')} (${combinations})`,
        width,
      ),
    );
  lines.push('', `Tests: ${cases.length} of ${count(cases.length + sameCases, 'case')} fare otherwise.`);
  for (const { name, changes } of cases.slice(0, SHOWN)) {
    lines.push(...hanging('  ~ ', name, width));
    for (const change of changes) lines.push(...hanging('      ', `${change.what}: ${differenceWords(change)}`, width));
  }
  if (cases.length > SHOWN) lines.push(`    and ${cases.length - SHOWN} more; --format json has all`);
  return `${lines.join('\n')}\n`;
}

/** "billing → nobody". */
function differenceWords({ what, before, after }: Difference): string {
  const word = (value: string) => (value === 'none' && (what === 'group' || what === 'assignee') ? 'nobody' : value);
  return `${word(before)} → ${word(after)}`;
}
