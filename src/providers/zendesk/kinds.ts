/** All kinds of Zendesk, in the order in which documents and imports list them. */
import type { Binding } from './binding.ts';
import { account } from './kinds/account.ts';
import { app } from './kinds/app.ts';
import { article } from './kinds/article.ts';
import { automation } from './kinds/automation.ts';
import { brand } from './kinds/brand.ts';
import { category } from './kinds/category.ts';
import { channel } from './kinds/channel.ts';
import { contentTag } from './kinds/content-tag.ts';
import { customObject } from './kinds/custom-object.ts';
import { customObjectField } from './kinds/custom-object-field.ts';
import { customRole } from './kinds/custom-role.ts';
import { customStatus } from './kinds/custom-status.ts';
import { dynamicContent } from './kinds/dynamic-content.ts';
import { group } from './kinds/group.ts';
import { groupSla } from './kinds/group-sla.ts';
import { macro } from './kinds/macro.ts';
import { oauthClient } from './kinds/oauth-client.ts';
import { objectTrigger } from './kinds/object-trigger.ts';
import { organization } from './kinds/organization.ts';
import { organizationField } from './kinds/organization-field.ts';
import { permissionGroup } from './kinds/permission-group.ts';
import { queue } from './kinds/queue.ts';
import { routingAttribute } from './kinds/routing-attribute.ts';
import { schedule } from './kinds/schedule.ts';
import { section } from './kinds/section.ts';
import { sla } from './kinds/sla.ts';
import { sso } from './kinds/sso.ts';
import { supportAddress } from './kinds/support-address.ts';
import { target } from './kinds/target.ts';
import { theme } from './kinds/theme.ts';
import { ticketField } from './kinds/ticket-field.ts';
import { ticketForm } from './kinds/ticket-form.ts';
import { trigger } from './kinds/trigger.ts';
import { triggerCategory } from './kinds/trigger-category.ts';
import { user } from './kinds/user.ts';
import { userField } from './kinds/user-field.ts';
import { userSegment } from './kinds/user-segment.ts';
import { view } from './kinds/view.ts';
import { webhook } from './kinds/webhook.ts';
import { workspace } from './kinds/workspace.ts';
import { lookups } from './lookups.ts';

const written: readonly Binding[] = [
  account,
  brand,
  group,
  customRole,
  schedule,
  supportAddress,
  channel,
  sso,
  oauthClient,
  app,
  dynamicContent,
  customObject,
  customObjectField,
  ticketField,
  organizationField,
  userField,
  customStatus,
  routingAttribute,
  ticketForm,
  organization,
  user,
  webhook,
  target,
  triggerCategory,
  trigger,
  objectTrigger,
  automation,
  macro,
  view,
  workspace,
  sla,
  groupSla,
  queue,
  userSegment,
  permissionGroup,
  contentTag,
  category,
  section,
  article,
  theme,
];

export const bindings: readonly Binding[] = [...written, ...lookups];
