/** Ctrl-C: while something is being written the first one finishes what is in flight, and the second one ends at once. */
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

/** Runs `work` that may be stopped at any point: an interrupt says `how` to go on, and ends the process. */
export async function stoppable<T>(how: string, work: () => Promise<T>): Promise<T> {
  function onSignal(): void {
    printAside(`\nInterrupted. ${how}\n`);
    exitNow(INTERRUPTED);
  }
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await work();
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
