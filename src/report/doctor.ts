/** What `doctor` found: one line a finding, what mends it below, and a verdict. */
import type { Diagnosis } from '../app/contract.ts';
import type { Finding } from '../core/provider.ts';
import type { Look } from './look.ts';
import { cleaned, count, hanging, padded } from './text.ts';

const CHECK = 14;

/** All findings in the order in which they were looked at, and in the last line whether `plan` can work. */
export function doctorText(dirty: Diagnosis, look: Look): string {
  const { findings } = cleaned(dirty);
  const of = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length;
  const found = [count(of('error'), 'error'), count(of('warning'), 'warning')].filter((part) => !part.startsWith('0 '));
  const verdict = of('error') > 0 ? 'plan cannot work until the errors are mended.' : 'plan can work.';
  const lines = [
    ...findings.flatMap((finding) => findingLines(finding, look)),
    '',
    look.paint.bold(`${found.length === 0 ? '' : `${found.join(', ')}: `}${verdict}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** True where something keeps `plan` from working. */
export function isIll({ findings }: Diagnosis): boolean {
  return findings.some(({ status }) => status === 'error');
}

function findingLines({ check, hint, status, summary }: Finding, look: Look): string[] {
  const [first = '', ...rest] = hanging(' '.repeat(9 + CHECK), summary, look.width);
  const head = `${painted(status, look)}${look.paint.bold(padded(check, CHECK))}${first.trimStart()}`;
  if (hint === undefined) return [head, ...rest];
  return [head, ...rest, ...hanging(`${' '.repeat(9 + CHECK)}→ `, hint, look.width).map(look.paint.cyan)];
}

function painted(status: Finding['status'], look: Look): string {
  const word = padded(status, 9);
  switch (status) {
    case 'ok':
      return look.paint.green(word);
    case 'warning':
      return look.paint.yellow(word);
    case 'error':
      return look.paint.red(word);
    default:
      return status satisfies never;
  }
}
