/** conversations.*: api.slack.com/methods?filter=conversations. Channels can be archived, never deleted. */

import type { Attributes, Id, Row } from '../json.ts';
import { flag, list, object, text } from '../json.ts';
import { newChannel } from '../seed/slack.ts';
import type { Store } from '../store.ts';
import { find, nowMs, put, rows, viewed } from '../store.ts';
import type { SlackCall, SlackMethod } from './method.ts';
import { needed, SlackError, slackPage } from './method.ts';

const READ = ['channels:read', 'groups:read'];
const MANAGE = ['channels:manage', 'groups:write'];
const TOPIC = [...MANAGE, 'channels:write.topic', 'groups:write.topic'];
const TYPES = ['public_channel', 'private_channel', 'mpim', 'im'];
const LONGEST_NAME = 80;
const LONGEST_TOPIC = 250;

function isMember(channel: Row, user: Id): boolean {
  return list(channel.members).includes(user);
}

/** [general knowledge] Topics come back with `&`, `<` and `>` escaped, as all of Slack's texts do. */
function escapeText(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function presentChannel(call: SlackCall, row: Row, counted = false): Attributes {
  const { members, updated, context_team_id, ...shown } = row;
  const escaped = (value: Attributes) => ({ ...value, value: escapeText(text(value.value)) });
  return {
    ...shown,
    is_member: isMember(row, call.bot.id),
    is_pending_ext_shared: false,
    pending_shared: [],
    topic: escaped(object(row.topic)),
    purpose: escaped(object(row.purpose)),
    ...(counted ? { num_members: list(members).length } : {}),
  };
}

/** Private channels exist only for their members. */
function channelOf(call: SlackCall): Row {
  const channel = find(call.store, 'slack_channels', needed(call, 'channel'));
  if (!channel || (flag(channel.is_private) && !isMember(channel, call.bot.id)))
    throw new SlackError('channel_not_found');
  return channel;
}

function change(store: Store, channel: Row, changes: Attributes): Row {
  return put(store, 'slack_channels', { ...channel, ...changes, updated: nowMs(store), id: channel.id });
}

function checkName(store: Store, name: string, self?: Id): string {
  if (name === '') throw new SlackError('invalid_name_required');
  if (name.length > LONGEST_NAME) throw new SlackError('invalid_name_maxlength');
  if (/^[\W_]+$/.test(name)) throw new SlackError('invalid_name_punctuation');
  if (/[^\p{Ll}\p{Lo}\p{N}_-]/u.test(name)) throw new SlackError('invalid_name_specials');
  // Archived channels keep their names.
  for (const other of rows(store, 'slack_channels')) {
    if (other.name === name && other.id !== self) throw new SlackError('name_taken');
  }
  return name;
}

const byCreation = (left: Row, right: Row) =>
  Number(left.created) - Number(right.created) || (String(left.id) < String(right.id) ? -1 : 1);

function listChannels(call: SlackCall): Attributes {
  const types = text(call.args.types, 'public_channel')
    .split(',')
    .map((type) => type.trim());
  if (types.some((type) => !TYPES.includes(type))) throw new SlackError('invalid_types');
  const visible = viewed(call.store, 'slack_channels', 'creation', byCreation).filter((channel) =>
    flag(channel.is_private)
      ? types.includes('private_channel') && isMember(channel, call.bot.id)
      : types.includes('public_channel'),
  );
  const page = slackPage(call, visible, 100);
  // Archived channels are taken out after paging: a page may hold fewer than the limit, or none, and not be the last.
  const shown = page.items.filter((channel) => !(flag(call.args.exclude_archived) && flag(channel.is_archived)));
  return { channels: shown.map((row) => presentChannel(call, row, true)), response_metadata: page.metadata };
}

function write(scopes: readonly string[], perMinute: number, handle: SlackMethod['handle']): SlackMethod {
  return { write: true, scopes, perMinute, handle };
}

function read(perMinute: number, handle: SlackMethod['handle']): SlackMethod {
  return { write: false, scopes: READ, perMinute, handle };
}

function setText(key: 'topic' | 'purpose'): SlackMethod {
  return write(TOPIC, 20, (call) => {
    const channel = channelOf(call);
    if (flag(channel.is_archived)) throw new SlackError('is_archived');
    if (!isMember(channel, call.bot.id)) throw new SlackError('not_in_channel');
    const value = text(call.args[key]);
    if (value.length > LONGEST_TOPIC) throw new SlackError('too_long');
    const last_set = Math.floor(nowMs(call.store) / 1000);
    const changed = change(call.store, channel, { [key]: { value, creator: call.bot.id, last_set } });
    return { channel: presentChannel(call, changed) };
  });
}

function invite(call: SlackCall): Attributes {
  const channel = channelOf(call);
  if (flag(channel.is_archived)) throw new SlackError('is_archived');
  if (!isMember(channel, call.bot.id)) throw new SlackError('not_in_channel');
  const users = needed(call, 'users')
    .split(',')
    .map((user) => user.trim());
  const errors = users.flatMap((user) => inviteProblem(call, channel, user));
  const welcome = users.filter((user) => !errors.some((error) => error.user === user));
  if (errors.length > 0 && (!flag(call.args.force) || welcome.length === 0)) {
    throw new SlackError(text(errors[0]?.error), { errors });
  }
  const changed = change(call.store, channel, { members: [...list(channel.members), ...welcome] });
  return { channel: presentChannel(call, changed) };
}

function inviteProblem(call: SlackCall, channel: Row, user: string): Attributes[] {
  if (user === call.bot.id) return [{ user, ok: false, error: 'cant_invite_self' }];
  if (!find(call.store, 'slack_users', user)) return [{ user, ok: false, error: 'user_not_found' }];
  return isMember(channel, user) ? [{ user, ok: false, error: 'already_in_channel' }] : [];
}

export const channelMethods: Readonly<Record<string, SlackMethod>> = {
  'conversations.list': read(20, listChannels),
  'conversations.info': read(50, (call) => ({
    channel: presentChannel(call, channelOf(call), flag(call.args.include_num_members)),
  })),
  'conversations.members': read(100, (call) => {
    const members = list(channelOf(call).members).map((id) => ({ id: text(id) }));
    const page = slackPage(call, members, 100);
    return { members: page.items.map((member) => member.id), response_metadata: page.metadata };
  }),
  'conversations.create': write(MANAGE, 20, (call) => {
    const name = checkName(call.store, text(call.args.name));
    const created = Math.floor(nowMs(call.store) / 1000);
    const more = { created, is_private: flag(call.args.is_private) };
    return { channel: presentChannel(call, newChannel(call.store, name, call.bot.id, [call.bot.id], more)) };
  }),
  'conversations.rename': write(MANAGE, 20, (call) => {
    const channel = channelOf(call);
    if (flag(channel.is_archived)) throw new SlackError('is_archived');
    if (!isMember(channel, call.bot.id)) throw new SlackError('not_in_channel');
    // [general knowledge] Only the creator, or a person with the right to, may rename.
    if (channel.creator !== call.bot.id) throw new SlackError('not_authorized');
    const name = checkName(call.store, text(call.args.name), channel.id);
    const names = [text(channel.name), ...list(channel.previous_names)];
    const changed = change(call.store, channel, { name, name_normalized: name, previous_names: names });
    return { channel: presentChannel(call, changed) };
  }),
  'conversations.archive': write(MANAGE, 20, (call) => {
    const channel = channelOf(call);
    if (flag(channel.is_general)) throw new SlackError('cant_archive_general');
    if (flag(channel.is_archived)) throw new SlackError('already_archived');
    if (!isMember(channel, call.bot.id)) throw new SlackError('not_in_channel');
    change(call.store, channel, { is_archived: true });
    return {};
  }),
  'conversations.unarchive': write([...MANAGE, 'channels:write'], 20, (call) => {
    const channel = channelOf(call);
    if (!flag(channel.is_archived)) throw new SlackError('not_archived');
    // "Bot tokens cannot currently be used", says the page of the method; what they get is reported in its users' issues.
    if (call.caller === call.bot) throw new SlackError('not_in_channel');
    // Archiving takes bots out; they come back by joining (general knowledge). Who unarchives is in again.
    const people = list(channel.members).filter((id) => id !== call.bot.id && id !== call.caller.id);
    change(call.store, channel, { is_archived: false, members: [...people, call.caller.id] });
    return {};
  }),
  'conversations.join': write(['channels:join'], 50, (call) => {
    const channel = channelOf(call);
    if (flag(channel.is_archived)) throw new SlackError('is_archived');
    if (flag(channel.is_private)) throw new SlackError('method_not_supported_for_channel_type');
    if (isMember(channel, call.bot.id)) {
      const again = 'already_in_channel';
      return { channel: presentChannel(call, channel), warning: again, response_metadata: { warnings: [again] } };
    }
    const changed = change(call.store, channel, { members: [...list(channel.members), call.bot.id] });
    return { channel: presentChannel(call, changed) };
  }),
  'conversations.setTopic': setText('topic'),
  'conversations.setPurpose': setText('purpose'),
  'conversations.invite': write([...MANAGE, 'channels:write.invites', 'groups:write.invites'], 50, invite),
};
