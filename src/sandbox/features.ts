/** Plans: what each profile of the sandbox may do and how many requests a minute it has. */

const PROFILES = ['trial', 'team', 'enterprise'] as const;
export type Profile = (typeof PROFILES)[number];

export type Feature =
  | 'custom_roles'
  | 'slas'
  | 'schedules'
  | 'many_schedules'
  | 'dynamic_content'
  | 'rule_usage'
  | 'nested_sections'
  | 'many_segments'
  | 'labels'
  | 'many_webhooks'
  | 'ticket_forms'
  | 'user_org_fields'
  | 'user_segments'
  | 'permission_groups'
  | 'edit_privilege'
  | 'custom_themes'
  | 'skills'
  | 'queues'
  | 'group_slas'
  | 'workspaces'
  | 'satisfaction'
  | 'side_conversations';

/** support.zendesk.com/hc/en-us/articles/5411234991258 (plan comparison); a trial runs as Suite Professional. */
const FEATURES: Readonly<Record<Profile, readonly Feature[]>> = {
  trial: [
    'slas',
    'schedules',
    'dynamic_content',
    'rule_usage',
    'labels',
    'ticket_forms',
    'user_org_fields',
    'user_segments',
    'permission_groups',
    'custom_themes',
    'skills',
    'queues',
    'satisfaction',
    'side_conversations',
  ],
  team: ['many_webhooks'],
  enterprise: [
    'custom_roles',
    'slas',
    'schedules',
    'many_schedules',
    'dynamic_content',
    'rule_usage',
    'nested_sections',
    'many_segments',
    'labels',
    'many_webhooks',
    'ticket_forms',
    'user_org_fields',
    'user_segments',
    'permission_groups',
    'edit_privilege',
    'custom_themes',
    'skills',
    'queues',
    'group_slas',
    'workspaces',
    'satisfaction',
    'side_conversations',
  ],
};

export function has(profile: Profile, feature: Feature): boolean {
  return FEATURES[profile].includes(feature);
}

/** How many agents a plan was bought for: the numbers are ours, and `settings/account` keeps them as `seats`. */
export function seatsOf(profile: Profile): number {
  return { trial: 5, team: 3, enterprise: 50 }[profile];
}

/** developer.zendesk.com/api-reference/introduction/rate-limits/ */
export function requestsPerMinute(profile: Profile): number {
  return { trial: 400, team: 200, enterprise: 700 }[profile];
}

export function isProfile(value: unknown): value is Profile {
  return PROFILES.some((profile) => profile === value);
}
