/** The account's schedules and its own zone, by id, over the time functions. */

export interface Calendar {
  /** The schedule that a ticket has when no rule set one: the first of the list (hc/4408842938522). Empty without schedules. */
  readonly defaultSchedule: string;
  /** Whether there is such a schedule. */
  has(schedule: string): boolean;
  isOpen(schedule: string, at: number): boolean;
  isHoliday(schedule: string, at: number): boolean;
  openMilliseconds(schedule: string, from: number, to: number): number;
  /** The instant at which so much open time has passed; infinity if it never does. */
  addOpen(schedule: string, from: number, milliseconds: number): number;
  /** `YYYY-MM-DD` in the account's zone. */
  localDate(at: number): string;
  /** 12:00 of a date in the account's zone: when due dates fall due (hc/4408885654298). */
  noon(date: string): number;
}
