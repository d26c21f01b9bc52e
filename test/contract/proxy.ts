/** A recording proxy between a client and the sandbox: passes everything on unchanged and keeps every exchange. */

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Exchange } from './exchange.ts';
import { type Json, parseJson } from './json.ts';

export interface Recorded extends Exchange {
  readonly contentType: string | undefined;
}

export interface RecordingProxy {
  readonly zendeskUrl: string;
  readonly slackUrl: string;
  readonly exchanges: readonly Recorded[];
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<RecordingProxy> {
  const exchanges: Recorded[] = [];
  const server = createServer((incoming, outgoing) => {
    pass(target, incoming, outgoing).then(
      (exchange) => exchanges.push(exchange),
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    zendeskUrl: `${origin}/zendesk/{subdomain}`,
    slackUrl: `${origin}/slack`,
    exchanges,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Recorded> {
  const url = new URL(incoming.url ?? '/', target);
  const sent = await read(incoming);
  const reply = await forward(url, incoming, sent);
  const received = await read(reply);
  const status = reply.statusCode ?? 0;
  outgoing.writeHead(status, reply.headers).end(received);
  const contentType = incoming.headers['content-type'];
  const [, system = '', subdomain = ''] = url.pathname.split('/');
  const slack = system === 'slack';
  return {
    system: slack ? 'slack' : 'zendesk',
    method: incoming.method ?? '',
    path: url.pathname.slice(slack ? '/slack'.length : `/zendesk/${subdomain}`.length),
    query: url.searchParams,
    status,
    contentType,
    ...(sent.length === 0 ? {} : { requestBody: await bodyOf(sent, contentType) }),
    ...(received.length === 0 ? {} : { responseBody: await bodyOf(received, reply.headers['content-type']) }),
  };
}

function forward(url: URL, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method, headers } = incoming;
    const outgoing = request(url, { ...(method === undefined ? {} : { method }), headers }, resolve);
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

async function bodyOf(bytes: Buffer, type: string | undefined): Promise<Json> {
  if (type?.startsWith('multipart/form-data')) return formOf(bytes, type);
  const source = bytes.toString('utf8');
  if (type?.includes('json')) return parseJson(source);
  if (type?.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(source));
  return source;
}

/** The fields as they were sent; of a file its name and type, which is all that a schema can judge. */
async function formOf(bytes: Buffer, type: string): Promise<Json> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const fields: { [name: string]: Json } = {};
  for (const [name, value] of form)
    fields[name] = typeof value === 'string' ? value : { name: value.name, type: value.type };
  return fields;
}
