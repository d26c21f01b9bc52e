/** State as text: stable, one resource a line, so that a review shows what moved; and back, with its version judged. */
import { z } from 'zod';
import { fail } from '../core/diagnostic.ts';
import type { State } from '../core/state.ts';

const Base = z.strictObject({ sent: z.string(), live: z.string(), codec: z.number() });
const Entry = z.strictObject({
  provider: z.string(),
  ids: z.record(z.string(), z.string()),
  origin: z.enum(['created', 'adopted', 'imported']),
  bases: z.record(z.string(), Base),
  protect: z.literal(true).optional(),
  tombstone: z.literal(true).optional(),
});
const File = z.strictObject({
  format: z.literal(1),
  environment: z.string(),
  serial: z.int(),
  lineage: z.string(),
  accounts: z.record(z.string(), z.string()),
  resources: z.array(z.tuple([z.string(), Entry])),
  orders: z.array(z.tuple([z.string(), z.array(z.string())])),
  ticked: z
    .array(z.tuple([z.string(), z.strictObject({ who: z.string(), at: z.string(), about: z.string() })]))
    .optional(),
});

/** Rows that stand in one piece of the text. */
const ROWS = 500;

/** The text of a state file; equal states give equal texts. */
export function encodeState(state: State): string {
  return [...piecesOfState(state)].join('');
}

/** The same text in pieces: that of a large account is not held as a whole. */
export function* piecesOfState(state: State): Generator<string> {
  const head = ['format', 'environment', 'serial', 'lineage', 'accounts'] as const;
  yield `{\n${head.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(state[name])}`).join(',\n')}`;
  yield* piecesOfList('resources', [...state.resources]);
  yield* piecesOfList('orders', [...state.orders]);
  if (state.ticked !== undefined) yield* piecesOfList('ticked', [...state.ticked]);
  yield '\n}\n';
}

function* piecesOfList(name: string, rows: readonly (readonly [string, unknown])[]): Generator<string> {
  yield `,\n  ${JSON.stringify(name)}: [`;
  for (let from = 0; from < rows.length; from += ROWS) {
    const lines = rows.slice(from, from + ROWS).map((row) => `\n    ${JSON.stringify(row)}`);
    yield `${from === 0 ? '' : ','}${lines.join(',')}`;
  }
  yield rows.length === 0 ? ']' : '\n  ]';
}

/** Reads a state file's text. Throws `STATE_NEWER` for a later format and `STATE_DAMAGED` for anything else unreadable. */
export function decodeState(text: string, name: string): State {
  const raw = parse(text, name);
  const format = typeof raw === 'object' && raw !== null && 'format' in raw ? raw.format : undefined;
  if (typeof format === 'number' && format > 1) {
    return fail(
      'STATE_NEWER',
      `${name} was written by a newer supportctl (format ${format}); this one knows format 1`,
      {
        hint: 'use the newer version: nothing was read or changed',
      },
    );
  }
  const parsed = File.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return damaged(name, issue === undefined ? 'unknown shape' : `${issue.path.join('.')}: ${issue.message}`);
  }
  const { resources, orders, ticked, ...head } = parsed.data;
  const entries = resources.map(([address, entry]) => {
    const { protect, tombstone, ...rest } = entry;
    return [address, { ...rest, ...(protect ? { protect } : {}), ...(tombstone ? { tombstone } : {}) }] as const;
  });
  const known = { ...head, resources: new Map(entries), orders: new Map(orders) };
  return ticked === undefined ? known : { ...known, ticked: new Map(ticked) };
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return damaged(name, error instanceof Error ? error.message : 'not JSON');
  }
}

function damaged(name: string, why: string): never {
  return fail('STATE_DAMAGED', `${name} cannot be read: ${why}`, { hint: 'restore it from version control' });
}
