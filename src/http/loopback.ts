/** Waits on this machine for the browser that a platform sends back after a sign-in (RFC 8252 7.3). */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Return {
  /** What the platform is told to send the browser to; registered with the OAuth client. */
  readonly uri: string;
  /** The address that the browser came with, once it is the right one. */
  readonly address: Promise<string>;
  close(): void;
}

export const LOOPBACK_HOST = '127.0.0.1';
const PATH = '/callback';

/** The redirect address for a port. */
export function redirectUri(port: number): string {
  return `http://${LOOPBACK_HOST}:${port}${PATH}`;
}

/**
 * Listens on the loopback address. `foreign` says why an address is not the one that is waited for; the browser is told, and
 * waiting goes on, so that a page of somebody else's can neither finish nor end a sign-in. Rejects with the system's error where
 * the port cannot be had.
 */
export async function awaitReturn(port: number, foreign: (address: string) => string | undefined): Promise<Return> {
  const uri = redirectUri(port);
  let arrive: (address: string) => void = () => undefined;
  const arrived = new Promise<string>((resolve) => {
    arrive = resolve;
  });
  const server = createServer({ maxHeaderSize: 16 * 1024 }, (request, response) => {
    const address = `http://${LOOPBACK_HOST}:${port}${request.url ?? ''}`;
    if (request.method !== 'GET' || !isOurs(request, port)) return say(response, 404, 'There is nothing here.');
    const problem = foreign(address);
    if (problem !== undefined) return say(response, 400, problem);
    say(response, 200, 'supportctl has what it needs. Close this window and go back to the terminal.');
    arrive(address);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK_HOST, resolve);
  });
  return {
    uri,
    address: arrived,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Another name for this machine in `Host` is a page that made its own name point here. */
function isOurs(request: IncomingMessage, port: number): boolean {
  const path = (request.url ?? '').split('?')[0];
  return path === PATH && request.headers.host === `${LOOPBACK_HOST}:${port}`;
}

/** As plain text: nothing of what came in is ever a page. */
function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(`${text}\n`);
}
