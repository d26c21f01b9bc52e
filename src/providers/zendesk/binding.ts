/** How a kind is bound to Zendesk's API: endpoints as data, and what replies say beyond the attributes. */
import { isRecord } from '../../core/attributes/scalars.ts';
import type { Kind } from '../../core/kind.ts';
import type { LiveObject, Steps, Writer } from '../../core/provider.ts';
import type { Attributes, Value } from '../../core/value.ts';
import type { Finding } from './picking.ts';

export type Native = Readonly<Record<string, unknown>>;

export interface Endpoint {
  /** From the root; `/ID` is appended for one object. */
  readonly path: string;
  /** Property of a reply that holds one object, and the one that holds a list. */
  readonly one: string;
  readonly many: string;
  /** `single`: the reply is the one object there is. `offset`: pages can be asked for all at once; used for lists that may be long. */
  readonly paging: 'cursor' | 'offset' | 'unpaged' | 'single';
  /** Most records that the platform puts on a page, where that is not what all lists have. */
  readonly pageSize?: number;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** With `offset`, for lists that may be longer than pages reach: the queries by which it comes from either end. */
  readonly ends?: { readonly first: Readonly<Record<string, string>>; readonly last: Readonly<Record<string, string>> };
  readonly update: 'PUT' | 'PATCH';
  /** `changed`: the platform keeps what is not sent. `all`: it clears what is not sent. */
  readonly send: 'changed' | 'all';
  /** Each brand has its own, on its own host. */
  readonly perBrand?: true;
  /** The object's id, where that is not its property `id`. */
  idOf?(native: Native): string;
}

export interface Binding {
  readonly kind: Kind;
  readonly endpoint: Endpoint;
  /**
   * Without which the kind is not available, though it may be listed: a flag of the account's `active_features`, which its
   * plan decides, or one of `/account/features`, which a person switches on where `cure` says.
   */
  readonly feature?: string | { readonly account: string; readonly cure: string };
  /** What the list is asked to leave out: the query that lists it instead, and why it is nobody's to manage. */
  readonly outside?: { readonly query: Readonly<Record<string, string>>; readonly why: string };
  /** What a reply says that no attribute holds. */
  readonly facts?: (native: Native) => Partial<Pick<LiveObject, Fact>>;
  /** Attributes that stand elsewhere than their own property, from the whole object. */
  readonly computed?: (native: Native) => Attributes;
  readonly writer?: Writer;
  /** How the files of an object are had, for kinds with `archived`; undefined where the platform keeps them to itself. */
  readonly archive?: (object: LiveObject) => Steps<Uint8Array> | undefined;
  /** Kinds whose objects say how to read this kind's rules; asked for only where `needs` says so. */
  readonly translate?: Translation;
  /** What neither the list nor the object shows: read with a request of its own for each object. */
  readonly detail?: Detail;
  /** What is read only where somebody needs it. */
  readonly completion?: Completion;
  /** What one reply shows of many objects. */
  readonly bulk?: Bulk;
  /** How single objects are found of a kind that is `picked`. */
  readonly finding?: Finding;
  /** Paths that begin so take one write at a time: others are refused meanwhile. */
  readonly alone?: string;
  /** Other kinds whose objects a write of this one brings or takes away. */
  readonly changes?: readonly string[];
  /** Each object of another kind has a list of its own, at `path`; what is read of it holds the owner's id as `property`. */
  readonly below?: { readonly kind: string; readonly property: string; path(owner: string): string };
  /** For what the API shows only in the traces that it leaves in other kinds; there is no endpoint then. */
  readonly derived?: {
    readonly from: readonly string[];
    natives(live: (kind: string) => readonly LiveObject[]): readonly Native[];
  };
}

export interface Detail {
  /** Property of the object that the list goes into, and of the reply that holds it. */
  readonly property: string;
  /** One reply if not given. */
  readonly paging?: 'cursor' | 'offset' | 'unpaged';
  path(id: string): string;
}

/**
 * Parts of an object that cost requests or long replies. Blocks that say something about them name `where` among the
 * kind's `neighbours`; where nobody asks for it, the parts are not read and the objects do not show them.
 */
export interface Completion {
  readonly where: string;
  /** What makes a list, or one object, show the parts. */
  readonly query?: Endpoint['query'];
  /** Puts objects of other kinds into these; `anew`, or else `where`, is listed anew each time. */
  readonly join?: {
    readonly kinds: readonly string[];
    readonly anew?: string;
    read(native: Native, live: (kind: string) => readonly LiveObject[]): Native;
  };
}

/** Parts of which one request reads those of many objects; likewise only where somebody asks for the kind `where`. */
export interface Bulk {
  readonly where: string;
  /** Property of the object that its parts go into. */
  readonly property: string;
  readonly path: string;
  /** Property of the reply that holds the parts of all, and that of a part which holds the id of its owner. */
  readonly key: string;
  readonly owner: string;
  /** Objects in one request. */
  readonly most: number;
  /** Whether an object can have such parts. */
  has(native: Native): boolean;
  query(ids: readonly string[]): Readonly<Record<string, string>>;
}

type Fact = 'held' | 'parts' | 'aliases' | 'position' | 'gone' | 'locked' | 'system' | 'isDefault' | 'title';

export interface Translation {
  /** The kinds that are needed to read these objects; often none. */
  needs(natives: readonly Native[]): readonly string[];
  /** The object with ids of options replaced by their tags. */
  read(native: Native, live: (kind: string) => readonly LiveObject[]): Native;
}

/** The platform's object as a live object. */
export function liveObject(binding: Binding, native: Native): LiveObject {
  const { kind } = binding;
  const attributes: Record<string, Value> = {};
  for (const [name, attribute] of Object.entries(kind.attributes)) {
    const held = native[attribute.native ?? name];
    if (attribute.mutability === 'manual') continue;
    if (held === undefined && attribute.mutability !== 'write_only') {
      if (attribute.platformDefault !== undefined) attributes[name] = attribute.platformDefault;
      continue;
    }
    attributes[name] = attribute.decode(held);
  }
  Object.assign(attributes, binding.computed?.(native));
  const title = attributes[kind.label];
  const id = idOf(binding, native);
  const updatedAt = native.updated_at;
  return {
    kind: kind.name,
    id,
    title: typeof title === 'string' ? title : id,
    attributes,
    ...(typeof updatedAt === 'string' ? { updatedAt } : {}),
    native,
    ...binding.facts?.(native),
  };
}

/** The object under `property` of a reply. */
export function nativeIn(body: unknown, property: string): Native | undefined {
  const found = isRecord(body) ? body[property] : undefined;
  return isRecord(found) ? found : undefined;
}

/** The id under which the engine knows an object. */
export function idOf({ endpoint }: Binding, native: Native): string {
  return endpoint.idOf?.(native) ?? String(native.id);
}

/** The binding for what stands below one owner, and the object as that owner's paths name it. */
export function inside(bound: Binding, owner: string): Binding {
  const { below, endpoint, computed } = bound;
  if (below === undefined) return bound;
  const whole = (native: Native) => ({ ...native, [below.property]: owner });
  return {
    ...bound,
    endpoint: { ...endpoint, path: below.path(owner), idOf: (native) => idOf(bound, whole(native)) },
    computed: (native) => computed?.(whole(native)) ?? {},
  };
}
