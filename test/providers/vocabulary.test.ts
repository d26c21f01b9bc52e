import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/core/value.ts';
import { ACTIONS, SETTABLE } from '../../src/providers/zendesk/vocabulary/action-table.ts';
import { actions } from '../../src/providers/zendesk/vocabulary/actions.ts';
import { CONDITIONS, FIELD_FAMILIES, type Scope } from '../../src/providers/zendesk/vocabulary/condition-table.ts';
import { conditions } from '../../src/providers/zendesk/vocabulary/conditions.ts';
import { encoding, formatting, node, parsing, throughSpec } from './support.ts';

const SCOPES: readonly Scope[] = ['trigger', 'automation', 'view', 'sla'];
const when = conditions('trigger', { description: 'When.' });
const then = actions('trigger', { description: 'Then.' });

/** Values of every type that an account was seen to hold. */
const nativeValue = fc.oneof(
  fc.constantFrom(null, '', true, false, 'true', 'false', 0, 5, '5', '-1.5', '0'),
  fc.constantFrom('open', 'urgent', 'question', 'Create', 'not_relevant', 'public', 'good', 'web', '4', '999'),
  fc.constantFrom(
    '360001234567',
    'current_user',
    'requester_id',
    'current_groups',
    'group_id',
    '01EJFTSCC78X5V07NPY2MHR00M',
  ),
  fc.constantFrom('b a', 'A b', 'none', 'default', 'option("none")', 'support@example.com', '2026-01-01', 'Hawaii'),
  fc.string(),
  fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 }),
  fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { maxLength: 3 }),
  fc.constantFrom(
    ['requester_id', 'Subject', 'Body'],
    ['01EJFTSCC78X5V07NPY2MHR00M', '{"a":1}'],
    ['360001', [['a', 'b']]],
    ['Subject', 'Body', 'a@b.example', 'text/html'],
    ['Subject', 'Body', 'SupportAssignable:support_assignable/group/360001', 'text/plain'],
    ['Subject', 'Body', 'SupportAssignable:support_assignable/agent/360001', 'text/plain'],
    ['<p>Body</p>', 'help', 'text/html'],
    ['slack', 'T0123456789', 'C0123456789', 'Title', 'Body'],
  ),
);

function fieldsOf(scope: Scope): readonly string[] {
  const words = CONDITIONS.filter((entry) => entry.scopes.includes(scope)).map((entry) => entry.native);
  const kin = FIELD_FAMILIES.filter((family) => family.scopes.includes(scope));
  return [
    ...words,
    ...kin.map((family) => family.native + (family.kind === undefined ? 'customer_tier' : '360001')),
    'newer_than_us',
  ];
}

function operatorsOf(scope: Scope): readonly string[] {
  const entries = [...CONDITIONS, ...FIELD_FAMILIES].filter((entry) => entry.scopes.includes(scope));
  return [...new Set(entries.flatMap((entry) => Object.values(entry.operators)))];
}

/** Replies mix types; what is sent has one. */
function canonical(native: unknown): unknown {
  if (Array.isArray(native)) return native.map(canonical);
  return native === null || native === undefined ? '' : String(native);
}

describe('conditions', () => {
  for (const scope of SCOPES) {
    it(`of a ${scope} keep whatever an account holds`, () => {
      const attribute = conditions(scope, { description: 'When.' });
      const condition = fc.record({
        field: fc.constantFrom(...fieldsOf(scope)),
        operator: fc.constantFrom(...operatorsOf(scope), 'newer_operator'),
        value: nativeValue,
      });
      fc.assert(
        fc.property(fc.array(condition, { maxLength: 3 }), (all) => {
          const decoded = attribute.decode({ all, any: [] });
          expect(attribute.decode(attribute.encode(decoded, encoding))).toEqual(decoded);
          const back = throughSpec(attribute, decoded);
          expect(back.reports).toEqual([]);
          expect(back.value).toEqual(decoded);
        }),
        { numRuns: 500 },
      );
    });
  }

  it('send texts only, and what was read', () => {
    const all = [
      { field: 'comment_is_public', operator: 'is', value: true },
      { field: 'assignee_id', operator: 'not_changed', value: null },
      { field: 'custom_fields_42', operator: 'includes', value: 'gold' },
      { field: 'unheard_of', operator: 'is', value: 7 },
    ];
    expect(when.encode(when.decode({ all, any: [] }), encoding)).toEqual({
      all: all.map(({ value, ...rest }) => ({ ...rest, value: canonical(value) })),
      any: [],
    });
  });

  it('ask only in triggers what an update did; elsewhere it is read as it stands', () => {
    const native = { field: 'priority', operator: 'changed', value: '' };
    for (const scope of ['automation', 'view', 'sla', 'workspace', 'skill', 'queue', 'lookup'] as const) {
      const attribute = conditions(scope, { description: 'When.' });
      const cx = parsing();
      expect(attribute.parse(node({ all: [{ field: 'priority', changed: true }] }), cx), scope).toBeUndefined();
      expect(cx.reports.map(({ code }) => code)).toEqual(['SPEC_UNKNOWN_WORD']);
      expect(cx.reports[0]?.detail).not.toContain('changed');
      expect(attribute.decode({ all: [native], any: [] })).toEqual({ all: [{ raw: native }], any: [] });
    }
    expect(parseWhen({ all: [{ field: 'priority', changed: true }] }).reports).toEqual([]);
  });

  it('are read from words', () => {
    const { value, reports } = parseWhen({
      all: [
        { field: 'update_type', is: 'create' },
        { field: 'ticket_field.category', is: 'billing' },
        { field: 'organization_field.tier', is_not: 'enterprise' },
        { field: 'user_field.live("plan")', is: 'gold' },
        { field: 'status', changed_from: 'solved' },
        { field: 'assignee', changed: true },
        { field: 'priority', is: 'p1' },
        { field: 'group', is: 'none' },
        { field: 'tags', includes: ['b', 'A'] },
        { field: 'ticket_field.live("Old field")', present: true },
        { field: 'ticket_field.category', is: 'option("none")' },
      ],
    });
    expect(reports).toEqual([]);
    expect(value).toEqual({
      all: [
        { field: 'update_type', operator: 'is', value: 'create' },
        { field: { $ref: 'ticket_field.category' }, operator: 'is', value: 'billing' },
        { field: { $ref: 'organization_field.tier' }, operator: 'is_not', value: 'enterprise' },
        { field: { $live: 'plan', kind: 'user_field' }, operator: 'is', value: 'gold' },
        { field: 'status', operator: 'changed_from', value: 'solved' },
        { field: 'assignee', operator: 'changed', value: '' },
        { field: 'priority', operator: 'is', value: 'urgent' },
        { field: 'group', operator: 'is', value: 'none' },
        { field: 'tags', operator: 'includes', value: ['a', 'b'] },
        { field: { $live: 'Old field', kind: 'ticket_field' }, operator: 'present', value: '' },
        { field: { $ref: 'ticket_field.category' }, operator: 'is', value: 'none' },
      ],
      any: [],
    });
  });

  it('written raw keep the ids in their texts as references', () => {
    const ref = { $ref: 'ticket_field.area' };
    const cx = { ...parsing(), text: () => ({ $text: ['lookup:ticket.ticket_field_', ref, '.custom_fields.tier'] }) };
    const field = 'lookup:ticket.ticket_field_{{id:ticket_field.area}}.custom_fields.tier';
    const value = when.parse(node({ all: [{ raw: { field, operator: 'is', value: 'gold' } }] }), cx) ?? null;
    const text = (own: Value) => (typeof own === 'string' ? own : 'lookup:ticket.ticket_field_7.custom_fields.tier');
    expect(when.encode(value, { ...encoding, text })).toMatchObject({
      all: [{ field: 'lookup:ticket.ticket_field_7.custom_fields.tier' }],
    });
    expect(JSON.stringify(value)).toContain('"$ref":"ticket_field.area"');
  });

  it('written raw are the same as those written in words', () => {
    const raw = parseWhen({ all: [{ raw: { field: 'status', operator: 'is', value: 'open' } }] });
    expect(raw.value).toEqual(parseWhen({ all: [{ field: 'status', is: 'open' }] }).value);
  });

  it('that are wrong say what is allowed', () => {
    expect(parseWhen({ all: [{ field: 'statuss', is: 'open' }] }).reports[0]?.hint).toContain('status');
    expect(parseWhen({ all: [{ field: 'status', isnt: 'open' }] }).reports[0]?.detail).toContain('is_not');
    expect(parseWhen({ all: [{ field: 'subject', is: 'x' }] }).reports[0]?.hint).toContain('includes_string');
    expect(parseWhen({ all: [{ field: 'status', is: 'opne' }] }).reports[0]?.hint).toContain('open');
    expect(parseWhen({ all: [{ field: 'status' }] }).reports).toHaveLength(1);
    expect(parseWhen({ all: [{ field: 'status', is: 'open', is_not: 'new' }] }).reports).toHaveLength(1);
    expect(parseWhen({ all: [{ field: 'status', changed: 'open' }] }).reports[0]?.summary).toContain('takes no value');
    expect(parseWhen({ some: [] }).reports[0]?.detail).toContain('all');
  });
});

describe('actions', () => {
  const fields = [...ACTIONS, ...SETTABLE].map((entry) => entry.native);
  const action = fc.record({
    field: fc.constantFrom(...fields, 'custom_fields_360001', 'organization.custom_fields.tier', 'newer_than_us'),
    value: nativeValue,
  });

  it('keep whatever an account holds', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 3 }), (list) => {
        const decoded = then.decode(list);
        expect(then.decode(then.encode(decoded, encoding))).toEqual(decoded);
        const back = throughSpec(then, decoded);
        expect(back.reports).toEqual([]);
        expect(back.value).toEqual(decoded);
      }),
      { numRuns: 1000 },
    );
  });

  it('are read from maps with one key', () => {
    const { value, reports } = parseThen([
      { set: { group: 'billing' } },
      { set: { 'ticket_field.areas': ['b', 'a'] } },
      { add_tags: ['routed'] },
      { notify_user: { to: 'requester', subject: 'Hi', body: 'We are on it' } },
      { notify_webhook: { webhook: 'pager', body: { key: 'value' } } },
    ]);
    expect(reports).toEqual([]);
    expect(then.encode(value ?? null, encoding)).toEqual([
      { field: 'group_id', value: 'id-of-group.billing' },
      { field: 'custom_fields_id-of-ticket_field.areas', value: ['a', 'b'] },
      { field: 'current_tags', value: 'routed' },
      { field: 'notification_user', value: ['requester_id', 'Hi', 'We are on it'] },
      { field: 'notification_webhook', value: ['id-of-webhook.pager', [['key', 'value']]] },
    ]);
  });

  it.each([
    [
      'side_conversation',
      ['Subject', 'Body', 'a@b.example', 'text/html'],
      { subject: 'Subject', body: 'Body', to: 'a@b.example', format: 'html' },
    ],
    [
      'side_conversation_ticket',
      ['Subject', 'Body', 'SupportAssignable:support_assignable/group/360001', 'text/plain'],
      { subject: 'Subject', body: 'Body', group: 'id(group, 360001)', format: 'plain' },
    ],
    ['side_conversation_slack', ['Body', 'help', 'text/html'], { body: 'Body', channel: 'help', format: 'html' }],
    [
      'notification_zis',
      ['slack', 'T0123456789', 'C0123456789', 'Title', 'Body'],
      { app: 'slack', workspace: 'T0123456789', channel: 'C0123456789', title: 'Title', body: 'Body' },
    ],
    // Another length, or another target: as the platform has it.
    ['side_conversation', ['Subject', 'Body', 'a@b.example'], ['Subject', 'Body', 'a@b.example']],
    [
      'side_conversation_ticket',
      ['Subject', 'Body', 'SupportAssignable:support_assignable/agent/360001', 'text/plain'],
      ['Subject', 'Body', 'SupportAssignable:support_assignable/agent/360001', 'text/plain'],
    ],
    ['side_conversation_teams', ['Body', 'General'], ['Body', 'General']],
  ])('%s is written as people speak, and a list says the same', (field, stored, written) => {
    const decoded = then.decode([{ field, value: stored }]);
    const formatted = then.format(decoded, formatting);
    const [action] = Array.isArray(formatted) ? formatted : [];
    const [[word, value] = ['', null]] = action instanceof Map ? [...action] : Object.entries(Object(action));
    expect(value instanceof Map ? Object.fromEntries(value) : value).toEqual(written);
    expect(parseThen([{ [word]: value }]).value).toEqual(decoded);
    expect(parseThen([{ [word]: stored }]).value).toEqual(decoded);
    expect(then.encode(decoded, encoding)).toEqual([{ field, value: stored }]);
  });

  it('that are wrong say what is allowed', () => {
    expect(parseThen([{ status: 'open' }]).reports[0]?.hint).toContain('{set: {status: …}}');
    expect(parseThen([{ add_tag: ['x'] }]).reports[0]?.hint).toContain('add_tags');
    expect(parseThen([{ set: { status: 'open', priority: 'low' } }]).reports[0]?.hint).toContain('order matters');
    expect(parseThen([{ notify_user: { to: 'requester', body: 'x' } }]).reports[0]?.summary).toContain('subject');
  });
});

const contracts = process.env.SUPPORTCTL_CONTRACTS;
const recorded = contracts === undefined ? undefined : join(contracts, 'recorded', 'definitions-triggers.json');

describe.skipIf(recorded === undefined || !existsSync(recorded))('the vocabulary of a real account', () => {
  it('has a word for every field, operator and value', () => {
    const { definitions } = JSON.parse(readFileSync(recorded ?? '', 'utf8'));
    const unknown: string[] = [];
    for (const { subject, operators, values } of definitions.conditions_all) {
      for (const { value: operator, terminal } of operators) {
        const given = terminal
          ? [null]
          : values?.length > 0
            ? values.map((one: { value: unknown }) => one.value)
            : ['5'];
        for (const value of given) {
          const stored = value === '__NULL__' ? '' : value;
          const decoded = when.decode({ all: [{ field: subject, operator, value: stored }] });
          if (JSON.stringify(decoded).includes('"raw"')) unknown.push(`${subject} ${operator} ${value}`);
        }
      }
    }
    expect(unknown).toEqual([]);
  });

  it('has a word for every action', () => {
    const { definitions } = JSON.parse(readFileSync(recorded ?? '', 'utf8'));
    const unknown: string[] = [];
    for (const { subject, values } of definitions.actions) {
      const first = values?.[0]?.value === '__NULL__' ? '' : (values?.[0]?.value ?? 'x');
      const known = then.decode([{ field: subject, value: SAMPLES[subject]?.(first) ?? first }]);
      if (JSON.stringify(known).includes('"raw"')) unknown.push(subject);
    }
    expect(unknown).toEqual([]);
  });
});

const SAMPLES: Readonly<Record<string, (first: unknown) => unknown>> = {
  notification_user: (to) => [to, 's', 'b'],
  notification_group: (to) => [to, 's', 'b'],
  notification_sms_user: (to) => [to, 1500000205802, 'b'],
  notification_sms_group: (to) => [to, 1500000205802, 'b'],
  notification_target: (target) => [target, 'm'],
  notification_webhook: () => ['01EJFTSCC78X5V07NPY2MHR00M', '{}'],
};

function parseWhen(value: Parameters<typeof node>[0]) {
  return parseWith(when, value);
}

function parseThen(value: Parameters<typeof node>[0]) {
  return parseWith(then, value);
}

function parseWith(
  attribute: typeof when,
  value: Parameters<typeof node>[0],
): { value: Value | undefined; reports: ReturnType<typeof parsing>['reports'] } {
  const cx = parsing();
  return { value: attribute.parse(node(value), cx), reports: cx.reports };
}
