/** `test --matrix` as text: who gets what, told by what makes a difference. */
import { condensed, type Row } from '../app/testing/condense.ts';
import type { Matrix } from '../app/testing/matrix.ts';
import type { Look } from './look.ts';
import { tableLines } from './table.ts';
import { cleaned, count, hanging } from './text.ts';

export function matrixText(dirty: Matrix, look: Look): string {
  const { dimensions, combinations, nobody } = cleaned(dirty);
  const { paint } = look;
  const owners = combinations.map(({ values, outcome: { group, assignee } }) => ({
    values,
    outcome: group === 'none' && assignee === 'none' ? 'nobody' : assignee === 'none' ? group : `${group}, ${assignee}`,
  }));
  const targets = combinations.map(({ values, outcome }) => ({ values, outcome: outcome.sla }));
  const varied = dimensions.map(({ name, values }) => `${name} (${values.join(', ')})`).join(' × ');
  const lines = [
    ...hanging('Varied: ', varied, look.width),
    '',
    ...section('Who gets it', owners, dimensions, look),
    '',
    ...section('Which targets', targets, dimensions, look),
    '',
    nobody === 0
      ? paint.bold(`${count(combinations.length, 'combination')}, and each ends with somebody.`)
      : paint.red(`${nobody} of ${count(combinations.length, 'combination')} end with nobody.`),
  ];
  return `${lines.join('\n')}\n`;
}

function section(
  title: string,
  combinations: Parameters<typeof condensed<string>>[1],
  dimensions: Matrix['dimensions'],
  look: Look,
): readonly string[] {
  const rows = condensed(dimensions, combinations).map((row) => [
    row.outcome,
    conditionWords(row.when),
    String(row.combinations),
  ]);
  return tableLines([title, 'when', 'combinations'], rows, look, [2]);
}

/** "category billing or bug · hour not night"; `always` where nothing makes a difference. */
export function conditionWords(when: Row<unknown>['when']): string {
  const words = when.map(({ name, values, except }) =>
    except === undefined ? `${name} ${values.join(' or ')}` : `${name} not ${except.join(' or ')}`,
  );
  return words.join(' · ') || 'always';
}

/** The same as one JSON document. */
export function matrixDocument(matrix: Matrix) {
  return { format: 1, ...matrix, diagnostics: [] };
}
