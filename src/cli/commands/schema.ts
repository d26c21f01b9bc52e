/** `supportctl schema`: the JSON Schema of the spec, for editors. */
import type { Command } from 'commander';
import { printAside, printResult } from '../terminal.ts';

interface Flags {
  readonly write?: true;
  readonly spec: string;
}

const EXAMPLES = `
Examples:
  supportctl schema --write      then editors check what this line names:
                                 # yaml-language-server: $schema=.supportctl/spec.schema.json`;

export function schemaCommand(command: Command): Command {
  return command
    .option('--write', 'put it at .supportctl/spec.schema.json instead')
    .option('--spec <path>', "the spec's folder", '.')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const { app } = await import('../../app/index.ts');
  const schema = await app.schema();
  if (flags.write !== true) return printResult(schema.endsWith('\n') ? schema : `${schema}\n`);
  const { writeSchema } = await import('../schema-file.ts');
  printAside(`${await writeSchema(flags.spec, schema)}\n`);
}
