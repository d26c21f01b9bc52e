/** Judges exchanges with Zendesk: documents first, then what is derived from them, the supplement, a recording. */

import type { Documents } from './documents.ts';
import type { Exchange, JudgedBy, Verdict } from './exchange.ts';
import { isList, isObject, type Json, type JsonObject, object, text } from './json.ts';
import { type Found, findOperation, type Operation, operationsOf, segmentsOf } from './operations.ts';
import { pathProblems, queryProblems } from './parameters.ts';
import { schemaOf } from './recordings.ts';
import { type Check, compile, compileSchema, corrected, type Source } from './schema.ts';
import { BODIES, FAILURE, OPERATIONS } from './supplement.ts';
import { GUIDE_PAGING, PAGING, type SupplementOperation } from './supplement-parts.ts';

interface Part {
  readonly by: JudgedBy;
  readonly problems: readonly string[];
}

const STRENGTH: readonly JudgedBy[] = ['openapi', 'derived', 'supplement', 'recording', 'none'];

export function createZendeskJudge(documents: Documents): (exchange: Exchange) => Verdict {
  const { support, helpCenter } = documents;
  const documented = [
    ...operationsOf(support, { document: 'support', components: schemasOf(support) }),
    ...operationsOf(helpCenter, { document: 'help_center', components: schemasOf(helpCenter) }),
  ];
  const supplemented = OPERATIONS.map(operationOf);
  const checks = new Map<string, Check>();
  const failure = compileSchema(FAILURE);

  function check(key: string, make: () => Check): Check {
    const known = checks.get(key) ?? make();
    checks.set(key, known);
    return known;
  }

  function judge(exchange: Exchange): Verdict {
    const { method, path } = exchange;
    const found = findOperation(documented, method, path);
    if (found) return verdict(found, exchange, requestPart(found.operation, exchange), responsePart(found, exchange));
    const extra = findOperation(supplemented, method, path);
    const supplement = OPERATIONS.find(({ operation }) => operation === extra?.operation.name);
    if (extra && supplement) {
      const request = supplementRequest(supplement, exchange);
      return verdict(extra, exchange, request, supplementResponse(supplement, exchange), supplement.query);
    }
    return byRecording(exchange);
  }

  function verdict(
    { operation, parameters }: Found,
    exchange: Exchange,
    request: Part,
    response: Part,
    query: readonly string[] = [],
  ): Verdict {
    return {
      operation: operation.name,
      judgedBy: weakest(request.by, response.by),
      problems: [
        ...pathProblems(operation, parameters),
        ...queryProblems(operation, exchange.query, query),
        ...request.problems.map((problem) => `request ${problem}`),
        ...response.problems.map((problem) => `response ${exchange.status} ${problem}`),
      ],
    };
  }

  function requestPart(operation: Operation, exchange: Exchange): Part {
    const { requestBody } = exchange;
    const { name, source } = operation;
    const own = BODIES.find((body) => body.operation === name);
    if (own) return part('supplement', check(`request ${name}`, () => compileSchema(own.request))(requestBody ?? {}));
    const derived = operation.request === undefined ? derivedBody(operation) : undefined;
    const schema = operation.request ?? derived;
    if (schema === undefined || exchange.method === 'GET' || exchange.method === 'DELETE') {
      return requestBody === undefined || isEmpty(requestBody)
        ? part('openapi', [])
        : part('none', ['body: nothing says what may be sent here']);
    }
    const partial = derived !== undefined && exchange.method !== 'POST';
    const checked = check(`request ${name}`, () => compile(source, schema, 'request', partial));
    return part(derived ? 'derived' : 'openapi', checked(requestBody ?? {}));
  }

  function responsePart({ operation }: Found, exchange: Exchange): Part {
    const { status, responseBody } = exchange;
    const { name, responses, source } = operation;
    const schema = responses.get(String(status));
    if (schema === undefined) {
      return status >= 400 ? part('openapi', failure(responseBody)) : part('openapi', ['is not a documented status']);
    }
    if (schema === null) return part('openapi', isEmpty(responseBody) ? [] : ['body: must be empty']);
    const checked = check(`response ${status} ${name}`, () => compile(source, envelope(schema, source), 'response'));
    return part('openapi', [...checked(responseBody), ...(status < 400 ? pagingProblems(exchange) : [])]);
  }

  function supplementRequest({ operation, request }: SupplementOperation, { requestBody }: Exchange): Part {
    if (!request) return part('supplement', isEmpty(requestBody) ? [] : ['body: nothing may be sent here']);
    return part('supplement', check(`request ${operation}`, () => compileSchema(request))(requestBody ?? {}));
  }

  function supplementResponse(supplement: SupplementOperation, exchange: Exchange): Part {
    const { status, responseBody } = exchange;
    const schema = supplement.responses[String(status)];
    if (schema === undefined) {
      const problems = status >= 400 ? failure(responseBody) : ['is not a documented status'];
      return part('supplement', problems);
    }
    if (schema === null) return part('supplement', isEmpty(responseBody) ? [] : ['body: must be empty']);
    const checked = check(`response ${status} ${supplement.operation}`, () => compileSchema(schema));
    return part('supplement', [...checked(responseBody), ...pagingProblems(exchange)]);
  }

  function byRecording(exchange: Exchange): Verdict {
    const { method, path, status, responseBody } = exchange;
    const operation = `${method} ${path}`;
    const name = segmentsOf(path).slice(2).join('/');
    const sample = documents.replies.get(`${method} ${name}`);
    if (!sample || status >= 400 || exchange.requestBody !== undefined) {
      return { operation, judgedBy: 'none', problems: ['no document, supplement or recording has this operation'] };
    }
    const problems = check(operation, () => compileSchema(schemaOf(sample)))(responseBody);
    return { operation, judgedBy: 'recording', problems: problems.map((problem) => `response ${problem}`) };
  }

  return judge;
}

function schemasOf(document: JsonObject): JsonObject {
  return object(object(document.components).schemas);
}

function operationOf({ operation: name }: SupplementOperation): Operation {
  const [method = '', path = ''] = name.split(' ');
  return {
    name,
    source: { document: 'support', components: {} },
    method,
    segments: path.split('/').slice(1),
    parameters: [],
    request: undefined,
    responses: new Map(),
  };
}

/** Lists may show the paging members that the document leaves out; what it names beside them must be there. */
function envelope(schema: Json, { document, components }: Source): Json {
  const name = referenceOf(schema);
  const resolved = corrected(resolve(schema, components), name, { document, direction: 'response' });
  const properties = object(resolved.properties);
  if (Object.keys(properties).length === 0) return schema;
  const isPage = Object.values(properties).some((property) => object(property).type === 'array');
  const paging = isPage ? (document === 'help_center' ? GUIDE_PAGING : PAGING) : {};
  const named = Object.keys(properties).filter((name) => PAGING[name] === undefined);
  const required = resolved.required ?? (named.length === 1 ? named : []);
  return { ...resolved, properties: { ...properties, ...paging }, required };
}

function referenceOf(schema: Json): string {
  return text(object(schema).$ref).split('/').at(-1) ?? '';
}

/** A component, or several of them merged, as one object schema. */
function resolve(schema: Json, components: JsonObject): JsonObject {
  const { allOf, ...own } = object(schema);
  const name = referenceOf(schema);
  if (name !== '') return resolve(components[name] ?? {}, components);
  if (!isList(allOf)) return object(schema);
  const parts = allOf.map((inner) => resolve(inner, components));
  const properties = Object.assign({}, ...parts.map((inner) => object(inner.properties)), object(own.properties));
  return { ...own, type: 'object', properties };
}

/** The object that a reply shows is what may be sent, without what is read-only. */
function derivedBody(operation: Operation): Json | undefined {
  const reply = operation.responses.get('201') ?? operation.responses.get('200');
  const wrappers = Object.entries(object(resolve(reply ?? {}, operation.source.components).properties));
  const [wrapper] = wrappers;
  if (!wrapper || wrappers.length > 1 || object(wrapper[1]).type === 'array') return undefined;
  return { type: 'object', properties: Object.fromEntries(wrappers), required: [wrapper[0]] };
}

/** A cursor page says where it ends, an offset page how many there are; lists that know neither show neither. */
function pagingProblems({ query, responseBody }: Exchange): readonly string[] {
  const body = object(responseBody);
  const missing = (names: readonly string[]) =>
    names.filter((name) => body[name] === undefined).map((name) => `body: a page without "${name}"`);
  // Guide's newer lists have no links: https://developer.zendesk.com/api-reference/help_center/help-center-api/content_tags/
  if (body.records !== undefined) return missing(['meta']);
  if (query.has('page[size]') || query.has('page[after]')) return missing(['meta', 'links']);
  return query.has('page') || query.has('per_page') ? missing(['count', 'next_page', 'previous_page']) : [];
}

function part(by: JudgedBy, problems: readonly string[]): Part {
  return { by, problems };
}

function weakest(left: JudgedBy, right: JudgedBy): JudgedBy {
  return STRENGTH.indexOf(left) > STRENGTH.indexOf(right) ? left : right;
}

function isEmpty(body: Json | undefined): boolean {
  return body === undefined || body === '' || (isObject(body) && Object.keys(body).length === 0);
}
