/** Back to what was before some runs: their log, read as a spec of that time (DESIGN 8). */
import { type Address, kindOf } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { RolledBack } from '../core/plan.ts';
import type { Desired, Resource } from '../core/resource.ts';
import type { ListBefore, LoggedRun, LogRecord, State, StateEntry } from '../core/state.ts';
import { isRef, isUnknown, mapValue, type Value } from '../core/value.ts';
import { moveEntries } from './moved.ts';
import { hidesPart, isLost, type Loss, lossesOf, type Story } from './rollback-losses.ts';
import type { Selection } from './select.ts';
import { isWorthMaking } from './worth-writing.ts';

/** What a plan back needs beside the resources of that time. */
export interface Rollback {
  /** Newest first. */
  readonly runs: readonly RolledBack[];
  /** Everything that the runs touched; the plan is about nothing else. */
  readonly scope: ReadonlySet<Address>;
  /** Put back as it was, and then no longer managed: the runs took it over. */
  readonly released: ReadonlySet<Address>;
  /** Was out of use, and is to be so again. */
  readonly downAgain: ReadonlySet<Address>;
  /** What the runs let go of, as state had it. */
  readonly managedAgain: ReadonlyMap<Address, StateEntry>;
  readonly lists: readonly ListBefore[];
  readonly losses: readonly Loss[];
}

/** The runs, newest first, as resources of the time before them. Pure: the log already speaks in addresses. */
export function rollbackOf(
  runs: readonly LoggedRun[],
  given: State | undefined,
  kinds: ReadonlyMap<string, Kind>,
): Pick<Desired, 'resources' | 'moved'> & { readonly rollback: Rollback } {
  const { oldestFirst, moved } = underOldNames(runs);
  const state = moveEntries(given, moved);
  const unknown = unlogged(oldestFirst);
  const stories = storiesOf(oldestFirst, new Set(unknown.map(({ address }) => address)));
  const losses: Loss[] = [...unknown];
  const released = new Set<Address>();
  const downAgain = new Set<Address>();
  const managedAgain = new Map<Address, StateEntry>();
  const resources: Resource[] = [];
  for (const [address, story] of stories) {
    const kind = kinds.get(kindOf(address));
    if (kind === undefined) continue;
    const { first } = story;
    losses.push(...lossesOf(address, kind, story));
    if (first.entry?.tombstone && first.before !== undefined) downAgain.add(address);
    else if (first.before !== undefined) {
      const now = state?.resources.get(address);
      resources.push(resourceOf(address, kind, story, now, runs[0]?.run ?? ''));
      if (first.entry === undefined || first.change.op === 'adopt') released.add(address);
      else if (now === undefined && story.last.change.op === 'release')
        managedAgain.set(address, story.last.entry ?? first.entry);
    }
  }
  const rollback: Rollback = {
    runs: runs.flatMap(headOf),
    scope: new Set(stories.keys()),
    released,
    downAgain,
    managedAgain,
    lists: listsOf(oldestFirst),
    losses,
  };
  return { rollback, resources, moved };
}

/** The runs with every address as it was called before all of them, and the way back to those names. */
function underOldNames(runs: readonly LoggedRun[]): {
  readonly oldestFirst: readonly LoggedRun[];
  readonly moved: Desired['moved'];
} {
  const old = new Map<Address, Address>();
  const nameOf = (address: Address) => old.get(address) ?? address;
  const inRecord = (record: LogRecord): LogRecord => {
    if (record.t === 'moved') old.set(record.to, nameOf(record.from));
    if (old.size === 0) return record;
    if (record.t === 'intent') return { ...record, address: nameOf(record.address) };
    if (record.t === 'list')
      return {
        ...record,
        ...(record.within === undefined ? {} : { within: inValue(record.within) }),
        before: record.before.map(nameOf),
      };
    if (record.t !== 'change') return record;
    const { before, change } = record;
    const attributes = Object.entries(before?.attributes ?? {}).map(([name, value]) => [name, inValue(value)] as const);
    return {
      ...record,
      change: { ...change, address: nameOf(change.address) },
      ...(before === undefined ? {} : { before: { ...before, attributes: Object.fromEntries(attributes) } }),
    };
  };
  const inValue = (value: Value): Value =>
    mapValue(value, (node) => (isRef(node) && old.has(node.$ref) ? { ...node, $ref: nameOf(node.$ref) } : undefined));
  const oldestFirst = [...runs].reverse().map(({ run, records }) => ({ run, records: records.map(inRecord) }));
  const at = { file: 'run log', line: 1, column: 1 };
  return { oldestFirst, moved: [...old].map(([from, to]) => ({ from, to, at })) };
}

function headOf({ run, records }: LoggedRun): readonly RolledBack[] {
  const start = records.find((record) => record.t === 'start');
  return start === undefined ? [] : [{ run, at: start.at, who: start.who }];
}

/** Each list as it was first. */
function listsOf(oldestFirst: readonly LoggedRun[]): readonly ListBefore[] {
  const lists = new Map<Address, ListBefore>();
  for (const record of oldestFirst.flatMap((run) => run.records)) {
    if (record.t === 'list' && !lists.has(record.list)) lists.set(record.list, record);
  }
  return [...lists.values()];
}

/** What becomes of an address whose first value is not known is not told. */
function storiesOf(oldestFirst: readonly LoggedRun[], unknown: ReadonlySet<Address>): ReadonlyMap<Address, Story> {
  const stories = new Map<Address, Story>();
  for (const record of oldestFirst.flatMap((run) => run.records)) {
    if (record.t !== 'change' || record.change.op === 'reorder' || unknown.has(record.change.address)) continue;
    const { address, fields } = record.change;
    const known = stories.get(address);
    stories.set(address, {
      first: known?.first ?? record,
      last: record,
      fields: [...(known?.fields ?? []), ...fields],
      loses: [...(known?.loses ?? []), ...(record.loses ?? [])],
    });
  }
  return stories;
}

/** What older versions wrote without saying what it was. */
function unlogged(runs: readonly LoggedRun[]): readonly Loss[] {
  return runs.flatMap(({ run, records }) => {
    if (records.some((record) => record.t === 'change')) return [];
    const written = new Set(records.flatMap((record) => (record.t === 'intent' ? [record.address] : [])));
    return [...written].flatMap((address): readonly Loss[] => {
      if (address.startsWith('activate.')) return [];
      const summary = `${address} stays as it is: the log of run ${run} does not say what it was before`;
      return [{ address, summary, saidOf: () => true }];
    });
  });
}

/** What was there, as a resource. Where the object is still the same one, only about what the runs wrote. */
function resourceOf(
  address: Address,
  kind: Kind,
  { first, last, fields }: Story,
  now: StateEntry | undefined,
  run: string,
): Resource {
  const before = first.before?.attributes ?? {};
  const released = now === undefined && last.change.op === 'release';
  // The object of that time is still there; in use, or switched off by a run.
  const there = released || (now !== undefined && now.ids.main === first.before?.id);
  const stands = there && !now?.tombstone;
  const held = Object.entries(before).filter(([name, value]) => {
    const attribute = kind.attributes[name];
    if (attribute === undefined || isUnknown(value) || hidesPart(kind, before, name)) return false;
    return there ? attribute.mutability !== 'spec_only' : isWorthMaking(attribute, value);
  });
  const restorable = fields.filter((field) => !isLost(kind, field, before));
  return {
    address,
    kind: kind.name,
    attributes: Object.fromEntries(held),
    lifecycle: first.entry?.protect ? { protect: true } : {},
    tags: [],
    at: { file: `run ${run}`, line: 1, column: 1 },
    positions: {},
    managed: new Set(Object.keys(first.entry?.bases ?? {})),
    ...(stands ? { about: new Set(restorable.map((field) => field.path)) } : {}),
  };
}

/** A selection that leaves out what no run touched. */
export function within(selection: Selection, rollback: Rollback | undefined): Selection {
  if (rollback === undefined) return selection;
  return { ...selection, has: (address) => rollback.scope.has(address) && selection.has(address) };
}

/** State with what the runs let go of. */
export function managedAgain(state: State | undefined, rollback: Rollback | undefined): State | undefined {
  if (state === undefined || rollback === undefined || rollback.managedAgain.size === 0) return state;
  return { ...state, resources: new Map([...state.resources, ...rollback.managedAgain]) };
}
