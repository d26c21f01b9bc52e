/** What a command needs to run: the project it is about, and a way to print that fits the flags. */
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProjectOptions } from '../app/contract.ts';
import type { Look } from '../report/look.ts';
import type { Progress } from '../report/progress.ts';
import type { Format, ProjectFlags } from './flags.ts';
import { isInteractive, lookFor, printAside, printResult } from './terminal.ts';

export interface Session {
  readonly project: ProjectOptions;
  readonly format: Format;
  readonly look: Look;
  /** Before file names, so that an editor finds them from here: empty, or ends in `/`. */
  readonly folder: string;
  readonly progress: Progress;
}

/** Opens what every command on a spec has in common. */
export async function openSession(flags: ProjectFlags): Promise<Session> {
  const progress = await openProgress(flags);
  const folder = folderOf(flags.spec);
  const project: ProjectOptions = {
    spec: flags.spec,
    variables: process.env,
    notify: (event) => progress.notify(event),
    ...(flags.env === undefined ? {} : { environment: flags.env }),
    ...(flags.lockTimeout === undefined ? {} : { lockTimeoutMs: flags.lockTimeout }),
    ...tracing(flags, progress),
  };
  return { project, format: flags.format, look: await lookFor(process.stdout), folder, progress };
}

/** Progress on stderr, with `reads` each list that was read; silent with `--quiet`. */
export async function openProgress(
  flags: Pick<ProjectFlags, 'quiet'>,
  told: { readonly reads?: boolean } = {},
): Promise<Progress> {
  if (flags.quiet === true) return { notify: () => undefined, pause: () => undefined };
  const { progress } = await import('../report/progress.ts');
  const { openTicker } = await import('./ticker.ts');
  const look = await lookFor(process.stderr);
  return progress((line) => printAside(`${line}\n`), isInteractive() ? openTicker() : undefined, look, told);
}

/** `trace` for `--debug`; absent otherwise. */
export function tracing(flags: Pick<ProjectFlags, 'debug'>, progress: Progress): Pick<ProjectOptions, 'trace'> {
  if (flags.debug !== true) return {};
  return {
    trace: (line) => {
      progress.pause();
      printAside(`${line}\n`);
    },
  };
}

/** Prints a result in the format asked for; only that form is made. */
export async function present(
  session: Pick<Session, 'format' | 'progress'>,
  json: () => unknown,
  human: () => string | Promise<string>,
): Promise<void> {
  session.progress.pause();
  if (session.format === 'json') await presentJson(json());
  else printResult(await human());
}

/** The one JSON document of a run. Secrets are masked inside its texts, so that it stays JSON. */
export async function presentJson(document: unknown): Promise<void> {
  const [{ jsonText, withTexts }, { redact }] = await Promise.all([
    import('../report/text.ts'),
    import('../http/redact.ts'),
  ]);
  printResult(jsonText(withTexts(document, redact)));
}

/** The folder of a spec as a prefix for paths inside it. */
export function folderOf(spec: string): string {
  const isFile = statSync(spec, { throwIfNoEntry: false })?.isFile() === true;
  const folder = isFile ? dirname(spec) : spec;
  return folder === '.' ? '' : `${join(folder, '/')}`;
}
