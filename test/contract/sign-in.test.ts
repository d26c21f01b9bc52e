import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, client, ended } from '../kit/cli.ts';
import { decide } from '../kit/person.ts';
import { spec } from '../kit/spec.ts';
import { describeContract, judge, problemsIn } from './contracts.ts';
import type { Verdict } from './judge.ts';
import { type RecordingProxy, startProxy } from './proxy.ts';

describeContract('a person who signs in, looks around, renews and signs out', () => {
  let me: Client;
  let proxy: RecordingProxy;
  let verdicts: readonly Verdict[] = [];
  const ends: string[] = [];

  beforeAll(async () => {
    me = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
    proxy = await startProxy(me.sandbox.url);
    const env = { ZENDESK_OAUTH_TOKEN: '', SUPPORTCTL_ZENDESK_URL: proxy.zendeskUrl };
    await signIn(env);
    await run(env, 'doctor');
    const file = join('.config/supportctl/logins.json');
    const text = await readFile(join(me.folder, file), 'utf8');
    await me.write({ [file]: text.replace(/"renewAt": \d+/, '"renewAt": 0') });
    await run(env, 'plan');
    await run(env, 'logout');
    verdicts = proxy.exchanges.map((exchange) => judge().judgeExchange(exchange));
  }, 60_000);

  afterAll(async () => {
    await proxy?.close();
    await me?.close();
  });

  async function run(env: Readonly<Record<string, string>>, ...args: string[]): Promise<void> {
    const { code, all } = await me.runWith({ env }, ...args);
    if (code !== 0) ends.push(`${args.join(' ')} ended with ${code}:\n${all}`);
  }

  /** The browser's part goes to the sandbox itself: pages are no part of the API. */
  async function signIn(env: Readonly<Record<string, string>>): Promise<void> {
    const child = me.startWith(env, 'login', '--client-id', 'sandbox-public', '--paste');
    const end = ended(child);
    const url = await new Promise<URL>((resolve) => {
      child.stderr?.on('data', (chunk) => {
        const found = /^ {2}(http\S+)$/m.exec(String(chunk))?.[1];
        if (found !== undefined) resolve(new URL(found));
      });
    });
    const page = `${me.sandbox.zendeskUrl.replace('{subdomain}', 'acme')}/oauth/authorizations/new${url.search}`;
    child.stdin?.end(`${await decide(page, { allow: 'owner' })}\n`);
    const { code, all } = await end;
    if (code !== 0) ends.push(`login ended with ${code}:\n${all}`);
  }

  test('every command ends well, and every exchange is as the documents say', () => {
    expect(ends.join('\n')).toBe('');
    expect(problemsIn(verdicts)).toEqual([]);
    const used = new Set(verdicts.map(({ operation }) => operation));
    for (const operation of ['POST /oauth/tokens', 'GET /api/v2/oauth/tokens/current', 'GET /api/v2/users/me']) {
      expect([...used]).toContain(operation);
    }
    expect([...used].filter((operation) => operation.startsWith('DELETE /api/v2/oauth/tokens/'))).toHaveLength(1);
  });
});
