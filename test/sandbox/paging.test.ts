import { expect, test } from 'vitest';
import { object } from '../../src/sandbox/json.ts';
import { open } from './client.ts';

test('cursor pages reach every object once, and has_more ends them', async () => {
  const client = await open();
  client.sandbox.control.bulk({ groups: 25 });
  const seen: unknown[] = [];
  let path = '/groups?page[size]=10';
  for (let page = 0; page < 10; page += 1) {
    const answer = await client.get(path);
    seen.push(...answer.many('groups').map((group) => group.id));
    if (object(answer.body.meta).has_more !== true) break;
    path = `/groups?page[size]=10&page[after]=${String(object(answer.body.meta).after_cursor)}`;
  }
  expect(new Set(seen).size).toBe(29);
  expect(seen).toHaveLength(29);
});

test('a cursor keeps its place when objects before it go away', async () => {
  const client = await open();
  const first = await client.get('/triggers?page[size]=3');
  const ids = first.many('triggers').map((trigger) => trigger.id);
  await client.send('DELETE', `/triggers/${ids[0]}`);
  const second = await client.get(
    `/triggers?page[size]=100&page[after]=${String(object(first.body.meta).after_cursor)}`,
  );
  expect(second.many('triggers')).toHaveLength(8);
  expect(second.many('triggers').some((trigger) => ids.includes(trigger.id))).toBe(false);
});

test('offset pages carry count and the next page', async () => {
  const client = await open();
  const answer = await client.get('/triggers.json?per_page=4&page=2');
  expect(answer.many('triggers')).toHaveLength(4);
  expect(answer.body.count).toBe(11);
  expect(String(answer.body.next_page)).toContain('page=3');
  expect(String(answer.body.previous_page)).toContain('page=1');
});

test('offset pages stop at ten thousand records', async () => {
  const client = await open();
  expect((await client.get('/groups?page=101&per_page=100')).body.error).toBe('InvalidPaginationDepth');
});

test('cursor parameters are refused where only offset pages exist', async () => {
  const client = await open();
  const answer = await client.get('/guide/permission_groups?page[size]=10');
  expect(answer.status).toBe(400);
  expect(answer.source).toContain('page must be an integer');
});

test('a page size above one hundred and a made-up cursor are refused', async () => {
  const client = await open();
  expect((await client.get('/groups?page[size]=101')).status).toBe(400);
  expect((await client.get('/groups?page[after]=nonsense')).status).toBe(400);
});

test('ticket fields come whole by position without paging, and by id with cursors', async () => {
  const client = await open();
  const { sandbox } = client;
  sandbox.control.bulk({ ticket_fields: 120 });
  const whole = await client.get('/ticket_fields');
  expect(whole.many('ticket_fields')).toHaveLength(132);
  const last = Number(whole.many('ticket_fields').at(-1)?.id);
  await client.send('PUT', '/ticket_fields/reorder', { ticket_field_ids: [last] });
  expect((await client.get('/ticket_fields')).many('ticket_fields')[0]?.id).toBe(last);
  const page = await client.get('/ticket_fields?page[size]=100');
  const ids = page.many('ticket_fields').map((field) => Number(field.id));
  expect(ids).toEqual([...ids].sort((left, right) => left - right));
});

test('a long list is read to its end in pages of a hundred', async () => {
  const client = await open();
  client.sandbox.control.bulk({ triggers: 2500 });
  const seen = new Set<unknown>();
  let path: string | undefined = '/triggers?page[size]=100';
  while (path) {
    const answer = await client.get(path);
    for (const trigger of answer.many('triggers')) seen.add(trigger.id);
    const { has_more, after_cursor } = object(answer.body.meta);
    path = has_more === true ? `/triggers?page[size]=100&page[after]=${String(after_cursor)}` : undefined;
  }
  expect(seen.size).toBe(2511);
});
