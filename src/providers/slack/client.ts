/** The one way to a Slack workspace: its Web API, where a refusal is a reply of status 200. */
import { parseBaseAddress } from '../../http/address.ts';
import { type Clock, systemClock, timeoutOf } from '../../http/clock.ts';
import { HttpError, type HttpErrorKind } from '../../http/errors.ts';
import { isObject, type JsonObject, textAt } from '../../http/json.ts';
import { createLimiter } from '../../http/limits.ts';
import { fixedHeader } from '../../http/oauth.ts';
import { listAll } from '../../http/paging.ts';
import { isTokenLike, registerSecret } from '../../http/redact.ts';
import { createTrace, type Trace } from '../../http/trace.ts';
import { createTransport, type Query, type QueryValue, type Reply, type SendRequest } from '../../http/transport.ts';

export type SlackArguments = Readonly<Record<string, unknown>>;

export interface SlackCall {
  /** True when the method changes something: it is sent as a POST and never repeated blindly. */
  readonly write: boolean;
  /** True for a write that may be repeated without harm. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal;
}

export interface SlackIdentity {
  readonly teamId: string;
  readonly team: string;
  readonly userId: string;
  readonly user: string;
  /** What the token may do, from the header `X-OAuth-Scopes`. */
  readonly scopes: readonly string[];
}

export interface SlackClient {
  readonly trace: Trace;
  /** The whole reply to a method such as `conversations.create`. Throws `HttpError`. */
  call(method: string, args: SlackArguments, options: SlackCall): Promise<JsonObject>;
  /** The items at `key` of all pages. */
  list(method: string, key: string, args?: Query): Promise<readonly JsonObject[]>;
  whoami(): Promise<SlackIdentity>;
  /** Closes idle connections. */
  close(): void;
}

export interface SlackClientOptions {
  /** Whose token: the bot's, from SLACK_BOT_TOKEN (the default), or a person's, from SLACK_USER_TOKEN. */
  readonly as?: 'bot' | 'person';
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly concurrency?: number;
  readonly clock?: Clock;
  readonly trace?: Trace;
  readonly timeoutMs?: number;
}

/** A client for the workspace that the token belongs to. Throws `HttpError` when there is none or the address cannot be used. */
export function createSlackClient(options: SlackClientOptions): SlackClient {
  const name = options.as === 'person' ? 'SLACK_USER_TOKEN' : 'SLACK_BOT_TOKEN';
  const token = options.env[name]?.trim() ?? '';
  registerSecret(token);
  if (token === '') throw unusable('auth', `No Slack credential: set ${name}.`);
  if (!isTokenLike(token)) {
    throw unusable('auth', `${name} holds something that is no token: spaces, quotes or a line break.`);
  }
  const clock = options.clock ?? systemClock(options.env);
  const timeoutMs = options.timeoutMs ?? timeoutOf(options.env);
  const trace = options.trace ?? createTrace();
  const base = baseAddress(options.env.SUPPORTCTL_SLACK_URL?.trim() || 'https://slack.com');
  const transport = createTransport({
    system: 'slack',
    baseUrl: base.url,
    auth: fixedHeader(`Bearer ${token}`),
    headers: base.loopback ? { 'x-supportctl-pid': `${process.pid}` } : {},
    check: refusalOf,
    // Slack counts each method on its own (https://docs.slack.dev/apis/web-api/rate-limits).
    limiter: createLimiter({
      clock,
      concurrency: options.concurrency ?? 4,
      bucketOf: (request) => request.path,
      note: trace.note,
    }),
    clock,
    trace,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });

  async function send(method: string, args: SlackArguments, call: SlackCall): Promise<Reply> {
    if (!/^[A-Za-z.]+$/.test(method)) throw unusable('invalid', `"${method}" is not a method of Slack.`);
    const path = `/api/${method}`;
    // Reading methods take no JSON (https://docs.slack.dev/apis/web-api/#methods).
    return call.write
      ? await transport.send({ ...call, method: 'POST', path, body: args })
      : await transport.send({ ...call, method: 'GET', path, query: queryOf(args) });
  }

  return {
    trace,
    async call(method, args, call) {
      const { body } = await send(method, args, call);
      return isObject(body) ? body : {};
    },
    list: (method, key, args = {}) =>
      listAll({ system: 'slack', path: `/api/${method}`, key, paging: 'slack', query: args }, (query, signal) =>
        send(method, query, { write: false, ...(signal === undefined ? {} : { signal }) }),
      ),
    async whoami() {
      const { body, headers } = await send('auth.test', {}, { write: false });
      const teamId = textAt(body, 'team_id');
      if (teamId === undefined) throw unusable('anonymous', 'Slack does not say which workspace the token belongs to.');
      return {
        teamId,
        team: textAt(body, 'team') ?? teamId,
        userId: textAt(body, 'user_id') ?? '',
        user: textAt(body, 'user') ?? '',
        scopes: (headers['x-oauth-scopes'] ?? '').split(',').flatMap((scope) => scope.trim() || []),
      };
    },
    close: () => transport.close(),
  };
}

function queryOf(args: SlackArguments): Query {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, queryValue(value)]));
}

function queryValue(value: unknown): QueryValue {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}

/** Codes that mean something to us; all others are complaints about the arguments. */
const KINDS: ReadonlyMap<string, HttpErrorKind> = new Map([
  ...kind('auth', [
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'not_allowed_token_type',
  ]),
  ...kind('forbidden', [
    'missing_scope',
    'no_permission',
    'access_denied',
    'ekm_access_denied',
    'restricted_action',
    'team_access_not_granted',
    'paid_teams_only',
    'paid_only',
    'not_in_channel',
    'org_login_required',
  ]),
  ...kind('not_found', [
    'channel_not_found',
    'user_not_found',
    'users_not_found',
    'usergroup_not_found',
    'no_such_subteam',
  ]),
  ...kind('not_found', ['bookmark_not_found', 'message_not_found', 'not_found']),
  ...kind('no_endpoint', ['unknown_method', 'method_deprecated', 'deprecated_endpoint']),
  ...kind('conflict', [
    'name_taken',
    'name_already_exists',
    'handle_already_exists',
    'already_archived',
    'not_archived',
  ]),
  ...kind('rate_limited', ['ratelimited', 'rate_limited']),
  // "It's possible some aspect of the operation succeeded before the error was raised."
  ...kind('server', ['internal_error', 'fatal_error', 'service_unavailable', 'team_added_to_org']),
  ...kind('timeout', ['request_timeout']),
]);

function kind(name: HttpErrorKind, codes: readonly string[]): readonly (readonly [string, HttpErrorKind])[] {
  return codes.map((code) => [code, name] as const);
}

function refusalOf(request: SendRequest, reply: Reply): HttpError | undefined {
  const { body, headers, status } = reply;
  const { method, path } = request;
  const data = { system: 'slack', method, path, status, requestId: headers['x-slack-req-id'] } as const;
  const name = path.replace('/api/', '');
  if (!isObject(body) || typeof body.ok !== 'boolean') {
    const outcome = request.write ? 'unknown' : 'not_sent';
    return new HttpError({
      ...data,
      kind: 'bad_reply',
      outcome,
      message: `Slack's reply to ${name} is not one of its own.`,
    });
  }
  if (body.ok) return undefined;
  const code = textAt(body, 'error') ?? 'unknown_error';
  const found = KINDS.get(code) ?? 'invalid';
  const server = found === 'server' || found === 'timeout';
  return new HttpError({
    ...data,
    kind: found,
    outcome: !server ? 'refused' : request.write ? 'unknown' : 'not_sent',
    transient: server || found === 'rate_limited',
    message: sentence(name, code, body),
    fields: fieldsOf(code, body),
  });
}

function sentence(name: string, code: string, body: JsonObject): string {
  const needed = textAt(body, 'needed');
  if (needed !== undefined) {
    const provided = textAt(body, 'provided') ?? 'none';
    return `Slack's ${name} needs the scope ${needed}; the token has ${provided}. Add it to the app and install it again.`;
  }
  const said = messages(body);
  return `Slack's ${name} says "${code}"${said.length > 0 ? `: ${said.join('; ')}` : ''}.`;
}

function fieldsOf(code: string, body: JsonObject): HttpError['fields'] {
  const needed = textAt(body, 'needed');
  const provided = textAt(body, 'provided');
  return [
    { path: '', message: code, code },
    ...(needed === undefined ? [] : [{ path: 'needed', message: needed }]),
    ...(provided === undefined ? [] : [{ path: 'provided', message: provided }]),
    ...messages(body).map((message) => ({ path: '', message })),
  ];
}

function messages(body: JsonObject): readonly string[] {
  const found = isObject(body.response_metadata) ? body.response_metadata.messages : undefined;
  return Array.isArray(found) ? found.filter((message) => typeof message === 'string') : [];
}

function baseAddress(text: string): ReturnType<typeof parseBaseAddress> {
  try {
    return parseBaseAddress(text);
  } catch (error) {
    throw unusable('invalid', `SUPPORTCTL_SLACK_URL cannot be used: ${error instanceof Error ? error.message : error}`);
  }
}

function unusable(found: HttpErrorKind, message: string): HttpError {
  return new HttpError({ system: 'slack', method: '', path: '', status: 0, kind: found, outcome: 'not_sent', message });
}
