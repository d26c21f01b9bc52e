/** Digests of a field at the moment when spec and tenant agree, so that the next plan can tell our edits from theirs. */
import type { Kind } from '../core/kind.ts';
import type { Resource } from '../core/resource.ts';
import type { Base } from '../core/state.ts';
import {
  type Attributes,
  canonicalJson,
  digest,
  isList,
  isPlainStruct,
  isSecret,
  sameValue,
  type Value,
} from '../core/value.ts';
import type { Field } from './fields.ts';
import type { Names } from './names.ts';

/** Digests a secret with a salt, slowly; checks one against such a digest. Injected, since the engine does no crypto of its own. */
export interface SecretDigests {
  /** The value behind a secret reference, or undefined if it is not set here. */
  value(reference: string): string | undefined;
  seal(value: string): string;
  matches(value: string, sealed: string): boolean;
}

/** The digest of a desired value as the spec says it: references by address. */
export function sentDigest(value: Value): string {
  return digest(value);
}

/**
 * What a base keeps of a desired field. Of a sequence it is the list itself, whose keys stand in the paths anyway: members
 * come and go, and the rest must still be comparable.
 */
export function sentBase(field: Field): string {
  return field.sequence ? canonicalJson(field.value) : sentDigest(field.value);
}

/** What a base keeps of a live value, in the same manner. */
export function liveBase(field: Field, live: Value | undefined): string {
  return field.sequence ? canonicalJson(live ?? []) : liveDigest(live);
}

/** The list that a base keeps of a sequence; undefined for anything else. */
export function baseSequence(base: string): readonly string[] | undefined {
  if (!base.startsWith('[')) return undefined;
  const list: unknown = JSON.parse(base);
  return Array.isArray(list) ? list.map(String) : undefined;
}

/** The digest of a live value: references by id. */
export function liveDigest(value: Value | undefined): string {
  return digest(value ?? null);
}

/** What a field holds that matters, for fields that the platform re-serialises; the value itself for all others. */
export function significant(field: Field, value: Value | undefined): Value {
  const rewritten = field.attribute.rewritten;
  return rewritten !== undefined && typeof value === 'string' ? rewritten.significant(value) : (value ?? null);
}

/** True if the live value says what was desired, letter for letter or in all that matters. */
export function agrees(field: Field, desired: Value, live: Value | undefined): boolean {
  return sameValue(desired, live ?? null) || sameValue(significant(field, desired), significant(field, live));
}

/** The base that records `field` as agreed with `live`; undefined for a secret that is not at hand. */
export function baseOf(kind: Kind, field: Field, live: Value | undefined, secrets: SecretDigests): Base | undefined {
  if (isSecret(field.value)) {
    const value = secrets.value(field.value.$secret);
    return value === undefined ? undefined : { sent: secrets.seal(value), live: '', codec: kind.codec };
  }
  const sent = sentBase(field);
  // Most fields hold no references, and say the same on both sides.
  return { sent, live: sameValue(field.value, live ?? null) ? sent : liveBase(field, live), codec: kind.codec };
}

export interface Recording {
  readonly kind: Kind;
  /** The desired fields. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly live: ReadonlyMap<string, Field>;
  readonly known: Readonly<Record<string, Base>>;
  readonly names: Names;
  readonly secrets: SecretDigests;
  /** Paths just written: there, a value that the platform re-serialised without a loss counts as agreed. */
  readonly wrote: ReadonlySet<string>;
  /** Attributes whose live value an adoption leaves as it is: it becomes the base. */
  readonly kept?: ReadonlySet<string>;
  /** What the resource declares, if only that a list is empty, and what its plan is about. */
  readonly limits: Partial<Pick<Resource, 'attributes' | 'about' | 'managed'>>;
}

/** The bases of an object that was just compared: fields that agree are recorded anew, the others keep what they had. */
export function recordBases(recording: Recording): Readonly<Record<string, Base>> {
  const { kind, names, secrets, wrote, limits } = recording;
  const bases: Record<string, Base> = { ...beside(recording), ...awaitingRemoval(recording) };
  for (const field of recording.fields.values()) {
    if (limits.managed?.has(field.path) === false) continue;
    const before = recording.known[field.path];
    const current = recording.live.get(field.path)?.value;
    const [desired, present] = comparable(field, current, names);
    const written = wrote.has(field.path);
    const kept = before === undefined && recording.kept?.has(field.name) === true;
    const agreed = isSecret(field.value)
      ? written
      : kept || sameValue(desired, present) || (written && agrees(field, desired, present));
    const base = agreed ? baseOf(kind, field, present, secrets) : before;
    if (base !== undefined) bases[field.path] = base;
  }
  return bases;
}

/** What a recording is not about, and still there. */
function beside({ limits: { about }, fields, known, live }: Recording): Record<string, Base> {
  if (about === undefined) return {};
  return Object.fromEntries(
    Object.entries(known).filter(([path]) => !about.has(path) || (live.has(path) && !fields.has(path))),
  );
}

/** Members that the spec dropped and the tenant still has stay ours until they are removed. */
function awaitingRemoval({ fields, limits: { attributes = {} }, live, known }: Recording): Record<string, Base> {
  const kept = [...live.values()].filter(
    (field) => field.member !== undefined && attributes[field.name] !== undefined && !fields.has(field.path),
  );
  return Object.fromEntries(kept.flatMap(({ path }) => (known[path] === undefined ? [] : [[path, known[path]]])));
}

/** Desired and live value as they are compared: in ids; sequences cut down to the members that both sides have. */
export function comparable(field: Field, live: Value | undefined, names: Names): readonly [Value, Value] {
  if (field.sequence) return commonSequence(field.value, live);
  const desired = names.toIds(field.value);
  // A set was sorted by address in the spec and by id in the tenant.
  return field.attribute.unordered ? [sorted(desired), sorted(live ?? null)] : [desired, live ?? null];
}

/** A live value as bases keep it: a set in one order, whatever order the platform had. */
export function sorted(value: Value): Value {
  return isList(value) ? [...value].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)) : value;
}

/** The digest of a whole object: whatever order a platform lists in where order means nothing, the same object has the same. */
export function objectDigest(kind: Kind | undefined, attributes: Attributes): string {
  const entries = Object.entries(attributes).map(([name, value]) => {
    const { unordered, collection, ordered, sparse } = kind?.attributes[name] ?? {};
    const loose = unordered === true || (collection === 'members' && ordered !== true);
    return [name, loose ? sorted(value) : sparse ? filledIn(value) : value] as const;
  });
  return digest(Object.fromEntries(entries));
}

/** A struct without what has no value. */
function filledIn(value: Value): Value {
  if (!isPlainStruct(value)) return value;
  const filled = Object.entries(value).filter(([, held]) => ![null, '', false].some((empty) => empty === held));
  return Object.fromEntries(filled.filter(([, held]) => !(isList(held) && held.length === 0)));
}

/** Both sequences cut down to the keys that they share. */
export function commonSequence(a: Value, b: Value | undefined): readonly [readonly Value[], readonly Value[]] {
  const left = isList(a) ? a : [];
  const right = isList(b) ? b : [];
  const inLeft = new Set(left);
  const inRight = new Set(right);
  return [left.filter((key) => inRight.has(key)), right.filter((key) => inLeft.has(key))];
}
