/** The platform's own words for the five statuses, which are kept as placeholders. */

/** Category → for agents, for customers, when to use it. */
const WORDINGS: Readonly<Record<string, readonly [agent: string, customer: string, use: string]>> = {
  new: ['New', 'Open', 'Tickets that are new'],
  open: ['Open', 'Open', 'Tickets that are open'],
  pending: ['Pending', 'Pending', 'Tickets that are pending'],
  hold: ['On-hold', 'On-hold', 'Tickets that are on-hold'],
  solved: ['Solved', 'Solved', 'Tickets that are solved'],
};

export const STATUS_CATEGORIES = Object.keys(WORDINGS);

/** English, whatever the language of whoever asks. */
export function systemWording(raw: string): string | undefined {
  const [, customer, category, use] = /^\{\{zd\.status_(end_user_)?([a-z]+?)(_description)?\}\}$/.exec(raw) ?? [];
  const words = WORDINGS[category ?? ''];
  if (!words) return undefined;
  if (use !== undefined) return words[2];
  return customer === undefined ? words[0] : words[1];
}
