/** A simulated ticket in a few words, with the names that people know instead of ids. */
import type { Account, Story } from '../../simulate/model.ts';
import { listOf, propertyOf, textOf } from './choose.ts';

const LISTS: Readonly<Record<string, keyof Account>> = {
  group_id: 'groups',
  brand_id: 'brands',
  ticket_form_id: 'ticket_forms',
  assignee_id: 'users',
};
const WORDS: Readonly<Record<string, string>> = {
  group_id: 'group',
  brand_id: 'brand',
  ticket_form_id: 'form',
  assignee_id: 'assignee',
};

/** `a new ticket "Sample" by email, Category billing, priority urgent`. */
export function describe(account: Account, { ticket, events, organizations = [], users = [] }: Story): string {
  const last = events?.at(-1);
  const set = Object.entries({ ...ticket.set, ...last?.set }).flatMap(([name, value]) => inWords(account, name, value));
  const profiles = [
    ...profile(account.organization_fields, 'organization', organizations[0]?.organization_fields),
    ...profile(account.user_fields, 'customer', users.at(-1)?.user_fields),
  ];
  const by = last === undefined ? ticket.by : last.by;
  const author = by !== undefined && by === users[0]?.id ? ' by an agent' : '';
  const beginning = `${last === undefined ? 'a new ticket' : 'an update of a ticket'} "${ticket.subject}"${author}`;
  return [beginning, ...set, ...profiles].join(', ');
}

function inWords(account: Account, name: string, value: unknown): readonly string[] {
  if (name === 'custom_fields') {
    return listOf(value).map((item) => {
      const title = named(account.ticket_fields, textOf(propertyOf(item, 'id')));
      return `${title} ${textOf(propertyOf(item, 'value')) || 'none'}`;
    });
  }
  const list = LISTS[name];
  const text = Array.isArray(value) ? value.map(textOf).join(' ') : textOf(value);
  const shown = list === undefined || text === '' ? text : named(account[list], text);
  return [`${WORDS[name] ?? name} ${shown || 'none'}`];
}

function named(list: unknown, id: string): string {
  const found = listOf(list).find((item) => textOf(propertyOf(item, 'id')) === id);
  return textOf(propertyOf(found, 'title') ?? propertyOf(found, 'name')) || id;
}

function profile(fields: unknown, owner: string, values: unknown): readonly string[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).map(([key, value]) => {
    const field = listOf(fields).find((item) => propertyOf(item, 'key') === key);
    return `${owner}: ${textOf(propertyOf(field, 'title')) || key} ${textOf(value) || 'none'}`;
  });
}
