/** The package as a script imports it: what the command line does, with clear errors for what has no types. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { spec } from '../kit/spec.ts';

const PACKAGE = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supportctl-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(PACKAGE, join(folder, 'node_modules/supportctl'));
  for (const [name, text] of Object.entries(spec('groups: {tier1: {name: Tier 1}}')))
    await writeFile(join(folder, name), text);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function script(body: string): Promise<string> {
  await writeFile(join(folder, 'script.mjs'), `import * as supportctl from 'supportctl';\n${body}\n`);
  const { stdout } = await run(process.execPath, ['script.mjs'], { cwd: folder });
  return stdout;
}

it('loads a spec with no more than its folder and the variables', async () => {
  const printed = await script(`
    const { desired, diagnostics } = await supportctl.loadSpec({ spec: 'support.yaml', variables: {} });
    console.log(diagnostics.length, desired.resources.map(({ address }) => address).join());
  `);
  expect(printed).toBe('0 group.tier1\n');
});

it('sends a ticket through the rules of a spec', async () => {
  const rules = `groups: {tier1: {name: Tier 1}}
trigger_categories: {routing: {name: Routing}}
triggers:
  route: {title: Route, category: routing, when: {all: [{field: update_type, is: create}]}, then: [{set: {group: tier1}}]}
`;
  for (const [name, text] of Object.entries(spec(rules))) await writeFile(join(folder, name), text);
  const printed = await script(`
    const { account, ids } = await supportctl.accountOf(await supportctl.loadSpec({ spec: '.', variables: {} }));
    const requester = { id: 7, role: 'end-user', name: 'Eve', email: 'eve@customer.example' };
    const ticket = { at: Date.UTC(2026, 10, 25), requester, subject: 'Help', comment: { body: 'Please' } };
    const outcome = supportctl.simulate(account, { ticket });
    console.log(outcome.ticket.group_id === ids.get('group.tier1'));
    await supportctl.accountOf(await supportctl.loadSpec({ spec: 'nowhere', variables: {} })).catch((error) => console.log(error.constructor.name));
  `);
  expect(printed).toBe('true\nSupportctlError\n');
});

it('says what each function takes, where something else was given', async () => {
  const printed = await script(`
    for (const name of ['loadSpec', 'plan', 'apply', 'validate', 'drift'])
      for (const given of [[], ['acme'], [{ spec: 'acme' }], [null]])
        await supportctl[name](...given).then(
          () => console.log(name, 'went on'),
          (error) => {
            const told = error instanceof supportctl.SupportctlError && error.message.startsWith(name + ' takes {spec, variables');
            console.log(told ? 'told' : error);
          },
        );
  `);
  expect(printed).toBe('told\n'.repeat(20));
});
