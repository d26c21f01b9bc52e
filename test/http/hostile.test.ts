/** What a host may send to harm whoever asks: endless, huge, slow, malformed, or pointing elsewhere. */
import { createServer } from 'node:net';
import { createBrotliCompress, createDeflate, createGzip } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createZendeskClient } from '../../src/providers/zendesk/client.ts';
import { json, startServer } from './server.ts';
import { create, errorOf, read, transportTo } from './support.ts';

const once = { retry: { tries: 1, refusals: 1, baseMs: 1, capMs: 1 } } as const;
const JSON_TYPE = { 'content-type': 'application/json' } as const;

describe('too much', () => {
  test.each([
    { encoding: 'gzip', pack: createGzip },
    { encoding: 'deflate', pack: createDeflate },
    { encoding: 'br', pack: createBrotliCompress },
  ])('a $encoding reply that unpacks without end is cut at the limit', async ({ encoding, pack }) => {
    let sent = 0;
    const server = await startServer((_asked, response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': encoding });
      const packed = pack();
      packed.pipe(response);
      response.on('close', () => packed.destroy());
      const zeros = Buffer.alloc(1024 * 1024);
      const more = (): void => {
        if (packed.destroyed) return;
        sent += 1;
        packed.write(zeros, () => setImmediate(more));
      };
      more();
    });
    const error = await errorOf(transportTo(server.url, { ...once, maxBytes: 8 * 1024 * 1024 }).send(read));
    expect(error).toMatchObject({ kind: 'bad_reply', outcome: 'not_sent' });
    expect(error.message).toContain('larger than this program accepts (8 MB when unpacked)');
    // What was packed on the way is more than what was taken, but no multiple of it beyond buffers.
    expect(sent).toBeLessThan(400);
  });

  test('what is nested too deeply to be read is broken JSON, not a fault of ours', async () => {
    const server = await startServer((_asked, response) => {
      response.writeHead(200, JSON_TYPE);
      response.end(`{"triggers": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`);
    });
    const error = await errorOf(transportTo(server.url, once).send(read));
    expect(error).toMatchObject({ kind: 'bad_reply' });
    expect(error.message.length).toBeLessThan(400);
  });

  test('headers without end', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n');
        const more = (): void => {
          if (!socket.destroyed) socket.write(`x-filler: ${'x'.repeat(4_000)}\r\n`, () => setImmediate(more));
        };
        more();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const error = await errorOf(transportTo(`http://127.0.0.1:${port}`).send(read));
    expect(error).toMatchObject({ kind: 'bad_reply', outcome: 'not_sent' });
    expect(error.message).toContain('headers are too large');
  });

  test('what is no HTTP at all', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const error = await errorOf(transportTo(`http://127.0.0.1:${port}`).send(create));
    expect(error).toMatchObject({ kind: 'bad_reply', outcome: 'unknown' });
    expect(error.message).toContain('does not answer in proper HTTP');
  });
});

test('a reply that trickles is ended by the time for the whole of it', async () => {
  const server = await startServer((_asked, response) => {
    response.writeHead(200, JSON_TYPE);
    const timer = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(timer));
  });
  const error = await errorOf(transportTo(server.url, { ...once, timeoutMs: 100 }).send(read));
  expect(error).toMatchObject({ kind: 'timeout' });
  expect(error.message).toContain('within 0.1 s');
});

describe('elsewhere', () => {
  test.each([301, 302, 303, 307, 308])('a redirect %i to another host takes no credential along', async (status) => {
    const thief = await startServer((_asked, response) => json(response, { ok: true }));
    const server = await startServer((_asked, response) => {
      response.writeHead(status, { location: `${thief.url}/api/v2/triggers` });
      response.end();
    });
    const auth = { header: async () => 'Bearer a-token-of-ours' };
    for (const request of [read, create]) {
      const error = await errorOf(transportTo(server.url, { auth, ...once }).send(request));
      expect(error.kind).toBe('refused_redirect');
    }
    expect(thief.asked).toEqual([]);
  });

  test('pages are asked for where the list is, whatever host and cursor a reply names', async () => {
    const thief = await startServer((_asked, response) => json(response, {}));
    const cursor = `${thief.url}/?a=b&page[size]=1#../../..`;
    const server = await startServer((asked, response) => {
      const more = asked.url.searchParams.get('page[after]') === null;
      json(response, {
        triggers: [{ id: more ? 1 : 2 }],
        meta: { has_more: more, after_cursor: cursor },
        links: { next: `${thief.url}/api/v2/triggers` },
        next_page: null,
      });
    });
    const client = createZendeskClient({
      env: { SUPPORTCTL_ZENDESK_URL: server.url },
      subdomain: 'acme',
      credential: { type: 'token', token: 'a-token-of-ours' },
    });
    const found = await client.list({ path: '/api/v2/triggers', key: 'triggers', paging: 'cursor' });
    expect(found).toHaveLength(2);
    expect(server.asked[1]?.url.searchParams.get('page[after]')).toBe(cursor);
    expect(thief.asked).toEqual([]);
  });

  test('pages by number are counted, not followed', async () => {
    const thief = await startServer((_asked, response) => json(response, {}));
    const server = await startServer((asked, response) => {
      const page = Number(asked.url.searchParams.get('page'));
      const next = page === 1 ? `${thief.url}/api/v2/triggers?page=2` : null;
      json(response, { triggers: [{ id: page }], count: 2, next_page: next });
    });
    const client = createZendeskClient({
      env: { SUPPORTCTL_ZENDESK_URL: server.url },
      subdomain: 'acme',
      credential: { type: 'token', token: 'a-token-of-ours' },
    });
    expect(await client.list({ path: '/api/v2/triggers', key: 'triggers', paging: 'offset' })).toHaveLength(2);
    expect(thief.asked).toEqual([]);
  });
});

test('a limit that claims to end in years holds nothing up for longer than any limit does', async () => {
  let waited = 0;
  const server = await startServer((_asked, response, number) => {
    const spent = { 'x-rate-limit': '1', 'x-rate-limit-remaining': '0', 'ratelimit-reset': '999999999' };
    json(response, { number }, 200, spent);
  });
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      waited += ms;
      now += ms;
    },
    random: () => 0,
  };
  const transport = transportTo(server.url, { clock });
  await transport.send(read);
  await transport.send(read);
  expect(waited).toBeLessThanOrEqual(1_800_000);
});
