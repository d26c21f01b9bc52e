/** One request with its reply, and what a third party says about it. */

import type { Json } from './json.ts';

export interface Exchange {
  readonly system: 'zendesk' | 'slack';
  readonly method: string;
  /** As it was sent, below the host: `/api/v2/groups.json`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestBody?: Json;
  readonly status: number;
  readonly responseBody?: Json;
}

/** The weakest of the sources that were needed; `none` if there is none for a part of the exchange. */
export type JudgedBy = 'openapi' | 'derived' | 'supplement' | 'recording' | 'none';

export interface Verdict {
  readonly operation: string;
  readonly judgedBy: JudgedBy;
  readonly problems: readonly string[];
}
