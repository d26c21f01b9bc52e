/** A page to look at: the tickets that live, the rules that fired on them, their SLA targets, mails and messages that went out. */

import type { Outcome } from '../simulate/index.ts';
import type { Json, Row } from './json.ts';
import { list, text } from './json.ts';
import type { Reply } from './router.ts';
import type { Store } from './store.ts';
import { byId, find, ordered } from './store.ts';
import { DELIVERIES, FIRINGS, outcomesOf } from './zendesk/ticket-life.ts';

/** Text that comes from tickets and rules is never markup. */
function escaped(value: Json | undefined): string {
  const source = Array.isArray(value) ? value.map((item) => text(item)).join(', ') : text(value);
  return source
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

const STYLE = [
  'body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2530}',
  'table{border-collapse:collapse;width:100%;margin-bottom:2rem}',
  'th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d8dee6}',
  'td{white-space:pre-wrap;overflow-wrap:anywhere}th{font-weight:600}.off{color:#6b7785}',
  '@media (prefers-color-scheme:dark){body{background:#14181d;color:#e4e9ef}th,td{border-color:#39424d}}',
].join('');

/** Read-only; nothing of it is loaded from elsewhere, and no script runs. */
export function sandboxPage(store: Store): Reply {
  const body = [
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sandbox</title>',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<style>${STYLE}</style></head><body><h1>Sandbox</h1>`,
    '<p>Tickets created or updated through the API. Nothing was really sent.</p>',
    section('Tickets', ['Number', 'Subject', 'Status', 'Priority', 'Group', 'Assignee', 'Tags'], ticketRows(store)),
    section('Rules that fired', ['When', 'Ticket', 'Kind', 'Rule'], firingRows(store)),
    section('SLA targets', ['Ticket', 'Policy', 'Metric', 'Due', 'State'], targetRows(store)),
    section('Mails and calls', COLUMNS, deliveryRows(store, false)),
    section('Slack messages', COLUMNS, deliveryRows(store, true)),
    '</body></html>',
  ].join('');
  return {
    status: 200,
    text: body,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  };
}

const COLUMNS = ['When', 'Ticket', 'Kind', 'To', 'Subject', 'Text', 'Rule'];

function section(title: string, heads: readonly string[], lines: readonly (readonly (Json | undefined)[])[]): string {
  if (lines.length === 0) return `<h2>${escaped(title)}</h2><p class="off">None yet.</p>`;
  const head = heads.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const rows = lines.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('');
  return `<h2>${escaped(title)}</h2><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

type Cells = readonly (Json | undefined)[];

function ticketRows(store: Store): readonly Cells[] {
  const touched = new Set(ordered(store, FIRINGS, 'id', byId).map((row) => row.ticket_id));
  const living = outcomesOf(store).map(({ row }) => row);
  const known = ordered(store, 'tickets', 'id', byId).filter((row) => touched.has(row.id) || living.includes(row));
  return known.map((row) => [
    row.id,
    row.subject,
    row.status,
    row.priority,
    nameOf(store, 'groups', row.group_id),
    nameOf(store, 'users', row.assignee_id),
    row.tags,
  ]);
}

function nameOf(store: Store, kind: string, id: Json | undefined): Json | undefined {
  return find(store, kind, text(id))?.name;
}

function firingRows(store: Store): readonly Cells[] {
  return newestFirst(store, FIRINGS).map((row) => [row.fired_at, row.ticket_id, row.kind, row.title]);
}

function targetRows(store: Store): readonly Cells[] {
  return outcomesOf(store).flatMap(({ row, outcome }) => outcome.sla.map((target) => targetRow(row, target)));
}

function targetRow(row: Row, { policy, metric, due_at, breached, state }: Outcome['sla'][number]): Cells {
  const due = due_at === undefined ? '' : new Date(due_at).toISOString();
  return [row.id, policy.title, metric, due, breached ? `${state}, breached` : state];
}

function deliveryRows(store: Store, slack: boolean): readonly Cells[] {
  return newestFirst(store, DELIVERIES)
    .filter((row) => (row.kind === 'slack') === slack)
    .map((row) => [
      row.sent_at,
      row.ticket_id,
      row.suppressed === null ? row.kind : `${text(row.kind)}, not sent: ${text(row.suppressed)}`,
      [...list(row.to)],
      row.subject,
      row.body,
      row.rule,
    ]);
}

function newestFirst(store: Store, kind: string): readonly Row[] {
  return [...ordered(store, kind, 'id', byId)].reverse();
}
