/** What the spec asks for, in canonical form. */
import type { Address } from './address.ts';
import type { Position } from './diagnostic.ts';
import type { Attributes } from './value.ts';

export interface Lifecycle {
  readonly mode?: 'full' | 'create_only';
  readonly ignore?: readonly string[];
  readonly protect?: boolean;
  readonly adopt?: boolean;
}

export interface Resource {
  readonly address: Address;
  readonly kind: string;
  /** Declared and implied attributes only. */
  readonly attributes: Attributes;
  readonly lifecycle: Lifecycle;
  /** Words of the spec's `tags:` on the block, for `--only tag:NAME`. */
  readonly tags: readonly string[];
  /** Where the block stands. */
  readonly at: Position;
  /** Where each attribute, and each member of a collection (`options.bug`), stands. */
  readonly positions: Readonly<Record<string, Position>>;
  /** Of a rollback: the paths of fields that it is about. All others stay as they are, in the tenant and in state. */
  readonly about?: ReadonlySet<string>;
  /** Of a rollback: the paths that were managed; the others are put back too, and are nobody's afterwards. */
  readonly managed?: ReadonlySet<string>;
}

/** The whole spec after includes, overlays and conversion: what the engine plans from. */
export interface Desired {
  /** In spec order; the order of a kind's resources is their order on the platform unless `order` says otherwise. */
  readonly resources: readonly Resource[];
  /** Kind name → keys in the order that `order:` gives. */
  readonly order: ReadonlyMap<string, readonly string[]>;
  readonly moved: readonly { readonly from: Address; readonly to: Address; readonly at: Position }[];
  readonly settings: SpecSettings;
  /** Tag → what it means and where it stands; undefined where the spec keeps no registry. */
  readonly tagRegistry?: ReadonlyMap<string, RegisteredTag>;
  /** Findings of lint that are on purpose. */
  readonly accepted?: readonly Acceptance[];
  /** Path relative to the spec folder → sha256 of every file that took part. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Acceptance {
  readonly rule: string;
  readonly address: Address;
  readonly reason: string;
  readonly at: Position;
}

export interface RegisteredTag {
  readonly description?: string;
  readonly at: Position;
}

export interface SpecSettings {
  readonly client: {
    readonly name: string;
    readonly slug: string;
    /** IANA name; local times of the tests are meant in it. */
    readonly timezone?: string;
    readonly locale?: string;
  };
  readonly platform: {
    readonly provider: string;
    readonly subdomain: string;
    readonly edition?: string;
    readonly environment: 'sandbox' | 'production';
  };
  readonly drift?: 'overwrite';
  readonly stateRequired: boolean;
}
