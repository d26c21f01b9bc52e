/** Automations: once an hour, in order, on every ticket that is not closed. hc/4408832701850. */
import { type Condition, type Conditions, evaluate } from './conditions/condition.ts';
import { type Context, changesBetween, patch, report } from './context.ts';
import { applySlas } from './policies.ts';
import type { Rule, Rules } from './rules.ts';
import { setStatus } from './ticket.ts';
import { tryConditions } from './trial.ts';
import { fire, runTriggers, tryRule } from './triggers.ts';
import { beginSystemUpdate, followChain, stamp } from './update.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;
/** Solved tickets close after 28 days whatever happens (hc/4408835051546). */
const CLOSES_AFTER = 28 * DAY;
const TICKETS_AN_HOUR = 1000;
const UPDATES_A_TICKET = 100;
const NEVER = Number.POSITIVE_INFINITY;

/** A ticket that time passes for. */
interface Waiting {
  readonly cx: Context;
  /** By automation: when it is worth trying next, as long as nothing changes. */
  due: readonly number[];
  /** The scene that `due` was found for. */
  scene: Context['scene'] | undefined;
}

/**
 * Lets time pass for tickets, up to and including a moment. Hours in which no automation can fire are skipped, which
 * changes nothing: time conditions tell when they can hold next.
 */
export function passTime(tickets: readonly Context[], rules: Rules, until: number): void {
  const waiting = tickets.map((cx): Waiting => ({ cx, due: [], scene: undefined }));
  for (;;) {
    let next = NEVER;
    for (const ticket of waiting) next = Math.min(next, nextMoment(ticket, rules));
    if (next > until) break;
    for (const { cx } of waiting) cx.now = Math.max(cx.now, next);
    for (const { cx } of waiting) closeIfOverdue(cx, rules);
    runHour(waiting, rules, next);
  }
  for (const { cx } of waiting) cx.now = Math.max(cx.now, until);
}

/** When something may happen to the ticket next. */
function nextMoment(ticket: Waiting, rules: Rules): number {
  const { cx } = ticket;
  if (cx.scene.ticket.status === 'closed') return NEVER;
  if (ticket.scene !== cx.scene) {
    beginSystemUpdate(cx);
    ticket.due = rules.automations.map((automation) => nextTick(cx, cx.now, dueTime(cx, automation)));
    ticket.scene = cx.scene;
  }
  return Math.min(closingTime(cx), ...ticket.due);
}

function closingTime(cx: Context): number {
  const { status, solved_at } = cx.scene.ticket;
  return status === 'solved' && solved_at !== undefined ? solved_at + CLOSES_AFTER : NEVER;
}

/** The first hourly run after a moment at which something is due. */
function nextTick(cx: Context, after: number, due: number): number {
  if (due === NEVER) return NEVER;
  const offset = cx.options.automationMinute * MINUTE;
  const tick = Math.ceil((Math.max(due, after) - offset) / HOUR) * HOUR + offset;
  return tick > after ? tick : tick + HOUR;
}

/** The earliest moment at which an automation's conditions can hold if nothing but time passes. */
function dueTime(cx: Context, automation: Rule): number {
  if (cx.coverage !== undefined && evaluate(automation.conditions, cx) === 0) tryConditions(cx, automation);
  return earliest(automation.conditions, cx);
}

function earliest({ all, any }: Conditions, cx: Context): number {
  let due = cx.now;
  for (const condition of all) {
    due = Math.max(due, earliestOf(condition, cx));
    if (due === NEVER) return NEVER;
  }
  return any.length === 0 ? due : Math.max(due, Math.min(...any.map((condition) => earliestOf(condition, cx))));
}

function earliestOf(condition: Condition, cx: Context): number {
  if (condition.due !== undefined) return condition.due(cx);
  // What cannot be told is tried, so that it is said.
  return condition.test(cx) === 0 ? NEVER : cx.now;
}

/** One hourly run: each automation in turn over all tickets; later ones see what earlier ones changed. */
function runHour(waiting: readonly Waiting[], rules: Rules, now: number): void {
  for (const [index, automation] of rules.automations.entries()) {
    let updated = 0;
    for (const ticket of waiting) {
      const { cx } = ticket;
      if (!isTick(cx, now) || cx.scene.ticket.status === 'closed') continue;
      // Changed within this hour: what was due no longer says anything.
      const stale = ticket.scene !== cx.scene;
      if (!stale && (ticket.due[index] ?? NEVER) > now) continue;
      if (updated >= TICKETS_AN_HOUR) {
        report(cx, 'limit', `acts on ${TICKETS_AN_HOUR} tickets an hour: this one waits`, automation.ref);
        postpone(ticket, index, now + HOUR);
        continue;
      }
      if (runAutomation(cx, rules, automation)) updated += 1;
      else if (!stale) postpone(ticket, index, nextTick(cx, now, dueTime(cx, automation)));
    }
  }
}

function isTick(cx: Context, now: number): boolean {
  return (now - cx.options.automationMinute * MINUTE) % HOUR === 0;
}

function postpone(ticket: Waiting, index: number, due: number): void {
  ticket.due = ticket.due.map((old, place) => (place === index ? due : old));
}

/** Whether it fired. The ticket is looked at again at this very moment, so nothing stale is acted on. */
function runAutomation(cx: Context, rules: Rules, automation: Rule): boolean {
  beginSystemUpdate(cx);
  if (evaluate(automation.conditions, cx) === 0) return false;
  const { automation_updates } = cx.scene.ticket;
  if (automation_updates >= UPDATES_A_TICKET && !isStandardClosing(automation)) {
    report(cx, 'limit', `automations update a ticket at most ${UPDATES_A_TICKET} times`, automation.ref);
    return false;
  }
  if (!tryRule(cx, automation)) return false;
  fire(cx, automation);
  patch(cx, { automation_updates: automation_updates + 1 });
  finishSystemUpdate(cx, rules, cx.options.triggersAfterAutomations);
  return true;
}

/** Triggers, SLAs and webhooks after an update without an author. */
function finishSystemUpdate(cx: Context, rules: Rules, triggers: boolean): void {
  stamp(cx, 'system');
  if (triggers) runTriggers(cx, cx.options.trace ? rules.triggers : rules.triggersOn.Change);
  applySlas(cx, rules);
  followChain(cx, rules);
}

/** The platform's own closing automation is excepted from the limit (hc/4408835051546). */
function isStandardClosing(automation: Rule): boolean {
  return automation.native.default === true && automation.actions.some(({ value }) => value === 'closed');
}

/** Triggers can still fire while a ticket is being closed. */
function closeIfOverdue(cx: Context, rules: Rules): void {
  if (closingTime(cx) > cx.now) return;
  beginSystemUpdate(cx);
  setStatus(cx, 'closed');
  if (cx.options.trace) {
    const changes = changesBetween(cx.before, cx.scene);
    cx.record.steps.push({ kind: 'platform', at: cx.now, what: 'closed after 28 days solved', changes });
  }
  finishSystemUpdate(cx, rules, true);
}

/** What kept each automation that never fired from firing, as things stand now. */
export function recordIdle(cx: Context, rules: Rules): void {
  const active = new Set(cx.record.fired.map(({ rule }) => rule));
  beginSystemUpdate(cx);
  for (const automation of rules.automations) {
    // One whose conditions hold now waits for the next hour.
    if (active.has(automation.ref) || evaluate(automation.conditions, cx) === 1) continue;
    tryRule(cx, automation);
  }
}
