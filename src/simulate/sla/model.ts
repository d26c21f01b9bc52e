/** What the SLA clocks of a ticket take and give. Times are epoch milliseconds, amounts of time milliseconds. */
import type { Timeline } from '../time/timeline.ts';

export const METRICS = [
  'first_reply_time',
  'next_reply_time',
  'periodic_update_time',
  'pausable_update_time',
  'requester_wait_time',
  'agent_work_time',
  'total_resolution_time',
  'group_ownership_time',
] as const;
export type Metric = (typeof METRICS)[number];

export type StatusCategory = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed';

/** Admins count as agents. */
export type Role = 'end_user' | 'agent' | 'light_agent';

/** What a policy demands of a metric for one priority. */
export interface Target {
  readonly policy: PolicyName;
  readonly priority: string;
  readonly ms: number;
  /** Counted in the ticket's schedule; a ticket without one counts in calendar hours. */
  readonly business: boolean;
}

export interface PolicyName {
  readonly id: string;
  readonly title: string;
}

/** A policy, or group policy, in numbers: `policyOf` makes it from the platform's. */
export interface Policy extends PolicyName {
  /** By metric and priority. */
  readonly targets: ReadonlyMap<Metric, ReadonlyMap<string, Target>>;
  /** The advanced settings that are on, as `metric.setting`. */
  readonly settings: ReadonlySet<string>;
}

/** One update of the ticket as it is after its triggers: whatever changed, and also where nothing did. */
export interface SlaEvent {
  readonly at: number;
  readonly type: 'create' | 'update';
  /** The status category after the update. */
  readonly status: StatusCategory;
  /** `''` is none: such a ticket has no targets. */
  readonly priority: string;
  /** The first policy that matches after the update; undefined if none does. */
  readonly policy: Policy | undefined;
  /** The first group policy that matches. */
  readonly groupPolicy?: Policy;
  /** The ticket's group, `''` for none. */
  readonly group?: string;
  /** The ticket's schedule as it is now; undefined counts in calendar hours. */
  readonly schedule: Timeline | undefined;
  /** Who made the update. */
  readonly submitter: Role;
  readonly requester: Role;
  /** The channel: `email` and `side_conversation` are told apart from the others. */
  readonly via: string;
  readonly comment?: { readonly public: boolean; readonly role: Role; readonly isRequester: boolean };
}

export type ClockMoment = 'activate' | 'pause' | 'resume' | 'retarget' | 'warn' | 'breach' | 'fulfill' | 'cancel';

/** One measurement of a metric. Clocks run whether or not a policy gives them a target. */
export interface Clock {
  readonly metric: Metric;
  /** From 1: reply and update metrics start anew. */
  readonly instance: number;
  readonly state: 'active' | 'paused' | 'closed';
  readonly startedAt: number;
  readonly closedAt: number | undefined;
  /** The stretches that count, the last of them open while active. */
  readonly spans: readonly (readonly [from: number, to: number | undefined])[];
  readonly target: Target | undefined;
  /** When it falls, or fell, due; undefined while paused in time, without a target, or if the schedule never opens again. */
  readonly dueAt: number | undefined;
  /** Whether the badge has turned amber for this due time: 15 calendar minutes before, or later if the target came later. */
  readonly warned: boolean;
  /** When the breach became known. */
  readonly breachedAt: number | undefined;
  readonly moments: readonly { readonly at: number; readonly what: ClockMoment }[];
}

/** The clocks of a ticket after its latest event, in the order of their start. */
export interface SlaState {
  readonly at: number;
  readonly status: StatusCategory;
  readonly group: string;
  readonly schedule: Timeline | undefined;
  readonly createdAt: number;
  /** Whether an agent opened the ticket with a public comment: customers who answer wait for the next reply. */
  readonly openedByAgent: boolean;
  /**
   * When an agent first wrote in public after the creation. Up to here reports count the first reply time, with or without a policy, for
   * tickets that an agent opened too: hc/4408821871642.
   */
  readonly firstReplyAt: number | undefined;
  readonly clocks: readonly Clock[];
}

/** One target of the ticket as it stands at a moment. */
export interface DueTime {
  readonly clock: Clock;
  readonly target: Target;
  /** Open time counted so far; what is left may be negative. */
  readonly elapsed: number;
  readonly left: number;
  /** When the badge will turn amber; undefined if it has, or will not. */
  readonly warnsAt: number | undefined;
  readonly dueAt: number | undefined;
  readonly breached: boolean;
}
