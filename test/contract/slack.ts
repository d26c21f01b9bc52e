/** Judges calls of Slack's Web API: arguments and error codes by the method tables, replies by the published document. */

import type { Documents } from './documents.ts';
import type { Exchange, Verdict } from './exchange.ts';
import { at, isObject, type Json, type JsonObject, list, object, text, texts } from './json.ts';
import { type Check, compile } from './schema.ts';

/** Any method may answer with these: https://docs.slack.dev/apis/web-api/#responses and the tables of the methods. */
const COMMON = new Set(
  (
    'access_denied account_inactive deprecated_endpoint ekm_access_denied enterprise_is_restricted invalid_auth ' +
    'method_deprecated missing_scope not_allowed_token_type not_authed no_permission org_login_required token_expired ' +
    'token_revoked two_factor_setup_required accesslimited fatal_error internal_error invalid_arg_name ' +
    'invalid_arguments invalid_array_arg invalid_charset invalid_form_data invalid_post_type missing_post_type ' +
    'ratelimited request_timeout service_unavailable team_added_to_org unknown_method missing_argument'
  ).split(' '),
);

/**
 * Errors that a method's table lacks, each seen by users of the API. Checked 2026-11-22: a bot that unarchives is told
 * `not_in_channel` (github.com/slack-go/slack/issues/1066); the page of the method says only that bots cannot.
 */
const UNLISTED: Readonly<Record<string, readonly string[]>> = { 'conversations.unarchive': ['not_in_channel'] };

export function createSlackJudge({ slack, slackMethods }: Documents): (exchange: Exchange) => Verdict {
  const source = { document: 'slack', components: object(slack.definitions) } as const;
  const checks = new Map<string, Check>();

  function judge(exchange: Exchange): Verdict {
    const name = exchange.path.replace(/^\/api\//, '');
    const item = object(at(slack, 'paths', `/${name}`));
    const [declared] = Object.entries(item);
    const facts = slackMethods[name];
    if (!declared || !isObject(facts)) {
      return { operation: name, judgedBy: 'none', problems: ['no document has this method'] };
    }
    const [verb, operation] = declared;
    const problems = [
      // "If you're posting data, use POST": methods that write are documented as POST only.
      ...(verb === 'post' && exchange.method !== 'POST' ? ['must be a POST'] : []),
      ...argumentProblems(facts, argumentsOf(exchange)),
      ...replyProblems(name, object(operation), facts, exchange),
    ];
    return { operation: name, judgedBy: 'openapi', problems };
  }

  function replyProblems(
    name: string,
    operation: JsonObject,
    facts: JsonObject,
    exchange: Exchange,
  ): readonly string[] {
    const { status, responseBody } = exchange;
    const body = object(responseBody);
    if (status === 429) return body.error === 'ratelimited' ? [] : ['response: a 429 that is not "ratelimited"'];
    if (status !== 200) return [`response: the status is ${status}, and failures are a 200 with "ok": false`];
    if (body.ok === false) return failureProblems(name, operation, facts, body);
    const schema = at(operation, 'responses', '200', 'schema') ?? {};
    const known = checks.get(name) ?? compile(source, schema, 'response');
    checks.set(name, known);
    return known(responseBody).map((problem) => `response ${problem}`);
  }

  return judge;
}

function failureProblems(name: string, operation: JsonObject, facts: JsonObject, body: JsonObject): readonly string[] {
  const error = text(body.error);
  const documented = [
    ...texts(facts.errors),
    ...(UNLISTED[name] ?? []),
    ...texts(at(operation, 'responses', 'default', 'schema', 'properties', 'error', 'enum')),
  ];
  return documented.includes(error) || COMMON.has(error) ? [] : [`response: "${error}" is not one of its errors`];
}

function argumentsOf({ query, requestBody }: Exchange): JsonObject {
  return { ...Object.fromEntries(query), ...object(requestBody) };
}

function argumentProblems({ args }: JsonObject, sent: JsonObject): readonly string[] {
  const declared = object(args);
  const unknown = Object.keys(sent).filter((name) => declared[name] === undefined);
  const missing = Object.keys(declared).filter(
    (name) => object(declared[name]).required === true && isMissing(sent[name]),
  );
  const wrong = Object.entries(sent).filter(([name, value]) => !isOfType(text(object(declared[name]).type), value));
  return [
    ...unknown.map((name) => `request: the argument "${name}" is not documented`),
    ...missing.map((name) => `request: the argument "${name}" is missing`),
    ...wrong.map(([name]) => `request: the argument "${name}" is not a ${text(object(declared[name]).type)}`),
  ];
}

function isMissing(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

/** Arguments of a query are texts of what they stand for. */
function isOfType(type: string, value: Json): boolean {
  if (type === 'boolean') return typeof value === 'boolean' || value === 'true' || value === 'false';
  if (type === 'number' || type === 'integer') return Number.isFinite(Number(value)) && list(value).length === 0;
  if (type === 'string') return typeof value === 'string';
  return true;
}
