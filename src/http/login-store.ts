/** The file with people's sign-ins: one entry for each tenant's address, readable by its owner alone, changed under a lock. */
import { constants } from 'node:fs';
import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { z } from 'zod';
import { HttpError } from './errors.ts';
import { registerSecret } from './redact.ts';

const storedLogin = z.object({
  clientId: z.string(),
  /** Words separated by spaces, as granted. */
  scope: z.string(),
  accessToken: z.string().min(1),
  /** From this moment on the access token is renewed. Milliseconds since 1970. */
  renewAt: z.number(),
  refreshToken: z.string().min(1).optional(),
  /** Who signed in, for people. */
  who: z.string(),
});
export type StoredLogin = z.infer<typeof storedLogin>;

const contents = z.object({ format: z.literal(1), logins: z.record(z.string(), z.unknown()) });

export interface LoginStore {
  /** For messages. */
  readonly file: string;
  /** The sign-in to the tenant at `address`. Throws `HttpError` with the cure where the file is damaged. */
  read(address: string): Promise<StoredLogin | undefined>;
  /** Puts what `edit` returns in the place of the entry, undefined for none; nobody else changes the file meanwhile. */
  change(
    address: string,
    edit: (stored: StoredLogin | undefined) => Promise<StoredLogin | undefined>,
  ): Promise<StoredLogin | undefined>;
  /** True where others on this machine may read the file. */
  isOpenToOthers(): Promise<boolean>;
}

/** A holder that shows no sign of life for so long is gone. */
const STALE_MS = 20_000;
/** For at most about half a minute: longer than a holder that is gone can be in the way. */
const PATIENCE = { retries: 120, factor: 1.2, minTimeout: 25, maxTimeout: 300, randomize: true } as const;

/** The store in the user's folder for configuration: `$XDG_CONFIG_HOME`, else where the system keeps such files. */
export function openLoginStore(env: Readonly<Record<string, string | undefined>>): LoginStore {
  const chosen = env.XDG_CONFIG_HOME?.trim();
  const folder = chosen ? join(chosen, 'supportctl') : envPaths('supportctl', { suffix: '' }).config;
  const file = join(folder, 'logins.json');

  async function readAll(): Promise<Readonly<Record<string, unknown>>> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return {};
      throw unusable(file, `cannot be read (${codeOf(error)})`, 'Make it readable for yourself.');
    }
    const parsed = contents.safeParse(jsonIn(text));
    if (!parsed.success) throw damaged(file);
    return parsed.data.logins;
  }

  return {
    file,
    read: async (address) => entryIn(file, await readAll(), address),
    async change(address, edit) {
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
        throw unusable(file, `cannot be written (${codeOf(error)})`, 'Make its folder writable for yourself.');
      });
      // Loaded here: most runs read the file and leave it.
      const { lock } = await import('proper-lockfile');
      const release = await lock(file, {
        realpath: false,
        stale: STALE_MS,
        retries: PATIENCE,
        // Whoever lost the lock while paused finds out by the refresh token, which works only once.
        onCompromised: () => undefined,
      }).catch((error: unknown) => {
        if (codeOf(error) === 'ELOCKED') throw unusable(file, 'is locked by another process', 'Try again in a minute.');
        throw unusable(file, `cannot be locked (${codeOf(error)})`, 'Make its folder writable for yourself.');
      });
      try {
        const stored = entryIn(file, await readAll(), address);
        const next = await edit(stored);
        if (next === stored) return next;
        // Read anew: `edit` talks to the network, and a lock may be lost.
        const { [address]: _, ...others } = await readAll();
        await replace(file, next === undefined ? others : { ...others, [address]: next });
        return next;
      } finally {
        await release().catch(() => undefined);
      }
    },
    async isOpenToOthers() {
      if (process.platform === 'win32') return false;
      const found = await stat(file).catch(() => undefined);
      return found !== undefined && (found.mode & 0o077) !== 0;
    },
  };
}

function entryIn(file: string, logins: Readonly<Record<string, unknown>>, address: string): StoredLogin | undefined {
  const found = Object.hasOwn(logins, address) ? logins[address] : undefined;
  if (found === undefined) return undefined;
  const parsed = storedLogin.safeParse(found);
  if (!parsed.success) throw damaged(file);
  registerSecret(parsed.data.accessToken);
  registerSecret(parsed.data.refreshToken);
  return parsed.data;
}

/** The file is either the old one or all of the new one, and nobody else could ever read it. */
async function replace(file: string, logins: Readonly<Record<string, unknown>>): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await rm(temporary, { force: true });
    const handle = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await handle.writeFile(`${JSON.stringify({ format: 1, logins }, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await chmod(dirname(file), 0o700);
  } catch (error) {
    await rm(temporary, { force: true });
    throw unusable(file, `cannot be written (${codeOf(error)})`, 'Make room, or its folder writable for yourself.');
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function damaged(file: string): HttpError {
  return unusable(
    file,
    'is damaged, or of a newer supportctl',
    `Remove it and sign in again: rm '${file}' && supportctl login`,
  );
}

function unusable(file: string, what: string, cure: string): HttpError {
  const message = `The file of sign-ins ${what}: ${file}`;
  return new HttpError({
    system: 'sign-in',
    method: '',
    path: '',
    status: 0,
    kind: 'auth',
    outcome: 'not_sent',
    message,
    cure,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
