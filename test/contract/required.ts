/**
 * The keys that every reply shows of an object. The documents require almost none, so most of their schemas accept `{}`;
 * these are what the JSON examples of the cited pages and recorded replies have in common.
 */

const TIMES = ['created_at', 'updated_at'];

export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  // https://developer.zendesk.com/api-reference/ticketing/groups/groups/
  GroupObject: ['id', 'url', 'name', 'description', 'default', 'deleted', 'is_public', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/
  TicketFieldObject: [
    'id',
    'url',
    'type',
    'title',
    'raw_title',
    'description',
    'raw_description',
    'position',
    'active',
    'required',
    'collapsed_for_agents',
    'regexp_for_validation',
    'title_in_portal',
    'raw_title_in_portal',
    'visible_in_portal',
    'editable_in_portal',
    'required_in_portal',
    'tag',
    'removable',
    'agent_description',
    ...TIMES,
  ],
  CustomFieldOptionObject: ['id', 'name', 'raw_name', 'value'],
  // https://developer.zendesk.com/api-reference/ticketing/business-rules/triggers/
  TriggerObject: [
    'id',
    'url',
    'title',
    'raw_title',
    'description',
    'active',
    'position',
    'category_id',
    'conditions',
    'actions',
    'default',
    ...TIMES,
  ],
  TriggerConditionsObject: ['all', 'any'],
  TriggerConditionObject: ['field', 'operator', 'value'],
  TriggerActionObject: ['field', 'value'],
  // https://developer.zendesk.com/api-reference/ticketing/business-rules/trigger_categories/
  TriggerCategory: ['id', 'name', 'position', ...TIMES],
  BatchJobResponse: ['status'],
  // https://developer.zendesk.com/api-reference/ticketing/account-configuration/brands/
  BrandObject: [
    'id',
    'url',
    'name',
    'subdomain',
    'active',
    'default',
    'has_help_center',
    'help_center_state',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/ticketing/users/users/
  UserForAdmin: ['id', 'url', 'name', 'email', 'role', 'active', 'locale', 'locale_id', 'time_zone', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/organizations/organizations/
  OrganizationObject: ['id', 'url', 'name', 'domain_names', 'tags', 'shared_tickets', 'shared_comments', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/account-configuration/custom_roles/
  CustomRoleObject: ['id', 'name', 'description', 'role_type', 'configuration', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/
  TicketFormObject: [
    'id',
    'url',
    'name',
    'raw_name',
    'display_name',
    'raw_display_name',
    'position',
    'active',
    'default',
    'in_all_brands',
    'restricted_brand_ids',
    'ticket_field_ids',
    'end_user_visible',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/ticketing/tickets/custom_ticket_statuses/
  CustomStatusObject: [
    'id',
    'status_category',
    'agent_label',
    'raw_agent_label',
    'end_user_label',
    'raw_end_user_label',
    'active',
    'default',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/ticketing/business-rules/automations/ and its neighbours
  AutomationObject: ['id', 'title', 'raw_title', 'active', 'position', 'conditions', 'actions', ...TIMES],
  MacroCommonObject: ['id', 'title', 'active', 'actions', 'restriction', ...TIMES],
  ViewObject: ['id', 'title', 'active', 'position', 'conditions', 'execution', 'restriction', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/
  SLAPolicyObject: ['id', 'title', 'description', 'position', 'filter', 'policy_metrics', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/targets/targets/
  TargetCommonFields: ['id', 'title', 'type', 'active', 'created_at'],
  // https://developer.zendesk.com/api-reference/ticketing/organizations/organization_fields/
  CustomFieldObject: ['id', 'url', 'key', 'type', 'title', 'raw_title', 'description', 'active', 'position', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/groups/group_memberships/
  GroupMembershipObject: ['id', 'url', 'user_id', 'group_id', 'default', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/account-configuration/support_addresses/
  SupportAddressObject: ['id', 'name', 'email', 'default', 'brand_id', 'forwarding_status', 'spf_status', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/account-configuration/locales/
  LocaleObject: ['id', 'url', 'locale', 'name', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/users/user_identities/
  UserIdentityObject: ['id', 'url', 'user_id', 'type', 'value', 'primary', 'verified', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/ticket-management/skill_based_routing/
  SkillBasedRoutingAttributeObject: ['id', 'name', ...TIMES],
  SkillBasedRoutingAttributeValueObject: ['id', 'name', ...TIMES],
  SkillBasedRoutingAttributeValueWithoutPriorityObject: ['id', 'name', ...TIMES],
  // https://developer.zendesk.com/api-reference/agent-availability/omnichannel_routing_queues/omnichannel_routing_queues/
  QueueObject: [
    'id',
    'url',
    'name',
    'description',
    'definition',
    'order',
    'priority',
    'primary_groups',
    'secondary_groups',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/ticketing/business-rules/group_sla_policies/
  GroupSLAPolicyObject: ['id', 'url', 'title', 'description', 'position', 'filter', 'policy_metrics'],
  // https://developer.zendesk.com/api-reference/ticketing/ticket-management/workspaces/
  WorkspaceObject: [
    'id',
    'url',
    'title',
    'description',
    'activated',
    'conditions',
    'macro_ids',
    'selected_macros',
    'position',
    'apps',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/help_center/help-center-api/categories/
  CategoryObject: [
    'id',
    'url',
    'html_url',
    'name',
    'description',
    'locale',
    'source_locale',
    'outdated',
    'position',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/help_center/help-center-api/sections/
  SectionObject: [
    'id',
    'url',
    'html_url',
    'name',
    'description',
    'locale',
    'source_locale',
    'outdated',
    'position',
    'category_id',
    'parent_section_id',
    'theme_template',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/
  ArticleObject: [
    'id',
    'url',
    'html_url',
    'title',
    'body',
    'locale',
    'source_locale',
    'author_id',
    'section_id',
    'permission_group_id',
    'user_segment_id',
    'label_names',
    'position',
    'promoted',
    'draft',
    'comments_disabled',
    'outdated',
    'vote_sum',
    'vote_count',
    'edited_at',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/help_center/help-center-api/translations/
  TranslationObject: [
    'id',
    'url',
    'html_url',
    'source_id',
    'source_type',
    'locale',
    'title',
    'body',
    'draft',
    'outdated',
    'created_by_id',
    'updated_by_id',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/help_center/help-center-api/user_segments/
  UserSegmentObject: [
    'id',
    'name',
    'user_type',
    'built_in',
    'group_ids',
    'organization_ids',
    'tags',
    'or_tags',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/help_center/help-center-api/labels/
  LabelObject: ['id', 'url', 'name', ...TIMES],
  // https://developer.zendesk.com/api-reference/help_center/help-center-api/article_attachments/
  ArticleAttachmentObject: ['id', 'url', 'file_name', 'content_type', 'content_url', 'size', 'inline', ...TIMES],
  // https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_objects/
  CustomObject: [
    'url',
    'key',
    'title',
    'raw_title',
    'title_pluralized',
    'raw_title_pluralized',
    'description',
    'raw_description',
    'include_in_list_view',
    'created_by_user_id',
    'updated_by_user_id',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/custom-data/custom-objects/object_triggers/
  ObjectTriggerObject: [
    'id',
    'url',
    'title',
    'raw_title',
    'description',
    'active',
    'position',
    'conditions',
    'actions',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/custom-data/custom-objects/permission_policies/
  PermissionPolicy: ['id', 'role_name', 'records'],
  // https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_records/
  CustomObjectRecord: ['id', 'url', 'name', 'custom_object_key', 'custom_object_fields', 'external_id', ...TIMES],
  // https://developer.zendesk.com/api-reference/ticketing/oauth/oauth_clients/
  OAuthClientObject: [
    'id',
    'url',
    'name',
    'identifier',
    'company',
    'description',
    'redirect_uri',
    'secret',
    'user_id',
    ...TIMES,
  ],
  // https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/#list-macro-attachments
  MacroAttachmentObject: ['id', 'filename', 'content_type', 'content_url', 'size', 'created_at'],
};
