/** Account settings as a new account has them: developer.zendesk.com/api-reference/ticketing/account-configuration/account_settings/ */

import type { Profile } from '../features.ts';
import { has, seatsOf } from '../features.ts';
import type { Id } from '../json.ts';
import type { Garden } from './plant.ts';
import { plant } from './plant.ts';

export function seedSettings(garden: Garden, profile: Profile, brandId: Id, ownerId: Id): void {
  const grown = profile === 'enterprise';
  plant(
    garden,
    'settings',
    {
      // What /account/features tells; /account/settings does not show it.
      features: { custom_statuses_enabled: grown },
      // Neither does it show whose account it is, nor for how many agents.
      owner_id: ownerId,
      seats: seatsOf(profile),
      branding: {
        header_color: '17494D',
        page_background_color: 'F3F3F3',
        tab_background_color: '03363D',
        text_color: 'FFFFFF',
        header_logo_url: null,
        favicon_url: null,
      },
      apps: { use: true, create_private: profile !== 'team', create_public: false },
      tickets: {
        agent_ticket_deletion: false,
        list_newest_comments_first: true,
        collaboration: true,
        private_attachments: false,
        email_attachments: false,
        agent_collision: true,
        tagging: true,
        list_empty_views: true,
        comments_public_by_default: true,
        is_first_comment_private_enabled: true,
        maximum_personal_views_to_list: 8,
        status_hold: false,
        markdown_ticket_comments: false,
        rich_text_comments: true,
        emoji_autocompletion: true,
        assign_tickets_upon_solve: true,
        allow_group_reset: true,
        assign_default_organization: true,
        follower_and_email_cc_collaborations: true,
        agent_can_change_requester: true,
        comment_email_ccs_allowed: true,
        ticket_followers_allowed: true,
        light_agent_email_ccs_allowed: false,
        agent_email_ccs_become_followers: true,
      },
      agents: { agent_workspace: true, focus_mode: false },
      groups: { check_group_name_uniqueness: true },
      // No channel was set up: no chat, no numbers, no X handle.
      chat: { enabled: false, integrated: false, available: true, maximum_request_count: 1, welcome_message: '' },
      voice: { enabled: false, logging: false, outbound_enabled: false, recordings_public: true },
      twitter: { shorten_url: 'never' },
      user: {
        tagging: true,
        time_zone_selection: true,
        language_selection: true,
        multiple_organizations: false,
        agent_created_welcome_emails: true,
        end_user_phone_number_validation: false,
        have_gravatars_enabled: true,
      },
      statistics: { forum: true, search: true, rule_usage: has(profile, 'rule_usage') },
      active_features: {
        on_hold_status: false,
        chat: false,
        voice: false,
        twitter: false,
        facebook: false,
        facebook_login: false,
        google_login: false,
        twitter_login: false,
        user_tagging: true,
        ticket_tagging: true,
        business_hours: has(profile, 'schedules'),
        customer_satisfaction: grown,
        csat_reason_code: false,
        automatic_answers: false,
        dynamic_contents: profile !== 'team',
        ticket_forms: profile !== 'team',
        user_org_fields: profile !== 'team',
        light_agents: grown,
        sandbox: grown,
        rich_content_in_emails: true,
        allow_ccs: true,
      },
      ticket_form: {
        ticket_forms_instructions: 'What can we help you with?',
        raw_ticket_forms_instructions: 'What can we help you with?',
      },
      brands: { default_brand_id: brandId, require_brand_on_new_tickets: false },
      api: { accepted_api_agreement: true, api_password_access: 'false', api_token_access: 'true' },
      rule: { macro_most_used: true, macro_order: 'alphabetical', using_skill_based_routing: false },
      limits: { attachment_size: 52_428_800 },
      metrics: { account_size: '1-99' },
      localization: { locale_ids: grown ? [1, 8] : [1] },
      knowledge: { search_articles: true, require_article_templates: false },
      side_conversations: {
        email_channel: false,
        slack_channel: false,
        tickets_channel: false,
        msteams_channel: false,
        show_in_context_panel: false,
      },
      routing: {
        enabled: grown,
        autorouting_tag: grown ? 'routed' : '',
        max_email_capacity: grown ? 8 : 1,
        max_messaging_capacity: grown ? 4 : 1,
      },
    },
    'account',
  );
}
