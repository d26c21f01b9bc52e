/** What was read from the tenants, at which moment. */
import type { Listing, LiveObject, Pick } from '../core/provider.ts';

export interface World {
  /** How objects are shown from now on. */
  present(as: (object: LiveObject) => LiveObject): void;
  listing(kind: string): Listing | undefined;
  /** Objects that are there (not soft-deleted); empty if the kind was not read or is not available. */
  objects(kind: string): readonly LiveObject[];
  byId(kind: string, id: string): LiveObject | undefined;
  /** When reading the kind began, in ms since the epoch, and how many ms it took. */
  readAt(kind: string): { readonly at: number; readonly took: number } | undefined;
  /** What was asked for of a kind that is not read whole; undefined where all of it was. */
  pickOf(kind: string): Pick | undefined;
  readonly kinds: readonly string[];
}

export interface MutableWorld extends World {
  put(kind: string, listing: Listing, at: number, took: number, pick?: Pick): void;
  /** Replaces or adds one object without counting as a list read. */
  set(object: LiveObject): void;
  drop(kind: string, id: string): void;
}

interface Shelf {
  readonly listing: Listing;
  readonly at: number;
  readonly took: number;
  readonly pick?: Pick;
  readonly index: Map<string, LiveObject>;
  /** Derived lists, dropped whenever the index changes. */
  all?: readonly LiveObject[];
  standing?: readonly LiveObject[];
}

/** An empty world to read into. */
export function createWorld(): MutableWorld {
  const shelves = new Map<string, Shelf>();
  let presented: (object: LiveObject) => LiveObject = (object) => object;
  let known = new WeakMap<LiveObject, LiveObject>();

  /** The same object each time it is asked for. */
  function show(object: LiveObject): LiveObject {
    const before = known.get(object);
    if (before !== undefined) return before;
    const shown = presented(object);
    known.set(object, shown);
    return shown;
  }

  function allOf(shelf: Shelf): readonly LiveObject[] {
    shelf.all ??= [...shelf.index.values()].map(show);
    return shelf.all;
  }

  function changed(kind: string): Shelf | undefined {
    const shelf = shelves.get(kind);
    delete shelf?.all;
    delete shelf?.standing;
    return shelf;
  }

  return {
    present: (as) => {
      presented = as;
      known = new WeakMap();
      for (const kind of shelves.keys()) changed(kind);
    },
    listing: (kind) => {
      const shelf = shelves.get(kind);
      if (shelf === undefined) return undefined;
      return shelf.listing.available ? { ...shelf.listing, objects: allOf(shelf) } : shelf.listing;
    },
    objects: (kind) => {
      const shelf = shelves.get(kind);
      if (shelf === undefined) return [];
      shelf.standing ??= allOf(shelf).filter((object) => !object.gone);
      return shelf.standing;
    },
    byId: (kind, id) => {
      const object = shelves.get(kind)?.index.get(id);
      return object === undefined ? undefined : show(object);
    },
    readAt: (kind) => shelves.get(kind),
    get kinds() {
      return [...shelves.keys()];
    },
    pickOf: (kind) => shelves.get(kind)?.pick,
    put: (kind, listing, at, took, pick) => {
      const objects = listing.available ? listing.objects : [];
      const index = new Map(objects.map((object) => [object.id, object]));
      shelves.set(kind, { listing, at, took, index, ...(pick === undefined ? {} : { pick }) });
    },
    set: (object) => {
      changed(object.kind)?.index.set(object.id, object);
    },
    drop: (kind, id) => {
      changed(kind)?.index.delete(id);
    },
  };
}
