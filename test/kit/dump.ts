/** A tenant and its state in words: names instead of ids, places instead of positions, no times. Two equal runs dump alike. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../../src/sandbox/index.ts';

type Row = Readonly<Record<string, unknown>>;

/** What differs between two runs of the same story, or serves only the sandbox. */
const VOLATILE = new Set([
  'id',
  'url',
  'html_url',
  'created_at',
  'updated_at',
  'edited_at',
  'created',
  'updated',
  'last_set',
  'previous_names',
  'signing_secret',
  'updated_by',
  'created_by',
  'updated_by_id',
  'created_by_id',
]);
/** Tables in which a position is a place in a list; the attribute tells one list from another. */
const LISTS: Readonly<Record<string, string>> = {
  triggers: 'category_id',
  trigger_categories: '',
  ticket_fields: '',
  ticket_forms: '',
  automations: '',
  views: '',
  sla_policies: '',
};

/** Every object of the tenant that a person could see, sorted by name. */
export function dumpTenant(sandbox: Sandbox): Readonly<Record<string, readonly string[]>> {
  const state = sandbox.control.state();
  const names = namesOf(state);
  const tables = Object.entries(state).map(([kind, rows]) => {
    const placed = withPlaces(kind, rows);
    return [kind, placed.map((row) => JSON.stringify(named(row, names))).sort()] as const;
  });
  return Object.fromEntries(tables);
}

function label(row: Row): string {
  const text = row.title ?? row.name ?? row.subdomain ?? row.email ?? row.key;
  return typeof text === 'string' ? text : '';
}

function namesOf(state: Readonly<Record<string, readonly Row[]>>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [kind, rows] of Object.entries(state)) {
    for (const row of rows) {
      names.set(String(row.id), `${kind}:${label(row)}`);
      const options = Array.isArray(row.custom_field_options) ? row.custom_field_options : [];
      for (const { id, value } of options) names.set(String(id), `option:${value}`);
    }
  }
  // A translation has no name of its own but that of what it translates.
  for (const row of state.translations ?? []) {
    names.set(String(row.id), `translation:${String(row.locale)}:${names.get(String(row.source_id))}`);
  }
  return names;
}

function withPlaces(kind: string, rows: readonly Row[]): readonly Row[] {
  // Nobody orders macros: they stand as they were made.
  if (kind === 'macros') return rows.map(({ position: _position, ...row }) => row);
  const within = LISTS[kind];
  if (within === undefined) return rows;
  const places = new Map<unknown, number>();
  const sorted = [...rows].sort((a, b) => Number(a.position) - Number(b.position));
  return sorted.map((row) => {
    const owner = within === '' ? '' : row[within];
    const place = (places.get(owner) ?? 0) + 1;
    places.set(owner, place);
    return { ...row, position: place };
  });
}

const ID = /[CU]0[0-9A-Z]{9}|01J8[0-9A-Z]{22}|\d{14,}/g;

function named(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => named(item, names));
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value).filter(([key]) => !VOLATILE.has(key));
    const entries = kept.map(([key, item]) => [String(named(key, names)), named(item, names)] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  // Small numbers are counts and places, not ids.
  if (typeof value === 'number') return value > 1e12 ? (names.get(String(value)) ?? value) : value;
  return typeof value === 'string' ? value.replace(ID, (id) => names.get(id) ?? id) : value;
}

/** State in words: who each address is, whose it is, what was agreed on, in which sequence. */
export async function dumpState(sandbox: Sandbox, folder: string, environment = 'default'): Promise<unknown> {
  const names = namesOf(sandbox.control.state());
  const text = await readFile(join(folder, '.supportctl', 'state', `${environment}.json`), 'utf8');
  const { serial, lineage, ...state } = JSON.parse(text);
  void serial;
  void lineage;
  return named(withoutDigests(state), names);
}

/** Which fields have a base counts; what the digests are depends on ids. */
function withoutDigests(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDigests);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key !== 'bases' || typeof item !== 'object' || item === null) return [key, withoutDigests(item)];
      return [key, Object.keys(item).sort()];
    }),
  );
}
