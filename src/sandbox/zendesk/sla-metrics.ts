/** Targets of SLA policies and the settings that change when metrics start and end. */

import type { Problem } from '../errors.ts';
import { badAttribute, invalid, recordInvalid } from '../errors.ts';
import type { Attributes, Json } from '../json.ts';
import { flag, isObject, object, objects, text } from '../json.ts';

/** developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/#metrics */
const METRICS: readonly string[] = [
  'first_reply_time',
  'next_reply_time',
  'requester_wait_time',
  'agent_work_time',
  'periodic_update_time',
  'pausable_update_time',
  'total_resolution_time',
];
const PRIORITIES: readonly string[] = ['low', 'normal', 'high', 'urgent'];

/** support.zendesk.com/hc/en-us/articles/7412192349466; all of them are off in a new policy. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  first_reply_time: [
    'activate_on_ticket_created_for_end_user',
    'activate_on_agent_ticket_created_for_end_user_with_internal_note',
    'activate_on_light_agent_on_email_forward_ticket_from_end_user',
    'activate_on_agent_created_ticket_for_self',
    'fulfill_on_agent_internal_note',
  ],
  next_reply_time: [
    'fulfill_on_non_requesting_agent_internal_note_after_activation',
    'activate_on_end_user_added_internal_note',
    'activate_on_agent_requested_ticket_with_public_comment_or_internal_note',
    'activate_on_light_agent_internal_note',
  ],
  periodic_update_time: ['activate_on_agent_internal_note'],
};

/** The list as it will stand: a write replaces it as a whole. */
export function checkMetrics(sent: Json | undefined, names: readonly string[] = METRICS): Attributes[] {
  if (sent === undefined || sent === null) return [];
  if (!Array.isArray(sent) || !sent.every(isObject)) {
    throw badAttribute('policy_metrics', 'policy_metrics must be an array of objects');
  }
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const metrics = objects(sent).map((item) => metric(item, names, seen, problems));
  if (problems.length > 0) throw recordInvalid(problems);
  return metrics;
}

function metric(item: Attributes, names: readonly string[], seen: Set<string>, problems: Problem[]): Attributes {
  const [name, priority] = [text(item.metric), text(item.priority)];
  const refuse = (what: string) => problems.push(invalid('policy_metrics', `Policy metrics: ${what}`));
  if (!names.includes(name)) refuse(`'${name}' is no metric`);
  if (!PRIORITIES.includes(priority)) refuse(`'${priority}' is no priority`);
  // [general knowledge] One target for a metric and priority.
  if (seen.has(`${name} ${priority}`)) refuse(`${name} has two targets for ${priority}`);
  seen.add(`${name} ${priority}`);
  const seconds = secondsOf(item);
  if (seconds === undefined) refuse(`the target of ${name} must be a positive whole number`);
  return {
    priority,
    metric: name,
    target: Math.floor((seconds ?? 0) / 60),
    target_in_seconds: seconds ?? 0,
    business_hours: flag(item.business_hours),
  };
}

/** [general knowledge] The finer of the two forms counts where both are sent. */
function secondsOf(item: Attributes): number | undefined {
  const { target, target_in_seconds } = item;
  const sent = target_in_seconds ?? (Number.isInteger(target) ? Number(target) * 60 : undefined);
  return typeof sent === 'number' && Number.isInteger(sent) && sent > 0 ? sent : undefined;
}

/** Every setting with its value; what is not sent keeps its value, and names that are not known are left out in silence. */
export function checkSettings(sent: Json | undefined, kept: Json | undefined): Attributes {
  const [asked, before] = [object(sent), object(kept)];
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, keys]) => {
      const [new_, old] = [object(asked[name]), object(before[name])];
      return [name, Object.fromEntries(keys.map((key) => [key, setting(name, key, new_[key] ?? old[key])]))];
    }),
  );
}

function setting(name: string, key: string, value: Json | undefined): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw recordInvalid([invalid('metric_settings', `Metric settings: ${name}.${key} must be true or false`)]);
  }
  return value ?? false;
}
