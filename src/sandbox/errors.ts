/** Zendesk's error envelopes; a handler throws one and the server answers with it. */

import type { Attributes, Json } from './json.ts';

export class ApiError extends Error {
  readonly status: number;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Json, headers: Readonly<Record<string, string>> = {}) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export interface Problem {
  readonly field: string;
  readonly description: string;
  readonly error?: string;
  readonly extra?: Attributes;
}

/** developer.zendesk.com/api-reference/introduction/requests/ (422 with details for each attribute). */
export function recordInvalid(problems: readonly Problem[]): ApiError {
  const details: { [field: string]: Json[] } = {};
  for (const { field, description, error, extra } of problems) {
    const known = details[field] ?? [];
    known.push({ description, ...(error === undefined ? {} : { error }), ...extra });
    details[field] = known;
  }
  return new ApiError(422, { error: 'RecordInvalid', description: 'Record validation errors', details });
}

export function blank(field: string): Problem {
  return { field, description: `${humanize(field)}: cannot be blank`, error: 'BlankValue' };
}

export function invalid(field: string, description: string): Problem {
  return { field, description, error: 'InvalidValue' };
}

export function duplicate(field: string, description: string): Problem {
  return { field, description, error: 'DuplicateValue' };
}

function humanize(field: string): string {
  const words = field.replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function notFound(): ApiError {
  return new ApiError(404, { error: 'RecordNotFound', description: 'Not found' });
}

/** The answer for addresses that do not exist and for features that the account does not have. */
export function invalidEndpoint(): ApiError {
  return new ApiError(404, { error: 'InvalidEndpoint', description: 'Not found' });
}

export function forbidden(): ApiError {
  return new ApiError(403, {
    error: {
      title: 'Forbidden',
      message:
        'You do not have access to this page. Please contact the account owner of this help desk for further help.',
    },
  });
}

export function missingScope(scope: string): ApiError {
  return new ApiError(403, {
    error: 'Forbidden',
    description: `You are missing the following required scopes: ${scope}`,
  });
}

export function badAttribute(attribute: string, message: string): ApiError {
  return new ApiError(400, {
    error: {
      title: 'Invalid attribute',
      message: `You passed an invalid value for the ${attribute} attribute. Invalid parameter: ${message}`,
    },
  });
}

/** The families written after JSON:API: trigger categories, webhooks, cursor pagination. */
export function listed(status: number, code: string, title: string, extra: Attributes = {}): ApiError {
  return new ApiError(status, { errors: [{ code, title, ...extra }] });
}

/** Guide's families after JSON:API (content tags, media, themes), which give the status and a `meta` with each error. */
export function guideListed(status: number, code: string, title: string): ApiError {
  return listed(status, code, title, { status: String(status), meta: {} });
}

/** Help Center validation errors, as BadRequestErrorResponse in the Help Center document. */
export function guideInvalid(status: number, field: string, message: string): ApiError {
  return new ApiError(status, { errors: { [field]: [message] } });
}
