/** All commands that exist. Building them must stay cheap: it is what `--help` waits for. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { applyCommand } from './commands/apply.ts';
import { destroyCommand } from './commands/destroy.ts';
import { driftCommand } from './commands/drift.ts';
import { importCommand } from './commands/import.ts';
import { initCommand } from './commands/init.ts';
import { planCommand } from './commands/plan.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { schemaCommand } from './commands/schema.ts';
import { stateCommand } from './commands/state.ts';
import { validateCommand } from './commands/validate.ts';

const HELP = `
Start here:
  supportctl init acme          write a small spec
  supportctl plan               see what it would change
  supportctl apply              change it

Exit codes: 0 done or no changes, 1 error, 2 changes (drift, plan --detailed-exitcode),
3 partly applied, 4 refused, 130 interrupted.`;

/** The command line; throws commander's errors instead of ending the process. */
export function createProgram(): Command {
  const program = new Command('supportctl')
    .description('Support operations as code: a reviewed spec, planned, applied and watched for drift.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('after', HELP);
  const commands = [
    initCommand(),
    validateCommand(),
    planCommand(),
    applyCommand(),
    driftCommand(),
    importCommand(),
    destroyCommand(),
    stateCommand(),
    sandboxCommand(),
    schemaCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands, ...commands.flatMap((own) => own.commands)]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  return program;
}

/** The package's version. */
export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const found = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof found === 'string' ? found : 'unknown';
}
