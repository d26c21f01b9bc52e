import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { object, parseJson, text } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

async function upload(client: Client, path: string, content: string, filename?: string) {
  const form = new FormData();
  form.set('attachment', new Blob([content], { type: 'text/plain' }), 'sent.txt');
  if (filename !== undefined) form.set('filename', filename);
  const base = client.sandbox.zendeskUrl.replace('{subdomain}', 'acme');
  const headers = { authorization: 'Bearer sandbox-token' };
  const reply = await fetch(`${base}/api/v2${path}`, { method: 'POST', headers, body: form });
  return { status: reply.status, one: object(object(parseJson(await reply.text())).macro_attachment) };
}

async function newMacro(client: Client, more: Attributes = {}): Promise<Attributes> {
  return make(client, '/macros', 'macro', { title: 'M', actions: [{ field: 'priority', value: 'low' }], ...more });
}

test('a macro is given a file in one step, at most five, and the file can be fetched', async () => {
  const client = await open();
  const { id } = await newMacro(client);
  const path = `/macros/${id}/attachments`;
  const made = await upload(client, path, 'hello', 'hello.txt');
  expect(made.status).toBe(201);
  expect(made.one).toMatchObject({ filename: 'hello.txt', content_type: 'text/plain', size: 5 });
  const headers = { authorization: 'Bearer sandbox-token' };
  expect(await (await fetch(text(made.one.content_url), { headers })).text()).toBe('hello');
  for (let more = 0; more < 4; more += 1) expect((await upload(client, path, 'x')).status).toBe(201);
  expect((await upload(client, path, 'x')).status).toBe(422);
  expect((await client.get(path)).many('macro_attachments')).toHaveLength(5);
  expect((await client.send('POST', path, { filename: 'nothing.txt' })).status).toBe(422);
});

test('files that wait are associated by a write of the macro, and go with it', async () => {
  const client = await open();
  const one = await upload(client, '/macros/attachments', 'one');
  const two = await upload(client, '/macros/attachments', 'two');
  const { id } = await newMacro(client, { attachments: [one.one.id ?? 0] });
  const names = async () =>
    (await client.get(`/macros/${id}/attachments`)).many('macro_attachments').map((row) => row.id);
  expect(await names()).toEqual([one.one.id]);
  await client.send('PUT', `/macros/${id}`, { macro: { attachments: [two.one.id ?? 0] } });
  expect(await names()).toEqual([two.one.id]);
  await client.send('PUT', `/macros/${id}`, { macro: { title: 'N' } });
  expect(await names()).toEqual([two.one.id]);
  expect((await client.send('PUT', `/macros/${id}`, { macro: { attachments: [1] } })).status).toBe(422);
  await client.send('DELETE', `/macros/${id}`);
  expect((await client.get(`/macros/attachments/${two.one.id}`)).status).toBe(404);
  expect((await client.get(`/macros/attachments/${one.one.id}`)).status).toBe(200);
});
