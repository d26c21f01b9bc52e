/** What rules see of a ticket's SLA targets. */
export interface SlaClock {
  /** When the target that breaches next does so. */
  readonly nextBreach: number | undefined;
  /** When the latest breach happened. */
  readonly lastBreach: number | undefined;
}
