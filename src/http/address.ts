/** Decides which hosts may be spoken to, and how. */

/** A base address that may be used: without a trailing slash; `loopback` means this machine. */
export interface BaseAddress {
  readonly url: string;
  readonly host: string;
  readonly loopback: boolean;
}

/**
 * Checks a base address: https anywhere, plain http only to this machine (127.0.0.1, ::1, localhost and names below
 * `.localhost`). Throws `TypeError` with a sentence for a person otherwise, or when it holds credentials or a query.
 */
export function parseBaseAddress(text: string): BaseAddress {
  const url = parseUrl(text);
  if (url === undefined) throw new TypeError(`"${text}" is not an address such as https://acme.zendesk.com.`);
  if (url.username !== '' || url.password !== '') {
    throw new TypeError(
      `The address of ${url.host} holds a user name or password; credentials go into variables of their own.`,
    );
  }
  if (url.search !== '' || url.hash !== '') throw new TypeError(`The address of ${url.host} has a query or fragment.`);
  const loopback = isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    throw new TypeError(
      `${url.protocol}//${url.host} would send credentials in the clear; plain http is for this machine only.`,
    );
  }
  return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''), host: url.host, loopback };
}

/** True for names that mean this machine; https://www.rfc-editor.org/rfc/rfc6761#section-6.3 reserves `.localhost`. */
export function isLoopback(hostname: string): boolean {
  return ['127.0.0.1', '[::1]', '::1', 'localhost'].includes(hostname) || isLocalhostName(hostname);
}

/** True for a name below `.localhost`, which is never looked up. */
export function isLocalhostName(hostname: string): boolean {
  return hostname.endsWith('.localhost');
}

/** The parsed address, or undefined where `new URL` would throw. */
export function parseUrl(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}
