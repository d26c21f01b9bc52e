/** Turns a raw reply into data, or into the error it stands for. */
import { parseUrl } from './address.ts';
import { readErrorFields, readErrorHead } from './error-fields.ts';
import { HttpError, type HttpErrorKind, type Outcome } from './errors.ts';
import type { WireReply, WireRequest } from './exchange.ts';

/** A successful reply; `body` is parsed JSON, or undefined where there is none. Header names are in lower case. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The reply as data. Throws `HttpError` for a redirect, a status of 400 or more, and a body that is not JSON. */
export function readReply(request: WireRequest, wire: WireReply): Reply {
  const { status, headers } = wire;
  if (status >= 300 && status < 400) throw redirect(request, wire);
  const parsed = parse(wire);
  if (status >= 400) throw refusal(request, wire, parsed);
  if (parsed.ok) return { status, headers, body: parsed.body };
  const outcome = request.write ? 'unknown' : 'not_sent';
  throw errorOf(
    request,
    wire,
    'bad_reply',
    outcome,
    `${host(request)} answered with ${what(wire)} where data was expected: ${excerpt(wire.text)}`,
  );
}

/** Seconds to wait by a `Retry-After` header, which holds seconds or a date; undefined without one. */
export function retryAfterOf(headers: Readonly<Record<string, string>>): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}

/** What the platforms send is nested less than ten deep; what reads it calls itself for each level. */
const DEEPEST = 64;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

type Parsed = { readonly ok: true; readonly body: unknown } | { readonly ok: false };

function parse(wire: WireReply): Parsed {
  if (wire.text.trim() === '') return { ok: true, body: undefined };
  if (!/\bjson\b/i.test(wire.headers['content-type'] ?? '')) return { ok: false };
  try {
    const body: unknown = JSON.parse(wire.text);
    return isDeeper(body, DEEPEST) ? { ok: false } : { ok: true, body };
  } catch {
    return { ok: false };
  }
}

function refusal(request: WireRequest, wire: WireReply, parsed: Parsed): HttpError {
  const { status } = wire;
  const body = parsed.ok ? parsed.body : undefined;
  const { code, text } = readErrorHead(body);
  const kind = kindOf(status, code, parsed.ok);
  const fields = readErrorFields(body);
  const server = kind === 'server' || kind === 'timeout';
  const outcome: Outcome = !server ? 'refused' : request.write ? 'unknown' : 'not_sent';
  const said = [text ?? (parsed.ok ? undefined : excerpt(wire.text)), ...fields.map(fieldText)].filter(
    (part, index, all) => part !== undefined && part !== '' && all.indexOf(part) === index,
  );
  const message = `${SENTENCE[kind](host(request), status)}${said.length > 0 ? ` It says: ${said.join('; ')}` : ''}`;
  return errorOf(request, wire, kind, outcome, message, {
    fields: fields.length === 0 && code !== undefined ? [{ path: '', message: text ?? code, code }] : fields,
    transient: server || kind === 'conflict' || kind === 'rate_limited',
  });
}

function fieldText(field: { readonly path: string; readonly message: string }): string {
  return field.path === '' ? field.message : `${field.path}: ${field.message}`;
}

function kindOf(status: number, code: string | undefined, isData: boolean): HttpErrorKind {
  switch (status) {
    case 401:
      return 'auth';
    case 402:
    case 403:
      // A page instead of data comes from something in between; it must not pass for "your plan lacks this".
      return isData ? 'forbidden' : 'bad_reply';
    case 404:
    case 410:
      if (!isData) return 'bad_reply';
      return code === 'InvalidEndpoint' ? 'no_endpoint' : 'not_found';
    case 405:
      return 'no_endpoint';
    case 408:
      return 'timeout';
    case 409:
      return 'conflict';
    case 429:
      return 'rate_limited';
    default:
      return status >= 500 ? 'server' : 'invalid';
  }
}

const SENTENCE = {
  auth: (name) => `${name} does not accept the credentials.`,
  anonymous: (name) => `${name} treats us as an anonymous visitor.`,
  forbidden: (name) => `${name} does not allow this: the account's plan or our permissions lack it.`,
  not_found: (name) => `${name} has no such object.`,
  no_endpoint: (name) => `${name} does not have this feature.`,
  conflict: (name, status) => `${name} refused a conflicting change (${status}).`,
  invalid: (name, status) => `${name} rejected what was sent (${status}).`,
  rate_limited: (name) => `${name} asks us to slow down.`,
  server: (name, status) => `${name} failed to answer (${status}).`,
  network: (name) => `${name} could not be reached.`,
  timeout: (name) => `${name} gave up waiting.`,
  bad_reply: (name, status) => `${name} answered ${status} with a page instead of data: a proxy, or a wrong subdomain.`,
  refused_redirect: (name) => `${name} sends us elsewhere.`,
} as const satisfies Record<HttpErrorKind, (name: string, status: number) => string>;

function redirect(request: WireRequest, wire: WireReply): HttpError {
  const target = parseUrl(wire.headers.location ?? '', request.url);
  const message = `${host(request)} sends us to ${target?.host ?? 'an unnamed place'} (${wire.status}); redirects are not followed. Is the subdomain right?`;
  // 303 is the answer to a write that was carried out.
  const outcome = request.write && wire.status === 303 ? 'unknown' : 'refused';
  return errorOf(request, wire, 'refused_redirect', outcome, message);
}

function errorOf(
  request: WireRequest,
  wire: WireReply,
  kind: HttpErrorKind,
  outcome: Outcome,
  message: string,
  more: { readonly fields?: HttpError['fields']; readonly transient?: boolean } = {},
): HttpError {
  const { system, method, path } = request;
  const { headers, status } = wire;
  return new HttpError({
    ...more,
    system,
    method,
    path,
    status,
    kind,
    outcome,
    message,
    requestId: headers['x-zendesk-request-id'] ?? headers['x-slack-req-id'] ?? headers['x-request-id'],
    retryAfter: retryAfterOf(headers),
  });
}

function host(request: WireRequest): string {
  return new URL(request.url).host;
}

function what(wire: WireReply): string {
  const type = wire.headers['content-type']?.split(';')[0]?.trim();
  if (type === undefined || type === '') return 'something without a type';
  return /\bjson\b/i.test(type) ? 'broken JSON' : type;
}

/** The first words of a page, without its markup. */
function excerpt(text: string): string {
  const plain = text
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > 120 ? `${plain.slice(0, 120)}…` : plain;
}
