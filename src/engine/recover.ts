/** After a crash: what the log of an unfinished run says is put into state, and what it leaves open is looked up. */
import type { Address } from '../core/address.ts';
import { kindOf } from '../core/address.ts';
import { refuse } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Connection, LiveObject } from '../core/provider.ts';
import type { Base, LogRecord, State, StateEntry } from '../core/state.ts';
import { liveBase } from './bases.ts';
import { fieldsOf } from './fields.ts';
import { isDown } from './identity.ts';
import { moveEntry } from './moved.ts';
import { expectation, settle } from './settle.ts';

export interface OpenRun {
  readonly run: string;
  readonly records: readonly LogRecord[];
}
type Intent = Extract<LogRecord, { t: 'intent' }>;

/** State with everything that the logs know for certain; needs no network. */
export function replay(state: State | undefined, runs: readonly OpenRun[]): State | undefined {
  const first = runs.flatMap((run) => run.records).find((record) => record.t === 'start');
  if (first === undefined) return state;
  const resources = new Map(state?.resources ?? []);
  const orders = new Map(state?.orders ?? []);
  for (const record of runs.flatMap((run) => run.records)) {
    // Whether or not state was saved since, an object is known by one address.
    if (record.t === 'moved') moveEntry(resources, record.from, record.to);
    if (record.t === 'entry') {
      if (record.entry === null) resources.delete(record.address);
      else resources.set(record.address, record.entry);
    }
    if (record.t === 'order') orders.set(record.list, record.ids);
  }
  const started = { format: 1 as const, environment: first.environment, serial: 0, lineage: first.run };
  return { ...(state ?? started), accounts: { ...first.accounts, ...state?.accounts }, resources, orders };
}

/** The last intent of each address that no `entry` record followed: its outcome is not known. */
export function openIntents(run: OpenRun): readonly Intent[] {
  const open = new Map<Address, Intent>();
  for (const record of run.records) {
    if (record.t === 'intent') open.set(record.address, record);
    if (record.t === 'entry' && settlesAll(record.entry, open.get(record.address))) open.delete(record.address);
    if (record.t === 'result' && !record.ok && record.error !== 'unknown') {
      for (const [address, intent] of open) if (intent.n === record.n) open.delete(address);
    }
  }
  return [...open.values()].filter((intent) => intent.op !== 'reorder' && intent.op !== 'activate');
}

/** An entry without bases only says that the object exists; what was written on it is still open. */
function settlesAll(entry: StateEntry | null, intent: Intent | undefined): boolean {
  return entry === null || intent === undefined || Object.keys(entry.bases).length > 0 || entry.tombstone === true;
}

export interface RecoverOptions {
  readonly kinds: ReadonlyMap<string, Kind>;
  connect(provider: string): Promise<Connection>;
  readonly sleep: (ms: number) => Promise<void>;
}

/** State after all that the runs left open was looked up. Refuses with `AMBIGUOUS` where only a person can tell. */
export async function recover(
  state: State | undefined,
  runs: readonly OpenRun[],
  options: RecoverOptions,
): Promise<State | undefined> {
  const replayed = replay(state, runs);
  if (replayed === undefined) return undefined;
  const resources = new Map(replayed.resources);
  for (const intent of runs.flatMap(openIntents)) {
    const kind = options.kinds.get(kindOf(intent.address));
    if (kind === undefined) continue;
    const connection = await options.connect(kind.provider);
    const settled = await settleIntent(intent, kind, connection, resources, options.sleep);
    if (settled === 'removed') resources.delete(intent.address);
    else if (settled !== undefined) resources.set(intent.address, settled);
  }
  return { ...replayed, resources };
}

async function settleIntent(
  intent: Intent,
  kind: Kind,
  connection: Connection,
  resources: ReadonlyMap<Address, StateEntry>,
  sleep: (ms: number) => Promise<void>,
): Promise<StateEntry | 'removed' | undefined> {
  const known = resources.get(intent.address);
  const id = known?.ids.main ?? intent.id;
  if (intent.op === 'create' && id === undefined) {
    const held = new Set([...resources.values()].flatMap((entry) => Object.values(entry.ids)));
    const found = await settle(kind, intent, held, connection, sleep);
    if (found.type === 'absent') return undefined;
    if (found.type === 'unclear') {
      const ids = found.objects.map((object) => object.id).join(', ');
      return refuse('AMBIGUOUS', `a run was cut off while it created ${intent.address}; it could be any of ${ids}`, {
        address: intent.address,
        hint: `supportctl state adopt ${intent.address} ID`,
      });
    }
    const entry: StateEntry = { provider: kind.provider, ids: { main: found.object.id }, origin: 'created', bases: {} };
    return withExpected(entry, kind, found.object, intent);
  }
  if (id === undefined) return undefined;
  const live = await connection.get(kind.name, id);
  if (intent.op === 'remove') {
    if (live === undefined) return 'removed';
    if (known === undefined || !isDown(kind, live)) return known;
    // What was deleted for good may still be shown, marked as deleted.
    return kind.capability.delete === 'hard' ? 'removed' : { ...known, bases: {}, tombstone: true };
  }
  if (live === undefined) return known;
  const entry = known ?? { provider: kind.provider, ids: { main: id }, origin: 'adopted' as const, bases: {} };
  return withExpected(entry, kind, live, intent);
}

/** Fields that hold what the intent was about to write count as written by us. */
function withExpected(entry: StateEntry, kind: Kind, live: LiveObject, intent: Intent): StateEntry {
  const fields = fieldsOf(kind, live.attributes);
  const bases: Record<string, Base> = { ...entry.bases };
  for (const [path, wanted] of Object.entries(intent.expect)) {
    const field = fields.get(path);
    const sent = intent.sent[path];
    if (field === undefined || sent === undefined || expectation(field, field.value) !== wanted) continue;
    bases[path] = { sent, live: liveBase(field, field.value), codec: kind.codec };
  }
  // Secrets never read back; those of a create went with it.
  for (const [path, sent] of intent.op === 'create' ? Object.entries(intent.sent) : []) {
    const hidden = intent.expect[path] === undefined && !fields.has(path);
    if (hidden) bases[path] = { sent, live: '', codec: kind.codec };
  }
  return { ...entry, bases };
}
