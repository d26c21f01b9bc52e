import { describe, expect, test } from 'vitest';
import { type ListSpec, listAll } from '../../src/http/paging.ts';
import type { Query, Reply } from '../../src/http/transport.ts';
import { errorOf } from './support.ts';

const spec = { system: 'zendesk', path: '/api/v2/triggers', key: 'triggers' } as const;

function reply(body: unknown): Reply {
  return { status: 200, headers: {}, body };
}

function items(from: number, to: number): readonly { readonly id: number }[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ({ id: from + index }));
}

/** Answers pages of a list of `count` items by number, `most` records a page. */
function numbered(
  count: number,
  most = 100,
): { readonly send: (query: Query) => Promise<Reply>; readonly asked: Query[] } {
  const asked: Query[] = [];
  return {
    asked,
    async send(query) {
      asked.push(query);
      const page = Number(query.page);
      const size = Math.min(most, Number(query.per_page));
      const last = Math.min(count, page * size);
      const next = page * size < count ? `https://evil.example/page=${page + 1}` : null;
      return reply({ triggers: items((page - 1) * size + 1, last), count, next_page: next });
    },
  };
}

async function ids(list: Partial<ListSpec> & Pick<ListSpec, 'paging'>, send: (query: Query) => Promise<Reply>) {
  return (await listAll({ ...spec, ...list }, send)).map((item) => item.id);
}

describe('by cursor', () => {
  test('follows the cursor and never the link', async () => {
    const asked: Query[] = [];
    const found = await ids({ paging: 'cursor', query: { active: true } }, async (query) => {
      asked.push(query);
      const second = query['page[after]'] === 'c1';
      const meta = second ? { has_more: false, after_cursor: 'c2' } : { has_more: true, after_cursor: 'c1' };
      return reply({ triggers: second ? items(3, 4) : items(1, 2), meta, links: { next: 'https://evil.example' } });
    });
    expect(found).toEqual([1, 2, 3, 4]);
    expect(asked).toEqual([
      { active: true, 'page[size]': 100, 'page[after]': undefined },
      { active: true, 'page[size]': 100, 'page[after]': 'c1' },
    ]);
  });

  test('a cursor that comes back is an error, not an endless list', async () => {
    const same = async () => reply({ triggers: items(1, 2), meta: { has_more: true, after_cursor: 'c1' } });
    const error = await errorOf(ids({ paging: 'cursor' }, same));
    expect(error).toMatchObject({ kind: 'bad_reply', outcome: 'not_sent' });
    expect(error.message).toContain('circles');
  });

  test('more without a cursor is an error', async () => {
    const broken = async () => reply({ triggers: [], meta: { has_more: true, after_cursor: null } });
    expect(await errorOf(ids({ paging: 'cursor' }, broken))).toMatchObject({ kind: 'bad_reply' });
  });

  test('a list that knows pages only is never cut short', async () => {
    const pages = () => numbered(150).send({ page: 1, per_page: 100 });
    expect((await errorOf(ids({ paging: 'cursor' }, pages))).message).toContain('more than it shows');
    expect((await errorOf(ids({ paging: 'unpaged' }, pages))).message).toContain('more than it shows');
    const counted = async () => reply({ triggers: items(1, 3), count: 5 });
    expect(await errorOf(ids({ paging: 'unpaged' }, counted))).toMatchObject({ kind: 'bad_reply' });
  });

  test('a list that comes at once is whole', async () => {
    expect(await ids({ paging: 'cursor' }, async () => reply({ triggers: items(1, 3) }))).toEqual([1, 2, 3]);
  });

  test('an item that moved to a later page is there once', async () => {
    const found = await ids({ paging: 'cursor' }, async (query) =>
      query['page[after]'] === 'c1'
        ? reply({ triggers: items(2, 3), meta: { has_more: false } })
        : reply({ triggers: items(1, 2), meta: { has_more: true, after_cursor: 'c1' } }),
    );
    expect(found).toEqual([1, 2, 3]);
  });
});

describe('by pages', () => {
  test('all but the first are asked for at once', async () => {
    const source = numbered(950);
    let waiting = 0;
    let most = 0;
    const found = await ids({ paging: 'offset' }, async (query) => {
      waiting += 1;
      most = Math.max(most, waiting);
      await new Promise((resolve) => setTimeout(resolve, 5));
      waiting -= 1;
      return await source.send(query);
    });
    expect(found).toEqual(items(1, 950).map((item) => item.id));
    expect(source.asked).toHaveLength(10);
    expect(most).toBe(9);
  });

  test('one page needs one request', async () => {
    const source = numbered(100);
    expect(await ids({ paging: 'offset' }, source.send)).toHaveLength(100);
    expect(source.asked).toHaveLength(1);
  });

  test('a list that gives less a page than asked for is still whole', async () => {
    expect(await ids({ paging: 'offset' }, numbered(95, 30).send)).toHaveLength(95);
  });

  test('a list without a count is followed', async () => {
    const source = numbered(250);
    const found = await ids({ paging: 'offset' }, async (query) => {
      const { body } = await source.send(query);
      return reply({ ...Object(body), count: undefined });
    });
    expect(found).toHaveLength(250);
  });

  test('more than 10,000 records fail clearly', async () => {
    const error = await errorOf(ids({ paging: 'offset' }, numbered(10_001).send));
    expect(error.message).toContain('has 10001 records, and pages end at 10000');
    expect(await ids({ paging: 'offset' }, numbered(10_000).send)).toHaveLength(10_000);
  });

  describe('a list that is too long for pages', () => {
    const ends = { first: {}, last: { sort_order: 'desc' } };
    const both = { paging: 'offset', ends, cursorBeyondLimit: true } as const;

    /** The same list, from its other end where `desc` is asked for; `gone` of it are missing in that order. */
    function turned(count: number, gone: readonly number[] = []) {
      const asked: Query[] = [];
      return {
        asked,
        async send(query: Query) {
          asked.push(query);
          if (query.page === undefined) return reply({ triggers: items(1, 7), meta: { has_more: false } });
          const all = items(1, count).filter(({ id }) => query.sort_order === undefined || !gone.includes(id));
          if (query.sort_order === 'desc') all.reverse();
          const from = (Number(query.page) - 1) * 100;
          if (from >= 10_000) throw new Error('too deep');
          return reply({ triggers: all.slice(from, from + 100), count, next_page: from + 100 < count ? 'next' : null });
        },
      };
    }

    test.each([10_001, 10_100, 14_037, 20_000])('%i records are read from both ends', async (count) => {
      const source = turned(count);
      expect(await ids(both, source.send)).toEqual(items(1, count).map(({ id }) => id));
      expect(source.asked).toHaveLength(Math.ceil(count / 100));
      expect(source.asked.filter(({ sort_order }) => sort_order === 'desc')).toHaveLength(Math.ceil(count / 100) - 100);
    });

    test('one that is not whole that way, or longer than both ends reach, is read by cursor', async () => {
      expect(await ids(both, turned(10_150, [10_020]).send)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(await ids(both, turned(20_001).send)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      const error = await errorOf(ids({ ...both, cursorBeyondLimit: false }, turned(20_001).send));
      expect(error.message).toContain('has 20001 records');
    });
  });

  test('more than 10,000 records are read by cursor where that is allowed', async () => {
    const source = numbered(10_001);
    const found = await ids({ paging: 'offset', cursorBeyondLimit: true }, async (query) =>
      query.page === undefined ? reply({ triggers: items(1, 7), meta: { has_more: false } }) : await source.send(query),
    );
    expect(found).toHaveLength(7);
  });

  test('a page that fails fails the list', async () => {
    const source = numbered(500);
    const list = ids({ paging: 'offset' }, async (query) => {
      if (query.page === 3) throw new Error('page 3 is lost');
      return await source.send(query);
    });
    await expect(list).rejects.toThrow('page 3 is lost');
  });

  test('a list that moves while it is read is read again', async () => {
    let moved = false;
    const before = numbered(150);
    const after = numbered(149);
    const found = await ids({ paging: 'offset' }, async (query) => {
      const source = moved ? after : before;
      moved = true;
      return await source.send(query);
    });
    expect(found).toHaveLength(149);
    expect(after.asked).toHaveLength(3);
  });

  test('a list that never stands still gives everything that was seen, once', async () => {
    let calls = 0;
    const found = await ids({ paging: 'offset' }, async (query) => {
      calls += 1;
      const first = query.page === 1;
      return reply({
        triggers: first ? items(1, 100) : items(100, 149 + calls),
        count: 150 + calls,
        next_page: first ? 'x' : null,
      });
    });
    expect(found).toEqual([...new Set(found)]);
    expect(found).toHaveLength(155);
  });
});

describe('a reply', () => {
  test('without the list is an error', async () => {
    for (const body of [undefined, null, [], {}, { triggers: null }, { triggers: ['x'] }]) {
      expect(await errorOf(ids({ paging: 'unpaged' }, async () => reply(body)))).toMatchObject({ kind: 'bad_reply' });
    }
  });

  test('is shown with what comes beside the items', async () => {
    const seen: unknown[] = [];
    const send = async () => reply({ triggers: items(1, 1), users: [{ id: 5 }] });
    await listAll({ ...spec, paging: 'unpaged', onPage: (body) => seen.push(body.users) }, send);
    expect(seen).toEqual([[{ id: 5 }]]);
  });
});
