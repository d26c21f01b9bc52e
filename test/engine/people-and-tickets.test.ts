/** What only a person can do, lists that are exact, and tickets that are counted first: the plan of a kind made for each. */
import { describe, expect, test } from 'vitest';
import { planOptions } from '../../src/app/planning.ts';
import { choice, flag } from '../../src/core/attributes/simple.ts';
import { members, struct } from '../../src/core/attributes/structures.ts';
import { line } from '../../src/core/attributes/text.ts';
import type { Kind } from '../../src/core/kind.ts';
import type { PlanOptions } from '../../src/core/plan.ts';
import type { LiveObject } from '../../src/core/provider.ts';
import type { Resource } from '../../src/core/resource.ts';
import type { State } from '../../src/core/state.ts';
import type { Attributes } from '../../src/core/value.ts';
import { questionsOf, type TicketCounts } from '../../src/engine/counting.ts';
import { makePlan } from '../../src/engine/plan.ts';
import { createWorld } from '../../src/engine/world.ts';

const base = {
  provider: 'test',
  section: ['things'],
  description: '',
  source: '',
  codec: 1,
  label: 'name',
  naturalKey: (attributes: Attributes) => String(attributes.name),
  keyUnique: false,
  hazards: [],
} as const;
const name = line({ description: 'Name.', required: true });

const mailbox: Kind = {
  ...base,
  name: 'mailbox',
  title: 'mailbox',
  plural: 'mailboxes',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  attributes: {
    name,
    forwarding: {
      ...choice(
        { verified: 'verified', waiting: 'waiting' },
        { description: 'F.', mutability: 'manual', implied: 'verified' },
      ),
      where: 'Your mail server',
    },
  },
  consequence: (_attributes, live) => (live === undefined ? undefined : 'sends a test mail'),
};

const channel: Kind = {
  ...base,
  name: 'channel',
  title: 'channel',
  plural: 'channels',
  capability: { create: false, read: true, update: false, delete: 'none' },
  attributes: { name, state: line({ description: 'State.', mutability: 'read_only' }) },
  byHand: () => ({ where: 'Channels → Add', enter: 'a widget', check: 'it is listed' }),
};

const team: Kind = {
  ...base,
  name: 'team',
  title: 'team',
  plural: 'teams',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  attributes: {
    name,
    exact: flag({ description: 'E.', mutability: 'spec_only' }),
    people: {
      ...members(
        { lead: flag({ description: 'L.', platformDefault: false }) },
        {
          description: 'P.',
          shorthand: 'lead',
          keyNative: 'id',
          keyDescription: 'mail',
          memberLoss: 'its open tickets',
        },
      ),
      exact: 'exact',
    },
  },
};

const timer: Kind = {
  ...base,
  name: 'timer',
  title: 'timer',
  plural: 'timers',
  capability: { create: true, read: true, update: true, delete: 'deactivate' },
  attributes: {
    name,
    active: flag({ description: 'A.', implied: true }),
    limits: struct({ hours: flag({ description: 'H.' }) }, { description: 'X.' }),
  },
  actsOnTickets: (target, before) => target.active === true && before?.active !== true,
  limitsItself: (target) => target.limits !== undefined,
};

const KINDS = new Map([mailbox, channel, team, timer].map((kind) => [kind.name, kind]));
const AT = { file: 'support.yaml', line: 1, column: 1 };

function resource(kind: Kind, attributes: Attributes): Resource {
  return { address: `${kind.name}.one`, kind: kind.name, attributes, lifecycle: {}, tags: [], at: AT, positions: {} };
}

function object(kind: Kind, attributes: Attributes): LiveObject {
  return { kind: kind.name, id: '7', title: String(attributes.name), attributes, native: {} };
}

function stateOf(kind: Kind, bases: Record<string, { sent: string; live: string; codec: number }>): State {
  const entry = { provider: 'test', ids: { main: '7' }, origin: 'created' as const, bases };
  return {
    format: 1,
    environment: 'default',
    serial: 1,
    lineage: 'x',
    accounts: {},
    resources: new Map([[`${kind.name}.one`, entry]]),
    orders: new Map(),
  };
}

function planned(
  kind: Kind,
  desired: Attributes,
  live?: Attributes,
  more: { state?: State; options?: Partial<PlanOptions>; counts?: TicketCounts } = {},
) {
  const world = createWorld();
  for (const own of KINDS.values()) {
    const objects = own === kind && live !== undefined ? [object(kind, live)] : [];
    world.put(own.name, { available: true, objects }, 0, 0);
  }
  return makePlan({
    desired: {
      resources: [resource(kind, desired)],
      order: new Map(),
      moved: [],
      settings: {
        client: { name: 'A', slug: 'a' },
        platform: { provider: 'test', subdomain: 'a', environment: 'sandbox' },
        stateRequired: false,
      },
      files: new Map(),
    },
    state: more.state,
    world,
    kinds: KINDS,
    textForms: [],
    options: planOptions(more.options),
    secrets: { value: () => undefined, seal: (value) => value, matches: () => false },
    environment: 'default',
    accounts: {},
    tool: 'test',
    lineage: 'x',
    ...(more.counts === undefined ? {} : { counts: more.counts }),
  });
}

describe('what no API writes', () => {
  test('is a step of the plan after a create, and no field of it', () => {
    const { plan } = planned(mailbox, { name: 'Help', forwarding: 'verified' });
    expect(plan.changes.map(({ op, fields }) => [op, fields.map(({ path }) => path)])).toEqual([['create', ['name']]]);
    expect(plan.manual).toEqual([
      {
        address: 'mailbox.one',
        title: 'forwarding of Help',
        where: 'Your mail server',
        enter: 'forwarding: verified',
        check: 'the tenant shows forwarding: verified',
      },
    ]);
  });

  test('is a step as long as the tenant has it otherwise, and then no more', () => {
    const state = stateOf(mailbox, {});
    const open = planned(
      mailbox,
      { name: 'Help', forwarding: 'verified' },
      { name: 'Help', forwarding: 'waiting' },
      { state },
    );
    expect(open.plan.changes).toEqual([]);
    expect(open.plan.manual.map(({ check, shows }) => [check, shows])).toEqual([
      ['the tenant shows forwarding: verified, now waiting', 'waiting'],
    ]);
    const done = planned(
      mailbox,
      { name: 'Help', forwarding: 'verified' },
      { name: 'Help', forwarding: 'verified' },
      { state },
    );
    expect(done.plan.manual).toEqual([]);
  });

  test('is a step for a whole object that nobody can make, which is looked at once it is there', () => {
    const missing = planned(channel, { name: 'Widget', state: 'on' }).plan;
    expect([missing.changes, missing.diagnostics]).toEqual([[], []]);
    expect(missing.manual).toEqual([
      { address: 'channel.one', title: 'Widget', where: 'Channels → Add', enter: 'a widget', check: 'it is listed' },
    ]);
    const there = planned(channel, { name: 'Widget', state: 'on' }, { name: 'Widget', state: 'on' }).plan;
    expect([there.changes, there.manual]).toEqual([[], []]);
    const other = planned(channel, { name: 'Widget', state: 'on' }, { name: 'Widget', state: 'off' }).plan;
    expect(other.manual.map(({ title, enter }) => [title, enter])).toEqual([['state of Widget', 'state: on']]);
  });

  test('what a write does beyond its object is a note of the change', () => {
    const { plan } = planned(mailbox, { name: 'Help' }, { name: 'Old' }, { state: stateOf(mailbox, {}) });
    expect(plan.changes.map(({ notes }) => notes)).toEqual([['sends a test mail']]);
  });
});

describe('an exact list', () => {
  const live = {
    name: 'T',
    people: [
      { key: 'ada', lead: false },
      { key: 'bob', lead: false },
    ],
  };
  const wanted = { name: 'T', people: [{ key: 'ada', lead: false }] };

  test('keeps foreign members where it is not', () => {
    const { plan } = planned(team, wanted, live, { state: stateOf(team, {}) });
    expect(plan.changes.flatMap(({ fields }) => fields)).toEqual([]);
    expect(plan.notes.map(({ code }) => code)).toContain('foreign');
  });

  test('takes them out where it is, and says what is lost', () => {
    const { plan } = planned(team, { ...wanted, exact: true }, live, { state: stateOf(team, {}) });
    expect(plan.changes.flatMap(({ fields }) => fields.map(({ path, loses }) => [path, loses]))).toEqual([
      ['people.bob', 'its open tickets'],
    ]);
    expect(plan.refusals.map(({ code }) => code)).toEqual(['DATA_LOSS']);
  });

  test('calls one who came after the last apply drift', () => {
    const state = stateOf(team, { 'people.ada.lead': { sent: 'x', live: 'x', codec: 1 } });
    const { plan } = planned(team, { ...wanted, exact: true }, live, { state });
    expect(plan.changes.filter(({ fields }) => fields.some(({ path }) => path === 'people.bob'))).toMatchObject([
      { because: 'drift', planned: false },
    ]);
  });

  test('loses nothing with no ticket, and says how many otherwise', () => {
    const ask = planned(team, { ...wanted, exact: true }, live, { state: stateOf(team, {}) });
    expect(questionsOf(ask).map(({ key, question }) => [key, question.member])).toEqual([
      ['team.one people.bob', 'bob'],
    ]);
    const told = (count: number) =>
      planned(team, { ...wanted, exact: true }, live, {
        state: stateOf(team, {}),
        counts: new Map([['team.one people.bob', { count }]]),
      }).plan.refusals.map(({ summary }) => summary);
    expect(told(0)).toEqual([]);
    expect(told(12)).toEqual(['team.one would lose people.bob: its open tickets (12)']);
  });
});

describe('a rule that acts on old tickets', () => {
  const rule = { name: 'R', active: true };
  const refused = (desired: Attributes, counts: TicketCounts, options: Partial<PlanOptions> = {}) =>
    planned(timer, desired, undefined, { counts, options }).plan.refusals.map(
      ({ code, summary }) => `${code} ${summary}`,
    );

  test('is asked about before it goes live, and only then', () => {
    expect(questionsOf(planned(timer, rule)).map(({ key }) => key)).toEqual(['timer.one']);
    expect(questionsOf(planned(timer, { ...rule, active: false }))).toEqual([]);
    const on = planned(timer, { ...rule, name: 'Other' }, rule, { state: stateOf(timer, {}) });
    expect(questionsOf(on)).toEqual([]);
  });

  test('is refused over a hundred, or where nobody can say how many', () => {
    expect(refused(rule, new Map([['timer.one', { count: 100 }]]))).toEqual([]);
    expect(refused(rule, new Map([['timer.one', { count: 101, atMost: true }]]))).toEqual([
      'BACKLOG timer.one would act on tickets that are there already: up to 101',
    ]);
    expect(refused(rule, new Map())).toEqual([
      'BACKLOG timer.one would act on tickets that are there already: nobody can say how many',
    ]);
  });

  test('passes where its own conditions limit it and nobody can count, or where a flag says so', () => {
    expect(refused({ ...rule, limits: { hours: true } }, new Map())).toEqual([]);
    expect(refused({ ...rule, limits: { hours: true } }, new Map([['timer.one', { count: 500 }]]))).toHaveLength(1);
    expect(refused(rule, new Map(), { allowBacklog: true })).toEqual([]);
  });
});
