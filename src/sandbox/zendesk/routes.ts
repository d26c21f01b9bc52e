/** All Zendesk routes, and the kinds that the control endpoints can write to. */

import type { Kind } from '../kinds.ts';
import type { Route } from '../router.ts';
import { automationRoutes, automations } from './automations.ts';
import { fieldOptionRoutes } from './field-options.ts';
import { groupRoutes, groups } from './groups.ts';
import { articleRoutes } from './guide/articles.ts';
import { categoryRoutes } from './guide/categories.ts';
import { translationRoutes } from './guide/translations.ts';
import { READ_ONLY, readOnlyRoutes } from './read-only.ts';
import { ticketFieldRoutes, ticketFields } from './ticket-fields.ts';
import { triggerCategories, triggerCategoryRoutes } from './trigger-categories.ts';
import { triggerJobRoutes } from './trigger-jobs.ts';
import { triggerRoutes, triggers } from './triggers.ts';
import { webhookRoutes, webhooks } from './webhooks.ts';

export const routes: readonly Route[] = [
  ...groupRoutes,
  ...ticketFieldRoutes,
  ...fieldOptionRoutes,
  ...triggerRoutes,
  ...triggerCategoryRoutes,
  ...triggerJobRoutes,
  ...webhookRoutes,
  ...automationRoutes,
  ...readOnlyRoutes,
  ...categoryRoutes,
  ...articleRoutes,
  ...translationRoutes,
];

export const KINDS: readonly Kind[] = [
  groups,
  ticketFields,
  triggers,
  triggerCategories,
  webhooks,
  automations,
  ...READ_ONLY,
];
