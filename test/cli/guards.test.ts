/** What a plan may not do without being told so: each refusal code of DESIGN 10, its exit 4, and that nothing was written. */
import { hostname } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { type Client, client, ended } from '../kit/cli.ts';
import { answerOf, ask, changeOf } from '../kit/documents.ts';
import { HEAD, spec } from '../kit/spec.ts';
import { edit, exists, idOf, make, newWrites, remove, row, rows } from '../kit/tenant.ts';

/** Many steps on one tenant; other work may share the machine. */
const LONG = { timeout: 180_000 };

let acme: Client;
afterEach(() => acme?.close());

const ONE_GROUP = spec('groups: {tier1: {name: Tier 1}}\n');
const LOCK = '.supportctl/state/default.lock';

function triggers(count: number): string {
  const blocks = Array.from(
    { length: count },
    (_, n) =>
      `  t${n}: {title: T${n}, category: own, when: {all: [{field: update_type, is: create}]}, then: [{add_tags: [t${n}]}]}\n`,
  );
  return `trigger_categories: {own: {name: Own rules}}\ntriggers:${blocks.length === 0 ? ' {}' : ''}\n${blocks.join('')}`;
}

function holder(pid: number, host: string): string {
  return JSON.stringify({ holder: 'mary', host, pid, since: new Date().toISOString(), run: 'run-1' });
}

test('NEEDS_CONFIRMATION: nobody at a terminal and no --yes prints the plan and the confirming command, exit 4', async () => {
  acme = await client(ONE_GROUP);
  const run = await acme.run('apply', '--only', 'group.*');
  expect(run.code).toBe(4);
  expect(run.stdout).toContain('+ group.tier1');
  expect(run.stderr).toContain('NEEDS_CONFIRMATION');
  expect(run.stderr).toContain("supportctl apply --only 'group.*' --yes");
  expect(newWrites(acme)).toEqual([]);
});

test('NEEDS_CONFIRMATION: `state rm` and a production destroy ask too; destroy not even with --yes', async () => {
  acme = await client({
    'support.yaml': `${HEAD.replace('subdomain: acme}', 'subdomain: acme, environment: production}')}groups: {tier1: {name: Tier 1}}\n`,
  });
  await ask(acme, 'apply', '--yes');
  newWrites(acme);
  const rm = await acme.run('state', 'rm', 'group.tier1');
  expect([rm.code, rm.stderr]).toEqual([4, expect.stringContaining('supportctl state rm group.tier1 --yes')]);
  const flags = ['--yes', '--allow-data-loss', 'group.tier1'];
  const refused = await ask(acme, 'destroy', ...flags);
  expect([refused.code, refused.codes]).toEqual([4, ['NEEDS_CONFIRMATION']]);
  expect(newWrites(acme)).toEqual([]);
  expect((await acme.run('state', 'rm', 'group.tier1', '--yes')).code).toBe(0);
  expect((await ask(acme, 'plan')).lines).toEqual(['adopt group.tier1']);
});

test(
  'THRESHOLD: ten deletes, or more than 30 % of a kind from ten objects on, need --allow-deletes N; --yes does not lift it',
  LONG,
  async () => {
    acme = await client(spec(triggers(10)), { profile: 'trial' });
    await ask(acme, 'apply', '--yes');
    newWrites(acme);
    expect(rows(acme, 'triggers')).toHaveLength(19);

    await acme.write(spec(triggers(0)));
    const ten = await ask(acme, 'apply', '--yes', '--prune');
    expect([ten.code, ten.codes]).toEqual([4, ['THRESHOLD']]);
    expect(ten.refusals[0]?.summary).toContain('10 objects would be deleted');
    expect(ten.refusals[0]?.hint).toBe('--allow-deletes 10');
    expect((await ask(acme, 'plan', '--prune', '--allow-deletes', '9')).refused).toEqual(['THRESHOLD']);

    await acme.write(spec(triggers(4)));
    const six = await ask(acme, 'apply', '--yes', '--prune');
    expect([six.code, six.codes]).toEqual([4, ['THRESHOLD']]);
    expect(six.refusals[0]?.summary).toContain('6 of 19 triggers');
    expect(newWrites(acme)).toEqual([]);

    await acme.write(spec(triggers(5)));
    expect((await ask(acme, 'plan', '--prune')).refused).toEqual([]);
    await acme.write(spec(triggers(0)));
    const allowed = await ask(acme, 'apply', '--yes', '--prune', '--allow-deletes', '10');
    expect(allowed.code, allowed.all).toBe(0);
    expect(allowed.result?.written).toHaveLength(10);
  },
);

test('DATA_LOSS: a deleted field, group or category says what goes with it and needs --allow-data-loss ADDRESS', async () => {
  acme = await client(
    spec(`ticket_fields: {size: {type: text, title: Size}}
help_center:
  acme:
    categories: {start: {name: Start}}
    sections: {setup: {name: Set up, category: start}}
    articles: {first: {title: First ticket, section: setup, body: "<p>Write</p>"}}
`),
  );
  const made = await ask(acme, 'apply', '--yes');
  expect(made.code, made.all).toBe(0);
  make(acme, 'articles', { title: 'By hand', body: '<p>x</p>', section_id: idOf(acme, 'sections', 'Set up') });
  await acme.write(spec(''));
  newWrites(acme);
  const plan = await ask(acme, 'plan', '--prune');
  const losses = new Map(plan.refusals.map((own) => [own.address, own]));
  expect([...losses.values()].every((own) => own.code === 'DATA_LOSS' && own.blocks)).toBe(true);
  expect(losses.get('ticket_field.size')).toMatchObject({
    summary: 'ticket_field.size would lose its values on all tickets',
    hint: '--allow-data-loss ticket_field.size',
  });
  expect(losses.get('category.start')?.summary).toContain('By hand');
  const one = ['--prune', '--allow-data-loss', 'ticket_field.size'];
  const refused = await ask(acme, 'apply', '--yes', ...one);
  expect(refused.code).toBe(4);
  expect(new Set(refused.codes)).toEqual(new Set(['DATA_LOSS']));
  expect(newWrites(acme)).toEqual([]);
  const field = await ask(acme, 'apply', '--yes', ...one, '--only', 'ticket_field');
  expect(field.code, field.all).toBe(0);
  expect(exists(acme, 'ticket_fields', 'Size')).toBe(false);
  expect(exists(acme, 'articles', 'First ticket')).toBe(true);
});

test('DATA_LOSS: a category of triggers takes inactive foreign ones along on a word, and never an active one', async () => {
  acme = await client(spec('trigger_categories: {own: {name: Own rules}}\n'));
  await ask(acme, 'apply', '--yes');
  const foreign = make(acme, 'triggers', {
    title: 'Foreign',
    active: true,
    category_id: idOf(acme, 'trigger_categories', 'Own rules'),
    conditions: { all: [{ field: 'status', operator: 'is', value: 'new' }], any: [] },
    actions: [{ field: 'current_tags', value: 'foreign' }],
  });
  await acme.write(spec(''));
  newWrites(acme);
  const flags = ['--prune', '--allow-data-loss', 'trigger_category.own'];
  const held = await ask(acme, 'apply', '--yes', ...flags);
  expect([held.code, held.codes]).toEqual([1, ['STILL_REFERENCED']]);
  expect(newWrites(acme)).toEqual([]);
  acme.sandbox.control.edit('triggers', foreign, { active: false });
  const refused = await ask(acme, 'apply', '--yes', '--prune');
  expect([refused.code, refused.codes]).toEqual([4, ['DATA_LOSS']]);
  expect(refused.refusals[0]?.summary).toContain('Foreign');
  const done = await ask(acme, 'apply', '--yes', ...flags);
  expect(done.code, done.all).toBe(0);
  expect(exists(acme, 'triggers', 'Foreign')).toBe(false);
});

test('PROTECTED: a protected object is not deleted, and the rest of the prune proceeds', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1, lifecycle: {protect: true}}, tier2: {name: Tier 2}}\n'));
  await ask(acme, 'apply', '--yes');
  await acme.write(spec('groups: {}\n'));
  newWrites(acme);
  const flags = ['--prune', '--allow-data-loss', 'group.*'];
  const plan = await ask(acme, 'plan', ...flags);
  expect(plan.lines).toEqual(['delete group.tier1, not written', 'delete group.tier2']);
  expect(plan.refusals).toMatchObject([{ code: 'PROTECTED', address: 'group.tier1', blocks: false }]);
  const tier2 = idOf(acme, 'groups', 'Tier 2');
  const done = await ask(acme, 'apply', '--yes', ...flags);
  expect(done.code, done.all).toBe(0);
  expect(newWrites(acme)).toEqual([`DELETE /api/v2/groups/${tier2}`]);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ deleted: false });
  const gone = await ask(acme, 'destroy', '--yes', '--allow-data-loss', 'group.*');
  expect([gone.code, newWrites(acme)]).toEqual([0, []]);
});

test('PROTECTED: a protected object is not replaced either', async () => {
  const field = (type: string) =>
    spec(
      `ticket_fields: {size: {type: ${type}, title: Size, lifecycle: {protect: true}}, note: {type: text, title: Note}}\n`,
    );
  acme = await client(field('text'));
  await ask(acme, 'apply', '--yes');
  const id = idOf(acme, 'ticket_fields', 'Size');
  await acme.write(field('textarea'));
  newWrites(acme);
  const flags = ['--replace', 'ticket_field.size', '--allow-data-loss', 'ticket_field.size'];
  const done = await ask(acme, 'apply', '--yes', ...flags);
  expect([done.code, done.refused]).toEqual([0, ['PROTECTED ticket_field.size']]);
  expect(newWrites(acme)).toEqual([]);
  expect(idOf(acme, 'ticket_fields', 'Size')).toBe(id);
});

test('AMBIGUOUS: several matches are refused with their ids, and `state adopt` settles it', async () => {
  const hook = { name: 'Hook', endpoint: 'https://hooks.example/in', http_method: 'POST', request_format: 'json' };
  acme = await client(
    spec('webhooks: {hook: {name: Hook, endpoint: "https://hooks.example/in", method: POST, format: json}}\n'),
  );
  const native = { ...hook, status: 'active', subscriptions: ['conditional_ticket_events'] };
  const ids = [make(acme, 'webhooks', native), make(acme, 'webhooks', native)];
  const refused = await ask(acme, 'apply', '--yes');
  expect([refused.code, refused.codes]).toEqual([4, ['AMBIGUOUS']]);
  for (const id of ids) expect(refused.refusals[0]?.summary).toContain(id);
  expect(refused.refusals[0]?.hint).toBe('supportctl state adopt webhook.hook ID');
  const nobody = await acme.run('state', 'adopt', 'webhook.hook', '1');
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('no webhook with the id 1')]);
  expect((await acme.run('state', 'adopt', 'webhook.hook', ids[1] ?? '')).code).toBe(0);
  const plan = await ask(acme, 'plan', '--detailed-exitcode');
  expect([plan.code, plan.lines]).toEqual([0, []]);
  expect(newWrites(acme)).toEqual([]);
});

test('NO_STATE: `state: {required: true}` refuses to start without one', async () => {
  acme = await client({ ...ONE_GROUP, 'state.yaml': 'state: {required: true}\n' });
  for (const command of [['plan'], ['apply', '--yes']]) {
    const refused = await ask(acme, ...command);
    expect([refused.code, refused.codes]).toEqual([4, ['NO_STATE']]);
  }
  const list = await ask(acme, 'state', 'list');
  expect([list.code, list.codes]).toEqual([4, ['NO_STATE']]);
  expect(newWrites(acme)).toEqual([]);
  await acme.write({ 'state.yaml': undefined });
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  await acme.write({ 'state.yaml': 'state: {required: true}\n' });
  expect((await ask(acme, 'plan')).code).toBe(0);
});

test('OTHER_TENANT: state that belongs to another account is refused before anything is compared', async () => {
  acme = await client(ONE_GROUP);
  await ask(acme, 'apply', '--yes');
  const state = await acme.read('.supportctl/state/default.json');
  await acme.write({ '.supportctl/state/default.json': state.replace('"zendesk":"acme"', '"zendesk":"other"') });
  newWrites(acme);
  for (const command of [['plan'], ['apply', '--yes'], ['drift'], ['state', 'show', 'group.tier1']]) {
    const refused = await ask(acme, ...command);
    expect([command, refused.code, refused.codes]).toEqual([command, 4, ['OTHER_TENANT']]);
    expect(refused.diagnostics[0]?.summary).toContain('other');
  }
  expect(newWrites(acme)).toEqual([]);
});

test('state of a newer version, and a damaged one, are refused and left as they are', async () => {
  acme = await client(ONE_GROUP);
  await ask(acme, 'apply', '--yes');
  const path = '.supportctl/state/default.json';
  const state = await acme.read(path);
  for (const broken of [state.replace('"format": 1', '"format": 99'), state.slice(0, state.length / 2), '']) {
    await acme.write({ [path]: broken });
    const refused = await ask(acme, 'apply', '--yes');
    expect(refused.code, broken).toBe(1);
    expect(refused.diagnostics[0]?.summary).toContain('.supportctl/state/default.json');
    expect(refused.codes).not.toContain('INTERNAL');
    expect(await acme.read(path)).toBe(broken);
  }
});

test('LOCKED: the second of two applies at once exits 4 and names the holder; the first finishes', async () => {
  acme = await client(ONE_GROUP);
  acme.sandbox.control.addFaults([{ match: { method: 'POST', path: '/groups' }, action: { delay: 2500 } }]);
  const first = ended(acme.start('apply', '--yes', '--format', 'json'));
  await expect.poll(() => acme.read(LOCK).catch(() => ''), { timeout: 20_000, interval: 20 }).not.toBe('');
  const second = await ask(acme, 'apply', '--yes');
  expect([second.code, second.codes]).toEqual([4, ['LOCKED']]);
  const pid = /process (\d+)/.exec(second.diagnostics[0]?.summary ?? '')?.[1];
  expect(second.diagnostics[0]?.summary).toContain(hostname());
  expect(Number(pid)).toBeGreaterThan(1);
  expect(Number(pid)).not.toBe(process.pid);
  const done = answerOf(await first);
  expect(done.code, done.all).toBe(0);
  expect(newWrites(acme)).toEqual(['POST /api/v2/groups']);
  await expect(acme.read(LOCK)).rejects.toThrow();
});

test('LOCKED: a living holder and one on another host are respected; one whose process is gone is taken over', async () => {
  acme = await client(ONE_GROUP);
  for (const text of [holder(process.pid, hostname()), holder(1, 'elsewhere')]) {
    await acme.write({ [LOCK]: text });
    const refused = await ask(acme, 'apply', '--yes');
    expect([refused.code, refused.codes]).toEqual([4, ['LOCKED']]);
    expect(refused.diagnostics[0]?.summary).toContain('mary');
    expect(await acme.read(LOCK)).toBe(text);
  }
  expect(newWrites(acme)).toEqual([]);
  const plan = await ask(acme, 'plan');
  expect(plan.code, 'reading needs no lock').toBe(0);
  const gone = acme.start('--version');
  await ended(gone);
  await acme.write({ [LOCK]: holder(gone.pid ?? 0, hostname()) });
  const done = await ask(acme, 'apply', '--yes');
  expect(done.code, done.all).toBe(0);
});

test('the account’s default and what an app owns are never deleted, whatever is allowed', async () => {
  acme = await client(spec('groups: {support: {name: Support}}\n'));
  await ask(acme, 'apply', '--yes');
  newWrites(acme);
  const gone = await ask(acme, 'destroy', '--yes', '--include-adopted', '--allow-data-loss', 'group.support');
  expect([gone.code, gone.lines]).toEqual([0, ['release group.support']]);
  expect(changeOf(gone, 'group.support').notes).toEqual(["never deleted: it is the account's default"]);
  expect(newWrites(acme)).toEqual([]);
});

test('what somebody changes while a run is under way is not overwritten by it, and is drift or a conflict afterwards', async () => {
  const groups = (description: string) =>
    spec(`groups: {a: {name: A, description: ${description}}, b: {name: B, description: ${description}}}\n`);
  acme = await client(groups('First'));
  await ask(acme, 'apply', '--yes');
  await acme.write(groups('Second'));
  // The first write waits so long that the list is no longer fresh when the next one is due.
  acme.sandbox.control.addFaults([{ match: { method: 'PUT', path: '/groups/', nth: 1 }, action: { delay: 600 } }]);
  const running = ended(acme.start('apply', '--yes', '--format', 'json'));
  await expect.poll(() => acme.sandbox.control.faults()[0]?.seen, { timeout: 20_000, interval: 5 }).toBe(1);
  edit(acme, 'groups', 'B', { description: 'By hand' });
  const done = answerOf(await running);
  expect(done.code).toBe(3);
  expect(done.result?.failed).toMatchObject([{ address: 'group.b', diagnostic: { code: 'CHANGED_MEANWHILE' } }]);
  expect(row(acme, 'groups', 'B').description).toBe('By hand');
  expect((await ask(acme, 'apply', '--yes')).refused).toEqual(['CONFLICT group.b']);
});

test('a change in the tenant between the plan and the write is not overwritten', async () => {
  acme = await client(spec('groups: {tier1: {name: Tier 1, description: First}}\n'));
  await ask(acme, 'apply', '--yes');
  await acme.write(spec('groups: {tier1: {name: Tier 1, description: Second}, tier2: {name: Tier 2}}\n'));
  // The first write waits so long that the list is no longer fresh when the next one is due.
  acme.sandbox.control.addFaults([{ match: { method: 'PUT', path: '/groups/' }, action: { delay: 600 } }]);
  const before = idOf(acme, 'groups', 'Tier 1');
  const running = ended(acme.start('apply', '--yes', '--format', 'json'));
  await expect.poll(() => acme.sandbox.control.faults()[0]?.seen, { timeout: 20_000, interval: 5 }).toBe(1);
  make(acme, 'groups', { name: 'Tier 2' });
  const done = answerOf(await running);
  expect([done.code, done.result?.failed.map((own) => own.diagnostic.code)]).toEqual([3, ['CHANGED_MEANWHILE']]);
  expect(rows(acme, 'groups').filter((own) => own.name === 'Tier 2')).toHaveLength(1);
  expect(row(acme, 'groups', 'Tier 1')).toMatchObject({ id: Number(before), description: 'Second' });
  edit(acme, 'groups', 'Tier 1', { description: 'Second' });
  remove(acme, 'groups', 'Tier 2');
});
