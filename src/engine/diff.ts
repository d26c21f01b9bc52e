/** One object: what the spec wants, what the tenant has, what both last agreed on, and so whose move it was (DESIGN 6). */
import type { Kind } from '../core/kind.ts';
import type { Because } from '../core/plan.ts';
import type { StateEntry } from '../core/state.ts';
import {
  type Attributes,
  canonicalJson,
  isIdRef,
  isList,
  isSecret,
  referencesIn,
  sameValue,
  type Value,
} from '../core/value.ts';
import { baseSequence, comparable, liveDigest, type SecretDigests, sentDigest } from './bases.ts';
import { type Field, fieldsOf, isAbout } from './fields.ts';
import type { Names } from './names.ts';
import { sameSequence } from './order.ts';

export interface FieldDiff {
  readonly field: Field;
  /** Desired in id form; undefined: the member goes. */
  readonly after: Value | undefined;
  /** Live; undefined: not there. */
  readonly before: Value | undefined;
  readonly because: Because;
}

export interface ObjectDiff {
  readonly changes: readonly FieldDiff[];
  /** Attributes and members that the spec no longer mentions: their live value stays, their base goes. */
  readonly released: readonly string[];
  /** Members that are the tenant's own. */
  readonly foreign: readonly string[];
  /** Secrets that cannot be compared. */
  readonly unverified: readonly string[];
  /** Fields whose base was recorded by another version of the codec. */
  readonly recoded: readonly string[];
  /** Differences that no API call can mend. */
  readonly unwritable: readonly FieldDiff[];
}

export interface DiffInput {
  readonly kind: Kind;
  readonly desired: Attributes;
  readonly live: Attributes;
  readonly entry: StateEntry | undefined;
  readonly ignore: readonly string[];
  /** The only fields to look at. */
  readonly about?: ReadonlySet<string>;
  readonly names: Names;
  readonly secrets: SecretDigests;
  /** Secrets to send even though nothing says that they differ. */
  readonly sendSecrets: boolean;
  /** True for what the platform puts everywhere by itself: as a member it is nobody's, and not worth a word. */
  readonly builtIn?: (value: Value) => boolean;
}

/** Rows 1 to 6, 11 and 13 of the diff table for one object that exists on both sides. */
export function diffObject(input: DiffInput): ObjectDiff {
  const { kind, entry } = input;
  const desired = fieldsOf(kind, input.desired);
  const live = fieldsOf(kind, input.live);
  const changes: FieldDiff[] = [];
  const unwritable: FieldDiff[] = [];
  const unverified: string[] = [];
  const recoded: string[] = [];

  for (const field of desired.values()) {
    if (isIgnored(field, input.ignore) || !isAbout(input.about, field)) continue;
    const base = entry?.bases[field.path];
    if (base !== undefined && base.codec !== kind.codec) recoded.push(field.path);
    const known = base?.codec === kind.codec ? base : undefined;
    if (isSecret(field.value)) {
      const verdict = judgeSecret(input, field, known);
      if (verdict === 'unverified') unverified.push(field.path);
      else if (verdict !== undefined) changes.push({ field, before: undefined, after: field.value, because: verdict });
      continue;
    }
    const diff = judge(field, live.get(field.path)?.value, known, input.names);
    if (diff === undefined) continue;
    const { mutability } = field.attribute;
    if (mutability === 'read_only' || mutability === 'manual') unwritable.push(diff);
    else changes.push(diff);
  }

  const gone = removedMembers(input, desired, live);
  const released = input.about === undefined ? releasedFields(input, desired) : [];
  return { changes: [...changes, ...gone.removals], released, foreign: gone.foreign, unverified, recoded, unwritable };
}

function isIgnored(field: Field, ignore: readonly string[]): boolean {
  if (field.attribute.mutability === 'create_only') return true;
  return ignore.some((name) => field.path === name || field.path.startsWith(`${name}.`));
}

/** Rows 1 to 6. */
function judge(
  field: Field,
  live: Value | undefined,
  base: { readonly sent: string; readonly live: string } | undefined,
  names: Names,
): FieldDiff | undefined {
  const [after, before] = comparable(field, live, names);
  if (sameValue(after, before)) return undefined;
  const because = field.sequence
    ? whoReordered(field.value, live, base)
    : (whoMoved(sentDigest(field.value), liveDigest(before), base) ?? retargeted(field, live, names));
  if (because === undefined) return undefined;
  return { field, after: field.sequence ? field.value : after, before: live, because };
}

/** Who changed the order of the members that all sides share: coming and going is no change of order. */
function whoReordered(
  desired: Value,
  live: Value | undefined,
  base: { readonly sent: string; readonly live: string } | undefined,
) {
  const [sent, held] = base === undefined ? [] : [baseSequence(base.sent), baseSequence(base.live)];
  if (sent === undefined || held === undefined) return 'first';
  const moved = (now: Value | undefined, before: readonly string[]) =>
    sameSequence(isList(now) ? now : [], before) ? 'same' : 'moved';
  return whoMoved(moved(desired, sent), moved(live, held), { sent: 'same', live: 'same' }) ?? 'spec';
}

/**
 * Row 3 compares addresses, which stay when a target is made again under another id: then the live value still holds the
 * old id, and the write is ours.
 */
function retargeted(field: Field, live: Value | undefined, names: Names): 'spec' | undefined {
  const held = canonicalJson(live ?? null);
  const stale = referencesIn(field.value).some((reference) => {
    const resolved = names.toIds(reference);
    return !isIdRef(resolved) || !held.includes(resolved.$id);
  });
  return stale ? 'spec' : undefined;
}

/** Which side left the base; undefined where neither did. */
export function whoMoved(
  sent: string,
  live: string,
  base: { readonly sent: string; readonly live: string } | undefined,
): 'first' | 'spec' | 'drift' | 'conflict' | undefined {
  if (base === undefined) return 'first';
  const weMoved = sent !== base.sent;
  const theyMoved = live !== base.live;
  if (weMoved && theyMoved) return 'conflict';
  if (weMoved) return 'spec';
  return theyMoved ? 'drift' : undefined;
}

/** Row 13. */
function judgeSecret(
  input: DiffInput,
  field: Field,
  base: { readonly sent: string } | undefined,
): 'secret' | 'unverified' | undefined {
  if (!isSecret(field.value)) return undefined;
  if (input.sendSecrets) return 'secret';
  const value = input.secrets.value(field.value.$secret);
  if (base === undefined || value === undefined) return 'unverified';
  return input.secrets.matches(value, base.sent) ? undefined : 'secret';
}

/** Row 11, for members that the spec does not name: ours are removed, others are foreign. */
function removedMembers(
  input: DiffInput,
  desired: ReadonlyMap<string, Field>,
  live: ReadonlyMap<string, Field>,
): { readonly removals: FieldDiff[]; readonly foreign: string[] } {
  if (!hasMembers(live)) return { removals: [], foreign: [] };
  const wanted = new Set([...desired.values()].map((field) => `${field.name}/${field.member ?? ''}`));
  const bases = input.entry?.bases ?? {};
  const ours = new Set(
    [...live.values()].filter((field) => bases[field.path] !== undefined).map((f) => `${f.name}/${f.member ?? ''}`),
  );
  const managed = new Set(Object.keys(bases).map((path) => path.split('.')[0]));
  const removals = new Map<string, FieldDiff>();
  const foreign = new Set<string>();
  for (const field of live.values()) {
    if (field.member === undefined || !isDeclared(input, field.name) || isIgnored(field, input.ignore)) continue;
    if (!isAbout(input.about, field)) continue;
    const id = `${field.name}/${field.member}`;
    if (wanted.has(id)) continue;
    const path = `${field.name}.${field.member}`;
    const exact = field.attribute.exact !== undefined && input.desired[field.attribute.exact] === true;
    if (!ours.has(id) && !exact) {
      if (!input.builtIn?.(field.value)) foreign.add(path);
      continue;
    }
    const base = bases[field.path];
    // Where the list is ours alone, a member that came after the last apply is somebody's edit.
    const came = base === undefined && managed.has(field.name);
    const moved = base !== undefined && base.live !== liveDigest(field.value);
    const known = removals.get(id);
    if (known !== undefined && !moved) continue;
    const { property: _property, ...whole } = field;
    removals.set(id, {
      field: { ...whole, path },
      after: undefined,
      before: memberValue(live, field),
      because: moved ? 'conflict' : came ? 'drift' : 'spec',
    });
  }
  return { removals: [...removals.values()], foreign: [...foreign] };
}

function hasMembers(fields: ReadonlyMap<string, Field>): boolean {
  for (const field of fields.values()) if (field.member !== undefined) return true;
  return false;
}

function memberValue(live: ReadonlyMap<string, Field>, of: Field): Value {
  const properties = [...live.values()].filter((field) => field.name === of.name && field.member === of.member);
  return Object.fromEntries(properties.map((field) => [field.property ?? 'key', field.value]));
}

/** Bases of attributes that the spec names no more. Members are not among them: those are removed, not released. */
function releasedFields(input: DiffInput, desired: ReadonlyMap<string, Field>): readonly string[] {
  const left = Object.keys(input.entry?.bases ?? {}).filter((path) => !desired.has(path));
  return left.filter((path) => {
    const name = path.split('.')[0] ?? path;
    const members = input.kind.attributes[name]?.collection === 'members';
    return !(members && isDeclared(input, name));
  });
}

/** An empty list says something too: none of ours shall be in it. */
function isDeclared({ desired }: DiffInput, name: string): boolean {
  return desired[name] !== undefined;
}
