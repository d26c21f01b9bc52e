/** Tickets that live: what the API does to them sets off the account's rules, and time passes for them. */

import type { LiveTicket, Outcome, Simulator, Story, StoryEvent, Ticket } from '../../simulate/index.ts';
import { prepare } from '../../simulate/index.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { object, text } from '../json.ts';
import type { Store } from '../store.ts';
import { find, insert, nowMs, patch } from '../store.ts';
import { accountOf } from './ticket-account.ts';

/** What people see of a running sandbox beside its objects: rules that fired, mails and calls that would have gone out. */
export const FIRINGS = 'rule_firings';
export const DELIVERIES = 'deliveries';

interface Life {
  readonly ticket: LiveTicket;
  /** How much of what happened is recorded. */
  readonly fired: number;
  readonly sent: number;
}

/** By the ticket's number. What was live in another process, or before a reset, begins to live again at its next update. */
const LIVES = new WeakMap<Store, Map<string, { readonly row: string; readonly life: Life }>>();

function livesOf(store: Store): Map<string, { readonly row: string; readonly life: Life }> {
  const known = LIVES.get(store) ?? new Map();
  LIVES.set(store, known);
  return known;
}

function lifeOf(store: Store, row: Row): Life | undefined {
  const known = livesOf(store).get(String(row.id));
  // After a reset another ticket may have the same number.
  return known?.row === text(row.created_at) ? known.life : undefined;
}

function simulatorOf(store: Store): Simulator {
  const brand = object(find(store, 'settings', 'account')).brands;
  const main = find(store, 'brands', text(object(brand).default_brand_id));
  return prepare(accountOf(store, text(main?.subdomain)), { views: false });
}

/** Runs the rules on a ticket that has just been created. */
export function bear(store: Store, row: Row, story: Omit<Story, 'events' | 'until'>): Row {
  const simulator = simulatorOf(store);
  return keep(store, row, simulator, { ticket: simulator.desk.open(story), fired: 0, sent: 0 });
}

/** Applies an update to a ticket, and the rules to that. */
export function live(store: Store, row: Row, event: StoryEvent): Row {
  const simulator = simulatorOf(store);
  const { desk } = simulator;
  const known = lifeOf(store, row);
  const life = known ?? { ticket: desk.enter(storyOf(row), timesOf(row)), fired: 0, sent: 0 };
  const ticket = desk.adopt(life.ticket);
  desk.apply(ticket, event);
  return keep(store, row, simulator, { ...life, ticket });
}

/** The tickets that live, each with what is remembered of it. */
function living(store: Store): readonly { readonly row: Row; readonly life: Life }[] {
  return [...livesOf(store).keys()].flatMap((id) => {
    const row = find(store, 'tickets', id);
    const life = row === undefined ? undefined : lifeOf(store, row);
    return row === undefined || life === undefined ? [] : [{ row, life }];
  });
}

/** Lets the sandbox's time pass for all tickets that live. */
export function age(store: Store): void {
  const here = living(store);
  if (here.length === 0) return;
  const simulator = simulatorOf(store);
  const adopted = here.map(({ row, life }) => ({ row, life: { ...life, ticket: simulator.desk.adopt(life.ticket) } }));
  simulator.desk.passTime(
    adopted.map(({ life }) => life.ticket),
    nowMs(store),
  );
  for (const { row, life } of adopted) keep(store, row, simulator, life);
}

/** How the tickets that live stand in the simulator. */
export function outcomesOf(store: Store): readonly { readonly row: Row; readonly outcome: Outcome }[] {
  const here = living(store);
  if (here.length === 0) return [];
  const { desk } = simulatorOf(store);
  return here.map(({ row, life }) => ({ row, outcome: desk.outcome(life.ticket) }));
}

/** How one ticket stands there; undefined for one that does not live. */
export function outcomeOf(store: Store, row: Row): Outcome | undefined {
  const life = lifeOf(store, row);
  return life === undefined ? undefined : simulatorOf(store).desk.outcome(life.ticket);
}

/** Writes down what the rules made of the ticket, and what went out. */
function keep(store: Store, row: Row, simulator: Simulator, life: Life): Row {
  const { ticket, fired, notifications } = simulator.desk.outcome(life.ticket);
  for (const { at, rule } of fired.slice(life.fired))
    insert(store, FIRINGS, nextNumber(store), {
      ticket_id: row.id,
      kind: rule.kind,
      rule_id: rule.id,
      title: rule.title,
      fired_at: iso(at),
    });
  for (const { at, rule, kind, to, subject, body, target, suppressed } of notifications.slice(life.sent))
    insert(store, DELIVERIES, nextNumber(store), {
      ticket_id: row.id,
      kind: isSlack(store, target) ? 'slack' : kind,
      to: [...to],
      subject,
      body,
      rule: rule.title,
      suppressed: suppressed ?? null,
      sent_at: iso(at),
    });
  livesOf(store).set(String(row.id), {
    row: text(row.created_at),
    life: { ...life, fired: fired.length, sent: notifications.length },
  });
  return patch(store, 'tickets', row, attributesOf(ticket));
}

function isSlack(store: Store, webhook: string | undefined): boolean {
  const endpoint = text(find(store, 'webhooks', webhook)?.endpoint);
  return /^https:\/\/([a-z0-9-]+\.)*slack\.com\//.test(endpoint);
}

/** The ticket under the API's names. */
function attributesOf(ticket: Ticket): Attributes {
  return {
    subject: ticket.subject,
    raw_subject: ticket.subject,
    description: ticket.description,
    status: ticket.status,
    ...(ticket.custom_status_id === '' ? {} : { custom_status_id: idOf(ticket.custom_status_id) }),
    type: ticket.type || null,
    priority: ticket.priority || null,
    group_id: idOf(ticket.group_id),
    assignee_id: idOf(ticket.assignee_id),
    requester_id: idOf(ticket.requester_id),
    submitter_id: idOf(ticket.submitter_id),
    organization_id: idOf(ticket.organization_id),
    brand_id: idOf(ticket.brand_id),
    ticket_form_id: idOf(ticket.ticket_form_id),
    tags: [...ticket.tags],
    custom_fields: [...ticket.custom_fields].map(([id, value]) => ({ id: idOf(id), value: fieldJson(value) })),
    is_public: ticket.is_public,
    follower_ids: ticket.follower_ids.map(idOf),
    email_cc_ids: ticket.email_cc_ids.map(idOf),
    due_at: ticket.due_at === undefined ? null : iso(ticket.due_at),
    satisfaction_rating: { score: ticket.satisfaction },
    comments: ticket.comments.map((comment) => ({
      author_id: idOf(comment.by),
      body: comment.body,
      public: comment.public,
      created_at: iso(comment.at),
    })),
    updated_at: iso(ticket.updated_at),
    status_updated_at: iso(ticket.status_at),
    assigned_at: iso(ticket.assigned_at ?? ticket.created_at),
    requester_updated_at: iso(ticket.requester_updated_at),
    assignee_updated_at: iso(ticket.assignee_updated_at ?? ticket.created_at),
    solved_at: ticket.solved_at === undefined ? null : iso(ticket.solved_at),
  };
}

function fieldJson(value: string | number | boolean | readonly string[] | null): Json {
  return Array.isArray(value) ? [...value] : typeof value === 'object' ? null : value;
}

/** The system has no number of its own. */
export function idOf(id: string): Json {
  return /^\d+$/.test(id) ? Number(id) : null;
}

export function iso(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A ticket from before, as far as its row tells. */
function storyOf(row: Row): Omit<Story, 'events' | 'until'> {
  const names = ['status', 'type', 'priority', 'group_id', 'assignee_id', 'tags', 'custom_fields', 'due_at'];
  const set = Object.fromEntries(names.flatMap((name) => (row[name] ? [[name, row[name]] as const] : [])));
  return {
    ticket: {
      id: String(row.id),
      at: Date.parse(text(row.created_at)),
      requester: text(row.requester_id),
      via: text(object(row.via).channel, 'web'),
      subject: text(row.subject),
      comment: { body: text(row.description) },
      set,
    },
  };
}

function timesOf(row: Row): Partial<Ticket> {
  const time = (name: string) => Date.parse(text(row[name], text(row.created_at)));
  return {
    is_public: row.is_public !== false,
    brand_id: text(row.brand_id),
    ticket_form_id: text(row.ticket_form_id),
    organization_id: text(row.organization_id),
    updated_at: time('updated_at'),
    status_at: time('status_updated_at'),
    assigned_at: row.assignee_id ? time('assigned_at') : undefined,
    requester_updated_at: time('requester_updated_at'),
    assignee_updated_at: row.assignee_id ? time('assignee_updated_at') : undefined,
    solved_at: row.solved_at ? time('solved_at') : undefined,
  };
}
