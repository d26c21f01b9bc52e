/** auth.test and the methods that find people. api.slack.com/methods */

import type { Attributes, Row } from '../json.ts';
import { isObject, object, text } from '../json.ts';
import { nowMs, ordered } from '../store.ts';
import type { SlackMethod } from './method.ts';
import { needed, SlackError, slackPage } from './method.ts';

const TEAM = 'T0SANDBOX1';

function presentUser(row: Row): Attributes {
  const profile = object(row.profile);
  const name = text(row.real_name);
  return {
    ...row,
    color: '4bbe2e',
    tz: 'America/New_York',
    tz_label: 'Eastern Standard Time',
    tz_offset: -18000,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_app_user: false,
    profile: {
      title: '',
      phone: '',
      skype: '',
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      avatar_hash: 'g0000000000a',
      display_name: name,
      display_name_normalized: name,
      real_name: name,
      real_name_normalized: name,
      team: TEAM,
      ...Object.fromEntries(
        [24, 32, 48, 72, 192, 512].map((size) => [
          `image_${size}`,
          `https://avatars.example/${text(row.id)}-${size}.png`,
        ]),
      ),
      ...profile,
    },
  };
}

const byName = (left: Row, right: Row) => (String(left.id) < String(right.id) ? -1 : 1);

export const userMethods: Readonly<Record<string, SlackMethod>> = {
  'auth.test': {
    write: false,
    scopes: [],
    perMinute: 600,
    handle: ({ subdomain, bot }) => ({
      url: `https://${subdomain}.slack.com/`,
      team: subdomain.charAt(0).toUpperCase() + subdomain.slice(1),
      user: text(bot.name),
      team_id: TEAM,
      user_id: bot.id,
      bot_id: `B${text(bot.id).slice(1)}`,
      is_enterprise_install: false,
    }),
  },
  'users.list': {
    write: false,
    scopes: ['users:read'],
    perMinute: 20,
    handle: (call) => {
      const page = slackPage(call, ordered(call.store, 'slack_users', 'id', byName), 1000);
      return {
        members: page.items.map(presentUser),
        cache_ts: Math.floor(nowMs(call.store) / 1000),
        response_metadata: page.metadata,
      };
    },
  },
  'users.lookupByEmail': {
    write: false,
    scopes: ['users:read.email'],
    perMinute: 50,
    handle: (call) => {
      const email = needed(call, 'email').toLowerCase();
      const user = ordered(call.store, 'slack_users', 'id', byName).find(
        (row) => isObject(row.profile) && text(row.profile.email).toLowerCase() === email && row.deleted !== true,
      );
      if (!user) throw new SlackError('users_not_found');
      return { user: presentUser(user) };
    },
  },
};
