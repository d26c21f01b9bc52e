/** What a kind says about one attribute: how it is written, compared, shown and sent. Data first, functions only where data cannot say it. */
import type { z } from 'zod';
import type { Address } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { ScalarNode, SpecNode, SpecValue } from './spec-node.ts';
import type { Value } from './value.ts';

/**
 * - `mutable`: set at creation and later
 * - `create_only`: set at creation, afterwards the tenant's own: never diffed
 * - `immutable`: a change needs `--replace ADDRESS`
 * - `write_only`: never read back; compared by digest
 * - `read_only`: may be stated and is checked, never written
 * - `manual`: no API writes it; a difference is a manual step
 * - `spec_only`: says how the spec is meant; never sent, read, compared or imported
 */
export type Mutability = 'mutable' | 'create_only' | 'immutable' | 'write_only' | 'read_only' | 'manual' | 'spec_only';

/**
 * - `whole`: the list is ours, all of it
 * - `members`: a list of structs with a `key`; only members that state says are ours are removed, foreign ones are kept
 * - `subset`: a struct; only the named keys are ours
 */
export type Collection = 'whole' | 'members' | 'subset';

/** What parsing a spec value may ask for. Problems are reported, not thrown; the parser then returns undefined. */
export interface ParseContext {
  readonly address: Address;
  report(diagnostic: Diagnostic): void;
  /** `key`, `kind.key`, `live("Title")`, `live(ID)`, `missing(ID)` or `id(KIND, ID)`; a bare key only where one kind is admitted. */
  reference(kinds: readonly string[], node: ScalarNode): Value | undefined;
  /** A text in which `{{id:kind.key}}` and the providers' own forms (`{{ticket.field.KEY}}`) become references. */
  text(node: ScalarNode): Value;
  /** The platform's level for a key of the spec's `priorities`, or for a level itself. */
  priority(word: string): string | undefined;
}

/** The way back: what a live value is called in the spec. */
export interface FormatContext {
  /** A bare key where `kinds` has one member and the target is managed; else `kind.key`, `live("Title")`, `live(ID)`, `missing(ID)`, `id(KIND, ID)`. */
  reference(value: Value, kinds: readonly string[]): string;
  /** A text with ids replaced by keys, escaped so that it loads back. */
  text(value: Value): string;
}

/** What sending a value may ask for. All throw `SupportctlError` where the answer does not exist yet or cannot be had. */
export interface EncodeContext {
  id(value: Value): string;
  text(value: Value): string;
  secret(value: Value): string;
}

/** Why an attribute cannot be the same in two accounts, and what a person does about it. */
export interface Local {
  readonly why: string;
  readonly todo: string;
  /** Its members are names of objects of this kind, which are there or not. */
  readonly of?: string;
  /** The account answers there, or at a name that begins so: links in texts may lead to it. */
  readonly host?: true;
}

export interface Attribute {
  /** One sentence for the docs, the JSON Schema and `explain`. */
  readonly description: string;
  /** As a person writes it. */
  readonly schema: z.ZodType;
  readonly mutability: Mutability;
  /** Must be in the spec. */
  readonly required?: true;
  /** Filled in where the spec is silent, and then managed as if written. */
  readonly implied?: Value;
  /** Where the spec is silent it is the key of the address, and import makes the key from it. */
  readonly fromKey?: true;
  /** The place in the admin pages, where only a person can change it. */
  readonly where?: string;
  /** What a person does there, where that is not to enter the value. */
  readonly enter?: string;
  /** What the platform holds when nobody says otherwise: the value of `default()`; import leaves it out. */
  readonly platformDefault?: Value;
  readonly collection?: Collection;
  /** With `members`: the order of the members is ours too. */
  readonly ordered?: true;
  /** A list that is a set: its order means nothing. */
  readonly unordered?: true;
  /** With `subset`: keys come when somebody makes what they stand for; one without a value is as good as none. */
  readonly sparse?: true;
  /** With `members`: what is lost when a member is removed; removal then needs `--allow-data-loss`. */
  readonly memberLoss?: string;
  /** With `members`: the `spec_only` flag of the kind under which members that the spec does not name go as well. */
  readonly exact?: string;
  /** With `members`: the property of a member that refers to what the member is; what the spec calls that is its key. */
  readonly keyedBy?: string;
  /** The platform takes a reference out by itself when what it refers to is deleted. */
  readonly dropsOut?: true;
  /** With `members`: how a person reads a part of a member that is not what the spec says; also a member that goes. */
  readonly shownPart?: (value: Value) => SpecValue;
  /** With `members`: which members hold what may be a secret of the tenant's; their values are never shown, logged or imported. */
  readonly sensitive?: (member: string) => boolean;
  /** May be written after creation, which breaks a cycle of references. */
  readonly late?: true;
  /** Taking over an existing object leaves its value as it is: it becomes the base, and only later changes of the spec are sent. */
  readonly keptOnAdoption?: true;
  /** The platform re-serialises it; `sameContent` tells whether nothing that matters was lost. */
  readonly rewritten?: { readonly significant: (value: string) => string };
  /** What an import writes of a live value, where that is less than all of it; nothing for an empty struct. */
  readonly worthSaying?: (value: Value) => Value;
  /** What is read back cannot be written: import leaves it out. */
  readonly oneWay?: true;
  /** Kinds that this attribute may refer to; the order of operations comes from it. */
  readonly refersTo?: readonly string[];
  /** It holds for one account only, and another cannot have the same. */
  readonly local?: Local;
  /** Long text: shown as a unified diff. */
  readonly long?: true;
  /** The property of the platform's object; the attribute's own name if absent. */
  readonly native?: string;
  parse(node: SpecNode, cx: ParseContext): Value | undefined;
  format(value: Value, cx: FormatContext): SpecValue;
  /** From the platform's object, ids as `{$id, kind}`. Canonical: sets sorted, scalars of one type. */
  decode(native: unknown): Value;
  /** To the platform's object. */
  encode(value: Value, cx: EncodeContext): unknown;
}
