/** `test --live`: the cases of `tests/` as tickets in a tenant, and where it and the simulator differ. */
import type { Address } from '../../core/address.ts';
import { type Diagnostic, fail, type Position, SupportctlError } from '../../core/diagnostic.ts';
import type { Notify } from '../../core/plan.ts';
import { isSendFailure } from '../../core/provider.ts';
import type { TicketDesk } from '../../core/ticket-desk.ts';
import { prepare } from '../../simulate/index.ts';
import type { Native } from '../../simulate/model.ts';
import type { FixturePerson, Fixtures, TestCase } from '../../spec/tests/model.ts';
import type { ProjectOptions } from '../contract.ts';
import { planNow, planOptions } from '../planning.ts';
import { newRun, openProject } from '../project.ts';
import { type Cast, organizationOf, type Stage, stageOf, userOf } from './cast.ts';
import { type Compiled, compileSpec } from './compile.ts';
import { playCase, reachOf, type Theatre } from './live-case.ts';
import { differencesOf, type Fired, firedIn, type LiveDifference } from './live-compare.ts';
import {
  customersOf,
  type ProductionChoice,
  refuseForeigners,
  refuseProduction,
  refuseUnapplied,
} from './live-guards.ts';
import { createTidy, type Left, type Tidy } from './live-left.ts';
import { type Bench, chosenCases, openBench } from './run.ts';
import { liveObjects } from './standing.ts';
import { storyOf } from './stories.ts';

export interface LiveChoice extends ProductionChoice {
  readonly files: readonly string[];
  readonly only: readonly string[];
  /** Where requesters may have their addresses. */
  readonly domains: readonly string[];
  /** Whether to go on where the tenant does not have the spec's rules. */
  readonly anyway: boolean;
  /** First abort: stop after the request that is under way, and clean up. */
  readonly signal: AbortSignal;
}

export interface LiveCase {
  readonly name: string;
  readonly at: Position;
  readonly differences: readonly LiveDifference[];
  readonly fired: Fired;
  /** Parts of the case that cannot be tried in a tenant now, and why. */
  readonly notTried: readonly string[];
  /** How it comes in according to the test; here everything comes in through the API. */
  readonly channel: string;
  /** Why the tenant did not take the ticket. */
  readonly problem?: string;
}

export interface LiveReport {
  readonly tenant: string;
  readonly cases: readonly LiveCase[];
  readonly agree: number;
  readonly differ: number;
  /** What could not be cleaned up. */
  readonly left: readonly Left[];
  /** Requests of the whole run, reading included. */
  readonly requests: number;
  readonly interrupted: boolean;
  /** What ended the run before its time. */
  readonly stopped?: Diagnostic;
}

/**
 * Makes the tickets, compares, and takes everything away. Refuses before the first request where the tenant is production
 * or an address may be somebody's, and before the first write where the tenant's rules are not the spec's.
 */
export async function testLive(
  options: ProjectOptions,
  choice: LiveChoice,
  ask?: (subdomain: string) => Promise<string>,
): Promise<LiveReport> {
  const bench = await openBench(options, choice.files);
  const cases = chosenCases(bench.suite, choice.only, choice.files);
  const customers = customersOf(cases, bench.suite.fixtures);
  refuseForeigners(customers, choice.domains);
  await refuseProduction(bench.desired, choice, ask);
  const project = await openProject(options);
  const { planned, reading } = await planNow(project, planOptions());
  const { provider, subdomain } = bench.desired.settings.platform;
  if (!choice.anyway) refuseUnapplied(planned.plan, subdomain);
  const objects = await liveObjects(project, reading);
  const idOf = (address: Address) => planned.identities.names.idOf(address);
  const compiled = await compileSpec(bench.desired, { objects, idOf });
  const connection = await project.connect(provider);
  const desk = connection.tickets ?? fail('NO_LIVE_TESTS', `sample tickets cannot be made in ${connection.provider}`);
  const run = newRun(Date.now());
  const tidy = createTidy(desk, run);
  const macros = new Map((objects.get('macro') ?? []).map((macro) => [String(macro.id), macro]));
  const told: LiveCase[] = [];
  let stopped: Diagnostic | undefined;
  let left: readonly Left[] = [];
  try {
    const stage = await castLive(compiled, bench.suite.fixtures, customers, desk, tidy, run, choice.signal);
    const simulator = prepare(stage.account, { views: false, render: false });
    const theatre = { stage, simulator, desk, tidy, macros, signal: choice.signal };
    await playAll(bench, cases, theatre, told, options.notify);
  } catch (error) {
    stopped = diagnosticOf(error);
  } finally {
    left = await tidy.removeAll();
  }
  const differ = told.filter(({ differences, problem }) => differences.length > 0 || problem !== undefined).length;
  return {
    tenant: connection.account,
    cases: told,
    agree: told.length - differ,
    differ,
    left,
    requests: connection.requests(),
    interrupted: choice.signal.aborted,
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** Makes the customers and their organizations. Agents of the tests would cost a seat each: we stand in for all of them. */
async function castLive(
  compiled: Compiled,
  fixtures: Fixtures,
  customers: ReadonlyMap<string, FixturePerson>,
  desk: TicketDesk,
  tidy: Tidy,
  run: string,
  signal: AbortSignal,
): Promise<Stage> {
  const ids = new Map<string, string>();
  const cast: Cast = {
    person: (key) => ids.get(`user ${key}`) ?? desk.self,
    organization: (key) => ids.get(`organization ${key}`) ?? '',
  };
  async function make(kind: 'user' | 'organization', key: string, native: Native): Promise<void> {
    if (signal.aborted) return;
    const made = await tidy.making(kind, async (mark) => ({ id: await desk.createPeople(kind, native, mark) }));
    ids.set(`${kind} ${key}`, made.id);
  }
  const wanted = new Set([...customers.values()].map(({ organization }) => organization));
  const organizations = [...fixtures.organizations].flatMap(([key, own]) =>
    // Names of organizations are taken once only.
    wanted.has(key) ? [[key, { ...own, name: `${own.name} (${run})` }] as const] : [],
  );
  const people = [...customers].map(
    ([key, own]) => [key, { ...own, email: own.email.replace('@', `+${run}@`) }] as const,
  );
  for (const [key, own] of organizations) await make('organization', key, organizationOf(key, own, compiled, cast));
  for (const [key, own] of people) await make('user', key, userOf(key, own, compiled, cast));
  return stageOf(compiled, { organizations: new Map(organizations), people: new Map(people) }, cast);
}

async function playAll(
  bench: Bench,
  cases: readonly TestCase[],
  theatre: Theatre,
  told: LiveCase[],
  notify: Notify,
): Promise<void> {
  const { stage, tidy, signal } = theatre;
  for (const [done, test] of cases.entries()) {
    if (signal.aborted) return;
    notify({ type: 'trying', name: test.name, done, of: cases.length });
    const offline = bench.simulator.run(storyOf(test, bench.stage), { trace: false, views: false, render: false });
    const { events, notTried } = reachOf(test, offline, bench.stage, theatre);
    const about = { name: test.name, at: test.at, notTried, channel: test.given.channel };
    try {
      const played = await playCase(test, events, theatre);
      if (played === undefined) return;
      told.push({ ...about, differences: differencesOf(played, stage), fired: firedIn(played, stage) });
    } catch (error) {
      // What the tenant refuses is about this case; whatever else fails would fail for the others too.
      if (!isSendFailure(error) || error.outcome !== 'refused') throw error;
      told.push({ ...about, differences: [], fired: { simulator: [], tenant: [] }, problem: error.message });
    }
    await tidy.removeTickets();
  }
}

/** Whatever ends a run is told after the cleaning up; what is no problem that we know stays one of ours. */
function diagnosticOf(error: unknown): Diagnostic {
  if (error instanceof SupportctlError) {
    const [first] = error.diagnostics;
    if (first !== undefined) return first;
  }
  if (isSendFailure(error)) return { code: 'LIVE_STOPPED', severity: 'error', summary: error.message };
  throw error;
}
