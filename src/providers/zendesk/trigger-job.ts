/** The one call that orders and switches on triggers and their categories. */
import { isRecord } from '../../core/attributes/scalars.ts';
import { fail } from '../../core/diagnostic.ts';
import type { Steps } from '../../core/provider.ts';
import { nativeIn } from './binding.ts';

/**
 * Categories and triggers in one call that does all or nothing.
 * https://developer.zendesk.com/api-reference/ticketing/business-rules/trigger_categories/#create-batch-job-for-trigger-categories
 */
export function* job(items: Readonly<Record<string, readonly unknown[]>>): Steps<void> {
  const reply = yield {
    method: 'POST',
    path: '/api/v2/trigger_categories/jobs',
    body: { job: { action: 'patch', items } },
  };
  const problems = failures(reply.body);
  if (problems !== undefined) fail('JOB_FAILED', 'Zendesk refused to order or activate triggers', { detail: problems });
}

/** A failed job answers 200 with `status: failed`. */
function failures(body: unknown): string | undefined {
  if (!isRecord(body)) return undefined;
  const result = nativeIn(body, 'job_status') ?? body;
  if (result.status !== 'failed') return undefined;
  const errors = Array.isArray(result.errors) ? result.errors.filter(isRecord) : [];
  return errors
    .map((error) => [error.trigger_id, error.code, error.title, error.detail].filter(Boolean).join(' '))
    .join('; ');
}
