/** Membership and order of views. */
import { expect, test } from 'vitest';
import type { Ticket } from '../../src/simulate/index.ts';
import { sortForView } from '../../src/simulate/index.ts';
import { ADMIN, AGENT, GROUP, HOUR, OTHER_AGENT, OTHER_GROUP, rule, run, START, when } from './kit.ts';

test('a ticket is in the views whose conditions it meets when the story ends', () => {
  const views = [
    rule('open', [when('status', 'less_than', 'solved')], []),
    rule('urgent', [when('priority', 'is', 'urgent')], []),
    rule('old', [when('status', 'is', 'new'), when('NEW', 'greater_than', '3')], []),
    rule('off', [], [], { active: false }),
  ];
  const { views: found } = run({ views }, { until: START + 5 * HOUR });
  expect(found.map(({ view, holds }) => [view.title, holds])).toEqual([
    ['open', true],
    ['urgent', false],
    ['old', true],
  ]);
});

test('a view that depends on who looks says for whom the ticket is in it', () => {
  const views = [
    rule('mine', [when('assignee_id', 'is', 'current_user')], []),
    rule('my groups', [when('group_id', 'is', 'current_groups')], []),
    rule('others', [when('assignee_id', 'is_not', 'current_user')], [], {
      restriction: { type: 'Group', ids: [OTHER_GROUP] },
    }),
  ];
  const { views: found } = run({ views }, { ticket: { set: { assignee_id: AGENT, group_id: GROUP } } });
  expect(found.map(({ view, agents }) => [view.title, agents])).toEqual([
    ['mine', [AGENT]],
    ['my groups', [AGENT, ADMIN]],
    ['others', [OTHER_AGENT, ADMIN]],
  ]);
});

test('tickets are listed by group, then sort key, then number', () => {
  const ticket = (id: string, group_id: string, priority: string, created: number): Ticket => ({
    ...run({}).ticket,
    id,
    group_id,
    priority,
    created_at: START + created,
  });
  const tickets = [
    ticket('1', 'b', 'low', 3),
    ticket('2', 'a', 'high', 1),
    ticket('3', 'a', 'urgent', 2),
    ticket('10', 'a', 'high', 4),
  ];
  const ids = (output: object) => sortForView({ output }, tickets).map(({ id }) => id);
  expect(ids({ group_by: 'group', group_order: 'asc', sort_by: 'priority', sort_order: 'desc' })).toEqual([
    '3',
    '2',
    '10',
    '1',
  ]);
  expect(ids({ sort_by: 'created', sort_order: 'asc' })).toEqual(['2', '3', '1', '10']);
  expect(ids({})).toEqual(['10', '1', '3', '2']);
});
