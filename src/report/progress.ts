/** What the engine is at, for people who wait: a spinner at a terminal, plain lines for what was written elsewhere. */
import { type Address, keyOf, kindOf } from '../core/address.ts';
import type { Event, Op } from '../core/plan.ts';
import { diagnosticLines } from './diagnostics.ts';
import { headingOf } from './kinds.ts';
import type { Look } from './look.ts';
import { clean, cleaned, count, shortened } from './text.ts';
import { DONE } from './words.ts';

/** One text that is replaced again and again; the host decides how. */
export interface Ticker {
  show(text: string): void;
  /** Takes the text away, so that lines can be printed. */
  hide(): void;
}

export interface Progress {
  notify(event: Event): void;
  /** Makes room for a result or a question; the next event goes on. */
  pause(): void;
}

/**
 * Turns events into lines and a ticking text. `line` prints one line; without a ticker only what lasts is told. With
 * `reads` that is each list too, for those who wait for many.
 */
export function progress(
  line: (text: string) => void,
  ticker: Ticker | undefined,
  look: Look,
  { reads = false }: { readonly reads?: boolean } = {},
): Progress {
  const reading = new Set<string>();
  const kept = new Set<string>();
  let written = 0;

  function lasting(lines: readonly string[]): void {
    ticker?.hide();
    for (const text of lines) line(text);
  }

  function tick(text: string): void {
    ticker?.show(shortened(text, look.width - 4));
  }

  function tickReading(): void {
    const [first] = reading;
    if (first === undefined) return;
    tick(reading.size === 1 ? `Reading ${first}` : `Reading ${first} and ${reading.size - 1} more`);
  }

  function notify(dirty: Event): void {
    const event = cleaned(dirty);
    switch (event.type) {
      case 'reading':
        reading.add(headingOf(event.kind).toLowerCase());
        tickReading();
        return;
      case 'read':
        reading.delete(headingOf(event.kind).toLowerCase());
        if (reads && event.count > 0 && !kept.has(event.kind))
          lasting([`${look.paint.green('✓')} ${headingOf(event.kind)}: ${event.count}`]);
        tickReading();
        return;
      case 'kept':
        kept.add(event.kind);
        lasting([`${look.paint.green('✓')} ${headingOf(event.kind)}: read ${Math.ceil(event.age / 60_000)} min ago`]);
        return;
      case 'fetching':
        tick(`Fetching the files of ${event.of} ${event.kind}`);
        return;
      case 'fetched':
        if (reads && event.count > 0) lasting([`${look.paint.green('✓')} Files of ${event.kind}: ${event.count}`]);
        return;
      case 'recovering':
        lasting([`Recovering run ${event.run}: ${count(event.operations, 'operation')} without a known end`]);
        return;
      case 'writing':
        tick(`Writing ${event.address} (${written} done)`);
        return;
      case 'wrote':
        written += 1;
        lasting([`${look.paint.green('✓')} ${doneWords(event.op, event.address)}`]);
        return;
      case 'failed':
        lasting([`${look.paint.red('✗')} ${event.op} ${event.address}: ${clean(event.diagnostic.summary)}`]);
        return;
      case 'verifying':
        tick(`Verifying ${headingOf(event.kind).toLowerCase()}`);
        return;
      case 'trying':
        tick(`Trying ${event.name} (${event.done} of ${event.of} done)`);
        return;
      case 'warning':
        lasting(diagnosticLines(event.diagnostic, look));
        return;
      default:
        event satisfies never;
    }
  }

  return { notify, pause: () => ticker?.hide() };
}

/** The last step of a set of rules is no object of its own: `activate.trigger`. */
function doneWords(op: Op, address: Address): string {
  return kindOf(address) === 'activate'
    ? `switched on the ${headingOf(keyOf(address)).toLowerCase()}`
    : `${DONE[op]} ${address}`;
}
