/** `lint`: the rules of good order over a spec, offline, or with what its tenant shows. */
import { SupportctlError } from '../core/diagnostic.ts';
import type { LiveObject } from '../core/provider.ts';
import { lint } from '../lint/lint.ts';
import type { LintReport, ProjectOptions } from './contract.ts';
import { loadProject } from './project.ts';
import { trialOfSpec } from './trial.ts';

export interface LintOptions {
  readonly only?: readonly string[];
  readonly now: number;
  /** The tenant's objects by kind, where it was read. */
  readonly live?: ReadonlyMap<string, readonly LiveObject[]>;
}

/** Findings in a spec. Throws a `SupportctlError` where it cannot be loaded. */
export async function lintProject(options: ProjectOptions, chosen: LintOptions): Promise<LintReport> {
  const { desired, diagnostics } = await loadProject(options);
  if (desired === undefined) throw new SupportctlError(diagnostics);
  const trial = await trialOfSpec(desired);
  const { only, now, live } = chosen;
  const linted = lint(
    { desired, now, ...(live === undefined ? {} : { live }), ...(trial === undefined ? {} : { trial }) },
    only === undefined ? undefined : new Set(only),
  );
  return { linted, objects: desired.resources.length };
}
