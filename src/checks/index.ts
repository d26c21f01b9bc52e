/** Every check, in the order in which the docs list them. */
import { brandChecks } from './brands.ts';
import type { Check } from './check.ts';
import { fieldChecks } from './fields.ts';
import { groupChecks } from './groups.ts';
import { helpCenterChecks } from './help-center.ts';
import { roleChecks } from './roles.ts';
import { ruleChecks } from './rules.ts';
import { scheduleChecks } from './schedules.ts';
import { supportAddressChecks } from './support-addresses.ts';
import { triggerChecks } from './triggers.ts';
import { webhookChecks } from './webhooks.ts';

export const checks: readonly Check[] = [
  ...brandChecks,
  ...groupChecks,
  ...roleChecks,
  ...scheduleChecks,
  ...supportAddressChecks,
  ...fieldChecks,
  ...ruleChecks,
  ...triggerChecks,
  ...webhookChecks,
  ...helpCenterChecks,
];
