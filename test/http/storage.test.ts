import { expect, test } from 'vitest';
import { createWire } from '../../src/http/exchange.ts';
import { fetchFile, type StoredFile, storeFile } from '../../src/http/storage.ts';
import { createTrace } from '../../src/http/trace.ts';
import { startServer } from './server.ts';
import { errorOf } from './support.ts';

const wire = createWire({ timeoutMs: 5_000, maxBytes: 1024 });
const lines: string[] = [];
const trace = createTrace((line) => lines.push(line));
const file = (url: string): StoredFile => ({
  system: 'zendesk',
  method: 'PUT',
  url,
  headers: { 'Content-Type': 'image/png', 'X-Amz-Server-Side-Encryption': 'AES256' },
  body: new Uint8Array([1, 2, 3]),
});

test('a file goes with the headers asked for and no others of ours; its address is in no line of the trace', async () => {
  const server = await startServer((_asked, response) => void response.end('<xml>taken</xml>'));
  await storeFile(file(`${server.url}/20/hero?X-Amz-Signature=0815&x=%2F`), wire, trace);
  const [asked] = server.asked;
  expect(asked?.url.search).toBe('?X-Amz-Signature=0815&x=%2F');
  expect(asked?.headers).toMatchObject({ 'content-type': 'image/png', 'x-amz-server-side-encryption': 'AES256' });
  expect(asked?.headers.authorization).toBeUndefined();
  expect(asked?.body).toBe('\u0001\u0002\u0003');
  expect(lines.join()).toContain(`the storage at 127.0.0.1:${server.port}`);
  expect(lines.join()).not.toMatch(/0815|hero/);
});

test('what the storage says decides whether the file may be there; its address is in no message', async () => {
  const server = await startServer((asked, response) => {
    response.statusCode = Number(asked.url.pathname.slice(1));
    response.end();
  });
  const refused = await errorOf(storeFile(file(`${server.url}/403?sig=0815`), wire, trace));
  expect([refused.outcome, refused.message]).toEqual([
    'refused',
    expect.stringContaining('does not take the file (403)'),
  ]);
  expect((await errorOf(storeFile(file(`${server.url}/503?sig=0815`), wire, trace))).outcome).toBe('unknown');
  // Redirects are followed nowhere.
  const elsewhere = await errorOf(storeFile(file(`${server.url}/302?sig=0815`), wire, trace));
  expect(elsewhere.outcome).toBe('refused');
  for (const { message, path } of [refused, elsewhere]) expect(message + path).not.toContain('0815');
});

test('an address that is none, or not safe, gets no file', async () => {
  for (const url of ['nowhere', 'https://user:secret@storage.example/x', 'http://storage.example/x?sig=0815']) {
    const error = await errorOf(storeFile(file(url), wire, trace));
    expect(error.outcome).toBe('not_sent');
    expect(error.message).not.toMatch(/secret|0815/);
  }
});

test('a file comes as it is, without credentials, and its address is told nobody', async () => {
  const bytes = Buffer.from(Uint8Array.from({ length: 256 }, (_, index) => index));
  const server = await startServer((asked, response) => {
    response.statusCode = asked.url.pathname === '/file' ? 200 : Number(asked.url.pathname.slice(1));
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.setHeader('location', '/file');
    response.end(bytes);
  });
  const fetched = (path: string) => fetchFile({ system: 'zendesk', url: `${server.url}${path}?sig=4711` }, wire, trace);
  expect((await fetched('/file')).body).toEqual(bytes);
  expect(server.asked[0]?.headers.authorization).toBeUndefined();
  const refused = await errorOf(fetched('/403'));
  const failed = await errorOf(fetched('/503'));
  const elsewhere = await errorOf(fetched('/302'));
  expect([refused, failed, elsewhere].map(({ outcome, transient }) => [outcome, transient])).toEqual([
    ['refused', false],
    ['not_sent', true],
    ['refused', false],
  ]);
  expect(server.asked).toHaveLength(4);
  for (const { message, path } of [refused, failed, elsewhere]) expect(message + path).not.toContain('4711');
  expect(lines.join()).not.toContain('4711');
});

test('a file that is larger than there is room for is given up', async () => {
  const server = await startServer((_asked, response) => void response.end(Buffer.alloc(2000)));
  const error = await errorOf(fetchFile({ system: 'zendesk', url: `${server.url}/x?sig=4711` }, wire, trace));
  expect(error.message).toContain('larger than this program accepts');
  expect(error.message).not.toContain('4711');
});
