/** `supportctl sandbox`: a local tenant to try things on. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { fail } from '../../core/diagnostic.ts';
import type { FaultRule } from '../../sandbox/index.ts';
import { milliseconds, wholeNumber } from '../flags.ts';
import { printAside, printResult } from '../terminal.ts';

interface Flags {
  readonly port: number;
  readonly data?: string;
  readonly profile: 'trial' | 'team' | 'enterprise';
  readonly subdomain: string;
  readonly latency: number;
  readonly rateLimit?: number;
  readonly faults?: string;
}

const EXAMPLES = `
Prints the variables that make supportctl talk to it; export them in another terminal.

Examples:
  supportctl sandbox --data .sandbox
  supportctl sandbox --latency 50ms --faults '[{"match": {"write": true, "nth": 3}, "action": {"status": 500}}]'`;

export function sandboxCommand(command: Command): Command {
  return command
    .option('--port <n>', '0 takes any free one', port, 4400)
    .option('--data <dir>', 'keep what is written in this folder')
    .addOption(
      new Option('--profile <profile>', 'what the account may do')
        .choices(['trial', 'team', 'enterprise'])
        .default('trial'),
    )
    .option('--subdomain <name>', "the tenant's name", 'acme')
    .option('--latency <duration>', 'answer this much later, such as 50ms', milliseconds, 0)
    .option('--rate-limit <n>', 'requests a minute, 0 for no limit (default: as the profile allows)', wholeNumber)
    .option('--faults <json>', 'faults to order, as JSON or a file that holds it')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run({ faults, ...flags }: Flags): Promise<void> {
  const rules = faults === undefined ? undefined : await readFaults(faults);
  const { runSandbox } = await import('../../sandbox/main.ts');
  try {
    await runSandbox({
      ...flags,
      ...(rules === undefined ? {} : { faults: rules }),
      print: (line) => printResult(`${line}\n`),
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    fail('PORT_IN_USE', `Port ${flags.port} is in use`, { hint: 'Give another one with --port, or --port 0 for any.' });
  }
  printAside('The sandbox has ended.\n');
}

async function readFaults(given: string): Promise<readonly FaultRule[]> {
  const { readFile } = await import('node:fs/promises');
  const hint = 'A rule is {"match": {"method", "path", "write", "nth"}, "times", "action": {…}}.';
  let rules: unknown;
  try {
    rules = JSON.parse(given.trimStart().startsWith('[') ? given : await readFile(given, 'utf8'));
  } catch (error) {
    fail('USAGE', '--faults is neither JSON nor a file that holds it', { detail: String(error), hint });
  }
  if (!isFaultRules(rules)) fail('USAGE', '--faults takes a list of rules, each with an action', { hint });
  return rules;
}

const ACTIONS = ['status', 'drop', 'delay', 'cut', 'html', 'stale', 'ok_with_errors', 'rate_limit', 'kill'];

function isFaultRules(value: unknown): value is readonly FaultRule[] {
  return Array.isArray(value) && value.every((rule) => isObject(rule) && 'action' in rule && isAction(rule.action));
}

function isAction(value: unknown): boolean {
  return isObject(value) && ACTIONS.some((name) => Object.hasOwn(value, name));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function port(text: string): number {
  const n = wholeNumber(text);
  if (n > 65_535) throw new InvalidArgumentError('It takes a port from 0 to 65535.');
  return n;
}
