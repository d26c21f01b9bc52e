/** `rollback`: the project as it was before some runs, planned and applied like any other. */
import { fail, refuse } from '../core/diagnostic.ts';
import type { PlanOptions } from '../core/plan.ts';
import type { LoggedRun, LogRecord, State, StateBackend } from '../core/state.ts';
import { type Rollback, rollbackOf } from '../engine/rollback.ts';
import { listNames, nearest } from '../spec/nearest.ts';
import { kinds, type Project } from './project.ts';

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
  if (state === undefined)
    return refuse('NO_STATE', 'a rollback needs the state, and there is none', {
      hint: 'restore it, or give the right --env',
    });
  const since = await runsSince(project.backend, options.rollback);
  const { rollback, ...there } = rollbackOf(since, state, kinds);
  return {
    project: asBefore(project, rollback, there),
    options: { ...options, prune: true, rollback: since.at(-1)?.run ?? options.rollback },
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

/** The last runs, newest first; at least `limit` of them, if there are as many, and all since the oldest of these. */
export async function lastRuns(backend: StateBackend, limit: number): Promise<readonly LoggedRun[]> {
  const names = await backend.runs();
  const oldest = names.at(-limit)?.slice(0, SECOND) ?? '';
  return read(backend, names, oldest);
}

/** Length of the time in a run's name: what began in the same second is told apart by its log. */
const SECOND = 15;

async function read(backend: StateBackend, names: readonly string[], since: string): Promise<readonly LoggedRun[]> {
  const wanted = names.filter((run) => run.slice(0, SECOND) >= since);
  const runs = await Promise.all(wanted.map(async (run) => ({ run, records: await backend.log(run) })));
  const begun = (run: LoggedRun) => startOf(run)?.at ?? '';
  return runs.sort((a, b) => (begun(a) < begun(b) ? 1 : -1));
}

export function startOf({ records }: LoggedRun): Extract<LogRecord, { t: 'start' }> | undefined {
  return records.find((record) => record.t === 'start');
}

/** The run that is meant, by its name or the beginning of it, and all since; newest first. */
async function runsSince(backend: StateBackend, wanted: string): Promise<readonly LoggedRun[]> {
  const names = await backend.runs();
  const target = wanted === LAST_RUN ? await lastRun(backend) : named(names, wanted);
  const runs = await read(backend, names, target.slice(0, SECOND));
  return runs.slice(0, runs.findIndex(({ run }) => run === target) + 1);
}

/** A rollback that did not reach its end is gone on with, not taken back. */
async function lastRun(backend: StateBackend): Promise<string> {
  const [last] = await lastRuns(backend, 1);
  if (last === undefined) return fail('NO_RUN', 'nothing was applied here yet, so there is nothing to roll back');
  const back = startOf(last)?.rollback;
  const done = last.records.some((record) => record.t === 'end' && record.outcome === 'done');
  return back === undefined || done ? last.run : back;
}

function named(names: readonly string[], wanted: string): string {
  // What an unset variable of a script leaves is not "the last one".
  if (wanted === '')
    return fail('USAGE', 'the name of the run is empty', {
      hint: 'without any, `rollback` goes back over the last run',
    });
  const found = names.filter((run) => run.startsWith(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only !== undefined)
    return fail('NO_RUN', `${wanted} begins the names of ${found.length} runs: ${listNames(found)}`);
  const near = nearest(wanted, names);
  const meant = near === undefined ? '' : `did you mean ${near}? `;
  return fail('NO_RUN', `the log has no run ${wanted}`, { hint: `${meant}\`supportctl history\` lists them` });
}
