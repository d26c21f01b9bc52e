/** A spinner on stderr, loaded only when there is something to wait for. */
import type { Ora } from 'ora';
import { redact } from '../http/redact.ts';
import type { Ticker } from '../report/progress.ts';

/** Short waits show nothing: a spinner that flashes up tells nobody anything. */
const DELAY_MS = 150;

/** A ticker that shows the last text it was given. */
export function openTicker(): Ticker {
  let spinner: Ora | undefined;
  let wanted: string | undefined;
  let loading = false;

  async function load(): Promise<void> {
    loading = true;
    await new Promise((resolve) => setTimeout(resolve, DELAY_MS).unref());
    if (wanted !== undefined) {
      const { default: ora } = await import('ora');
      // stdin stays as it is: Ctrl-C must reach the process as a signal.
      spinner = ora({ stream: process.stderr, discardStdin: false });
    }
    loading = false;
    if (wanted !== undefined) spinner?.start(wanted);
  }

  return {
    show(text) {
      wanted = redact(text);
      if (spinner === undefined) {
        if (!loading) load().catch(() => undefined);
      } else if (spinner.isSpinning) spinner.text = wanted;
      else spinner.start(wanted);
    },
    hide() {
      wanted = undefined;
      if (spinner?.isSpinning) spinner.stop();
    },
  };
}
