/** Requests to the sandbox through the recording proxy, as an admin unless another token is named. */

import { type Json, parseJson } from './json.ts';
import type { RecordingProxy } from './proxy.ts';

export type Call = (method: string, address: string, body?: Json | FormData, token?: string) => Promise<Json>;

/**
 * An address that begins with `/api/v2` is Zendesk's; the others are whole. A form is sent as it is, everything else as
 * JSON. The answer is its JSON, or its text.
 */
export function callerOf(proxy: RecordingProxy): Call {
  return async (method, address, body, token = 'sandbox-token') => {
    const url = address.startsWith('/api/v2')
      ? `${proxy.zendeskUrl.replace('{subdomain}', 'acme')}${address}`
      : address;
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
