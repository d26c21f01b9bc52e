/** SLA clocks of tickets: pure functions over a ticket's updates. */
export * from './model.ts';
export { DEFAULT_SLA_OPTIONS, type SlaOptions } from './options.ts';
export { policyOf } from './policy.ts';
export { dueTimes, lastBreach, nextBreach, slaAfter, slaAt } from './reduce.ts';
