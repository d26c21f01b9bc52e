/** `supportctl schema`: the JSON Schema of the spec or of its tests, for editors. */
import type { Command } from 'commander';
import { printAside, printResult } from '../terminal.ts';

interface Flags {
  readonly tests?: true;
  readonly write?: true;
  readonly spec: string;
}

const EXAMPLES = `
Examples:
  supportctl schema --write      then editors check what this line names:
                                 # yaml-language-server: $schema=.supportctl/spec.schema.json
                                 and in tests/:
                                 # yaml-language-server: $schema=../.supportctl/tests.schema.json`;

export function schemaCommand(command: Command): Command {
  return command
    .option('--tests', 'that of test files')
    .option('--write', 'put both at .supportctl/spec.schema.json and tests.schema.json instead')
    .option('--spec <path>', "the spec's folder", '.')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const { app } = await import('../../app/index.ts');
  if (flags.write !== true) return printResult(await app.schema(flags.tests === true ? 'tests' : 'spec'));
  const { writeSchema } = await import('../schema-file.ts');
  for (const of of ['spec', 'tests'] as const)
    printAside(`${await writeSchema(flags.spec, await app.schema(of), of)}\n`);
}
