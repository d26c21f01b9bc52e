/** Zendesk: its kinds, and the way in. What speaks HTTP is loaded when a connection is made. */
import { fail } from '../../core/diagnostic.ts';
import type { TextForm } from '../../core/kind.ts';
import type { Connection, ConnectOptions, Provider } from '../../core/provider.ts';
import { bindings } from './kinds.ts';

/** https://support.zendesk.com/hc/en-us/articles/4408886858138: placeholders of custom ticket fields hold their ids. */
const textForms: readonly TextForm[] = [
  {
    kind: 'ticket_field',
    open: '{{ticket.field.',
    close: '}}',
    nativeOpen: '{{ticket.ticket_field_',
    nativeClose: '}}',
  },
  {
    kind: 'ticket_field',
    open: '{{ticket.field_option_title.',
    close: '}}',
    nativeOpen: '{{ticket.ticket_field_option_title_',
    nativeClose: '}}',
  },
];

export const zendesk: Provider = {
  name: 'zendesk',
  title: 'Zendesk',
  kinds: bindings.map((binding) => binding.kind),
  textForms,
  connect,
  examine: async (options) => (await import('./examine.ts')).examineZendesk(options, bindings),
  signIn: {
    begin: async (options) => (await import('./sign-in.ts')).begin(options),
    end: async (options) => (await import('./sign-in.ts')).end(options),
  },
  offline: async (options) => (await import('./offline.ts')).openOffline(options),
};

async function connect(options: ConnectOptions): Promise<Connection> {
  const [{ cureOf, openClient, signInProblem }, { HttpError }, { createConnection }] = await Promise.all([
    import('./connecting.ts'),
    import('../../http/errors.ts'),
    import('./connection.ts'),
  ]);
  let credential: Awaited<ReturnType<typeof openClient>>['credential'] | undefined;
  try {
    const opened = await openClient(options);
    credential = opened.credential;
    const { client } = opened;
    const me = await client.whoami();
    if (me.role === 'end-user') {
      fail('SIGN_IN', `Zendesk knows ${me.email || me.id} as a customer, who may not read settings`, {
        hint: 'Use the credential of an admin, or of an agent who may see what the spec is about',
      });
    }
    const warnings = client.warnings.map((summary) => ({ code: 'CREDENTIAL', severity: 'warning', summary }) as const);
    return createConnection({ client, bindings, identity: me.email || me.id, self: me.id, warnings });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw signInProblem(error, cureOf(error, credential));
  }
}
