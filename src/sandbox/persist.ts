/** Keeps the state in a folder: written shortly after a change and at the end, never half. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProfile } from './features.ts';
import type { Row } from './json.ts';
import { isObject, list, number, object, objects, parseJson, text, withId } from './json.ts';
import type { World } from './world.ts';

const VERSION = 1;
const PAUSE = 250;

export interface Keeper {
  /** Writes now what is not yet written. What a request changes that outlives the server is kept by nobody. */
  readonly close: () => void;
}

export function openFolder(world: World, folder: string): { readonly loaded: boolean; readonly keeper: Keeper } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'sandbox.json');
  const loaded = load(world, file);
  let timer: NodeJS.Timeout | undefined;
  let dirty = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!dirty) return;
    dirty = false;
    // A rename is whole or not at all, so a kill in between leaves the older state.
    writeFileSync(`${file}.new`, JSON.stringify(dump(world)));
    renameSync(`${file}.new`, file);
  };
  world.store.changed = () => {
    dirty = true;
    timer ??= setTimeout(flush, PAUSE).unref();
  };
  const close = () => {
    flush();
    world.store.changed = () => undefined;
  };
  return { loaded, keeper: { close } };
}

function dump(world: World) {
  const tables: [string, Row[]][] = [];
  for (const [kind, table] of world.store.tables) tables.push([kind, [...table.rows.values()]]);
  return {
    version: VERSION,
    profile: world.profile,
    subdomain: world.subdomain,
    serial: world.store.serial,
    clockOffset: world.store.clockOffset,
    tables,
  };
}

function load(world: World, file: string): boolean {
  const saved = parseJson(readText(file));
  if (!isObject(saved)) return false;
  if (saved.version !== VERSION) throw new Error(`${file} was written by another version of the sandbox`);
  if (text(saved.subdomain) !== world.subdomain) {
    throw new Error(`${file} holds the account ${text(saved.subdomain)}, not ${world.subdomain}`);
  }
  const profile = text(saved.profile);
  if (isProfile(profile)) world.profile = profile;
  world.store.serial = number(saved.serial);
  world.store.clockOffset = number(saved.clockOffset);
  for (const entry of list(saved.tables)) {
    const [kind, items] = list(entry);
    const rows = new Map<string, Row>();
    for (const item of objects(items)) {
      const { id } = object(item);
      if (typeof id === 'string' || typeof id === 'number') rows.set(String(id), withId(item, id));
    }
    world.store.tables.set(text(kind), { rows, orders: new Map() });
  }
  return true;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
