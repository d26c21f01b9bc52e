/** One `apply`, in this process or in one of its own, and how it ended, told alike. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { app } from '../../src/app/index.ts';
import { planOptions } from '../../src/app/planning.ts';
import { type Diagnostic, SupportctlError } from '../../src/core/diagnostic.ts';
import type { PlanOptions } from '../../src/core/plan.ts';
import { ended } from '../kit/cli.ts';

const BINARY = resolve(import.meta.dirname, '../../bin/supportctl.js');

export interface Ended {
  /** The exit code; null if it was killed. */
  readonly code: number | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Everything that was said, for finding secrets and for reading failures. */
  readonly text: string;
}

export interface Applying {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly options: Partial<PlanOptions>;
  readonly concurrency: number;
  readonly lockTimeoutMs: number;
}

export interface InProcess extends Applying {
  readonly signal?: AbortSignal;
}

export async function applyHere(wanted: InProcess): Promise<Ended> {
  const said: string[] = [];
  const project = {
    spec: wanted.folder,
    variables: wanted.variables,
    notify: (event: unknown) => void said.push(JSON.stringify(event)),
    trace: (line: string) => void said.push(line),
  };
  try {
    const { result } = await app.apply(
      project,
      {
        plan: planOptions(wanted.options),
        yes: true,
        interactive: false,
        concurrency: wanted.concurrency,
        lockTimeoutMs: wanted.lockTimeoutMs,
        signal: wanted.signal ?? new AbortController().signal,
      },
      {
        show: (plan) => void said.push(JSON.stringify(plan)),
        confirm: async () => false,
        choose: async () => undefined,
      },
    );
    const diagnostics = result?.failed.map(({ diagnostic }) => diagnostic) ?? [];
    const partial = result !== undefined && result.failed.length + result.leftOut.length > 0;
    return { code: result?.interrupted ? 130 : partial ? 3 : 0, diagnostics, text: said.join('\n') };
  } catch (error) {
    if (error instanceof SupportctlError)
      return { code: error.exitCode, diagnostics: error.diagnostics, text: [...said, error.message].join('\n') };
    const stack = error instanceof Error ? String(error.stack) : String(error);
    const unknown: Diagnostic = { code: 'INTERNAL', severity: 'error', summary: stack };
    return { code: 1, diagnostics: [unknown], text: [...said, stack].join('\n') };
  }
}

export interface Spawned extends Applying {
  /** No file may grow beyond this many KiB: a full disk. */
  readonly fileLimit?: number;
  readonly started?: (interrupt: () => void) => void;
}

export async function applyApart(wanted: Spawned): Promise<Ended> {
  const args = ['apply', '--yes', '--format', 'json', '--lock-timeout', `${wanted.lockTimeoutMs}ms`];
  args.push('--concurrency', String(wanted.concurrency), ...flags(wanted));
  const command = [process.execPath, BINARY, ...args];
  const limited = ['bash', '-c', `ulimit -f ${wanted.fileLimit}; exec "$0" "$@"`, ...command];
  const [program = '', ...rest] = wanted.fileLimit === undefined ? command : limited;
  const env = { PATH: process.env.PATH ?? '', HOME: wanted.folder, NO_COLOR: '1', ...wanted.variables };
  const child = spawn(program, rest, { cwd: wanted.folder, env });
  wanted.started?.(() => child.kill('SIGINT'));
  const ran = await ended(child);
  // A second Ctrl-C ends it at once, like a kill.
  const cut = ran.code === null || (ran.code === 130 && ran.stdout === '');
  return { code: ran.code, diagnostics: cut ? [] : told(ran.stdout, ran.all), text: ran.all };
}

function flags({ options }: Applying): readonly string[] {
  return [
    ...(options.prune ? ['--prune'] : []),
    ...(options.allowDeletes === undefined ? [] : ['--allow-deletes', String(options.allowDeletes)]),
    ...(options.allowDataLoss ?? []).flatMap((address) => ['--allow-data-loss', address]),
    ...(options.allowBacklog ? ['--allow-backlog'] : []),
    ...(options.overwriteDrift ? ['--overwrite-drift'] : []),
    ...(options.overwriteConflicts ? ['--overwrite-conflicts'] : []),
    ...(options.adopt ? ['--adopt'] : []),
  ];
}

/** What the JSON document says went wrong; anything else than a document is a bug of ours. */
function told(stdout: string, all: string): readonly Diagnostic[] {
  try {
    const { diagnostics = [], result } = JSON.parse(stdout);
    const failed = result?.failed?.map((entry: { diagnostic: Diagnostic }) => entry.diagnostic) ?? [];
    return [...diagnostics.filter((own: Diagnostic) => own.severity === 'error'), ...failed];
  } catch {
    return [{ code: 'INTERNAL', severity: 'error', summary: `no document was printed:\n${all}` }];
  }
}
