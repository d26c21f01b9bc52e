/** Every lint rule, in the order in which the docs list them. */

import type { Rule } from './rule.ts';
import { automationRules, countRules } from './rules/automations.ts';
import { signInRules } from './rules/basic-auth.ts';
import { loopRules } from './rules/loops.ts';
import { noticeRules } from './rules/notices.ts';
import { orderRules } from './rules/order.ts';
import { referenceRules, usageRules } from './rules/references.ts';
import { routingRules } from './rules/routing.ts';
import { scopeRules } from './rules/scope.ts';
import { slaRules } from './rules/slas.ts';
import { closingRules, fieldRules, formRules, limitRules, scheduleRules } from './rules/structure.ts';

export const rules: readonly Rule[] = [
  ...referenceRules,
  ...automationRules,
  ...scopeRules,
  ...orderRules,
  ...loopRules,
  ...noticeRules,
  ...slaRules,
  ...fieldRules,
  ...routingRules,
  ...usageRules,
  ...scheduleRules,
  ...formRules,
  ...closingRules,
  ...countRules,
  ...limitRules,
  ...signInRules,
];
