/** Questions about SLAs that the platform's documentation leaves open, each with the answer we take unless told otherwise. */

export interface SlaOptions {
  /**
   * Whether a reply at the very moment a target falls due is in time. dbt_zendesk (sla_policies) counts only what is later than the
   * breach time.
   */
  readonly replyAtDue: 'in_time' | 'late';
  /**
   * What becomes of a breach when the ticket gets a target that has not passed. hc/4408829459866 says that targets are recalculated,
   * not whether the breach of the old one stays.
   */
  readonly breachOnNewTarget: 'stays' | 'goes';
  /**
   * Whether the update that fulfils a metric first gives it the target that applies after the update, so that it may breach in the same
   * moment. hc/4408829459866 evaluates policies on each update; the order within one is not documented.
   */
  readonly targetOnFulfilment: 'applied' | 'kept';
  /**
   * What a customer's first comment starts on a ticket that an agent opened with a public comment. hc/4408821871642 says only that the
   * first reply is not measured then.
   */
  readonly customerAnswersAgent: 'next_reply' | 'first_reply';
  /** Who starts the next reply: staff speak of any end user under hc/4408829459866, the settings of the requester. */
  readonly nextReplyFor: 'end_user' | 'requester';
  /**
   * Whether an internal note under `activate_on_agent_internal_note` also fulfils the update before it. hc/7412192349466 speaks of
   * measuring updates through notes; the setting's name only of starting.
   */
  readonly notesAsUpdates: 'fulfil' | 'start';
}

export const DEFAULT_SLA_OPTIONS: SlaOptions = {
  replyAtDue: 'in_time',
  breachOnNewTarget: 'goes',
  targetOnFulfilment: 'applied',
  customerAnswersAgent: 'next_reply',
  nextReplyFor: 'end_user',
  notesAsUpdates: 'fulfil',
};
