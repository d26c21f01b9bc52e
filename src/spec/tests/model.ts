/** Sample tickets as the test files tell them, with names resolved: what the simulator is asked, and what should come of it. */
import type { Address } from '../../core/address.ts';
import type { Position } from '../../core/diagnostic.ts';

export type Scalar = string | number | boolean;
export type FieldInput = Scalar | readonly string[];

/** People and organizations that exist for the tests only; the same for all files of the folder. */
export interface Fixtures {
  readonly organizations: ReadonlyMap<string, FixtureOrganization>;
  readonly people: ReadonlyMap<string, FixturePerson>;
}

export interface FixtureOrganization {
  readonly name: string;
  readonly fields: ReadonlyMap<Address, FieldInput>;
  readonly tags: readonly string[];
}

export interface FixturePerson {
  readonly name: string;
  readonly email: string;
  readonly role: 'end_user' | 'agent' | 'admin' | 'light_agent';
  readonly organization?: string;
  readonly groups: readonly Address[];
  readonly fields: ReadonlyMap<Address, FieldInput>;
  readonly tags: readonly string[];
  readonly language?: string;
  readonly timezone?: string;
}

/** An object: an address of the spec, `live:TITLE` for one that the account began with, `person:KEY`, or `none`. */
export type Target = string;

/** Attributes of a ticket in the spec's words; those that nobody names are left alone. */
export interface TicketWords {
  readonly status?: string;
  readonly priority?: string;
  readonly type?: string;
  readonly group?: Target;
  readonly assignee?: Target;
  readonly requester?: Target;
  readonly form?: Target;
  readonly brand?: Target;
  readonly subject?: string;
  readonly tags?: readonly string[];
  readonly add_tags?: readonly string[];
  readonly remove_tags?: readonly string[];
  readonly fields?: ReadonlyMap<Address, FieldInput>;
}

export interface Given {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly from: string;
  readonly by?: string;
  readonly channel: string;
  readonly to?: string;
  readonly subject: string;
  readonly comment: string;
  readonly internal: boolean;
  readonly set: TicketWords;
  readonly expect: readonly Check[];
}

export interface TestEvent {
  readonly at: number;
  readonly place: Position;
  /** `requester`, `assignee`, or the key of a person. */
  readonly by?: string;
  readonly channel?: string;
  readonly comment?: string;
  readonly internal: boolean;
  readonly set?: TicketWords;
  readonly macro?: Target;
  readonly rate?: { readonly score: 'good' | 'bad'; readonly comment?: string };
  readonly expect: readonly Check[];
}

export interface TestCase {
  readonly name: string;
  readonly at: Position;
  readonly given: Given;
  readonly events: readonly TestEvent[];
  readonly expect: readonly Check[];
}

interface Placed {
  readonly at: Position;
  /** Turned around: it must not be so. */
  readonly not: boolean;
}

/** One thing that should be so. */
export type Check = Placed &
  (
    | { readonly what: 'attribute'; readonly attribute: AttributeWord; readonly wanted: Target }
    | { readonly what: 'field'; readonly field: Address; readonly wanted: FieldInput }
    | { readonly what: 'tag'; readonly tag: string }
    | { readonly what: 'fired'; readonly rule: Target }
    | { readonly what: 'view'; readonly view: Target }
    | { readonly what: 'sla'; readonly policy: Target }
    | { readonly what: 'breached'; readonly metric: string }
    | { readonly what: 'due'; readonly metric: string; readonly wanted: DueWanted }
    | {
        readonly what: 'mail';
        readonly to?: Target;
        readonly subject?: string;
        readonly body?: string;
        readonly times?: number;
      }
    | {
        readonly what: 'webhook';
        readonly webhook?: Target;
        readonly channel?: Target;
        readonly contains?: string;
        readonly times?: number;
      }
  );

export type AttributeWord = (typeof ATTRIBUTES)[number];
/** What may be expected of the ticket itself. */
export const ATTRIBUTES = [
  'group',
  'assignee',
  'priority',
  'status',
  'type',
  'form',
  'brand',
  'schedule',
  'satisfaction',
] as const;

/** A moment, or how far the target is. */
export type DueWanted =
  | { readonly at: number; readonly written: string }
  | { readonly state: 'none' | 'paused' | 'done' };

export interface TestSuite {
  readonly fixtures: Fixtures;
  readonly cases: readonly TestCase[];
}
