/**
 * What a role may do, as the platform's `configuration` has it: levels of access, and single permissions. What the platform
 * only shows (`assign_tickets_to_any_group`, `chat_access`, `group_access`, `light_agent`, `moderate_forums`,
 * `organization_notes_editing`) is not here: naming it in a write is refused, whatever its value.
 * https://developer.zendesk.com/api-reference/ticketing/account-configuration/custom_roles/
 */
import type { Attribute } from '../../core/attribute.ts';
import { choice, flag } from '../../core/attributes/simple.ts';
import { struct } from '../../core/attributes/structures.ts';

/** Permission → what is said about it, and its levels as the platform writes them; the spec's words have `_` for `-`. */
const LEVELS: Readonly<Record<string, readonly [description: string, ...levels: readonly string[]]>> = {
  ticket_access: [
    'Which tickets agents see.',
    'all',
    'within-groups',
    'within-groups-and-public-groups',
    'within-organization',
    'assigned-only',
  ],
  ticket_comment_access: [
    'Whether they may answer customers (public) or only write internal notes (none).',
    'public',
    'none',
  ],
  end_user_profile_access: ['What they may do with customers.', 'full', 'edit', 'edit-within-org', 'readonly'],
  end_user_list_access: ['Whether they may list customers.', 'full', 'none'],
  user_view_access: ['Lists of customers.', 'full', 'manage-group', 'manage-personal', 'readonly', 'none'],
  view_access: ['Views.', 'full', 'manage-group', 'manage-personal', 'playonly', 'readonly'],
  macro_access: ['Macros.', 'full', 'manage-group', 'manage-personal', 'readonly'],
  report_access: ['Reports.', 'full', 'readonly', 'none'],
  explore_access: ['Dashboards of Explore.', 'full', 'edit', 'readonly', 'none'],
  forum_access: ['Help-center content.', 'full', 'edit-topics', 'readonly'],
  capacity_rules_access: ['Rules about how much an agent gets at once.', 'all', 'view-and-assign', 'none'],
  actions_access: ['Actions and workflows.', 'all', 'workflows_and_zendesk', 'none'],
};

const FLAGS: Readonly<Record<string, string>> = {
  ticket_editing: 'Edit the properties of tickets.',
  ticket_tag_editing: 'Edit tags of tickets.',
  ticket_merge: 'Merge tickets.',
  ticket_deletion: 'Delete tickets.',
  view_deleted_tickets: 'See deleted tickets.',
  modify_closed_tickets: 'Change closed tickets.',
  view_filter_tickets: 'Filter lists of tickets.',
  export_views: 'Export views.',
  side_conversation_create: 'Take part in side conversations.',
  organization_editing: 'Add and change organizations.',
  manage_business_rules: 'Manage triggers, automations and SLAs.',
  manage_contextual_workspaces: 'Manage workspaces.',
  manage_dynamic_content: 'Manage dynamic content.',
  manage_extensions_and_channels: 'Manage channels and extensions.',
  manage_facebook: 'Manage Facebook pages.',
  manage_ticket_fields: 'Manage ticket fields.',
  manage_ticket_forms: 'Manage ticket forms.',
  manage_ticket_settings: 'Manage settings of tickets.',
  manage_organization_fields: 'Manage organization fields.',
  manage_user_fields: 'Manage user fields.',
  manage_api_credentials: 'Manage API credentials.',
  update_api_settings: 'Change API settings.',
  manage_user_own_contacts: 'Change their own contact data.',
  manage_user_own_forwarding_numbers: 'Change their own forwarding numbers.',
  manage_user_own_photo: 'Change their own photo.',
  update_user_own_name: 'Change their own name.',
  update_user_own_alias: 'Change their own alias.',
  update_user_own_signature: 'Change their own signature.',
  forum_access_restricted_content: 'See restricted help-center content.',
  twitter_search_access: 'Search X.',
  voice_access: 'Take and make phone calls.',
  voice_dashboard_access: 'See details of calls.',
  view_access_logs: 'See the access log.',
  view_audit_logs: 'See the audit log.',
  execute_it_asset_management_actions: 'Run actions on IT assets.',
};

const fields: Readonly<Record<string, Attribute>> = {
  ...Object.fromEntries(
    Object.entries(LEVELS).map(([name, [description, ...levels]]) => [
      name,
      choice(Object.fromEntries(levels.map((level) => [level.replaceAll('-', '_'), level])), { description }),
    ]),
  ),
  ...Object.fromEntries(Object.entries(FLAGS).map(([name, description]) => [name, flag({ description })])),
};

/** The attribute `permissions`: only what the spec names is managed. */
export const permissions: Attribute = struct(fields, {
  description: 'What agents with this role may do; what is not named stays as it is.',
  native: 'configuration',
});

/** What the platform takes away from agents who may not edit tickets. */
export const NEED_TICKET_EDITING: readonly string[] = ['ticket_tag_editing', 'ticket_merge', 'ticket_deletion'];
