/** What a person is told when something is wrong: one shape for every part of the program. */

/** A place in a spec file; line and column count from 1. `file` is relative to the spec folder. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'info';

/** `code` is stable and documented (docs/diagnostics.md); `summary` is one line without the position. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly detail?: string;
  /** What to do next, or the nearest valid name. */
  readonly hint?: string;
  readonly at?: Position;
  readonly address?: string;
  /** The account lacks what it is about: the plan leaves that out and lists it, and the rest proceeds. */
  readonly beyond?: Beyond;
}

/** What an account cannot hold: the whole resource, or only the attribute, or its member (`translations.de`), at `part`. */
export interface Beyond {
  readonly part?: string;
}

/** Exit codes of the command line (DESIGN 10): 1 error, 3 partly applied, 4 refused with a code. */
export type ExitCode = 1 | 3 | 4 | 130;

/** The one known error: it carries everything that is wrong at once. Anything else that is thrown is a bug of ours. */
export class SupportctlError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;

  constructor(diagnostics: readonly Diagnostic[], exitCode: ExitCode = 1) {
    super(diagnostics.map((d) => d.summary).join('\n'));
    this.name = 'SupportctlError';
    this.diagnostics = diagnostics;
    this.exitCode = exitCode;
  }
}

/** Throws a `SupportctlError` of one diagnostic with severity `error`. */
export function fail(code: string, summary: string, more: Partial<Diagnostic> = {}, exitCode: ExitCode = 1): never {
  throw new SupportctlError([{ ...more, code, severity: 'error', summary }], exitCode);
}

/** Throws a refusal: exit code 4, nothing was written. `code` is one of DESIGN 10's refusal codes. */
export function refuse(code: string, summary: string, more: Partial<Diagnostic> = {}): never {
  return fail(code, summary, more, 4);
}
