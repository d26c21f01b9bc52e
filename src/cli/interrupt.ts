/** Ctrl-C while something is being written: the first one finishes what is in flight, the second one ends at once. */
import { exitNow } from './exit.ts';
import { printAside } from './terminal.ts';

export const INTERRUPTED = 130;

/** Runs `work` with a signal that the first interrupt aborts. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  function onSignal(): void {
    if (controller.signal.aborted) exitNow(INTERRUPTED);
    printAside('\nInterrupted: finishing what is in flight and saving. Once more stops at once.\n');
    controller.abort();
  }
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
