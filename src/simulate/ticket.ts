/** Changes of a ticket and what the platform itself does along with them. */
import { type Context, patch, person } from './context.ts';
import type { CustomStatus, Directory, Field } from './directory.ts';
import { isStaff } from './directory.ts';
import type { FieldValue, Status, Ticket } from './model.ts';
import { STATUSES } from './model.ts';

export function isStatus(value: string): value is Status {
  return STATUSES.some((status) => status === value);
}

/** The status that stands for its category where none was chosen; empty without custom statuses. */
export function defaultStatus(directory: Directory, category: Status): string {
  const all = [...directory.customStatuses.values()].filter((status) => status.category === category);
  return (all.find((status) => status.default) ?? all[0])?.id ?? '';
}

/** A ticket that was ever more than new cannot be new again (hc/4408832151834). */
export function setStatus(cx: Context, status: Status): void {
  const { ticket } = cx.scene;
  if (ticket.status === status || (status === 'new' && cx.before !== undefined)) return;
  const done = status === 'solved' || status === 'closed';
  const reopened = ticket.status === 'solved' && !done;
  patch(cx, {
    status,
    custom_status_id: defaultStatus(cx.directory, status),
    status_at: cx.now,
    solved_at: done ? (ticket.solved_at ?? cx.now) : undefined,
    reopens: ticket.reopens + (reopened ? 1 : 0),
  });
}

/** With custom statuses the status is the category of the one chosen: developer.zendesk.com custom_ticket_statuses. */
export function setCustomStatus(cx: Context, status: CustomStatus): void {
  setStatus(cx, status.category);
  if (cx.scene.ticket.custom_status_id !== status.id) patch(cx, { custom_status_id: status.id, status_at: cx.now });
}

/**
 * An assignee must be in the ticket's group: the group goes with the assignee, to the agent's default one if need be. Known
 * from use; no page found that says so.
 */
export function setAssignee(cx: Context, id: string): void {
  const { ticket } = cx.scene;
  if (ticket.assignee_id === id) return;
  if (id === '') {
    patch(cx, { assignee_id: '', assigned_at: undefined });
    return;
  }
  const groups = cx.directory.groupsOf.get(id) ?? [];
  const group = groups.length === 0 || groups.includes(ticket.group_id) ? ticket.group_id : (groups[0] ?? '');
  patch(cx, {
    assignee_id: id,
    assigned_at: cx.now,
    agent_stations: ticket.agent_stations + 1,
    group_id: group,
    group_stations: ticket.group_stations + (group === ticket.group_id ? 0 : 1),
  });
  // A new ticket that somebody has is open (hc/4408832151834).
  if (ticket.status === 'new') open(cx);
}

function open(cx: Context): void {
  patch(cx, { status: 'open', custom_status_id: defaultStatus(cx.directory, 'open'), status_at: cx.now });
}

/** Whoever had the ticket loses it when it goes to a group that they are not in. Known from use; no page found that says so. */
export function setGroup(cx: Context, id: string): void {
  const { ticket } = cx.scene;
  if (ticket.group_id === id) return;
  patch(cx, { group_id: id, group_stations: ticket.group_stations + (id === '' ? 0 : 1) });
  const groups = cx.directory.groupsOf.get(ticket.assignee_id);
  if (ticket.assignee_id !== '' && (id === '' || (groups !== undefined && !groups.includes(id)))) setAssignee(cx, '');
}

/** The ticket belongs to the organization of its requester. */
export function setRequester(cx: Context, id: string): void {
  if (cx.scene.ticket.requester_id === id) return;
  patch(cx, { requester_id: id, organization_id: person(cx, cx.scene, id)?.organization_id ?? '' });
}

/** Sets a custom field and the tags that stand for its value. */
export function setField(cx: Context, field: Field, value: FieldValue): void {
  const { ticket } = cx.scene;
  const old = ticket.custom_fields.get(field.id) ?? null;
  const next = field.type === 'checkbox' ? value === true || value === 'true' : value;
  const fields = new Map(ticket.custom_fields);
  if (next === null) fields.delete(field.id);
  else fields.set(field.id, next);
  const [gone, come] = [tagsFor(field, old), tagsFor(field, next)];
  const kept = ticket.tags.filter((tag) => !gone.includes(tag) || come.includes(tag));
  patch(cx, { custom_fields: fields, tags: withTags(kept, come) });
}

/** Sets tags, and the fields whose options they are: a tag of a drop-down selects its option, its removal clears the field. */
export function setTags(cx: Context, tags: readonly string[]): void {
  const { ticket } = cx.scene;
  const added = tags.filter((tag) => !ticket.tags.includes(tag));
  const removed = ticket.tags.filter((tag) => !tags.includes(tag));
  if (added.length === 0 && removed.length === 0) return;
  patch(cx, { tags: withTags([], tags) });
  for (const tag of removed) unselect(cx, tag);
  for (const tag of added) select(cx, tag);
}

export function addTags(cx: Context, tags: readonly string[]): void {
  setTags(cx, withTags(cx.scene.ticket.tags, tags));
}

export function removeTags(cx: Context, tags: readonly string[]): void {
  setTags(
    cx,
    cx.scene.ticket.tags.filter((tag) => !tags.includes(tag)),
  );
}

function select(cx: Context, tag: string): void {
  const field = cx.directory.fieldOfTag.get(tag);
  if (field === undefined) return;
  if (field.type !== 'multiselect') setField(cx, field, field.type === 'checkbox' ? true : tag);
  else setField(cx, field, withTags(tagsFor(field, cx.scene.ticket.custom_fields.get(field.id) ?? null), [tag]));
}

function unselect(cx: Context, tag: string): void {
  const field = cx.directory.fieldOfTag.get(tag);
  const value = field === undefined ? null : (cx.scene.ticket.custom_fields.get(field.id) ?? null);
  if (field === undefined || !tagsFor(field, value).includes(tag)) return;
  if (field.type !== 'multiselect') setField(cx, field, null);
  else {
    const left = tagsFor(field, value).filter((other) => other !== tag);
    setField(cx, field, left.length === 0 ? null : left);
  }
}

function tagsFor(field: Field, value: FieldValue): readonly string[] {
  if (field.type === 'checkbox') return value === true && field.tag !== '' ? [field.tag] : [];
  if (field.type === 'tagger') return typeof value === 'string' ? [value.toLowerCase()] : [];
  if (field.type !== 'multiselect') return [];
  if (typeof value === 'string') return [value.toLowerCase()];
  return Array.isArray(value) ? value.map((item) => String(item).toLowerCase()) : [];
}

function withTags(tags: readonly string[], more: readonly string[]): readonly string[] {
  const added = more.filter((tag) => !tags.includes(tag));
  return added.length === 0 ? tags : [...new Set([...tags, ...added])];
}

/** Whether a user's comments are seen by the requester: light agents write internal notes only. */
export function mayCommentInPublic(cx: Context, by: string): boolean {
  return person(cx, cx.scene, by)?.light !== true;
}

/** An end user's reply opens a ticket that waited or was solved (hc/4408832151834). */
export function reopenOnReply(cx: Context, by: string): void {
  const ticket: Ticket = cx.scene.ticket;
  const outsider = by === ticket.requester_id || !isStaff(person(cx, cx.scene, by));
  const waiting = ticket.status === 'pending' || ticket.status === 'hold' || ticket.status === 'solved';
  if (outsider && by !== 'system' && waiting) setStatus(cx, 'open');
}
