/** DESIGN 6, rows 7 to 13, through the built command line. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { answerOf, ask, changeOf } from '../kit/documents.ts';
import { HEAD, spec } from '../kit/spec.ts';
import { edit, exists, idOf, make, newWrites, remove, row, rows } from '../kit/tenant.ts';

/** Many steps on one tenant; other work may share the machine. */
const LONG = { timeout: 180_000 };

let acme: Client;
afterEach(() => acme?.close());

const TWO_GROUPS = spec('groups: {tier1: {name: Tier 1}, tier2: {name: Tier 2}}\n');

/** Triggers in one category, each `key: title`. */
function triggers(...keys: string[]): string {
  return `trigger_categories: {routing: {name: Own rules}}
triggers:
${keys.map(trigger).join('')}`;
}

function trigger(key: string): string {
  return `  ${key}: {title: ${key.toUpperCase()}, category: routing, when: {all: [{field: update_type, is: create}]}, then: [{add_tags: [${key}]}]}\n`;
}

function dropdown(options: string, more = ''): { 'support.yaml': string } {
  return spec(`ticket_fields: {category: {type: dropdown, title: Category, options: {${options}}${more}}}\n`);
}

function optionsOf(name: string): readonly string[] {
  const { custom_field_options } = row(acme, 'ticket_fields', name);
  if (!Array.isArray(custom_field_options)) throw new Error(`${name} has no options`);
  return custom_field_options.map((option: unknown) =>
    typeof option === 'object' && option !== null && 'value' in option && 'name' in option
      ? `${option.value}=${option.name}`
      : '?',
  );
}

/** Titles of the triggers of a category, in the order in which they run. */
function sequence(category: string): readonly string[] {
  const id = idOf(acme, 'trigger_categories', category);
  return rows(acme, 'triggers')
    .filter((own) => own.category_id === id)
    .sort((a, b) => Number(a.position) - Number(b.position))
    .map((own) => String(own.title));
}

test('row 7: deleted in the tenant is drift; it is made again only on --overwrite-drift', async () => {
  acme = await client(TWO_GROUPS);
  await ask(acme, 'apply', '--yes');
  remove(acme, 'groups', 'Tier 1');
  newWrites(acme);
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual(['create group.tier1 because drift, not written: name drift']);
  expect(changeOf(plan, 'group.tier1').notes).toEqual(['deleted in the tenant']);
  expect(plan.refused).toEqual(['DRIFT group.tier1']);
  const refused = await ask(acme, 'apply', '--yes');
  expect([refused.code, refused.codes]).toEqual([4, ['DRIFT']]);
  expect(newWrites(acme)).toEqual([]);
  expect((await ask(acme, 'drift')).code).toBe(2);
  const over = await ask(acme, 'apply', '--yes', '--overwrite-drift');
  expect(over.code, over.all).toBe(0);
  expect(newWrites(acme)).toEqual(['POST /api/v2/groups']);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('row 7: rules that refer to what is made again get its new id in the same run', async () => {
  acme = await client(
    spec(`groups: {tier1: {name: Tier 1}}
trigger_categories: {own: {name: Own rules}}
triggers: {route: {title: Route, category: own, when: {all: [{field: update_type, is: create}]}, then: [{set: {group: tier1}}]}}
`),
  );
  const made = await ask(acme, 'apply', '--yes');
  expect(made.code, made.all).toBe(0);
  const old = idOf(acme, 'groups', 'Tier 1');
  remove(acme, 'groups', 'Tier 1');
  const plan = await ask(acme, 'plan', '--overwrite-drift');
  expect(plan.lines).toEqual(['create group.tier1 because drift: name drift', 'update trigger.route: then spec']);
  expect(changeOf(plan, 'trigger.route').notes).toEqual(['holds the id of what is made anew']);
  const done = await ask(acme, 'apply', '--yes', '--overwrite-drift');
  expect(done.code, done.all).toBe(0);
  const now = rows(acme, 'groups').find((own) => own.name === 'Tier 1' && own.deleted === false);
  expect(String(now?.id)).not.toBe(old);
  expect(row(acme, 'triggers', 'Route')).toMatchObject({
    active: true,
    actions: [{ field: 'group_id', value: String(now?.id) }],
  });
  expect((await ask(acme, 'plan', '--detailed-exitcode')).lines).toEqual([]);
});

test('row 7: drift --accept of a deleted object removes the block and forgets it', async () => {
  acme = await client(TWO_GROUPS);
  await ask(acme, 'apply', '--yes');
  remove(acme, 'groups', 'Tier 1');
  newWrites(acme);
  const accepted = await ask(acme, 'drift', '--accept', 'group.tier1');
  expect(accepted.code, accepted.all).toBe(0);
  expect(await acme.read('support.yaml')).toBe(`${HEAD}groups: {tier2: {name: Tier 2}}\n`);
  const plan = await ask(acme, 'plan', '--detailed-exitcode');
  expect([plan.code, plan.lines]).toEqual([0, []]);
  expect(newWrites(acme)).toEqual([]);
});

test(
  'row 8: deleted and made again by hand under the same name is an adoption shown as drift, never automatic',
  LONG,
  async () => {
    acme = await client(TWO_GROUPS);
    await ask(acme, 'apply', '--yes');
    remove(acme, 'groups', 'Tier 1');
    const rival = make(acme, 'groups', { name: 'Tier 1' });
    newWrites(acme);
    const plan = await ask(acme, 'plan');
    expect(plan.lines).toEqual(['adopt group.tier1 because drift, not written']);
    expect(changeOf(plan, 'group.tier1')).toMatchObject({ id: rival });
    expect(changeOf(plan, 'group.tier1').notes[0]).toContain(rival);
    for (const flags of [['--yes'], ['--yes', '--adopt']]) {
      const refused = await ask(acme, 'apply', ...flags);
      expect([refused.code, refused.codes]).toEqual([4, ['DRIFT']]);
    }
    const accepted = await ask(acme, 'drift', '--accept', 'group.tier1');
    expect(accepted.code, accepted.all).toBe(0);
    expect(newWrites(acme)).toEqual([]);
    expect(await acme.read('support.yaml')).toBe(TWO_GROUPS['support.yaml']);
    expect(await acme.read('.supportctl/state/default.json')).toContain(rival);
    expect((await ask(acme, 'plan')).lines).toEqual([]);
  },
);

test('row 8: on --overwrite-drift the other one is taken over, and rules follow to its id', async () => {
  acme = await client(
    spec(`groups: {tier1: {name: Tier 1}}
trigger_categories: {own: {name: Own rules}}
triggers: {route: {title: Route, category: own, when: {all: [{field: update_type, is: create}]}, then: [{set: {group: tier1}}]}}
`),
  );
  await ask(acme, 'apply', '--yes');
  remove(acme, 'groups', 'Tier 1');
  const rival = make(acme, 'groups', { name: 'Tier 1' });
  const done = await ask(acme, 'apply', '--yes', '--overwrite-drift');
  expect(done.code, done.all).toBe(0);
  expect(done.lines).toEqual(['adopt group.tier1 because drift', 'update trigger.route: then spec']);
  expect(row(acme, 'triggers', 'Route')).toMatchObject({ actions: [{ field: 'group_id', value: rival }] });
  expect(JSON.parse(await acme.read('.supportctl/state/default.json'))).toMatchObject({
    resources: expect.arrayContaining([
      ['group.tier1', expect.objectContaining({ ids: { main: rival }, origin: 'adopted' })],
    ]),
  });
  expect((await ask(acme, 'plan', '--detailed-exitcode')).lines).toEqual([]);
});

test('row 9: a removed block is an orphan without --prune, and deleted with it', async () => {
  acme = await client(TWO_GROUPS);
  await ask(acme, 'apply', '--yes');
  await acme.write(spec('groups: {tier1: {name: Tier 1}}\n'));
  newWrites(acme);
  const kept = await ask(acme, 'apply', '--yes');
  expect([kept.code, kept.lines, kept.noted]).toEqual([0, [], ['orphaned group.tier2']]);
  expect((await ask(acme, 'plan')).noted).toEqual(['orphaned group.tier2']);
  expect(newWrites(acme)).toEqual([]);
  const flags = ['--prune', '--allow-data-loss', 'group.tier2'];
  expect((await ask(acme, 'plan', ...flags)).lines).toEqual(['delete group.tier2']);
  const pruned = await ask(acme, 'apply', '--yes', ...flags);
  expect(pruned.code, pruned.all).toBe(0);
  expect(row(acme, 'groups', 'Tier 2')).toMatchObject({ deleted: true });
  expect((await ask(acme, 'plan')).noted).toEqual([]);
});

test('row 9: what changed since is a conflict if pruned, and what is gone is forgotten', async () => {
  acme = await client(TWO_GROUPS);
  await ask(acme, 'apply', '--yes');
  await acme.write(spec('groups: {}\n'));
  edit(acme, 'groups', 'Tier 1', { name: 'Taken over by hand' });
  remove(acme, 'groups', 'Tier 2');
  newWrites(acme);
  const flags = ['--prune', '--allow-data-loss', 'group.tier1'];
  const plan = await ask(acme, 'plan', ...flags);
  expect(plan.lines).toEqual(['delete group.tier1 because conflict, not written']);
  expect(plan.noted).toEqual(['forgotten group.tier2']);
  const refused = await ask(acme, 'apply', '--yes', ...flags);
  expect([refused.code, refused.codes]).toEqual([4, ['CONFLICT']]);
  expect(newWrites(acme)).toEqual([]);
  const done = await ask(acme, 'apply', '--yes', ...flags, '--overwrite-conflicts');
  expect(done.code, done.all).toBe(0);
  expect(await acme.read('.supportctl/state/default.json')).not.toContain('group.tier');
});

test(
  'row 10: a tombstone that is active again is drift; the same address revives one that still lies',
  LONG,
  async () => {
    acme = await client(spec(triggers('one', 'two')));
    await ask(acme, 'apply', '--yes');
    await acme.write(spec(triggers('one')));
    const down = await ask(acme, 'apply', '--yes', '--prune');
    expect([down.code, down.lines]).toEqual([0, ['deactivate trigger.two']]);
    expect(row(acme, 'triggers', 'TWO')).toMatchObject({ active: false });
    expect((await ask(acme, 'plan', '--prune', '--detailed-exitcode')).code).toBe(0);

    edit(acme, 'triggers', 'TWO', { active: true });
    newWrites(acme);
    const plan = await ask(acme, 'plan');
    expect(plan.lines).toEqual(['deactivate trigger.two because drift, not written']);
    expect((await ask(acme, 'apply', '--yes')).codes).toEqual(['DRIFT']);
    expect(newWrites(acme)).toEqual([]);
    expect((await ask(acme, 'apply', '--yes', '--overwrite-drift')).code).toBe(0);
    expect(row(acme, 'triggers', 'TWO')).toMatchObject({ active: false });

    const id = idOf(acme, 'triggers', 'TWO');
    await acme.write(spec(triggers('one', 'two')));
    expect((await ask(acme, 'plan')).lines).toEqual(['revive trigger.two: active first']);
    const revived = await ask(acme, 'apply', '--yes');
    expect(revived.code, revived.all).toBe(0);
    expect(row(acme, 'triggers', 'TWO')).toMatchObject({ active: true });
    expect(idOf(acme, 'triggers', 'TWO')).toBe(id);
    expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
  },
);

test('row 11: a new member is added, foreign ones are kept and listed and are no drift', async () => {
  acme = await client(dropdown('bug: Bug, idea: Idea'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'ticket_fields', 'Category', {
    custom_field_options: [
      { name: 'Bug', value: 'bug' },
      { name: 'By hand', value: 'hand' },
      { name: 'Idea', value: 'idea' },
    ],
  });
  const foreign = await ask(acme, 'plan', '--detailed-exitcode');
  expect([foreign.code, foreign.lines]).toEqual([0, []]);
  expect(foreign.notes.map((note) => note.code)).toEqual(['foreign']);
  await acme.write(dropdown('bug: Bug, idea: Idea, account: Account'));
  expect((await ask(acme, 'plan')).lines).toEqual(['update ticket_field.category: options.account.name first']);
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  expect(optionsOf('Category')).toEqual(['bug=Bug', 'hand=By hand', 'idea=Idea', 'account=Account']);
  expect((await ask(acme, 'plan')).lines).toEqual([]);
});

test('row 11: our member that the spec drops is removed, which needs --allow-data-loss; the foreign one stays', async () => {
  acme = await client(dropdown('bug: Bug, idea: Idea'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'ticket_fields', 'Category', {
    custom_field_options: [
      { name: 'Bug', value: 'bug' },
      { name: 'Idea', value: 'idea' },
      { name: 'By hand', value: 'hand' },
    ],
  });
  await acme.write(dropdown('bug: Bug'));
  newWrites(acme);
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual(['update ticket_field.category: options.idea spec']);
  expect(changeOf(plan, 'ticket_field.category').fields[0]?.loses).toContain('tickets');
  const refused = await ask(acme, 'apply', '--yes');
  expect([refused.code, refused.codes]).toEqual([4, ['DATA_LOSS']]);
  expect(newWrites(acme)).toEqual([]);
  const done = await ask(acme, 'apply', '--yes', '--allow-data-loss', 'ticket_field.category');
  expect(done.code, done.all).toBe(0);
  expect(optionsOf('Category')).toEqual(['bug=Bug', 'hand=By hand']);
  expect((await ask(acme, 'plan')).lines).toEqual([]);
});

test('row 11: a member renamed by hand is drift of that member alone; one removed by hand comes back only on a word', async () => {
  acme = await client(dropdown('bug: Bug, idea: Idea'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'ticket_fields', 'Category', { custom_field_options: [{ name: 'Defect', value: 'bug' }] });
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual([
    'update ticket_field.category because drift, not written: options.bug.name drift, options.idea.name drift',
  ]);
  expect((await ask(acme, 'apply', '--yes')).codes).toEqual(['DRIFT']);
  expect((await ask(acme, 'apply', '--yes', '--overwrite-drift')).code).toBe(0);
  expect(optionsOf('Category')).toEqual(['bug=Bug', 'idea=Idea']);
});

test(
  'row 12: we moved is a reorder, they moved is drift, both is a conflict; foreign inserts are nobody’s move',
  LONG,
  async () => {
    acme = await client(spec(triggers('one', 'two', 'three')));
    await ask(acme, 'apply', '--yes');
    expect(sequence('Own rules')).toEqual(['ONE', 'TWO', 'THREE']);

    await acme.write(spec(triggers('three', 'one', 'two')));
    const ours = await ask(acme, 'plan');
    expect(ours.lines).toEqual(['reorder order.trigger/routing']);
    expect(changeOf(ours, 'order.trigger/routing').order).toEqual([
      { title: 'THREE', address: 'trigger.three', moved: true },
      { title: 'ONE', address: 'trigger.one' },
      { title: 'TWO', address: 'trigger.two' },
    ]);
    expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
    expect(sequence('Own rules')).toEqual(['THREE', 'ONE', 'TWO']);

    edit(acme, 'triggers', 'TWO', { position: 0 });
    newWrites(acme);
    const theirs = await ask(acme, 'plan');
    expect(theirs.lines).toEqual(['reorder order.trigger/routing because drift, not written']);
    expect((await ask(acme, 'apply', '--yes')).codes).toEqual(['DRIFT']);

    await acme.write(spec(triggers('one', 'three', 'two')));
    const both = await ask(acme, 'plan');
    expect(both.lines).toEqual(['reorder order.trigger/routing because conflict, not written']);
    expect((await ask(acme, 'apply', '--yes')).codes).toEqual(['CONFLICT']);
    expect(newWrites(acme)).toEqual([]);
    expect((await ask(acme, 'apply', '--yes', '--overwrite-conflicts')).code).toBe(0);
    expect(sequence('Own rules')).toEqual(['ONE', 'THREE', 'TWO']);

    make(acme, 'triggers', {
      title: 'Foreign',
      category_id: idOf(acme, 'trigger_categories', 'Own rules'),
      position: 0,
      conditions: { all: [{ field: 'status', operator: 'is', value: 'new' }], any: [] },
      actions: [{ field: 'current_tags', value: 'foreign' }],
    });
    expect(sequence('Own rules')[0]).toBe('Foreign');
    const after = await ask(acme, 'plan', '--detailed-exitcode');
    expect([after.code, after.lines]).toEqual([0, []]);
  },
);

test('row 12: unmanaged objects keep their places, and the plan shows the list that results with them', async () => {
  acme = await client(spec(triggers('one', 'two')));
  await ask(acme, 'apply', '--yes');
  make(acme, 'triggers', {
    title: 'Foreign',
    category_id: idOf(acme, 'trigger_categories', 'Own rules'),
    position: 1,
    conditions: { all: [{ field: 'status', operator: 'is', value: 'new' }], any: [] },
    actions: [{ field: 'current_tags', value: 'foreign' }],
  });
  await acme.write(spec(triggers('two', 'one')));
  const plan = await ask(acme, 'plan');
  const listed = changeOf(plan, 'order.trigger/routing').order?.map((own) => own.address ?? own.title);
  expect(listed).toContain('Foreign');
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  const now = sequence('Own rules');
  expect(now.filter((title) => title !== 'Foreign')).toEqual(['TWO', 'ONE']);
  expect(now).toEqual(
    listed?.map((own) => own.replace('trigger.', '').replace(/^(one|two)$/, (key) => key.toUpperCase())),
  );
  expect((await ask(acme, 'plan')).lines).toEqual([]);
});

test(
  'row 13: a secret is sent once; rotating it is exactly one change; without its value it is kept, unknown',
  LONG,
  async () => {
    acme = await client(
      spec(`webhooks:
  hook:
    name: Hook
    endpoint: https://hooks.example/in
    method: POST
    format: json
    authentication: {type: bearer_token, token: {secret: env:HOOK_TOKEN}}
`),
    );
    const json = ['--format', 'json'];
    const run = async (token: string | undefined, ...args: string[]) =>
      answerOf(await acme.runWith(token === undefined ? {} : { env: { HOOK_TOKEN: token } }, ...args, ...json));

    const unset = await run(undefined, 'plan');
    expect([unset.code, unset.codes]).toEqual([0, ['SECRET_UNSET']]);
    const refused = await run(undefined, 'apply', '--yes');
    expect([refused.code, refused.codes]).toEqual([1, ['SECRET_UNSET']]);
    expect(refused.diagnostics[0]?.at).toMatchObject({ file: 'support.yaml', line: 10 });
    expect(newWrites(acme)).toEqual([]);

    expect((await run('first-token-value', 'apply', '--yes')).code).toBe(0);
    newWrites(acme);
    const same = await run('first-token-value', 'plan', '--detailed-exitcode');
    expect([same.code, same.lines, same.noted]).toEqual([0, [], []]);
    const unknown = await run(undefined, 'plan', '--detailed-exitcode');
    expect([unknown.code, unknown.lines]).toEqual([0, []]);
    expect(unknown.noted).toEqual(['unverified webhook.hook']);
    expect(unknown.notes[0]?.summary).toContain('kept, unknown');

    const rotated = await run('second-token-value', 'plan');
    expect(rotated.lines).toEqual(['update webhook.hook: authentication.token secret']);
    expect(JSON.stringify(rotated.changes)).not.toContain('second-token-value');
    expect((await run('second-token-value', 'apply', '--yes')).code).toBe(0);
    expect(newWrites(acme)).toHaveLength(1);
    expect((await run('second-token-value', 'plan', '--detailed-exitcode')).code).toBe(0);

    const sent = await run('second-token-value', 'apply', '--yes', '--send-secrets', 'webhook.hook');
    expect(sent.lines).toEqual(['update webhook.hook: authentication.token secret']);
    expect(newWrites(acme)).toHaveLength(1);
  },
);

test('row 13: without state a secret is unverified, and only --send-secrets writes it', async () => {
  acme = await client(
    spec(`webhooks:
  hook:
    name: Hook
    endpoint: https://hooks.example/in
    method: POST
    format: json
    authentication: {type: bearer_token, token: {secret: env:HOOK_TOKEN}}
`),
  );
  const env = { HOOK_TOKEN: 'first-token-value' };
  const run = async (...args: string[]) => answerOf(await acme.runWith({ env }, ...args, '--format', 'json'));
  await run('apply', '--yes');
  await acme.write({ '.supportctl/state/default.json': undefined });
  newWrites(acme);
  const adopted = await run('apply', '--yes');
  expect([adopted.code, adopted.lines]).toEqual([0, ['adopt webhook.hook']]);
  expect(adopted.noted).toContain('unverified webhook.hook');
  expect(newWrites(acme)).toEqual([]);
  expect((await run('plan')).noted).toEqual(['unverified webhook.hook']);
  expect((await run('apply', '--yes', '--send-secrets', 'webhook.hook')).code).toBe(0);
  expect(newWrites(acme)).toHaveLength(1);
  expect((await run('plan')).noted).toEqual([]);
  expect(exists(acme, 'webhooks', 'Hook')).toBe(true);
});
