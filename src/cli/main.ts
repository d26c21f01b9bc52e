/** Runs one command line and ends the process with the exit code that DESIGN 10 gives it. */
import { CommanderError } from 'commander';
import { type Diagnostic, SupportctlError } from '../core/diagnostic.ts';
import { exit } from './exit.ts';
import { INTERRUPTED } from './interrupt.ts';
import { createProgram, isCommand, version } from './program.ts';
import { lookFor, printAside, survivePipes } from './terminal.ts';

/** The process's entry: everything that may go wrong ends here. */
export async function main(argv: readonly string[]): Promise<void> {
  survivePipes();
  process.on('uncaughtException', (error) => {
    fatal(error, argv);
  });
  await exit(await run(argv));
}

/** Runs `argv` and returns the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    const program = await createProgram(argv);
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return explain(error, argv);
  }
}

async function explain(error: unknown, argv: readonly string[]): Promise<number> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // `supportctl` or `supportctl state` alone: what was asked for is the help.
    if (error.code === 'commander.help') {
      const program = await createProgram(argv);
      const command = program.commands.find((own) => own.name() === argv[0]) ?? program;
      printAside(command.helpInformation());
      return 1;
    }
    await print([usage(error, argv)], argv);
    return 1;
  }
  if (error instanceof SupportctlError) {
    await print(error.diagnostics, argv);
    return error.exitCode;
  }
  // Ctrl-C at a question of the wizard.
  if (error instanceof Error && error.name === 'ExitPromptError') return INTERRUPTED;
  await printUnknown(error, argv);
  return 1;
}

async function print(diagnostics: readonly Diagnostic[], argv: readonly string[]): Promise<void> {
  if (wantsJson(argv)) {
    const [{ presentJson }, { errorDocument }] = await Promise.all([
      import('./session.ts'),
      import('../report/json.ts'),
    ]);
    return presentJson(errorDocument(diagnostics));
  }
  const [{ diagnosticsText, tally }, { folderOf }] = await Promise.all([
    import('../report/diagnostics.ts'),
    import('./session.ts'),
  ]);
  const look = await lookFor(process.stderr);
  printAside(diagnosticsText(diagnostics, look, folderOf(flagValue(argv, '--spec') ?? '.')));
  if (diagnostics.length > 1) printAside(`\n${tally(diagnostics)}.\n`);
}

/** A bug of ours: the stack, and what to do with it. */
async function printUnknown(error: unknown, argv: readonly string[]): Promise<void> {
  const stack = stackOf(error);
  if (wantsJson(argv)) {
    const summary = error instanceof Error ? error.message : String(error);
    return print([{ code: 'INTERNAL', severity: 'error', summary, detail: stack }], argv);
  }
  const { clean } = await import('../report/text.ts');
  printAside(`supportctl met an error that it does not know. This is a bug in supportctl, not in your spec.\n
${clean(stack)}\n
Please report it to the maintainers with the text above, the command, and these:
  supportctl ${version()}, node ${process.version}, ${process.platform}
Known secrets are masked in it; look it over before you send it.
If something was being written, run \`supportctl plan\`: it shows what is still missing.\n`);
}

function fatal(error: unknown, argv: readonly string[]): void {
  printUnknown(error, argv).then(
    () => exit(1),
    () => exit(1),
  );
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`;
  return (error.stack ?? `${error.name}: ${error.message}`) + cause;
}

/** Commander's message as a diagnostic; its nearest name becomes the hint. */
function usage(error: CommanderError, argv: readonly string[]): Diagnostic {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\((.*)\)$/, '$1') ?? helpHint(error, argv);
  return { code: 'USAGE', severity: 'error', summary: first.charAt(0).toUpperCase() + first.slice(1), hint };
}

function helpHint(error: CommanderError, argv: readonly string[]): string {
  const [word = ''] = argv;
  if (error.code === 'commander.unknownOption' && word.startsWith('-')) {
    return `Flags stand behind the command: supportctl COMMAND ${word}`;
  }
  return `See \`supportctl ${isCommand(word) ? `${word} ` : ''}--help\`.`;
}

function wantsJson(argv: readonly string[]): boolean {
  return flagValue(argv, '--format') === 'json';
}

// Parsing may have been what failed, so the flags are read from the words themselves.
function flagValue(argv: readonly string[], flag: string): string | undefined {
  const joined = argv.find((word) => word.startsWith(`${flag}=`));
  if (joined !== undefined) return joined.slice(flag.length + 1);
  const at = argv.indexOf(flag);
  return at === -1 ? undefined : argv[at + 1];
}
