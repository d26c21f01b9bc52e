import { describe, expect, it } from 'vitest';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { view } from '../../src/providers/zendesk/kinds/view.ts';
import { formatting, node, parsing, run, throughSpec, writing } from './support.ts';

const { kind, writer } = view;
const { columns, sort_by } = kind.attributes;

function need<T>(given: T | undefined): T {
  if (given === undefined) throw new Error('missing');
  return given;
}

const open = { field: 'status', operator: 'less_than', value: 'solved' };
const native = {
  id: 25,
  title: 'Ihre ungelösten Tickets',
  raw_title: '{{zd.your_unsolved_tickets}}',
  description: null,
  active: true,
  position: 2,
  restriction: { type: 'Group', id: 7, ids: [7] },
  conditions: { all: [open], any: [] },
  execution: {
    group_by: 'status',
    group_order: 'desc',
    sort: { id: 'ticket_id', title: 'ID', order: 'asc' },
    columns: [
      { id: 'subject', title: 'Subject' },
      { id: 'ticket_id', title: 'ID' },
      { id: 42, title: 'Account' },
      { id: 'score', title: 'Score' },
    ],
  },
};
const live = liveObject(view, native);

describe('columns of views', () => {
  it('are words, ticket fields and what only a newer platform knows', () => {
    const value = need(columns).parse(
      node(['subject', 'ticket_field.category', 'other("score")', 'other("nice_id")']),
      parsing(),
    );
    expect(value).toEqual(['subject', { $ref: 'ticket_field.category' }, 'other("score")', 'id']);
    expect(need(columns).encode(value ?? null, writing())).toEqual([
      'description',
      'id-of-ticket_field.category',
      'score',
      'nice_id',
    ]);
  });
  it.each([
    ['subjekt', 'Did you mean "subject"?'],
    [5, '5 must be a column such as subject, or ticket_field.KEY'],
  ])('cannot be %j', (column, says) => {
    const cx = parsing();
    expect(need(columns).parse(node([column]), cx)).toBeUndefined();
    expect(cx.reports.map(({ hint, summary }) => hint ?? summary)).toEqual([says]);
  });
});

describe('the order of views', () => {
  it('is a column, with a direction where it is not ascending', () => {
    const read = (value: Parameters<typeof node>[0]) => need(sort_by).parse(node(value), parsing());
    expect(read('created')).toEqual({ field: 'created', order: 'asc' });
    expect(read({ field: 'status', order: 'desc' })).toEqual({ field: 'status', order: 'desc' });
    expect(read('none')).toBeNull();
    for (const value of [{ field: 'created', order: 'asc' }, { field: 'id', order: 'desc' }, null]) {
      expect(throughSpec(need(sort_by), value)).toEqual({ value, reports: [] });
    }
    expect(need(sort_by).format({ field: 'created', order: 'asc' }, formatting)).toBe('created');
  });
  it.each([
    [{ order: 'desc' }, '"field" is missing'],
    [{ field: 'status', order: 'down' }, 'The order "down" is not known'],
    [{ field: 'status', direction: 'desc' }, 'The key "direction" is not known'],
  ])('cannot be %j', (value, says) => {
    const cx = parsing();
    expect(need(sort_by).parse(node(value), cx)).toBeUndefined();
    expect(cx.reports.map(({ summary }) => summary)).toEqual([says]);
  });
});

describe('views', () => {
  it('are read from another shape than they are written in', () => {
    expect(live.attributes).toMatchObject({
      title: 'Ihre ungelösten Tickets',
      columns: ['subject', 'id', { $id: '42', kind: 'ticket_field' }, 'other("score")'],
      group_by: { field: 'status', order: 'desc' },
      sort_by: { field: 'id', order: 'asc' },
      visible_to: [{ $id: '7', kind: 'group' }],
    });
    expect(live.aliases).toEqual(['{{zd.your_unsolved_tickets}}']);
    expect(liveObject(view, { ...native, raw_title: '{{dc.mine}}' }).title).toBe('{{dc.mine}}');
    expect(liveObject(view, { ...native, execution: { group_by: null } }).attributes.group_by).toBeNull();
  });

  it('of one agent are not ours', () => {
    expect(liveObject(view, { ...native, restriction: { type: 'User', id: 5 } }).locked).toContain('one agent');
    expect(view.endpoint.query).toEqual({ access: 'shared' });
  });

  it('are created with conditions and output of their own', () => {
    const attributes = {
      title: 'Mine',
      when: live.attributes.when ?? null,
      columns: ['subject', { $id: '42', kind: 'ticket_field' }],
      sort_by: { field: 'id', order: 'desc' },
      visible_to: 'everyone',
    };
    const { sent } = run(need(writer?.create)(attributes, writing()), [{ view: { ...native, id: 9 } }]);
    expect(sent).toEqual([
      {
        method: 'POST',
        path: '/api/v2/views',
        body: {
          view: {
            title: 'Mine',
            all: [open],
            any: [],
            output: { columns: ['description', '42'], sort_by: 'nice_id', sort_order: 'desc' },
            restriction: null,
          },
        },
      },
    ]);
  });

  it('get all of their output where some of it changes, and no title that did not', () => {
    const target = { ...live.attributes, group_by: null };
    const { sent } = run(need(writer?.update)(live, target, ['group_by'], writing()), [{ view: native }]);
    expect(sent[0]?.body).toEqual({
      view: {
        output: {
          columns: ['description', 'nice_id', '42', 'score'],
          group_by: null,
          sort_by: 'nice_id',
          sort_order: 'asc',
        },
      },
    });
    const renamed = run(need(writer?.update)(live, { ...target, title: 'Mine' }, ['title'], writing()), [
      { view: native },
    ]);
    expect(renamed.sent[0]?.body).toEqual({ view: { title: 'Mine' } });
  });

  it('are switched off instead of deleted, and ordered in one call', () => {
    expect(run(need(writer?.remove)(live, writing())).sent[0]?.body).toEqual({ view: { active: false } });
    expect(run(need(writer?.revive)(live, writing())).sent[0]?.body).toEqual({ view: { active: true } });
    expect(run(need(writer?.erase)(live, writing())).sent).toEqual([{ method: 'DELETE', path: '/api/v2/views/25' }]);
    expect(run(need(writer?.reorder)(['3', '1'], undefined, writing())).sent).toEqual([
      {
        method: 'PUT',
        path: '/api/v2/views/update_many',
        body: {
          views: [
            { id: 3, position: 1 },
            { id: 1, position: 2 },
          ],
        },
      },
    ]);
  });
});
