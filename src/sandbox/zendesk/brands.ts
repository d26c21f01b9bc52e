/** Brands: developer.zendesk.com/api-reference/ticketing/account-configuration/brands/ */

import type { Problem } from '../errors.ts';
import { blank, forbidden, invalid, notFound, recordInvalid } from '../errors.ts';
import type { Profile } from '../features.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, list, object, text, textOrNull } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { readRoutes, writeRoutes } from '../kinds.ts';
import type { Route } from '../router.ts';
import type { Store } from '../store.ts';
import { byText, drop, filter, find, insert, patch } from '../store.ts';
import { brandHostRoutes, subdomainProblem } from './brand-hosts.ts';
import { brandLogoRoutes } from './brand-logo.ts';

/** support.zendesk.com/hc/en-us/articles/4408829476378 (setting up multiple brands) */
const MOST: Readonly<Record<Profile, number>> = { team: 1, trial: 5, enterprise: 300 };

const SEPARATIONS = ['account', 'brand'];

export const brands: Kind = {
  name: 'brands',
  one: 'brand',
  path: '/brands',
  scope: 'brands',
  paging: 'both',
  // "Returns a list of all brands for your account sorted by name."
  order: { name: 'name', compare: byText('name') },
  keep: (row, call) => !flag(row.is_deleted) || flag(call.query.get('include_deleted') ?? undefined),
  present: (row, { store }) => ({ ...row, ticket_form_ids: formsOf(store, row) }),
  create: createBrand,
  update: updateBrand,
  remove: removeBrand,
  // Only people switch a help center on or off.
  byHand: ({ store }, row, { has_help_center: on }) =>
    on === undefined
      ? row
      : patch(store, 'brands', row, {
          has_help_center: flag(on),
          help_center_state: flag(on) ? 'enabled' : 'disabled',
        }),
};

export const brandRoutes: readonly Route[] = [
  ...readRoutes(brands),
  ...writeRoutes(brands),
  ...brandHostRoutes,
  ...brandLogoRoutes(brands),
];

function formsOf(store: Store, brand: Row): Json[] {
  const open = filter(
    store,
    'ticket_forms',
    (form) => !form.deleted_at && (flag(form.in_all_brands) || list(form.restricted_brand_ids).includes(brand.id)),
  );
  return open.map((form) => form.id);
}

function createBrand({ store, profile }: Context, input: Attributes): Row {
  checkNumber(store, profile);
  const name = text(input.name).trim();
  const subdomain = text(input.subdomain).trim().toLowerCase();
  const problems: Problem[] = [
    ...(name === '' ? [blank('name')] : []),
    ...subdomainProblem(store, subdomain, undefined),
    ...otherProblems(store, input, undefined),
  ];
  if (problems.length > 0) throw recordInvalid(problems);
  return insert(store, 'brands', nextNumber(store), {
    name,
    brand_url: address(subdomain, textOrNull(input.host_mapping)),
    subdomain,
    host_mapping: textOrNull(input.host_mapping),
    has_help_center: false,
    help_center_state: 'disabled',
    active: flag(input.active, true),
    default: false,
    is_deleted: false,
    logo: null,
    ticket_form_ids: [],
    signature_template: text(input.signature_template, '{{agent.signature}}'),
    user_separation: text(input.user_separation, 'account'),
  });
}

/** [general knowledge] A plan with one brand has no endpoint to make another; the others refuse the one too many. */
function checkNumber(store: Store, profile: Profile): void {
  const most = MOST[profile];
  if (most === 1) throw forbidden();
  if (filter(store, 'brands', (row) => !flag(row.is_deleted)).length < most) return;
  throw recordInvalid([{ field: 'base', description: `At most ${most} brands are allowed`, error: 'TooMany' }]);
}

function updateBrand({ store }: Context, row: Row, input: Attributes): Row {
  if (flag(row.is_deleted)) throw notFound();
  const changes: Attributes = {};
  const problems: Problem[] = [...otherProblems(store, input, row)];
  if (input.name !== undefined) {
    changes.name = text(input.name).trim();
    if (changes.name === '') problems.push(blank('name'));
  }
  if (input.subdomain !== undefined) {
    const subdomain = text(input.subdomain).trim().toLowerCase();
    problems.push(...subdomainProblem(store, subdomain, row.id));
    changes.subdomain = subdomain;
  }
  const active = flag(input.active, flag(row.active));
  const becomesDefault = !flag(row.default) && flag(input.default);
  // "The default brand cannot be deleted or deactivated until another brand is made the default."
  if (!active && flag(row.default)) problems.push(invalid('active', 'Active: the default brand must be active'));
  if (!active && becomesDefault) problems.push(invalid('default', 'Default: an inactive brand cannot be the default'));
  if (problems.length > 0) throw recordInvalid(problems);
  changes.active = active;
  if (input.host_mapping !== undefined) changes.host_mapping = textOrNull(input.host_mapping);
  if (input.signature_template !== undefined) changes.signature_template = textOrNull(input.signature_template);
  if (input.user_separation !== undefined) changes.user_separation = text(input.user_separation);
  const placed: Attributes = { ...row, ...changes };
  changes.brand_url = address(text(placed.subdomain), textOrNull(placed.host_mapping));
  if (becomesDefault) {
    giveUpDefault(store, row);
    changes.default = true;
  }
  return patch(store, 'brands', row, changes);
}

function otherProblems(store: Store, input: Attributes, self: Row | undefined): Problem[] {
  const separation = input.user_separation;
  const host = textOrNull(input.host_mapping);
  const taken =
    host !== null &&
    filter(store, 'brands', (row) => row.id !== self?.id && !flag(row.is_deleted) && row.host_mapping === host).length;
  return [
    ...(separation === undefined || SEPARATIONS.includes(text(separation))
      ? []
      : [invalid('user_separation', 'User separation: is not included in the list')]),
    ...(taken ? [invalid('host_mapping', `Host mapping: ${host} has already been taken`)] : []),
  ];
}

/** As the account settings do it. */
export function makeDefaultBrand(store: Store, brand: Row): void {
  giveUpDefault(store, brand);
  patch(store, 'brands', brand, { default: true });
}

/** There is one default; the account settings name it too. */
function giveUpDefault(store: Store, next: Row): void {
  for (const brand of filter(store, 'brands', (row) => flag(row.default))) {
    patch(store, 'brands', brand, { default: false });
  }
  const settings = find(store, 'settings', 'account');
  if (!settings) return;
  patch(store, 'settings', settings, { brands: { ...object(settings.brands), default_brand_id: next.id } });
}

function removeBrand({ store }: Context, row: Row): void {
  if (flag(row.is_deleted)) throw notFound();
  if (flag(row.default)) throw recordInvalid([invalid('base', 'The default brand cannot be deleted')]);
  // The brand stays behind as deleted (`include_deleted`), and rules keep pointing to it.
  patch(store, 'brands', row, { is_deleted: true, active: false });
  // "All support addresses in the domain will be deleted" (support.zendesk.com/hc/en-us/articles/204577973).
  for (const own of filter(store, 'recipient_addresses', (item) => item.brand_id === row.id)) {
    drop(store, 'recipient_addresses', own.id);
  }
}

function address(subdomain: string, host: string | null): string {
  return `https://${host === null || host === '' ? `${subdomain}.zendesk.com` : host}`;
}
