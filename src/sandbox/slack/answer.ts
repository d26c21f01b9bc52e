/** Slack's front door: token, scopes, limits and the method. Failures are a 200 with `ok: false`. api.slack.com/web */

import type { Attributes, Row } from '../json.ts';
import { text } from '../json.ts';
import { take } from '../limits.ts';
import type { Reply } from '../router.ts';
import type { Incoming, System } from '../server.ts';
import type { Store } from '../store.ts';
import { atomically, nowMs, rows } from '../store.ts';
import type { World } from '../world.ts';
import { limitOf } from '../world.ts';
import { channelMethods } from './channels.ts';
import type { SlackMethod } from './method.ts';
import { SlackError } from './method.ts';
import { userMethods } from './users.ts';

const FULL =
  'channels:read,groups:read,channels:manage,groups:write,channels:join,users:read,users:read.email,chat:write';
const TOKENS: Readonly<Record<string, string>> = {
  'xoxb-sandbox': FULL,
  'xoxb-sandbox-noscope': 'users:read',
  'xoxp-sandbox': 'channels:read,groups:read,channels:write,groups:write,users:read',
};

const METHODS: Readonly<Record<string, SlackMethod>> = { ...channelMethods, ...userMethods };

export const slack: System = {
  name: 'slack',
  isWrite: (incoming) => METHODS[incoming.path.replace(/^\/api\//, '')]?.write ?? false,
  answer: (world, incoming) => {
    try {
      return answer(world, incoming);
    } catch (error) {
      if (error instanceof SlackError) return { status: 200, body: { ok: false, error: error.code, ...error.extra } };
      throw error;
    }
  },
  limited,
};

function limited(seconds: number): Reply {
  return { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': String(seconds) } };
}

function answer(world: World, incoming: Incoming): Reply {
  const name = incoming.path.replace(/^\/api\//, '');
  const method = METHODS[name];
  if (!method) throw new SlackError('unknown_method', { req_method: name });
  const bearer = /^Bearer\s+(.+)$/i.exec(incoming.header('authorization') ?? '')?.[1];
  const token = bearer ?? text(incoming.body.token);
  if (token === '') throw new SlackError('not_authed');
  const granted = TOKENS[token];
  const bot = findBot(world.store);
  const caller = token.startsWith('xoxp-') ? findPerson(world.store) : bot;
  if (granted === undefined || !bot || !caller) throw new SlackError('invalid_auth');
  const headers = { 'x-oauth-scopes': granted, 'x-accepted-oauth-scopes': method.scopes.join(',') };
  if (limitOf(world) !== 0) {
    const budget = take(world.buckets, `slack-${name}`, method.perMinute, nowMs(world.store));
    if (!budget.allowed) return limited(budget.resetsIn);
  }
  try {
    checkScopes(method, granted);
    const call = { store: world.store, subdomain: world.subdomain, args: argumentsOf(incoming, method), bot, caller };
    const body = atomically(world.store, () => method.handle(call));
    return { status: 200, body: { ok: true, ...body }, headers };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 200, body: { ok: false, error: error.code, ...error.extra }, headers };
  }
}

function checkScopes(method: SlackMethod, granted: string): void {
  const held = granted.split(',');
  if (method.scopes.length === 0 || method.scopes.some((scope) => held.includes(scope))) return;
  throw new SlackError('missing_scope', { needed: method.scopes.join(','), provided: granted });
}

function findBot(store: Store): Row | undefined {
  for (const user of rows(store, 'slack_users')) if (user.is_bot === true) return user;
  return undefined;
}

/** The person who installed the app. */
function findPerson(store: Store): Row | undefined {
  for (const user of rows(store, 'slack_users')) if (user.is_bot !== true) return user;
  return undefined;
}

function argumentsOf(incoming: Incoming, method: SlackMethod): Attributes {
  const query = Object.fromEntries(incoming.query);
  const json = (incoming.header('content-type') ?? '').includes('json');
  return json && !method.write ? query : { ...query, ...incoming.body };
}
