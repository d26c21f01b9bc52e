/** What the simulator takes and gives: an account's objects as the platform returns them, a ticket's story, and its outcome. */

/** An object in the platform's own shape. Ids may be strings or numbers: they are compared as strings. */
export type Native = Readonly<Record<string, unknown>>;

/** An account's configuration and people; what is left out does not exist there. */
export interface Account {
  readonly triggers?: readonly Native[];
  readonly trigger_categories?: readonly Native[];
  readonly automations?: readonly Native[];
  readonly macros?: readonly Native[];
  readonly views?: readonly Native[];
  readonly sla_policies?: readonly Native[];
  readonly group_sla_policies?: readonly Native[];
  /** With `intervals` (minutes from Sunday 00:00, local) and `holidays`; the first is the default. Zones by Rails or IANA name. */
  readonly schedules?: readonly Native[];
  readonly groups?: readonly Native[];
  readonly group_memberships?: readonly Native[];
  readonly users?: readonly Native[];
  readonly organizations?: readonly Native[];
  readonly ticket_fields?: readonly Native[];
  readonly ticket_forms?: readonly Native[];
  readonly user_fields?: readonly Native[];
  readonly organization_fields?: readonly Native[];
  readonly brands?: readonly Native[];
  readonly webhooks?: readonly Native[];
  readonly targets?: readonly Native[];
  /** Items with `placeholder`, `default_locale_id` and `variants`. */
  readonly dynamic_content?: readonly Native[];
  readonly locales?: readonly Native[];
  readonly custom_statuses?: readonly Native[];
  readonly recipient_addresses?: readonly Native[];
  /** What `GET /account/settings` has under `settings`; the account's zone is `localization.time_zone` or `time_zone`. */
  readonly settings?: Native;
  /** The part before `.zendesk.com`. */
  readonly subdomain?: string;
}

export const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/** A custom field's value as the API shows it; a date is `YYYY-MM-DD`. */
export type FieldValue = string | number | boolean | readonly string[] | null;

export interface Comment {
  readonly at: number;
  /** A user's id, or `system`. */
  readonly by: string;
  readonly body: string;
  readonly public: boolean;
  readonly via: string;
  readonly attachments: readonly string[];
}

/** Everything rules can see of a ticket. Times are epoch milliseconds; `''` is "none" for ids, type and priority. */
export interface Ticket {
  readonly id: string;
  readonly subject: string;
  /** The first comment's text. */
  readonly description: string;
  readonly status: Status;
  readonly custom_status_id: string;
  readonly type: string;
  readonly priority: string;
  readonly group_id: string;
  readonly assignee_id: string;
  readonly requester_id: string;
  readonly submitter_id: string;
  readonly organization_id: string;
  readonly brand_id: string;
  readonly ticket_form_id: string;
  readonly schedule_id: string;
  readonly tags: readonly string[];
  /** By field id. A field without a value is absent. */
  readonly custom_fields: ReadonlyMap<string, FieldValue>;
  /** The number of the channel it was created through: mail is `4`. */
  readonly via_id: string;
  readonly recipient: string;
  readonly is_public: boolean;
  readonly comments: readonly Comment[];
  readonly follower_ids: readonly string[];
  readonly email_cc_ids: readonly string[];
  readonly satisfaction: string;
  readonly satisfaction_comment: string;
  readonly satisfaction_reason_code: string;
  readonly sharing_agreement_ids: readonly string[];
  readonly skills: readonly string[];
  readonly incidents: number;
  readonly reopens: number;
  readonly replies: number;
  readonly agent_stations: number;
  readonly group_stations: number;
  readonly due_at: number | undefined;
  readonly created_at: number;
  readonly updated_at: number;
  /** Since when it has had its status. */
  readonly status_at: number;
  readonly assigned_at: number | undefined;
  readonly requester_updated_at: number;
  readonly assignee_updated_at: number | undefined;
  readonly solved_at: number | undefined;
  /** How often automations updated it. */
  readonly automation_updates: number;
}

export interface StoryComment {
  readonly body: string;
  /** Default: true. */
  readonly public?: boolean;
  readonly attachments?: readonly string[];
}

/**
 * Attributes of a ticket under the API's names: `status`, `priority`, `group_id`, `tags`, `custom_fields` (a list of
 * `{id, value}`), `additional_tags`, `remove_tags`, `due_at` and the like.
 */
export type TicketInput = Native;

/** A user's id, `requester`, `assignee` or `system`. */
export type Actor = string;

/** One update of the ticket; an event with nothing but a time only lets time pass. */
export interface StoryEvent {
  readonly at: number;
  /** Default: `requester` for a rating, else the assignee, else the first agent. */
  readonly by?: Actor;
  /** The channel of the update, as its number or word (`email`, `web`, `api`, `chat`). Default: web. */
  readonly via?: string;
  readonly comment?: StoryComment;
  readonly set?: TicketInput;
  /** A macro's id, applied by the actor within this update. */
  readonly macro?: string;
  readonly rating?: { readonly score: 'good' | 'bad'; readonly comment?: string; readonly reason?: string };
}

/** The ticket to be created. */
export interface NewTicket {
  /** Its number. Default: 1. */
  readonly id?: string;
  readonly at: number;
  /** A user's id, or a user of this story only. */
  readonly requester: string | Native;
  /** Who submits it. Default: the requester. */
  readonly by?: Actor;
  readonly via?: string;
  readonly subject: string;
  readonly comment: StoryComment;
  /** The support address it was written to. */
  readonly recipient?: string;
  readonly set?: TicketInput;
}

/** What an external service does when a webhook reaches it: an update of its own. */
export interface WebhookEffect {
  readonly webhook: string;
  readonly by?: Actor;
  readonly comment?: StoryComment;
  readonly set?: TicketInput;
}

export interface Story {
  readonly ticket: NewTicket;
  /** In any order; those before the ticket's creation are refused. */
  readonly events?: readonly StoryEvent[];
  /** The end of the story. Default: the last event. */
  readonly until?: number;
  /** People and organizations of this story only. */
  readonly users?: readonly Native[];
  readonly organizations?: readonly Native[];
  readonly webhooks?: readonly WebhookEffect[];
  /** Values for conditions that depend on what no account export holds, by the condition's native field name. */
  readonly assume?: Readonly<Record<string, string | number | boolean>>;
}

export type RuleKind = 'trigger' | 'automation' | 'macro' | 'view' | 'sla_policy';

export interface RuleRef {
  readonly kind: RuleKind;
  readonly id: string;
  readonly title: string;
}

/** `unknown`: cannot be evaluated offline, with the reason beside it. */
export type Verdict = boolean | 'unknown';

export interface ConditionResult {
  readonly list: 'all' | 'any';
  readonly index: number;
  readonly field: string;
  readonly operator: string;
  readonly wanted: string;
  readonly actual: string;
  readonly holds: Verdict;
  readonly because?: string;
}

export interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export interface ActionResult {
  readonly index: number;
  readonly field: string;
  readonly value: string;
  /** The net change; empty when the ticket had that value already. */
  readonly changes: readonly Change[];
  /** Why the action has no effect that can be shown offline. */
  readonly because?: string;
}

export type Step =
  | {
      readonly kind: 'update';
      readonly at: number;
      readonly type: 'Create' | 'Change';
      readonly by: string;
      readonly via: string;
      readonly comment?: Comment;
      readonly changes: readonly Change[];
      /** The macro that was applied, or the webhook's effect. */
      readonly cause?: RuleRef;
    }
  | {
      readonly kind: 'rule';
      readonly at: number;
      readonly rule: RuleRef;
      readonly fired: boolean;
      /** The condition that decided against the rule; of a rule that fired, none. */
      readonly decidedBy?: ConditionResult;
      readonly conditions: readonly ConditionResult[];
      readonly actions: readonly ActionResult[];
    }
  | { readonly kind: 'platform'; readonly at: number; readonly what: string; readonly changes: readonly Change[] }
  | { readonly kind: 'sla_policy'; readonly at: number; readonly policy: RuleRef | undefined };

export interface Firing {
  readonly at: number;
  readonly rule: RuleRef;
}

export type NotificationKind = 'mail' | 'webhook' | 'target' | 'sms' | 'app' | 'side_conversation' | 'x' | 'share';

export interface Notification {
  readonly kind: NotificationKind;
  readonly at: number;
  readonly rule: RuleRef;
  /** Mail addresses or numbers; for webhooks, targets and apps the name. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
  /** The webhook's or target's id. */
  readonly target?: string;
  /** Why nothing was sent after all. */
  readonly suppressed?: string;
}

export type SlaMoment = 'activate' | 'pause' | 'resume' | 'warn' | 'due' | 'breach' | 'fulfill' | 'retarget' | 'cancel';

/** One SLA target of the ticket, as it stands at the end of the story. */
export interface SlaTarget {
  readonly policy: RuleRef;
  readonly metric: string;
  readonly priority: string;
  readonly target_minutes: number;
  readonly business_hours: boolean;
  readonly state: 'active' | 'paused' | 'closed';
  readonly breached: boolean;
  readonly started_at: number;
  /** When it falls due, or fell due; unknown while paused. */
  readonly due_at: number | undefined;
  readonly moments: readonly { readonly at: number; readonly what: SlaMoment }[];
}

export interface ViewMembership {
  readonly view: RuleRef;
  readonly holds: Verdict;
  /** Of a view that depends on who looks: the agents in whose list the ticket is. */
  readonly agents?: readonly string[];
}

/** Something that happened differently from what the configuration hopes, or that this simulator cannot tell. */
export interface Finding {
  readonly kind:
    | 'undecided_condition'
    | 'undecided_action'
    | 'unknown_placeholder'
    | 'template_error'
    | 'missing_reference'
    | 'loop'
    | 'limit'
    | 'refused_update'
    | 'follow_up';
  readonly at: number;
  readonly rule?: RuleRef;
  readonly message: string;
}

export interface RuleCoverage {
  readonly rule: RuleRef;
  readonly tried: boolean;
  readonly fired: boolean;
  /** Tried and did not fire. */
  readonly passed: boolean;
  readonly conditions: readonly {
    readonly list: 'all' | 'any';
    readonly index: number;
    readonly held: boolean;
    readonly failed: boolean;
  }[];
  /** Which actions ran, by index, and which of them had a net effect. */
  readonly actions: readonly { readonly index: number; readonly ran: boolean; readonly changed: boolean }[];
}

export interface Outcome {
  readonly ticket: Ticket;
  /** The ticket after each story event and the rules it set off: first the creation, then the events in order of time. */
  readonly snapshots: readonly { readonly at: number; readonly ticket: Ticket }[];
  /** Empty unless traced. */
  readonly steps: readonly Step[];
  readonly fired: readonly Firing[];
  readonly notifications: readonly Notification[];
  readonly sla: readonly SlaTarget[];
  readonly views: readonly ViewMembership[];
  readonly findings: readonly Finding[];
  /** Empty unless traced. */
  readonly coverage: readonly RuleCoverage[];
}
