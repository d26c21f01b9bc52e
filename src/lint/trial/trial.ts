/** What tickets that are run through the very rules say about a finding that logic came to. */
import type { Resource } from '../../core/resource.ts';
import type { Struct } from '../../core/value.ts';

/** The ticket that showed it; `not so` where a ticket showed the contrary; undefined where none could be made. */
export type Seen = { readonly witness: string } | 'not so' | undefined;

/** A new ticket, and the words for the one that was run where it could be. */
export interface Tried {
  readonly ticket: readonly Struct[];
  readonly witness: string | undefined;
}

export interface Trial {
  /** True once so many tickets were run that the rest is left to logic. */
  isSpent(): boolean;
  /** Tickets that meet the trigger's conditions when they come in: whether any fires it. */
  firesNever(trigger: Resource): Seen;
  /** A ticket that fires `first`: whether `second` fires too, afterwards. */
  whileFiring(first: Resource, second: Resource): Seen;
  /** A ticket that fires both: whether `setter` changes the field after `speaker` has spoken of it. */
  spokenTooEarly(speaker: Resource, setter: Resource): Seen;
  /** Whether the trigger fires again and again when what it calls updates the ticket. */
  loops(trigger: Resource): Seen;
  /** Whether a machine that answers every mail is mailed again. */
  answersItself(trigger: Resource): Seen;
  /** A ticket that the policy's filter matches: whether another policy takes it. */
  policyOf(policy: Resource): Seen;
  /** Those of these new tickets that end without a group. */
  withoutGroup(tickets: readonly (readonly Struct[])[]): readonly Tried[];
}
