/** All Zendesk routes, and the kinds that the control endpoints can write to. */

import type { Kind } from '../kinds.ts';
import type { Route } from '../router.ts';
import { accountSettingsRoutes } from './account-settings.ts';
import { agentSkillRoutes } from './agent-skills.ts';
import { appInstallations, appRoutes } from './apps.ts';
import { automationRoutes, automations } from './automations.ts';
import { brandRoutes, brands } from './brands.ts';
import { channelRoutes, twitterHandles } from './channels.ts';
import { currentTokenRoutes } from './current-token.ts';
import { customRoleRoutes, customRoles } from './custom-roles.ts';
import { customStatuses, customStatusRoutes } from './custom-statuses.ts';
import { dynamicContent, dynamicContentRoutes } from './dynamic-content.ts';
import { dynamicContentVariantRoutes, dynamicContentVariants } from './dynamic-content-variants.ts';
import { fieldOptionRoutes } from './field-options.ts';
import { groupMembershipRoutes, groupMemberships } from './group-memberships.ts';
import { groupSlaRoutes, groupSlas } from './group-slas.ts';
import { groupRoutes, groups } from './groups.ts';
import { articleAttachmentRoutes } from './guide/article-attachments.ts';
import { articleRoutes } from './guide/articles.ts';
import { categoryRoutes } from './guide/categories.ts';
import { contentTagRoutes, contentTags } from './guide/content-tags.ts';
import { labelRoutes } from './guide/labels.ts';
import { mediaRoutes } from './guide/medias.ts';
import { permissionGroupRoutes, permissionGroups } from './guide/permission-groups.ts';
import { themeJobRoutes } from './guide/theme-jobs.ts';
import { themeRoutes, themes } from './guide/themes.ts';
import { translationRoutes } from './guide/translations.ts';
import { userSegmentRoutes, userSegments } from './guide/user-segments.ts';
import { holidayRoutes, holidays } from './holidays.ts';
import { jobStatusRoutes } from './job-statuses.ts';
import { localeRoutes, locales } from './locales.ts';
import { lookupRoutes } from './lookups.ts';
import { macroRoutes, macros } from './macros.ts';
import { oauthClientRoutes, oauthClients } from './oauth-clients.ts';
import { oauthTokenRoutes } from './oauth-tokens.ts';
import { customObjectRoutes, customObjects } from './objects/custom-objects.ts';
import { objectFieldRoutes, objectFields } from './objects/object-fields.ts';
import { objectTriggerRoutes, objectTriggers } from './objects/object-triggers.ts';
import { permissionPolicyRoutes } from './objects/permission-policies.ts';
import { recordRoutes } from './objects/records.ts';
import { organizationFieldRoutes, organizationFields } from './organization-fields.ts';
import { organizationRoutes, organizations } from './organizations.ts';
import { phoneNumberRoutes, phoneNumbers } from './phone-numbers.ts';
import { queueRoutes, queues } from './queues.ts';
import { routingAttributeRoutes, routingAttributes } from './routing-attributes.ts';
import { routingValueRoutes } from './routing-values.ts';
import { satisfactionReasons, satisfactionRoutes } from './satisfaction.ts';
import { scheduleRoutes, schedules } from './schedules.ts';
import { searchRoutes } from './search.ts';
import { remoteAuthentications, securityRoutes } from './security.ts';
import { slaPolicies, slaPolicyRoutes } from './sla-policies.ts';
import { supportAddresses, supportAddressRoutes } from './support-addresses.ts';
import { targetRoutes, targets } from './targets.ts';
import { ticketFieldRoutes, ticketFields } from './ticket-fields.ts';
import { ticketFormStatusRoutes } from './ticket-form-statuses.ts';
import { ticketFormRoutes, ticketForms } from './ticket-forms.ts';
import { ticketRoutes } from './ticket-routes.ts';
import { tickets } from './tickets.ts';
import { timeZoneRoutes } from './time-zones.ts';
import { triggerCategories, triggerCategoryRoutes } from './trigger-categories.ts';
import { triggerJobRoutes } from './trigger-jobs.ts';
import { triggerRoutes, triggers } from './triggers.ts';
import { userFieldRoutes, userFields } from './user-fields.ts';
import { userIdentityRoutes } from './user-identities.ts';
import { userWriteRoutes } from './user-writes.ts';
import { userRoutes, users } from './users.ts';
import { viewCountRoutes } from './view-counts.ts';
import { viewRoutes, views } from './views.ts';
import { webhookRoutes, webhooks } from './webhooks.ts';
import { workspaceRoutes, workspaces } from './workspaces.ts';

export const routes: readonly Route[] = [
  ...groupRoutes,
  ...ticketFieldRoutes,
  ...fieldOptionRoutes,
  ...triggerRoutes,
  ...triggerCategoryRoutes,
  ...triggerJobRoutes,
  ...webhookRoutes,
  ...automationRoutes,
  ...macroRoutes,
  ...slaPolicyRoutes,
  ...viewRoutes,
  ...viewCountRoutes,
  ...ticketRoutes,
  ...brandRoutes,
  ...customRoleRoutes,
  ...customStatusRoutes,
  ...organizationFieldRoutes,
  ...userFieldRoutes,
  ...ticketFormRoutes,
  ...ticketFormStatusRoutes,
  ...accountSettingsRoutes,
  ...satisfactionRoutes,
  ...channelRoutes,
  ...dynamicContentRoutes,
  ...dynamicContentVariantRoutes,
  ...groupMembershipRoutes,
  ...holidayRoutes,
  ...jobStatusRoutes,
  ...localeRoutes,
  ...scheduleRoutes,
  ...searchRoutes,
  ...oauthTokenRoutes,
  ...securityRoutes,
  ...supportAddressRoutes,
  ...timeZoneRoutes,
  ...userRoutes,
  ...userWriteRoutes,
  ...userIdentityRoutes,
  ...organizationRoutes,
  ...routingAttributeRoutes,
  ...routingValueRoutes,
  ...agentSkillRoutes,
  ...queueRoutes,
  ...groupSlaRoutes,
  ...workspaceRoutes,
  ...targetRoutes,
  ...currentTokenRoutes,
  ...categoryRoutes,
  ...articleRoutes,
  ...translationRoutes,
  ...userSegmentRoutes,
  ...permissionGroupRoutes,
  ...contentTagRoutes,
  ...labelRoutes,
  ...mediaRoutes,
  ...articleAttachmentRoutes,
  ...themeRoutes,
  ...themeJobRoutes,
  ...customObjectRoutes,
  ...objectFieldRoutes,
  ...objectTriggerRoutes,
  ...permissionPolicyRoutes,
  ...recordRoutes,
  ...lookupRoutes,
  ...appRoutes,
  ...oauthClientRoutes,
  ...phoneNumberRoutes,
];

export const KINDS: readonly Kind[] = [
  groups,
  ticketFields,
  triggers,
  triggerCategories,
  webhooks,
  automations,
  macros,
  slaPolicies,
  views,
  tickets,
  brands,
  customRoles,
  customStatuses,
  organizationFields,
  userFields,
  ticketForms,
  twitterHandles,
  dynamicContent,
  dynamicContentVariants,
  groupMemberships,
  holidays,
  locales,
  schedules,
  remoteAuthentications,
  supportAddresses,
  users,
  organizations,
  userSegments,
  permissionGroups,
  contentTags,
  themes,
  customObjects,
  objectFields,
  objectTriggers,
  appInstallations,
  oauthClients,
  phoneNumbers,
  routingAttributes,
  queues,
  groupSlas,
  workspaces,
  targets,
  satisfactionReasons,
];
