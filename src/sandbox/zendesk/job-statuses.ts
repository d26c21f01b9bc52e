/** Background jobs: developer.zendesk.com/api-reference/ticketing/ticket-management/job_statuses/ */

import { createHash } from 'node:crypto';
import { ApiError } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json } from '../json.ts';
import { text } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { listRoute, present, reading, showRoute } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import { byText, find, insert, timestamp } from '../store.ts';

const jobStatuses: Kind = {
  name: 'job_statuses',
  one: 'job_status',
  path: '/job_statuses',
  scope: 'tickets',
  paging: 'cursor',
  order: { name: 'newest', compare: (left, right) => byText('created_at')(right, left) },
  present: ({ created_at, updated_at, ...row }) => row,
};

export const jobStatusRoutes: readonly Route[] = [
  listRoute(jobStatuses),
  {
    method: 'GET',
    path: '/job_statuses/show_many',
    ...reading(jobStatuses),
    handle: (call) => {
      const ids = (call.query.get('ids') ?? '').split(',');
      const rows = ids.flatMap((id) => find(call.store, 'job_statuses', id) ?? []);
      return ok({ job_statuses: rows.map((row) => present(jobStatuses, row, call)) });
    },
  },
  showRoute(jobStatuses),
];

/**
 * Does the work for each item, one refused item not stopping the others, and answers with a job that is still queued:
 * what became of it can be read from the job only, as on the platform.
 */
export function runJob<T>(call: Call, type: string, items: readonly T[], work: (item: T) => Attributes): Reply {
  const results: Json[] = items.map((item, index) => {
    try {
      return { index, success: true, ...work(item) };
    } catch (error) {
      if (error instanceof ApiError) return { index, success: false, ...failure(error) };
      throw error;
    }
  });
  const id = createHash('md5')
    .update(String(nextNumber(call.store)))
    .digest('hex');
  const row = insert(call.store, 'job_statuses', id, {
    job_type: type,
    status: 'completed',
    total: items.length,
    progress: items.length,
    message: `Completed at ${timestamp(call.store)}`,
    results,
  });
  const queued = { ...row, status: 'queued', progress: null, message: null, results: null };
  return ok({ job_status: present(jobStatuses, queued, call) });
}

function failure(error: ApiError): Attributes {
  const body = error.body;
  const name =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? text(body.error, 'Failed') : 'Failed';
  return { error: name, details: JSON.stringify(body) };
}
