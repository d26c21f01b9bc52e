/** Lists that an import has read already, kept beside the spec to be until it is done: what was cut off goes on from there. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from '../core/kind.ts';
import type { Notify } from '../core/plan.ts';
import type { Connection, Listing, LiveObject, Pick } from '../core/provider.ts';
import { isIdRef, referencesIn, sameValue } from '../core/value.ts';
import { VERSION } from '../core/version.ts';
import type { MutableWorld } from '../engine/world.ts';

/** Older lists are read anew: too much may have happened since. */
const MAX_AGE_MS = 60 * 60_000;

export interface KeptLists {
  /** The connection, with lists that are kept instead of read, and read ones kept. */
  keeping(connection: Connection): Connection;
  /**
   * Reads again, into `world`, the kinds of which a kept list does not know what others refer to: it may have been made
   * since.
   */
  refresh(world: MutableWorld, connection: Connection): Promise<void>;
}

interface Options {
  readonly folder: string;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly notify: Notify;
  readonly now: () => number;
}

/** Opens the lists kept in `folder`; those of another account or another version of this program are thrown away. */
export function openKeptLists(connection: Connection, { folder, kinds, notify, now }: Options): KeptLists {
  const pin = {
    tool: VERSION,
    provider: connection.provider,
    account: connection.account,
    identity: connection.identity,
  };
  const pinFile = join(folder, 'account.json');
  if (!sameValue(parsed(textOf(pinFile)), pin)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    replace(pinFile, [JSON.stringify(pin)]);
  }
  const used = new Set<string>();

  async function list(kind: string, pick?: Pick): Promise<Listing> {
    const own = kinds.get(kind);
    if (own === undefined || isChoosy(pick) || !mayBeKept(own)) return connection.list(kind, pick);
    const file = join(folder, `${kind}.jsonl`);
    const kept = readKept(file);
    if (kept !== undefined && now() - kept.at < MAX_AGE_MS) {
      used.add(kind);
      notify({ type: 'kept', provider: own.provider, kind: own.plural, age: now() - kept.at });
      return kept.listing;
    }
    const at = now();
    const listing = await connection.list(kind, pick);
    if (listing.available) writeKept(file, at, listing);
    return listing;
  }

  async function refresh(world: MutableWorld, fresh: Connection): Promise<void> {
    const wanting = new Set<string>();
    for (const kind of world.kinds) {
      for (const { attributes } of world.objects(kind)) {
        for (const reference of Object.values(attributes).flatMap(referencesIn)) {
          if (!isIdRef(reference) || reference.part !== undefined || !used.has(reference.kind)) continue;
          if (world.byId(reference.kind, reference.$id) === undefined) wanting.add(reference.kind);
        }
      }
    }
    await Promise.all(
      [...wanting].map(async (kind) => {
        const at = now();
        const listing = await fresh.list(kind);
        world.put(kind, listing, at, now() - at);
      }),
    );
  }

  return { keeping: (own) => ({ ...own, list }), refresh };
}

/** Whether single objects are asked for, and not just the list. */
function isChoosy(pick: Pick | undefined): boolean {
  return pick !== undefined && (pick.all === true || pick.ids.length + pick.names.length > 0);
}

/** Nothing in which somebody's secret may stand, and no people beyond those that a spec names. */
function mayBeKept({ hidden, picked, attributes }: Kind): boolean {
  if (hidden !== undefined || picked) return false;
  return Object.values(attributes).every(({ sensitive }) => sensitive === undefined);
}

/** Characters that are written at once. */
const CHUNK = 1 << 18;

interface Head {
  readonly at: number;
  readonly count: number;
  readonly closed?: string;
}

function isHead(value: unknown): value is Head {
  return typeof value === 'object' && value !== null && 'at' in value && 'count' in value;
}

function isObject(value: unknown): value is LiveObject {
  return typeof value === 'object' && value !== null && 'id' in value && 'attributes' in value && 'native' in value;
}

/** Undefined for what is not there, or not whole. */
function readKept(file: string): { readonly at: number; readonly listing: Listing } | undefined {
  const text = textOf(file);
  if (text === undefined) return undefined;
  const [first, ...lines] = text.trimEnd().split('\n');
  const head = parsed(first);
  const objects = lines.map(parsed).filter(isObject);
  if (!isHead(head) || objects.length !== head.count) return undefined;
  return { at: head.at, listing: { available: true, objects, ...(head.closed ? { closed: head.closed } : {}) } };
}

function writeKept(file: string, at: number, listing: Listing & { readonly available: true }): void {
  const { objects, closed } = listing;
  const head: Head = { at, count: objects.length, ...(closed === undefined ? {} : { closed }) };
  replace(file, lines(head, objects));
}

function* lines(head: Head, objects: readonly LiveObject[]): Iterable<string> {
  yield JSON.stringify(head);
  for (const object of objects) yield JSON.stringify(object);
}

/** Whole or not at all; line by line, since a list may be long. */
function replace(file: string, text: Iterable<string>): void {
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    let waiting = '';
    for (const line of text) {
      waiting += `${line}\n`;
      if (waiting.length < CHUNK) continue;
      writeSync(handle, waiting);
      waiting = '';
    }
    writeSync(handle, waiting);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
