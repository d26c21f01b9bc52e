/** Every check, in the order in which the docs list them. */

import { accountChecks } from './account.ts';
import { agentChecks } from './agents.ts';
import { attachmentChecks } from './attachments.ts';
import { automationChecks } from './automations.ts';
import { brandChecks } from './brands.ts';
import type { Check } from './check.ts';
import { customObjectChecks } from './custom-objects.ts';
import { customStatusChecks } from './custom-statuses.ts';
import { dynamicContentChecks } from './dynamic-content.ts';
import { fieldChecks } from './fields.ts';
import { formConditionChecks } from './form-conditions.ts';
import { groupChecks } from './groups.ts';
import { guideChecks } from './guide.ts';
import { guideLimitChecks } from './guide-limits.ts';
import { helpCenterChecks } from './help-center.ts';
import { macroChecks } from './macros.ts';
import { offeredChecks } from './offered.ts';
import { organizationChecks } from './organizations.ts';
import { roleChecks } from './roles.ts';
import { routingChecks } from './routing.ts';
import { ruleChecks } from './rules.ts';
import { scheduleChecks } from './schedules.ts';
import { slaChecks } from './slas.ts';
import { supportAddressChecks } from './support-addresses.ts';
import { tagChecks } from './tags.ts';
import { targetChecks } from './targets.ts';
import { themeChecks } from './themes.ts';
import { ticketFormChecks } from './ticket-forms.ts';
import { triggerChecks } from './triggers.ts';
import { uniqueChecks } from './unique.ts';
import { viewChecks } from './views.ts';
import { webhookChecks } from './webhooks.ts';
import { workspaceChecks } from './workspaces.ts';

export const checks: readonly Check[] = [
  ...accountChecks,
  ...uniqueChecks,
  ...brandChecks,
  ...groupChecks,
  ...dynamicContentChecks,
  ...roleChecks,
  ...scheduleChecks,
  ...supportAddressChecks,
  ...fieldChecks,
  ...customObjectChecks,
  ...organizationChecks,
  ...agentChecks,
  ...customStatusChecks,
  ...formConditionChecks,
  ...ticketFormChecks,
  ...ruleChecks,
  ...offeredChecks,
  ...triggerChecks,
  ...automationChecks,
  ...macroChecks,
  ...viewChecks,
  ...workspaceChecks,
  ...slaChecks,
  ...routingChecks,
  ...tagChecks,
  ...webhookChecks,
  ...targetChecks,
  ...helpCenterChecks,
  ...guideChecks,
  ...guideLimitChecks,
  ...attachmentChecks,
  ...themeChecks,
];
