/** SLA policies of the platform in numbers. */
import { METRICS, type Metric, type Policy, type Target } from './model.ts';

/**
 * A policy or group policy as the API returns it. Targets are minutes in `target`, or seconds in `target_in_seconds`, which goes before:
 * https://developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/. Metrics that we do not know are left out.
 */
export function policyOf(native: Readonly<Record<string, unknown>>): Policy {
  const policy = { id: String(native.id ?? ''), title: String(native.title ?? '') };
  const targets = new Map<Metric, Map<string, Target>>();
  for (const item of Array.isArray(native.policy_metrics) ? native.policy_metrics.filter(isRecord) : []) {
    const metric = METRICS.find((name) => name === item.metric);
    const ms = msOf(item);
    if (metric === undefined || ms === undefined) continue;
    const priority = String(item.priority);
    const own = targets.get(metric) ?? new Map<string, Target>();
    targets.set(metric, own.set(priority, { policy, priority, ms, business: item.business_hours === true }));
  }
  return { ...policy, targets, settings: new Set(settingsIn(native.metric_settings)) };
}

function msOf({ target, target_in_seconds: seconds }: Readonly<Record<string, unknown>>): number | undefined {
  const ms = typeof seconds === 'number' ? seconds * 1000 : Number(target ?? Number.NaN) * 60_000;
  return Number.isFinite(ms) ? ms : undefined;
}

function settingsIn(settings: unknown): readonly string[] {
  if (!isRecord(settings)) return [];
  return Object.entries(settings).flatMap(([metric, own]) =>
    isRecord(own) ? Object.entries(own).flatMap(([name, on]) => (on === true ? [`${metric}.${name}`] : [])) : [],
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
