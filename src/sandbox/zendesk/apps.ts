/** Installed apps and the account's own: developer.zendesk.com/api-reference/ticketing/apps/apps/ */

import { notFound } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, list, number, object, objects, text } from '../json.ts';
import type { Kind } from '../kinds.ts';
import type { Route } from '../router.ts';
import { ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, filter, find, insert, ordered } from '../store.ts';

/** Installed by hand, in the admin pages or the marketplace. */
export const appInstallations: Kind = {
  name: 'installations',
  one: 'installation',
  path: '/apps/installations',
  scope: 'apps',
  paging: 'none',
  create: ({ store }, input) => {
    const name = text(input.name, text(object(input.settings).name));
    return insert(store, 'installations', nextNumber(store), {
      app_id: number(input.app_id, nextNumber(store)),
      product: 'support',
      enabled: flag(input.enabled, true),
      group_restrictions: [...list(input.group_restrictions)],
      role_restrictions: input.role_restrictions ?? null,
      settings: { name, title: name, ...object(input.settings) },
    });
  },
};

const read = { scope: 'apps', access: 'agent' } as const;

/** An installation is shown without a wrapper, unlike everything else. */
export const appRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/apps/installations',
    ...read,
    handle: ({ store }) =>
      ok({ installations: ordered(store, 'installations', 'id', byId).map((row) => presentInstallation(store, row)) }),
  },
  {
    method: 'GET',
    path: '/apps/installations/:id',
    ...read,
    handle: (call) => {
      const row = find(call.store, 'installations', param(call, 'id'));
      if (!row) throw notFound();
      return ok(presentInstallation(call.store, row));
    },
  },
  {
    method: 'GET',
    path: '/apps/owned',
    scope: 'apps',
    access: 'admin',
    handle: ({ store }) => ok({ apps: [...filter(store, 'apps', (row) => row.visibility === 'private')] }),
  },
];

/** [general knowledge] What an app calls secure is set and never shown. */
function presentInstallation(store: Store, { zis, ...row }: Row): Attributes {
  const secure = objects(find(store, 'apps', number(row.app_id))?.parameters)
    .filter((parameter) => flag(parameter.secure))
    .map((parameter) => text(parameter.name));
  const settings = Object.fromEntries(Object.entries(object(row.settings)).filter(([name]) => !secure.includes(name)));
  return {
    ...row,
    settings,
    settings_objects: Object.entries(settings).map(([name, value]) => ({ name, value })),
    collapsible: true,
    has_incomplete_subscription: false,
    has_unpaid_subscription: null,
    paid: null,
    pending_installation: false,
    pending_job_id: null,
    plan_information: { name: null },
    recurring_payment: false,
    redirect_path: null,
    servable: flag(row.enabled),
    stripe_account: null,
    stripe_publishable_key: null,
    stripe_subscription_id: null,
  };
}

/** The integrations that triggers can notify: those of installed apps that are switched on. */
export function notifiable(store: Store): readonly string[] {
  return filter(store, 'installations', (row) => flag(row.enabled)).flatMap((row) =>
    typeof row.zis === 'string' ? [row.zis] : [],
  );
}
