/** The addresses and numbers of a person: developer.zendesk.com/api-reference/ticketing/users/user_identities/ */

import { blank, duplicate, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Row } from '../json.ts';
import { flag, number, text } from '../json.ts';
import { rowOf, wrapped } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created, noContent, ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, drop, filter, find, insert, ordered, patch, rows, timestamp } from '../store.ts';
import { users } from './users.ts';
import { sendWelcome } from './welcome-mails.ts';

const TABLE = 'user_identities';
const PATH = '/users/:id/identities';
const TYPES = 'email twitter facebook google phone_number agent_forwarding any_channel foreign sdk messaging';
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const userIdentityRoutes: readonly Route[] = [
  {
    ...route('GET', PATH, (call) =>
      listReply(call, {
        wrapper: 'identities',
        paging: 'both',
        rows: () => ofType(call, identitiesOf(call.store, person(call))),
        present: (row) => shown(call, row),
      }),
    ),
    access: 'agent',
  },
  { ...route('GET', `${PATH}/:identity`, (call) => one(call, identity(call))), access: 'agent' },
  route('POST', PATH, (call) => {
    const row = addIdentity(call.store, person(call), wrapped(call, 'identity'));
    return created({ identity: shown(call, row) });
  }),
  route('PUT', `${PATH}/:identity`, (call) => {
    const { verified } = wrapped(call, 'identity');
    // "You can't change an identity's `primary` attribute with this endpoint"; an address is added and the old one removed.
    return one(call, verified === undefined ? identity(call) : verify(call.store, identity(call), flag(verified)));
  }),
  route('PUT', `${PATH}/:identity/verify`, (call) => one(call, verify(call.store, identity(call), true))),
  route('PUT', `${PATH}/:identity/make_primary`, (call) => {
    makePrimary(call.store, identity(call));
    return ok({ identities: identitiesOf(call.store, person(call)).map((row) => shown(call, row)) });
  }),
  route('DELETE', `${PATH}/:identity`, (call) => {
    const row = identity(call);
    // [general knowledge] Who signs in keeps an address to do so.
    if (flag(row.primary)) throw recordInvalid([invalid('base', 'The primary identity cannot be deleted')]);
    drop(call.store, TABLE, row.id);
    return noContent();
  }),
];

/** "This API does not support OAuth tokens scoped for users:write or users:read": a scope that no token is given. */
function route(method: Route['method'], path: string, handle: Route['handle']): Route {
  return { method, path, scope: 'identities', access: 'admin', handle };
}

function person(call: Call): Row {
  return rowOf(users, call, param(call, 'id'));
}

function identity(call: Call): Row {
  const row = identitiesOf(call.store, person(call)).find(
    (candidate) => String(candidate.id) === param(call, 'identity'),
  );
  if (!row) throw notFound();
  return row;
}

function shown(call: Call, row: Row): Attributes {
  return { url: `${call.base}/api/v2/users/${text(row.user_id)}/identities/${row.id}.json`, ...row };
}

function one(call: Call, row: Row): Reply {
  return ok({ identity: shown(call, row) });
}

function ofType({ query }: Call, all: readonly Row[]): readonly Row[] {
  const types = [...query.getAll('type'), ...query.getAll('type[]')];
  return types.length === 0 ? all : all.filter((row) => types.includes(text(row.type)));
}

/** Whoever was never asked for their identities has one: the address that they came with. It is kept from then on. */
function identitiesOf(store: Store, user: Row): readonly Row[] {
  const own = () => ordered(store, TABLE, 'id', byId).filter((row) => row.user_id === user.id);
  const email = text(user.email).toLowerCase();
  if (email !== '' && !own().some((row) => row.value === email)) keep(store, user, 'email', email, true);
  return own();
}

function keep(store: Store, user: Row, type: string, value: string, primary: boolean): Row {
  const verified = primary && flag(user.verified);
  return insert(store, TABLE, nextNumber(store), {
    user_id: user.id,
    type,
    value,
    primary,
    verified,
    verification_method: verified ? 'full' : 'none',
    verified_at: verified ? timestamp(store) : null,
    ...(type === 'email' ? { undeliverable_count: 0, deliverable_state: 'deliverable' } : {}),
  });
}

function verify(store: Store, row: Row, verified: boolean): Row {
  return patch(store, TABLE, row, {
    verified,
    verification_method: verified ? 'full' : 'none',
    verified_at: verified ? timestamp(store) : null,
  });
}

function makePrimary(store: Store, row: Row): void {
  const user = find(store, 'users', number(row.user_id));
  if (!user || row.type !== 'email') throw recordInvalid([invalid('base', 'Only an address can be the primary one')]);
  for (const other of identitiesOf(store, user))
    if (other.type === row.type) patch(store, TABLE, other, { primary: false });
  patch(store, TABLE, find(store, TABLE, row.id) ?? row, { primary: true });
  patch(store, 'users', user, { email: row.value ?? null });
}

/** An address more, which has to be confirmed; one that the person has already changes nothing. */
export function addIdentity(store: Store, user: Row, input: Attributes): Row {
  const type = text(input.type);
  const value = type === 'email' ? text(input.value).trim().toLowerCase() : text(input.value).trim();
  if (!TYPES.split(' ').includes(type)) throw recordInvalid([invalid('type', 'Type: is invalid')]);
  if (value === '') throw recordInvalid([blank('value')]);
  const known = identitiesOf(store, user).find((row) => row.type === type && row.value === value);
  if (known) return known;
  if (type === 'email') checkAddress(store, 'value', value, user.id);
  const row = keep(store, user, type, value, false);
  const verified = flag(input.verified) ? verify(store, row, true) : row;
  if (type === 'email' && !flag(verified.verified) && !flag(input.skip_verify_email)) sendWelcome(store, user, value);
  if (flag(input.primary)) makePrimary(store, verified);
  return find(store, TABLE, row.id) ?? verified;
}

/** An address is one, and belongs to one person, as whichever of their addresses. */
export function checkAddress(store: Store, field: string, email: string, self: Id | undefined): void {
  if (!ADDRESS.test(email)) throw recordInvalid([invalid(field, `Email: ${email} is not properly formatted`)]);
  if (!isTaken(store, email, self)) return;
  throw recordInvalid([duplicate(field, `Email: ${email} is already being used by another user`)]);
}

function isTaken(store: Store, email: string, self: Id | undefined): boolean {
  for (const user of rows(store, 'users')) {
    if (user.id !== self && flag(user.active, true) && text(user.email).toLowerCase() === email) return true;
  }
  for (const row of rows(store, TABLE)) if (row.user_id !== self && row.value === email) return true;
  return false;
}

/** Deleted people give their addresses back. */
export function forgetIdentities(store: Store, user: Row): void {
  for (const row of filter(store, TABLE, (one) => one.user_id === user.id)) drop(store, TABLE, row.id);
}
