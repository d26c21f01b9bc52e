/** `apply` and `destroy`: lock, recover, plan, ask, write, unlock. */
import { hostname, userInfo } from 'node:os';
import { type Diagnostic, refuse, SupportctlError } from '../core/diagnostic.ts';
import type { Plan, PlanOptions, Refusal } from '../core/plan.ts';
import type { Lease, State } from '../core/state.ts';
import { digest, sameValue } from '../core/value.ts';
import { execute } from '../engine/execute.ts';
import { sameState, stateAfter } from '../engine/finish.ts';
import type { Planned } from '../engine/planned.ts';
import { recover } from '../engine/recover.ts';
import { chooseAmong, withChosen } from './choosing.ts';
import type { ApplyOptions, ApplyOutcome, ApplyUi, ProjectOptions } from './contract.ts';
import { countedPlan, planFrom, planOptions } from './planning.ts';
import { connector, kinds, locked, openProject, type Project, type Reading, readTenants, stateOf } from './project.ts';
import { subjectOf } from './rolling-back.ts';
import { stopHook } from './stop-hook.ts';

/** Applies under the lock; whatever happens, the lock is released. */
export async function applyProject(options: ProjectOptions, choice: ApplyOptions, ui: ApplyUi): Promise<ApplyOutcome> {
  const project = await openProject(options);
  const who = userInfo().username;
  return locked(project.backend, choice.lockTimeoutMs, async (lease, run) => {
    const state = await recovered(project);
    return applyLocked(project, state, choice, ui, lease, { run, who });
  });
}

/** Records that spec and tenant agree on these addresses, as an apply without changes would. */
export async function recordAgreement(options: ProjectOptions, addresses: readonly string[]): Promise<void> {
  const project = await openProject(options);
  await locked(project.backend, options.lockTimeoutMs, async () => {
    const state = await stateOf(project.backend);
    const only = planOptions({ only: addresses.filter((address) => state?.resources.has(address)) });
    if (only.only.length === 0) return;
    const reading = await readTenants(project, state, only);
    await saveEmptyRun(project, planFrom(project, state, reading, only), reading);
  });
}

/** State after unfinished runs were looked up; saved before anything new is planned. */
async function recovered(project: Project): Promise<State | undefined> {
  const { backend, clock } = project;
  const [state, runs] = await Promise.all([backend.read(), backend.openRuns()]);
  if (runs.length === 0) return state;
  const operations = runs.reduce((sum, run) => sum + run.records.filter((record) => record.t === 'intent').length, 0);
  for (const { run } of runs) project.options.notify({ type: 'recovering', run, operations });
  // It looks at less than the plan will: what it sees first must not decide how the plan reads.
  const connect = connector(project.desired, { ...project.options, notify: () => undefined });
  const next = await recover(state, runs, { kinds, connect, sleep: clock.sleep });
  if (next !== undefined && (state === undefined || !sameState(state, next))) {
    await backend.write(next, state?.serial ?? 0);
  }
  for (const { run } of runs)
    await backend.append(run, [{ t: 'end', at: new Date(clock.now()).toISOString(), outcome: 'recovered' }]);
  return backend.read();
}

async function applyLocked(
  opened: Project,
  state: State | undefined,
  choice: ApplyOptions,
  ui: ApplyUi,
  lease: Lease,
  identity: { readonly run: string; readonly who: string },
): Promise<ApplyOutcome> {
  const { project, options: wanted } = await subjectOf(opened, state, choice.saved?.options ?? choice.plan);
  const reading = await readTenants(project, state, wanted);
  let known = state;
  let planned: Planned = await countedPlan(project, known, reading, wanted);
  if (choice.saved !== undefined) expectUnmovedPlan(choice.saved, planned.plan);
  else ui.show(planned.plan);
  stopOnErrors(planned.plan);
  const chosen = isAsked(choice) ? await chooseAmong(planned.plan, ui) : new Map();
  if (chosen.size > 0) {
    await project.backend.write(withChosen(known, chosen, planned.plan), known?.serial ?? 0);
    known = await project.backend.read();
    planned = await countedPlan(project, known, reading, wanted);
    ui.show(planned.plan);
    stopOnErrors(planned.plan);
  }
  const agreed = await agree(planned, choice, ui, (options) => countedPlan(project, known, reading, options));
  if (agreed === 'declined') return { plan: planned.plan, declined: true };
  planned = agreed;
  if (!planned.plan.changes.some((change) => change.planned)) {
    await saveEmptyRun(project, planned, reading);
    return { plan: planned.plan };
  }
  const { clock } = project;
  const result = await execute(planned, reading.world, {
    connections: reading.connections,
    backend: project.backend,
    lease,
    notify: project.options.notify,
    concurrency: choice.concurrency,
    signal: choice.signal,
    run: identity.run,
    start: {
      t: 'start',
      run: identity.run,
      environment: project.environment,
      plan: digest(planned.plan),
      who: identity.who,
      host: hostname(),
      pid: process.pid,
      // Runs are ordered by it.
      at: new Date().toISOString(),
      accounts: reading.accounts,
      ...(wanted.rollback === undefined ? {} : { rollback: wanted.rollback }),
    },
    now: clock.now,
    sleep: clock.sleep,
    checkpoint: stopHook(project.options.variables),
  });
  return { plan: planned.plan, result };
}

/** Nothing to write is still worth recording: bases of what agrees, releases, moves. */
async function saveEmptyRun(project: Project, planned: Planned, reading: Reading): Promise<void> {
  const before = planned.input.state;
  const { names } = planned.identities;
  const resources = planned.state?.resources ?? new Map();
  const next = stateAfter(planned, reading.world, names, resources, planned.state?.orders ?? new Map(), new Set());
  if (before !== undefined && sameState(before, next)) return;
  await project.backend.write(next, before?.serial ?? 0);
}

/** Everything but when and by whom must be as it was when the plan was saved. */
function expectUnmovedPlan(saved: Plan, now: Plan): void {
  const moved: string[] = [];
  if (!sameValue(saved.accounts, now.accounts)) moved.push('the tenants');
  if (saved.environment !== now.environment) moved.push('the environment');
  if (saved.seen.tool !== now.seen.tool) moved.push('the version of supportctl');
  if (saved.seen.stateSerial !== now.seen.stateSerial) moved.push('the state');
  for (const file of new Set([...Object.keys(saved.seen.files), ...Object.keys(now.seen.files)])) {
    if (saved.seen.files[file] !== now.seen.files[file]) moved.push(file);
  }
  for (const address of new Set([...Object.keys(saved.seen.objects), ...Object.keys(now.seen.objects)])) {
    if (saved.seen.objects[address] !== now.seen.objects[address]) moved.push(address);
  }
  if (moved.length === 0 && !sameValue(saved.changes, now.changes)) moved.push('the changes');
  if (moved.length === 0) return;
  refuse('PLAN_STALE', `the plan is stale, nothing was written; moved since it was made: ${moved.join(', ')}`, {
    hint: 'make a new plan and review it',
  });
}

function stopOnErrors(plan: Plan): void {
  const fatal = plan.diagnostics.filter(
    (diagnostic) => diagnostic.severity === 'error' || diagnostic.code === 'SECRET_UNSET',
  );
  if (fatal.length > 0) throw new SupportctlError(fatal.map((diagnostic) => ({ ...diagnostic, severity: 'error' })));
}

function asDiagnostic(refusal: Refusal): Diagnostic {
  const { code, address, summary, hint } = refusal;
  return { code, severity: 'error', summary, hint, ...(address === undefined ? {} : { address }) };
}

function stopOnRefusals(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new SupportctlError(refusals.map(asDiagnostic), 4);
}

/** The plan that may be carried out, or that nobody agreed. Throws refusals with exit code 4. */
async function agree(
  first: Planned,
  choice: ApplyOptions,
  ui: ApplyUi,
  replan: (options: PlanOptions) => Promise<Planned>,
): Promise<Planned | 'declined'> {
  const blocking = first.plan.refusals.filter((refusal) => refusal.blocks);
  const asked = isAsked(choice);
  stopOnRefusals(blocking.filter((refusal) => !asked || !refusal.confirmable));
  const { destroy } = first.plan.options;
  const hasWork = first.plan.changes.some((change) => change.planned);
  if (!asked) {
    if (destroy && hasWork && isProduction(first)) {
      refuse('NEEDS_CONFIRMATION', 'destroying a production tenant asks for its subdomain, at a terminal', {
        hint: 'run `supportctl destroy` without --yes at a terminal',
      });
    }
    if (!choice.yes && choice.saved === undefined && hasWork) {
      refuse('NEEDS_CONFIRMATION', 'nobody is there to confirm this plan', {
        hint: 'add --yes, or apply a saved plan',
      });
    }
    return first;
  }
  let planned = first;
  const addresses = (code: Refusal['code']) =>
    blocking.flatMap((r) => (r.code === code && r.address !== undefined ? [r.address] : []));
  const adopting = addresses('NEEDS_CONFIRMATION');
  if (adopting.length > 0) {
    if (!(await ui.confirm({ type: 'adopt', addresses: adopting }, planned.plan))) return 'declined';
    planned = await replan({ ...planned.plan.options, adopt: true });
  }
  const drifted = addresses('DRIFT');
  if (drifted.length > 0 && (await ui.confirm({ type: 'drift', addresses: drifted }, planned.plan))) {
    planned = await replan({ ...planned.plan.options, overwriteDrift: true });
  }
  // What was confirmed made another plan: it is judged like the first, but for what the person has just answered.
  stopOnErrors(planned.plan);
  stopOnRefusals(planned.plan.refusals.filter((refusal) => refusal.blocks && !refusal.confirmable));
  if (!planned.plan.changes.some((change) => change.planned)) return planned;
  const subdomain = first.input.desired.settings.platform.subdomain;
  const what =
    destroy && isProduction(first) ? ({ type: 'destroy', subdomain } as const) : ({ type: 'apply' } as const);
  return (await ui.confirm(what, planned.plan)) ? planned : 'declined';
}

function isAsked({ interactive, yes, saved }: ApplyOptions): boolean {
  return interactive && !yes && saved === undefined;
}

function isProduction(planned: Planned): boolean {
  return planned.input.desired.settings.platform.environment === 'production';
}
