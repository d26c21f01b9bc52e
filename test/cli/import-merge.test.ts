/** `import --merge`: what people made by hand comes into a spec that people wrote, which otherwise stays as it is. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { diffLines } from 'diff';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { HEAD } from '../kit/spec.ts';
import { edit, idOf, make } from '../kit/tenant.ts';

const RULES = `# Written by people.
trigger_categories:
  own: {name: Own}   # ours

triggers:
  # The first of them.
  one:
    title: One
    category: own
    when: {all: [{field: update_type, is: create}]}
    then: [{add_tags: [one]}]

  # Always the last.
  three: {title: Three, category: own, when: {all: [{field: update_type, is: create}]}, then: [{add_tags: [three]}]}
groups:
  tier1: {name: Tier 1}
`;

let acme: Client;
beforeEach(async () => {
  acme = await client({ 'support.yaml': HEAD, 'rules.yaml': RULES });
  const applied = await acme.run('apply', '--yes');
  expect(applied.code, applied.all).toBe(0);
  edit(acme, 'triggers', 'One', { position: 10 });
  edit(acme, 'triggers', 'Three', { position: 30 });
});
afterEach(() => acme.close());

type Condition = { readonly field: string; readonly operator: string; readonly value: string };

/** A trigger in the category of the spec, made in the admin pages. */
function byHand(title: string, position: number, body = 'Hello', ...more: Condition[]): string {
  const group = idOf(acme, 'groups', 'Tier 1');
  return make(acme, 'triggers', {
    title,
    position,
    category_id: idOf(acme, 'trigger_categories', 'Own'),
    conditions: { all: [{ field: 'group_id', operator: 'is', value: group }, ...more], any: [] },
    actions: [{ field: 'notification_group', value: [group, title, body] }],
  });
}

/** Every file of the spec but state and schema. */
async function files(): Promise<Readonly<Record<string, string>>> {
  const found = await readdir(acme.folder, { recursive: true, withFileTypes: true });
  const names = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(acme.folder.length + 1))
    .filter((name) => !name.startsWith('.'));
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await acme.read(name)] as const)));
}

async function expectNothingToDo(): Promise<void> {
  const plan = await ask(acme, 'plan', '--detailed-exitcode');
  expect([plan.code, plan.lines], plan.all).toEqual([0, []]);
}

test('objects come to the places that they have in the tenant; every byte of the rest stays, and the next plan is empty', async () => {
  byHand('Zero', 5);
  byHand('Two', 20, `${'A long mail. '.repeat(150)}\nBye`);
  byHand('Two', 21);
  const merged = await acme.run('import', '--merge', 'trigger.two*', 'trigger.zero');
  expect(merged.code, merged.all).toBe(0);
  expect(merged.stdout).toMatch(/rules\.yaml:6 +trigger\.zero +Zero\nrules\.yaml:\d+ +trigger\.two\w* +Two\n/);
  const after = await acme.read('rules.yaml');
  const keys = [...after.matchAll(/^ {2}(\w+):/gm)].map(([, key]) => key);
  expect(keys).toEqual([
    'own',
    'zero',
    'one',
    expect.stringMatching(/two/),
    expect.stringMatching(/two/),
    'three',
    'tier1',
  ]);
  expect(diffLines(RULES, after).filter(({ removed }) => removed)).toEqual([]);
  expect(after).toContain('group: tier1');
  const texts = Object.entries(await files()).filter(([name]) => name.startsWith('texts/'));
  expect(texts.map(([, text]) => text.includes('A long mail.'))).toEqual([true]);
  await expectNothingToDo();
  expect((await acme.run('state', 'show', 'trigger.two')).stdout).toContain('imported');
  edit(acme, 'triggers', 'Zero', { position: 40 });
  expect((await ask(acme, 'drift')).lines).toEqual(['reorder order.trigger/own because drift, not written']);
});

test('whole kinds too, with what they refer to called by its key, and the secrets that are to be provided', async () => {
  make(acme, 'webhooks', {
    name: 'Pager',
    endpoint: 'https://pager.example/',
    http_method: 'POST',
    request_format: 'json',
    status: 'active',
    authentication: { type: 'bearer_token', data: { token: 'hush' }, add_position: 'header' },
  });
  const merged = await acme.run('import', '--merge', 'webhook', 'section.kettles', 'category.k*', 'brand.acme');
  expect(merged.code, merged.all).toBe(0);
  expect(merged.stdout).toMatch(/WEBHOOK_PAGER_TOKEN +webhook\.pager/);
  const written = await files();
  expect(written['webhooks.yaml']).toContain('{secret: env:WEBHOOK_PAGER_TOKEN}');
  expect(written['help_center/acme.yaml']).toMatch(/sections:\n +kettles: .*category: kitchen_appliances/);
  expect(JSON.stringify(written)).not.toContain('hush');
  await expectNothingToDo();
});

test('what could be merged is listed by the addresses that it would get, in a plan as well', async () => {
  byHand('Two', 20);
  byHand('One', 25);
  const listed = await acme.run('import', '--merge', '--format', 'json');
  const { mergeable } = z
    .object({ mergeable: z.array(z.object({ address: z.string(), title: z.string() })) })
    .parse(JSON.parse(listed.stdout));
  const own = mergeable.filter(({ title }) => title === 'Two' || title === 'One').map(({ address }) => address);
  // `one` is taken.
  expect(own).toEqual(['trigger.two', 'trigger.one_2']);
  expect((await acme.run('import', '--merge')).stdout).toMatch(/trigger\.one_2 +One/);
  const plan = await ask(acme, 'plan', '--unmanaged');
  for (const address of own) expect(plan.noted).toContain(`unmanaged ${address}`);
});

test('an object can be named by its id; a customer whom it refers to is never called missing', async () => {
  byHand('Two', 20);
  const customer = acme.sandbox.control.objects('users').find(({ role }) => role === 'end-user');
  const id = byHand('Two', 25, 'Hello', { field: 'requester_id', operator: 'is', value: String(customer?.id) });
  const merged = await acme.run('import', '--merge', `trigger/${id}`);
  expect(merged.code, merged.all).toBe(0);
  const [, address = ''] = /(trigger\.\w+)/.exec(merged.stdout) ?? [];
  expect((await acme.run('state', 'show', address)).stdout).toContain(id);
  expect(await acme.read('rules.yaml')).toContain(`requester, is: live("${customer?.email}")`);
  await expectNothingToDo();
});

test('whatever is wrong is said at once, with the nearest name, and nothing is written', async () => {
  byHand('Two', 20);
  make(acme, 'groups', { name: 'Two' });
  const before = await files();
  const state = await acme.read('.supportctl/state/default.json');
  const cases: readonly (readonly [string, RegExp])[] = [
    ['trigger.tvo', /did you mean trigger\.two\?/],
    ['two', /did you mean group\.two or trigger\.two\?/],
    ['trigger.one', /is in the spec already[\s\S]*rules\.yaml:7/],
    ['trigger/Two Two', /nothing unmanaged that trigger\/Two Two names/],
    ['locale.de', /languages are not imported/],
    ['category.orders', /belongs to the brand "Acme Outlet"[\s\S]*merge brand\/\d+ along with it/],
  ];
  for (const [pattern, expected] of cases) {
    const refused = await acme.run('import', '--merge', 'trigger.two', pattern);
    expect([pattern, refused.code], refused.all).toEqual([pattern, 1]);
    expect(refused.all, pattern).toMatch(expected);
  }
  const twice = await acme.run('import', '--merge', 'tigger.two', 'trigger.tvo');
  expect(twice.all).toMatch(/tigger\.two[\s\S]*trigger\.tvo/);
  expect(await files()).toEqual(before);
  expect(await acme.read('.supportctl/state/default.json')).toBe(state);
});
