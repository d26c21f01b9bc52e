/** Questions to a person, on stderr. */
import { createInterface } from 'node:readline/promises';
import type { Confirmation } from '../app/contract.ts';
import type { Candidate, Plan } from '../core/plan.ts';
import { clean } from '../report/text.ts';
import { printAside } from './terminal.ts';

const LISTED = 10;

/** Asks for what is about to be confirmed; only a clear yes counts. */
export async function confirm(what: Confirmation, plan: Plan): Promise<boolean> {
  const tenants = Object.values(plan.accounts).map(clean).join(', ');
  switch (what.type) {
    case 'apply':
      return yes(`Apply this plan to ${tenants}?`);
    case 'drift':
      return yes(`${list(what.addresses)}Overwrite what was changed in the tenant on these?`);
    case 'adopt':
      return yes(`${list(what.addresses)}Take these over, and overwrite what they hold?`);
    case 'destroy': {
      const typed = await ask(`This deletes what the spec made in ${tenants}. Type the subdomain to go on: `);
      return typed === what.subdomain;
    }
    default:
      return what satisfies never;
  }
}

/** The id of the one that the person names by its number; undefined for anything else. */
export async function choose(address: string, candidates: readonly Candidate[]): Promise<string | undefined> {
  const lines = candidates.map(({ id, title, changed }, at) => {
    const when = changed === undefined ? '' : `, changed ${clean(changed).slice(0, 10)}`;
    return `  ${at + 1}  ${clean(title)} (${clean(id)}${when})\n`;
  });
  const answer = await ask(
    `The tenant has several that ${clean(address)} could be:\n${lines.join('')}Which one is it? [1-${candidates.length}, Enter for none] `,
  );
  return /^\d+$/.test(answer) ? candidates[Number(answer) - 1]?.id : undefined;
}

/** True for `y` or `yes`. */
export async function yes(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} [y/N] `));
}

/** What a person types or pastes; empty at Ctrl-C, Ctrl-D or the end of the input. */
export async function ask(question: string): Promise<string> {
  printAside('\n');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((resolve) => {
      // Ctrl-C and Ctrl-D at a question are a no.
      lines.once('SIGINT', () => {
        process.exitCode = 130;
        resolve('');
      });
      lines.once('close', () => resolve(''));
      lines.question(question).then(
        (answer) => resolve(answer.trim()),
        () => resolve(''),
      );
    });
  } finally {
    lines.close();
  }
}

function list(addresses: readonly string[]): string {
  const shown = addresses.slice(0, LISTED).map((address) => `  ${clean(address)}\n`);
  const more = addresses.length > LISTED ? `  … and ${addresses.length - LISTED} more\n` : '';
  return shown.join('') + more;
}
