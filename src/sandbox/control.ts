/** The operations behind `/_sandbox/`: look inside, act as another person would, order faults. */

import { bulk } from './bulk.ts';
import { ApiError, notFound } from './errors.ts';
import type { FaultRule } from './faults.ts';
import { addFaults, describeFaults, isFaultRule } from './faults.ts';
import type { Profile } from './features.ts';
import { isProfile } from './features.ts';
import { hands } from './hands.ts';
import type { Attributes, Id, Json, Row } from './json.ts';
import { isObject, number, object, text } from './json.ts';
import type { LogEntry } from './log.ts';
import { redact } from './log.ts';
import { sandboxPage } from './page.ts';
import type { Reply } from './router.ts';
import { seedWorld } from './seed/index.ts';
import { atomically, find, rows } from './store.ts';
import type { World } from './world.ts';
import { age } from './zendesk/ticket-life.ts';

export interface Control {
  log(): readonly LogEntry[];
  clearLog(): void;
  addFaults(rules: readonly FaultRule[]): void;
  clearFaults(): void;
  /** The rules with how often each was seen and struck. */
  faults(): readonly Attributes[];
  /** Every kind with its objects, secrets hidden. */
  state(): Record<string, readonly Attributes[]>;
  objects(kind: string): readonly Attributes[];
  /** Creates as a person in the admin pages would; throws what the platform would refuse. */
  inject(kind: string, attributes: Attributes): Attributes;
  edit(kind: string, id: Id, attributes: Attributes): Attributes;
  remove(kind: string, id: Id): void;
  bulk(counts: Readonly<Record<string, number>>): Record<string, number>;
  advance(ms: number): string;
  /** For people: what became of the tickets that the API made. */
  page(): Reply;
  reset(profile?: Profile): void;
}

/** Never shown: issued tokens, and what only serves the sandbox itself. */
const HIDDEN = new Set(['oauth_tokens', 'oauth_codes', 'oauth_clients', 'stored_files']);

export function createControl(world: World): Control {
  const { store } = world;
  return {
    log: () => world.log.entries,
    clearLog: () => {
      world.log.entries = [];
    },
    addFaults: (rules) => addFaults(world.faults, rules),
    faults: () => describeFaults(world.faults),
    clearFaults: () => {
      world.faults.armed = [];
      store.frozen = undefined;
    },
    state: () => {
      const kinds = [...store.tables.keys()].filter((kind) => !HIDDEN.has(kind)).sort();
      return Object.fromEntries(kinds.map((kind) => [kind, dumpKind(world, kind)]));
    },
    objects: (kind) => dumpKind(world, kind),
    inject: (kind, attributes) =>
      shown(
        world,
        kind,
        atomically(store, () => hands(world, kind).create(attributes)),
      ),
    edit: (kind, id, attributes) => {
      const row = existing(world, kind, id);
      return shown(
        world,
        kind,
        atomically(store, () => hands(world, kind).update(row, attributes)),
      );
    },
    remove: (kind, id) => atomically(store, () => hands(world, kind).remove(existing(world, kind, id))),
    bulk: (counts) => bulk(world, counts),
    advance: (ms) => {
      store.clockOffset += ms;
      age(store);
      store.changed();
      return new Date(Date.now() + store.clockOffset).toISOString();
    },
    page: () => sandboxPage(store),
    reset: (profile) => {
      seedWorld(world, profile ?? world.profile);
      world.log.entries = [];
      world.log.serial = 0;
      world.faults.armed = [];
      world.buckets.clear();
      store.clockOffset = 0;
    },
  };
}

function existing(world: World, kind: string, id: Id): Row {
  const row = find(world.store, kind, id);
  if (!row) throw notFound();
  return row;
}

function dumpKind(world: World, kind: string): readonly Attributes[] {
  if (HIDDEN.has(kind)) return [];
  return [...rows(world.store, kind)].map((row) => shown(world, kind, row));
}

/** Content shows the text of its source locale, which is kept with the translations. */
function shown(world: World, kind: string, row: Row): Attributes {
  const { signing_secret, ...visible } = row;
  const source = object(row.translations)[text(row.source_locale)];
  const translation = source === undefined ? undefined : find(world.store, 'translations', number(source));
  const wording: Attributes = !translation
    ? {}
    : kind === 'articles'
      ? { title: translation.title ?? '', body: translation.body ?? '', draft: translation.draft ?? false }
      : { name: translation.title ?? '', description: translation.body ?? '' };
  return object(redact({ ...visible, ...wording }));
}

export function controlRoutes(control: Control) {
  return (method: string, path: string, query: URLSearchParams, body: Json | undefined): Reply => {
    if (method === 'GET' && path === '/') return control.page();
    try {
      return { status: 200, body: toJson(route(control, method, path, query, body)) };
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: error.body };
      return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
    }
  };
}

/** Log entries and fault rules are plain data; this says so to the compiler. */
function toJson(value: unknown): Json {
  const parsed: Json = JSON.parse(JSON.stringify(value ?? null));
  return parsed;
}

function route(
  control: Control,
  method: string,
  path: string,
  query: URLSearchParams,
  body: Json | undefined,
): unknown {
  const [, section = '', kind = '', id = ''] = path.split('/');
  const sent = object(body);
  switch (`${method} ${section}`) {
    case 'GET log': {
      const since = number(query.get('since') ?? 0);
      return control.log().filter((entry) => entry.n > since);
    }
    case 'DELETE log':
      return control.clearLog();
    case 'POST faults': {
      const rules: unknown[] = Array.isArray(body)
        ? body
        : isObject(body) && Array.isArray(body.rules)
          ? body.rules
          : [body];
      const known = rules.filter(isFaultRule);
      if (known.length !== rules.length) throw new Error('A fault rule needs an action');
      control.addFaults(known);
      return { added: known.length };
    }
    case 'GET faults':
      return control.faults();
    case 'DELETE faults':
      return control.clearFaults();
    case 'GET state':
      return control.state();
    case 'GET objects':
      return id === '' ? control.objects(kind) : control.objects(kind).find((row) => String(row.id) === id);
    case 'POST objects':
      return control.inject(kind, sent);
    case 'PATCH objects':
      return control.edit(kind, id, sent);
    case 'DELETE objects':
      return control.remove(kind, id);
    case 'POST bulk':
      return control.bulk(Object.fromEntries(Object.entries(sent).map(([name, count]) => [name, number(count)])));
    case 'POST clock':
      return { now: control.advance(number(sent.advance_ms) + number(sent.advance_seconds) * 1000) };
    case 'POST reset': {
      const { profile } = sent;
      if (profile !== undefined && !isProfile(profile)) throw new Error(`There is no profile ${text(profile)}`);
      return control.reset(isProfile(profile) ? profile : undefined);
    }
    default:
      throw notFound();
  }
}
