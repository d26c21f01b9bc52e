/**
 * Words of rules that an account understands only where a feature is switched on; its own definitions tell.
 * https://developer.zendesk.com/api-reference/ticketing/business-rules/triggers/#list-trigger-action-and-condition-definitions
 */

interface Switched {
  /** What the definitions call it. */
  readonly native: string;
  readonly feature: string;
  readonly are: 'is' | 'are';
}

export const SWITCHED: Readonly<Record<string, Switched>> = {
  satisfaction: { native: 'satisfaction_score', feature: 'customer satisfaction', are: 'is' },
  satisfaction_reason: { native: 'satisfaction_reason_code', feature: 'reasons for bad ratings', are: 'are' },
  custom_status: { native: 'custom_status_id', feature: 'custom ticket statuses', are: 'are' },
  suggest_articles: { native: 'deflection', feature: 'article recommendations', are: 'are' },
};
