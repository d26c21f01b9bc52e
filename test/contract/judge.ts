/** The third party: judges an exchange by official documents, a dated supplement and replies of real accounts. */

import { loadDocuments } from './documents.ts';
import type { Exchange, Verdict } from './exchange.ts';
import { createSlackJudge } from './slack.ts';
import { createZendeskJudge } from './zendesk.ts';

export type { Exchange, Verdict } from './exchange.ts';

export interface Judge {
  readonly documents: ReturnType<typeof loadDocuments>;
  judgeExchange(exchange: Exchange): Verdict;
}

/** `folder` holds `openapi/` and `recorded/`. */
export function createJudge(folder: string): Judge {
  const documents = loadDocuments(folder);
  const zendesk = createZendeskJudge(documents);
  const slack = createSlackJudge(documents);
  return {
    documents,
    judgeExchange: (exchange) => (exchange.system === 'slack' ? slack(exchange) : zendesk(exchange)),
  };
}
