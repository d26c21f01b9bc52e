/** Faults to order: which requests they meet and what goes wrong then. */

import type { Attributes, Json } from './json.ts';

export type FaultAction =
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: Json;
      readonly when?: 'before' | 'after';
    }
  | { readonly drop: 'before' | 'after' }
  | { readonly delay: number }
  | { readonly cut: true }
  | { readonly html: true; readonly status?: number }
  | { readonly stale: number }
  | { readonly ok_with_errors: true }
  | { readonly rate_limit: number }
  | { readonly kill: 'before' | 'after' };

export interface FaultRule {
  readonly match?: {
    readonly method?: string;
    /** A regular expression on the path with its query, as the log shows it. */
    readonly path?: string;
    readonly write?: boolean;
    /** Only the k-th request that matches the rest, counted from one. */
    readonly nth?: number;
    readonly system?: 'zendesk' | 'slack';
  };
  /** How often the rule strikes; without it, every time. */
  readonly times?: number;
  /** The process that `kill` stops; the request header `x-supportctl-pid` otherwise. */
  readonly pid?: number;
  readonly action: FaultAction;
}

interface Armed {
  readonly rule: FaultRule;
  seen: number;
  struck: number;
}

export interface FaultBook {
  armed: Armed[];
}

export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly write: boolean;
  readonly system: 'zendesk' | 'slack';
}

export interface Strike {
  readonly delay: number;
  readonly rule: FaultRule | undefined;
  readonly name: string | undefined;
}

export function createFaults(): FaultBook {
  return { armed: [] };
}

export function addFaults(book: FaultBook, rules: readonly FaultRule[]): void {
  // A pattern that cannot be read is refused here, not at the first request that meets it.
  for (const { match } of rules) if (match?.path !== undefined) new RegExp(match.path);
  book.armed.push(...rules.map((rule) => ({ rule, seen: 0, struck: 0 })));
}

/** Every matching delay adds up; of the rest the first matching rule strikes. */
export function strike(book: FaultBook, target: FaultTarget): Strike {
  let delay = 0;
  let chosen: FaultRule | undefined;
  const names: string[] = [];
  for (const armed of book.armed) {
    const { rule } = armed;
    if (!matches(rule, target)) continue;
    armed.seen += 1;
    if (rule.match?.nth !== undefined && armed.seen !== rule.match.nth) continue;
    if (rule.times !== undefined && armed.struck >= rule.times) continue;
    if (!('delay' in rule.action) && chosen) continue;
    armed.struck += 1;
    names.push(faultName(rule.action));
    if ('delay' in rule.action) delay += rule.action.delay;
    else chosen = rule;
  }
  return { delay, rule: chosen, name: names.length > 0 ? names.join('+') : undefined };
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  const { method, path, write, system } = rule.match ?? {};
  if (method !== undefined && method.toUpperCase() !== target.method) return false;
  if (write !== undefined && write !== target.write) return false;
  if (system !== undefined && system !== target.system) return false;
  return path === undefined || new RegExp(path).test(target.path);
}

function faultName(action: FaultAction): string {
  if ('drop' in action) return `drop-${action.drop}`;
  if ('kill' in action) return `kill-${action.kill}`;
  if ('delay' in action) return 'delay';
  if ('cut' in action) return 'cut';
  if ('html' in action) return 'html';
  if ('stale' in action) return 'stale';
  if ('ok_with_errors' in action) return 'ok-with-errors';
  if ('rate_limit' in action) return 'rate-limit';
  return `status-${action.status}-${action.when ?? 'before'}`;
}

const ACTIONS = ['status', 'drop', 'delay', 'cut', 'html', 'stale', 'ok_with_errors', 'rate_limit', 'kill'];

/** Whether a value from outside has the shape of a rule; the fields beyond the action are all optional. */
export function isFaultRule(value: unknown): value is FaultRule {
  if (typeof value !== 'object' || value === null || !('action' in value)) return false;
  const { action } = value;
  return typeof action === 'object' && action !== null && ACTIONS.some((name) => name in action);
}

export function describeFaults(book: FaultBook): Attributes[] {
  return book.armed.map(({ rule, seen, struck }) => ({ fault: faultName(rule.action), seen, struck }));
}
