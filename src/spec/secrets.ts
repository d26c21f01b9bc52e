/** Where secrets come from: the environment, a file, a command. Their values stay in memory and out of every message. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fail } from '../core/diagnostic.ts';

export interface SecretOptions {
  /** Relative paths of `file:` begin here; unlike `{file:}`, a secret may stand outside. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** `cmd:` runs only where something may be written or planned; elsewhere such a secret counts as unset. */
  readonly allowCommands: boolean;
}

export interface SecretResolver {
  /** The secret that `env:NAME`, `file:PATH` or `cmd:COMMAND` names; undefined where it is unset. Throws if it should be there and cannot be had. */
  value(reference: string): string | undefined;
  /** Every value handed out so far, for redaction. */
  known(): readonly string[];
}

const COMMAND_TIMEOUT_MS = 30_000;
const MAX_SECRET_BYTES = 1024 * 1024;
const REFERENCE = /^(env:[A-Za-z_][A-Za-z0-9_]*|file:[\s\S]*\S[\s\S]*|cmd:[\s\S]*\S[\s\S]*)$/;

/** True for `env:NAME`, `file:PATH` and `cmd:COMMAND`. */
export function isSecretReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** Reads each secret once, when it is first asked for. */
export function createSecretResolver(options: SecretOptions): SecretResolver {
  const cache = new Map<string, string | undefined>();
  return {
    value(reference) {
      if (!cache.has(reference)) cache.set(reference, read(reference, options));
      return cache.get(reference);
    },
    known: () => [...new Set(cache.values())].filter((value) => value !== undefined),
  };
}

function read(reference: string, options: SecretOptions): string | undefined {
  if (!isSecretReference(reference))
    fail('SPEC_BAD_SECRET', 'a reference to a secret is env:NAME, file:PATH or cmd:COMMAND');
  const colon = reference.indexOf(':');
  const way = reference.slice(0, colon);
  const rest = reference.slice(colon + 1);
  const value =
    way === 'env' ? variable(rest, options) : way === 'file' ? fileContent(rest, options) : output(rest, options);
  return value === '' ? undefined : value;
}

function variable(name: string, { variables }: SecretOptions): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

function fileContent(path: string, { folder }: SecretOptions): string | undefined {
  try {
    return trimmed(readFileSync(isAbsolute(path) ? path : join(folder, path), 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return undefined;
    return fail('SECRET_FILE', `the secret's file \`${path}\` cannot be read (${code})`);
  }
}

function output(command: string, { folder, variables, allowCommands }: SecretOptions): string | undefined {
  if (!allowCommands) return undefined;
  const [shell, flag] = process.platform === 'win32' ? ['cmd.exe', '/c'] : ['/bin/sh', '-c'];
  try {
    return trimmed(
      execFileSync(shell, [flag, command], {
        cwd: folder,
        env: variables,
        encoding: 'utf8',
        timeout: COMMAND_TIMEOUT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_SECRET_BYTES,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch (error) {
    return fail('SECRET_COMMAND', `the command of a secret failed: ${why(error)}`, {
      detail: `cmd:${command}`,
      hint: 'run it by hand; what it prints is never shown here',
    });
  }
}

/** The reason without any of the output, which the error of a child process carries. */
function why(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  if ('code' in error && error.code === 'ETIMEDOUT') return `no answer within ${COMMAND_TIMEOUT_MS / 1000} s`;
  if ('code' in error && error.code === 'ENOBUFS') return 'it printed more than 1 MB';
  if ('status' in error && typeof error.status === 'number') return `it ended with ${error.status}`;
  return 'it could not be run';
}

function trimmed(text: string): string {
  return text.replace(/(\r?\n)+$/, '');
}
