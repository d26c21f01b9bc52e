/**
 * Words of rules that an account understands only where its plan has a feature and somebody switched it on; its own
 * definitions tell. Plans: https://support.zendesk.com/hc/en-us/articles/5411234991258, checked 2026-11-25.
 * https://developer.zendesk.com/api-reference/ticketing/business-rules/triggers/#list-trigger-action-and-condition-definitions
 */

export interface Switched {
  /** As the subject of a sentence. */
  readonly feature: string;
  readonly are: 'is' | 'are';
  /** The smallest plans that have it; absent where all have. */
  readonly plans?: string;
  /** The kind whose first object switches it on. */
  readonly by?: string;
}

const GROWTH = 'Suite Growth and up, or Support Professional and up';
const PROFESSIONAL = 'Suite Professional and up, or Support Enterprise';
const HOURS: Switched = { feature: 'schedules', are: 'are', plans: GROWTH, by: 'schedule' };
const RATINGS: Switched = { feature: 'customer satisfaction', are: 'is', plans: GROWTH };
const SKILLS: Switched = { feature: 'skills', are: 'are', plans: PROFESSIONAL };
const TEXTS: Switched = { feature: 'text messages', are: 'are', plans: 'Suite Team and up, with a phone number' };

function sideConversations(channel: string): Switched {
  return { feature: `side conversations ${channel}`, are: 'are', plans: 'Suite Professional and up' };
}

/** By the word of the spec, conditions and actions alike. */
export const SWITCHED: Readonly<Record<string, Switched>> = {
  satisfaction: RATINGS,
  satisfaction_reason: { ...RATINGS, feature: 'reasons for bad ratings', are: 'are' },
  custom_status: { feature: 'custom ticket statuses', are: 'are' },
  suggest_articles: { feature: 'article recommendations', are: 'are', plans: 'Suite Team and up' },
  side_conversation: sideConversations('by e-mail'),
  side_conversation_ticket: sideConversations('as tickets'),
  side_conversation_slack: sideConversations('in Slack'),
  side_conversation_teams: sideConversations('in Microsoft Teams'),
  schedule: HOURS,
  within_schedule: HOURS,
  in_business_hours: HOURS,
  on_holiday: HOURS,
  form: { feature: 'several ticket forms', are: 'are', plans: GROWTH, by: 'ticket_form' },
  add_skills: SKILLS,
  set_skills: SKILLS,
  sms_user: TEXTS,
  sms_group: TEXTS,
  notify_app: { feature: 'the integration of that app', are: 'is' },
  share_with: { feature: 'ticket sharing', are: 'is' },
  shared_with: { feature: 'ticket sharing', are: 'is' },
  shared_from: { feature: 'ticket sharing', are: 'is' },
  post_to_requester_on_x: { feature: 'the channel X', are: 'is' },
};
