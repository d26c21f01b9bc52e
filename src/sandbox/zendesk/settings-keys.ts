/**
 * Which account settings a request can change. The page calls few of them read-only; what it does not tell, a report of
 * 2021 does, which quotes the header that the platform answers with: support.zendesk.com/hc/en-us/community/posts/4408861014810
 */

/** Decided by the plan, by the set-up of a channel, or by the platform. */
const GROUPS = new Set(
  'apps billing cdn chat cross_sell google_apps limits lotus metrics onboarding statistics twitter voice'.split(' '),
);
const KEYS: Readonly<Record<string, readonly string[]>> = {
  tickets: [
    'collaboration',
    'agent_collision',
    'maximum_personal_views_to_list',
    'status_hold',
    'rich_text_comments',
    'assign_tickets_upon_solve',
    'allow_group_reset',
    'using_skill_based_routing',
  ],
  user: ['time_zone_selection', 'language_selection', 'multiple_organizations'],
  agents: ['aw_self_serve_migration_enabled'],
  branding: ['header_logo_url', 'favicon_url'],
  api: ['accepted_api_agreement', 'api_password_access'],
  rule: ['using_skill_based_routing'],
  // The raw text follows from the one that is written.
  ticket_form: ['raw_ticket_forms_instructions'],
  messaging_inactivity: ['default_localized_messages'],
};
/** Of the features these can be switched; some of them cost money. [general knowledge, but for customer_satisfaction] */
const FEATURES = new Set(
  (
    'customer_satisfaction csat_reason_code automatic_answers satisfaction_prediction suspended_ticket_notification ' +
    'markdown rich_content_in_emails allow_ccs bcc_archiving benchmark_opt_out ticket_tagging user_tagging ' +
    'agent_forwarding organization_access_enabled topic_suggestion chat_about_my_ticket fallback_composer ' +
    'customer_context_as_default allow_email_template_customization'
  ).split(' '),
);
/** Not there to be switched on below the plans that have satisfaction surveys. */
export const OF_SATISFACTION: readonly string[] = [
  'customer_satisfaction',
  'csat_reason_code',
  'automatic_answers',
  'satisfaction_prediction',
];

export function isPermitted(group: string, key: string): boolean {
  if (group === 'active_features') return FEATURES.has(key);
  return !GROUPS.has(group) && !(KEYS[group] ?? []).includes(key);
}
