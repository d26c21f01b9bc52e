/**
 * Targets, of which mail is the only type that can still be made: developer.zendesk.com/api-reference/ticketing/targets/targets/
 */

import type { Problem } from '../errors.ts';
import { blank, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { readRoutes, writeRoutes } from '../kinds.ts';
import type { Route } from '../router.ts';
import { drop, insert, patch } from '../store.ts';

const TABLE = 'targets';
const MAIL = 'email_target';
/** What older targets that call an address hold beside; the password is taken and never shown. */
const OF_ADDRESSES = ['target_url', 'method', 'username', 'content_type', 'attribute'];

export const targets: Kind = {
  name: TABLE,
  one: 'target',
  path: '/targets',
  scope: 'targets',
  paging: 'none',
  // Neither a raw title, a place nor the time of the last edit; a password is null, whether there is one or not.
  present: ({ raw_title, position, updated_at, ...row }) => ('password' in row ? { ...row, password: null } : row),
};

export const targetRoutes: readonly Route[] = [
  ...readRoutes(targets),
  ...writeRoutes({
    ...targets,
    create: createTarget,
    update: updateTarget,
    remove: ({ store }, row) => drop(store, TABLE, row.id),
  }),
];

/** Titles may repeat. [general knowledge] Other types than mail are refused; the wordings are ours. */
function createTarget({ store }: Context, input: Attributes): Row {
  const type = text(input.type);
  const problems: Problem[] = [];
  if (type === '') problems.push(blank('type'));
  else if (type !== MAIL) problems.push(invalid('type', `Type: ${type} can no longer be created`));
  if (problems.length > 0) throw recordInvalid(problems);
  const own = attributes(type, { title: '', email: '', subject: '', ...input });
  return insert(store, TABLE, nextNumber(store), { type, active: true, ...own });
}

function updateTarget({ store }: Context, row: Row, input: Attributes): Row {
  if (input.type !== undefined && input.type !== row.type) {
    throw recordInvalid([invalid('type', 'Type: cannot be changed')]);
  }
  return patch(store, TABLE, row, attributes(text(row.type), input));
}

function attributes(type: string, input: Attributes): Attributes {
  const changes: Attributes = {};
  const problems: Problem[] = [];
  const required = type === MAIL ? ['title', 'email', 'subject'] : ['title'];
  for (const key of required) {
    if (input[key] === undefined) continue;
    changes[key] = text(input[key]).trim();
    if (changes[key] === '') problems.push(blank(key));
  }
  const email = text(changes.email);
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    problems.push(invalid('email', `Email: ${email} is not properly formatted`));
  }
  if (type !== MAIL) for (const key of OF_ADDRESSES) if (input[key] !== undefined) changes[key] = text(input[key]);
  if (input.active !== undefined) changes.active = flag(input.active);
  if (problems.length > 0) throw recordInvalid(problems);
  return changes;
}
