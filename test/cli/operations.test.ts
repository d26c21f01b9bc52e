/** Each operation of DESIGN 7, planned and carried out by the built command line. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask, changeOf } from '../kit/documents.ts';
import { spec } from '../kit/spec.ts';
import { edit, exists, idOf, make, newWrites, row, rows } from '../kit/tenant.ts';

let acme: Client;
afterEach(() => acme?.close());

const WHEN = 'when: {all: [{field: update_type, is: create}]}';

function optionsOf(field: string): readonly string[] {
  const { custom_field_options } = row(acme, 'ticket_fields', field);
  if (!Array.isArray(custom_field_options)) throw new Error(`${field} has no options`);
  return custom_field_options.map((option: unknown) =>
    typeof option === 'object' && option !== null && 'value' in option ? String(option.value) : '?',
  );
}

function hook(events: string): string {
  return `webhooks: {hook: {name: Hook, endpoint: "https://hooks.example/in", method: POST, format: json, events: [${events}]}}\n`;
}

test('create: targets come before what refers to them, and rules are switched on in one last step', async () => {
  acme = await client(
    spec(`triggers:
  route:
    title: Route
    category: own
    ${WHEN}
    then: [{set: {group: tier1}}, {set: {ticket_field.product: product_a}}]
  notify:
    title: Notify
    category: own
    ${WHEN}
    then: [{notify_webhook: {webhook: hook, body: "{}"}}]
trigger_categories: {own: {name: Own rules}}
${hook('conditional_ticket_events')}ticket_fields: {product: {type: dropdown, title: Product line, options: {product_a: A}}}
groups: {tier1: {name: Tier 1}}
`),
  );
  const done = await ask(acme, 'apply', '--yes');
  expect(done.code, done.all).toBe(0);
  expect(done.summary).toMatchObject({ create: 6, update: 0 });
  const writes = newWrites(acme);
  const first = (path: string) => writes.findIndex((write) => write.includes(path));
  expect(first('POST /api/v2/triggers')).toBeGreaterThan(
    Math.max(first('/groups'), first('/ticket_fields'), first('/webhooks'), first('/trigger_categories')),
  );
  expect(writes.at(-1)).toBe('POST /api/v2/trigger_categories/jobs');
  expect(row(acme, 'triggers', 'Route')).toMatchObject({
    active: true,
    actions: [
      { field: 'group_id', value: idOf(acme, 'groups', 'Tier 1') },
      { field: `custom_fields_${idOf(acme, 'ticket_fields', 'Product line')}`, value: 'product_a' },
    ],
  });
  expect(row(acme, 'triggers', 'Notify')).toMatchObject({ active: true });
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('staged activation: if one trigger of the set fails, none is switched on, and the next apply finishes without a double', async () => {
  acme = await client(
    spec(`trigger_categories: {own: {name: Own rules}}
triggers:
  one: {title: One, category: own, ${WHEN}, then: [{add_tags: [one]}]}
  two: {title: Two, category: own, ${WHEN}, then: [{add_tags: [two]}]}
  three: {title: Three, category: own, ${WHEN}, then: [{add_tags: [three]}]}
`),
  );
  acme.sandbox.control.addFaults([
    {
      match: { method: 'POST', path: '^/api/v2/triggers', nth: 2 },
      action: { status: 422, body: { error: 'RecordInvalid', description: 'Record validation errors', details: {} } },
    },
  ]);
  const part = await ask(acme, 'apply', '--yes');
  expect(part.code, part.all).toBe(3);
  expect(part.result?.failed).toHaveLength(1);
  expect(part.result?.failed[0]?.diagnostic.code).toBe('PLATFORM_REFUSED');
  const made = ['One', 'Two', 'Three'].filter((title) => exists(acme, 'triggers', title));
  expect(made).toHaveLength(2);
  for (const title of made) expect(row(acme, 'triggers', title)).toMatchObject({ active: false });
  expect(newWrites(acme)).not.toContain('POST /api/v2/trigger_categories/jobs');

  acme.sandbox.control.clearFaults();
  const rest = await ask(acme, 'apply', '--yes');
  expect(rest.code, rest.all).toBe(0);
  for (const title of ['One', 'Two', 'Three']) expect(row(acme, 'triggers', title)).toMatchObject({ active: true });
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('an error stops only what depends on it: the rest is written, exit 3, and the summary says what was left out and why', async () => {
  acme = await client(
    spec(`groups: {tier1: {name: Tier 1}}
ticket_fields: {note: {type: text, title: Note}}
trigger_categories: {own: {name: Own rules}}
triggers: {route: {title: Route, category: own, ${WHEN}, then: [{set: {group: tier1}}]}}
`),
  );
  acme.sandbox.control.addFaults([{ match: { method: 'POST', path: '/groups' }, action: { status: 403 } }]);
  // One at a time, so that the error comes before the rest.
  const part = await ask(acme, 'apply', '--yes', '--concurrency', '1');
  expect(part.code, part.all).toBe(3);
  expect(part.result?.failed.map((own) => own.address)).toEqual(['group.tier1']);
  expect(part.result?.leftOut).toEqual([
    { address: 'trigger.route', op: 'create', because: 'because group.tier1 failed' },
  ]);
  expect(exists(acme, 'ticket_fields', 'Note')).toBe(true);
  acme.sandbox.control.clearFaults();
  const human = await acme.run('apply', '--yes');
  expect(human.code, human.all).toBe(0);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('adopt: a match by name that overwrites nothing is taken over by --yes without a write', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
  const id = make(acme, 'groups', { name: 'Tier 1', description: 'By hand' });
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual(['adopt group.tier1']);
  expect(changeOf(plan, 'group.tier1')).toMatchObject({ id, fields: [] });
  expect(plan.noted).toEqual(['no_state']);
  const done = await ask(acme, 'apply', '--yes');
  expect(done.code, done.all).toBe(0);
  expect(newWrites(acme)).toEqual([]);
  expect(await acme.read('.supportctl/state/default.json')).toContain('"adopted"');
  expect((await ask(acme, 'plan')).noted).toEqual([]);
});

test('adopt: one that overwrites needs a word of its own: --adopt, or lifecycle.adopt in its block', async () => {
  const block = (more: string) =>
    spec(`groups: {tier1: {name: Tier 1, description: Ours${more}}, tier2: {name: Tier 2}}\n`);
  acme = await client(block(''));
  make(acme, 'groups', { name: 'Tier 1', description: 'By hand' });
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual(['adopt group.tier1: description first', 'create group.tier2']);
  expect(changeOf(plan, 'group.tier1').fields).toMatchObject([{ before: 'By hand', after: 'Ours' }]);
  expect(plan.refused).toEqual(['NEEDS_CONFIRMATION group.tier1']);
  const refused = await ask(acme, 'apply', '--yes');
  expect([refused.code, refused.codes]).toEqual([4, ['NEEDS_CONFIRMATION']]);
  expect(newWrites(acme)).toEqual([]);
  expect((await ask(acme, 'plan', '--adopt')).refused).toEqual([]);
  await acme.write(block(', lifecycle: {adopt: true}'));
  const done = await ask(acme, 'apply', '--yes');
  expect(done.code, done.all).toBe(0);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ description: 'Ours' });
  expect((await ask(acme, 'plan')).lines).toEqual([]);
});

test('adopt: system fields are adopted, never created or deleted', async () => {
  acme = await client(spec('ticket_fields: {subject: {type: subject}}\n'));
  const done = await ask(acme, 'apply', '--yes');
  expect([done.code, done.lines]).toEqual([0, ['adopt ticket_field.subject']]);
  newWrites(acme);
  const gone = await ask(acme, 'destroy', '--yes', '--include-adopted');
  expect([gone.code, gone.lines]).toEqual([0, ['release ticket_field.subject']]);
  expect(changeOf(gone, 'ticket_field.subject').notes).toEqual(['never deleted: it is built in']);
  expect(newWrites(acme)).toEqual([]);
});

test('replace: an immutable attribute needs --replace ADDRESS; then the old one goes and a new one comes', async () => {
  acme = await client(spec(hook('conditional_ticket_events')));
  await ask(acme, 'apply', '--yes');
  const before = idOf(acme, 'webhooks', 'Hook');
  await acme.write(spec(hook('"zen:event-type:user.created"')));
  newWrites(acme);
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual(['replace webhook.hook, not written: events spec']);
  expect(plan.refused).toEqual(['REPLACE webhook.hook']);
  const refused = await ask(acme, 'apply', '--yes');
  expect([refused.code, refused.codes]).toEqual([4, ['REPLACE']]);
  expect(newWrites(acme)).toEqual([]);
  const done = await ask(acme, 'apply', '--yes', '--replace', 'webhook.hook');
  expect(done.code, done.all).toBe(0);
  expect(newWrites(acme)).toEqual([`DELETE /api/v2/webhooks/${before}`, 'POST /api/v2/webhooks']);
  expect(idOf(acme, 'webhooks', 'Hook')).not.toBe(before);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('replace: rules that hold the old id get the new one in the same run', async () => {
  const body = (type: string) => `ticket_fields: {size: {type: ${type}, title: Size}}
trigger_categories: {own: {name: Own rules}}
triggers: {big: {title: Big, category: own, when: {all: [{field: update_type, is: create}]}, then: [{set: {ticket_field.size: "12"}}]}}
`;
  acme = await client(spec(body('text')));
  const made = await ask(acme, 'apply', '--yes');
  expect(made.code, made.all).toBe(0);
  await acme.write(spec(body('textarea')));
  const flags = ['--replace', 'ticket_field.size', '--allow-data-loss', 'ticket_field.size'];
  const done = await ask(acme, 'apply', '--yes', ...flags);
  expect(done.code, done.all).toBe(0);
  expect(row(acme, 'triggers', 'Big').actions).toEqual([
    { field: `custom_fields_${idOf(acme, 'ticket_fields', 'Size')}`, value: '12' },
  ]);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).lines).toEqual([]);
});

test('option tags swapped between two fields are parked on the way, and both fields end as the spec says', async () => {
  const fields = (a: string, b: string) =>
    spec(`ticket_fields:
  first: {type: dropdown, title: First, options: {${a}}}
  second: {type: dropdown, title: Second, options: {${b}}}
`);
  acme = await client(fields('red: Red, blue: Blue', 'green: Green'));
  await ask(acme, 'apply', '--yes');
  await acme.write(fields('green: Green, blue: Blue', 'red: Red'));
  const flags = ['--allow-data-loss', 'ticket_field.first', '--allow-data-loss', 'ticket_field.second'];
  const done = await ask(acme, 'apply', '--yes', ...flags);
  expect(done.code, done.all).toBe(0);
  expect(optionsOf('First')).toEqual(['green', 'blue']);
  expect(optionsOf('Second')).toEqual(['red']);
  const again = await ask(acme, 'plan', '--detailed-exitcode');
  expect([again.code, again.lines]).toEqual([0, []]);
});

test('an option that moves to another field is freed before it is taken', async () => {
  const fields = (a: string, b: string) =>
    spec(`ticket_fields:
  taker: {type: dropdown, title: Taker, options: {${a}}}
  giver: {type: dropdown, title: Giver, options: {${b}}}
`);
  acme = await client(fields('red: Red', 'blue: Blue, green: Green'));
  await ask(acme, 'apply', '--yes');
  await acme.write(fields('red: Red, green: Green', 'blue: Blue'));
  newWrites(acme);
  const done = await ask(acme, 'apply', '--yes', '--allow-data-loss', 'ticket_field.giver');
  expect(done.code, done.all).toBe(0);
  expect(newWrites(acme)).toHaveLength(2);
  expect([optionsOf('Taker'), optionsOf('Giver')]).toEqual([['red', 'green'], ['blue']]);
});

test('delete: references are dropped before their target goes; what a foreign rule refers to stays', async () => {
  const body = (routed: boolean) => `groups: {tier1: {name: Tier 1}${routed ? ', tier2: {name: Tier 2}' : ''}}
trigger_categories: {own: {name: Own rules}}
triggers: {route: {title: Route, category: own, ${WHEN}, then: [{set: {group: ${routed ? 'tier2' : 'tier1'}}}]}}
`;
  acme = await client(spec(body(true)));
  await ask(acme, 'apply', '--yes');
  const id = idOf(acme, 'groups', 'Tier 2');
  const foreign = make(acme, 'triggers', {
    title: 'Foreign',
    category_id: idOf(acme, 'trigger_categories', 'Own rules'),
    conditions: { all: [{ field: 'status', operator: 'is', value: 'new' }], any: [] },
    actions: [{ field: 'group_id', value: id }],
  });
  await acme.write(spec(body(false)));
  newWrites(acme);
  const flags = ['--prune', '--allow-data-loss', 'group.tier2'];
  const held = await ask(acme, 'apply', '--yes', ...flags);
  expect([held.code, held.codes]).toEqual([1, ['STILL_REFERENCED']]);
  expect(held.diagnostics[0]?.summary).toContain('"Foreign"');
  expect(newWrites(acme)).toEqual([]);

  acme.sandbox.control.remove('triggers', foreign);
  const done = await ask(acme, 'apply', '--yes', ...flags);
  expect(done.code, done.all).toBe(0);
  const writes = newWrites(acme);
  expect(writes.findIndex((write) => write.startsWith('PUT /api/v2/triggers'))).toBeLessThan(
    writes.indexOf(`DELETE /api/v2/groups/${id}`),
  );
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('delete: a category with its active triggers goes in one run: a trigger that could never come back is deleted for good', async () => {
  acme = await client(
    spec(`trigger_categories: {own: {name: Own rules}}
triggers: {one: {title: One, category: own, ${WHEN}, then: [{add_tags: [one]}]}}
`),
  );
  await ask(acme, 'apply', '--yes');
  const gone = await ask(acme, 'destroy', '--yes');
  expect(gone.code, gone.all).toBe(0);
  expect([...gone.lines].sort()).toEqual(['delete trigger.one', 'delete trigger_category.own']);
  expect(exists(acme, 'trigger_categories', 'Own rules')).toBe(false);
  await acme.write(spec(''));
  const after = await ask(acme, 'plan', '--detailed-exitcode');
  expect([after.code, after.lines]).toEqual([0, []]);
});

test('update: a trigger’s conditions alone leave its actions as they are, and it stays switched on', async () => {
  const body = (status: string) => `trigger_categories: {own: {name: Own rules}}
triggers: {one: {title: One, category: own, when: {all: [{field: status, is: ${status}}]}, then: [{add_tags: [one]}]}}
`;
  acme = await client(spec(body('new')));
  await ask(acme, 'apply', '--yes');
  await acme.write(spec(body('open')));
  newWrites(acme);
  const done = await ask(acme, 'apply', '--yes');
  expect([done.code, done.lines]).toEqual([0, ['update trigger.one: when spec']]);
  expect(newWrites(acme)).toEqual([`PUT /api/v2/triggers/${idOf(acme, 'triggers', 'One')}`]);
  expect(row(acme, 'triggers', 'One')).toMatchObject({
    active: true,
    conditions: { all: [{ field: 'status', operator: 'is', value: 'open' }] },
    actions: [{ field: 'current_tags', value: 'one' }],
  });
});

test('moving an object to another parent is an update, and its id stays', async () => {
  const body = (section: string) => `help_center:
  acme:
    categories: {start: {name: Start}}
    sections: {setup: {name: Set up, category: start}, faq: {name: Questions, category: start}}
    articles: {first: {title: First ticket, section: ${section}, body: "<p>Write to us</p>"}}
`;
  acme = await client(spec(body('setup')));
  const made = await ask(acme, 'apply', '--yes');
  expect(made.code, made.all).toBe(0);
  const id = idOf(acme, 'articles', 'First ticket');
  await acme.write(spec(body('faq')));
  const moved = await ask(acme, 'apply', '--yes');
  expect([moved.code, moved.lines]).toEqual([0, ['update article.first: section spec']]);
  expect(row(acme, 'articles', 'First ticket')).toMatchObject({
    id: Number(id),
    section_id: Number(idOf(acme, 'sections', 'Questions')),
  });
});

test('articles are drafts until `publish: true`, and nobody is notified', async () => {
  const body = (more: string) => `help_center:
  acme:
    categories: {start: {name: Start}}
    sections: {setup: {name: Set up, category: start}}
    articles: {first: {title: First ticket, section: setup, body: "<p>Write to us</p>"${more}}}
`;
  acme = await client(spec(body('')));
  await ask(acme, 'apply', '--yes');
  expect(row(acme, 'articles', 'First ticket')).toMatchObject({ draft: true });
  const posted = acme.sandbox.control.log().find((own) => own.write && own.path.includes('/articles'));
  expect(posted?.body).toMatchObject({ notify_subscribers: false });
  await acme.write(spec(body(', publish: true')));
  expect((await ask(acme, 'apply', '--yes')).lines).toEqual(['update article.first: publish first']);
  expect(row(acme, 'articles', 'First ticket')).toMatchObject({ draft: false });
});

test('verify: a field that the platform drops is an error that names it, with what was sent and what it holds', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
  await ask(acme, 'apply', '--yes');
  await acme.write(spec('groups: {tier1: {name: Tier 1, description: Ours}}\n'));
  const { id } = row(acme, 'groups', 'Tier 1');
  acme.sandbox.control.addFaults([
    { match: { method: 'PUT' }, action: { status: 200, body: { group: { ...row(acme, 'groups', 'Tier 1') } } } },
  ]);
  const done = await ask(acme, 'apply', '--yes');
  expect(done.code, done.all).toBe(3);
  expect(done.result?.failed[0]?.diagnostic).toMatchObject({
    code: 'VERIFY',
    summary: 'group.tier1: the platform did not keep description: sent "Ours", holds ""',
    at: { file: 'support.yaml', line: 4 },
  });
  acme.sandbox.control.clearFaults();
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ id, description: 'Ours' });
  edit(acme, 'groups', 'Tier 1', { description: 'Theirs' });
  expect((await ask(acme, 'drift')).code).toBe(2);
});

test('orders of fields: a new managed field takes the place that the spec gives it among ours', async () => {
  const fields = (...keys: string[]) =>
    spec(`ticket_fields:\n${keys.map((key) => `  ${key}: {type: text, title: ${key}}\n`).join('')}`);
  acme = await client(fields('alpha', 'beta'));
  await ask(acme, 'apply', '--yes');
  await acme.write(fields('gamma', 'alpha', 'beta'));
  const done = await ask(acme, 'apply', '--yes');
  expect(done.lines).toEqual(['create ticket_field.gamma', 'reorder order.ticket_field']);
  const own = rows(acme, 'ticket_fields')
    .filter((field) => ['alpha', 'beta', 'gamma'].includes(String(field.title)))
    .sort((a, b) => Number(a.position) - Number(b.position));
  expect(own.map((field) => field.title)).toEqual(['gamma', 'alpha', 'beta']);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});
