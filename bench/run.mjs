/** `npm run bench`: the budgets of the design, measured now. `npm run bench -- start accounts` runs some of them. */
import { benchAccounts } from './accounts.mjs';
import { benchBudget } from './budget.mjs';
import { benchSimulate } from './simulate.mjs';
import { benchStart } from './start.mjs';

const ALL = {
  start: benchStart,
  accounts: () => benchAccounts({}),
  tiny: () => benchAccounts({ only: '215' }),
  small: () => benchAccounts({ only: '5,660' }),
  large: () => benchAccounts({ only: '27,660' }),
  budget: benchBudget,
  simulate: benchSimulate,
};
const wanted = process.argv.slice(2);
const chosen = wanted.length > 0 ? wanted : ['start', 'accounts', 'simulate', 'budget'];

const rows = [['work', 'measured', 'budget']];
for (const name of chosen) {
  const bench = ALL[name];
  if (bench === undefined) {
    console.error(`There is no bench ${name}; there are ${Object.keys(ALL).join(', ')}.`);
    process.exitCode = 1;
    continue;
  }
  console.error(`${name} …`);
  rows.push(...(await bench()));
}
const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
