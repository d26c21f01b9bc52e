/** What a role may do: every key of CustomRoleConfigurationObject in the OpenAPI document, and which values each takes. */

import type { Problem } from '../errors.ts';
import { invalid, recordInvalid } from '../errors.ts';
import type { Attributes, Json } from '../json.ts';
import { flag, text } from '../json.ts';

/** Marked `readOnly` in the document; a write that names one is refused, whatever the value. */
const READ_ONLY: Attributes = {
  assign_tickets_to_any_group: false,
  chat_access: true,
  group_access: false,
  light_agent: false,
  moderate_forums: false,
  organization_notes_editing: false,
};

/** The documented values of each level; the first is what a new role has [general knowledge]. */
const LEVELS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  actions_access: ['none', 'workflows_and_zendesk', 'all'],
  capacity_rules_access: ['none', 'all', 'view-and-assign'],
  end_user_list_access: ['full', 'none'],
  end_user_profile_access: ['readonly', 'edit', 'edit-within-org', 'full'],
  explore_access: ['readonly', 'edit', 'full', 'none'],
  forum_access: ['readonly', 'edit-topics', 'full'],
  macro_access: ['readonly', 'full', 'manage-group', 'manage-personal'],
  report_access: ['none', 'full', 'readonly'],
  ticket_access: ['all', 'assigned-only', 'within-groups', 'within-groups-and-public-groups', 'within-organization'],
  ticket_comment_access: ['public', 'none'],
  user_view_access: ['readonly', 'full', 'manage-group', 'manage-personal', 'none'],
  view_access: ['readonly', 'full', 'manage-group', 'manage-personal', 'playonly'],
};

/** Yes or no, with what a new role has [general knowledge]. */
const FLAGS: Readonly<Record<string, boolean>> = {
  execute_it_asset_management_actions: false,
  export_views: false,
  forum_access_restricted_content: false,
  manage_api_credentials: false,
  manage_business_rules: false,
  manage_contextual_workspaces: false,
  manage_dynamic_content: false,
  manage_extensions_and_channels: false,
  manage_facebook: false,
  manage_organization_fields: false,
  manage_ticket_fields: false,
  manage_ticket_forms: false,
  manage_ticket_settings: false,
  manage_user_fields: false,
  manage_user_own_contacts: true,
  manage_user_own_forwarding_numbers: true,
  manage_user_own_photo: true,
  modify_closed_tickets: false,
  organization_editing: false,
  side_conversation_create: true,
  ticket_deletion: false,
  ticket_editing: true,
  ticket_merge: false,
  ticket_tag_editing: true,
  twitter_search_access: true,
  update_api_settings: false,
  update_user_own_alias: true,
  update_user_own_name: true,
  update_user_own_signature: true,
  view_access_logs: false,
  view_audit_logs: false,
  view_deleted_tickets: false,
  view_filter_tickets: true,
  voice_access: true,
  voice_dashboard_access: false,
};

/** [general knowledge] Which flags follow: nobody changes a ticket in part who may not change it at all. */
const NEED_EDITING = ['modify_closed_tickets', 'ticket_deletion', 'ticket_merge', 'ticket_tag_editing'];

export const NEW_CONFIGURATION: Attributes = {
  ...READ_ONLY,
  ...Object.fromEntries(Object.entries(LEVELS).map(([key, [first]]) => [key, first])),
  ...FLAGS,
};

/** The configuration after a write that may name some keys only; keys that the platform does not know are ignored. */
export function changeConfiguration(before: Attributes, sent: Attributes): Attributes {
  const problems: Problem[] = [];
  const after: Attributes = { ...before };
  for (const [key, value] of Object.entries(sent)) {
    if (key in READ_ONLY) problems.push(invalid(key, 'Cannot set value for this attribute'));
    else if (!accepts(key, value)) problems.push(invalid(key, `${key}: ${JSON.stringify(value)} is not allowed`));
    else if (key in FLAGS) after[key] = flag(value);
    else if (key in LEVELS) after[key] = value;
  }
  if (problems.length > 0) throw recordInvalid(problems);
  if (!flag(after.ticket_editing)) for (const key of NEED_EDITING) after[key] = false;
  return after;
}

function accepts(key: string, value: Json): boolean {
  const levels = LEVELS[key];
  if (levels) return levels.includes(text(value));
  return !(key in FLAGS) || value === 'true' || value === 'false' || typeof value === 'boolean';
}
