/** The reasons that a customer may give for a bad rating: developer.zendesk.com/api-reference/ticketing/ticket-management/satisfaction_reasons/#reason-codes */

import type { Garden } from './plant.ts';
import { plant } from './plant.ts';

const REASONS: Readonly<Record<number, string>> = {
  0: 'No reason provided',
  5: 'The issue took too long to resolve',
  6: 'The issue was not resolved',
  7: "The agent's knowledge is unsatisfactory",
  8: "The agent's attitude is unsatisfactory",
  100: 'Some other reason',
};

export function seedReasons(garden: Garden): void {
  for (const [code, value] of Object.entries(REASONS)) {
    plant(garden, 'satisfaction_reasons', { reason_code: Number(code), value, raw_value: value });
  }
}
