/** `supportctl history`: the run log, for people. */
import { type Command, InvalidArgumentError } from 'commander';
import { type ProjectFlags, wholeNumber, withProject } from '../flags.ts';
import { openSession, present } from '../session.ts';

interface Flags extends ProjectFlags {
  readonly limit: number;
}

const EXAMPLES = `
Examples:
  supportctl history
  supportctl history trigger.route_billing
  supportctl history 'group.*' --format json`;

export function historyCommand(command: Command): Command {
  command
    .argument('[address]', 'only what was done to this address or glob, with its values')
    .option('--limit <n>', 'look at this many runs at most', atLeastOne, 20);
  return withProject(command).addHelpText('after', EXAMPLES).action(run);
}

async function run(address: string | undefined, flags: Flags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const asked = { limit: flags.limit, ...(address === undefined ? {} : { address }) };
  const runs = await app.history(session.project, asked);
  const [{ historyDocument }, { historyText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/history.ts'),
  ]);
  await present(
    session,
    () => historyDocument(runs),
    () => historyText(runs, address !== undefined, session.look),
  );
}

function atLeastOne(text: string): number {
  const n = wholeNumber(text);
  if (n < 1) throw new InvalidArgumentError('It takes a number from 1.');
  return n;
}
