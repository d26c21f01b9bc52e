/** `drift --accept`: the tenant's value into the YAML where it stands, comments and everything else as they were. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { HEAD } from '../kit/spec.ts';
import { edit, idOf, newWrites, remove, row } from '../kit/tenant.ts';

/** Many steps on one tenant; other work may share the machine. */
const LONG = { timeout: 180_000 };

let acme: Client;
afterEach(() => acme?.close());

const SPEC = `${HEAD}# Who answers.
groups:
  tier1: # the first line
    name: Tier 1   # shown to agents
    description: First
  tier2: {name: Tier 2}  # the second line

ticket_fields:
  category:
    type: dropdown
    title: Category
    options:
      bug: Bug        # what is broken
      idea: Idea      # what is missing
      other: Other

trigger_categories: {own: {name: Own rules}}
triggers:
  # keep this one first
  route:
    title: Route
    category: own
    when: {all: [{field: status, is: new}]} # only new ones
    then: [{add_tags: [routed]}]
  close:
    title: Close
    category: own
    when: {all: [{field: status, is: pending}]}
    then: [{add_tags: [closed]}]
`;

/** The lines of the spec that are not as they were, old and new. */
function changed(before: string, after: string): { gone: string[]; come: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return { gone: old.filter((line) => !now.includes(line)), come: now.filter((line) => !old.includes(line)) };
}

async function accept(address: string): Promise<{ gone: string[]; come: string[] }> {
  const before = await acme.read('support.yaml');
  newWrites(acme);
  expect((await acme.run('drift')).code).toBe(2);
  const accepted = await ask(acme, 'drift', '--accept', address);
  expect(accepted.code, accepted.all).toBe(0);
  expect(accepted.accepted?.map((own) => own.address)).toContain(address);
  const plan = await ask(acme, 'plan', '--detailed-exitcode');
  expect([plan.code, plan.lines], plan.all).toEqual([0, []]);
  expect(newWrites(acme)).toEqual([]);
  return changed(before, await acme.read('support.yaml'));
}

test(
  'accept: a scalar, an option’s name, an option deleted by hand, conditions, an order; every comment stays',
  LONG,
  async () => {
    acme = await client({ 'support.yaml': SPEC });
    const made = await ask(acme, 'apply', '--yes');
    expect(made.code, made.all).toBe(0);

    edit(acme, 'groups', 'Tier 1', { name: 'First line: "A"' });
    expect(await accept('group.tier1')).toEqual({
      gone: ['    name: Tier 1   # shown to agents'],
      come: [expect.stringMatching(/^ {4}name: .*First line.* # shown to agents$/)],
    });

    edit(acme, 'ticket_fields', 'Category', {
      custom_field_options: [
        { name: 'Defect', value: 'bug' },
        { name: 'Idea', value: 'idea' },
        { name: 'Other', value: 'other' },
      ],
    });
    expect(await accept('ticket_field.category')).toEqual({
      gone: ['      bug: Bug        # what is broken'],
      come: [expect.stringMatching(/^ {6}bug: Defect +# what is broken$/)],
    });

    edit(acme, 'ticket_fields', 'Category', {
      custom_field_options: [
        { name: 'Defect', value: 'bug' },
        { name: 'Other', value: 'other' },
      ],
    });
    expect(await accept('ticket_field.category')).toEqual({
      gone: ['      idea: Idea      # what is missing'],
      come: [],
    });

    edit(acme, 'triggers', 'Route', {
      conditions: { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] },
      actions: [{ field: 'group_id', value: idOf(acme, 'groups', 'Tier 2') }],
    });
    const rule = await accept('trigger.route');
    expect(rule.gone).toEqual([
      '    when: {all: [{field: status, is: new}]} # only new ones',
      '    then: [{add_tags: [routed]}]',
    ]);
    const text = await acme.read('support.yaml');
    expect(text).toContain('# only new ones');
    expect(text).toContain('# keep this one first');
    expect(rule.come.join('\n')).toMatch(/status, is: open|is: open/);
    expect(rule.come.join('\n')).toContain('tier2');

    edit(acme, 'triggers', 'Close', { position: 0 });
    const order = await accept('order.trigger/own');
    expect(order.gone).toEqual([]);
    expect(order.come.join(' ')).toMatch(/order:.*triggers:.*close.*route/);

    const human = await acme.run('drift', '--accept', 'group.tier1');
    expect([human.code, human.stderr]).toEqual([1, expect.stringContaining('nothing moved')]);
  },
);

test('accept: an article’s body goes into its file, HTML as the tenant has it; Markdown becomes HTML beside it', async () => {
  acme = await client({
    'support.yaml': `${HEAD}help_center:
  acme:
    categories: {start: {name: Start}}
    sections: {setup: {name: Set up, category: start}}
    articles:
      html: {title: As HTML, section: setup, body: {file: kb/html.html}}  # keep
      mark: {title: As Markdown, section: setup, body: {file: kb/mark.md}}
`,
    'kb/html.html': '<p>Write to us</p>\n',
    'kb/mark.md': '# Hello\n\nWrite to *us*.\n',
  });
  const made = await ask(acme, 'apply', '--yes');
  expect(made.code, made.all).toBe(0);
  edit(acme, 'articles', 'As HTML', { body: '<p>Call us</p>' });
  expect(await accept('article.html')).toEqual({ gone: [], come: [] });
  expect(await acme.read('kb/html.html')).toBe('<p>Call us</p>\n');
  edit(acme, 'articles', 'As Markdown', { body: '<h1>Hello</h1>\n<p>Call us.</p>' });
  expect((await accept('article.mark')).come.join('')).toContain('{file: kb/mark.html}');
  expect(await acme.read('kb/mark.html')).toContain('Call us.');
  expect(await acme.read('support.yaml')).toContain('# keep');
});

test('accept: a conflict takes theirs, and a glob takes everything that moved', async () => {
  acme = await client({ 'support.yaml': SPEC });
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 1', { description: 'Theirs' });
  edit(acme, 'groups', 'Tier 2', { name: 'Second' });
  await acme.write({ 'support.yaml': SPEC.replace('description: First', 'description: Ours') });
  const accepted = await ask(acme, 'drift', '--accept', 'group.*');
  expect(accepted.code, accepted.all).toBe(0);
  const text = await acme.read('support.yaml');
  expect(text).toContain('    description: Theirs\n');
  expect(text).toContain('  tier2: {name: Second}  # the second line');
  expect((await ask(acme, 'plan')).lines).toEqual([]);
});

test('accept: a whole object that is gone takes its block along', async () => {
  acme = await client({ 'support.yaml': SPEC.replace('{add_tags: [routed]}', '{set: {group: tier2}}') });
  const made = await ask(acme, 'apply', '--yes');
  expect(made.code, made.all).toBe(0);
  remove(acme, 'triggers', 'Close');
  const { gone, come } = await accept('trigger.close');
  expect([gone, come]).toEqual([['  close:', '    title: Close', expect.anything(), expect.anything()], []]);
  expect(await acme.read('support.yaml')).toContain('# keep this one first');
  expect(row(acme, 'triggers', 'Route')).toMatchObject({ active: true });
});

test('accept: a block that others refer to is not taken out from under them; they are named and no file changes', async () => {
  const text = SPEC.replace('{add_tags: [routed]}', '{set: {group: tier2}}');
  acme = await client({ 'support.yaml': text });
  const made = await ask(acme, 'apply', '--yes');
  expect(made.code, made.all).toBe(0);
  const state = await acme.read('.supportctl/state/default.json');
  remove(acme, 'groups', 'Tier 2');
  const refused = await ask(acme, 'drift', '--accept', 'group.tier2');
  expect(refused.code, refused.all).toBe(1);
  expect(refused.diagnostics.map((own) => own.address)).toContain('trigger.route');
  expect(refused.diagnostics[0]?.at).toMatchObject({ file: 'support.yaml', line: 27 });
  expect(await acme.read('support.yaml')).toBe(text);
  expect(await acme.read('.supportctl/state/default.json')).toBe(state);
});

test('accept: nothing that moved under this address is an error that says what did', async () => {
  acme = await client({ 'support.yaml': SPEC });
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 2', { name: 'Second' });
  const typo = await ask(acme, 'drift', '--accept', 'group.tier3');
  expect([typo.code, typo.codes]).toEqual([1, ['NO_DRIFT']]);
  expect(typo.diagnostics[0]?.hint).toBe('did you mean group.tier2?');
  expect(await acme.read('support.yaml')).toBe(SPEC);
});
