/** What `validate` found: problems, and what the spec holds. */
import type { Validated } from '../app/contract.ts';
import { diagnosticsText, tally } from './diagnostics.ts';
import { byKind, headingOf } from './kinds.ts';
import type { Look } from './look.ts';
import { cleaned, count, hanging } from './text.ts';

/** The problems in reading order, and a last line that says whether the spec may be used. */
export function validatedText(dirty: Validated, look: Look, folder = ''): string {
  const { diagnostics, counts } = cleaned(dirty);
  const kinds = byKind([...counts], ([kind]) => kind);
  const parts = kinds.flatMap(([kind, items]) => items.map(([, n]) => `${headingOf(kind)} ${n}`));
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const found = tally(diagnostics);
  const valid = !hasErrors(diagnostics);
  const verdict = valid ? `Valid: ${count(total, 'resource')}.` : 'Not valid.';
  const problems = found === '' ? '' : ` ${found}.`;
  const list = valid && parts.length > 0 ? hanging('  ', parts.join(' · '), look.width).map(look.paint.dim) : [];
  const gap = diagnostics.length > 0 ? '\n' : '';
  return `${diagnosticsText(diagnostics, look, folder)}${gap}${[look.paint.bold(verdict + problems), ...list].join('\n')}\n`;
}

/** True where at least one diagnostic is an error. */
export function hasErrors(diagnostics: Validated['diagnostics']): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
