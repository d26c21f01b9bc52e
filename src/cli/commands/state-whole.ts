/** `supportctl state pull, push, unlock, migrate`: state as a whole, and where it is kept. */
import { readFile, writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { fail, refuse } from '../../core/diagnostic.ts';
import { confirmed, type YesFlag } from '../confirmed.ts';
import { type ProjectFlags, withLock, withProject } from '../flags.ts';
import { openSession, present } from '../session.ts';
import { printAside, printResult } from '../terminal.ts';

interface ForceFlag {
  readonly force?: true;
}

/** Adds them to `supportctl state`. */
export function addWholeCommands(state: Command): void {
  const pull = state.command('pull').description('print the whole state as JSON');
  withProject(pull).option('--out <file>', 'write it to a file instead').action(runPull);
  const push = state.command('push <file>').description('save a state that was pulled');
  withLock(withProject(push))
    .option('--force', 'though it is older than the one that is there, or began elsewhere')
    .action(runPush);
  const unlock = state.command('unlock').description('take the lock from a holder that will not come back');
  withProject(unlock)
    .option('--force', 'though the holder is alive; it stops before its next write')
    .option('-y, --yes', 'do not ask')
    .action(runUnlock);
  const migrate = state.command('migrate').description('move state and run logs between the file and the database');
  withLock(withProject(migrate))
    .addOption(new Option('--to <backend>', 'where to').choices(['file', 'postgres']).makeOptionMandatory())
    .action(runMigrate);
}

async function runPull(flags: ProjectFlags & { readonly out?: string }): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const text = await app.statePull(session.project);
  if (flags.out === undefined) return printResult(text);
  const path = flags.out;
  await writeFile(path, text).catch((error: NodeJS.ErrnoException) =>
    fail('FILE_NOT_WRITTEN', `${path} could not be written`, { detail: error.message }),
  );
  printAside(`Written to ${path}.\n`);
}

async function runPush(path: string, flags: ProjectFlags & ForceFlag): Promise<void> {
  const session = await openSession(flags);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
    fail(
      'STATE_UNREADABLE',
      error.code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${error.code})`,
    ),
  );
  const { app } = await import('../../app/index.ts');
  const serial = await app.statePush(session.project, text, path, flags.force === true);
  await present(
    session,
    () => ({ format: 1, pushed: { serial }, diagnostics: [] }),
    () => `Saved as serial ${serial}. The next plan starts from it.\n`,
  );
}

async function runUnlock(flags: ProjectFlags & ForceFlag & YesFlag): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const held = await app.stateHolder(session.project);
  if (held === undefined) {
    return present(
      session,
      () => ({ format: 1, unlocked: null, diagnostics: [] }),
      () => 'Nothing is locked.\n',
    );
  }
  const { clean } = await import('../../report/text.ts');
  const who = clean(`${held.holder} on ${held.host} (process ${held.pid}), since ${held.since}`);
  if (held.alive === true && flags.force !== true)
    refuse('LOCKED', `the lock is held by ${who}, and that process is alive`, {
      hint: 'end it there, or wait; --force takes the lock from it: it stops before its next write',
    });
  const question = `Take the lock from ${who}? If it is still at work, it stops before its next write.`;
  if (!(await confirmed(`Taking the lock from ${who}`, question, flags))) return;
  const { alive, ...holder } = held;
  const unlocked = await app.stateUnlock(session.project, holder);
  await present(
    session,
    () => ({ format: 1, unlocked: unlocked ? { ...holder, alive } : null, diagnostics: [] }),
    () => (unlocked ? `The lock of ${who} is gone.\n` : 'Somebody else holds the lock by now; it was left alone.\n'),
  );
}

async function runMigrate(flags: ProjectFlags & { readonly to: 'file' | 'postgres' }): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const migrated = await app.stateMigrate(session.project, flags.to);
  const { from, to, serial, resources, runs } = migrated;
  const next =
    flags.to === 'file'
      ? 'Take `backend` and `url` out of `state:` now, and commit .supportctl/state.'
      : 'Commit what is new in .supportctl/state: it tells others where the state is.';
  await present(
    session,
    () => ({ format: 1, migrated, diagnostics: [] }),
    () =>
      `Copied and compared: ${resources} resources and ${runs} run logs, now serial ${serial}\n  from ${from}\n  to   ${to}\n` +
      `The old one stays as it is and is refused from now on. ${next}\n`,
  );
}
