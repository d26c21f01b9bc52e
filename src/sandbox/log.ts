/** The request log that tests read: what was asked, what was answered, and no secret of it. */

import type { Attributes, Json } from './json.ts';
import { isObject } from './json.ts';

export interface LogEntry {
  readonly n: number;
  readonly at: string;
  readonly system: 'zendesk' | 'slack';
  readonly subdomain: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly write: boolean;
  readonly body: Json;
  readonly notes?: Attributes;
  readonly fault?: string;
}

export interface RequestLog {
  entries: LogEntry[];
  serial: number;
  onEntry?: ((entry: LogEntry) => void) | undefined;
}

export function createLog(): RequestLog {
  return { entries: [], serial: 0 };
}

export function addEntry(log: RequestLog, entry: Omit<LogEntry, 'n'>): void {
  log.serial += 1;
  const added = { n: log.serial, ...entry, body: redact(entry.body) };
  log.entries.push(added);
  log.onEntry?.(added);
}

const SECRET = new Set([
  'client_secret',
  'secret',
  'code_verifier',
  'refresh_token',
  'access_token',
  'token',
  'password',
  'signing_secret',
]);

/** Hides credentials by name, and everything below `authentication.data`. */
export function redact(value: Json, inside = ''): Json {
  if (Array.isArray(value)) return value.map((item) => redact(item, inside));
  if (!isObject(value)) return value;
  const shown: Attributes = {};
  for (const [key, item] of Object.entries(value)) {
    const secret = SECRET.has(key) || (inside === 'authentication' && key === 'data');
    shown[key] = secret ? '[redacted]' : redact(item, key);
  }
  return shown;
}
