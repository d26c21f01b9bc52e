/** A PostgreSQL database for a test file: `SUPPORTCTL_TEST_POSTGRES` is a server on which `scripts/with-postgres.sh` lets us do anything. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { describe } from 'vitest';

export const SERVER = process.env.SUPPORTCTL_TEST_POSTGRES;

/** `describe` for tests that need PostgreSQL: skipped where there is none. */
export const describePostgres = describe.skipIf(SERVER === undefined);

export interface Database {
  /** For the owner of the database, with the password. */
  readonly url: string;
  readonly name: string;
  readonly user: string;
  readonly password: string;
  /** The address with something else in it. */
  urlFor(parts: { readonly user?: string; readonly password?: string; readonly database?: string }): string;
  /** As the superuser, inside the database. */
  query(text: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  drop(): Promise<void>;
}

/** Makes an empty database and a role that owns it. */
export async function database(): Promise<Database> {
  const name = `supportctl_${randomBytes(6).toString('hex')}`;
  const password = `canary-${randomBytes(6).toString('hex')}/+`;
  const urlFor: Database['urlFor'] = (parts) => {
    const { user, password: word, database: of } = { user: name, password, database: name, ...parts };
    return addressOf(`${user}:${encodeURIComponent(word)}`, of);
  };
  await asRoot('postgres', `create role ${name} login password '${password}'`);
  await asRoot('postgres', `create database ${name} owner ${name}`);
  return {
    url: urlFor({}),
    name,
    user: name,
    password,
    urlFor,
    query: (text, values) => asRoot(name, text, values),
    drop: async () => {
      await asRoot('postgres', `drop database ${name} with (force)`);
      await asRoot('postgres', `drop owned by ${name}`);
      await asRoot('postgres', `drop role ${name}`);
    },
  };
}

function addressOf(who: string, name: string): string {
  return (SERVER ?? '').replace(
    /^(\w+:\/\/)(?:[^@/]*@)?([^/?]*)\/[^?]*/,
    (_, scheme, host) => `${scheme}${who}@${host}/${name}`,
  );
}

async function asRoot(name: string, text: string, values: readonly unknown[] = []) {
  const user = /^\w+:\/\/([^@/]*)@/.exec(SERVER ?? '')?.[1] ?? 'postgres';
  const client = new Client({ connectionString: addressOf(user, name) });
  await client.connect();
  try {
    const { rows } = await client.query<Readonly<Record<string, unknown>>>(text, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}
