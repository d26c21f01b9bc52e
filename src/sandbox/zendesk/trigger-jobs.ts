/** The one call that moves triggers and their categories together: POST /trigger_categories/jobs. */

import { listed } from '../errors.ts';
import { number, object, objects, text } from '../json.ts';
import { present, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import { find, patch } from '../store.ts';
import { batchProblems, orderMayChange, triggerCategories } from './trigger-categories.ts';
import { triggerPlace, triggers } from './triggers.ts';

export const triggerJobRoutes: readonly Route[] = [
  { method: 'POST', path: '/trigger_categories/jobs', ...writing(triggerCategories), handle: runJob },
];

function runJob(call: Call): Reply {
  const { job } = call.body;
  const { action, items } = object(job);
  if (action !== 'patch') throw listed(400, 'InvalidJob', 'action must be patch');
  const problems = batchProblems(call.store, job);
  if (problems.length > 0) return { status: 400, body: { status: 'failed', errors: problems } };
  const sent = object(items);
  const categories = objects(sent.trigger_categories).flatMap((item) => {
    const row = find(call.store, 'trigger_categories', text(item.id));
    return row
      ? [
          patch(
            call.store,
            'trigger_categories',
            row,
            item.position === undefined ? {} : { position: number(item.position) },
          ),
        ]
      : [];
  });
  orderMayChange(call.store);
  const moved = objects(sent.triggers).flatMap((item) => {
    const row = find(call.store, 'triggers', text(item.id));
    return row ? [present(triggers, patch(call.store, 'triggers', row, triggerPlace(item)), call)] : [];
  });
  return ok({ status: 'complete', results: { trigger_categories: categories, triggers: moved } });
}
