/** What a failed request tells the rest of the program, as plain data. */
import { redact } from './redact.ts';

export type HttpErrorKind =
  | 'auth'
  | 'anonymous'
  | 'forbidden'
  | 'not_found'
  | 'no_endpoint'
  | 'conflict'
  | 'invalid'
  | 'rate_limited'
  | 'server'
  | 'network'
  | 'timeout'
  | 'bad_reply'
  | 'refused_redirect';

/**
 * What became of a write. `refused`: the platform said no, nothing changed. `not_sent`: it never reached the platform.
 * `unknown`: it may have been committed; look before repeating it. A failed read is never `unknown`.
 */
export type Outcome = 'not_sent' | 'unknown' | 'refused';

/** One complaint about one part of what was sent; `path` is '' when it is about the whole. */
export interface ErrorField {
  readonly path: string;
  readonly message: string;
  readonly code?: string;
}

export interface HttpErrorData {
  readonly system: string;
  readonly method: string;
  readonly path: string;
  /** The HTTP status; 0 when there was no reply. */
  readonly status: number;
  readonly kind: HttpErrorKind;
  readonly message: string;
  readonly outcome: Outcome;
  readonly fields?: readonly ErrorField[];
  /** The platform's id of the request, for its support desk. */
  readonly requestId?: string | undefined;
  /** Seconds the platform asked us to wait. */
  readonly retryAfter?: number | undefined;
  /** True when the same request may well succeed if it is repeated. */
  readonly transient?: boolean;
  /** What a person does about it, where that is known here. */
  readonly cure?: string | undefined;
  readonly cause?: unknown;
}

/** A request that failed. All texts are redacted. */
export class HttpError extends Error {
  readonly system: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly kind: HttpErrorKind;
  readonly outcome: Outcome;
  readonly fields: readonly ErrorField[];
  readonly requestId?: string;
  readonly retryAfter?: number;
  readonly transient: boolean;
  readonly cure?: string;

  constructor(data: HttpErrorData) {
    super(redact(data.message), data.cause === undefined ? undefined : { cause: data.cause });
    this.name = 'HttpError';
    this.system = data.system;
    this.method = data.method;
    this.path = redact(data.path);
    this.status = data.status;
    this.kind = data.kind;
    this.outcome = data.outcome;
    this.fields = (data.fields ?? []).map((field) => ({ ...field, message: redact(field.message) }));
    if (data.requestId !== undefined) this.requestId = data.requestId;
    if (data.retryAfter !== undefined) this.retryAfter = data.retryAfter;
    this.transient = data.transient ?? false;
    if (data.cure !== undefined) this.cure = redact(data.cure);
  }
}

/** True for an error of this layer. */
export function isHttpError(error: unknown): error is HttpError {
  return error instanceof HttpError;
}

/** The same error with another outcome: what happened to an earlier try decides what is known about the write. */
export function withOutcome(error: HttpError, outcome: Outcome): HttpError {
  if (error.outcome === outcome) return error;
  return new HttpError({
    system: error.system,
    method: error.method,
    path: error.path,
    status: error.status,
    kind: error.kind,
    message: error.message,
    outcome,
    fields: error.fields,
    requestId: error.requestId,
    retryAfter: error.retryAfter,
    transient: error.transient,
    cure: error.cure,
    cause: error.cause,
  });
}
