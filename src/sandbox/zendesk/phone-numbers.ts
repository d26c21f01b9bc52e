/** Talk's numbers, which an account without Talk has no address for: developer.zendesk.com/api-reference/voice/talk-api/phone_numbers/ */

import { invalidEndpoint } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes } from '../json.ts';
import { flag, text } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { readRoutes } from '../kinds.ts';
import type { Route } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, count, filter, insert, ordered } from '../store.ts';
import type { Subject } from './vocabulary.ts';
import { ACTIONS } from './vocabulary.ts';

export const phoneNumbers: Kind = {
  name: 'phone_numbers',
  one: 'phone_number',
  path: '/channels/voice/phone_numbers',
  scope: 'channels',
  paging: 'both',
  withoutUrl: true,
  // Numbers are bought in the admin pages.
  create: ({ store }, input) => {
    const number = text(input.number);
    return insert(store, 'phone_numbers', nextNumber(store), {
      number,
      display_number: number,
      nickname: text(input.nickname, number),
      name: text(input.nickname, number),
      country_code: 'US',
      sms_enabled: flag(input.sms_enabled),
      voice_enabled: flag(input.voice_enabled, true),
      external: false,
    });
  },
};

export const phoneNumberRoutes: readonly Route[] = readRoutes(phoneNumbers).map((route) => ({
  ...route,
  handle: (call) => {
    if (count(call.store, 'phone_numbers') === 0) throw invalidEndpoint();
    return route.handle(call);
  },
}));

/** Rules can send texts where a number can: the shapes are those of a recorded account's definitions. */
export function textActions(store: Store): readonly Subject[] {
  const numbers = filter(store, 'phone_numbers', (row) => flag(row.sms_enabled));
  if (numbers.length === 0) return [];
  return ['user', 'group'].flatMap((to) => {
    const mail = ACTIONS.find((action) => action.subject === `notification_${to}`);
    if (!mail) return [];
    return [{ ...mail, subject: `notification_sms_${to}`, title: `Text ${to}`, type: 'sms', metadata }];
  });
}

function metadata(store: Store): Attributes {
  const numbers = ordered(store, 'phone_numbers', 'id', byId).filter((row) => flag(row.sms_enabled));
  return { phone_numbers: numbers.map((row) => ({ value: row.id, title: text(row.display_number) })) };
}
