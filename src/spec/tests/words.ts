/** The words of the test language that are neither keys of the spec nor anybody's own. */

/** SLA metrics, as the spec calls them. */
export const METRICS = [
  'first_reply',
  'next_reply',
  'periodic_update',
  'pausable_update',
  'requester_wait',
  'agent_work',
  'resolution',
] as const;
export const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;
export const TYPES = ['question', 'incident', 'problem', 'task'] as const;
export const SATISFACTIONS = ['unoffered', 'offered', 'good', 'bad', 'good_with_comment', 'bad_with_comment'] as const;
