import { afterEach, describe, expect, test } from 'vitest';
import { forgetSecrets, redact } from '../../src/http/redact.ts';
import { readZendeskCredential, type ZendeskCredential } from '../../src/http/zendesk-credentials.ts';
import { createZendeskClient, type ZendeskClient } from '../../src/providers/zendesk/client.ts';
import { type Answer, json, startServer, type TestServer } from './server.ts';
import { errorOf, quickClock } from './support.ts';

afterEach(forgetSecrets);

const oauth = { ZENDESK_OAUTH_TOKEN: 'bearer-token-1' } as const;
const client = { ZENDESK_CLIENT_ID: 'pipeline', ZENDESK_CLIENT_SECRET: 'client-secret-1' } as const;
const legacy = { ZENDESK_EMAIL: 'ops@acme.example', ZENDESK_API_TOKEN: 'legacy-token-1' } as const;

function credentialIn(env: Readonly<Record<string, string>>): ZendeskCredential {
  const credential = readZendeskCredential(env);
  if (credential === undefined) throw new Error('no credential');
  return credential;
}

function connect(url: string, env: Readonly<Record<string, string>> = oauth, today?: Date): ZendeskClient {
  return createZendeskClient({
    env: { SUPPORTCTL_ZENDESK_URL: url, ZENDESK_SUBDOMAIN: 'acme', ...env },
    credential: credentialIn(env),
    clock: quickClock(),
    ...(today === undefined ? {} : { today }),
  });
}

/** A server that gives tokens `granted-1`, `granted-2`… and otherwise answers by `answer`. */
async function tokenServer(answer: Answer, grant: Readonly<Record<string, unknown>> = {}): Promise<TestServer> {
  let tokens = 0;
  return await startServer((asked, response, number) => {
    if (asked.url.pathname !== '/oauth/tokens') return answer(asked, response, number);
    tokens += 1;
    return json(response, { access_token: `granted-${tokens}`, scope: 'read write', expires_in: 1800, ...grant });
  });
}

describe('requests', () => {
  test('go through with query, body, signature and process id', async () => {
    const server = await startServer((_asked, response) => json(response, { trigger: { id: 7 } }, 201));
    const reply = await connect(server.url).request({
      method: 'POST',
      path: '/api/v2/triggers',
      query: { include: 'a b' },
      body: { trigger: { title: 'Ü' } },
    });
    expect(reply).toMatchObject({ status: 201, body: { trigger: { id: 7 } } });
    expect(server.asked[0]?.url.href).toBe('http://localhost/api/v2/triggers?include=a%20b');
    expect(server.asked[0]).toMatchObject({ method: 'POST', body: '{"trigger":{"title":"Ü"}}' });
    expect(server.asked[0]?.headers).toMatchObject({
      authorization: 'Bearer bearer-token-1',
      'content-type': 'application/json',
      'x-supportctl-pid': `${process.pid}`,
    });
  });

  test('a 204 and a refusal come as they are', async () => {
    const server = await startServer((asked, response) => {
      if (asked.method === 'DELETE') {
        response.writeHead(204);
        response.end();
      } else json(response, { error: 'RecordInvalid', details: { title: [{ description: 'Title: taken' }] } }, 422);
    });
    const zendesk = connect(server.url);
    expect(await zendesk.request({ method: 'DELETE', path: '/api/v2/triggers/7' })).toMatchObject({ status: 204 });
    const error = await errorOf(zendesk.request({ method: 'PUT', path: '/api/v2/triggers/7', body: { trigger: {} } }));
    expect(error).toMatchObject({
      kind: 'invalid',
      outcome: 'refused',
      fields: [{ path: 'title', message: 'Title: taken' }],
    });
  });

  test('a bare PUT, a list and a form as body arrive', async () => {
    const server = await startServer((_asked, response) => json(response, {}));
    const zendesk = connect(server.url);
    await zendesk.request({ method: 'PUT', path: '/api/v2/users/me/make_primary' });
    await zendesk.request({ method: 'PUT', path: '/api/v2/list', body: [1, 2] });
    const form = new FormData();
    form.set('inline', 'true');
    await zendesk.request({ method: 'POST', path: '/api/v2/form', body: form });
    expect(server.asked.map((asked) => asked.body).slice(0, 2)).toEqual(['', '[1,2]']);
    expect(server.asked[2]?.headers['content-type']).toContain('multipart/form-data');
  });

  test('a preview by POST is no write', async () => {
    const server = await startServer((_asked, response) => json(response, {}, 500));
    const preview = { method: 'POST', path: '/api/v2/views/preview', body: {}, write: false } as const;
    expect((await errorOf(connect(server.url).request(preview))).outcome).toBe('not_sent');
  });

  test('many at once keep their own replies', async () => {
    const server = await startServer((asked, response) => json(response, { path: asked.url.pathname }));
    const zendesk = connect(server.url);
    const paths = Array.from({ length: 40 }, (_, index) => `/api/v2/triggers/${index}`);
    const replies = await Promise.all(paths.map((path) => zendesk.request({ method: 'GET', path })));
    expect(replies.map((reply) => reply.body)).toEqual(paths.map((path) => ({ path })));
    expect(zendesk.trace.requests()).toBe(40);
  });

  test('a list is read page by page', async () => {
    const server = await startServer((asked, response) => {
      const more = asked.url.searchParams.get('page[after]') === null;
      json(response, { groups: [{ id: more ? 1 : 2 }], meta: { has_more: more, after_cursor: 'c' } });
    });
    expect(await connect(server.url).list({ path: '/api/v2/groups', key: 'groups', paging: 'cursor' })).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
  });
});

describe('who we are', () => {
  test('an id, an address and a role', async () => {
    const user = { id: 360001234567, email: 'a@b.example', role: 'admin' };
    const server = await startServer((_asked, response) => json(response, { user }));
    expect(await connect(server.url).whoami()).toEqual({ id: '360001234567', email: 'a@b.example', role: 'admin' });
  });

  test('200 for nobody is an error', async () => {
    const user = { id: null, name: 'Anonymous user', role: 'end-user' };
    const server = await startServer((_asked, response) => json(response, { user }));
    expect(await errorOf(connect(server.url).whoami())).toMatchObject({ kind: 'anonymous', status: 200 });
  });
});

describe('sign-in', () => {
  test('one token serves all callers and is asked for once', async () => {
    const server = await tokenServer((_asked, response) => json(response, {}));
    const zendesk = connect(server.url, client);
    await Promise.all([1, 2, 3].map((id) => zendesk.request({ method: 'GET', path: `/api/v2/groups/${id}` })));
    const grants = server.asked.filter((asked) => asked.url.pathname === '/oauth/tokens');
    expect(grants.map((asked) => JSON.parse(asked.body))).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: 'pipeline',
        client_secret: 'client-secret-1',
        scope: 'read write',
      },
    ]);
    expect(grants[0]?.headers.authorization).toBeUndefined();
    expect(server.asked.at(-1)?.headers.authorization).toBe('Bearer granted-1');
    expect(redact('granted-1 client-secret-1')).toBe('*** ***');
  });

  test('a token that is refused is renewed once, even for a POST', async () => {
    const server = await tokenServer((asked, response) =>
      asked.headers.authorization === 'Bearer granted-1' ? json(response, {}, 401) : json(response, {}, 201),
    );
    const zendesk = connect(server.url, client);
    expect((await zendesk.request({ method: 'POST', path: '/api/v2/groups', body: {} })).status).toBe(201);
    expect(server.asked).toHaveLength(4);
  });

  test('a client whose tokens are all refused fails', async () => {
    const server = await tokenServer((_asked, response) => json(response, {}, 401));
    const error = await errorOf(connect(server.url, client).request({ method: 'GET', path: '/api/v2/groups' }));
    expect(error.kind).toBe('auth');
    expect(server.asked).toHaveLength(4);
  });

  test('a token is renewed before it runs out', async () => {
    const server = await tokenServer((_asked, response) => json(response, {}), { expires_in: 300 });
    let now = 0;
    const zendesk = createZendeskClient({
      env: { SUPPORTCTL_ZENDESK_URL: server.url, ...client },
      credential: credentialIn(client),
      clock: { now: () => now, sleep: async () => {}, random: () => 0 },
    });
    const send = () => zendesk.request({ method: 'GET', path: '/api/v2/groups' });
    await send();
    now = 230_000;
    await send();
    expect(server.asked.at(-1)?.headers.authorization).toBe('Bearer granted-1');
    now = 250_000;
    await send();
    expect(server.asked.at(-1)?.headers.authorization).toBe('Bearer granted-2');
  });

  test('a token that allows less than was asked for is refused', async () => {
    const server = await tokenServer((_asked, response) => json(response, {}), { scope: 'read' });
    const error = await errorOf(connect(server.url, client).request({ method: 'GET', path: '/api/v2/groups' }));
    expect(error).toMatchObject({ kind: 'forbidden', outcome: 'refused' });
    expect(error.message).toContain('write is missing');
    expect(error.cure).toContain('ZENDESK_SCOPE');
  });

  test('a wrong secret is said to be one, without being shown', async () => {
    const body = { error: 'invalid_client', error_description: 'client-secret-1 does not match' };
    const server = await startServer((_asked, response) => json(response, body, 401));
    const error = await errorOf(
      connect(server.url, client).request({ method: 'POST', path: '/api/v2/groups', body: {} }),
    );
    expect(error).toMatchObject({ kind: 'auth', outcome: 'refused' });
    expect(error.message).toMatch(/OAuth client "pipeline" could not sign in.*\*\*\* does not match/);
  });

  test('API tokens work, with a warning that fits the day', async () => {
    const server = await startServer((_asked, response) => json(response, {}));
    const zendesk = connect(server.url, legacy, new Date('2026-11-21'));
    await zendesk.request({ method: 'GET', path: '/api/v2/groups' });
    const sent = server.asked[0]?.headers.authorization ?? '';
    expect(Buffer.from(sent.slice(6), 'base64').toString()).toBe('ops@acme.example/token:legacy-token-1');
    expect(redact(sent)).toBe('Basic ***');
    expect(zendesk.warnings[0]).toContain(
      'cannot be created since 2026-10-27 and stop working on 2027-04-30 (in 160 days)',
    );
    const warning = (day: string) => connect(server.url, legacy, new Date(day)).warnings[0];
    expect(warning('2026-10-01')).toContain('can no longer be created from');
    expect(warning('2027-05-01')).toContain('stopped working');
    expect(connect(server.url, oauth).warnings).toEqual([]);
  });

  test('half of a credential is said to be one, and none is none', () => {
    expect(() => readZendeskCredential({ ZENDESK_CLIENT_ID: 'x' })).toThrow(
      'ZENDESK_CLIENT_ID is set and ZENDESK_CLIENT_SECRET is not.',
    );
    expect(readZendeskCredential({ ZENDESK_OAUTH_TOKEN: ' ' })).toBeUndefined();
  });

  test('a pipeline that only reads asks for that alone', async () => {
    const server = await tokenServer((_asked, response) => json(response, {}), { scope: 'read' });
    await connect(server.url, { ...client, ZENDESK_SCOPE: 'read' }).request({ method: 'GET', path: '/api/v2/groups' });
    expect(JSON.parse(server.asked[0]?.body ?? '')).toMatchObject({ scope: 'read' });
  });
});

describe('addresses', () => {
  test("a brand's host takes the place of the placeholder", async () => {
    const server = await startServer((_asked, response) => json(response, {}));
    const zendesk = connect(`http://{subdomain}.localhost:${server.port}`);
    const path = '/api/v2/help_center/categories';
    await zendesk.request({ method: 'POST', path, body: { a: 1 }, brand: 'acme-uk' });
    await zendesk.request({ method: 'GET', path });
    expect(server.asked.map((asked) => asked.headers.host)).toEqual([
      `acme-uk.localhost:${server.port}`,
      `acme.localhost:${server.port}`,
    ]);
    expect(server.asked[0]).toMatchObject({ body: '{"a":1}' });
    expect(zendesk.canReachBrand('acme-uk')).toBe(true);
    for (const brand of ['evil.example/', 'ACME', '', 'a b']) {
      expect(await errorOf(zendesk.request({ method: 'GET', path, brand }))).toMatchObject({ outcome: 'not_sent' });
    }
  });

  test('a fixed address reaches the main brand only', async () => {
    const server = await startServer((_asked, response) => json(response, {}));
    const zendesk = connect(server.url);
    expect([zendesk.canReachBrand('acme'), zendesk.canReachBrand('acme-uk')]).toEqual([true, false]);
    await zendesk.request({ method: 'GET', path: '/api/v2/help_center/categories', brand: 'acme' });
    const error = await errorOf(zendesk.request({ method: 'GET', path: '/api/v2/x', brand: 'acme-uk' }));
    expect(error.message).toContain('acme-uk');
    expect(zendesk.account).toBe('acme');
  });

  test('a subdomain must be one', () => {
    const withSubdomain = (subdomain: string) => () =>
      createZendeskClient({ env: oauth, credential: credentialIn(oauth), subdomain });
    expect(withSubdomain('acme.zendesk.com')).toThrow(/it is "acme"/);
    expect(withSubdomain('acme')).not.toThrow();
    expect(() => createZendeskClient({ env: oauth, credential: credentialIn(oauth) })).toThrow(/ZENDESK_SUBDOMAIN/);
    expect(() => connect('http://acme.zendesk.com')).toThrow(/in the clear/);
  });
});
