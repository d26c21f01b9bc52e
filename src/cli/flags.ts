/** Flags that several commands share, with one wording each. Imports commander only: `--help` pays for nothing else. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PlanOptions } from '../core/plan.ts';

export type Format = 'human' | 'json';
const FORMATS: readonly Format[] = ['human', 'json'];

export interface ProjectFlags {
  readonly spec: string;
  readonly env?: string;
  readonly format: Format;
  readonly quiet?: true;
  readonly debug?: true;
  /** Of commands that take the state's lock. */
  readonly lockTimeout?: number;
}

export interface SelectionFlags {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly unmanaged?: true;
}

export interface PlanFlags extends SelectionFlags {
  readonly prune?: true;
  readonly overwriteDrift?: true;
  readonly overwriteConflicts?: true;
  readonly adopt?: true;
  readonly replace?: readonly string[];
  readonly allowDeletes?: number;
  readonly allowDataLoss?: readonly string[];
  readonly allowCosts?: readonly string[];
  readonly allowBacklog?: boolean;
  readonly sendSecrets?: readonly string[];
}

export interface WriteFlags {
  readonly yes?: true;
  readonly concurrency: number;
}

/** `--spec`, `--env`, `--format`, `--quiet`, `--debug`. */
export function withProject(command: Command, formats: readonly string[] = FORMATS): Command {
  return withOutput(withSpec(command), formats);
}

/** `--spec`, `--env`. */
export function withSpec(command: Command): Command {
  return command
    .option('--spec <path>', "the spec's folder, or one file", '.')
    .option('--env <name>', 'environment: its overlay and its state (default: default)', environmentName);
}

/** `--format`, `--quiet`, `--debug`. */
export function withOutput(command: Command, formats: readonly string[] = FORMATS): Command {
  return command
    .addOption(new Option('--format <format>', 'how results are printed').choices(formats).default('human'))
    .option('-q, --quiet', 'no progress, only results and errors')
    .option('--debug', 'trace requests on stderr, secrets masked');
}

/** `--only` and `--except`. */
export function withSelection(command: Command): Command {
  return command
    .option('--only <selector>', 'only this address, glob, kind, provider or tag:NAME; repeatable', collect)
    .option('--except <selector>', 'all but these; repeatable', collect);
}

/** What a plan may do, and which of its guards are lifted. */
export function withPlanning(command: Command): Command {
  return withGuards(
    withSelection(command)
      .option('--unmanaged', 'list what the tenant has and the spec does not')
      .option('--prune', 'delete what we created and the spec no longer holds')
      .option('--overwrite-drift', "put the spec's values back where the tenant was changed")
      .option('--overwrite-conflicts', 'the same where both were changed')
      .option('--adopt', 'take over existing objects even where that overwrites something')
      .option('--replace <address>', 'delete and make anew, for what cannot be changed; repeatable', collect)
      .option('--allow-costs <address>', 'allow this resource to take a seat or cost money; repeatable', collect)
      .option(
        '--send-secrets <address>',
        'send the secrets of this resource though they may be unchanged; repeatable',
        collect,
      ),
  );
}

/** Flags that allow deletes and losses. */
export function withGuards(command: Command): Command {
  return command
    .option('--allow-deletes <n>', 'allow up to this many deletes', wholeNumber)
    .option('--allow-data-loss <address>', 'allow this resource to lose data; repeatable', collect)
    .option('--allow-backlog', 'let time-based rules act on the tickets that already wait for them');
}

/** `--yes`, `--concurrency`, `--lock-timeout`. */
export function withWriting(command: Command): Command {
  return withLock(
    command.option('-y, --yes', 'do not ask').option('--concurrency <n>', 'requests in flight at most', positive, 4),
  );
}

/** `--lock-timeout`. */
export function withLock(command: Command): Command {
  return command.option(
    '--lock-timeout <duration>',
    "wait this long for the state's lock, such as 30s or 5m (default: not at all)",
    milliseconds,
  );
}

/** The choices that a plan is made with. */
export function planOptions(flags: Partial<PlanFlags>, more: Partial<PlanOptions> = {}): PlanOptions {
  return {
    only: flags.only ?? [],
    except: flags.except ?? [],
    prune: flags.prune === true,
    destroy: false,
    includeAdopted: false,
    overwriteDrift: flags.overwriteDrift === true,
    overwriteConflicts: flags.overwriteConflicts === true,
    adopt: flags.adopt === true,
    replace: flags.replace ?? [],
    allowDeletes: flags.allowDeletes ?? 0,
    allowDataLoss: flags.allowDataLoss ?? [],
    allowCosts: flags.allowCosts ?? [],
    sendSecrets: flags.sendSecrets ?? [],
    allowBacklog: flags.allowBacklog === true,
    unmanaged: flags.unmanaged === true,
    ...more,
  };
}

/** Adds one more value of a repeatable flag. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function positive(text: string): number {
  const n = wholeNumber(text);
  if (n < 1) throw new InvalidArgumentError('It takes a number from 1.');
  return n;
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}

/** `500ms`, `30s`, `5m`, `1h`, or seconds as a number, in milliseconds. */
export function milliseconds(text: string): number {
  const [, amount, unit = 's'] = /^(\d{1,6})(ms|s|m|h)?$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('It takes a duration such as 500ms, 30s, 5m or 1h.');
  const factor = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 1000;
  return Number(amount) * factor;
}

// It becomes a file name: environments/NAME.yaml, .supportctl/state/NAME.json.
function environmentName(text: string): string {
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(text)) {
    throw new InvalidArgumentError('It takes lower-case letters, digits, "_" and "-".');
  }
  return text;
}
