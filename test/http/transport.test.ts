import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createTrace } from '../../src/http/trace.ts';
import { createTransport } from '../../src/http/transport.ts';
import { drop, json, startServer } from './server.ts';
import { create, errorOf, read, transportTo, update } from './support.ts';

const once = { retry: { tries: 1, refusals: 1, baseMs: 1, capMs: 1 } } as const;

describe('errors by status', () => {
  const notFound = { error: 'RecordNotFound', description: 'Not found' };
  const cases = [
    [400, { errors: [{ code: 'BadRequest', title: 'Bad', detail: 'page must be an integer' }] }, 'invalid', 'refused'],
    [401, { error: "Couldn't authenticate you" }, 'auth', 'refused'],
    [403, { error: { title: 'Forbidden', message: 'contact the account owner' } }, 'forbidden', 'refused'],
    [404, notFound, 'not_found', 'refused'],
    [404, { error: 'InvalidEndpoint', description: 'Not found' }, 'no_endpoint', 'refused'],
    [409, { error: 'DatabaseConflict' }, 'conflict', 'refused'],
    [422, { error: 'RecordInvalid', description: 'Record validation errors', details: {} }, 'invalid', 'refused'],
    [429, { error: 'TooManyJobs' }, 'rate_limited', 'refused'],
    [500, { error: 'InternalError' }, 'server', 'unknown'],
    [503, {}, 'server', 'unknown'],
  ] as const;
  for (const [status, body, kind, outcome] of cases) {
    test(`a write answered ${status} ${JSON.stringify(body).slice(0, 30)} is ${kind} and ${outcome}`, async () => {
      const server = await startServer((_asked, response) => json(response, body, status, { 'x-request-id': 'r1' }));
      const error = await errorOf(transportTo(server.url, once).send(create));
      expect(error).toMatchObject({ kind, outcome, status, requestId: 'r1', system: 'zendesk', path: create.path });
    });
  }

  test('a failed read is never unknown', async () => {
    const server = await startServer((_asked, response) => json(response, {}, 500));
    expect(await errorOf(transportTo(server.url, once).send(read))).toMatchObject({ outcome: 'not_sent' });
  });

  test('a page with status 403 does not pass for a missing permission', async () => {
    const server = await startServer((_asked, response) => {
      response.writeHead(403, { 'content-type': 'text/html' });
      response.end('<html><title>Blocked</title></html>');
    });
    expect(await errorOf(transportTo(server.url).send(read))).toMatchObject({ kind: 'bad_reply', status: 403 });
  });
});

describe('replies that are not data', () => {
  test('HTML for JSON is a bad reply with its first words', async () => {
    const server = await startServer((_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><style>x</style><body>Please <b>sign in</b></body></html>');
    });
    const error = await errorOf(transportTo(server.url).send(read));
    expect(error).toMatchObject({ kind: 'bad_reply', outcome: 'not_sent', status: 200 });
    expect(error.message).toContain('text/html where data was expected: Please sign in');
    expect(server.asked).toHaveLength(1);
  });

  test('broken JSON after a write leaves its outcome unknown', async () => {
    const server = await startServer((_asked, response) => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end('{"trigger": {"id":');
    });
    expect(await errorOf(transportTo(server.url).send(create))).toMatchObject({
      kind: 'bad_reply',
      outcome: 'unknown',
    });
  });

  for (const zipped of [false, true]) {
    test(`a body that is cut off${zipped ? ' while compressed' : ''} is a bad reply`, async () => {
      const server = await startServer((_asked, response) => {
        const body = Buffer.from(JSON.stringify({ trigger: { id: 1, text: 'x'.repeat(5000) } }));
        const bytes = zipped ? gzipSync(body) : body;
        response.writeHead(201, {
          'content-type': 'application/json',
          'content-length': bytes.length,
          ...(zipped ? { 'content-encoding': 'gzip' } : {}),
        });
        response.write(bytes.subarray(0, 30));
        setTimeout(() => drop(response), 20);
      });
      const error = await errorOf(transportTo(server.url).send(create));
      expect(error).toMatchObject({ kind: 'bad_reply', outcome: 'unknown', status: 201 });
      expect(error.message).toContain('cut off');
      expect(server.asked).toHaveLength(1);
    });
  }

  test('a reply beyond the size cap is refused, however small it was on the wire', async () => {
    const server = await startServer((_asked, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify({ text: 'x'.repeat(200_000) })));
    });
    const error = await errorOf(transportTo(server.url, { maxBytes: 100_000 }).send(read));
    expect(error).toMatchObject({ kind: 'bad_reply' });
    expect(error.message).toContain('larger');
  });

  test('a reply without a body has none', async () => {
    const server = await startServer((_asked, response) => {
      response.writeHead(204);
      response.end();
    });
    const reply = await transportTo(server.url).send({ method: 'DELETE', path: '/api/v2/triggers/7', write: true });
    expect(reply).toMatchObject({ status: 204, body: undefined });
  });
});

describe('no reply', () => {
  test('a host that cannot be reached was not sent to, even for a write', async () => {
    const error = await errorOf(transportTo('http://127.0.0.1:1', once).send(create));
    expect(error).toMatchObject({ kind: 'network', outcome: 'not_sent', status: 0 });
  });

  test('a lost reply leaves a write unknown', async () => {
    const server = await startServer((_asked, response) => drop(response));
    expect(await errorOf(transportTo(server.url).send(create))).toMatchObject({ kind: 'network', outcome: 'unknown' });
    expect(server.asked).toHaveLength(1);
  });

  test('a reply that does not come in time is a timeout', async () => {
    const server = await startServer(() => {});
    const transport = transportTo(server.url, { timeoutMs: 60, ...once });
    expect(await errorOf(transport.send(create))).toMatchObject({ kind: 'timeout', outcome: 'unknown' });
    expect(await errorOf(transport.send(read))).toMatchObject({ kind: 'timeout', outcome: 'not_sent' });
  });

  test('a body that never ends is a timeout too', async () => {
    const server = await startServer((_asked, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    });
    expect(await errorOf(transportTo(server.url, { timeoutMs: 60, ...once }).send(read))).toMatchObject({
      kind: 'timeout',
    });
  });

  test('an interruption ends a request that is under way', async () => {
    const server = await startServer(() => {});
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 30);
    const error = await errorOf(transportTo(server.url).send({ ...create, signal: stop.signal }));
    expect(error).toMatchObject({ kind: 'network', outcome: 'unknown' });
  });

  test('an interruption before sending sends nothing', async () => {
    const server = await startServer((_asked, response) => json(response, {}));
    const error = await errorOf(transportTo(server.url).send({ ...create, signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ outcome: 'not_sent' });
    expect(server.asked).toHaveLength(0);
  });
});

describe('where requests may go', () => {
  test('a redirect is not followed and its host is named', async () => {
    const other = await startServer((_asked, response) => json(response, {}));
    const server = await startServer((_asked, response) => {
      response.writeHead(302, { location: `${other.url}/api/v2/triggers` });
      response.end();
    });
    const error = await errorOf(transportTo(server.url).send(read));
    expect(error).toMatchObject({ kind: 'refused_redirect', status: 302 });
    expect(error.message).toContain(`127.0.0.1:${other.port}`);
    expect(other.asked).toHaveLength(0);
  });

  test('plain http is for this machine only', async () => {
    expect(() => createTransport({ system: 'zendesk', baseUrl: 'http://acme.zendesk.com' })).toThrow(/in the clear/);
    expect(() => createTransport({ system: 'zendesk', baseUrl: 'http://127.0.0.1.evil.example' })).toThrow();
    expect(() => createTransport({ system: 'zendesk', baseUrl: 'https://user:pw@acme.zendesk.com' })).toThrow(
      /password/,
    );
    for (const host of ['127.0.0.1', '[::1]', 'localhost', 'acme.localhost']) {
      createTransport({ system: 'zendesk', baseUrl: `http://${host}:1` });
    }
    const transport = transportTo('http://127.0.0.1:1');
    await expect(transport.send({ ...read, base: 'http://acme.zendesk.com' })).rejects.toThrow(/in the clear/);
  });

  test('names below .localhost are this machine without being looked up', async () => {
    const server = await startServer((_asked, response) => json(response, { ok: 1 }));
    const reply = await transportTo(`http://acme-uk.localhost:${server.port}`).send(read);
    expect(reply.body).toEqual({ ok: 1 });
    expect(server.asked[0]?.headers.host).toBe(`acme-uk.localhost:${server.port}`);
  });

  test('proxies of the environment are ignored', async () => {
    const proxy = await startServer((_asked, response) => json(response, { proxied: true }));
    const server = await startServer((_asked, response) => json(response, { proxied: false }));
    process.env.http_proxy = proxy.url;
    try {
      expect((await transportTo(server.url).send(read)).body).toEqual({ proxied: false });
    } finally {
      delete process.env.http_proxy;
    }
  });

  for (const path of ['//evil.example/x', '/api/../admin', '/api/v2/a?b=c', 'api/v2', '/api/v2/a\\b']) {
    test(`the path ${path} is not sent`, async () => {
      const error = await errorOf(transportTo('http://127.0.0.1:1').send({ ...read, path }));
      expect(error).toMatchObject({ kind: 'invalid', outcome: 'not_sent' });
    });
  }
});

describe('what is sent', () => {
  test('a request carries JSON, its query and the headers', async () => {
    const server = await startServer((_asked, response) => json(response, { a: 1 }, 201, { 'X-Thing': 'yes' }));
    const reply = await transportTo(server.url, { headers: { 'x-mine': '1' } }).send({
      ...create,
      query: { 'role[]': ['agent', 'admin'], 'page[size]': 100, none: undefined },
    });
    expect(reply).toMatchObject({ status: 201, body: { a: 1 } });
    expect(reply.headers['x-thing']).toBe('yes');
    const asked = server.asked[0];
    expect(asked?.url.search).toBe('?role%5B%5D=agent&role%5B%5D=admin&page%5Bsize%5D=100');
    expect(JSON.parse(asked?.body ?? '')).toEqual(create.body);
    expect(asked?.headers).toMatchObject({ 'content-type': 'application/json', 'x-mine': '1' });
  });

  test('bytes and forms go as they are', async () => {
    const server = await startServer((_asked, response) => json(response, {}));
    const transport = transportTo(server.url);
    await transport.send({ ...create, body: new TextEncoder().encode('bytes') });
    const form = new FormData();
    form.set('file', new Blob(['content']), 'a.txt');
    await transport.send({ ...create, body: form });
    expect(server.asked[0]).toMatchObject({ body: 'bytes' });
    expect(server.asked[1]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(server.asked[1]?.body).toContain('filename="a.txt"');
  });

  test('connections are kept alive', async () => {
    const ports = new Set<number | undefined>();
    const server = await startServer((_asked, response) => {
      ports.add(response.socket?.remotePort);
      json(response, {});
    });
    const transport = transportTo(server.url);
    for (let index = 0; index < 5; index += 1) await transport.send(read);
    expect(ports.size).toBe(1);
    transport.close();
  });

  test('each request is traced and counted, repetitions too', async () => {
    const server = await startServer((_asked, response, number) => json(response, {}, number === 1 ? 500 : 200));
    const lines: string[] = [];
    const trace = createTrace((line) => lines.push(line));
    await transportTo(server.url, { trace }).send({ ...update, query: { a: 'b' } });
    expect(trace.requests()).toBe(2);
    expect(trace.replies(500)).toBe(1);
    expect(lines[1]).toMatch(/^zendesk PUT \/api\/v2\/triggers\/7\?a=b 200 \d+ ms$/);
  });
});
