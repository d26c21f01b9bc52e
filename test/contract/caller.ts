/** Asks the sandbox through the recording proxy, as somebody else's program would. */

import { type Json, parseJson } from './json.ts';
import type { RecordingProxy } from './proxy.ts';

/** `address` is below the host, or whole; a form is sent as it is, everything else as JSON. */
export type Caller = (method: string, address: string, body?: Json | FormData, token?: string) => Promise<Json>;

export function callerOf({ zendeskUrl }: RecordingProxy): Caller {
  return async (method, address, body, token = 'sandbox-token') => {
    const url = address.startsWith('/api/v2') ? `${zendeskUrl.replace('{subdomain}', 'acme')}${address}` : address;
    const form = body instanceof FormData;
    const reply = await fetch(url, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const source = await reply.text();
    return reply.headers.get('content-type')?.includes('json') ? parseJson(source) : source;
  };
}
