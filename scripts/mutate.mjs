/**
 * `npm run mutate`: how good are the example's tests? Takes out every rule, takes out and turns around every condition, one at
 * a time, and sees whether a case fails. What survives must stand in mutants.mjs with its reason. `--built` takes the build
 * that is there, `--only ADDRESS` one rule.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EQUIVALENT } from './mutants.mjs';
import { prepare, ROOT } from './prepare.mjs';

const LISTS = { trigger: 'triggers', automation: 'automations', view: 'views', sla: 'sla_policies', macro: 'macros' };
/** The operator that holds where the other does not; of ranges it leaves out the bound itself. */
const OPPOSITE = pairs([
  ['is', 'is_not'],
  ['includes', 'not_includes'],
  ['less_than', 'greater_than'],
  ['changed', 'not_changed'],
  ['value', 'not_value'],
  ['value_previous', 'not_value_previous'],
  ['present', 'not_present'],
]);
/** Fields that know `is` alone are turned around by their value. */
const OTHER_VALUE = {
  update_type: pairs([['Create', 'Change']]),
  comment_is_public: pairs([['true', 'false']]),
  ticket_is_public: pairs([['public', 'private']]),
  in_business_hours: pairs([['true', 'false']]),
};

const trouble = process.argv.includes('--built') ? undefined : prepare();
if (trouble === undefined) await main();
else {
  console.error(`\n${trouble}`);
  process.exitCode = 1;
}

async function main() {
  const started = Date.now();
  const only = process.argv[process.argv.indexOf('--only') + 1];
  const { survivors, mutants } = await mutate(join(ROOT, 'examples/acme'), process.argv.includes('--only') ? only : '');
  const told = new Set(survivors);
  const unjustified = survivors.filter((name) => EQUIVALENT[name] === undefined);
  const stale =
    only === undefined || !process.argv.includes('--only')
      ? Object.keys(EQUIVALENT).filter((name) => !told.has(name))
      : [];
  for (const name of survivors)
    console.log(`${EQUIVALENT[name] === undefined ? '✗' : '○'} ${name}  ${EQUIVALENT[name] ?? 'no test fails'}`);
  for (const name of stale) console.log(`✗ ${name}  stands in mutants.mjs, and a test fails`);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `\n${mutants} mutants: ${mutants - survivors.length} killed, ${survivors.length - unjustified.length} equivalent, ${unjustified.length} alive, ${seconds} s`,
  );
  process.exitCode = unjustified.length + stale.length === 0 ? 0 : 1;
}

/** The names of the mutants that no case of a spec's tests notices. */
async function mutate(spec, only) {
  const load = async (path) => await import(pathToFileURL(join(ROOT, 'dist', path)).href);
  const { openBench, runCase } = await load('app/testing/run.js');
  const { prepare: prepareAccount } = await load('simulate/index.js');
  const bench = await openBench({ spec, variables: {}, notify: () => undefined });
  const rules = rulesOf(bench).filter(({ address }) => only === '' || address === only);
  const order = casesByRule(bench, runCase);
  const survivors = [];
  let mutants = 0;
  for (const rule of rules) {
    for (const { name, account } of mutantsOf(rule, bench.stage.account)) {
      mutants += 1;
      const stage = { ...bench.stage, account };
      const simulator = prepareAccount(account);
      const dies = order(rule).some((test) => runCase(test, stage, simulator).failures.length > 0);
      if (!dies) survivors.push(name);
    }
  }
  return { survivors, mutants };
}

/** Rules of the spec that are switched on. */
function rulesOf({ compiled, stage }) {
  return Object.entries(LISTS).flatMap(([kind, list]) =>
    stage.account[list].flatMap((native) => {
      const address = compiled.addressOf(kind, String(native.id));
      return address === undefined || native.active === false ? [] : [{ kind, list, address, native }];
    }),
  );
}

/** All cases, those in which the rule fires first: they notice most, and a mutant dies by the first that does. */
function casesByRule({ suite, stage, simulator }, runCase) {
  const fired = suite.cases.map((test) => {
    const ids = new Set();
    runCase(test, stage, simulator, ({ coverage, fired: firings }) => {
      for (const one of coverage) if (one.fired) ids.add(one.rule.id);
      for (const one of firings) ids.add(one.rule.id);
    });
    return { test, ids };
  });
  return ({ native }) => {
    const has = ({ ids }) => ids.has(String(native.id));
    return [...fired.filter(has), ...fired.filter((one) => !has(one))].map(({ test }) => test);
  };
}

function mutantsOf({ list, address, native }, account) {
  const without = { ...account, [list]: account[list].filter((own) => own !== native) };
  const changed = (next) => ({ ...account, [list]: account[list].map((own) => (own === native ? next : own)) });
  const found = [{ name: `${address} without`, account: without }];
  const property = native.filter === undefined ? 'conditions' : 'filter';
  for (const which of ['all', 'any']) {
    const conditions = native[property]?.[which] ?? [];
    for (const [index, condition] of conditions.entries()) {
      const put = (items) =>
        changed({
          ...native,
          [property]: {
            ...native[property],
            [which]: conditions.toSpliced?.(index, 1, ...items) ?? [
              ...conditions.slice(0, index),
              ...items,
              ...conditions.slice(index + 1),
            ],
          },
        });
      const name = `${address} ${which} ${index + 1} ${condition.field}`;
      found.push(
        { name: `${name} taken out`, account: put([]) },
        { name: `${name} turned around`, account: put([opposite(condition)]) },
      );
    }
  }
  return found;
}

function opposite(condition) {
  const value = OTHER_VALUE[condition.field]?.[condition.value];
  if (value !== undefined) return { ...condition, value };
  const operator = OPPOSITE[condition.operator];
  if (operator === undefined) throw new Error(`no opposite of ${condition.field} ${condition.operator} is known`);
  return { ...condition, operator };
}

function pairs(list) {
  return Object.fromEntries(
    list.flatMap(([a, b]) => [
      [a, b],
      [b, a],
    ]),
  );
}
