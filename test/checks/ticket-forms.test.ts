import { describe, expect, it } from 'vitest';
import type { Attributes } from '../../src/core/value.ts';
import { codes, found } from './context.ts';

const field = (key: string) => ({ $ref: `ticket_field.${key}` });
const listed = (...keys: readonly string[]) => keys.map((key) => ({ key, field: field(key) }));
const shows = (when: string, is: string, show: string) => ({
  when: field(when),
  is,
  show: field(show),
  required: 'never',
});

const FIELDS: Readonly<Record<string, Attributes>> = {
  'ticket_field.category': {
    type: 'dropdown',
    title: 'Category',
    options: [
      { key: 'bug', name: 'Bug' },
      { key: 'how_to', name: 'How-to' },
    ],
  },
  'ticket_field.urgent': { type: 'checkbox', title: 'Urgent' },
  'ticket_field.steps': { type: 'textarea', title: 'Steps' },
};

function form(attributes: Attributes, more: Readonly<Record<string, Attributes>> = {}) {
  return { resources: { ...FIELDS, ...more, 'ticket_form.first': { name: 'First', ...attributes } } };
}

describe('conditions of forms', () => {
  it('are about fields of the form', () => {
    const agent_conditions = [shows('category', 'bug', 'steps')];
    expect(codes(form({ fields: listed('category', 'steps'), agent_conditions }))).toEqual([]);
    expect(codes(form({ agent_conditions }))).toEqual([]);
    expect(found(form({ fields: listed('category'), agent_conditions }))).toMatchObject([
      { code: 'FORM_CONDITION_FIELD', address: 'ticket_form.first', hint: 'Add steps to `fields`' },
    ]);
    const status = { 'ticket_field.status': { type: 'status' } };
    const onStatus = [shows('category', 'bug', 'status')];
    expect(codes(form({ fields: listed('category'), agent_conditions: onStatus }, status))).toEqual([]);
  });
  it('do not go in a circle, for one audience', () => {
    const fields = listed('category', 'urgent', 'steps');
    const there = shows('category', 'bug', 'urgent');
    const back = shows('urgent', 'true', 'category');
    expect(codes(form({ fields, customer_conditions: [there, back] }))).toContain('FORM_CONDITION_CIRCLE');
    expect(codes(form({ fields, agent_conditions: [shows('urgent', 'true', 'urgent')] }))).toEqual([
      'FORM_CONDITION_CIRCLE',
    ]);
    expect(codes(form({ fields, agent_conditions: [there], customer_conditions: [back] }))).not.toContain(
      'FORM_CONDITION_CIRCLE',
    );
    expect(codes(form({ fields, agent_conditions: [there, shows('urgent', 'true', 'steps')] }))).toEqual([]);
  });
  it('are about fields in use', () => {
    const off = { 'ticket_field.steps': { type: 'textarea', title: 'Steps', active: false } };
    const fields = listed('category', 'steps');
    expect(codes(form({ fields, agent_conditions: [shows('category', 'bug', 'steps')] }, off))).toEqual([
      'FORM_CONDITION_INACTIVE',
    ]);
  });
  it('are decided by a choice, not by what people type', () => {
    const fields = listed('steps', 'urgent');
    expect(codes(form({ fields, agent_conditions: [shows('steps', 'x', 'urgent')] }))).toEqual([
      'FORM_CONDITION_VALUE',
    ]);
  });
  it('of others keep a field from being deactivated', () => {
    const condition = { parent_field_id: 5, value: 'bug', child_fields: [{ id: 6, is_required: false }] };
    const ticket_form = [{ id: 1, name: 'Theirs', raw_name: 'Theirs', agent_conditions: [condition] }];
    const ticket_field = [{ id: 6, type: 'textarea', title: 'Steps', raw_title: 'Steps', active: true }];
    const resources = { 'ticket_field.steps': { type: 'textarea', title: 'Steps', active: false } };
    expect(codes({ resources })).toEqual([]);
    expect(codes({ resources, tenant: { ticket_field, ticket_form } })).toEqual(['FIELD_IN_FORM_CONDITION']);
  });
  it('wait for values that there are', () => {
    const fields = listed('category', 'urgent', 'steps');
    const wrong = [shows('category', 'bugs', 'steps'), shows('urgent', 'yes', 'steps')];
    expect(found(form({ fields, agent_conditions: wrong })).map(({ code, hint }) => [code, hint])).toEqual([
      ['FORM_CONDITION_VALUE', 'Did you mean "bug"?'],
      ['FORM_CONDITION_VALUE', undefined],
    ]);
    const right = [shows('category', 'how_to', 'steps'), shows('urgent', 'false', 'steps')];
    expect(codes(form({ fields, agent_conditions: right }))).toEqual([]);
  });
});

describe('forms', () => {
  it('that customers may choose should have a field that they see', () => {
    const fields = listed('category', 'urgent');
    const hide = { ...FIELDS['ticket_field.category'], visible_in_portal: false };
    const hidden = { 'ticket_field.category': hide, 'ticket_field.urgent': { ...hide, type: 'checkbox', options: [] } };
    expect(codes(form({ fields, visible_to_customers: false }, hidden))).toEqual([]);
    expect(codes(form({ fields, visible_to_customers: true }, hidden))).toContain('FORM_FIELD_HIDDEN');
  });
  it('cannot show customers, on a condition, what they do not see', () => {
    const fields = listed('category', 'urgent');
    const hidden = { 'ticket_field.urgent': { type: 'checkbox', title: 'Urgent', visible_in_portal: false } };
    const conditions = [shows('category', 'bug', 'urgent')];
    expect(codes(form({ fields, customer_conditions: conditions }, hidden))).toContain('FORM_CONDITION_HIDDEN');
    expect(codes(form({ fields, agent_conditions: conditions }, hidden))).toEqual([]);
  });
  it('are for a brand at least', () => {
    expect(codes(form({ brands: [] }))).toEqual(['FORM_WITHOUT_BRAND']);
    expect(codes(form({ brands: 'all' }))).toEqual([]);
  });
  it('that are the default stay active, and one is', () => {
    const tenant = { ticket_form: [{ id: 1, name: 'First', raw_name: 'First', default: true }] };
    expect(codes({ ...form({ active: false }), tenant })).toEqual(['FORM_DEFAULT_INACTIVE']);
    expect(codes(form({ active: false }))).toEqual([]);
    const other = { 'ticket_form.other': { name: 'Other', default: true } };
    expect(codes(form({ default: true }, other))).toEqual(['DEFAULT_TWICE']);
  });
});
