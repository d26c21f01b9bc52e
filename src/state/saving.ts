/** The rules of a save that all backends keep: serials go up, nobody overwrites what he has not read, what moved away stays away. */
import { fail, refuse, SupportctlError } from '../core/diagnostic.ts';
import type { State } from '../core/state.ts';

/** The serial of a save: after the one it replaces, and after the state's own when it comes from elsewhere. */
export function serialAfter(state: State, expectedSerial: number): number {
  return Math.max(state.serial, expectedSerial) + 1;
}

/** Somebody saved since we read. */
export function failMoved(found: number, expected: number): never {
  return fail('STATE_MOVED', `state was saved by somebody else (serial ${found}, expected ${expected})`, {
    hint: 'run the command again: it starts from the new state',
  });
}

/** The state here is no longer the one that counts. */
export function failRetired(name: string, note: string): never {
  return refuse('STATE_RETIRED', `the state in ${name} is retired: ${note.trim()}`, {
    hint: 'say in `state:` of the spec where it is now, or bring it back with `supportctl state migrate`',
  });
}

/** True for what `read` throws of a state that moved elsewhere. */
export function isRetired(error: unknown): boolean {
  return error instanceof SupportctlError && error.diagnostics[0]?.code === 'STATE_RETIRED';
}
