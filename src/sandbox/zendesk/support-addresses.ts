/** Support addresses: developer.zendesk.com/api-reference/ticketing/account-configuration/support_addresses/ */

import { badAttribute, blank, duplicate, invalid, recordInvalid } from '../errors.ts';
import { nextNumber, nextSecret } from '../ids.ts';
import type { Attributes, Id, Row } from '../json.ts';
import { flag, number, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { readRoutes, rowOf, writeRoutes, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { count, drop, filter, find, insert, patch, rows } from '../store.ts';

/** "You can add up to 3000 support addresses." */
const MOST = 3000;
const STATUSES = ['forwarding_status', 'spf_status', 'cname_status', 'domain_verification_status', 'dns_results'];
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  forwarding: ['forwarding_status'],
  spf: ['spf_status'],
  dns: ['cname_status', 'domain_verification_status', 'dns_results'],
};

export const supportAddresses: Kind = {
  name: 'recipient_addresses',
  one: 'recipient_address',
  path: '/recipient_addresses',
  scope: 'support_addresses',
  paging: 'both',
  withoutUrl: true,
  create: createAddress,
  update: updateAddress,
  remove: ({ store }, row) => {
    if (flag(row.default)) throw recordInvalid([invalid('base', 'The default support address cannot be deleted')]);
    drop(store, 'recipient_addresses', row.id);
  },
  // Mail that came through, and records in somebody's DNS.
  byHand: ({ store }, row, input) =>
    patch(
      store,
      'recipient_addresses',
      row,
      Object.fromEntries(STATUSES.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]]))),
    ),
};

export const supportAddressRoutes: readonly Route[] = [
  ...readRoutes(supportAddresses),
  ...writeRoutes(supportAddresses),
  { method: 'PUT', path: '/recipient_addresses/:id/verify', ...writing(supportAddresses), handle: verify },
];

function createAddress({ store }: Context, input: Attributes): Row {
  const email = text(input.email).trim();
  if (email === '') throw recordInvalid([blank('email')]);
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
    throw recordInvalid([invalid('email', `Email: ${email} is not valid`)]);
  for (const other of rows(store, 'recipient_addresses')) {
    if (text(other.email).toLowerCase() !== email.toLowerCase()) continue;
    throw recordInvalid([duplicate('email', `Email: ${email} has already been taken`)]);
  }
  if (count(store, 'recipient_addresses') >= MOST) {
    throw recordInvalid([invalid('base', `An account has at most ${MOST} support addresses`)]);
  }
  const brand = brandOf(store, input.brand_id);
  const row = insert(store, 'recipient_addresses', nextNumber(store), {
    // [general knowledge] Mail is sent in the name of the brand when the address has no name of its own.
    name: text(input.name).trim() || text(brand.name),
    email,
    default: false,
    brand_id: brand.id,
    ...statusesOf(store, email),
  });
  return flag(input.default) ? makeDefault(store, row) : row;
}

/** Addresses of the account itself need no check; of all others the platform knows nothing yet. */
function statusesOf(store: Store, email: string): Attributes {
  const host = text(email.split('@')[1]).toLowerCase();
  if (isOwn(store, host)) return Object.fromEntries(STATUSES.map((key) => [key, 'verified']));
  // [general knowledge] Nobody can take an address below the subdomain of another account.
  if (host.endsWith('.zendesk.com')) {
    throw recordInvalid([invalid('email', `Email: ${email} does not belong to this account`)]);
  }
  return {
    ...Object.fromEntries(STATUSES.map((key) => [key, key === 'dns_results' ? 'failed' : 'unknown'])),
    domain_verification_code: nextSecret(store).toLowerCase().slice(0, 16),
  };
}

function isOwn(store: Store, host: string): boolean {
  return (
    filter(store, 'brands', (brand) => !flag(brand.is_deleted) && `${text(brand.subdomain)}.zendesk.com` === host)
      .length > 0
  );
}

function brandOf(store: Store, sent: Attributes[string] | undefined): Row {
  const id: Id | undefined = sent === undefined || sent === null ? defaultBrand(store) : number(sent);
  const brand = find(store, 'brands', id);
  if (!brand || flag(brand.is_deleted)) throw recordInvalid([invalid('brand_id', 'Brand: is not valid')]);
  return brand;
}

function defaultBrand(store: Store): Id | undefined {
  return filter(store, 'brands', (brand) => flag(brand.default))[0]?.id;
}

/** "You can't use this endpoint to update a support address's `email` property": [general knowledge] it is ignored. */
function updateAddress({ store }: Context, row: Row, input: Attributes): Row {
  if (input.default !== undefined && !flag(input.default) && flag(row.default)) {
    throw recordInvalid([invalid('default', 'Default: make another address the default instead')]);
  }
  const changes: Attributes = {};
  if (input.name !== undefined) changes.name = text(input.name).trim();
  if (input.brand_id !== undefined) changes.brand_id = brandOf(store, input.brand_id).id;
  const changed = patch(store, 'recipient_addresses', row, changes);
  return flag(input.default) ? makeDefault(store, changed) : changed;
}

function makeDefault(store: Store, row: Row): Row {
  if (row.forwarding_status !== 'verified') {
    throw recordInvalid([invalid('default', 'Default: the address must be verified')]);
  }
  for (const other of filter(
    store,
    'recipient_addresses',
    (address) => flag(address.default) && address.id !== row.id,
  )) {
    patch(store, 'recipient_addresses', other, { default: false });
  }
  return patch(store, 'recipient_addresses', row, { default: true });
}

/** "The endpoint doesn't return the results of the test": a mail is on its way, a name server was asked in vain. */
function verify(call: Call): Reply {
  const row = rowOf(supportAddresses, call, param(call, 'id'));
  const type = text(call.body.type, 'forwarding');
  const checked = CHECKS[type];
  if (!checked) throw badAttribute('type', 'type must be forwarding, spf or dns');
  call.notes.verification = type;
  const open = checked.filter((key) => row[key] !== 'verified');
  const result = type === 'forwarding' ? 'waiting' : 'failed';
  patch(call.store, 'recipient_addresses', row, Object.fromEntries(open.map((key) => [key, result])));
  return ok('');
}
