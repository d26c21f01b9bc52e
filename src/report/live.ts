/** What `test --live` found: the cases in which simulator and tenant differ, what was not tried, what stayed behind. */

import type { LiveCase, LiveReport } from '../app/testing/live.ts';
import type { Left } from '../app/testing/live-left.ts';
import type { Look } from './look.ts';
import { cleaned, count, hanging } from './text.ts';

/** Differences first to last, then what could not be tried, then one line with the sum. `folder` makes places clickable. */
export function liveText(dirty: LiveReport, look: Look, folder = ''): string {
  const report = cleaned(dirty);
  const { paint } = look;
  const lines = report.cases.flatMap((one) => caseLines(one, look, folder));
  lines.push(...notTriedLines(report.cases, look), ...leftLines(report.left, look));
  if (report.interrupted) lines.push('Interrupted: the other cases were not tried.', '');
  lines.push(paint.bold(sumOf(report)));
  return `${lines.join('\n')}\n`;
}

function caseLines({ name, at, differences, fired, problem }: LiveCase, look: Look, folder: string): readonly string[] {
  if (differences.length === 0 && problem === undefined) return [];
  const { paint, width } = look;
  const lines = [`${paint.red('✗')} ${paint.bold(name)}`, `    ${folder}${at.file}:${at.line}:${at.column}`];
  if (problem !== undefined) return [...lines, ...hanging('    the tenant refuses it: ', problem, width), ''];
  for (const { what, simulator, tenant } of differences) {
    lines.push(`    ${what}`);
    lines.push(...hanging('      simulator  ', simulator, width), ...hanging('      tenant     ', tenant, width));
  }
  lines.push(`    ${paint.cyan('triggers that fired')}`);
  lines.push(...hanging('      simulator  ', fired.simulator.join(', ') || 'none', width));
  lines.push(...hanging('      tenant     ', fired.tenant.join(', ') || 'none', width), '');
  return lines;
}

/** A form on the web is what tests mean where they name no channel. */
const AS_GOOD = ['api', 'web_form'];

function notTriedLines(cases: readonly LiveCase[], { paint, width }: Look): readonly string[] {
  const lines = cases.flatMap(({ name, notTried }) =>
    notTried.length === 0 ? [] : hanging('  ○ ', `${name}: ${notTried.join('; ')}`, width),
  );
  const channels = cases.map(({ channel }) => channel).filter((channel) => !AS_GOOD.includes(channel));
  if (channels.length > 0) {
    const names = [...new Set(channels)].join(', ');
    lines.push(
      ...hanging(
        '  ○ ',
        `the channel of ${count(channels.length, 'case')} (${names}): all came through the API`,
        width,
      ),
    );
  }
  return lines.length === 0 ? [] : [paint.bold('Not tried live'), ...lines, ''];
}

function leftLines(left: readonly Left[], look: Look): readonly string[] {
  if (left.length === 0) return [];
  const lines = left.flatMap(({ kind, id, mark, why }) => {
    const which = id === undefined ? `a ${kind} may have been made` : `${kind} ${id}`;
    return hanging('  ! ', `${which} (external id ${mark}): ${why}`, look.width);
  });
  return [look.paint.bold('Still in the tenant, to be deleted by hand'), ...lines, ''];
}

function sumOf({ tenant, agree, differ, requests }: LiveReport): string {
  const sum = differ === 0 ? `${count(agree, 'case')} agree` : `${differ} of ${count(agree + differ, 'case')} differ`;
  return `${sum} in ${tenant}, ${count(requests, 'request')}`;
}

/** The same as one JSON document. */
export function liveDocument({ stopped, ...report }: LiveReport) {
  return { format: 1, ...report, diagnostics: stopped === undefined ? [] : [stopped] };
}
