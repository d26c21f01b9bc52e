/** `supportctl test --live`: flags that only mean something there, the question for production, and what is printed. */
import type { Command } from 'commander';
import type { LiveChoice, LiveReport } from '../app/testing/live.ts';
import { fail, SupportctlError } from '../core/diagnostic.ts';
import { collect } from './flags.ts';
import { INTERRUPTED, interruptible } from './interrupt.ts';
import { present, type Session } from './session.ts';
import { isInteractive } from './terminal.ts';

export interface LiveFlags {
  readonly live?: true;
  readonly domain?: readonly string[];
  readonly production?: true;
  readonly confirm?: string;
  readonly anyway?: true;
}

/** `--live`, and the flags beside it. */
export function withLive(command: Command): Command {
  return command
    .option('--live', 'make the tickets in the tenant, and show where it and the simulator differ')
    .option('--domain <name>', 'with --live: requesters may have addresses on this domain; repeatable', collect)
    .option('--anyway', 'with --live: even if the tenant does not have the rules of the spec')
    .option('--production', 'with --live: even if the tenant is production')
    .option('--confirm <subdomain>', 'with --production: the subdomain, where nobody can be asked');
}

/** Refuses flags that mean nothing without `--live`. */
export function expectNoLive(flags: LiveFlags): void {
  const other = (['domain', 'production', 'confirm', 'anyway'] as const).find((name) => flags[name] !== undefined);
  if (other !== undefined) fail('USAGE', `--${other} means something beside --live only`);
}

/** Exits with 1 where something differs or stays behind, with 130 after an interrupt. */
export async function testLive(
  session: Session,
  choice: Pick<LiveChoice, 'files' | 'only'>,
  flags: LiveFlags,
): Promise<void> {
  const { app } = await import('../app/index.ts');
  const canAsk = isInteractive() && session.format !== 'json';
  const report = await interruptible((signal) =>
    app.testLive(
      session.project,
      {
        ...choice,
        domains: flags.domain ?? [],
        anyway: flags.anyway === true,
        production: flags.production === true,
        signal,
        ...(flags.confirm === undefined ? {} : { confirm: flags.confirm }),
      },
      canAsk ? askFor : undefined,
    ),
  );
  const { liveDocument, liveText } = await import('../report/live.ts');
  await present(
    session,
    () => liveDocument(report),
    () => liveText(report, session.look, session.folder),
  );
  process.exitCode = exitCodeOf(report);
  if (report.stopped !== undefined && session.format !== 'json') throw new SupportctlError([report.stopped]);
}

async function askFor(subdomain: string): Promise<string> {
  const { ask } = await import('./ask.ts');
  return ask(`This makes tickets in ${subdomain}, which is production. Type the subdomain to go on: `);
}

function exitCodeOf({ differ, left, stopped, interrupted }: LiveReport): number {
  if (interrupted) return INTERRUPTED;
  return differ > 0 || left.length > 0 || stopped !== undefined ? 1 : 0;
}
