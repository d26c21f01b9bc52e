/** All commands that exist. Only the one that is asked for is loaded: `--help` waits for nothing else. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';

interface Entry {
  readonly name: string;
  readonly says: string;
  /** Gives the command its flags and its action. */
  load(): Promise<(command: Command) => Command>;
}

const COMMANDS: readonly Entry[] = [
  {
    name: 'init',
    says: 'write a spec for the client to start from',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  {
    name: 'validate',
    says: 'check the spec offline; all problems at once',
    load: async () => (await import('./commands/validate.ts')).validateCommand,
  },
  {
    name: 'plan',
    says: 'show what apply would do; writes nothing',
    load: async () => (await import('./commands/plan.ts')).planCommand,
  },
  {
    name: 'apply',
    says: 'plan, ask, write and verify; or apply a saved plan',
    load: async () => (await import('./commands/apply.ts')).applyCommand,
  },
  {
    name: 'drift',
    says: 'show what was changed in the tenant since the last apply',
    load: async () => (await import('./commands/drift.ts')).driftCommand,
  },
  {
    name: 'import',
    says: 'read a live tenant into a new spec folder',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  {
    name: 'destroy',
    says: 'delete what the spec created; release the rest',
    load: async () => (await import('./commands/destroy.ts')).destroyCommand,
  },
  {
    name: 'rollback',
    says: 'go back to what was before a run',
    load: async () => (await import('./commands/rollback.ts')).rollbackCommand,
  },
  {
    name: 'history',
    says: 'show who wrote what, when and by which plan',
    load: async () => (await import('./commands/history.ts')).historyCommand,
  },
  {
    name: 'manual',
    says: 'list what people have to do by hand, and tick it off',
    load: async () => (await import('./commands/manual.ts')).manualCommand,
  },
  {
    name: 'state',
    says: 'look at and mend what is remembered about the tenant',
    load: async () => (await import('./commands/state.ts')).stateCommand,
  },
  {
    name: 'doctor',
    says: 'check credentials, scopes, spec and state, each with its mend',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  {
    name: 'login',
    says: 'sign in to the platform in a browser',
    load: async () => (await import('./commands/login.ts')).loginCommand,
  },
  {
    name: 'logout',
    says: 'revoke and forget a sign-in',
    load: async () => (await import('./commands/logout.ts')).logoutCommand,
  },
  {
    name: 'test',
    says: 'run sample tickets through the rules, offline',
    load: async () => (await import('./commands/test.ts')).testCommand,
  },
  {
    name: 'simulate',
    says: 'tell the story of one ticket, step by step',
    load: async () => (await import('./commands/simulate.ts')).simulateCommand,
  },
  {
    name: 'lint',
    says: 'find rules that the platform accepts and a team regrets, offline',
    load: async () => (await import('./commands/lint.ts')).lintCommand,
  },
  {
    name: 'health',
    says: 'judge a live tenant and write a page about it; reads only',
    load: async () => (await import('./commands/health.ts')).healthCommand,
  },
  {
    name: 'sandbox',
    says: 'run a local tenant to try things on',
    load: async () => (await import('./commands/sandbox.ts')).sandboxCommand,
  },
  {
    name: 'schema',
    says: 'print the JSON Schema of the spec, for editors',
    load: async () => (await import('./commands/schema.ts')).schemaCommand,
  },
];

const HELP = `
Start here:
  supportctl init acme       write a spec for the client
  supportctl plan            see what it would change
  supportctl apply           change it

supportctl COMMAND --help shows the flags of a command.

Exit codes: 0 done or no changes, 1 error, 2 changes (drift, plan --detailed-exitcode),
3 partly applied, 4 refused, 130 interrupted.`;

/** The command line for `argv`; it throws commander's errors instead of ending the process. */
export async function createProgram(argv: readonly string[]): Promise<Command> {
  const program = new Command('supportctl')
    .description('Support operations as code: a reviewed spec, planned, applied and watched for drift.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  // `supportctl help plan` asks for a command too.
  const asked = argv[0] === 'help' ? argv[1] : argv[0];
  for (const { name, says, load } of COMMANDS) {
    const command = program.command(name).description(says);
    if (name === asked) (await load())(command);
  }
  return program;
}

/** True for the name of a command. */
export function isCommand(word: string): boolean {
  return COMMANDS.some(({ name }) => name === word);
}

/** The package's version. */
export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const found =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof found === 'string' ? found : 'unknown';
}
