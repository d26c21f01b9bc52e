/** What an entry of the table of hazards is: what the platform refuses or spoils, what we do about it, and the tests that show both. */

/** `file › name of the test`, or `file › group › name`; the file is below `test/`. */
export type TestName = `${string}.ts › ${string}`;

/**
 * - `checks`: `plan` says it before the first request; the codes
 * - `engine`: the way in which we read and write keeps clear of it; `see` is the page or decision that says so
 * - `cannot`: it cannot occur here, because …
 */
export type Answer =
  | { readonly checks: readonly string[] }
  | { readonly engine: string; readonly see?: string }
  | { readonly cannot: string };

export interface Hazard {
  /** Of pre-deploy checks a number, of the server's habits `S1`, of false differences `D1`. */
  readonly id: string;
  /** What would go wrong. */
  readonly hazard: string;
  readonly answer: Answer;
  /** What shows that our answer holds. */
  readonly shown: readonly TestName[];
  /** What shows that the platform refuses or spoils it where nobody says a word; every check has one. */
  readonly otherwise?: readonly TestName[];
}
