/** Themes of help centers: developer.zendesk.com/api-reference/help_center/help-center-api/theming/ */

import { guideListed } from '../../errors.ts';
import type { Attributes, Row } from '../../json.ts';
import { flag, text } from '../../json.ts';
import type { Context, Kind } from '../../kinds.ts';
import type { Call, Route } from '../../router.ts';
import { noContent, ok, param } from '../../router.ts';
import type { Store } from '../../store.ts';
import { byId, drop, filter, ordered, patch } from '../../store.ts';
import { brandNamed, plantTheme, settleJobs, themeNamed } from './theme-rows.ts';

/** The owner of an account writes themes by the API, or adds and publishes them by hand. */
export const themes: Kind = {
  name: 'themes',
  one: 'theme',
  path: '/guide/theming/themes',
  scope: 'themes',
  paging: 'none',
  create: ({ store, brand }, input) => {
    const row = plantTheme(store, text(input.brand_id ?? brand?.id), text(input.name), { origin: 'ui' });
    return flag(input.live) ? publish(store, row) : row;
  },
  update: ({ store }, row, { live, ...input }) => {
    const updated = patch(store, 'themes', row, input);
    return flag(live) ? publish(store, updated) : updated;
  },
  remove: removeTheme,
};

const PATH = themes.path;
const manager = { scope: 'themes', access: 'admin' } as const;

export const themeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    ...manager,
    handle: (call) => {
      settleJobs(call.store);
      const wanted = call.query.get('brand_id');
      const brand = wanted === null ? undefined : brandNamed(call.store, wanted);
      const chosen = ordered(call.store, 'themes', 'id', byId).filter((row) => !brand || row.brand_id === brand);
      return ok({ themes: chosen.map(presentTheme) });
    },
  },
  { method: 'GET', path: `${PATH}/:id`, ...manager, handle: (call) => ok({ theme: presentTheme(themeOf(call)) }) },
  {
    method: 'POST',
    path: `${PATH}/:id/publish`,
    ...manager,
    handle: (call) => ok({ theme: presentTheme(publish(call.store, themeOf(call))) }),
  },
  {
    method: 'DELETE',
    path: `${PATH}/:id`,
    ...manager,
    handle: (call) => {
      removeTheme(call, themeOf(call));
      return noContent();
    },
  },
];

function presentTheme({ origin, file, settings, ...row }: Row): Attributes {
  return row;
}

function themeOf(call: Call): Row {
  settleJobs(call.store);
  return themeNamed(call.store, param(call, 'id'));
}

function publish(store: Store, row: Row): Row {
  for (const other of filter(store, 'themes', (theme) => theme.brand_id === row.brand_id && flag(theme.live))) {
    if (other.id !== row.id) patch(store, 'themes', other, { live: false });
  }
  return patch(store, 'themes', row, { live: true });
}

/** "A brand's live theme cannot be deleted." */
function removeTheme({ store }: Pick<Context, 'store'>, row: Row): void {
  if (flag(row.live)) throw guideListed(400, 'LiveThemeDeleted', "A brand's live theme cannot be deleted");
  drop(store, 'themes', row.id);
}
