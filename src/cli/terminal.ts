/** The two streams and what is known about them. All output passes here, and through redaction. */
import { redact } from '../http/redact.ts';
import type { Look } from '../report/look.ts';

const PIPE_WIDTH = 100;
const MIN_WIDTH = 40;
const broken = new WeakSet<NodeJS.WriteStream>();

/** A reader who leaves (`| head`) ends the output, not the work: an apply goes on and saves. */
export function survivePipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      broken.add(stream);
      if (error.code !== 'EPIPE') process.exitCode = 1;
    });
  }
}

/** A result, on stdout. */
export function printResult(text: string): void {
  write(process.stdout, redact(text));
}

/** Progress, questions, errors, on stderr. */
export function printAside(text: string): void {
  write(process.stderr, redact(text));
}

/** True where a person can be asked. */
export function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** How text on `stream` may look. */
export async function lookFor(stream: NodeJS.WriteStream): Promise<Look> {
  const { lookOf } = await import('../report/look.ts');
  return lookOf(widthOf(stream), isColoured(stream));
}

function widthOf(stream: NodeJS.WriteStream): number {
  const known = stream.isTTY ? stream.columns : Number.parseInt(process.env.COLUMNS ?? '', 10);
  return Number.isInteger(known) && known > 0 ? Math.max(known, MIN_WIDTH) : PIPE_WIDTH;
}

function isColoured(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}

function write(stream: NodeJS.WriteStream, text: string): void {
  if (!broken.has(stream) && !stream.destroyed) stream.write(text);
}
