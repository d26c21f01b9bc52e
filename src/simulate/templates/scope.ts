/** The values of placeholders, found only when a text asks for them. */
import { channelTitle } from '../channels.ts';
import { type Context, organization, person, shown } from '../context.ts';
import type { Person } from '../directory.ts';
import type { Comment } from '../model.ts';
import { native, text, textOr } from '../native.ts';

export type Scope = Readonly<Record<string, unknown>>;

/** `blank`: whether what the author wrote is kept back. */
export function createScope(cx: Context, blank: boolean): Scope {
  return {
    get ticket() {
      return ticketScope(cx, blank);
    },
    get current_user() {
      return userScope(cx, person(cx, cx.scene, cx.update.by));
    },
    get agent() {
      const agent = person(cx, cx.scene, cx.update.by);
      return { ...userScope(cx, agent), signature: text(agent?.native.signature) };
    },
    get satisfaction() {
      return satisfactionScope(cx);
    },
    now: new Date(cx.now),
  };
}

function ticketScope(cx: Context, blank: boolean): Scope {
  const { ticket } = cx.scene;
  const { directory } = cx;
  const address = `${directory.subdomain}.zendesk.com/agent/tickets/${ticket.id}`;
  const written = (value: string) => (blank ? '' : value);
  const fields: Record<string, unknown> = {};
  for (const [id, field] of directory.ticketFields) {
    const value = ticket.custom_fields.get(id);
    fields[`ticket_field_${id}`] = shown(value);
    fields[`ticket_field_option_title_${id}`] = shown(value)
      .split(' ')
      .map((tag) => field.options.find((option) => option.value === tag)?.name ?? '')
      .join(', ');
  }
  const visible = ticket.comments.filter((comment) => comment.public);
  return {
    ...fields,
    id: ticket.id,
    title: written(ticket.subject),
    description: written(ticket.description),
    verbatim_description: written(ticket.description),
    url: address,
    link: `https://${address}`,
    status: capital(ticket.status === 'hold' ? 'on-hold' : ticket.status),
    priority: capital(ticket.priority),
    ticket_type: capital(ticket.type),
    via: channelTitle(ticket.via_id),
    tags: ticket.tags.join(' '),
    score: '',
    external_id: '',
    encoded_id: ticket.id,
    group: { id: ticket.group_id, name: text(directory.groups.get(ticket.group_id)?.name) },
    brand: { id: ticket.brand_id, name: text(directory.brands.get(ticket.brand_id)?.name) },
    account: accountName(cx),
    ticket_form: text(directory.forms.get(ticket.ticket_form_id)?.name),
    custom_status: directory.customStatuses.get(ticket.custom_status_id)?.label ?? '',
    in_business_hours: cx.calendar.timeline(ticket.schedule_id)?.isOpen(cx.now) === true,
    due_date: ticket.due_at === undefined ? '' : longDate(cx, ticket.due_at),
    due_date_with_timestamp: ticket.due_at === undefined ? '' : minuteOf(ticket.due_at),
    created_at: longDate(cx, ticket.created_at),
    created_at_with_timestamp: minuteOf(ticket.created_at),
    created_at_with_time: minuteOf(ticket.created_at),
    updated_at: longDate(cx, ticket.updated_at),
    updated_at_with_timestamp: minuteOf(ticket.updated_at),
    updated_at_with_time: minuteOf(ticket.updated_at),
    requester: userScope(cx, person(cx, cx.scene, ticket.requester_id)),
    assignee: userScope(cx, person(cx, cx.scene, ticket.assignee_id)),
    submitter: userScope(cx, person(cx, cx.scene, ticket.submitter_id)),
    organization: organizationScope(cx),
    cc_names: names(cx, ticket.email_cc_ids),
    ccs: ticket.email_cc_ids.map((id) => userScope(cx, person(cx, cx.scene, id))),
    email_cc_names: names(cx, ticket.email_cc_ids),
    follower_names: names(cx, ticket.follower_ids),
    followers: ticket.follower_ids.map((id) => userScope(cx, person(cx, cx.scene, id))),
    comments: blank ? [] : ticket.comments.map((comment) => commentScope(cx, comment)),
    public_comments: blank ? [] : visible.map((comment) => commentScope(cx, comment)),
    comments_formatted: written(formatted(cx, ticket.comments)),
    public_comments_formatted: written(formatted(cx, visible)),
    ...latest(cx, 'latest_comment', blank ? undefined : ticket.comments.at(-1)),
    ...latest(cx, 'latest_public_comment', blank ? undefined : visible.at(-1)),
  };
}

function latest(cx: Context, name: string, comment: Comment | undefined): Scope {
  const body = comment?.body ?? '';
  return {
    // Both a text and an object with the parts of the comment.
    [name]: comment === undefined ? '' : { ...commentScope(cx, comment), toString: () => body },
    [`${name}_html`]: body,
    [`${name}_rich`]: body,
    [`${name}_formatted`]: comment === undefined ? '' : formatted(cx, [comment]),
  };
}

function commentScope(cx: Context, comment: Comment): Scope {
  return {
    author: userScope(cx, person(cx, cx.scene, comment.by)),
    body: comment.body,
    value: comment.body,
    created_at: longDate(cx, comment.at),
    created_at_with_time: minuteOf(comment.at),
    is_public: comment.public,
    attachments: comment.attachments,
    toString: () => comment.body,
  };
}

/** Newest first, as mails show them. */
function formatted(cx: Context, comments: readonly Comment[]): string {
  return [...comments]
    .reverse()
    .map((comment) => `${authorName(cx, comment.by)}, ${longDate(cx, comment.at)}:\n${comment.body}`)
    .join('\n\n');
}

function authorName(cx: Context, id: string): string {
  return person(cx, cx.scene, id)?.name || id;
}

function userScope(cx: Context, user: Person | undefined): Scope {
  const [first = '', ...rest] = (user?.name ?? '').split(' ');
  const locale = cx.directory.locales.get(user?.locale_id || cx.directory.defaultLocale);
  return {
    id: user?.id ?? '',
    name: user?.name ?? '',
    first_name: first,
    last_name: rest.join(' '),
    email: user?.email ?? '',
    phone: user?.phone ?? '',
    language: text(locale?.name),
    locale: text(locale?.locale),
    external_id: text(user?.native.external_id),
    details: text(user?.native.details),
    notes: text(user?.native.notes),
    signature: text(user?.native.signature),
    role: user?.role ?? '',
    extended_role: user?.role ?? '',
    time_zone: user?.time_zone || cx.directory.timeZone,
    tags: (user?.tags ?? []).join(' '),
    organization: { name: cx.directory.organizations.get(user?.organization_id ?? '')?.name ?? '' },
    custom_fields: Object.fromEntries([...(user?.fields ?? [])].map(([key, value]) => [key, shown(value)])),
  };
}

function organizationScope(cx: Context): Scope {
  const owner = organization(cx, cx.scene);
  return {
    id: owner?.id ?? '',
    name: owner?.name ?? '',
    external_id: text(owner?.native.external_id),
    details: text(owner?.native.details),
    notes: text(owner?.native.notes),
    tags: (owner?.tags ?? []).join(' '),
    custom_fields: Object.fromEntries([...(owner?.fields ?? [])].map(([key, value]) => [key, shown(value)])),
  };
}

function satisfactionScope(cx: Context): Scope {
  const { ticket } = cx.scene;
  const address = `https://${cx.directory.subdomain}.zendesk.com/requests/${ticket.id}/satisfaction/new`;
  return {
    rating_section: `How would you rate the support you received?\n${address}`,
    survey_section: `How would you rate the support you received?\n${address}`,
    rating_url: address,
    survey_url: address,
    positive_rating_url: `${address}?intention=16`,
    negative_rating_url: `${address}?intention=4`,
    current_rating: capital(ticket.satisfaction.replace('_with_comment', '')),
    current_comment: ticket.satisfaction_comment,
  };
}

function accountName(cx: Context): string {
  const { directory } = cx;
  const branding = native(directory.settings.branding);
  return textOr(branding.account_name, text(directory.brands.get(directory.defaultBrand)?.name)) || directory.subdomain;
}

function names(cx: Context, ids: readonly string[]): string {
  return ids.map((id) => authorName(cx, id)).join(', ');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `November 25, 2026`, in the account's zone. */
function longDate(cx: Context, at: number): string {
  const [year = '', month = '', day = ''] = cx.calendar.localDate(at).split('-');
  return `${MONTHS[Number(month) - 1] ?? ''} ${Number(day)}, ${year}`;
}

/** `2026-11-25T17:05Z`. */
function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
