/** `supportctl test`: sample tickets through the rules of the spec, offline, or with `--live` in a tenant. */
import { realpathSync, watch, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { TestReport } from '../../app/testing/run.ts';
import { fail, SupportctlError } from '../../core/diagnostic.ts';
import { collect, type ProjectFlags, withProject } from '../flags.ts';
import { openSession, presentJson, type Session } from '../session.ts';
import { printAside, printResult } from '../terminal.ts';
import { expectNoLive, type LiveFlags, testLive, withLive } from '../testing-live.ts';

type TestFormat = 'human' | 'json' | 'junit';

interface Flags extends Omit<ProjectFlags, 'format'>, LiveFlags {
  readonly format: TestFormat;
  readonly only?: readonly string[];
  readonly coverage?: true;
  readonly minCoverage?: number;
  readonly matrix?: true;
  readonly category?: string;
  readonly out?: string;
  readonly watch?: true;
}

const EXAMPLES = `
Examples:
  supportctl test
  supportctl test tests/routing.yaml --only '*night*'
  supportctl test --min-coverage 100
  supportctl test --matrix
  supportctl test --format junit --out test-results.xml
  supportctl test tests/routing.yaml --live --env sandbox --domain example`;

export function testCommand(command: Command): Command {
  return withLive(withProject(command, ['human', 'json', 'junit']))
    .argument('[files...]', 'test files; all of tests/ if none is named')
    .option('--only <name>', 'only cases of this name, * for any words; repeatable', collect)
    .option('--coverage', 'show rules, conditions and outcomes that no test reaches')
    .option('--min-coverage <percent>', 'fail below so many percent', percent)
    .option('--matrix', 'instead of the tests: who gets what, over channel, category, priority, tier and hour')
    .option('--category <field>', 'the dropdown that --matrix varies; found by itself if not said')
    .option('--out <file>', 'write the results there, and only the sum to the terminal')
    .option('--watch', 'run again whenever a file changes')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100)) throw new InvalidArgumentError('It takes 0 to 100.');
  return value;
}

async function run(files: readonly string[], flags: Flags): Promise<void> {
  const session = await openSession({ ...flags, format: flags.format === 'json' ? 'json' : 'human' });
  if (flags.live === true) return runLive(session, files, flags);
  expectNoLive(flags);
  if (flags.matrix === true) return showMatrix(session, files, flags);
  if (flags.category !== undefined) fail('USAGE', '--category means nothing without --matrix');
  if (flags.watch !== true) {
    process.exitCode = await runOnce(session, files, flags);
    return;
  }
  await watching(session, files, flags);
}

async function runLive(session: Session, files: readonly string[], flags: Flags): Promise<void> {
  const other = (['matrix', 'category', 'coverage', 'minCoverage', 'watch', 'out'] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (other !== undefined || flags.format === 'junit') {
    fail(
      'USAGE',
      `--live holds simulator and tenant against each other; ${other ?? '--format junit'} has no part in that`,
    );
  }
  await testLive(session, { files: files.map((file) => nameOf(file, flags.spec)), only: flags.only ?? [] }, flags);
}

/** Exits with 1 where a combination ends with nobody. */
async function showMatrix(session: Session, files: readonly string[], flags: Flags): Promise<void> {
  const other =
    files.length > 0 ? 'FILES' : (['only', 'coverage', 'minCoverage', 'watch'] as const).find((name) => flags[name]);
  if (other !== undefined || flags.format === 'junit') {
    fail('USAGE', `--matrix runs no tests, so ${other ?? '--format junit'} means nothing beside it`);
  }
  const { app } = await import('../../app/index.ts');
  const matrix = await app.matrix(session.project, flags.category === undefined ? {} : { category: flags.category });
  const { matrixDocument, matrixText } = await import('../../report/matrix.ts');
  const human = () => matrixText(matrix, session.look);
  if (matrix.nobody > 0) process.exitCode = 1;
  session.progress.pause();
  if (flags.out === undefined)
    return flags.format === 'json' ? presentJson(matrixDocument(matrix)) : printResult(human());
  const { jsonText } = await import('../../report/text.ts');
  writeTo(flags.out, flags.format === 'json' ? jsonText(matrixDocument(matrix)) : human());
  printAside(human());
}

function writeTo(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    fail('FILE_NOT_WRITTEN', `${file} could not be written`, { detail });
  }
}

/** The exit code: 0 if all passed and enough is covered. */
async function runOnce(session: Session, files: readonly string[], flags: Flags): Promise<number> {
  const started = performance.now();
  const { app } = await import('../../app/index.ts');
  const report = await app.test(session.project, {
    files: files.map((file) => nameOf(file, flags.spec)),
    only: flags.only ?? [],
    coverage: flags.coverage === true || flags.minCoverage !== undefined,
  });
  await show(report, session, flags, performance.now() - started);
  const covered = report.coverage?.percent ?? 100;
  const short = flags.minCoverage !== undefined && covered < flags.minCoverage;
  if (short) printAside(`Coverage is ${covered} %, and ${flags.minCoverage} % is asked for.\n`);
  return report.failed > 0 || short ? 1 : 0;
}

async function show(report: TestReport, session: Session, flags: Flags, took: number): Promise<void> {
  const { testsDocument, testsText } = await import('../../report/tests.ts');
  const human = () => testsText(report, session.look, session.folder, took);
  session.progress.pause();
  if (flags.out === undefined && flags.format === 'json') return presentJson(testsDocument(report));
  const text = await textOf(report, flags.format, human);
  if (flags.out === undefined) return printResult(text);
  writeTo(flags.out, text);
  printAside(human());
}

async function textOf(report: TestReport, format: TestFormat, human: () => string): Promise<string> {
  switch (format) {
    case 'human':
      return human();
    case 'junit':
      return (await import('../../report/junit.ts')).junitText(report);
    case 'json': {
      const { jsonText } = await import('../../report/text.ts');
      const { testsDocument } = await import('../../report/tests.ts');
      return jsonText(testsDocument(report));
    }
    default:
      return format satisfies never;
  }
}

/** A file as positions call it: relative to the spec's folder, whatever folder we are in. */
function nameOf(file: string, spec: string): string {
  const real = (path: string) => {
    try {
      return realpathSync(path);
    } catch {
      return resolve(path);
    }
  };
  const inside = relative(real(spec), real(file)).split(sep).join('/');
  // Named from inside the spec's folder, or as the reports name it.
  return inside.startsWith('..') ? file : inside;
}

/** Editors write a file in several steps: what happens within this time is one change. */
const SETTLE_MS = 100;

/** Runs until the process is interrupted. */
async function watching(session: Session, files: readonly string[], flags: Flags): Promise<void> {
  const once = async () => {
    try {
      await runOnce(session, files, flags);
    } catch (error) {
      if (!(error instanceof SupportctlError)) throw error;
      const { diagnosticsText } = await import('../../report/diagnostics.ts');
      printAside(diagnosticsText(error.diagnostics, session.look, session.folder));
    }
    printAside('\nWaiting for changes. Ctrl-C ends.\n');
  };
  await once();
  await new Promise<void>((_, reject) => {
    let timer: NodeJS.Timeout | undefined;
    watch(flags.spec, { recursive: true }, (_event, name) => {
      if (name !== null && !/\.(ya?ml|md|html)$/i.test(String(name))) return;
      if (name !== null && join('/', String(name)).includes(`${sep}.`)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        once().catch(reject);
      }, SETTLE_MS);
    });
  });
}
