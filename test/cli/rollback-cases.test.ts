/** A rollback among other people's edits, in parts, saved: the same guards as an apply. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { app } from '../../src/app/index.ts';
import { SupportctlError } from '../../src/core/diagnostic.ts';
import type { Plan, PlanOptions } from '../../src/core/plan.ts';
import { database, describePostgres } from '../kit/postgres.ts';
import { expectApplied, type Project, project } from '../kit/project.ts';
import { FIRST, SECOND } from '../kit/releases.ts';
import { spec } from '../kit/spec.ts';

let acme: Project;
afterEach(() => acme.close());

const LIFTED: Partial<PlanOptions> = { prune: true, allowDataLoss: ['*'] };
const BACK: Partial<PlanOptions> = { ...LIFTED, rollback: 'last' };

async function released(): Promise<void> {
  acme = await project();
  await acme.write(FIRST);
  await done();
  await acme.write(SECOND);
  await done(LIFTED);
}

async function done(options: Partial<PlanOptions> = {}): Promise<Plan> {
  const outcome = await acme.apply(options);
  expectApplied(outcome);
  return outcome.plan;
}

/** The codes that an apply is refused with. */
async function refused(options: Partial<PlanOptions>): Promise<readonly string[]> {
  try {
    await acme.apply(options);
    return [];
  } catch (error) {
    if (!(error instanceof SupportctlError)) throw error;
    return [...new Set(error.diagnostics.map(({ code }) => code))];
  }
}

/** What the spec of before still finds to do: nothing, if all is as it was. */
async function leftOfFirst(): Promise<readonly string[]> {
  await acme.write(FIRST);
  const { changes, refusals } = await acme.plan({ prune: true });
  return [...changes.map(({ op, address }) => `${op} ${address}`), ...refusals.map(({ code }) => code)];
}

function all(kind: string, name: string) {
  const rows = acme.sandbox.control.objects(kind).filter(({ deleted }) => deleted !== true);
  return rows.filter((row) => row.name === name || row.title === name);
}

function one(kind: string, name: string) {
  const [row] = all(kind, name);
  if (row === undefined) throw new Error(`no ${kind} is called ${name}`);
  return row;
}

const description = (name: string) => one('groups', name).description;

function edit(name: string, changes: Readonly<Record<string, string>>): void {
  acme.sandbox.control.edit('groups', String(one('groups', name).id), changes);
}

async function runs(): Promise<readonly string[]> {
  const known = await app.history(
    { spec: acme.folder, variables: acme.variables, notify: () => undefined },
    { limit: 9 },
  );
  return known.map(({ run }) => run);
}

async function managed(): Promise<readonly string[]> {
  return [...(await acme.ids()).keys()];
}

test('what somebody changed since is never silently taken back; what the run did not touch is none of its business', async () => {
  await released();
  edit('Tier 1', { description: 'by hand' });
  edit('Tier 2', { name: 'Tier Two' });
  expect(await refused(BACK)).toEqual(['CONFLICT']);
  expect(description('Tier 1')).toBe('by hand');
  const { refusals } = await acme.plan(BACK);
  expect(refusals.map(({ code, address, summary, hint }) => [code, address, summary, hint])).toEqual([
    [
      'CONFLICT',
      'group.tier1',
      'group.tier1 was changed in the tenant since the run',
      '--except group.tier1 leaves it, --overwrite-conflicts takes it back too',
    ],
  ]);
  await done({ ...BACK, except: ['group.tier1'] });
  expect([description('Tier 1'), description('Tier Two')]).toEqual(['by hand', 'first']);
  // The name that was changed by hand is still known to be somebody's edit.
  const { changes } = await acme.drift();
  const moved = changes.flatMap(({ address, fields }) => fields.map(({ path }) => `${address} ${path}`));
  expect(moved).toContain('group.tier2 name');
});

test('an empty name of a run is no run, least of all the only one', async () => {
  acme = await project();
  await acme.write(FIRST);
  await done();
  expect(await refused({ ...BACK, rollback: '' })).toEqual(['USAGE']);
});

test('`drift: overwrite` in the spec does not speak for a rollback', async () => {
  await released();
  edit('Tier 1', { description: 'by hand' });
  acme.sandbox.control.remove('groups', String(one('groups', 'Tier 2').id));
  await acme.write({ 'support.yaml': `${SECOND['support.yaml']}\ndrift: overwrite\n` });
  expect(await refused(BACK)).toEqual(['CONFLICT', 'DRIFT']);
});

test('a part of it, with what that part needs; then the rest', async () => {
  await released();
  await done({ ...BACK, only: ['trigger.last'] });
  expect([description('Tier 1'), description('Old')]).toEqual(['second', 'first']);
  expect(one('triggers', 'Last').active).toBe(true);
  await done({ ...BACK, rollback: (await runs())[1] ?? '' });
  expect(await leftOfFirst()).toEqual([]);
});

test('a part of it leaves the lists of other kinds alone', async () => {
  const rule = (title: string) =>
    `{title: ${title}, category: routing, when: {all: [{field: status, is: new}]}, then: [{add_tags: [x]}]}`;
  const of = (name: string, first: string, second: string) =>
    spec(
      `groups: {own: {name: ${name}}}\ntrigger_categories: {routing: {name: Routing}}\ntriggers: {${first}: ${rule(first)}, ${second}: ${rule(second)}}\n`,
    );
  acme = await project();
  await acme.write(of('First', 'a', 'b'));
  await done();
  await acme.write(of('Second', 'b', 'a'));
  await done();
  const part = await acme.plan({ ...BACK, only: ['group.own', 'trigger.a'] });
  expect(part.changes.map(({ op, address }) => `${op} ${address}`)).toEqual(['update group.own']);
  const whole = await acme.plan(BACK);
  expect(whole.changes.map(({ op, address }) => `${op} ${address}`)).toEqual([
    'update group.own',
    'reorder order.trigger/routing',
  ]);
});

test('over several runs at once, by the beginning of a name', async () => {
  await released();
  await acme.write(spec('groups: {tier1: {name: Tier 1, description: third}, tier2: {name: Tier 2}}\n'));
  await done(LIFTED);
  const [, second = ''] = await runs();
  const plan = await done({ ...BACK, rollback: second.slice(0, -4) });
  expect(plan.runs?.map(({ run }) => run)).toEqual((await runs()).slice(1, 3));
  expect(plan.options.rollback).toBe(second);
  expect(await leftOfFirst()).toEqual([]);
  expect(await refused({ ...BACK, rollback: '19990101T000000' })).toEqual(['NO_RUN']);
});

test('what a run took over gets its values back and is let go of; what it let go of is managed again', async () => {
  acme = await project();
  acme.sandbox.control.inject('groups', { name: 'By hand', description: 'theirs' });
  await acme.write(spec('groups: {own: {name: Own}}\n'));
  await done();
  await acme.write(spec('groups: {own: {name: Own}, theirs: {name: By hand, description: ours}}\n'));
  await done({ adopt: true });
  expect(description('By hand')).toBe('ours');
  const { changes } = await acme.plan(BACK);
  expect(changes.map(({ op, address }) => `${op} ${address}`)).toEqual(['update group.theirs', 'release group.theirs']);
  // What could not be put back is not let go of either; the next rollback goes on with it.
  acme.sandbox.control.addFaults([{ match: { method: 'PUT', path: '/groups/' }, times: 1, action: { status: 422 } }]);
  const { result } = await acme.apply(BACK);
  expect(result?.failed.map(({ address }) => address)).toEqual(['group.theirs']);
  expect(await managed()).toContain('group.theirs');
  await done(BACK);
  expect(description('By hand')).toBe('theirs');
  expect(await managed()).not.toContain('group.theirs');
  await done({ adopt: true });
  await acme.write(spec('groups: {own: {name: Own}}\n'));
  await done(LIFTED);
  expect(await managed()).not.toContain('group.theirs');
  const again = await done(BACK);
  expect(again.notes.map(({ summary }) => summary)).toContain('group.theirs is managed again');
  expect(await managed()).toContain('group.theirs');
});

test('where somebody made the deleted thing by hand, it is taken over only on a word', async () => {
  await released();
  acme.sandbox.control.inject('groups', { name: 'Old', description: 'by hand' });
  expect(await refused(BACK)).toEqual(['NEEDS_CONFIRMATION']);
  await done({ ...BACK, adopt: true });
  expect([all('groups', 'Old').length, description('Old')]).toEqual([1, 'first']);
});

test('what the run changed and somebody deleted is drift', async () => {
  await released();
  acme.sandbox.control.remove('groups', String(one('groups', 'Tier 1').id));
  expect(await refused(BACK)).toEqual(['DRIFT']);
  expect(all('groups', 'Old')).toEqual([]);
});

test('a rule that deleting only switches off is revived, and one that the run made is switched off', async () => {
  const rule = (title: string) =>
    `{title: ${title}, category: routing, when: {all: [{field: status, is: new}]}, then: [{add_tags: [seen]}]}`;
  const of = (rules: string) => spec(`trigger_categories: {routing: {name: Routing}}\ntriggers:\n${rules}`);
  acme = await project();
  await acme.write(of(`  a: ${rule('A')}\n  b: ${rule('B')}\n`));
  await done();
  await acme.write(of(`  c: ${rule('C')}\n  a: ${rule('A now')}\n`));
  await done(LIFTED);
  const back = await done(BACK);
  expect(back.notes.map(({ summary }) => summary)).toContain('trigger.c: switched off, not deleted');
  expect(['A', 'B', 'C'].map((title) => one('triggers', title).active)).toEqual([true, true, false]);
  expect(Number(one('triggers', 'A').position)).toBeLessThan(Number(one('triggers', 'B').position));
  await done(BACK);
  expect(['A now', 'B', 'C'].map((title) => one('triggers', title).active)).toEqual([true, false, true]);
});

test('what was taken over and switched off before the run is switched off again, not let go of', async () => {
  const rule = '{title: A, category: routing, when: {all: [{field: status, is: new}]}, then: [{add_tags: [seen]}]}';
  const of = (rules: string) => spec(`trigger_categories: {routing: {name: Routing}}\n${rules}`);
  acme = await project();
  await acme.write(of(`triggers: {a: ${rule}}\n`));
  await done();
  const ids = await acme.ids();
  const own = { spec: acme.folder, variables: acme.variables, notify: () => undefined };
  await app.stateRemove(own, ['trigger.a']);
  await app.stateAdopt(own, 'trigger.a', ids.get('trigger.a') ?? '');
  await done({ adopt: true });
  await acme.write(of(''));
  await done({ ...LIFTED, includeAdopted: true });
  expect(one('triggers', 'A').active).toBe(false);
  await acme.write(of(`triggers: {a: ${rule}}\n`));
  await done();
  expect(one('triggers', 'A').active).toBe(true);
  await done(BACK);
  expect(one('triggers', 'A').active).toBe(false);
  expect(await managed()).toContain('trigger.a');
});

test('what was ticked off by hand, and lists that no run touched, outlive a rollback', async () => {
  const chat = 'channels: {chat: {type: messaging, name: Chat}}\n';
  const of = (name: string) =>
    spec(`${chat}groups: {own: {name: ${name}}}\ntrigger_categories: {b: {name: B}, a: {name: A}}\n`);
  acme = await project();
  await acme.write(of('First'));
  await done();
  await app.manualDone({ spec: acme.folder, variables: acme.variables, notify: () => undefined }, 'channel.chat');
  await acme.write(of('Second'));
  await done();
  await done(BACK);
  const state = JSON.parse(await readFile(join(acme.folder, '.supportctl', 'state', 'default.json'), 'utf8'));
  expect(state.ticked.map(([address]: [string]) => address)).toEqual(['channel.chat']);
  expect(state.orders.map(([list]: [string]) => list)).toEqual(['order.trigger_category']);
});

test('a log that does not say what was there is said, and leaves it as it is', async () => {
  await released();
  const [last = ''] = await runs();
  const file = join(acme.folder, '.supportctl', 'runs', 'default', `${last}.jsonl`);
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => !line.startsWith('{"t":"change"'));
  await writeFile(file, lines.join('\n'));
  const { changes, notes } = await acme.plan(BACK);
  expect(changes.filter(({ op }) => op !== 'reorder')).toEqual([]);
  expect(notes.map(({ summary }) => summary)).toContain(
    `group.tier1 stays as it is: the log of run ${last} does not say what it was before`,
  );
});

test('a run that failed in part is rolled back too, and the rest of it was never there', async () => {
  acme = await project();
  await acme.write(FIRST);
  await done();
  await acme.write(SECOND);
  const refusal = {
    match: { write: true, method: 'PUT', path: '/groups/' },
    times: 1,
    action: { status: 422 },
  } as const;
  acme.sandbox.control.addFaults([refusal]);
  const { result } = await acme.apply(LIFTED);
  expect(result?.failed.map(({ address }) => address)).toEqual(['group.tier1']);
  await done(BACK);
  expect(await leftOfFirst()).toEqual([]);
});

describePostgres('with the log in PostgreSQL', () => {
  test('the last run is found there, and rolled back; what was ticked off is kept there', async () => {
    const shared = await database();
    try {
      acme = await project();
      acme.variables.STATE_URL = shared.url;
      const place =
        'state: {backend: postgres, url: {secret: env:STATE_URL}}\nchannels: {chat: {type: messaging, name: Chat}}\n';
      await acme.write({ 'support.yaml': FIRST['support.yaml'] + place });
      await done();
      const own = { spec: acme.folder, variables: acme.variables, notify: () => undefined };
      await app.manualDone(own, 'channel.chat');
      await acme.write({ 'support.yaml': SECOND['support.yaml'] + place });
      await done(LIFTED);
      expect(await runs()).toHaveLength(2);
      await done(BACK);
      await acme.write({ 'support.yaml': FIRST['support.yaml'] + place });
      const plan = await acme.plan({ prune: true });
      expect(plan.changes).toEqual([]);
      expect(plan.manual.map(({ address, done: ticked }) => [address, ticked])).toEqual([['channel.chat', true]]);
    } finally {
      await shared.drop();
    }
  });
});
