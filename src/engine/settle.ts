/** A create whose reply never came: was it made or not? (DESIGN 8) */
import type { Kind } from '../core/kind.ts';
import type { Connection, LiveObject } from '../core/provider.ts';
import { digest, isSecret, type Value } from '../core/value.ts';
import { baseOf, type SecretDigests, sentBase, significant, sorted } from './bases.ts';
import { type Field, fieldsOf } from './fields.ts';
import type { Names } from './names.ts';

/** What the intent noted before the write. */
export interface Attempt {
  readonly key: string;
  /** Ids that held the natural key before. */
  readonly present: readonly string[];
  /** Path → digest of what was sent, in all that matters. */
  readonly expect: Readonly<Record<string, string>>;
}

export type Settled =
  | { readonly type: 'ours'; readonly object: LiveObject }
  | { readonly type: 'absent' }
  | { readonly type: 'unclear'; readonly objects: readonly LiveObject[] };

/** The digest that a field's live value must have if the write took place. */
export function expectation(field: Field, value: Value): string {
  return digest(significant(field, field.attribute.unordered ? sorted(value) : value));
}

/** Expectations of `fields`; secrets and sequences are left out, since they do not read back. */
export function expectations(fields: Iterable<Field>, names: Names): Readonly<Record<string, string>> {
  const expect: Record<string, string> = {};
  for (const field of fields) {
    if (field.sequence || isSecret(field.value)) continue;
    expect[field.path] = expectation(field, names.toIds(field.value));
  }
  return expect;
}

/** Digests of the same fields as the spec says them, for the bases of a write whose result was never logged. */
export function sentDigests(fields: Iterable<Field>): Readonly<Record<string, string>> {
  const sent: Record<string, string> = {};
  for (const field of fields) if (!isSecret(field.value)) sent[field.path] = sentBase(field);
  return sent;
}

/** Secrets that go with a create, sealed: whoever finds the object later knows that it holds them. */
export function sealedSecrets(
  kind: Kind,
  fields: Iterable<Field>,
  secrets: SecretDigests,
): Readonly<Record<string, string>> {
  const sealed: Record<string, string> = {};
  for (const field of fields) {
    const base = isSecret(field.value) ? baseOf(kind, field, undefined, secrets) : undefined;
    if (base !== undefined) sealed[field.path] = base.sent;
  }
  return sealed;
}

/** How long a write that was cut off may still be committed: the platform's documented request time limit, in ms. */
const PATIENCE_MS = 15_000;

/** Lists the kind again and looks for the object; where there is none, waits `PATIENCE_MS` and looks once more. */
export async function settle(
  kind: Kind,
  attempt: Attempt,
  held: ReadonlySet<string>,
  connection: Connection,
  sleep: (ms: number) => Promise<void>,
): Promise<Settled> {
  const first = await look(kind, attempt, held, connection);
  if (first.type !== 'absent') return first;
  await sleep(PATIENCE_MS);
  return look(kind, attempt, held, connection);
}

async function look(kind: Kind, attempt: Attempt, held: ReadonlySet<string>, connection: Connection): Promise<Settled> {
  const listing = await connection.list(kind.name, kind.picked ? { ids: [], names: [attempt.key] } : undefined);
  // What cannot be listed cannot be ruled out.
  if (!listing.available) return { type: 'unclear', objects: [] };
  const present = new Set(attempt.present);
  const candidates = listing.objects.filter(
    (object) =>
      !object.gone &&
      !present.has(object.id) &&
      !held.has(object.id) &&
      kind.naturalKey(object.attributes) === attempt.key,
  );
  const [only] = candidates;
  if (only === undefined) return { type: 'absent' };
  if (candidates.length > 1 || !resembles(kind, only, attempt.expect)) return { type: 'unclear', objects: candidates };
  return { type: 'ours', object: only };
}

/** Every expected field is as sent, or still empty because a later step of the same create was to set it. */
function resembles(kind: Kind, object: LiveObject, expect: Attempt['expect']): boolean {
  const fields = fieldsOf(kind, object.attributes);
  return Object.entries(expect).every(([path, wanted]) => {
    const field = fields.get(path);
    // What comes late stood otherwise when the reply was lost: the platform's own hours, an interim name.
    if (field === undefined || field.attribute.late) return true;
    const value = field.value;
    const empty = value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
    return empty || expectation(field, value) === wanted;
  });
}
