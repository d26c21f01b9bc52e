import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { make, open } from './client.ts';

const GROUP = { group: { name: 'Tier 1' } };

test('an error before the commit leaves nothing behind, one after it leaves the object', async () => {
  const client = await open();
  const { control } = client.sandbox;
  control.addFaults([{ match: { write: true }, times: 1, action: { status: 503, when: 'before' } }]);
  control.addFaults([
    { match: { write: true, nth: 2 }, action: { status: 502, body: { error: 'gone' }, when: 'after' } },
  ]);
  expect((await client.send('POST', '/groups', GROUP)).status).toBe(503);
  expect(control.objects('groups').some((row) => row.name === 'Tier 1')).toBe(false);
  expect((await client.send('POST', '/groups', GROUP)).body).toEqual({ error: 'gone' });
  expect(control.objects('groups').some((row) => row.name === 'Tier 1')).toBe(true);
});

test('connections break before or after the commit', async () => {
  const client = await open();
  const { control } = client.sandbox;
  for (const when of ['before', 'after'] as const) {
    control.clearFaults();
    control.addFaults([{ match: { method: 'POST' }, action: { drop: when } }]);
    await expect(client.send('POST', '/groups', GROUP)).rejects.toThrow();
    expect(control.objects('groups').some((row) => row.name === 'Tier 1')).toBe(when === 'after');
  }
  expect(control.log().map((entry) => [entry.status, entry.fault])).toEqual([
    [0, 'drop-before'],
    [0, 'drop-after'],
  ]);
});

test('a body can be cut off, replaced by HTML, or say that nothing was saved', async () => {
  const client = await open();
  const { control } = client.sandbox;
  control.addFaults([{ match: { path: '^/api/v2/groups' }, times: 1, action: { cut: true } }]);
  await expect(client.get('/groups')).rejects.toThrow();
  control.addFaults([{ match: { path: '^/api/v2/brands' }, action: { html: true } }]);
  const page = await client.get('/brands');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  control.addFaults([{ match: { method: 'POST' }, action: { ok_with_errors: true } }]);
  const saved = await client.send('POST', '/groups', GROUP);
  expect([saved.status, saved.one('group')]).toEqual([200, {}]);
  expect(control.objects('groups').some((row) => row.name === 'Tier 1')).toBe(false);
});

test('a list that lags behind shows an article that was archived, with its text', async () => {
  const client = await open();
  const [article] = (await client.get('/help_center/articles')).many('articles');
  client.sandbox.control.addFaults([{ match: { write: true }, times: 1, action: { stale: 60_000 } }]);
  expect((await client.send('DELETE', `/help_center/articles/${article?.id}`)).status).toBe(204);
  const listed = (await client.get('/help_center/articles')).many('articles');
  expect(listed.find(({ id }) => id === article?.id)).toMatchObject({ title: article?.title });
  expect((await client.get(`/help_center/articles/${article?.id}`)).status).toBe(404);
});

test('lists can lag behind a write while single objects do not', async () => {
  const client = await open();
  client.sandbox.control.addFaults([{ match: { write: true }, times: 1, action: { stale: 60_000 } }]);
  const group = await make(client, '/groups', 'group', { name: 'Tier 1' });
  const listed = async () => (await client.get('/groups')).many('groups').some((row) => row.id === group.id);
  expect([await listed(), (await client.get(`/groups/${group.id}`)).status]).toEqual([false, 200]);
  client.sandbox.control.advance(61_000);
  expect(await listed()).toBe(true);
});

test('delays add up, and rules count only the requests that they match', async () => {
  const client = await open();
  const { control } = client.sandbox;
  control.addFaults([
    { match: { system: 'zendesk' }, action: { delay: 30 } },
    { match: { system: 'zendesk', nth: 2 }, action: { rate_limit: 7 } },
  ]);
  expect((await client.get('/groups')).status).toBe(200);
  await client.slack('auth.test');
  const limited = await client.get('/groups');
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  expect(control.log().map((entry) => entry.fault)).toEqual(['delay', undefined, 'delay+rate-limit']);
});

test('the client itself can be killed at a write', async () => {
  const client = await open();
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const ended = once(child, 'exit');
  client.sandbox.control.addFaults([{ match: { write: true }, pid: child.pid ?? 0, action: { kill: 'after' } }]);
  await expect(client.send('POST', '/groups', GROUP)).rejects.toThrow();
  expect((await ended)[1]).toBe('SIGKILL');
  expect(client.sandbox.control.objects('groups').some((row) => row.name === 'Tier 1')).toBe(true);
});

test('rules can be ordered and cleared over HTTP', async () => {
  const client = await open();
  const added = await client.control('POST', '/faults', [{ match: { method: 'GET' }, action: { status: 500 } }]);
  expect(added.body).toEqual({ added: 1 });
  expect((await client.get('/groups')).status).toBe(500);
  expect((await client.control('GET', '/faults')).source).toContain('"struck":1');
  await client.control('DELETE', '/faults');
  expect((await client.get('/groups')).status).toBe(200);
  expect((await client.control('POST', '/faults', { match: {} })).status).toBe(400);
  expect((await client.control('POST', '/faults', { match: { path: '(' }, action: { status: 500 } })).status).toBe(400);
});
