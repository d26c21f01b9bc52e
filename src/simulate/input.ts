/** Applies what an update sets, under the names of the tickets API. developer.zendesk.com/api-reference/ticketing/tickets/tickets/ */
import { type Context, patch, report } from './context.ts';
import { fieldValue } from './directory.ts';
import type { TicketInput } from './model.ts';
import { instant, list, native, natives, tagList, text, texts } from './native.ts';
import {
  addTags,
  isStatus,
  removeTags,
  setAssignee,
  setCustomStatus,
  setField,
  setGroup,
  setRequester,
  setStatus,
  setTags,
} from './ticket.ts';

type Setter = (cx: Context, value: unknown) => void;

/** In the order in which they take effect: what depends on another comes after it. */
const SETTERS: readonly (readonly [name: string, set: Setter])[] = [
  ['subject', (cx, value) => patch(cx, { subject: text(value) })],
  ['requester_id', (cx, value) => setRequester(cx, text(value))],
  ['organization_id', (cx, value) => patch(cx, { organization_id: text(value) })],
  ['submitter_id', (cx, value) => patch(cx, { submitter_id: text(value) })],
  ['brand_id', (cx, value) => patch(cx, { brand_id: text(value) })],
  ['ticket_form_id', (cx, value) => patch(cx, { ticket_form_id: text(value) })],
  ['type', (cx, value) => patch(cx, { type: text(value) })],
  ['priority', (cx, value) => patch(cx, { priority: text(value) })],
  ['due_at', (cx, value) => patch(cx, { due_at: dueTime(cx, value) })],
  ['tags', (cx, value) => setTags(cx, tagList(value))],
  ['additional_tags', (cx, value) => addTags(cx, tagList(value))],
  ['remove_tags', (cx, value) => removeTags(cx, tagList(value))],
  ['custom_fields', setFields],
  ['fields', setFields],
  ['group_id', (cx, value) => setGroup(cx, text(value))],
  ['assignee_id', (cx, value) => setAssignee(cx, text(value))],
  ['assignee_email', (cx, value) => setAssignee(cx, userByEmail(cx, text(value)))],
  ['email_cc_ids', (cx, value) => patch(cx, { email_cc_ids: texts(value) })],
  ['email_ccs', (cx, value) => patch(cx, { email_cc_ids: userIds(cx, value) })],
  ['collaborator_ids', (cx, value) => patch(cx, { email_cc_ids: texts(value) })],
  ['follower_ids', (cx, value) => patch(cx, { follower_ids: texts(value) })],
  ['followers', (cx, value) => patch(cx, { follower_ids: userIds(cx, value) })],
  ['sharing_agreement_ids', (cx, value) => patch(cx, { sharing_agreement_ids: texts(value) })],
  ['recipient', (cx, value) => patch(cx, { recipient: text(value) })],
  ['is_public', (cx, value) => patch(cx, { is_public: value !== false })],
  ['incidents', (cx, value) => patch(cx, { incidents: Number(value) || 0 })],
  ['schedule_id', (cx, value) => patch(cx, { schedule_id: text(value) })],
  ['custom_status_id', setCustom],
  ['status', setPlain],
];

const NAMES = new Set(SETTERS.map(([name]) => name));
/** Sent by integrations, and nothing that rules see. */
const UNSEEN = new Set(['external_id', 'metadata', 'problem_id', 'safe_update', 'updated_stamp', 'comment', 'id']);

export function applyInput(cx: Context, input: TicketInput): void {
  const given = Object.keys(input);
  if (given.length === 0) return;
  for (const [name, set] of SETTERS) if (input[name] !== undefined) set(cx, input[name]);
  for (const name of given)
    if (!NAMES.has(name) && !UNSEEN.has(name))
      report(cx, 'refused_update', `a ticket has no attribute ${name} that an update could set`);
}

function setPlain(cx: Context, value: unknown): void {
  const status = text(value);
  if (isStatus(status)) setStatus(cx, status);
  else report(cx, 'refused_update', `there is no status ${status}`);
}

function setCustom(cx: Context, value: unknown): void {
  const status = cx.directory.customStatuses.get(text(value));
  if (status === undefined) report(cx, 'missing_reference', `the account has no custom status ${text(value)}`);
  else setCustomStatus(cx, status);
}

/** A list of `{id, value}`, or an object with values by id. */
function setFields(cx: Context, value: unknown): void {
  const pairs = Array.isArray(value)
    ? natives(value).map((item) => [text(item.id), item.value] as const)
    : Object.entries(native(value));
  for (const [id, given] of pairs) {
    const field = cx.directory.ticketFields.get(id);
    if (field === undefined) report(cx, 'missing_reference', `the account has no ticket field ${id}`);
    else setField(cx, field, fieldValue(given));
  }
}

/** A date alone falls due at noon (hc/4408885654298). */
function dueTime(cx: Context, value: unknown): number | undefined {
  const given = text(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(given) ? cx.calendar.noon(given) : instant(value);
}

function userIds(cx: Context, value: unknown): readonly string[] {
  return list(value)
    .map((item) => text(native(item).user_id) || userByEmail(cx, text(native(item).user_email)))
    .filter((id) => id !== '');
}

function userByEmail(cx: Context, email: string): string {
  const wanted = email.toLowerCase();
  const all = [...cx.scene.people.values(), ...cx.directory.users.values()];
  return all.find((user) => user.email.toLowerCase() === wanted)?.id ?? '';
}
