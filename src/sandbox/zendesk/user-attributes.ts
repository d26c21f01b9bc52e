/** What a person's own attributes may hold: developer.zendesk.com/api-reference/ticketing/users/users/#json-format */

import type { Problem } from '../errors.ts';
import { blank, duplicate, invalid } from '../errors.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { flag, list, number, text, textOrNull } from '../json.ts';
import type { Context } from '../kinds.ts';
import type { Store } from '../store.ts';
import { byId, filter, find, ordered, rows } from '../store.ts';
import { changeValues } from './profile-values.ts';
import { normalTag } from './tags.ts';
import { ianaZone } from './time-zones.ts';

const PLAIN = ['alias', 'details', 'notes'];

/** The stored form of what was sent. What only the platform writes, and what a role brings with it, is left out. */
export function ownAttributes({ store }: Context, row: Row | undefined, input: Attributes, problems: Problem[]) {
  const changes: Attributes = {};
  if (input.name !== undefined || row === undefined) changes.name = nameOf(input, problems);
  for (const key of PLAIN) if (input[key] !== undefined) changes[key] = textOrNull(input[key]);
  if (input.external_id !== undefined) changes.external_id = externalId(store, row?.id, input.external_id, problems);
  if (input.tags !== undefined) changes.tags = tagList(input.tags);
  if (input.suspended !== undefined) changes.suspended = flag(input.suspended);
  if (input.verified !== undefined) changes.verified = flag(input.verified);
  if (input.user_fields !== undefined) {
    changes.user_fields = changeValues(store, 'user_fields', row?.user_fields, input.user_fields, problems);
  }
  return {
    ...changes,
    ...phone(store, row?.id, input),
    ...language(store, input, problems),
    ...zone(input, problems),
    ...home(store, input, problems),
  };
}

function nameOf(input: Attributes, problems: Problem[]): string {
  const name = text(input.name).trim();
  if (name === '') problems.push(blank('name'));
  return name;
}

/** "The API treats the id as case insensitive." [general knowledge] No two people may share one. */
function externalId(store: Store, self: Id | undefined, value: Json, problems: Problem[]): string | null {
  const id = text(value);
  if (id === '') return null;
  for (const other of rows(store, 'users')) {
    if (other.id !== self && flag(other.active, true) && text(other.external_id).toLowerCase() === id.toLowerCase()) {
      problems.push(duplicate('external_id', `External id: ${id} has already been taken`));
      break;
    }
  }
  return id;
}

/** A list or a text, in lower case, each once. */
export function tagList(value: Json): string[] {
  const sent = Array.isArray(value) ? list(value).map((tag) => text(tag)) : text(value).split(/[\s,]+/);
  return [...new Set(sent.map(normalTag))].filter((tag) => tag !== '');
}

/** International numbers lose their spaces and brackets. [general knowledge] A number that others have is a shared one. */
function phone(store: Store, self: Id | undefined, input: Attributes): Attributes {
  if (input.phone === undefined) return {};
  const sent = text(input.phone).trim();
  if (sent === '') return { phone: null, shared_phone_number: null };
  const number = sent.startsWith('+') ? `+${sent.replace(/\D/g, '')}` : sent;
  const others = filter(store, 'users', (other) => other.id !== self && other.phone === number);
  return { phone: number, shared_phone_number: flag(input.shared_phone_number, others.length > 0) };
}

/** "If both `locale` and `locale_id` are present on create or update, `locale_id` is ignored." */
function language(store: Store, input: Attributes, problems: Problem[]): Attributes {
  const code = textOrNull(input.locale ?? input.language);
  if (code === null && (input.locale_id ?? null) === null) return {};
  const row =
    code === null
      ? find(store, 'locales', number(input.locale_id))
      : ordered(store, 'locales', 'id', byId).find((one) => text(one.locale).toLowerCase() === code.toLowerCase());
  const key = code === null ? 'locale_id' : 'locale';
  if (!row) problems.push(invalid(key, 'Locale: is not an active locale of the account'));
  return row ? { locale: row.locale ?? null, locale_id: row.id } : {};
}

function zone(input: Attributes, problems: Problem[]): Attributes {
  if ((input.time_zone ?? null) === null) return {};
  const name = text(input.time_zone);
  const iana = ianaZone(name);
  if (iana === undefined) problems.push(invalid('time_zone', `Time zone: ${name} is invalid`));
  return iana === undefined ? {} : { time_zone: name, iana_time_zone: iana };
}

function home(store: Store, input: Attributes, problems: Problem[]): Attributes {
  if (input.organization_id === undefined) return {};
  if (input.organization_id === null) return { organization_id: null };
  const organization = find(store, 'organizations', text(input.organization_id));
  if (!organization) problems.push(invalid('organization_id', 'Organization: is invalid'));
  return organization ? { organization_id: organization.id } : {};
}
