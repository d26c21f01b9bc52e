/** Slack: channels of the workspace that SLACK_BOT_TOKEN belongs to; SLACK_USER_TOKEN unarchives, which no bot may. */
import { fail } from '../../core/diagnostic.ts';
import type { Connection, ConnectOptions, Listing, LiveObject, Provider } from '../../core/provider.ts';
import { channelKind, channelObject, channelWriter, PERSONS_METHODS } from './kinds/channel.ts';

export const slack: Provider = {
  name: 'slack',
  title: 'Slack',
  companion: true,
  kinds: [channelKind],
  textForms: [],
  connect,
  examine: async (options) => (await import('./examine.ts')).examineSlack(options),
};

async function connect(options: ConnectOptions): Promise<Connection> {
  const [{ createSlackClient }, { createTrace }, { HttpError }] = await Promise.all([
    import('./client.ts'),
    import('../../http/trace.ts'),
    import('../../http/errors.ts'),
  ]);
  try {
    const shared = {
      env: options.env,
      trace: createTrace(options.trace),
      ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    };
    const client = createSlackClient(shared);
    const person = options.env.SLACK_USER_TOKEN?.trim() ? createSlackClient({ ...shared, as: 'person' }) : undefined;
    const decode = (native: Readonly<Record<string, unknown>>) => channelObject(native, person !== undefined);
    const me = await client.whoami();
    return {
      provider: 'slack',
      account: me.teamId,
      identity: `${me.user} in ${me.team}`,
      warnings: [],
      list,
      get,
      writer: () => channelWriter,
      async send({ path, body }) {
        const args = typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
        const caller = PERSONS_METHODS.has(path) ? (person ?? client) : client;
        return { status: 200, headers: {}, body: await caller.call(path, args, { write: true }) };
      },
      requests: () => client.trace.requests(),
    };

    async function list(): Promise<Listing> {
      try {
        const args = { types: 'public_channel,private_channel', exclude_archived: 'false' };
        return {
          available: true,
          objects: (await client.list('conversations.list', 'channels', args)).map(decode),
        };
      } catch (error) {
        if (!(error instanceof HttpError) || error.kind !== 'forbidden') throw error;
        return { available: false, reason: error.message };
      }
    }

    async function get(_kind: string, id: string): Promise<LiveObject | undefined> {
      try {
        const { channel } = await client.call('conversations.info', { channel: id }, { write: false });
        return typeof channel === 'object' && channel !== null
          ? decode(Object.fromEntries(Object.entries(channel)))
          : undefined;
      } catch (error) {
        if (error instanceof HttpError && error.kind === 'not_found') return undefined;
        throw error;
      }
    }
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return fail('SIGN_IN', error.message, { hint: 'Check SLACK_BOT_TOKEN: the token of a bot, xoxb-…' });
  }
}
