import { describe, expect, it } from 'vitest';
import { excludes, rulesExclude } from '../../src/checks/overlap.ts';
import type { Attributes, Struct, Value } from '../../src/core/value.ts';
import { codes, found } from './context.ts';

const is = (field: Value, value: Value, operator = 'is'): Struct => ({ field, operator, value });
const set = (field: Value, value: Value): Struct => ({ action: 'set', field, value });
const rule = (all: readonly Struct[], actions: readonly Struct[], more: Attributes = {}): Attributes => ({
  title: 'Rule',
  when: { all, any: [] },
  // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does
  then: actions,
  ...more,
});
const close = set('status', 'closed');
const open = is('status', 'solved', 'less_than');

describe('conditions', () => {
  const field = { $id: '3', kind: 'ticket_field' };
  it.each([
    [is('in_business_hours', 'true'), is('in_business_hours', 'false')],
    [is('status', 'open'), is('status', 'pending', 'greater_than')],
    [is('status', 'open', 'less_than'), is('status', 'open')],
    [is('priority', 'high', 'less_than'), is('priority', 'normal', 'greater_than')],
    [is('group', { $id: '1', kind: 'group' }), is('group', { $id: '2', kind: 'group' })],
    [is('group', 'none'), is('group', 'none', 'is_not')],
    [is('tags', ['a'], 'includes'), is('tags', ['a', 'b'], 'not_includes')],
    [is(field, 'x'), is(field, '', 'not_present')],
    [is(field, ['x', 'y'], 'includes'), is(field, ['y', 'x', 'z'], 'not_includes')],
    [is('reopens', '5', 'greater_than'), is('reopens', '3', 'less_than')],
  ])('%j and %j cannot both hold', (one, other) => {
    expect([excludes(one, other), excludes(other, one)]).toEqual([true, true]);
  });
  it.each([
    [is('status', 'open'), is('priority', 'high')],
    [is('status', 'open'), is('status', 'open')],
    [is('status', 'open', 'is_not'), is('status', 'pending', 'is_not')],
    [is('tags', ['a', 'c'], 'includes'), is('tags', ['a', 'b'], 'not_includes')],
    [is('tags', ['a'], 'includes'), is('tags', ['b'], 'includes')],
    [is('subject', 'a', 'includes_words'), is('subject', 'a', 'not_includes_words')],
    [is('reopens', '3', 'greater_than'), is('reopens', '5', 'less_than')],
  ])('%j and %j can', (one, other) => {
    expect([excludes(one, other), excludes(other, one)]).toEqual([false, false]);
  });
  it('under "any" must all be impossible', () => {
    const high = { all: [is('priority', 'high')], any: [] };
    const either = (...values: readonly string[]) => ({ all: [], any: values.map((value) => is('priority', value)) });
    expect(rulesExclude(high, either('low', 'normal'))).toBe(true);
    expect(rulesExclude(either('low'), high)).toBe(true);
    expect(rulesExclude(high, either('low', 'high'))).toBe(false);
  });
});

describe('automations', () => {
  const hours = (operator: string) => is('hours_since_solved', '4', operator);
  const untagged = is('tags', ['told'], 'not_includes');
  const check = (all: readonly Struct[], actions: readonly Struct[]) =>
    codes({ resources: { 'automation.a': rule(all, actions) } });

  it('wait for a time', () => {
    expect(check([open, untagged], [{ action: 'add_tags', value: ['told'] }])).toEqual(['AUTOMATION_WITHOUT_TIME']);
    expect(check([open, hours('is')], [close])).toEqual([]);
  });
  it('ask for something of the ticket', () => {
    const late = is('hours_until_due', '2', 'less_than');
    expect(check([late, untagged], [{ action: 'add_tags', value: ['told'] }])).toEqual([
      'AUTOMATION_WITHOUT_TICKET_CONDITION',
    ]);
    expect(check([late, untagged, open], [{ action: 'add_tags', value: ['told'] }])).toEqual([]);
  });
  it.each([
    [[is('status', 'solved'), hours('greater_than')], [close]],
    [[open, hours('greater_than')], [close]],
    [
      [hours('greater_than'), is('status', 'solved', 'is_not'), untagged],
      [{ action: 'add_tags', value: ['told', 'x'] }],
    ],
    [[open, hours('is_business_hours')], [set('priority', 'low')]],
    [[is('status', 'solved'), is('hours_since_update', '4', 'greater_than')], [set('priority', 'low')]],
    [
      [is('type', 'task'), is('hours_since_due', '4', 'greater_than'), is('tags', ['a'], 'includes')],
      [{ action: 'remove_tags', value: ['a'] }],
    ],
    [
      [is('type', 'task'), is('hours_since_due', '4', 'greater_than'), untagged],
      [set({ $ref: 'ticket_field.f' }, 'told')],
    ],
    [[open, hours('greater_than'), { raw: { field: 'newer', value: '1' } }], [set('priority', 'low')]],
    [
      [open, is('hours_since_due', '4', 'greater_than'), is('satisfaction', 'unoffered')],
      [set('satisfaction', 'offered')],
    ],
  ])('stop: %j with %j', (all, actions) => {
    expect(check(all, actions)).toEqual([]);
  });
  it.each([
    [[open, hours('greater_than')], [set('priority', 'low')]],
    [
      [is('status', 'pending'), is('hours_since_pending', '4', 'greater_than')],
      [{ action: 'notify_user', value: { to: 'requester' } }],
    ],
    [[open, is('hours_since_due', '4', 'greater_than'), untagged], [{ action: 'add_tags', value: ['other'] }]],
    [
      [open, is('hours_since_due', '4', 'greater_than'), is('tags', ['a', 'b'], 'includes')],
      [{ action: 'remove_tags', value: ['a'] }],
    ],
    [[is('status', 'pending'), is('hours_since_pending', '4', 'greater_than')], [set('status', 'pending')]],
  ])('cannot go on for ever: %j with %j', (all, actions) => {
    expect(check(all, actions)).toEqual(['AUTOMATION_NEVER_STOPS']);
  });
  it('differ in their conditions where they are active', () => {
    const one = rule([open, hours('is')], [close]);
    const other = rule([hours('is'), open], [set('status', 'solved')]);
    expect(codes({ resources: { 'automation.a': one, 'automation.b': other } })).toEqual(['AUTOMATION_TWICE']);
    expect(codes({ resources: { 'automation.a': one, 'automation.b': { ...other, active: false } } })).toEqual([]);
  });
});

describe('views', () => {
  const view = (more: Attributes) => ({ title: 'V', when: { all: [open], any: [] }, ...more });
  const check = (more: Attributes, others = {}) => codes({ resources: { 'view.v': view(more), ...others } });
  it('ask for something of the ticket, show ten columns and sort by what can be sorted', () => {
    expect(check({})).toEqual([]);
    expect(check({ when: { all: [is('tags', ['a'], 'includes')], any: [open] } })).toEqual([
      'VIEW_WITHOUT_TICKET_CONDITION',
    ]);
    expect(check({ columns: Array.from({ length: 10 }, () => 'id') })).toEqual([]);
    expect(check({ columns: Array.from({ length: 11 }, () => 'id') })).toEqual(['VIEW_TOO_MANY_COLUMNS']);
    expect(check({ sort_by: { field: 'created', order: 'asc' }, group_by: null })).toEqual([]);
    expect(check({ group_by: { field: 'subject', order: 'asc' } })).toEqual(['VIEW_UNSORTABLE']);
  });
  it('ask for forms that are in use', () => {
    const when = { all: [open, is('form', { $ref: 'ticket_form.f' })], any: [] };
    expect(check({ when }, { 'ticket_form.f': { name: 'F', active: false } })).toContain('VIEW_INACTIVE_FORM');
    expect(check({ when }, { 'ticket_form.f': { name: 'F' } })).not.toContain('VIEW_INACTIVE_FORM');
  });
});

describe('macros', () => {
  it('make no ticket new or closed', () => {
    const check = (status: string) => codes({ resources: { 'macro.m': rule([], [set('status', status)]) } });
    expect([check('closed'), check('new'), check('solved')]).toEqual([['MACRO_STATUS'], ['MACRO_STATUS'], []]);
  });
});

describe('SLA policies', () => {
  const target = (minutes: number, hours = 'business') => ({ minutes, hours });
  const check = (targets: Attributes) => codes({ resources: { 'sla.s': { title: 'S', targets } } });
  it('have targets', () => {
    expect(check({})).toEqual(['SLA_WITHOUT_TARGETS']);
    expect(check({ low: { first_reply: target(60) } })).toEqual([]);
  });
  it('are quicker where it is urgent', () => {
    const targets = (urgent: Struct) => ({ low: { first_reply: target(60) }, urgent: { first_reply: urgent } });
    expect(check(targets(target(120)))).toEqual(['SLA_URGENT_LONGER']);
    expect(check(targets(target(60)))).toEqual([]);
    expect(check(targets(target(120, 'calendar')))).toEqual([]);
  });
  it('give a solution the time of an answer', () => {
    const targets = (resolution: Struct) => ({ low: { first_reply: target(60), resolution } });
    expect(check(targets(target(30)))).toEqual(['SLA_RESOLUTION_BEFORE_REPLY']);
    expect(check(targets(target(60)))).toEqual([]);
  });
  it('measure the next reply beside the first', () => {
    expect(check({ low: { next_reply: target(60) } })).toEqual(['SLA_NEXT_REPLY_ALONE']);
  });
});

describe('the confirmation of a new ticket', () => {
  const title = 'Notify requester and CCs of received request';
  const standard = {
    id: 5,
    title,
    default: true,
    active: true,
    conditions: {
      all: [
        { field: 'update_type', operator: 'is', value: 'Create' },
        { field: 'role', operator: 'is', value: 'end_user' },
      ],
      any: [],
    },
    actions: [{ field: 'notification_user', value: ['requester_and_ccs', 'Hi', 'Body'] }],
  };
  const mail = { action: 'notify_user', value: { to: 'requester', subject: 'Hi', body: 'B' } };
  const ours = (...more: readonly Struct[]) => rule([is('update_type', 'create'), ...more], [mail]);
  const check = (resources: Record<string, Attributes>, native: object = standard) =>
    found({ resources, tenant: { trigger: [{ ...standard, ...native }] } });
  const said = (...given: Parameters<typeof check>) => check(...given).map(({ code, address }) => `${code} ${address}`);

  it('is sent once: ours beside the one of the account is an error that names both ways out', () => {
    const [first] = check({ 'trigger.ours': ours() });
    expect(first).toMatchObject({ code: 'ACKNOWLEDGED_TWICE', address: 'trigger.ours' });
    expect(first?.hint).toContain(`"${title}"`);
    expect(first?.hint).toContain('active: false');
    expect(first?.hint).toContain('change its conditions');
  });
  it('is ours where the one of the account is off, not standard, or about what agents make', () => {
    const agents = {
      conditions: { all: [...standard.conditions.all.slice(0, 1), { field: 'role', operator: 'is', value: 'agent' }] },
    };
    for (const native of [{ active: false }, { default: false }, agents])
      expect(said({ 'trigger.ours': ours() }, native)).toEqual([]);
    const managed = rule([is('update_type', 'create')], [mail], { title, active: false });
    expect(said({ 'trigger.ours': ours(), 'trigger.standard': managed })).toEqual([]);
  });
  it('is none of: updates, mails to agents, rules that are off', () => {
    expect(said({ 'trigger.ours': rule([is('update_type', 'change')], [mail]) })).toEqual([]);
    const assignee = { ...mail, value: { ...mail.value, to: 'assignee' } };
    expect(said({ 'trigger.ours': rule([is('update_type', 'create')], [assignee]) })).toEqual([]);
    expect(said({ 'trigger.ours': { ...ours(), active: false } })).toEqual([]);
  });
  it('may be two that never hold together', () => {
    expect(said({ 'trigger.ours': ours(is('current_user', 'agent')) })).toEqual([]);
    const managed = (value: string) => ({ ...ours(is('in_business_hours', value)), title });
    const night = ours(is('in_business_hours', 'false'));
    expect(said({ 'trigger.night': night, 'trigger.day': managed('true') })).toEqual([]);
    expect(said({ 'trigger.night': night, 'trigger.day': managed('false') })).toEqual([
      'ACKNOWLEDGED_TWICE trigger.night',
    ]);
  });
});

describe('the registry of tags', () => {
  const tagged = rule([open, is('tags', ['vip'], 'includes')], [{ action: 'add_tags', value: ['routed'] }]);
  const field = { type: 'dropdown', title: 'F', options: [{ key: 'vip', name: 'VIP' }] };
  const box = { type: 'checkbox', title: 'B', tag: 'ticked' };
  it('says nothing where a spec keeps none', () => {
    expect(codes({ resources: { 'trigger.t': tagged } })).toEqual([]);
  });
  it('holds every tag of a rule, but for those of fields', () => {
    expect(codes({ resources: { 'trigger.t': tagged }, tags: ['vip', 'routed'] })).toEqual([]);
    expect(codes({ resources: { 'trigger.t': tagged, 'ticket_field.f': field }, tags: ['routed'] })).toEqual([]);
    const missing = found({ resources: { 'trigger.t': tagged }, tags: ['vip', 'route'] });
    expect(missing.map(({ code }) => code)).toEqual(['TAG_UNREGISTERED', 'TAG_UNUSED']);
    expect(missing[0]).toMatchObject({
      address: 'trigger.t',
      severity: 'error',
      hint: expect.stringContaining('"route"'),
    });
    expect(missing[1]).toMatchObject({ severity: 'warning', at: { line: 3 } });
    expect(missing[1]).not.toHaveProperty('address');
  });
  it('holds what rules of other kinds say, and is used by check boxes', () => {
    const macro = rule([], [{ action: 'set_tags', value: ['a'] }]);
    const view = { title: 'V', when: { all: [open], any: [is('tags', ['b'], 'not_includes')] } };
    const given = { 'macro.m': macro, 'view.v': view, 'user_field.b': { ...box, key: 'b' } };
    expect(codes({ resources: given, tags: ['a', 'b', 'ticked'] })).toEqual([]);
    expect(codes({ resources: given, tags: ['ticked'] })).toEqual(['TAG_UNREGISTERED', 'TAG_UNREGISTERED']);
  });
});
