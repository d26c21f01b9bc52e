/** DESIGN 6, rows 1 to 6 and what happens to fields around them, through the built command line. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask, changeOf } from '../kit/documents.ts';
import { HEAD, spec } from '../kit/spec.ts';
import { edit, make, newWrites, row } from '../kit/tenant.ts';

let acme: Client;
afterEach(() => acme?.close());

function group(name: string, description: string, more = ''): { 'support.yaml': string } {
  return spec(`groups: {tier1: {name: ${name}, description: ${description}${more}}}\n`);
}

test('rows 1 and 4: equal fields are nothing, only the field that the spec moved is written, and a second plan is empty', async () => {
  acme = await client(group('Tier 1', 'First'));
  expect((await ask(acme, 'apply', '--yes')).lines).toEqual(['create group.tier1']);
  expect((await ask(acme, 'plan')).lines).toEqual([]);
  newWrites(acme);
  await acme.write(group('Tier 1', 'Answers first'));
  const plan = await ask(acme, 'plan', '--detailed-exitcode');
  expect(plan.code).toBe(2);
  expect(plan.lines).toEqual(['update group.tier1: description spec']);
  expect(changeOf(plan, 'group.tier1').fields).toMatchObject([{ before: 'First', after: 'Answers first' }]);
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  const bodies = acme.sandbox.control.log().flatMap(({ write, body }) => (write ? [body] : []));
  expect(bodies).toEqual([{ group: { description: 'Answers first' } }]);
  expect(newWrites(acme)).toEqual([`PUT /api/v2/groups/${row(acme, 'groups', 'Tier 1').id}`]);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('row 1: what spec and tenant both changed to the same value is recorded anew, so the next hand is drift and no conflict', async () => {
  acme = await client(group('Tier 1', 'First'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 1', { description: 'Second' });
  await acme.write(group('Tier 1', 'Second'));
  newWrites(acme);
  const empty = await ask(acme, 'apply', '--yes');
  expect([empty.code, empty.lines]).toEqual([0, []]);
  edit(acme, 'groups', 'Tier 1', { description: 'Third' });
  expect((await ask(acme, 'plan')).lines).toEqual(['update group.tier1 because drift, not written: description drift']);
  expect(newWrites(acme)).toEqual([]);
});

test('row 2: a field that the spec names for the first time has no base: an update, shown as first management', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 1', { description: 'Written by hand' });
  expect((await ask(acme, 'plan')).lines).toEqual([]);
  await acme.write(group('Tier 1', 'From the spec'));
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual(['update group.tier1: description first']);
  expect(changeOf(plan, 'group.tier1').fields).toMatchObject([{ before: 'Written by hand', after: 'From the spec' }]);
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: 'From the spec' });
});

test('row 3: HTML that the platform re-wrote on our own write is nobody’s move', async () => {
  acme = await client({
    'support.yaml': `${HEAD}help_center:
  acme:
    categories: {start: {name: Start}}
    sections: {setup: {name: Set up, category: start}}
    articles: {first: {title: First ticket, section: setup, body: {file: first.html}}}
`,
    'first.html': '<p onclick="x()">Write to <b>us</b> &amp; wait</p>\n',
  });
  const done = await ask(acme, 'apply', '--yes');
  expect(done.code, done.all).toBe(0);
  expect(row(acme, 'articles', 'First ticket').body).not.toBe('<p onclick="x()">Write to <b>us</b> &amp; wait</p>');
  const again = await ask(acme, 'plan', '--detailed-exitcode');
  expect([again.code, again.lines]).toEqual([0, []]);
  edit(acme, 'articles', 'First ticket', { body: '<p>Call us</p>' });
  expect((await ask(acme, 'plan')).lines).toEqual(['update article.first because drift, not written: body drift']);
});

test('row 5: only the tenant moved is drift, which is never written back without a word of its own', async () => {
  acme = await client(group('Tier 1', 'First'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 1', { description: 'Changed by hand' });
  newWrites(acme);
  const plan = await ask(acme, 'plan', '--detailed-exitcode');
  expect(plan.code).toBe(2);
  expect(plan.lines).toEqual(['update group.tier1 because drift, not written: description drift']);
  expect(plan.refused).toEqual(['DRIFT group.tier1']);
  expect(plan.summary).toMatchObject({ drift: 1, conflict: 0 });
  const refused = await ask(acme, 'apply', '--yes');
  expect([refused.code, refused.codes]).toEqual([4, ['DRIFT']]);
  expect(newWrites(acme)).toEqual([]);
  const drift = await acme.run('drift');
  expect(drift.code).toBe(2);
  expect(drift.stdout).toContain('group.tier1');
  expect(drift.stdout).toContain('Changed by hand');
  const over = await ask(acme, 'apply', '--yes', '--overwrite-drift');
  expect([over.code, over.lines]).toEqual([0, ['update group.tier1 because drift: description drift']]);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: 'First' });
  expect((await ask(acme, 'drift')).code).toBe(0);
});

test('row 5: `drift: overwrite` in the spec is the flag for every run', async () => {
  acme = await client(group('Tier 1', 'First'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 1', { description: 'Changed by hand' });
  await acme.write({ 'drift.yaml': 'drift: overwrite\n' });
  const done = await ask(acme, 'apply', '--yes');
  expect([done.code, done.refused]).toEqual([0, []]);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: 'First' });
});

test('row 5: drift beside a change of ours stops both, since --yes that meets drift writes nothing', async () => {
  acme = await client(group('Tier 1', 'First'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 1', { description: 'Changed by hand' });
  await acme.write(group('Tier One', 'First'));
  newWrites(acme);
  const refused = await ask(acme, 'apply', '--yes');
  expect([refused.code, refused.codes]).toEqual([4, ['DRIFT']]);
  expect(refused.lines).toEqual([
    'update group.tier1: name spec',
    'update group.tier1 because drift, not written: description drift',
  ]);
  expect(newWrites(acme)).toEqual([]);
});

test('row 6: both moved is a conflict, refused before the first write unless --overwrite-conflicts', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1, description: First}, tier2: {name: Tier 2}}\n'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 1', { description: 'Theirs' });
  await acme.write(spec('groups: {tier1: {name: Tier 1, description: Ours}, tier2: {name: Second}}\n'));
  newWrites(acme);
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual([
    'update group.tier1 because conflict, not written: description conflict',
    'update group.tier2: name spec',
  ]);
  for (const flags of [['--yes'], ['--yes', '--overwrite-drift']]) {
    const refused = await ask(acme, 'apply', ...flags);
    expect([refused.code, refused.codes]).toEqual([4, ['CONFLICT']]);
  }
  expect(newWrites(acme)).toEqual([]);
  const over = await ask(acme, 'apply', '--yes', '--overwrite-conflicts');
  expect(over.code, over.all).toBe(0);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: 'Ours' });
  expect((await ask(acme, 'plan')).lines).toEqual([]);
});

test('an attribute removed from the spec is released: its value stays, and taking it back is first management', async () => {
  acme = await client(group('Tier 1', 'First'));
  await ask(acme, 'apply', '--yes');
  await acme.write(spec('groups: {tier1: {name: Tier 1}}\n'));
  newWrites(acme);
  const done = await ask(acme, 'apply', '--yes');
  expect([done.code, done.lines, done.noted]).toEqual([0, [], ['released group.tier1']]);
  expect(newWrites(acme)).toEqual([]);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: 'First' });
  expect((await ask(acme, 'plan')).noted).toEqual([]);
  await acme.write(group('Tier 1', 'Second'));
  expect((await ask(acme, 'plan')).lines).toEqual(['update group.tier1: description first']);
});

test('a null is no value: `default()` is how the platform’s own value is asked for', async () => {
  acme = await client(group('Tier 1', 'First'));
  await ask(acme, 'apply', '--yes');
  await acme.write(group('Tier 1', 'default()'));
  expect((await ask(acme, 'plan')).lines).toEqual(['update group.tier1: description spec']);
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: '' });
});

test('references are compared by address and sent as ids; an id that the tenant holds instead is drift', async () => {
  const body = (group: string) => `groups: {tier1: {name: Tier 1}, tier2: {name: Tier 2}}
trigger_categories: {routing: {name: Routing}}
triggers:
  route:
    title: Route
    category: routing
    when: {all: [{field: update_type, is: create}]}
    then: [{set: {group: ${group}}}]
`;
  acme = await client(spec(body('tier1')));
  const done = await ask(acme, 'apply', '--yes');
  expect(done.code, done.all).toBe(0);
  const ids = { tier1: String(row(acme, 'groups', 'Tier 1').id), tier2: String(row(acme, 'groups', 'Tier 2').id) };
  expect(row(acme, 'triggers', 'Route').actions).toEqual([{ field: 'group_id', value: ids.tier1 }]);
  const foreign = make(acme, 'groups', { name: 'Made by hand' });
  edit(acme, 'triggers', 'Route', {
    conditions: { all: [{ field: 'update_type', operator: 'is', value: 'Create' }], any: [] },
    actions: [{ field: 'group_id', value: foreign }],
  });
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual(['update trigger.route because drift, not written: then drift']);
  expect(JSON.stringify(changeOf(plan, 'trigger.route').fields)).toContain('live(\\"Made by hand\\")');
  await acme.write(spec(body('tier2')));
  expect((await ask(acme, 'plan')).lines).toEqual([
    'update trigger.route because conflict, not written: then conflict',
  ]);
});

test('lifecycle.ignore: the tenant keeps what it likes in these attributes', async () => {
  acme = await client(group('Tier 1', 'First', ', lifecycle: {ignore: [description]}'));
  await ask(acme, 'apply', '--yes');
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: 'First' });
  edit(acme, 'groups', 'Tier 1', { description: 'Theirs' });
  const plan = await ask(acme, 'plan', '--detailed-exitcode');
  expect([plan.code, plan.lines]).toEqual([0, []]);
  edit(acme, 'groups', 'Tier 1', { name: 'Renamed' });
  expect((await ask(acme, 'plan')).lines).toEqual(['update group.tier1 because drift, not written: name drift']);
});

test('lifecycle.mode create_only: set once, afterwards the tenant’s own on both sides', async () => {
  acme = await client(group('Tier 1', 'First', ', lifecycle: {mode: create_only}'));
  expect((await ask(acme, 'apply', '--yes')).lines).toEqual(['create group.tier1']);
  edit(acme, 'groups', 'Tier 1', { description: 'Theirs' });
  expect((await ask(acme, 'plan')).lines).toEqual([]);
  await acme.write(group('Tier 1', 'Ours', ', lifecycle: {mode: create_only}'));
  newWrites(acme);
  expect((await ask(acme, 'apply', '--yes')).lines).toEqual([]);
  expect(newWrites(acme)).toEqual([]);
});

test('the plan reads well: what we do, what the tenant moved, and how to go on', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1}, tier2: {name: Tier 2, description: Second}}\n'));
  await ask(acme, 'apply', '--yes');
  edit(acme, 'groups', 'Tier 2', { description: 'By hand' });
  await acme.write(spec('groups: {tier1: {name: First line}, tier2: {name: Tier 2, description: Second}}\n'));
  const plan = await acme.run('plan');
  expect(plan.code).toBe(0);
  const text = plan.stdout.replaceAll(/\d{4}-\d{2}-\d{2}T[\d:]+Z/g, 'TIME');
  expect(text).toMatchInlineSnapshot(`
    "environment default · zendesk acme

    ~ update

    Groups
      ~ group.tier1  First line
            name: Tier 1 → First line

    Changed in the tenant (drift): 1 object
      Somebody changed these in the tenant since the last apply; the spec did not.
      ~ group.tier2  Tier 2  support.yaml:4
            · last changed in the tenant TIME
            description  - in the spec  + in the tenant
              - Second
              + By hand
      Two ways out:
        keep the tenant's:   supportctl drift --accept group.tier2
        put the spec's back: supportctl apply --overwrite-drift

    Not without your word: apply asks for it, or the flag says it
      ✗ DRIFT  1 object changed in the tenant, see above for the two ways out

    Plan: 0 to create, 0 to adopt, 1 to update, 0 to delete. Drift: 1. Manual: 0.
    "
  `);
});
