import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { make, open } from './client.ts';

const PATH = '/targets';
const MAIL = { title: 'Depot', type: 'email_target', email: 'depot@acme.example', subject: 'Ticket {{ticket.id}}' };

test('a mail target needs a title, an address and a subject; titles may repeat', async () => {
  const client = await open();
  const made = await make(client, PATH, 'target', MAIL);
  expect(made).toEqual({ ...MAIL, active: true, id: made.id, url: made.url, created_at: made.created_at });
  expect((await make(client, PATH, 'target', MAIL)).id).not.toBe(made.id);
  const bad: Attributes[] = [{ title: ' ' }, { email: '' }, { email: 'nobody' }, { subject: '' }, { type: '' }];
  for (const part of bad) {
    const answer = await client.send('POST', PATH, { target: { ...MAIL, ...part } });
    expect([part, answer.status]).toEqual([part, 422]);
  }
});

test('no other type can be made, and none can become another', async () => {
  const client = await open();
  const other = { ...MAIL, type: 'http_target', target_url: 'https://x.example', method: 'post' };
  expect((await client.send('POST', PATH, { target: other })).status).toBe(422);
  const made = await make(client, PATH, 'target', MAIL);
  expect((await client.send('PUT', `${PATH}/${made.id}`, { target: { type: 'http_target' } })).status).toBe(422);
  const off = await client.send('PUT', `${PATH}/${made.id}`, { target: { active: false, subject: 'Other' } });
  expect(off.one('target')).toMatchObject({ active: false, subject: 'Other', email: MAIL.email });
  expect((await client.send('DELETE', `${PATH}/${made.id}`)).status).toBe(204);
  expect((await client.get(`${PATH}/${made.id}`)).status).toBe(404);
});

test('the password of an older target is taken and never shown', async () => {
  const client = await open();
  const old = client.sandbox.control.inject('targets', {
    title: 'Old',
    type: 'http_target',
    target_url: 'https://x.example',
    password: 'hidden-1',
  });
  const path = `${PATH}/${old.id}`;
  expect((await client.get(path)).one('target').password).toBeNull();
  const target = { password: 'hidden-2', username: 'u' };
  const changed = await client.send('PUT', path, { target });
  expect(changed.one('target')).toMatchObject({ username: 'u', password: null });
  expect(changed.source + (await client.get(PATH)).source).not.toContain('hidden-');
});
