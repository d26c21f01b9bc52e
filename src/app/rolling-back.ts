/** `rollback`: the project as it was before some runs, planned and applied like any other. */
import { fail } from '../core/diagnostic.ts';
import type { PlanOptions } from '../core/plan.ts';
import type { LoggedRun, LogRecord, State, StateBackend } from '../core/state.ts';
import { type Rollback, rollbackOf } from '../engine/rollback.ts';
import { nearest } from '../spec/nearest.ts';
import { kinds, type Project } from './project.ts';

/** As far back as a rollback looks, in runs. */
const REACH = 1000;
/** Instead of a run's name: the last one. */
export const LAST_RUN = 'last';

/** What is planned: the project, or what it was, and the choices that go with it. */
export interface Subject {
  readonly project: Project;
  readonly options: PlanOptions;
}

/** The project as it is, unless the options say `rollback`. Throws for a run that the log does not know. */
export async function subjectOf(project: Project, state: State | undefined, options: PlanOptions): Promise<Subject> {
  if (options.rollback === undefined) return { project, options };
  const logged = await loggedRuns(project.backend, REACH);
  const target = targetOf(logged, options.rollback);
  const since = logged.slice(0, logged.indexOf(target) + 1);
  const { rollback, ...there } = rollbackOf(since, state, kinds);
  return {
    project: asBefore(project, rollback, there),
    options: { ...options, prune: true, rollback: target.run },
  };
}

/** What was there instead of what the spec says. The spec's files, and what it says about drift, are not asked. */
function asBefore(
  project: Project,
  rollback: Rollback,
  there: Pick<Project['desired'], 'resources' | 'moved'>,
): Project {
  const { drift: _drift, ...settings } = project.desired.settings;
  const desired = { ...there, order: new Map(), settings, files: new Map() };
  return { ...project, desired, diagnostics: [], rollback };
}

/** Ended runs and those that were cut off, newest first. */
export async function loggedRuns(backend: StateBackend, limit: number): Promise<readonly LoggedRun[]> {
  const [ended, open] = await Promise.all([backend.runs(limit), backend.openRuns()]);
  const begun = (run: LoggedRun) => startOf(run)?.at ?? '';
  return [...ended, ...open].sort((a, b) => (begun(a) < begun(b) ? 1 : -1)).slice(0, limit);
}

export function startOf({ records }: LoggedRun): Extract<LogRecord, { t: 'start' }> | undefined {
  return records.find((record) => record.t === 'start');
}

/** The run that is meant: by its name or the beginning of it, or the last one. */
function targetOf(runs: readonly LoggedRun[], wanted: string): LoggedRun {
  const [last] = runs;
  if (last === undefined) return fail('NO_RUN', 'nothing was applied here yet, so there is nothing to roll back');
  if (wanted === LAST_RUN) return unfinished(runs, last) ?? last;
  const found = runs.filter(({ run }) => run.startsWith(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const names = runs.map(({ run }) => run);
  if (found.length > 1)
    return fail(
      'NO_RUN',
      `${wanted} begins the name of ${found.length} runs: ${found.map(({ run }) => run).join(', ')}`,
    );
  const near = nearest(wanted, names);
  const hint =
    near === undefined ? '`supportctl history` lists them' : `did you mean ${near}? \`supportctl history\` lists them`;
  return fail('NO_RUN', `the log has no run ${wanted}`, { hint });
}

/** A rollback that did not reach its end is gone on with, not taken back. */
function unfinished(runs: readonly LoggedRun[], last: LoggedRun): LoggedRun | undefined {
  const back = startOf(last)?.rollback;
  const end = last.records.find((record) => record.t === 'end');
  if (back === undefined || end?.outcome === 'done') return undefined;
  return runs.find(({ run }) => run === back);
}
