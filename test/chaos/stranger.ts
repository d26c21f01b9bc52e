/** Another person at work in the same tenant, and what became of what that person did. */
import type { LogEntry, Sandbox } from '../../src/sandbox/index.ts';
import { handsOf, TABLES } from '../properties/by-hand.ts';
import type { Dice } from '../properties/dice.ts';
import { writableKinds } from '../properties/generate.ts';
import { isGone } from './tenant.ts';

type Row = ReturnType<Sandbox['control']['objects']>[number];

interface Edit {
  readonly table: string;
  readonly id: string;
  readonly kind: string;
  readonly attribute: string;
  /** The number of the exchange after which it was made. */
  readonly at: number;
  /** Native attribute → its value as JSON, as the platform kept it. */
  readonly values: ReadonlyMap<string, string>;
  /** The exchange by which it was overwritten. */
  overwritten?: number;
}

export interface Stranger {
  act(): void;
  /** Sees after each exchange whether the edits still stand. */
  watch(entry: LogEntry): void;
  /** Edits that were overwritten although the tenant had been read again after them; `confirmed` ones are forgotten. */
  wronged(): readonly string[];
  /** A person has seen what differs from the spec and wants the spec's values: from now on they may be overwritten. */
  confirm(managed: (id: string, attribute: string) => boolean): void;
  /** Edits that fell between our last read and our write, which no platform lets us guard. */
  unguarded(): number;
  readonly touched: ReadonlySet<string>;
  readonly made: ReadonlySet<string>;
  readonly told: readonly string[];
}

export interface Targets {
  readonly ours: () => ReadonlySet<string>;
  /** What we are about to change: where two meet. */
  readonly planned: () => ReadonlySet<string>;
}

export function stranger(sandbox: Sandbox, d: Dice, { ours, planned }: Targets): Stranger {
  const { control } = sandbox;
  const touched = new Set<string>();
  const made = new Set<string>();
  const told: string[] = [];
  let edits: Edit[] = [];
  let windows = 0;
  let serial = 0;
  const rowOf = (table: string, id: string): Row | undefined =>
    control.objects(table).find((row) => String(row.id) === id);
  const stands = ({ table, id, values }: Edit): boolean => {
    const row = rowOf(table, id);
    return (
      row !== undefined && !isGone(row) && [...values].every(([name, value]) => JSON.stringify(row[name]) === value)
    );
  };

  function edit(): void {
    const tables = writableKinds.flatMap((kind) => {
      const table = TABLES[kind.name];
      if (table === undefined) return [];
      return [{ kind, table, rows: control.objects(table).filter((row) => !isGone(row) && row.removable !== false) }];
    });
    const meeting = tables.flatMap(({ rows, ...rest }) => {
      const wanted = rows.filter((row) => planned().has(String(row.id)));
      return wanted.length > 0 ? [{ ...rest, rows: wanted }] : [];
    });
    const { kind, table, rows } = d.pick(meeting.length > 0 && d.bool(0.6) ? meeting : tables);
    const own = rows.filter((row) => ours().has(String(row.id)));
    const chosen = own.length > 0 && d.bool(0.7) ? own : rows;
    const attributes = Object.keys(kind.attributes).filter((name) => handsOf(kind.name, name, d) !== undefined);
    if (chosen.length === 0 || attributes.length === 0) return;
    const row = d.pick(chosen);
    const attribute = d.pick(attributes);
    const hand = handsOf(kind.name, attribute, d);
    if (hand === undefined || row.id === undefined) return;
    const id = String(row.id);
    const changes = JSON.parse(JSON.stringify(hand.apply({ ...row, id })));
    control.edit(table, id, changes);
    const after = rowOf(table, id);
    const values = new Map(Object.keys(changes).map((name) => [name, JSON.stringify(after?.[name])]));
    edits = edits.filter((old) => old.table !== table || old.id !== id);
    edits.push({ table, id, kind: kind.name, attribute, at: serial, values });
    touched.add(id);
    told.push(`after exchange ${serial}: ${table}/${id} ${attribute} by hand`);
  }

  function make(): void {
    const name = `Made by hand ${d.int(1_000_000)}`;
    const row = d.bool() ? control.inject('groups', { name }) : control.inject('trigger_categories', { name });
    made.add(String(row.id));
    told.push(`after exchange ${serial}: made ${name}`);
  }

  function remove(): void {
    const table = d.pick(['triggers', 'macros', 'views', 'articles', 'slack_channels']);
    const rows = control.objects(table).filter((row) => !isGone(row) && ours().has(String(row.id)));
    if (rows.length === 0) return;
    const id = String(d.pick(rows).id);
    control.remove(table, id);
    edits = edits.filter((old) => old.id !== id);
    touched.add(id);
    told.push(`after exchange ${serial}: removed ${table}/${id}`);
  }

  return {
    touched,
    made,
    told,
    act() {
      const before = told.length;
      for (let turn = 0; turn < 5 && told.length === before; turn += 1) {
        try {
          d.pick([edit, edit, edit, edit, edit, edit, make, remove])();
        } catch {
          // The platform refuses it to a person as it would to us.
        }
      }
    },
    watch(entry) {
      serial = entry.n;
      if (!entry.write) return;
      for (const own of edits) if (own.overwritten === undefined && !stands(own)) own.overwritten = entry.n;
    },
    wronged() {
      const lost = edits.filter((own) => own.overwritten !== undefined);
      edits = edits.filter((own) => own.overwritten === undefined);
      const wrong = lost.filter((own) => wasReadAgain(own, control.log()));
      windows += lost.length - wrong.length;
      return wrong.map(
        ({ table, id, attribute, at, overwritten }) =>
          `an edit of ${table}/${id} ${attribute} after exchange ${at} was overwritten by exchange ${overwritten}, though the list had been read again`,
      );
    },
    confirm(managed) {
      // What the spec leaves to the tenant, and what is not ours, nobody has agreed to overwrite.
      edits = edits.filter(({ id, attribute }) => !managed(id, attribute));
    },
    unguarded: () => windows,
  };
}

/** How the paths of a table's list end, where they are not its name. */
const PATHS: Readonly<Record<string, string>> = {
  sla_policies: 'policies',
  slack_channels: 'conversations.list',
  dynamic_content_items: 'items',
};

function wasReadAgain({ table, at, overwritten = 0 }: Edit, log: readonly LogEntry[]): boolean {
  const word = PATHS[table] ?? table;
  const list = new RegExp(`/${word}(\\.json)?(\\?(?!.*(page\\[after\\]|[?&]page=)).*)?$`);
  return log.some(
    ({ n, write, path, status, fault }) =>
      n > at && n < overwritten && !write && status === 200 && fault === undefined && list.test(path),
  );
}
