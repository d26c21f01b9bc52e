/** Account settings: developer.zendesk.com/api-reference/ticketing/account-configuration/account_settings/ */

import type { Attributes } from '../json.ts';
import { flag, list, number, object } from '../json.ts';
import { wrapped } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import { find } from '../store.ts';
import { enableLocales } from './locales.ts';

export const accountSettingsRoutes: readonly Route[] = [
  { method: 'GET', path: '/account/settings', scope: 'tickets', access: 'agent', handle: show },
  { method: 'PUT', path: '/account/settings', scope: 'tickets', access: 'admin', handle: update },
  { method: 'GET', path: '/account/features', scope: 'tickets', access: 'agent', handle: showFeatures },
];

/** Documented nowhere; public code reads it as a map of names to whether each is on. */
function showFeatures(call: Call): Reply {
  const names = call.query.get('ids')?.split(',');
  const features = Object.entries(object(find(call.store, 'settings', 'account')?.features))
    .filter(([name]) => names?.includes(name) ?? true)
    .map(([name, enabled]) => [name, { enabled: flag(enabled) }]);
  return ok({ features: Object.fromEntries(features) });
}

function show(call: Call): Reply {
  const { id, created_at, updated_at, features, owner_id, seats, ...settings }: Attributes =
    find(call.store, 'settings', 'account') ?? {};
  return ok({ settings });
}

/** Of all settings the languages alone are taken here; what cannot be written is passed over in silence. */
function update(call: Call): Reply {
  const { locale_ids } = object(wrapped(call, 'settings').localization);
  if (Array.isArray(locale_ids))
    enableLocales(
      call.store,
      list(locale_ids).map((id) => number(id)),
    );
  return show(call);
}
