/** The HTTP side: one exchange from request to reply, with the ordered faults around the platform's own answer. */

import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { FaultRule } from './faults.ts';
import { strike } from './faults.ts';
import type { Attributes, Json } from './json.ts';
import { isObject, parseJson } from './json.ts';
import { addEntry } from './log.ts';
import type { Upload } from './multipart.ts';
import { readFile, readForm } from './multipart.ts';
import type { Reply } from './router.ts';
import { STORAGE } from './storage.ts';
import type { Table } from './store.ts';
import { nowMs, snapshot } from './store.ts';
import type { World } from './world.ts';

type Env = { Bindings: HttpBindings };

export interface Incoming {
  readonly method: string;
  /** The path below the system's prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly subdomain: string;
  readonly body: Attributes;
  /** Of a form with files; their bytes stay out of the log. */
  readonly files: readonly Upload[];
  /** Whether the body came as a form with parts. */
  readonly form: boolean;
  readonly unreadable: boolean;
  readonly notes: Attributes;
}

export interface System {
  readonly name: 'zendesk' | 'slack';
  readonly isWrite: (incoming: Incoming) => boolean;
  readonly answer: (world: World, incoming: Incoming) => Reply;
  /** The family of endpoints that takes one write at a time, for a request that is one of these writes. */
  readonly family?: (method: string, path: string) => string | undefined;
  readonly conflict?: Reply;
  readonly limited: (seconds: number) => Reply;
}

type Control = (method: string, path: string, query: URLSearchParams, body: Json | undefined) => Promise<Reply> | Reply;

export function createApp(world: World, zendesk: System, slack: System, control: Control): Hono<Env> {
  const app = new Hono<Env>();
  app.all('/_sandbox/*', async (c) => {
    const url = new URL(c.req.url);
    const source = await c.req.text();
    const body = source === '' ? undefined : parseJson(source);
    return send(await control(c.req.method, url.pathname.slice('/_sandbox'.length), url.searchParams, body));
  });
  app.all('/zendesk/:subdomain/*', (c) => {
    const subdomain = c.req.param('subdomain');
    return exchange(world, zendesk, c, `/zendesk/${subdomain}`, subdomain);
  });
  app.all('/slack/*', (c) => exchange(world, slack, c, '/slack', ''));
  app.notFound(() =>
    send({ status: 404, body: { error: 'not_found', hint: 'See /zendesk/{subdomain}, /slack and /_sandbox' } }),
  );
  return app;
}

async function exchange(world: World, system: System, c: Context<Env>, prefix: string, subdomain: string) {
  const url = new URL(c.req.url);
  const family = system.family?.(c.req.method, url.pathname.slice(prefix.length));
  if (family === undefined) return exchangeNow(world, system, c, url, prefix, subdomain, false);
  const others = world.underWay.get(family) ?? 0;
  world.underWay.set(family, others + 1);
  try {
    return await exchangeNow(world, system, c, url, prefix, subdomain, others > 0);
  } finally {
    world.underWay.set(family, (world.underWay.get(family) ?? 1) - 1);
  }
}

async function exchangeNow(
  world: World,
  system: System,
  c: Context<Env>,
  url: URL,
  prefix: string,
  subdomain: string,
  crowded: boolean,
) {
  const incoming = await read(c, url, prefix, subdomain);
  const path = incoming.path + readable(url.search);
  const write = system.isWrite(incoming);
  const struck = strike(world.faults, { method: c.req.method, path, write, system: system.name });
  await sleep(world.latency + struck.delay);
  const refused = crowded ? system.conflict : undefined;
  const outcome: Outcome = refused
    ? { reply: refused }
    : perform(world, system, incoming, struck.rule, c.req.header('x-supportctl-pid'));
  addEntry(world.log, {
    at: new Date(nowMs(world.store)).toISOString(),
    system: system.name,
    subdomain: subdomain === '' ? null : subdomain,
    method: c.req.method,
    path,
    status: outcome.reply?.status ?? 0,
    write,
    body: Object.keys(incoming.body).length > 0 ? incoming.body : null,
    ...(Object.keys(incoming.notes).length > 0 ? { notes: incoming.notes } : {}),
    ...(struck.name === undefined ? {} : { fault: struck.name }),
  });
  if (outcome.reply && !outcome.cut) return send(dated(world, outcome.reply));
  if (outcome.reply) cutOff(c, outcome.reply);
  else c.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

async function read(c: Context<Env>, url: URL, prefix: string, subdomain: string): Promise<Incoming> {
  const type = c.req.header('content-type') ?? '';
  const form = type.startsWith('multipart/form-data');
  const path = readable(url.pathname.slice(prefix.length));
  const sent = form ? await readForm(c.req.raw) : path.startsWith(STORAGE) ? await readFile(c.req.raw) : undefined;
  const source = sent ? '' : await c.req.text();
  const parsed = type.includes('json') ? parseJson(source) : undefined;
  const pairs = type.includes('x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(source)) : {};
  return {
    method: c.req.method,
    path,
    query: url.searchParams,
    header: (name) => c.req.header(name),
    subdomain,
    body: isObject(parsed) ? parsed : (sent?.fields ?? pairs),
    files: sent?.files ?? [],
    form,
    unreadable: !sent && type.includes('json') && source !== '' && !isObject(parsed),
    notes: {},
  };
}

/** Decoded for the log and the rules; as it came where it cannot be decoded. */
function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

interface Outcome {
  /** Without a reply the connection is destroyed. */
  readonly reply?: Reply;
  readonly cut?: boolean;
}

function perform(world: World, system: System, incoming: Incoming, rule: FaultRule | undefined, pid?: string): Outcome {
  const action = rule?.action ?? { delay: 0 };
  if ('kill' in action && action.kill === 'before') return kill(rule?.pid ?? Number(pid));
  if ('drop' in action && action.drop === 'before') return {};
  if ('rate_limit' in action) return { reply: system.limited(action.rate_limit) };
  if ('html' in action) return { reply: page(action.status ?? 200) };
  // As some endpoints do: a 200 whose body says that nothing was done.
  if ('ok_with_errors' in action) {
    return { reply: { status: 200, body: { errors: [{ code: 'NotSaved', title: 'The change was not saved' }] } } };
  }
  const status = 'status' in action ? ordered(action) : undefined;
  if (status && 'when' in action && action.when !== 'after') return { reply: status };
  if (status && !('when' in action)) return { reply: status };
  const before: Map<string, Table> | undefined = 'stale' in action ? snapshot(world.store) : undefined;
  const reply = system.answer(world, incoming);
  if (before && 'stale' in action) {
    world.store.frozen = { until: nowMs(world.store) + action.stale, tables: before };
  }
  if ('kill' in action) return kill(rule?.pid ?? Number(pid));
  if ('drop' in action) return {};
  if (status) return { reply: status };
  return 'cut' in action ? { reply, cut: true } : { reply };
}

function ordered(action: { status: number; headers?: Record<string, string>; body?: Json }): Reply {
  const body = action.body ?? { error: 'InternalError', description: 'Ordered from the sandbox' };
  return { status: action.status, body, ...(action.headers ? { headers: action.headers } : {}) };
}

function page(status: number): Reply {
  return {
    status,
    text: '<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Back soon</h1></body></html>',
    headers: { 'content-type': 'text/html; charset=utf-8' },
  };
}

function kill(pid: number): Outcome {
  if (Number.isInteger(pid) && pid > 1 && pid !== process.pid && pid !== process.ppid) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // The client is gone already, which is what the rule wanted.
    }
  }
  return {};
}

function cutOff(c: Context<Env>, reply: Reply): void {
  const body = Buffer.from(payload(reply) ?? '');
  const { outgoing } = c.env;
  outgoing.writeHead(reply.status, { ...headersOf(reply), 'content-length': String(body.length) });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
}

/** Replies carry the sandbox's own time, so that a client can see that its clock is another. */
function dated(world: World, reply: Reply): Reply {
  return { ...reply, headers: { date: new Date(nowMs(world.store)).toUTCString(), ...reply.headers } };
}

function send(reply: Reply): Response {
  return new Response(payload(reply) ?? null, { status: reply.status, headers: headersOf(reply) });
}

function payload(reply: Reply): string | Uint8Array<ArrayBuffer> | undefined {
  if (reply.bytes) return new Uint8Array(reply.bytes);
  if (reply.text !== undefined) return reply.text;
  return reply.body === undefined ? undefined : JSON.stringify(reply.body);
}

function headersOf(reply: Reply): Record<string, string> {
  const type: Record<string, string> =
    reply.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return { ...type, ...reply.headers };
}

function sleep(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
