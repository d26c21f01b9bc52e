/** Helpers for the tests of the HTTP layer. */
import { type Clock, systemClock } from '../../src/http/clock.ts';
import { HttpError } from '../../src/http/errors.ts';
import { createTransport, type SendRequest, type Transport, type TransportOptions } from '../../src/http/transport.ts';

/** Waits pass a thousand times quicker. */
export function quickClock(): Clock {
  return systemClock({ SUPPORTCTL_TEST_WAIT_SCALE: '0.001' });
}

export function transportTo(url: string, more: Partial<TransportOptions> = {}): Transport {
  return createTransport({ system: 'zendesk', baseUrl: url, clock: quickClock(), ...more });
}

/** The HttpError that a promise ends with; fails the test when it ends otherwise. */
export async function errorOf(promise: Promise<unknown>): Promise<HttpError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
  throw new Error('expected an HttpError, and there was none');
}

export const read = { method: 'GET', path: '/api/v2/triggers', write: false } as const satisfies SendRequest;
export const create = {
  method: 'POST',
  path: '/api/v2/triggers',
  body: { trigger: { title: 'Route' } },
  write: true,
} as const satisfies SendRequest;
export const update = { ...create, method: 'PUT', path: '/api/v2/triggers/7' } as const satisfies SendRequest;
