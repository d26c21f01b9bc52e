/** A random tenant before we come, and what of it must be there unchanged when we have gone. */
import type { Sandbox } from '../../src/sandbox/index.ts';
import { TABLES } from '../properties/by-hand.ts';
import type { Dice } from '../properties/dice.ts';

type Row = ReturnType<Sandbox['control']['objects']>[number];

/** Things of other people, some of each sort. */
export function furnish({ control }: Sandbox, d: Dice): void {
  const most = {
    groups: 4,
    organization_fields: 2,
    ticket_fields: 4,
    trigger_categories: 2,
    triggers: 6,
    macros: 3,
    views: 3,
    automations: 2,
    sla_policies: 2,
    webhooks: 2,
    schedules: 2,
    categories: 1,
    sections: 2,
    articles: 4,
    tickets: 12,
    slack_channels: 3,
  };
  control.bulk(Object.fromEntries(Object.entries(most).map(([kind, count]) => [kind, d.int(count + 1)])));
}

export interface Photo {
  readonly table: string;
  readonly id: string;
  readonly text: string;
  readonly list: string;
  readonly position: number;
}
/** `table/id` → the object as people see it. */
export type Photos = ReadonlyMap<string, Photo>;

/** The platform's own bookkeeping: when, by whom, where in a list (which is compared apart). */
const VOLATILE = new Set(['url', 'html_url', 'position', 'created_at', 'updated_at', 'edited_at', 'updated']);
/** What our configuration legitimately does to other things: tickets lose values of fields that go, people lose a group, settings are ours in part. */
export const CONSEQUENCES: ReadonlySet<string> = new Set([
  'tickets',
  'users',
  'job_statuses',
  'comments',
  'audits',
  'settings',
  'locales',
]);

export function photograph(sandbox: Sandbox): Photos {
  const photos = new Map<string, Photo>();
  for (const [table, rows] of Object.entries(sandbox.control.state())) {
    if (CONSEQUENCES.has(table)) continue;
    for (const row of rows) {
      if (isGone(row)) continue;
      // One status of a category is its default: whoever becomes it takes that from another.
      const moves = table === 'custom_statuses' ? 'default' : undefined;
      const kept = Object.entries(row).filter(([name]) => !VOLATILE.has(name) && name !== moves);
      const text = JSON.stringify(Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))));
      const list = `${table}/${table === 'triggers' ? String(row.category_id) : ''}`;
      photos.set(`${table}/${row.id}`, { table, id: String(row.id), text, list, position: Number(row.position ?? 0) });
    }
  }
  return photos;
}

export function isGone(row: Row): boolean {
  return row.deleted === true || row.archived === true || row.is_archived === true || row.deleted_at != null;
}

const OWN_TABLES: ReadonlySet<string> = new Set(Object.values(TABLES));

/** Objects of nobody but others; parts of ours (a translation, a membership, a holiday) are ours. */
export function foreignIn(photos: Photos, ours: ReadonlySet<string>): Photos {
  return new Map(
    [...photos].filter(([, { table, id, text }]) => !ours.has(id) && (OWN_TABLES.has(table) || !mentions(text, ours))),
  );
}

function mentions(text: string, ids: ReadonlySet<string>): boolean {
  return (text.match(/[A-Z0-9]{11,26}|\d{9,}/g) ?? []).some((id) => ids.has(id));
}

/** What became of other people's objects, in lines; nothing if all is well. */
export function harmTo(foreign: Photos, now: Photos): readonly string[] {
  const lines: string[] = [];
  for (const [key, { text }] of foreign) {
    const after = now.get(key)?.text;
    if (after === undefined) lines.push(`${key} of others is gone: ${text}`);
    else if (after !== text) lines.push(`${key} of others was changed:\n  from ${text}\n  to   ${after}`);
  }
  for (const list of new Set([...foreign.values()].map((photo) => photo.list))) {
    const both = [...foreign].filter(([key, photo]) => photo.list === list && now.get(key)?.list === list);
    const sequence = (of: Photos) =>
      both
        .map(([key]) => ({ key, place: of.get(key)?.position ?? 0 }))
        .sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : 1))
        .map(({ key }) => key)
        .join(' ');
    if (sequence(foreign) !== sequence(now)) lines.push(`others' objects in ${list} changed places`);
  }
  return lines;
}

/** Objects in the tables of our kinds that nobody made: a create that was repeated, or one that state forgot. */
export function strayIn(now: Photos, known: ReadonlySet<string>): readonly string[] {
  return [...now.values()]
    .filter(({ table, id }) => OWN_TABLES.has(table) && !known.has(id))
    .map(({ table, id, text }) => `${table}/${id} belongs to nobody: ${text}`);
}
