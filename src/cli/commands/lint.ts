/** `supportctl lint`: what the platform accepts and a support team regrets. */
import { type Command, Option } from 'commander';
import type { Severity } from '../../core/diagnostic.ts';
import { fail } from '../../core/diagnostic.ts';
import { collect, type ProjectFlags, wholeNumber, withProject } from '../flags.ts';
import { openSession, present } from '../session.ts';
import { printResult } from '../terminal.ts';

interface Flags extends Omit<ProjectFlags, 'format'> {
  readonly format: 'human' | 'json' | 'markdown';
  readonly only?: readonly string[];
  readonly minSeverity: Severity;
  readonly maxWarnings?: number;
  readonly live?: true;
}

const EXAMPLES = `
A finding that is on purpose is accepted in the spec, with the reason:
  lint: {accept: [{rule: sla-inverted, address: sla.partners, reason: "By contract, see 2.3"}]}

Exit code 1 where errors are left, or more warnings than --max-warnings. docs/lint.md explains every rule.

Examples:
  supportctl lint
  supportctl lint --only routing-gap --only trigger-order
  supportctl lint --max-warnings 0 --format markdown`;

export function lintCommand(command: Command): Command {
  return withProject(command, ['human', 'json', 'markdown'])
    .option('--only <rule>', 'only this rule; repeatable', collect)
    .addOption(
      new Option('--min-severity <severity>', 'leave out what is less')
        .choices(['error', 'warning', 'info'])
        .default('info'),
    )
    .option('--max-warnings <n>', 'fail where there are more warnings (default: however many)', wholeNumber)
    .option('--live', 'read the tenant too, for what only it can tell; writes nothing')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run({ format, ...flags }: Flags): Promise<void> {
  const session = await openSession({ ...flags, format: format === 'json' ? 'json' : 'human' });
  const [{ app }, report] = await Promise.all([import('../../app/index.ts'), import('../../report/lint.ts')]);
  const only = await ruleNames(flags.only);
  const whole = await app.lint(session.project, {
    now: Date.now(),
    tenant: flags.live === true,
    ...(only === undefined ? {} : { only }),
  });
  const linted = report.fromSeverity(whole, flags.minSeverity);
  if (format === 'markdown') printResult(report.lintMarkdown(linted));
  else {
    await present(
      session,
      () => report.lintDocument(linted),
      () => report.lintText(linted, session.look, session.folder),
    );
  }
  const of = (severity: Severity) => whole.linted.findings.filter((own) => own.severity === severity).length;
  if (of('error') > 0 || of('warning') > (flags.maxWarnings ?? Number.POSITIVE_INFINITY)) process.exitCode = 1;
}

/** Throws `USAGE` for a rule that does not exist. */
async function ruleNames(names: readonly string[] | undefined): Promise<readonly string[] | undefined> {
  if (names === undefined) return undefined;
  const [{ rules }, { nearest }] = await Promise.all([import('../../lint/index.ts'), import('../../spec/nearest.ts')]);
  const known = rules.map(({ id }) => id);
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    fail('USAGE', `there is no rule "${name}"`, {
      detail: `rules: ${known.join(', ')}`,
      ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
    });
  }
  return names;
}
