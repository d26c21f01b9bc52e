/** Where the state of a spec lives, as the spec says; the one place that chooses between the backends. */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fail, refuse, SupportctlError } from '../core/diagnostic.ts';
import type { StateBackend, StatePlace } from '../core/state.ts';
import { systemClock } from '../http/clock.ts';
import { registerSecret } from '../http/redact.ts';
import type { LoadedSpec } from '../spec/load.ts';
import { createSecretResolver } from '../spec/secrets.ts';
import { createFileBackend } from '../state/file.ts';
import { createPostgresBackend } from '../state/postgres.ts';
import { isRetired } from '../state/saving.ts';
import type { ProjectOptions } from './contract.ts';

type Whose = Pick<ProjectOptions, 'spec' | 'environment' | 'variables'>;

/** The folder that a spec path means. */
export function folderOf(spec: string): string {
  const path = resolve(spec);
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(path) : path;
}

/** The backend that the spec names, even where other parts of the spec are wrong. Throws what is wrong with that one. */
export function backendOf(options: Whose, spec: Pick<LoadedSpec, 'state' | 'diagnostics'>): StateBackend {
  if (spec.state === undefined)
    throw new SupportctlError(spec.diagnostics.filter((diagnostic) => diagnostic.severity === 'error'));
  const backend = backendAt(options, spec.state);
  if (spec.state.backend === 'file') return backend;
  const file = backendAt(options, { backend: 'file' });
  return { ...backend, read: async () => (await backend.read()) ?? notLeftBehind(file) };
}

/** A spec that says `postgres` for the first time: to begin anew would make a stranger of everything that we manage. */
async function notLeftBehind(file: StateBackend): Promise<undefined> {
  if (!(await holdsAnything(file))) return undefined;
  return refuse('STATE_NOT_MIGRATED', `the state of this spec is still in ${file.name}`, {
    hint: 'supportctl state migrate --to postgres',
  });
}

async function holdsAnything(file: StateBackend): Promise<boolean> {
  try {
    return (await file.read()) !== undefined || (await file.openRuns()).length > 0;
  } catch (error) {
    if (isRetired(error)) return false;
    throw error;
  }
}

/** The backend at a place. Throws `SECRET_UNSET` where its address is not set. */
export function backendAt(options: Whose, place: StatePlace): StateBackend {
  const folder = folderOf(options.spec);
  const environment = options.environment ?? 'default';
  const { sleep } = systemClock(options.variables);
  switch (place.backend) {
    case 'file':
      return createFileBackend({ folder: join(folder, '.supportctl'), environment, sleep });
    case 'postgres': {
      const url = addressOf(place.url, folder, options.variables);
      return createPostgresBackend({ url, from: place.url, project: place.project, environment, sleep });
    }
    default:
      return place satisfies never;
  }
}

function addressOf(reference: string, folder: string, variables: Whose['variables']): string {
  // A command would run in every command that looks at state.
  const url = createSecretResolver({ folder, variables, allowCommands: false }).value(reference);
  if (url === undefined)
    return fail('SECRET_UNSET', `the address of the database that keeps state is not set: ${reference}`, {
      hint: 'it looks like postgres://USER:PASSWORD@HOST:5432/DATABASE',
    });
  for (const secret of [url, ...passwordsIn(url), variables.PGPASSWORD]) registerSecret(secret);
  return url;
}

/** The password in an address, as it is written and as it is meant. */
function passwordsIn(url: string): readonly string[] {
  const written = /^[^/]*\/\/[^/@:]*:([^@]*)@/.exec(url)?.[1] ?? '';
  const asked = /[?&]password=([^&#]*)/.exec(url)?.[1] ?? '';
  return [written, asked].flatMap((text) => [text, decoded(text)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
