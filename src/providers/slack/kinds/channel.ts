/** Channels of a Slack workspace. */
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Reply, Request, Steps, Writer } from '../../../core/provider.ts';
import type { Attributes, Value } from '../../../core/value.ts';

export const channelKind: Kind = {
  name: 'slack_channel',
  provider: 'slack',
  section: ['slack', 'channels'],
  title: 'Slack channel',
  plural: 'Slack channels',
  description: 'A channel of the Slack workspace; the bot is a member of those that it makes.',
  source: 'https://docs.slack.dev/reference/methods/conversations.create',
  capability: { create: true, read: true, update: true, delete: 'archive' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({
      description: 'Name without #: lower-case letters, digits, - and _.',
      required: true,
      max: 80,
      pattern: /^[\p{Ll}\p{Lo}\p{N}_-]+$/u,
      patternSays: 'lower-case letters, digits, - and _, without #',
    }),
    topic: line({
      description: 'Line at the top of the channel.',
      max: 250,
      platformDefault: '',
      keptOnAdoption: true,
    }),
    purpose: line({ description: 'What the channel is for.', max: 250, platformDefault: '', keptOnAdoption: true }),
    private: flag({ description: 'Seen by its members only.', mutability: 'immutable', platformDefault: false }),
  },
  naturalKey: (attributes) => String(attributes.name),
  keyUnique: true,
  idInText: /\b[CG][A-Z0-9]{8,}\b/,
  hazards: [
    '2026-11-21: an archived channel keeps its name taken; it is revived rather than made again.',
    '2026-11-22: Slack lets no bot unarchive a channel; that needs SLACK_USER_TOKEN, or a person in Slack.',
    '2026-11-21: private channels are listed only where the bot is a member of them.',
    '2026-11-21: archiving keeps all messages; nothing is deleted.',
  ],
};

/** What Slack lets only a person do (https://docs.slack.dev/reference/methods/conversations.unarchive). */
export const PERSONS_METHODS: ReadonlySet<string> = new Set(['conversations.unarchive']);
const ONLY_A_PERSON =
  'it is archived, and Slack lets no bot unarchive: set SLACK_USER_TOKEN to a token of a person (xoxp-…), or unarchive it in Slack';

/** A channel of `conversations.list` as a live object; `revivable`: a person's token is at hand. */
export function channelObject(native: Readonly<Record<string, unknown>>, revivable: boolean): LiveObject {
  const { id, name, topic, purpose, is_private, is_archived, is_general } = native;
  const attributes: Attributes = {
    name: String(name),
    topic: textOf(topic),
    purpose: textOf(purpose),
    private: is_private === true,
  };
  return {
    kind: channelKind.name,
    id: String(id),
    title: String(name),
    attributes,
    aliases: [`#${String(name)}`],
    ...(is_archived === true ? { gone: true } : {}),
    ...(is_archived === true && !revivable ? { locked: ONLY_A_PERSON } : {}),
    ...(is_general === true ? { isDefault: true } : {}),
    native,
  };
}

export const channelWriter: Writer = {
  *create(attributes) {
    const reply = yield {
      ...call('conversations.create', { name: attributes.name, is_private: attributes.private === true }),
      created: idIn,
    };
    const id = idIn(reply) ?? fail('BAD_REPLY', 'Slack created a channel, but its reply does not show it');
    yield* describe(id, attributes, ['topic', 'purpose']);
    const native = channelIn(reply);
    return {
      id,
      live: channelObject({ ...native, topic: valued(attributes.topic), purpose: valued(attributes.purpose) }, true),
    };
  },
  *update(live, target, changed) {
    yield* join(live);
    if (changed.includes('name')) yield call('conversations.rename', { channel: live.id, name: target.name });
    yield* describe(live.id, target, changed);
    const { name, topic, purpose } = target;
    return channelObject(
      { ...live.native, name, topic: valued(topic), purpose: valued(purpose), is_member: true },
      true,
    );
  },
  *remove(live) {
    yield* join(live);
    yield call('conversations.archive', { channel: live.id });
  },
  *revive(live) {
    yield call('conversations.unarchive', { channel: live.id });
    // Whoever unarchives is in the channel again, the bot is not; the next update lets it join.
    return channelObject({ ...live.native, is_archived: false, is_member: false }, true);
  },
};

/** Only members may change a channel; anyone may join a public one. */
function* join(live: LiveObject): Steps<void> {
  if (live.native.is_member === false && live.attributes.private !== true)
    yield call('conversations.join', { channel: live.id });
}

function* describe(channel: string, attributes: Attributes, changed: readonly string[]): Steps<void> {
  const { topic, purpose } = attributes;
  if (changed.includes('topic') && topic !== undefined) yield call('conversations.setTopic', { channel, topic });
  if (changed.includes('purpose') && purpose !== undefined)
    yield call('conversations.setPurpose', { channel, purpose });
}

/** A method of the Web API as a request: its name stands for the path. */
function call(method: string, body: Readonly<Record<string, unknown>>): Request {
  return { method: 'POST', path: method, body };
}

function channelIn(reply: Reply): Readonly<Record<string, unknown>> {
  const channel = isRecord(reply.body) ? reply.body.channel : undefined;
  return isRecord(channel) ? channel : {};
}

function idIn(reply: Reply): string | undefined {
  const { id } = channelIn(reply);
  return typeof id === 'string' ? id : undefined;
}

/** Slack escapes three characters in what it returns (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
function textOf(native: unknown): string {
  const value = isRecord(native) && typeof native.value === 'string' ? native.value : '';
  return value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();
}

function valued(value: Value | undefined): Readonly<Record<string, unknown>> {
  return { value: typeof value === 'string' ? value : '' };
}
