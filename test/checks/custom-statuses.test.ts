import { expect, it } from 'vitest';
import { codes, found } from './context.ts';

const system = (id: number, category: string, label: string, more = {}) => ({
  id,
  status_category: category,
  agent_label: label,
  raw_agent_label: `{{zd.status_${category}}}`,
  active: true,
  default: true,
  ...more,
});
const tenant = {
  custom_status: [
    system(1, 'new', 'New'),
    system(2, 'open', 'Open'),
    system(3, 'pending', 'Pending'),
    system(4, 'hold', 'On-hold', { active: false }),
    {
      id: 9,
      status_category: 'open',
      agent_label: 'In review',
      raw_agent_label: 'In review',
      active: false,
      default: false,
    },
  ],
};
const status = (category: string, agent_label: string, more = {}) => ({ category, agent_label, ...more });

it('labels are unique, in the spec and in the account, whatever their capitals', () => {
  const twice = { 'custom_status.a': status('open', 'Waiting'), 'custom_status.b': status('pending', 'waiting') };
  expect(codes({ resources: twice })).toEqual(['STATUS_LABEL_TWICE']);
  expect(codes({ resources: { 'custom_status.a': status('open', 'in review') }, tenant })).toEqual([]);
});

it('the category new has one status, which stays on', () => {
  const fresh = { 'custom_status.a': status('new', 'Brand new') };
  expect(found({ resources: fresh, tenant })).toMatchObject([
    { code: 'STATUS_NEW', hint: 'Write `agent_label: New` to take it over, or choose another category' },
  ]);
  const off = { 'custom_status.a': status('new', 'New', { active: false, default: false }) };
  expect(codes({ resources: off, tenant })).toEqual(['STATUS_NEW', 'STATUS_DEFAULT_NONE']);
  expect(codes({ resources: { 'custom_status.a': status('new', 'New') }, tenant })).toEqual([]);
});

it('each category has one default, which is active', () => {
  const both = {
    'custom_status.a': status('open', 'A', { default: true }),
    'custom_status.b': status('open', 'B', { default: true }),
    'custom_status.c': status('solved', 'C', { default: true }),
  };
  expect(codes({ resources: both })).toEqual(['STATUS_DEFAULT_TWICE']);
  expect(codes({ resources: { 'custom_status.a': status('open', 'A', { default: true, active: false }) } })).toEqual([
    'STATUS_DEFAULT_INACTIVE',
  ]);
});

it('the default of a category is not switched off while nothing takes its place', () => {
  const off = { 'custom_status.a': status('pending', 'Pending', { active: false }) };
  expect(codes({ resources: off, tenant })).toEqual(['STATUS_DEFAULT_NONE']);
  const given = { 'custom_status.a': status('pending', 'Pending', { default: false }) };
  expect(codes({ resources: given, tenant })).toEqual(['STATUS_DEFAULT_NONE']);
  const other = system(8, 'pending', 'Waiting', { default: false, raw_agent_label: 'Waiting' });
  expect(codes({ resources: given, tenant: { custom_status: [...tenant.custom_status, other] } })).toEqual([]);
  expect(codes({ resources: { 'custom_status.a': status('hold', 'On-hold', { active: false }) }, tenant })).toEqual([]);
});
