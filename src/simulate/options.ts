/** Questions that the platform's documentation leaves open, each with the answer we take unless told otherwise. */
import { DEFAULT_SLA_OPTIONS, type SlaOptions } from './sla/index.ts';

export interface SimulationOptions {
  /** Whether every rule tried is recorded with its conditions. Off, a run is many times faster. */
  readonly trace: boolean;
  /** Whether texts of notifications are rendered. */
  readonly render: boolean;
  /** Whether views are evaluated at the end of the story. */
  readonly views: boolean;
  /**
   * What `changed` compares with: the ticket before the whole update, or before the latest change by a rule.
   * Open: hc/4408822236058 names the cycle without this detail.
   */
  readonly changedBase: 'update' | 'latest_change';
  /** Whether a word of "contains at least one of" matches inside longer words. hc/4408885654298 says so of automations and views. */
  readonly wordMatch: 'substring' | 'whole_word';
  /** How `less_than` ranks a ticket without priority; the conditions reference is silent. */
  readonly emptyPriority: 'lowest' | 'incomparable';
  /** At which minute of the hour automations run; hc/4408832701850 says once an hour, not when. */
  readonly automationMinute: number;
  /**
   * What the condition NEW counts from. hc/4408885654298 lists "hours since created" where the API has NEW, and says of
   * statuses that hours count only while the ticket keeps them.
   */
  readonly hoursSinceNew: 'created' | 'status';
  /** Whether triggers run on an automation's update. They run on every update (hc/4408886797466); automations are not excepted. */
  readonly triggersAfterAutomations: boolean;
  /** Whether `satisfaction is good` also holds for a rating with a comment; the conditions reference lists both values apart. */
  readonly ratingIncludesComment: boolean;
  /** Whether a new ticket takes over the tags of its requester and organization when the account's settings do not tell. */
  readonly inheritTags: boolean;
  /**
   * Whether placeholders of the comment and the subject are blank in mails about a new ticket between end users. hc/4408833443226:
   * they are, where anyone may write and nobody has to register; the API does not show whether that is so.
   */
  readonly blankCommentsToStrangers: boolean;
  /** Open questions about SLA targets. */
  readonly sla: SlaOptions;
  /** How many updates rules may set off in one instant before the run is called a loop. */
  readonly maxChainedUpdates: number;
}

export const DEFAULT_OPTIONS: SimulationOptions = {
  trace: true,
  render: true,
  views: true,
  changedBase: 'update',
  wordMatch: 'substring',
  emptyPriority: 'lowest',
  automationMinute: 0,
  hoursSinceNew: 'created',
  triggersAfterAutomations: true,
  ratingIncludesComment: false,
  inheritTags: true,
  blankCommentsToStrangers: false,
  sla: DEFAULT_SLA_OPTIONS,
  maxChainedUpdates: 25,
};
