/** One connection to PostgreSQL: one statement at a time, none that waits for ever, and an end that everybody notices. */
import type { Client, ClientConfig } from 'pg';
import { z } from 'zod';
import { fail } from '../core/diagnostic.ts';
import { codeOf, databaseError, messageOf, type Target } from './postgres-errors.ts';

export interface Session {
  /** The rows of one statement. Throws what the driver throws, the loss of the connection included. */
  query<Row extends z.ZodType>(row: Row, text: string, values?: readonly unknown[]): Promise<readonly z.output<Row>[]>;
  /** Several statements at once, without values. */
  run(script: string): Promise<void>;
  /** Why the connection is gone; undefined while it is there. */
  lost(): string | undefined;
  /** Throws the known error for what a statement threw. */
  explain(error: unknown): never;
  close(): Promise<void>;
}

/** Nobody waits longer for a server, or for an answer of it; a large state takes a while on a slow line. */
const CONNECT_MS = 15_000;
const ANSWER_MS = 60_000;
const GOODBYE_MS = 2000;

/**
 * What each session asks of its server, where the server knows it: a session that says nothing for two minutes ends, and
 * with it its lock (a stopped process, a sleeping laptop); one whose host is gone is noticed within a minute; what was
 * committed is on disk.
 */
const SETTINGS = `
  select set_config(name, wanted, false) from pg_settings join (values
    ('idle_session_timeout', '120s'), ('idle_in_transaction_session_timeout', '60s'), ('statement_timeout', '60s'),
    ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3')
  ) as asked(name, wanted) using (name)
  union all select set_config(name, 'on', false) from pg_settings where name = 'synchronous_commit' and setting = 'off'`;

/** A session that says something at least this often stays. */
export const HEARTBEAT_MS = 30_000;

/** Connects. `from` is how the spec names the address. Throws `STATE_DATABASE` with cause and cure. */
export async function openSession(url: string, from: string): Promise<Session> {
  const { Client: Postgres } = await import('pg');
  const client = clientFor(Postgres, url, from);
  const { host, user = '', database = '' } = client;
  const target = { host: host.startsWith('/') ? host : `${host}:${client.port}`, user, database, from };
  const session = sessionOf(client, target);
  try {
    await client.connect();
    await session.query(z.unknown(), SETTINGS);
    return session;
  } catch (error) {
    await session.close();
    throw databaseError(error, target);
  }
}

function clientFor(Postgres: new (config: ClientConfig) => Client, url: string, from: string): Client {
  try {
    return new Postgres({
      connectionString: withLibpqModes(url),
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      application_name: 'supportctl',
    });
  } catch (error) {
    // The parser's own words may quote the address.
    const why = /sslmode=verify-ca/.test(messageOf(error))
      ? 'sslmode=verify-ca needs sslrootcert=PATH'
      : codeOf(error) === 'ENOENT'
        ? 'it names a certificate file that is not there'
        : 'it is no address of a database';
    return fail('STATE_DATABASE', `the address in ${from} cannot be used: ${why}`, {
      hint: 'write postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=verify-full, special characters as %XX',
    });
  }
}

/** `sslmode` as libpq means it, which is what people copy into an address; the driver would warn and do otherwise. */
function withLibpqModes(url: string): string {
  if (!/[?&]sslmode=/.test(url) || url.includes('uselibpqcompat=')) return url;
  return `${url}&uselibpqcompat=true`;
}

function sessionOf(client: Client, target: Target): Session {
  let gone: string | undefined;
  let last: Promise<unknown> = Promise.resolve();
  client.on('error', (error) => {
    gone ??= messageOf(error);
  });
  client.on('end', () => {
    gone ??= 'the connection has ended';
  });

  async function ask<T>(work: () => Promise<T>): Promise<T> {
    if (gone !== undefined) throw new Error(gone);
    try {
      return await work();
    } catch (error) {
      // An answer that did not come may still come, to another question: nothing more is asked.
      if (/timeout/i.test(messageOf(error))) {
        gone ??= 'it does not answer';
        client.connection.stream.destroy();
      } else if (isFatal(error)) gone ??= messageOf(error);
      throw error;
    }
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const asked = last.then(() => ask(work));
    last = asked.catch(() => undefined);
    return asked;
  }

  return {
    query: (row, text, values = []) =>
      inTurn(async () => z.array(row).parse((await client.query(text, [...values])).rows)),
    run: (script) =>
      inTurn(async () => {
        await client.query(script);
      }),
    lost: () => gone,
    explain: (error) => {
      throw databaseError(error, target);
    },
    close: async () => {
      if (gone !== undefined) return;
      // The far end may be gone without a word.
      setTimeout(() => client.connection.stream.destroy(), GOODBYE_MS).unref();
      await client.end().catch(() => undefined);
    },
  };
}

/** The server ends a session with its last words to whatever was asked. */
function isFatal(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'FATAL';
}
