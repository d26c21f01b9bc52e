/** Runs the built command line as a person would, against a sandbox of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/index.ts';

const BINARY = resolve(import.meta.dirname, '../../bin/supportctl.js');

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, for reading a failure. */
  readonly all: string;
}

export interface Client {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly env: Record<string, string>;
  /** Replaces files of the spec; undefined deletes one. */
  write(files: Readonly<Record<string, string | undefined>>): Promise<void>;
  read(path: string): Promise<string>;
  run(...args: string[]): Promise<Ran>;
  /** With more environment variables, or something on standard input. */
  runWith(
    more: { readonly env?: Readonly<Record<string, string>>; readonly input?: string },
    ...args: string[]
  ): Promise<Ran>;
  start(...args: string[]): ChildProcess;
  startWith(env: Readonly<Record<string, string>>, ...args: string[]): ChildProcess;
  /** Writes that the sandbox has seen since the log was last cleared. */
  writes(): readonly string[];
  close(): Promise<void>;
}

/** A spec folder in a temporary place and a sandbox that its environment points to. */
export async function client(files: Readonly<Record<string, string>>, options: SandboxOptions = {}): Promise<Client> {
  const sandbox = await startSandbox({ rateLimit: 0, ...options });
  const folder = await mkdtemp(join(tmpdir(), 'supportctl-'));
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    NO_COLOR: '1',
    ZENDESK_SUBDOMAIN: options.subdomain ?? 'acme',
    ZENDESK_OAUTH_TOKEN: 'sandbox-token',
    SLACK_BOT_TOKEN: 'xoxb-sandbox',
    SLACK_USER_TOKEN: 'xoxp-sandbox',
    SUPPORTCTL_ZENDESK_URL: sandbox.zendeskUrl,
    SUPPORTCTL_SLACK_URL: sandbox.slackUrl,
    SUPPORTCTL_TEST_WAIT_SCALE: '0.01',
  };

  async function write(changes: Readonly<Record<string, string | undefined>>): Promise<void> {
    for (const [path, text] of Object.entries(changes)) {
      const file = join(folder, path);
      if (text === undefined) await rm(file, { force: true });
      else {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    }
  }

  function start(more: Readonly<Record<string, string>>, args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [BINARY, ...args], { cwd: folder, env: { ...env, ...more } });
  }

  await write(files);
  const self: Client = {
    folder,
    sandbox,
    env,
    write,
    read: (path) => readFile(join(folder, path), 'utf8'),
    run: (...args) => self.runWith({}, ...args),
    runWith: (more, ...args) => {
      const child = start(more.env ?? {}, args);
      child.stdin?.end(more.input ?? '');
      return ended(child);
    },
    start: (...args) => start({}, args),
    startWith: (more, ...args) => start(more, args),
    writes: () => sandbox.control.log().flatMap((entry) => (entry.write ? [`${entry.method} ${entry.path}`] : [])),
    close: async () => {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return self;
}

/** Collects what a process prints until it ends. */
export function ended(child: ChildProcess): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => done({ code, signal, stdout, stderr, all: `${stdout}\n${stderr}` }));
  });
}
