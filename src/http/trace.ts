/** Counts requests and, when asked, tells a debug listener about each of them. */
import { redact } from './redact.ts';

export interface TraceEvent {
  readonly system: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** The HTTP status; 0 when there was no reply. */
  readonly status: number;
  /** Milliseconds from sending to the whole reply. */
  readonly ms: number;
}

export interface Trace {
  /** Called once for each request that was sent, failed ones and repetitions included. */
  record(event: TraceEvent): void;
  /** A line about something other than a request, such as a wait. */
  note(text: string): void;
  /** Requests sent so far. */
  requests(): number;
  /** Replies so far with this status. */
  replies(status: number): number;
}

/** A trace that counts; `line` also gets one redacted line for each request. */
export function createTrace(line?: (text: string) => void): Trace {
  const byStatus = new Map<number, number>();
  let sent = 0;
  return {
    record(event) {
      sent += 1;
      byStatus.set(event.status, (byStatus.get(event.status) ?? 0) + 1);
      const status = event.status === 0 ? 'failed' : event.status;
      line?.(redact(`${event.system} ${event.method} ${event.path} ${status} ${Math.round(event.ms)} ms`));
    },
    note: (text) => line?.(redact(text)),
    requests: () => sent,
    replies: (status) => byStatus.get(status) ?? 0,
  };
}
