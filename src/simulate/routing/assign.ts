/** Which agent omnichannel routing gives a ticket. support.zendesk.com/hc/en-us/articles/7990049158554 */

export type RoutingChannel = 'email' | 'messaging' | 'call';

/** An agent whose status makes them eligible. */
export interface RoutableAgent {
  readonly agent: string;
  /** How much more work of this channel they can take. */
  readonly spare: number;
  /** Since their last assignment on this channel; an offer, a manual assignment and a reopened ticket count. */
  readonly minutesSinceAssignment: number;
  readonly onCall: boolean;
}

export interface RoutingSettings {
  readonly method: 'round_robin' | 'highest_spare_capacity';
  /** Whether a call keeps messaging conversations, and only these, away from an agent. */
  readonly focusMode: boolean;
}

/**
 * The agent who gets the next ticket; undefined if nobody has capacity, when the first one to have some gets it. Round robin
 * takes whoever had no assignment for longest; the other method whoever has most spare capacity, and among equals again the
 * one who waited longest.
 */
export function routeTo(
  agents: readonly RoutableAgent[],
  channel: RoutingChannel,
  { method, focusMode }: RoutingSettings,
): RoutableAgent | undefined {
  const free = agents.filter(({ spare, onCall }) => spare > 0 && !(focusMode && onCall && channel === 'messaging'));
  const longest = [...free].sort((a, b) => b.minutesSinceAssignment - a.minutesSinceAssignment);
  if (method === 'round_robin') return longest[0];
  return longest.sort((a, b) => b.spare - a.spare)[0];
}
