/** Fills an empty store with the account of a profile. */

import type { Profile } from '../features.ts';
import { createStore } from '../store.ts';
import type { World } from '../world.ts';
import { seedAccount } from './account.ts';
import { seedApps } from './apps.ts';
import { seedEnterprise } from './enterprise.ts';
import { seedGuide, seedThemes } from './guide.ts';
import { seedHelpCenter, seedHelpCenterAccess, seedOutletGuide } from './help-center.ts';
import { seedObjects } from './objects.ts';
import type { Garden } from './plant.ts';
import { seedReasons } from './satisfaction.ts';
import { seedSlack } from './slack.ts';
import { seedTickets } from './tickets.ts';

export function seedWorld(world: World, profile: Profile): void {
  const { store } = world;
  const empty = createStore();
  store.tables = empty.tables;
  store.frozen = undefined;
  store.serial = 0;
  world.profile = profile;
  const company = world.subdomain.charAt(0).toUpperCase() + world.subdomain.slice(1);
  const garden: Garden = { store, subdomain: world.subdomain, company };
  const account = seedAccount(garden, profile);
  const access = seedHelpCenterAccess(garden, profile);
  seedHelpCenter(garden, account.brand, account.owner, access);
  if (profile === 'enterprise') {
    const outlet = seedEnterprise(garden, account);
    seedOutletGuide(garden, outlet, account.owner, access);
  }
  seedTickets(garden, profile, account.brand, account.form);
  seedSlack(garden);
  seedThemes(garden, profile);
  if (profile === 'enterprise') {
    seedGuide(garden);
    seedObjects(garden, account.owner);
    seedApps(garden, account.owner);
  }
  seedReasons(garden);
  store.changed();
}
