/** One ticket's story as text: what happened when, which rules did it, what went out, how the targets fared, where it ended. */
import type { ChangeLine, Moment, SentLine, Tale, TargetLine } from '../app/testing/tale.ts';
import type { Look } from './look.ts';
import { tableLines } from './table.ts';
import { cleaned, count, hanging } from './text.ts';

export interface StoryDetail {
  /** Every rule that was tried, with the condition that kept it from firing. */
  readonly tried: boolean;
}

export function storyText(dirty: Tale, look: Look, detail: StoryDetail): string {
  const tale = cleaned(dirty);
  const { paint } = look;
  const clock = clockOf(tale.zone);
  const lines = [paint.bold(tale.name), paint.dim(`Times of ${tale.zone}`), ''];
  for (const moment of tale.moments) lines.push(...momentLines(moment, look, clock, detail), '');
  if (tale.targets.length > 0) lines.push(paint.bold('Targets'), ...targetLines(tale.targets, look, clock), '');
  lines.push(paint.bold('Where it ends'));
  lines.push(...tale.end.flatMap(({ what, value }) => hanging(`  ${what.padEnd(22)}`, value, look.width)));
  lines.push(...hanging(`  ${'views'.padEnd(22)}`, tale.views.join(', ') || 'none', look.width));
  for (const finding of tale.findings) lines.push(...hanging('! ', finding, look.width).map(paint.yellow));
  return `${lines.join('\n')}\n`;
}

function momentLines(
  moment: Moment,
  look: Look,
  clock: (at: number) => string,
  detail: StoryDetail,
): readonly string[] {
  const { paint, width } = look;
  const lines = [`${paint.dim(clock(moment.at))}  ${paint.bold(moment.title)}`];
  if (moment.text !== undefined) lines.push(...hanging('    │ ', moment.text, width).slice(0, 12));
  if (moment.changes.length > 0) lines.push(...hanging('    ', moment.changes.map(changeWords).join(' · '), width));
  for (const { rule, changes } of moment.fired) {
    lines.push(...hanging(`  ${paint.green('●')} `, [rule, ...changes.map(changeWords)].join('  '), width));
    for (const sent of moment.sent.filter((one) => one.rule === rule)) lines.push(...sentLines(sent, look));
  }
  if (moment.tried.length === 0) return lines;
  if (!detail.tried) return [...lines, paint.dim(`  ○ ${count(moment.tried.length, 'rule')} tried and not fired`)];
  return [...lines, ...moment.tried.flatMap(({ rule, why }) => hanging(`  ○ ${rule}  `, why, width).map(paint.dim))];
}

/** "priority: none → urgent"; of tags, those that came and went. */
export function changeWords({ what, before, after }: ChangeLine): string {
  if (what !== 'tags') return `${what}: ${before} → ${after}`;
  const [old, now] = [before, after].map((tags) => tags.split(' ').filter((tag) => tag !== 'none'));
  const came = (now ?? []).filter((tag) => !old?.includes(tag)).map((tag) => `+${tag}`);
  const went = (old ?? []).filter((tag) => !now?.includes(tag)).map((tag) => `−${tag}`);
  return `tags: ${[...came, ...went].join(' ')}`;
}

function sentLines({ kind, to, subject, body, suppressed }: SentLine, { paint, width }: Look): readonly string[] {
  const head = `${kind === 'mail' ? '✉' : '→'} ${to}${subject === '' ? '' : `  "${subject}"`}`;
  const held = suppressed === undefined ? [] : hanging('      not sent: ', suppressed, width);
  return [...hanging('    ', head, width), ...held, ...hanging('      ', body.trimEnd(), width).map(paint.dim)];
}

function targetLines(targets: readonly TargetLine[], look: Look, clock: (at: number) => string): readonly string[] {
  const rows = targets.map(({ policy, metric, minutes, hours, breached, state, due }) => [
    policy,
    metric,
    `${lengthWords(minutes)} ${hours}`,
    due === undefined ? '-' : clock(due),
    `${state === 'closed' ? 'done' : state}${breached ? ', missed' : ''}`,
  ]);
  return tableLines(['policy', 'target', 'length', 'due', 'now'], rows, look).map((line) => `  ${line}`);
}

/** "1d2h30m". */
export function lengthWords(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 60), 'h'],
    [Math.round(minutes % 60), 'm'],
  ] as const;
  return parts.flatMap(([n, unit]) => (n === 0 ? [] : [`${n}${unit}`])).join('') || '0m';
}

/** A moment in a zone, the same on every machine: "Tue 2027-01-12 10:00". */
export function clockOf(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
    return `${part('weekday')} ${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
  };
}

/** The same as one JSON document; times as ISO 8601. */
export function storyDocument(tale: Tale) {
  const iso = (at: number) => new Date(at).toISOString();
  return {
    format: 1,
    ...tale,
    moments: tale.moments.map((moment) => ({ ...moment, at: iso(moment.at) })),
    targets: tale.targets.map(({ started, due, ...target }) => ({
      ...target,
      started: iso(started),
      ...(due === undefined ? {} : { due: iso(due) }),
    })),
    diagnostics: [],
  };
}
