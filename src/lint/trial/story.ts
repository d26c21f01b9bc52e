/** A ticket that meets conditions, made from the conditions themselves. */
import type { Account, Native, NewTicket, Story, StoryEvent } from '../../simulate/model.ts';
import { type Change, choose, listOf, textOf } from './choose.ts';

export const AGENT = 'lint-agent';
const CUSTOMER = 'lint-customer';
const ORGANIZATION = 'lint-organization';
const HOUR = 3_600_000;

/** What a story is put together from. */
interface Draft {
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
  readonly customer: Record<string, unknown>;
  readonly organization: Record<string, unknown>;
  readonly words: { subject: string[]; comment: string[] };
  by: 'agent' | 'customer' | undefined;
  public: boolean;
  via: string | undefined;
  updatedVia: string | undefined;
  recipient: string | undefined;
  update: 'Create' | 'Change' | undefined;
}

/**
 * A story whose last step meets the conditions, at `at`. Undefined where some condition is about what a story cannot be
 * given: then nothing is shown either way.
 */
export function storyFor(conditions: readonly Native[], account: Account, at: number): Story | undefined {
  const draft: Draft = {
    before: {},
    after: {},
    customer: {},
    organization: {},
    words: { subject: [], comment: [] },
    by: undefined,
    public: true,
    via: undefined,
    updatedVia: undefined,
    recipient: undefined,
    update: undefined,
  };
  const byField = new Map<string, Native[]>();
  for (const condition of conditions) {
    const field = textOf(condition.field);
    byField.set(field, [...(byField.get(field) ?? []), condition]);
  }
  for (const [field, list] of byField) if (!meet(draft, field, list, account)) return undefined;
  return told(draft, at);
}

const DIRECT: ReadonlySet<string> = new Set([
  'status',
  'type',
  'priority',
  'group_id',
  'assignee_id',
  'brand_id',
  'ticket_form_id',
]);
/** Times of the day are tried, not set. */
const BY_TIME: ReadonlySet<string> = new Set(['in_business_hours', 'on_holiday']);
const FIELD = /^(?:custom_fields|ticket_fields)_(\d+)$/;
const PROFILE = /^(requester|organization)\.custom_fields\.(.+)$/;

/** Puts one field's conditions into the draft; false where that cannot be done. */
function meet(draft: Draft, field: string, conditions: readonly Native[], account: Account): boolean {
  if (BY_TIME.has(field)) return true;
  if (DIRECT.has(field)) {
    return put(draft, field, choose(field, conditions, account));
  }
  const custom = FIELD.exec(field)?.[1];
  if (custom !== undefined) return putCustom(draft, custom, choose(field, conditions, account));
  const profile = PROFILE.exec(field);
  if (profile !== null) {
    const change = choose(field, conditions, account);
    const [, owner = '', key = ''] = profile;
    if (change === undefined) return false;
    (owner === 'organization' ? draft.organization : draft.customer)[key] = change.after;
    return true;
  }
  return meetUpdate(draft, field, conditions);
}

function put(draft: Draft, field: string, change: Change | undefined): boolean {
  if (change === undefined) return false;
  draft.after[field] = change.after;
  if (change.before !== undefined) {
    draft.before[field] = change.before;
    draft.update = 'Change';
  }
  return true;
}

function putCustom(draft: Draft, id: string, change: Change | undefined): boolean {
  if (change === undefined) return false;
  const add = (to: Record<string, unknown>, value: string) => {
    to.custom_fields = [...listOf(to.custom_fields), { id, value: value === '' ? null : value }];
  };
  add(draft.after, change.after);
  if (change.before !== undefined) {
    add(draft.before, change.before);
    draft.update = 'Change';
  }
  return true;
}

/** Conditions on who does it, how, and in which words. */
function meetUpdate(draft: Draft, field: string, conditions: readonly Native[]): boolean {
  return conditions.every((condition) => {
    const value = textOf(condition.value);
    const positive = condition.operator === 'is' || condition.operator === 'includes';
    switch (field) {
      case 'update_type':
        if (draft.update === 'Change' && value === 'Create') return false;
        draft.update = value === 'Create' ? 'Create' : 'Change';
        return true;
      case 'comment_is_public':
        draft.public = value !== 'false';
        return true;
      case 'ticket_is_public':
        draft.public = value !== 'private';
        return true;
      case 'role':
        if (value !== 'agent' && value !== 'end_user') return !positive;
        draft.by = (value === 'agent') === positive ? 'agent' : 'customer';
        return true;
      case 'current_tags':
        return meetTags(draft, condition);
      case 'subject_includes_word':
        if (positive) draft.words.subject.push(firstWord(condition));
        return true;
      case 'comment_includes_word':
      case 'description_includes_word':
        if (positive) draft.words.comment.push(firstWord(condition));
        return true;
      case 'via_id':
        if (positive) draft.via = value;
        return positive || (value !== '0' && value !== '4');
      case 'current_via_id':
        if (positive) draft.updatedVia = value;
        return true;
      case 'recipient':
        draft.recipient = value;
        return positive;
      default:
        return false;
    }
  });
}

function meetTags(draft: Draft, { operator, value }: Native): boolean {
  const wanted = textOf(value)
    .split(/\s+/)
    .filter((tag) => tag !== '');
  const tags = listOf(draft.after.tags).map(textOf);
  if (operator !== 'includes') return !wanted.some((tag) => tags.includes(tag));
  const [tag] = wanted;
  if (tag === undefined) return false;
  draft.after.tags = [...tags, tag];
  return true;
}

/** Of words, one is enough; a string has to be there as it is. */
function firstWord({ operator, value }: Native): string {
  const text = textOf(value);
  return operator === 'is'
    ? text
    : (/"([^"]+)"|(\S+)/
        .exec(text)
        ?.slice(1)
        .find((part) => part !== undefined) ?? text);
}

function told(draft: Draft, at: number): Story {
  const subject = ['Sample', ...draft.words.subject].join(' ');
  const body = ['Sample', ...draft.words.comment].join(' ');
  const isUpdate = draft.update === 'Change';
  const by = draft.by === 'agent' || !draft.public ? AGENT : CUSTOMER;
  const created = isUpdate ? at - HOUR : at;
  const ticket: NewTicket = {
    at: created,
    requester: CUSTOMER,
    via: draft.via ?? 'email',
    subject,
    comment: isUpdate ? { body: 'Sample' } : { body, public: draft.public },
    set: isUpdate ? draft.before : draft.after,
    ...(isUpdate ? {} : { by }),
    ...(draft.recipient === undefined ? {} : { recipient: draft.recipient }),
  };
  const event: StoryEvent = {
    at,
    by,
    comment: { body, public: draft.public },
    set: draft.after,
    ...(draft.updatedVia === undefined ? {} : { via: draft.updatedVia }),
  };
  return {
    ticket,
    ...(isUpdate ? { events: [event] } : {}),
    until: at,
    users: [
      { id: AGENT, name: 'An agent', email: 'agent@lint.example', role: 'agent', active: true },
      {
        id: CUSTOMER,
        name: 'A customer',
        email: 'customer@lint.example',
        role: 'end-user',
        active: true,
        organization_id: ORGANIZATION,
        user_fields: draft.customer,
      },
    ],
    organizations: [{ id: ORGANIZATION, name: 'A company', organization_fields: draft.organization }],
  };
}
