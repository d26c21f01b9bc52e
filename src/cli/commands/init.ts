/** `supportctl init`: a small spec to start from, with the client's names in it. */
import { basename, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { keyFrom } from '../../core/address.ts';
import { refuse } from '../../core/diagnostic.ts';
import type { StarterAnswers } from '../starter.ts';
import { isInteractive, printAside, printResult } from '../terminal.ts';

interface Flags {
  readonly name?: string;
  readonly subdomain?: string;
  readonly edition?: string;
  readonly environment?: 'sandbox' | 'production';
  readonly yes?: true;
}

const EDITIONS = [
  'suite_team',
  'suite_growth',
  'suite_professional',
  'suite_enterprise',
  'support_team',
  'support_professional',
  'support_enterprise',
];
const USUAL_EDITION = 'suite_professional';

const EXAMPLES = `
Asks for what is not given; with --yes, the folder's name stands in.

Examples:
  supportctl init acme
  supportctl init acme --name "Acme Inc." --subdomain acme-test --yes`;

export function initCommand(command: Command): Command {
  return command
    .argument('[dir]', 'a new or empty folder', '.')
    .option('--name <name>', "the client's name", nonEmpty)
    .option('--subdomain <name>', 'the tenant: acme of acme.zendesk.com', subdomain)
    .addOption(new Option('--edition <edition>', "the tenant's plan").choices(EDITIONS))
    .addOption(new Option('--environment <class>', 'what the tenant is for').choices(['sandbox', 'production']))
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(folder: string, flags: Flags): Promise<void> {
  const { expectEmpty, writeStarter } = await import('../starter.ts');
  await expectEmpty(folder);
  const answers = flags.yes === true ? withDefaults(folder, flags) : await asked(folder, flags);
  const files = await writeStarter(folder, answers);
  const [{ app }, { writeSchema }, { clean }, { shellWord }] = await Promise.all([
    import('../../app/index.ts'),
    import('../schema-file.ts'),
    import('../../report/text.ts'),
    import('../../report/commands.ts'),
  ]);
  const schema = await writeSchema(folder, await app.schema());
  for (const file of [...files, schema]) printResult(`${clean(file)}\n`);
  const enter = folder === '.' ? '' : `cd ${shellWord(folder)} && `;
  printAside(`\nNext: ${enter}supportctl validate, then read README.md there.\n`);
}

function withDefaults(folder: string, flags: Flags): StarterAnswers {
  const name = flags.name ?? titled(basename(resolve(folder)));
  const slug = keyFrom(name);
  return {
    name,
    slug,
    subdomain: flags.subdomain ?? hostName(slug),
    edition: flags.edition ?? USUAL_EDITION,
    environment: flags.environment ?? 'sandbox',
  };
}

async function asked(folder: string, flags: Flags): Promise<StarterAnswers> {
  if (!isInteractive()) {
    const { shellWord } = await import('../../report/commands.ts');
    const command = ['supportctl', ...process.argv.slice(2), '--yes'].map(shellWord).join(' ');
    refuse('NEEDS_CONFIRMATION', 'Nobody is there to answer the questions of `init`', { hint: `Run: ${command}` });
  }
  const { default: inquirer } = await import('inquirer');
  const prompt = inquirer.createPromptModule({ output: process.stderr });
  const usual = withDefaults(folder, flags);
  const name =
    flags.name ??
    (await prompt([{ type: 'input', name: 'name', message: "The client's name", default: usual.name }])).name;
  const slug = keyFrom(name);
  const rest = await prompt(
    [
      {
        type: 'input',
        name: 'subdomain',
        message: 'The tenant, as in SUBDOMAIN.zendesk.com',
        default: hostName(slug),
        validate: (text: string) => SUBDOMAIN.test(text) || 'Lower-case letters, digits and hyphens.',
      },
      { type: 'select', name: 'edition', message: "The tenant's plan", choices: EDITIONS, default: USUAL_EDITION },
      {
        type: 'select',
        name: 'environment',
        message: 'What is it for?',
        choices: ['sandbox', 'production'],
        default: 'sandbox',
      },
    ],
    { ...flags },
  );
  return {
    name,
    slug,
    subdomain: rest.subdomain ?? hostName(slug),
    edition: rest.edition ?? usual.edition,
    environment: rest.environment ?? usual.environment,
  };
}

const SUBDOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

function subdomain(text: string): string {
  if (!SUBDOMAIN.test(text)) throw new InvalidArgumentError('It takes lower-case letters, digits and hyphens.');
  return text;
}

function nonEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text.trim();
}

function hostName(slug: string): string {
  return slug.replaceAll('_', '-');
}

function titled(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
