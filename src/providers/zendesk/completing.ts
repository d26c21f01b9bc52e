/** What a list does not show of its objects: put into them where somebody needs it, from other lists or by requests of their own. */
import type { Listing, Pick as Picked } from '../../core/provider.ts';
import { HttpError } from '../../http/errors.ts';
import type { Binding, Completion, Detail, Native } from './binding.ts';
import { withBulk } from './bulk.ts';
import type { ZendeskClient } from './client.ts';

interface Reading {
  readonly client: ZendeskClient;
  /** Another kind's list, which may have been read a while ago. */
  neighbour(kind: string): Promise<Listing>;
  /** Another kind's list as it is now. */
  listAnew(kind: string): Promise<Listing>;
  /** The subdomain of a brand with a help center. */
  brandOf(id: unknown): Promise<unknown>;
  /** Whether the object is still there when it is asked for by itself. */
  isThere(bound: Binding, native: Native): Promise<boolean>;
}

export interface Completions {
  /** Somebody wants the kind, and of the objects that are picked all there is. */
  want(kind: string, pick: Picked | undefined): void;
  /** How to read what only some need, where somebody does. */
  completionOf(bound: Binding): Completion | undefined;
  /** The objects with what stands elsewhere put into them; all lists are read at the same time. */
  completed(bound: Binding, listed: Promise<readonly Native[]>): Promise<readonly Native[]>;
}

export function createCompletions({ client, neighbour, listAnew, brandOf, isThere }: Reading): Completions {
  /** Kinds that somebody wants to know. */
  const wanted = new Set<string>();
  const asked = new Map<string, boolean>();
  /** Of which objects the details are wanted, by kind. */
  const detailed = new Map<string, Picked>();

  /** Whether objects show what `where` stands for. It holds from the first look at them on: the same object never reads otherwise. */
  function isAsked(kind: string, where: string): boolean {
    const name = `${kind} ${where}`;
    const known = asked.get(name) ?? wanted.has(where);
    asked.set(name, known);
    return known;
  }

  function completionOf({ kind, completion }: Binding): Completion | undefined {
    return completion !== undefined && isAsked(kind.name, completion.where) ? completion : undefined;
  }

  async function completed(bound: Binding, listed: Promise<readonly Native[]>): Promise<readonly Native[]> {
    const { bulk, detail } = bound;
    const reading =
      bulk !== undefined && isAsked(bound.kind.name, bulk.where)
        ? listed.then((all) => withBulk(bulk, all, client))
        : listed;
    const join = completionOf(bound)?.join;
    // Most lists show all there is, and may be long.
    if (detail === undefined && join === undefined) return await reading;
    const [natives, ...lists] = await Promise.all([
      reading,
      ...(join?.kinds ?? []).map(async (kind) => {
        const anew = kind === (join?.anew ?? bound.completion?.where);
        return [kind, await (anew ? listAnew(kind) : neighbour(kind))] as const;
      }),
    ]);
    const objects = new Map(lists.map(([kind, listing]) => [kind, listing.available ? listing.objects : []]));
    const wholes = await Promise.all(
      natives.map(async (native) => {
        const parts = isDetailed(bound, native) ? await detailsOf(bound, native) : {};
        if (parts === undefined) return [];
        const whole = { ...native, ...parts };
        return [join === undefined ? whole : join.read(whole, (kind) => objects.get(kind) ?? [])];
      }),
    );
    return wholes.flat();
  }

  /** Undefined for what is gone by now: a list may lag behind. */
  async function detailsOf(bound: Binding, native: Native): Promise<Native | undefined> {
    try {
      return await readDetail(bound.detail, native);
    } catch (error) {
      const missing = error instanceof HttpError && error.kind === 'not_found';
      if (missing && !(await isThere(bound, native))) return undefined;
      throw error;
    }
  }

  /** Whether somebody wants to know what costs a request for each object. */
  function isDetailed({ kind }: Binding, native: Native): boolean {
    if (kind.apart === undefined) return true;
    const { ids, names } = detailed.get(kind.name) ?? { ids: [], names: [] };
    const title = String(native[kind.attributes[kind.label]?.native ?? kind.label]);
    return ids.includes(String(native.id)) || names.includes(title);
  }

  async function readDetail(detail: Detail | undefined, native: Native): Promise<Native> {
    if (detail === undefined) return {};
    const { property: key, paging = 'unpaged' } = detail;
    const brand = await brandOf(native.brand_id);
    const path = detail.path(String(native.id));
    const list = await client.list({ path, key, paging, ...(brand === undefined ? {} : { brand: String(brand) }) });
    return { [key]: list };
  }

  return {
    want(kind, pick) {
      if (pick !== undefined) detailed.set(kind, pick);
      wanted.add(kind);
    },
    completionOf,
    completed,
  };
}
