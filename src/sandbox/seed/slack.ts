/** A Slack workspace: people, the general channel, a private one and one that was archived. */

import { nextSlack } from '../ids.ts';
import type { Attributes, Id, Row } from '../json.ts';
import type { Store } from '../store.ts';
import { put } from '../store.ts';
import type { Garden } from './plant.ts';
import { BORN } from './plant.ts';

const SECONDS = Math.floor(Date.parse(BORN) / 1000);

function seedPerson(store: Store, name: string, email: string, more: Attributes = {}): Row {
  const id = nextSlack(store, 'U');
  return put(store, 'slack_users', {
    id,
    team_id: 'T0SANDBOX1',
    name: name.toLowerCase().replace(/\W+/g, '.'),
    real_name: name,
    deleted: false,
    is_bot: false,
    updated: SECONDS,
    profile: { real_name: name, display_name: name, email },
    ...more,
  });
}

export function newChannel(
  store: Store,
  name: string,
  creator: Id,
  members: readonly Id[],
  more: Attributes = {},
): Row {
  const at = Number(more.created ?? SECONDS);
  const empty = { value: '', creator: '', last_set: 0 };
  return put(store, 'slack_channels', {
    id: nextSlack(store, 'C'),
    name,
    name_normalized: name,
    is_channel: more.is_private !== true,
    is_group: more.is_private === true,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_archived: false,
    is_general: false,
    is_shared: false,
    is_org_shared: false,
    is_ext_shared: false,
    unlinked: 0,
    context_team_id: 'T0SANDBOX1',
    parent_conversation: null,
    creator,
    created: at,
    updated: at * 1000,
    topic: empty,
    purpose: empty,
    previous_names: [],
    members: [...members],
    ...more,
  });
}

export function seedSlack({ store, subdomain }: Garden): void {
  const bot = seedPerson(store, 'Support Bot', '', {
    is_bot: true,
    name: 'supportbot',
    profile: { real_name: 'Support Bot' },
  });
  const owner = seedPerson(store, 'Olive Ownby', `owner@${subdomain}.example`);
  const agent = seedPerson(store, 'Arun Agarwal', `agent@${subdomain}.example`);
  const people = [owner.id, agent.id];
  newChannel(store, 'general', owner.id, [...people, bot.id], {
    is_general: true,
    purpose: { value: 'For everybody', creator: owner.id, last_set: SECONDS },
  });
  newChannel(store, 'support', owner.id, people, {
    topic: { value: 'Tickets & talk', creator: owner.id, last_set: SECONDS },
  });
  newChannel(store, 'old-incidents', owner.id, people, { is_archived: true });
  newChannel(store, 'leads-only', owner.id, [...people, bot.id], { is_private: true });
}
