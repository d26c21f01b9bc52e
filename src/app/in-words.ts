/** What a platform answers instead of what was asked is no bug of ours: it is told like any other problem. */
import { SupportctlError } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { type Connection, isSendFailure, type SendFailure } from '../core/provider.ts';

/** The connection, with failed reads as a `SupportctlError` that names what was being read. */
export function inWords(connection: Connection, kinds: ReadonlyMap<string, Kind>): Connection {
  function unreadable(name: string): (error: unknown) => never {
    return (error) => {
      if (!isSendFailure(error)) throw error;
      throw new SupportctlError([
        {
          code: 'PLATFORM_UNREADABLE',
          severity: 'error',
          summary: `${kinds.get(name)?.plural ?? name} could not be read: ${error.message}`,
          ...hintFor(error),
        },
      ]);
    };
  }
  return {
    ...connection,
    list: (kind, pick) => connection.list(kind, pick).catch(unreadable(kind)),
    get: (kind, id) => connection.get(kind, id).catch(unreadable(kind)),
  };
}

function hintFor({ kind }: SendFailure): { readonly hint?: string } {
  if (kind === 'auth' || kind === 'anonymous') return { hint: 'sign in anew, and check the credentials' };
  if (kind === 'server' || kind === 'network' || kind === 'timeout') {
    return { hint: 'run the command again; nothing is lost' };
  }
  return {};
}
