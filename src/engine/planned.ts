/** What a plan is made from, and what it is beside its printed form: the items that will be carried out. */
import type { Address } from '../core/address.ts';
import type { Kind, TextForm } from '../core/kind.ts';
import type { Change, Plan, PlanOptions } from '../core/plan.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Desired, Resource } from '../core/resource.ts';
import type { State, StateEntry } from '../core/state.ts';
import type { SecretDigests } from './bases.ts';
import type { TicketCounts } from './counting.ts';
import type { Field } from './fields.ts';
import type { Identities } from './identity.ts';
import type { PlannedOrder } from './orders.ts';
import type { Rollback } from './rollback.ts';
import type { Selection } from './select.ts';
import type { World } from './world.ts';

export interface PlanInput {
  readonly desired: Desired;
  readonly state: State | undefined;
  readonly world: World;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly textForms: readonly TextForm[];
  readonly options: PlanOptions;
  readonly secrets: SecretDigests;
  readonly environment: string;
  readonly accounts: Readonly<Record<string, string>>;
  readonly tool: string;
  /** For a state that is yet to be started. */
  readonly lineage: string;
  /** Tickets that changes would act on; absent until they were counted. */
  readonly counts?: TicketCounts;
  /** Resources that the account cannot hold, and why: they are left out and listed. */
  readonly beyond?: ReadonlyMap<Address, string>;
  /** Back to what was before some runs; `desired` is then what was there. */
  readonly rollback?: Rollback;
}

/** A change with what is needed to carry it out. */
export interface Item {
  readonly change: Change;
  readonly kind: Kind;
  readonly resource?: Resource;
  readonly live?: LiveObject;
  readonly entry?: StateEntry;
  /** Desired fields to write. */
  readonly set: readonly Field[];
  /** Members to take out: attribute → keys. */
  readonly remove: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Planned {
  readonly plan: Plan;
  readonly items: readonly Item[];
  readonly orders: readonly PlannedOrder[];
  readonly identities: Identities;
  readonly input: PlanInput;
  readonly selection: Selection;
  /** State with `moved` carried out. */
  readonly state: State | undefined;
  /** Addresses to drop from state: gone from both sides. */
  readonly forgotten: readonly Address[];
  /** For a state that is yet to be started. */
  readonly lineage: string;
  /** What the plan saw: ids of a kind, and who referred to an object. */
  presentAtPlan(kind: string): readonly string[];
  referrersAtPlan(kind: string, id: string): readonly string[];
}
