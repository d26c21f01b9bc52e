/** What the engine, the spec layer, the docs and the tests know about a kind of object. */
import type { Attribute } from './attribute.ts';
import type { Attributes } from './value.ts';

export interface Capability {
  readonly create: boolean;
  readonly read: boolean;
  readonly update: boolean;
  /** `deactivate` and `archive` leave an object that the same address can revive. */
  readonly delete: 'hard' | 'archive' | 'deactivate' | 'none';
  /** Where deleting means deactivating: it can be deleted for good too, and is, when something that it needs is deleted with it. */
  readonly erase?: true;
}

export interface OrderList {
  /** The attribute whose value separates one list from another, such as a trigger's category. */
  readonly within?: string;
  /** For people: "triggers in routing". */
  readonly title: string;
}

/** A step that a person takes in the admin pages. */
export interface ByHand {
  readonly where: string;
  readonly enter: string;
  /** How it shows that it was done. */
  readonly check?: string;
  /** No API shows it: whoever did it says so. */
  readonly unread?: true;
}

export interface Kind {
  /** The first part of an address. */
  readonly name: string;
  readonly provider: string;
  /** Path of the section in the spec; `*` stands for a key that becomes the attribute `scope`. Empty for lookup-only kinds. */
  readonly section: readonly string[];
  readonly title: string;
  readonly plural: string;
  readonly description: string;
  /** The platform's page on this kind. */
  readonly source: string;
  readonly capability: Capability;
  /** Version of decode: bases that another version recorded count as none. */
  readonly codec: number;
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** The attribute that `*` in `section` fills: an immutable reference such as `brand`. */
  readonly scope?: string;
  /** The attribute that people call it by: `name` or `title`. */
  readonly label: string;
  /** What identifies it where there is no id: compared among objects of one kind. References in it are in id form, `$ref` if not created yet. */
  naturalKey(attributes: Attributes): string;
  /** True where the platform refuses a second object with the same natural key. */
  readonly keyUnique: boolean;
  readonly order?: OrderList;
  /** Acts on customers: created with this attribute false, and switched on with its whole set at the end. */
  readonly staged?: string;
  /** Names that only one object may hold at a time, such as option tags; whoever takes one waits for whoever frees it. */
  claims?(attributes: Attributes): readonly string[];
  /** Interim attributes that hold none of `claims`, to break a swap of claims. */
  park?(attributes: Attributes, claims: readonly string[]): Attributes;
  /** What is lost beyond the object itself when it is deleted; such a deletion needs `--allow-data-loss`. `dependants` are the titles of what goes with it. */
  deletionLoses?(dependants: readonly string[]): string | undefined;
  /**
   * What a person does where no API can make it; a missing object is then a manual step, and one that is there is never
   * adopted: it is only looked at.
   */
  byHand?(attributes: Attributes): ByHand;
  /** True where this change makes a rule act on tickets that are there already: they are counted before it is made. */
  actsOnTickets?(target: Attributes, before: Attributes | undefined): boolean;
  /** True where the rule's own conditions keep it from old tickets, whatever their number. */
  limitsItself?(target: Attributes): boolean;
  /** What a write does beyond the object, for the plan. */
  consequence?(attributes: Attributes, live: Attributes | undefined): string | undefined;
  /** How texts of other objects name it, as the platform stores them: `{{dc.welcome}}`. They come after it, and keep it from going. */
  mention?(attributes: Attributes): string;
  /** Kinds whose first object switches on what this one uses: they are made before it. */
  after?(attributes: Attributes): readonly string[];
  /** Attributes of other kinds (`article.section`) whose objects the platform deletes together with this one. */
  readonly cascades?: readonly string[];
  /** Other kinds whose live objects reading or writing this one needs, beyond those that the attributes refer to. */
  neighbours?(attributes: Attributes): readonly string[];
  /** Kinds that tell whether the platform takes this object as it will be, undefined if it goes: read only where a plan would do so. */
  judgedBy?(target: Attributes | undefined): readonly string[];
  /** Which parts of a live object exist but are never shown, as `[attribute, property]`: import writes them as secrets to provide. */
  hidden?(attributes: Attributes): readonly (readonly [attribute: string, property: string])[];
  /**
   * Too many to be listed, and not all ours: only what the spec names, or others refer to, is read, and an import leaves
   * them to the tenant. The natural key is the name by which one is found.
   */
  readonly picked?: true;
  /** What a person does where the platform refuses a write, by the code that it gives. */
  readonly cures?: Readonly<Record<string, string>>;
  /** What of it stands in files, which no list shows, and without which another account cannot have it. */
  readonly archived?: Archived;
  /** There is one, always: the key of its block. */
  readonly single?: string;
  /**
   * Attributes that only a request of its own for each object shows: they are read of objects that a block says something
   * of, known by id or by `label`.
   */
  readonly apart?: readonly string[];
  /** What a write costs, in seats or money; it then needs `--allow-costs`. `before` is absent where the object is made. */
  costs?(target: Attributes, before: Attributes | undefined): string | undefined;
  /** Known only for references; listed, named, never written. */
  readonly lookupOnly?: true;
  /** How an id of this kind looks inside a text, where it can be told from other words: lets import write `{{id:…}}`. */
  readonly idInText?: RegExp;
  /** What stands before an id of this kind inside a text where only that tells what the number is; each ends in `$`. */
  readonly idAfter?: readonly RegExp[];
  /** Hosts of addresses that lead into the tenant: an id in the address of another host is somebody else's. */
  hosts?(attributes: Attributes): readonly string[];
  /** Things a person should know, each with the date it was last checked; they go into the docs. */
  readonly hazards: readonly string[];
}

/** An attribute that is a folder of files: an import asks for them by `Connection.archive`. */
export interface Archived {
  readonly attribute: string;
  /** Where an import writes them, below the spec: `themes`. */
  readonly folder: string;
  /** What a person does where they did not come. */
  readonly todo: string;
}

/** A form that a platform uses for ids inside texts: `{{ticket.field.KEY}}` in the spec, `{{ticket.ticket_field_ID}}` on the platform. */
export interface TextForm {
  readonly kind: string;
  readonly open: string;
  readonly close: string;
  readonly nativeOpen: string;
  readonly nativeClose: string;
}
