/** What changes inside one object, attribute by attribute; only what changes. */
import type { FieldChange, Shown } from '../core/plan.ts';
import { diffLines } from './diff.ts';
import type { Look } from './look.ts';
import { count, hanging, shortened, widthOf } from './text.ts';
import { block, inline, isList, isMap } from './values.ts';

const INDENT = 8;
/** What a create shows of a long value: the spec beside it has the rest. */
const CREATE_LINES = 3;

/** The attributes of a new object, short ones beside each other; what repeats its title is left out. */
export function newFields(fields: readonly FieldChange[], title: string, look: Look): string[] {
  const lines: string[] = [];
  const short: string[] = [];
  for (const field of fields) {
    if (field.after === undefined || field.after === title) continue;
    const text = summarised(field.after);
    const entry = `${field.path}: ${text}`;
    if (!isNested(field.after) && widthOf(entry) <= 44) short.push(entry);
    else lines.push(...limited(hanging(`${margin()}${field.path}: `, text, look.width), CREATE_LINES, look));
  }
  if (short.length > 0) lines.unshift(...hanging(margin(), short.join('  ·  '), look.width));
  return lines;
}

/** `path: before → after`, or a unified diff where that says more. */
export function changedField(field: FieldChange, look: Look): string[] {
  const { path, before, after } = field;
  const note = noteOf(field, look);
  const lines = field.because === 'secret' ? [] : comparison(path, before, after, field.long === true, note, look);
  if (field.because === 'secret')
    lines.push(`${margin()}${path}: (secret) differs from the one that was sent; it is sent anew`);
  if (field.loses !== undefined) {
    lines.push(...hanging(`${margin()}  `, `loses: ${field.loses}`, look.width).map(look.paint.red));
  }
  return lines;
}

/** A field that the tenant moved: what the spec says and what is there now, with the words for both. */
export function movedField(field: FieldChange, words: readonly [string, string], look: Look): string[] {
  const [spec, tenant] = words;
  const { path, before, after } = field;
  if (before !== undefined && after !== undefined && asDiff(before, after, field.long === true)) {
    const head = `${margin()}${path}  ${look.paint.red(`- ${spec}`)}  ${look.paint.green(`+ ${tenant}`)}`;
    return [head, ...diffLines(block(after), block(before), INDENT + 2, look)];
  }
  const label = Math.max(widthOf(spec), widthOf(tenant)) + 2;
  return [
    `${margin()}${path}`,
    ...hanging(`${margin()}  ${`${spec}:`.padEnd(label)}`, inline(after), look.width),
    ...hanging(`${margin()}  ${`${tenant}:`.padEnd(label)}`, inline(before), look.width),
  ];
}

function comparison(
  path: string,
  before: Shown | undefined,
  after: Shown | undefined,
  long: boolean,
  note: string,
  look: Look,
): string[] {
  const old = inline(before);
  const now = inline(after);
  const line = `${margin()}${path}: ${old} → ${now}`;
  const fits = widthOf(line) + widthOf(note) <= look.width;
  if (asDiff(before, after, long) || (!fits && (isNested(before) || isNested(after)))) {
    const diff = diffLines(block(before), block(after), INDENT + 2, look);
    // Empty where the two differ only in what a block of lines does not show, such as a text and a list of its lines.
    if (diff.length > 0) return [`${margin()}${path}:${note}`, ...diff];
  }
  if (fits) return [`${margin()}${path}: ${look.paint.red(old)} → ${look.paint.green(now)}${note}`];
  return [
    `${margin()}${path}:${note}`,
    ...hanging(`${margin()}  - `, old, look.width).map(look.paint.red),
    ...hanging(`${margin()}  + `, now, look.width).map(look.paint.green),
  ];
}

function asDiff(before: Shown | undefined, after: Shown | undefined, long: boolean): boolean {
  if (long && typeof before === 'string' && typeof after === 'string') return true;
  if (hasLines(before) || hasLines(after)) return true;
  return holdsStructs(before) || holdsStructs(after);
}

function hasLines(value: Shown | undefined): boolean {
  return typeof value === 'string' && value.trimEnd().includes('\n');
}

function holdsStructs(value: Shown | undefined): boolean {
  if (isList(value)) return value.some((item) => isNested(item));
  return isMap(value) && Object.values(value).some((item) => isNested(item));
}

function isNested(value: Shown | undefined): boolean {
  return isList(value) || isMap(value);
}

function noteOf(field: FieldChange, look: Look): string {
  return field.because === 'first' ? look.paint.dim('  (managed from now on)') : '';
}

/** A value for a create: a text of many lines becomes its first one and their number. */
function summarised(value: Shown): string {
  if (typeof value !== 'string') return inline(value);
  const lines = value.trimEnd().split('\n');
  if (lines.length === 1 && value.length <= 240) return inline(value);
  const first = shortened(lines.find((line) => line.trim() !== '') ?? '', 80);
  return lines.length > 1 ? `${first}  (${count(lines.length, 'line')})` : `${first}  (${value.length} characters)`;
}

function limited(lines: readonly string[], most: number, look: Look): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), look.paint.dim(`${margin()}  … ${count(lines.length - most, 'more line')}`)];
}

function margin(): string {
  return ' '.repeat(INDENT);
}
