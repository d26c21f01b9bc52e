/** `supportctl init`: a client's spec from answers to a few questions, from flags, or from a file of them. */
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { refuse } from '../../core/diagnostic.ts';
import type { Answers, GivenAnswers } from '../../init/answers.ts';
import type { AnswerFlags } from '../../init/flags.ts';
import type { Places } from '../../init/places.ts';
import { collect } from '../flags.ts';
import { isInteractive, printAside, printResult } from '../terminal.ts';

interface Flags extends AnswerFlags {
  readonly from?: string;
  readonly yes?: true;
}

const EXAMPLES = `
Asks for what neither a flag nor the file says; with --yes, the usual stands in.

Examples:
  supportctl init acme
  supportctl init acme --name "Acme Inc." --subdomain acme-test --country US --region CA --yes
  supportctl init acme --hours "Berlin, Europe/Berlin, DE-BE: mon-fri 09:00-17:00" --sla "p1=1h/4h calendar"
  supportctl init acme --from answers.yaml --yes`;

export function initCommand(command: Command): Command {
  return command
    .argument('[dir]', 'a new or empty folder', '.')
    .option('--from <file>', 'answers in a YAML file, as init leaves them in .supportctl/answers.yaml')
    .option('--name <name>', "the client's name")
    .option('--website <url>', "the client's website")
    .option('--edition <edition>', "the tenant's plan, such as suite_professional")
    .option('--environment <class>', 'what the tenant is for: sandbox, production or both')
    .option('--subdomain <name>', 'the tenant: acme of acme.zendesk.com')
    .option('--sandbox-subdomain <name>', 'the sandbox beside it, where there are both')
    .option('--brand <name>', 'the brand that customers see')
    .option('--country <code>', 'the country, such as DE: its time zone and holidays')
    .option('--region <code>', 'the part of the country, such as BE, for its holidays')
    .option('--timezone <zone>', 'the time zone, such as Europe/Berlin')
    .option('--language <tag>', 'a language of the texts, the first one first; repeatable', collect)
    .option('--hours <hours>', 'working hours: "[OFFICE, ZONE, COUNTRY: ]mon-fri 09:00-17:00"; repeatable', collect)
    .option('--holidays', 'write the public holidays, for a person to approve (default)')
    .option('--no-holidays', 'write no holidays')
    .option('--team <name>', 'a team, the first one first; repeatable', collect)
    .option('--sla <target>', 'first reply and resolution: "p1=1h/4h calendar"; repeatable', collect)
    .option('--channel <name>', 'a way in, such as email or messaging; repeatable', collect)
    .option('--support-address <email>', 'the address whose mail is forwarded to the tenant')
    .option('--slack <name>', 'the Slack channel for P1; given again, the one for P2', collect)
    .option('--no-slack', 'tell Slack nothing')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(folder: string, flags: Flags): Promise<void> {
  const [{ app }, init, { ZONES }] = await Promise.all([
    import('../../app/index.ts'),
    import('../../init/index.ts'),
    import('../../providers/zendesk/zone-names.ts'),
  ]);
  await init.expectEmpty(folder);
  const places = await init.loadPlaces(Object.values(ZONES));
  const inFile = flags.from === undefined ? {} : await init.readAnswers(flags.from, places);
  const given = init.over(inFile, init.answersFromFlags(flags, places), places);
  const fallback = titled(basename(resolve(folder)));
  const answers = flags.yes === true ? init.complete(given, fallback, places) : await asked(given, fallback, places);
  const { files, notes } = init.buildSpec(answers, places, await app.schema('spec'), new Date());
  init.writeFiles(folder, files);
  await tell(folder, [...files.keys()], notes);
}

/** What was written, on stdout; what was not, and what to do next, beside it. */
async function tell(folder: string, files: readonly string[], notes: readonly string[]): Promise<void> {
  const [{ clean }, { shellWord }] = await Promise.all([
    import('../../report/text.ts'),
    import('../../report/commands.ts'),
  ]);
  const below = folder === '.' ? '' : `${folder.replace(/\/+$/, '')}/`;
  for (const file of files) printResult(`${clean(below + file)}\n`);
  if (notes.length > 0) printAside('\nNot written, or for a person:\n');
  for (const note of notes) printAside(`  - ${clean(note)}\n`);
  const enter = folder === '.' ? '' : `cd ${shellWord(folder)} && `;
  printAside(`\nNext: ${enter}supportctl validate, then read README.md there.\n`);
}

async function asked(given: GivenAnswers, fallback: string, places: Places): Promise<Answers> {
  if (!isInteractive()) {
    const { shellWord } = await import('../../report/commands.ts');
    const command = ['supportctl', ...process.argv.slice(2), '--yes'].map(shellWord).join(' ');
    refuse('NEEDS_CONFIRMATION', 'Nobody is there to answer the questions of `init`', { hint: `Run: ${command}` });
  }
  const [{ askFor }, { default: inquirer }] = await Promise.all([import('../../init/index.ts'), import('inquirer')]);
  const prompt = inquirer.createPromptModule({ output: process.stderr });
  return askFor(given, fallback, places, {
    text: async (message, usual, problem) => {
      const validate = (text: string) => problem(text) ?? true;
      return (await prompt([{ type: 'input', name: 'it', message, default: usual, validate }])).it;
    },
    choose: async (message, choices, usual) =>
      (await prompt([{ type: 'select', name: 'it', message, choices, default: usual }])).it,
    pick: async (message, choices, usual) => {
      const boxes = choices.map((choice) => ({ ...choice, checked: usual.includes(choice.value) }));
      return (await prompt([{ type: 'checkbox', name: 'it', message, choices: boxes }])).it;
    },
    yes: async (message, usual) => (await prompt([{ type: 'confirm', name: 'it', message, default: usual }])).it,
  });
}

function titled(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
