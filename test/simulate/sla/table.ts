/** Tables of cases about one metric: a line is a script, a minute, what the metric's clocks are then, and the behaviour that this shows. */
import { describe, expect, test } from 'vitest';
import { METRICS, type Metric, type SlaOptions } from '../../../src/simulate/sla/index.ts';
import { clocks, play, policy } from './script.ts';

const HOURLY = Object.fromEntries(METRICS.map((metric) => [metric, 60]));

/** `settings` are advanced settings of the metric. Every metric has a target of an hour. */
export function table(
  metric: Metric,
  text: string,
  {
    settings = [],
    options = {},
  }: { readonly settings?: readonly string[]; readonly options?: Partial<SlaOptions> } = {},
): void {
  const standard = policy(HOURLY, { settings: settings.map((setting) => `${metric}.${setting}`) });
  describe([metric, ...settings, ...Object.values(options)].join(', '), () => {
    for (const line of text.trim().split('\n')) {
      const [script = '', rest = ''] = line.trim().split(' @');
      const [outcome = '', behaviour = ''] = rest.split(' : ');
      const [minute = '', ...expected] = outcome.split(' ');
      test(behaviour, () => {
        const state = play(script.split(', '), { policies: { standard }, options });
        expect(clocks(state, metric, Number(minute), options)).toBe(expected.join(' '));
      });
    }
  });
}
