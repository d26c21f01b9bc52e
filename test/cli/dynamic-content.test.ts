/** Dynamic content: placeholders that texts may hold, made in order and not deleted from under them. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'enterprise' });
});
afterEach(() => tenant.close());

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;
const item = (more: string) => `dynamic_content:\n  salute: {name: Greeting of all, ${more}}\n`;
const trigger = `trigger_categories: {routing: {name: Routing}}
triggers:
  greet:
    title: Greet
    category: routing
    when: {all: [{field: update_type, is: create}]}
    then: [{notify_user: {to: assignee, subject: Hi, body: "{{dc.salute}} there"}}]
`;

test('an item gets the placeholder of its key, and texts that hold it come after it', async () => {
  await tenant.write({
    'support.yaml': HEAD + trigger + item('default_language: en-US, texts: {en-US: Hello, de: Hallo}'),
  });
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  const made = tenant.sandbox.control.objects('dynamic_content_items').find(({ name }) => name === 'Greeting of all');
  expect(made?.placeholder).toBe('{{dc.salute}}');
  const rule = tenant.sandbox.control.objects('triggers').find(({ title }) => title === 'Greet');
  expect(JSON.stringify(rule?.actions)).toContain('{{dc.salute}} there');
  const imported = await tenant.import();
  try {
    expect((await imported.project.plan()).changes).toEqual([]);
  } finally {
    await imported.project.clear();
  }
});

test('texts are added, changed and removed, and the default moves before the old one goes', async () => {
  await tenant.write({ 'support.yaml': HEAD + item('default_language: en-US, texts: {en-US: Hello}') });
  expectApplied(await tenant.apply());
  await tenant.write({ 'support.yaml': HEAD + item('default_language: de, texts: {de: Hallo}') });
  expect((await tenant.plan()).refusals.map(({ code }) => code)).toEqual(['DATA_LOSS']);
  expectApplied(await tenant.apply({ allowDataLoss: ['dynamic_content.salute'] }));
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

test('an item that a rule shows is not deleted', async () => {
  await tenant.write({ 'support.yaml': HEAD + trigger + item('default_language: en-US, texts: {en-US: Hello}') });
  expectApplied(await tenant.apply());
  await tenant.write({ 'support.yaml': HEAD + trigger });
  const plan = await tenant.plan({ prune: true, allowDataLoss: ['*'] });
  expect(plan.diagnostics.map(({ code }) => code)).toEqual(['STILL_REFERENCED']);
  await tenant.write({ 'support.yaml': HEAD + trigger.replace('{{dc.salute}}', 'Hello') });
  // However long the rule takes, the item goes after it has let go of it.
  tenant.sandbox.control.addFaults([
    { match: { method: 'PUT', path: '/triggers/' }, times: 1, action: { delay: 200 } },
  ]);
  expectApplied(await tenant.apply({ prune: true, allowDataLoss: ['*'] }));
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

test('an item that a macro shows, of which the spec knows nothing, is not deleted', async () => {
  await tenant.write({ 'support.yaml': HEAD + item('default_language: en-US, texts: {en-US: Hello}') });
  expectApplied(await tenant.apply());
  tenant.sandbox.control.inject('macros', {
    title: 'Made by hand',
    actions: [{ field: 'comment_value', value: '{{dc.salute}}, all' }],
  });
  await tenant.write({ 'support.yaml': `${HEAD}groups: {other: {name: Other}}\n` });
  const plan = await tenant.plan({ prune: true, allowDataLoss: ['*'] });
  expect(plan.diagnostics.map(({ code, summary }) => [code, summary.includes('Made by hand')])).toEqual([
    ['STILL_REFERENCED', true],
  ]);
});

test('texts that the platform lists in another order are the same texts to a saved plan', async () => {
  const both = (word: string) => `texts: {en-US: ${word}, de: Hallo}`;
  await tenant.write({ 'support.yaml': HEAD + item(`default_language: en-US, ${both('Hello')}`) });
  expectApplied(await tenant.apply());
  await tenant.write({ 'support.yaml': HEAD + item(`default_language: en-US, ${both('Welcome')}`) });
  const seen = new Set<string>();
  for (let turn = 0; turn < 8; turn += 1) seen.add(JSON.stringify((await tenant.plan()).seen.objects));
  expect(seen.size).toBe(1);
});
