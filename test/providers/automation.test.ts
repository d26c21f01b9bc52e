import { describe, expect, it } from 'vitest';
import { type Binding, liveObject } from '../../src/providers/zendesk/binding.ts';
import { automation } from '../../src/providers/zendesk/kinds/automation.ts';
import { ticketField } from '../../src/providers/zendesk/kinds/ticket-field.ts';
import { run, writing } from './support.ts';

const { kind, writer } = automation;
const NATIVE = {
  id: 7,
  title: 'Schließen',
  raw_title: 'Close',
  active: true,
  position: 3,
  conditions: {
    all: [
      { field: 'status', operator: 'is', value: 'solved' },
      { field: 'SOLVED', operator: 'greater_than', value: 96 },
    ],
    any: [],
  },
  actions: [{ field: 'status', value: 'closed' }],
};
const close = liveObject(automation, NATIVE);
const hours = (operator: string, value = '4') => ({ field: 'hours_since_pending', operator, value });
const pending = { field: 'status', operator: 'is', value: 'pending' };
const when = (...all: readonly object[]) => JSON.parse(JSON.stringify({ all, any: [] }));
const UPDATE_MANY = '/api/v2/automations/update_many';

function steps<T>(made: T | undefined): T {
  if (made === undefined) throw new Error('not written');
  return made;
}

function counting(condition: unknown, replies: readonly unknown[] = [], live = {}) {
  const question = { target: { when: JSON.parse(JSON.stringify(condition)) } };
  return run(steps(writer?.affected?.(question, writing(live))), replies);
}

function liveField(binding: Binding, native: Readonly<Record<string, unknown>>) {
  return { [binding.kind.name]: [liveObject(binding, native)] };
}

describe('automations', () => {
  it("are read in nobody's language", () => {
    expect(close.title).toBe('Close');
    expect(close.position).toBe(3);
    expect(close.attributes).toMatchObject({
      when: { all: [{ field: 'status' }, { field: 'hours_since_solved', operator: 'greater_than', value: '96' }] },
    });
  });

  it('are made inactive, switched on and ordered a hundred at a time', () => {
    const attributes = { title: 'Close', when: close.attributes.when ?? null };
    const { sent } = run(steps(writer?.create?.(attributes, writing())), [{ automation: { id: 7 } }]);
    expect(sent[0]?.body).toMatchObject({
      automation: { active: false, conditions: { all: [{ value: 'solved' }, { field: 'SOLVED', value: '96' }] } },
    });
    expect(run(steps(writer?.activate?.(['7'], writing()))).sent).toEqual([
      { method: 'PUT', path: UPDATE_MANY, body: { automations: [{ id: 7, active: true }] } },
    ]);
    const many = Array.from({ length: 101 }, (_, index) => String(index));
    const orders = run(steps(writer?.reorder?.(many, undefined, writing()))).sent;
    expect(orders.map(({ body }) => body)).toMatchObject([
      { automations: { length: 100, 0: { id: 0, position: 1 } } },
      { automations: [{ id: 100, position: 101 }] },
    ]);
  });

  it('are updated whole, without what only the platform writes', () => {
    const target = { ...close.attributes, title: 'Close sooner' };
    expect(run(steps(writer?.update?.(close, target, ['title'], writing()))).sent[0]?.body).toEqual({
      automation: {
        title: 'Close sooner',
        active: true,
        conditions: {
          all: [
            { field: 'status', operator: 'is', value: 'solved' },
            { field: 'SOLVED', operator: 'greater_than', value: '96' },
          ],
          any: [],
        },
        actions: [{ field: 'status', value: 'closed' }],
      },
    });
    expect(run(steps(writer?.remove?.(close, writing()))).sent[0]).toMatchObject({
      method: 'PUT',
      body: { automation: { active: false, title: 'Close' } },
    });
  });

  it('act on old tickets when they go live or change what they do', () => {
    const acts = kind.actsOnTickets;
    const { attributes } = close;
    expect(acts?.(attributes, undefined)).toBe(true);
    expect(acts?.(attributes, { ...attributes, active: false })).toBe(true);
    expect(acts?.({ ...attributes, when: when(hours('is')) }, attributes)).toBe(true);
    expect(acts?.({ ...attributes, title: 'Other' }, attributes)).toBe(false);
    expect(acts?.({ ...attributes, active: false }, undefined)).toBe(false);
  });

  it('limit themselves by an end to their time', () => {
    const limits = (...all: readonly object[]) => kind.limitsItself?.({ when: when(pending, ...all) });
    expect([hours('is'), hours('less_than'), hours('is_business_hours')].map((own) => limits(own))).toEqual([
      true,
      true,
      true,
    ]);
    expect(limits(hours('greater_than'))).toBe(false);
    expect(limits({ ...hours('less_than'), field: 'hours_until_due' })).toBe(false);
  });
});

describe('the tickets that an automation would act on', () => {
  const answer = { view_count: { value: 12, fresh: true } };

  it('are counted as a view would find them', () => {
    const { sent, result } = counting(when(pending, hours('greater_than')), [answer]);
    expect(sent).toEqual([
      {
        method: 'POST',
        path: '/api/v2/views/preview/count',
        body: {
          view: {
            all: [
              { field: 'status', operator: 'is', value: 'pending' },
              { field: 'PENDING', operator: 'greater_than', value: '4' },
            ],
            any: [],
          },
        },
      },
    ]);
    expect(result).toEqual({ count: 12 });
  });

  it('are at most so many where views lack a condition', () => {
    const { sent, result } = counting(when(pending, { field: 'privacy', operator: 'is', value: 'public' }), [answer]);
    expect(sent[0]?.body).toMatchObject({ view: { all: [{ field: 'status' }] } });
    expect(result).toEqual({ count: 12, atMost: true });
    const vague = { all: [pending], any: [hours('is'), { raw: { field: 'new', operator: 'is', value: '1' } }] };
    expect(counting(vague, [answer]).sent[0]?.body).toMatchObject({ view: { any: [] } });
    expect(counting(vague, [answer]).result).toEqual({ count: 12, atMost: true });
  });

  it('are none where the rule asks for what does not exist yet', () => {
    const group = { $ref: 'group.new' };
    expect(counting(when(pending, { field: 'group', operator: 'is', value: group }))).toEqual({
      sent: [],
      result: { count: 0 },
    });
    const field = { $ref: 'ticket_field.new' };
    const any = [{ field, operator: 'is', value: 'x' }];
    expect(counting({ all: [pending], any }).result).toEqual({ count: 0 });
    const other = counting(when(pending, { field: 'group', operator: 'is_not', value: group }), [answer]);
    expect(other.sent[0]?.body).toMatchObject({ view: { all: [{ field: 'status' }] } });
    expect(other.result).toEqual({ count: 12 });
  });

  it('have none of the options that are still to come', () => {
    const field = { $id: '3', kind: 'ticket_field' };
    const tenant = liveField(ticketField, {
      id: 3,
      type: 'tagger',
      title: 'F',
      custom_field_options: [{ value: 'old' }],
    });
    expect(counting(when({ field, operator: 'is', value: 'new' }), [], tenant).result).toEqual({ count: 0 });
    const either = counting(when({ field, operator: 'includes', value: ['new', 'old'] }), [answer], tenant);
    expect(either.sent[0]?.body).toMatchObject({ view: { all: [{ operator: 'includes', value: 'old' }] } });
  });

  it('are unknown while the platform still counts', () => {
    expect(counting(when(pending), [{ view_count: { value: null, fresh: false } }]).result).toBeUndefined();
  });
});
