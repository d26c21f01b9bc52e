/** What changes inside one object, attribute by attribute; only what changes. */
import type { FieldChange, Shown } from '../core/plan.ts';
import { diffLines } from './diff.ts';
import type { Look } from './look.ts';
import { count, hanging, shortened, widthOf } from './text.ts';
import { block, inline, isList, isMap } from './values.ts';

const INDENT = 8;
/** What a create shows of a long value: the spec beside it has the rest. */
const CREATE_LINES = 4;
/** Wider than this, an attribute has a line of its own. */
const SHORT = 44;

/** The attributes of a new object, short ones beside each other; what repeats its title is left out. */
export function newFields(fields: readonly FieldChange[], title: string, look: Look): string[] {
  const lines: string[] = [];
  const short: string[] = [];
  for (const [name, value] of gathered(fields)) {
    if (value === title) continue;
    const text = summarised(value);
    const entry = `${name}: ${text}`;
    if (!isNested(value) && widthOf(entry) <= SHORT) short.push(entry);
    else lines.push(...limited(hanging(`${margin()}${name}: `, text, look.width), CREATE_LINES, look));
  }
  return [...besideEachOther(short, look), ...lines];
}

/** Members of one collection as one value: `options.bug.name` and `options.how_to.name` become `options`. */
function gathered(fields: readonly FieldChange[]): ReadonlyMap<string, Shown> {
  const found = new Map<string, Shown>();
  for (const { path, member, after } of fields) {
    if (after === undefined) continue;
    const [name = path, subset, ...rest] = path.split('.');
    const key = member ?? subset;
    const known = found.get(name);
    // A member without properties is one of a list.
    if (member !== undefined && path === `${name}.${member}`) {
      found.set(name, [...(isList(known) ? known : []), member]);
      continue;
    }
    if (key === undefined || (member === undefined && rest.length > 0) || (known !== undefined && !isMap(known))) {
      found.set(path, after);
      continue;
    }
    const property = path.slice(`${name}.${key}.`.length);
    const before = known?.[key];
    // A name is what a member is; other properties stand beside it.
    const value =
      property === '' || property === 'name' ? after : { ...(isMap(before) ? before : {}), [property]: after };
    if (property !== '' && before !== undefined && !(isMap(before) && isMap(value))) found.set(path, after);
    else found.set(name, { ...known, [key]: value });
  }
  return found;
}

function besideEachOther(entries: readonly string[], look: Look): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    const longer = `${last}  ·  ${entry}`;
    if (last !== undefined && widthOf(longer) <= look.width) lines[lines.length - 1] = longer;
    else lines.push(margin() + entry);
  }
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

/** A value for a create: a text of many lines becomes its first one and their number, inside of a rule too. */
function summarised(value: Shown): string {
  return typeof value === 'string' ? shortText(value, 240) : inline(withShortTexts(value));
}

function withShortTexts(value: Shown): Shown {
  if (typeof value === 'string') return value.trimEnd().includes('\n') ? shortText(value, 80) : value;
  if (isList(value)) return value.map(withShortTexts);
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withShortTexts(item)]));
  return value;
}

function shortText(text: string, most: number): string {
  const lines = text.trimEnd().split('\n');
  if (lines.length === 1 && text.length <= most) return inline(text);
  const words = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const size = lines.length > 1 ? count(lines.length, 'line') : count(text.length, 'character');
  return `${shortened(words, 64)} (${size})`;
}

function limited(lines: readonly string[], most: number, look: Look): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), look.paint.dim(`${margin()}  … ${count(lines.length - most, 'more line')}`)];
}

function margin(): string {
  return ' '.repeat(INDENT);
}
