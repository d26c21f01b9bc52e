/** docs/hazards.md, from the table. */
import type { Answer, Hazard, TestName } from './hazard.ts';
import { parts } from './index.ts';

const HEAD = `# Hazards

Written by \`npm run docs\` from \`test/repository/hazards\`; do not edit.

What the platform refuses, spoils without a word, or shows in another way than it was written, and what supportctl does about each. A
*check* says it at plan time with its code, address and line ([diagnostics.md](diagnostics.md)). *By itself* means that reading, planning or
writing keeps clear of it. The tests show that the answer holds; those under *otherwise* show what the platform does where nobody asks.`;

/** The whole page; `table` makes Markdown of a head and rows. */
export function hazardsPage(table: (head: readonly string[], rows: readonly (readonly string[])[]) => string): string {
  const sections = parts.map(
    ({ title, hazards }) => `## ${title}\n\n${table(['', 'hazard', 'answer', 'tests'], hazards.map(rowOf))}`,
  );
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}

function rowOf({ id, hazard, answer, shown, otherwise = [] }: Hazard): readonly string[] {
  const tests = [
    shown.map(linked).join('<br>'),
    ...(otherwise.length === 0 ? [] : [`otherwise: ${otherwise.map(linked).join('<br>')}`]),
  ];
  return [id, hazard, said(answer), tests.join('<br>')];
}

function said(answer: Answer): string {
  if ('checks' in answer) return `Check ${answer.checks.map((code) => `\`${code}\``).join(', ')}`;
  if ('cannot' in answer) return `Cannot occur: ${answer.cannot}`;
  return `By itself: ${answer.engine}${answer.see === undefined ? '' : ` ([more](${answer.see.replace('docs/', '')}))`}`;
}

function linked(name: TestName): string {
  const [file = '', ...words] = name.split(' › ');
  return `[${words.join(' › ')}](../test/${file})`;
}
