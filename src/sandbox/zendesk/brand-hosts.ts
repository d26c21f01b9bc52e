/** Which addresses are free for a brand, and whether a host mapping points to one. */

import type { Problem } from '../errors.ts';
import { blank, duplicate, invalid, notFound } from '../errors.ts';
import type { Attributes, Id } from '../json.ts';
import { flag, text, textOrNull } from '../json.ts';
import type { Route } from '../router.ts';
import { ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { find, rows } from '../store.ts';

/** Subdomains are unique in the whole platform: these belong to accounts other than this one. */
const ELSEWHERE = new Set(['www', 'support', 'help', 'api', 'developer', 'zendesk', 'taken']);

/** [general knowledge] The form of a subdomain; the availability page speaks of whole accounts, which take no hyphens. */
const FORM = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

function isTaken(store: Store, subdomain: string, self: Id | undefined): boolean {
  if (ELSEWHERE.has(subdomain)) return true;
  for (const brand of rows(store, 'brands')) {
    // [general knowledge] A deleted brand gives its address back.
    if (brand.id !== self && !flag(brand.is_deleted) && brand.subdomain === subdomain) return true;
  }
  return false;
}

export function subdomainProblem(store: Store, subdomain: string, self: Id | undefined): Problem[] {
  if (subdomain === '') return [blank('subdomain')];
  if (!FORM.test(subdomain)) return [invalid('subdomain', 'Subdomain: is invalid')];
  if (!isTaken(store, subdomain, self)) return [];
  return [duplicate('subdomain', 'Subdomain: has already been taken')];
}

const admins = { method: 'GET', scope: 'brands', access: 'admin' } as const;

export const brandHostRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts/available',
    scope: 'brands',
    // "Zendesk Support credentials are not required to access this endpoint."
    access: 'anyone',
    handle: (call) => {
      const subdomain = text(call.query.get('subdomain') ?? undefined).toLowerCase();
      return ok({ success: subdomainProblem(call.store, subdomain, undefined).length === 0 });
    },
  },
  {
    ...admins,
    path: '/brands/check_host_mapping',
    handle: (call) => ok(checkMapping(call.query.get('host_mapping'), call.query.get('subdomain') ?? '')),
  },
  {
    ...admins,
    path: '/brands/:id/check_host_mapping',
    handle: (call) => {
      const brand = find(call.store, 'brands', param(call, 'id'));
      if (!brand) throw notFound();
      return ok(checkMapping(textOrNull(brand.host_mapping), text(brand.subdomain)));
    },
  },
];

/**
 * The sandbox asks no name server: a host whose first label is the subdomain has the record that is wanted, any other
 * host has none (OpenAPI, HostMappingObject with its examples).
 */
function checkMapping(host: string | null, subdomain: string): Attributes {
  const wanted = `${subdomain}.zendesk.com`;
  const mapped = host !== null && host.split('.').length > 2 && host.startsWith(`${subdomain}.`);
  if (mapped) return { cname: wanted, is_valid: true };
  return { expected_cnames: [wanted], is_valid: false, reason: 'not_a_cname' };
}
