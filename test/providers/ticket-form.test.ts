import { describe, expect, it } from 'vitest';
import type { SpecValue } from '../../src/core/spec-node.ts';
import { isPlainStruct, type Value } from '../../src/core/value.ts';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { ticketField } from '../../src/providers/zendesk/kinds/ticket-field.ts';
import { ticketForm } from '../../src/providers/zendesk/kinds/ticket-form.ts';
import { formatting, node, parsing, run, throughSpec, writing } from './support.ts';

const { agent_conditions, customer_conditions, brands, fields } = ticketForm.kind.attributes;

function none(): never {
  throw new Error('not written');
}

function agents() {
  return agent_conditions ?? none();
}

const field = (id: number | string) => ({ $id: String(id), kind: 'ticket_field' });

/** As the platform's page shows it. */
const NATIVE = {
  id: 47,
  name: 'Snowboard Problem',
  raw_name: '{{dc.name}}',
  display_name: 'Snowboard Damage',
  raw_display_name: '{{dc.my_display_name}}',
  end_user_visible: true,
  position: 9999,
  ticket_field_ids: [2, 100, 101, 200],
  active: true,
  default: true,
  in_all_brands: false,
  restricted_brand_ids: [47, 33],
  agent_conditions: [
    {
      parent_field_id: 100,
      value: 'bug',
      child_fields: [
        { id: 101, is_required: false, required_on_statuses: { type: 'SOME_STATUSES', statuses: ['solved', 'open'] } },
        { id: 200, is_required: true, required_on_statuses: { type: 'ALL_STATUSES' } },
      ],
    },
  ],
  end_user_conditions: [{ parent_field_id: 200, value: true, child_fields: [{ id: 101, is_required: true }] }],
};

describe('ticket forms', () => {
  it('are read with the names that hold placeholders, and with their brands and fields', () => {
    const live = liveObject(ticketForm, NATIVE);
    expect(live.attributes).toMatchObject({
      name: '{{dc.name}}',
      display_name: '{{dc.my_display_name}}',
      visible_to_customers: true,
      default: true,
      brands: [
        { $id: '33', kind: 'brand' },
        { $id: '47', kind: 'brand' },
      ],
    });
    expect(live.isDefault).toBe(true);
    expect(live.attributes.fields).toEqual([2, 100, 101, 200].map((id) => ({ key: String(id), field: field(id) })));
    expect(liveObject(ticketForm, { ...NATIVE, in_all_brands: true }).attributes.brands).toBe('all');
    expect(liveObject(ticketForm, { ...NATIVE, deleted_at: '2026-01-01T00:00:00Z' }).gone).toBe(true);
  });
  it('are for all brands or for some', () => {
    const made = (attributes: Readonly<Record<string, Value>>) =>
      run(ticketForm.writer?.create?.({ name: 'X', ...attributes }, writing()) ?? none(), [{ ticket_form: { id: 1 } }])
        .sent[0]?.body;
    expect(made({ brands: 'all' })).toEqual({ ticket_form: { name: 'X', in_all_brands: true } });
    expect(made({ brands: [{ $id: '33', kind: 'brand' }] })).toEqual({
      ticket_form: { name: 'X', in_all_brands: false, restricted_brand_ids: [33] },
    });
    expect(brands?.parse(node('all'), parsing())).toBe('all');
    expect(brands?.parse(node(['a']), parsing())).toEqual([{ $ref: 'brand.a' }]);
  });
  it('list a field once', () => {
    const cx = parsing();
    expect(fields?.parse(node(['a', 'b', 'a']), cx)).toBeUndefined();
    expect(cx.reports[0]?.summary).toBe('a stands twice');
  });
  it('are ordered with the complete list', () => {
    expect(run(ticketForm.writer?.reorder?.(['3', '1'], undefined, writing()) ?? none()).sent).toEqual([
      { method: 'PUT', path: '/api/v2/ticket_forms/reorder', body: { ticket_form_ids: [3, 1] } },
    ]);
  });
});

describe('conditions of forms', () => {
  it('are one entry for each field and status, so that no order matters', () => {
    expect(agents().decode(NATIVE.agent_conditions)).toEqual([
      { when: field(100), is: 'bug', show: field(101), required: 'solved' },
      { when: field(100), is: 'bug', show: field(101), required: 'open' },
      { when: field(100), is: 'bug', show: field(200), required: 'always' },
    ]);
    expect(customer_conditions?.decode(NATIVE.end_user_conditions)).toEqual([
      { when: field(200), is: 'true', show: field(101), required: 'always' },
    ]);
  });
  it('are sent as the platform groups them', () => {
    const value = agents().decode(NATIVE.agent_conditions);
    expect(agents().encode(value, writing())).toEqual([
      {
        parent_field_id: 100,
        value: 'bug',
        child_fields: [
          { id: 101, is_required: true, required_on_statuses: { type: 'SOME_STATUSES', statuses: ['solved', 'open'] } },
          { id: 200, is_required: true, required_on_statuses: { type: 'ALL_STATUSES' } },
        ],
      },
    ]);
  });
  it('on custom statuses send these alone', () => {
    const both = { type: 'SOME_STATUSES', statuses: ['open'], custom_statuses: [71] };
    const native = [
      { parent_field_id: 1, value: 'a', child_fields: [{ id: 2, is_required: true, required_on_statuses: both }] },
    ];
    const value = agents().decode(native);
    expect(value).toMatchObject([{ required: { $id: '71', kind: 'custom_status' } }]);
    expect(agents().encode(value, writing())).toMatchObject([
      { child_fields: [{ required_on_statuses: { type: 'SOME_STATUSES', custom_statuses: [71] } }] },
    ]);
  });
  it('survive the trip through a spec', () => {
    const value = agents().decode(NATIVE.agent_conditions);
    const told = agents().format(value, formatting);
    expect(told).toEqual([
      new Map<string, SpecValue>([
        ['when', new Map([['id(ticket_field, 100)', 'bug']])],
        [
          'show',
          [
            { field: 'id(ticket_field, 101)', required: ['solved', 'open'] },
            { field: 'id(ticket_field, 200)', required: true },
          ],
        ],
      ]),
    ]);
    expect(throughSpec(agents(), value)).toEqual({ value, reports: [] });
  });
  it.each([
    [[{ when: { a: 'x', b: 'y' }, show: ['c'] }], 'The map must be one field and its value: {FIELD: VALUE}'],
    [[{ when: { a: 'x' } }], '"show" is missing: the fields that the condition shows'],
    [[{ when: { a: 'x' }, show: ['b', 'b'] }], 'A field is shown twice for the same value "x"'],
    [[{ if: { a: 'x' }, when: { a: 'x' }, show: ['b'] }], 'The key "if" is not known'],
  ])('%j cannot be: %s', (value, summary) => {
    const cx = parsing();
    expect(agents().parse(node(value), cx)).toBeUndefined();
    expect(cx.reports[0]?.summary).toBe(summary);
  });
});

describe('updates of forms', () => {
  const live = liveObject(ticketForm, NATIVE);
  const members = Array.isArray(live.attributes.fields) ? live.attributes.fields : none();
  const without = (id: number) => members.filter((member) => !isPlainStruct(member) || member.key !== String(id));
  const update = (target: Readonly<Record<string, Value>>) => {
    const wanted = { ...live.attributes, ...target };
    const steps = ticketForm.writer?.update?.(live, wanted, Object.keys(target), writing()) ?? none();
    return run(steps).sent.map(({ body }) => body);
  };
  it('take a field out of the conditions first, and out of the form in the next request', () => {
    const conditions = { agent_conditions: [], end_user_conditions: [] };
    expect(update({ fields: without(101), agent_conditions: [], customer_conditions: [] })).toEqual([
      { ticket_form: { ticket_field_ids: [2, 100, 200, 101], ...conditions } },
      { ticket_form: { ticket_field_ids: [2, 100, 200], ...conditions } },
    ]);
  });
  it('are one request where no condition is in the way', () => {
    expect(update({ fields: without(2), agent_conditions: [] })).toEqual([
      { ticket_form: { ticket_field_ids: [100, 101, 200], agent_conditions: [] } },
    ]);
    expect(update({ name: 'New' })).toEqual([{ ticket_form: { name: 'New' } }]);
  });
  it('send the value of a checkbox as true or false', () => {
    const checkbox = liveObject(ticketField, { id: 200, type: 'checkbox', title: 'Urgent' });
    const conditions = customer_conditions?.decode(NATIVE.end_user_conditions) ?? null;
    const wanted = { ...live.attributes, customer_conditions: conditions };
    const cx = writing({ ticket_field: [checkbox] });
    const steps = ticketForm.writer?.update?.(live, wanted, ['customer_conditions'], cx) ?? none();
    expect(run(steps).sent[0]?.body).toMatchObject({ ticket_form: { end_user_conditions: [{ value: true }] } });
  });
});
