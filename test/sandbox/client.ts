/** A bare client for the sandbox's tests: fetch, and nothing of our own in between. */

import { onTestFinished } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/index.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { isObject, object, objects, parseJson } from '../../src/sandbox/json.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly source: string;
  readonly body: Attributes;
  /** The object below a wrapper. */
  readonly one: (wrapper: string) => Attributes;
  readonly many: (wrapper: string) => readonly Attributes[];
}

export interface Client {
  readonly sandbox: Sandbox;
  readonly get: (path: string) => Promise<Answer>;
  readonly send: (method: string, path: string, body?: Json) => Promise<Answer>;
  readonly as: (token: string | undefined) => Client;
  readonly at: (subdomain: string) => Client;
  readonly slack: (method: string, args?: Attributes, token?: string) => Promise<Attributes>;
  readonly control: (method: string, path: string, body?: Json) => Promise<Answer>;
}

export async function open(options: SandboxOptions = {}): Promise<Client> {
  const sandbox = await startSandbox({ rateLimit: 0, ...options });
  onTestFinished(() => sandbox.close());
  return clientOf(sandbox, 'sandbox-token', options.subdomain ?? 'acme');
}

function clientOf(sandbox: Sandbox, token: string | undefined, subdomain: string): Client {
  const base = sandbox.zendeskUrl.replace('{subdomain}', subdomain);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: token.startsWith('Basic ') ? token : `Bearer ${token}` }),
  };
  const send = (method: string, path: string, body?: Json) =>
    request(path === '/oauth/tokens' ? `${base}${path}` : `${base}/api/v2${path}`, method, headers, body);
  return {
    sandbox,
    send,
    get: (path) => send('GET', path),
    as: (other) => clientOf(sandbox, other, subdomain),
    at: (other) => clientOf(sandbox, token, other),
    slack: async (method, args = {}, slackToken = 'xoxb-sandbox') => {
      const form = new URLSearchParams();
      for (const [key, value] of Object.entries(args)) form.set(key, String(value));
      const reply = await fetch(`${sandbox.slackUrl}/api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slackToken}` },
        body: form,
      });
      return object(parseJson(await reply.text()));
    },
    control: (method, path, body) =>
      request(`${sandbox.url}/_sandbox${path}`, method, { 'content-type': 'application/json' }, body),
  };
}

async function request(url: string, method: string, headers: Record<string, string>, body?: Json): Promise<Answer> {
  const reply = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const source = await reply.text();
  const parsed = parseJson(source);
  const content: Attributes = isObject(parsed) ? parsed : {};
  return {
    status: reply.status,
    headers: reply.headers,
    source,
    body: content,
    one: (wrapper) => object(content[wrapper]),
    many: (wrapper) => objects(content[wrapper]),
  };
}

/** Creates and gives the object, or says why it was refused. */
export async function make(client: Client, path: string, wrapper: string, attributes: Attributes): Promise<Attributes> {
  const answer = await client.send('POST', path, { [wrapper]: attributes });
  if (answer.status > 201) throw new Error(`${answer.status} ${answer.source}`);
  return answer.one(wrapper);
}

/** Leaves no ticket but those that the test will make. */
export function withoutTickets({ sandbox: { control } }: Client): void {
  for (const ticket of control.objects('tickets')) control.remove('tickets', Number(ticket.id));
}
