/** Time zones that the platform has no name for: another one in which clocks show the same. */

/** The zone of `known` for `zone`: itself, or one that keeps the same time all year; undefined if there is none. */
export function platformZone(zone: string, known: readonly string[], today: Date): string | undefined {
  if (known.includes(zone)) return zone;
  const moments = Array.from({ length: 24 }, (_, index) => today.getTime() + index * 15 * 86_400_000);
  const own = clocks(zone, moments);
  return known.find((other) => clocks(other, moments) === own);
}

/** A zone of `known` in which clocks show the same on that day. */
export function zoneOfToday(zone: string, known: readonly string[], today: Date): string | undefined {
  const own = clocks(zone, [today.getTime()]);
  return known.find((other) => clocks(other, [today.getTime()]) === own);
}

function clocks(zone: string, moments: readonly number[]): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return moments.map((moment) => format.format(moment)).join();
}
