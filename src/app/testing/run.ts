/** Runs the cases of `tests/` against the spec, offline. */
import { type Diagnostic, type Position, SupportctlError } from '../../core/diagnostic.ts';
import type { Desired } from '../../core/resource.ts';
import { type Outcome, prepare, type Simulator } from '../../simulate/index.ts';
import type { LoadedSpec } from '../../spec/load.ts';
import { nearest } from '../../spec/nearest.ts';
import type { Check, TestCase, TestSuite } from '../../spec/tests/model.ts';
import { readTests } from '../../spec/tests/read.ts';
import type { ProjectOptions } from '../contract.ts';
import { loadProject } from '../project.ts';
import { type Stage, stageOf } from './cast.ts';
import { type Compiled, compileSpec } from './compile.ts';
import { type CoverageReport, createCoverage } from './coverage.ts';
import { explain } from './explain.ts';
import { judge, ruleName, type Seen } from './judge.ts';
import { ruleTexts } from './rule-text.ts';
import { storyOf } from './stories.ts';

export interface Failure {
  readonly at: Position;
  readonly what: string;
  readonly wanted: string;
  readonly got: string;
  /** The rule that decided, or the condition that kept one from firing. */
  readonly because?: string;
}

export interface CaseResult {
  readonly name: string;
  readonly at: Position;
  readonly failures: readonly Failure[];
  readonly checks: number;
  /** What the simulator could not tell, or found wrong, while it ran the case. */
  readonly findings: readonly string[];
}

export interface TestReport {
  readonly cases: readonly CaseResult[];
  readonly passed: number;
  readonly failed: number;
  readonly leftOut: number;
  readonly coverage?: CoverageReport;
}

export interface TestChoice {
  /** Paths of test files, relative to the spec's folder; all if empty. */
  readonly files: readonly string[];
  /** Names of cases, `*` for any words; all if empty. */
  readonly only: readonly string[];
  readonly coverage: boolean;
}

/** A spec with its tests, compiled. */
export interface Bench {
  readonly loaded: LoadedSpec;
  readonly desired: Desired;
  readonly compiled: Compiled;
  readonly suite: TestSuite;
  readonly stage: Stage;
  readonly simulator: Simulator;
}

/** Loads a spec and its tests. Throws a `SupportctlError` with everything that is wrong with either. */
export async function openBench(
  options: ProjectOptions,
  files: readonly string[] = [],
  story?: { readonly file: string; readonly text: string },
): Promise<Bench> {
  const loaded = await loadProject(options);
  const { desired, diagnostics, folder, priorities } = loaded;
  if (desired === undefined) throw new SupportctlError(diagnostics);
  const compiled = await compileSpec(desired);
  const read = readTests({
    folder,
    desired,
    priorities,
    variables: options.variables,
    channels: Object.keys(compiled.channels),
    files: files.length === 0 ? undefined : files,
    ...(story === undefined ? {} : { story }),
  });
  const unknown = files.filter((file) => !read.files.includes(file)).map((file) => unknownFile(file, read.files));
  if (read.suite === undefined || unknown.length > 0) throw new SupportctlError([...unknown, ...read.diagnostics]);
  const stage = stageOf(compiled, read.suite.fixtures);
  return { loaded, desired, compiled, suite: read.suite, stage, simulator: prepare(stage.account) };
}

function unknownFile(file: string, files: readonly string[]): Diagnostic {
  const near = nearest(file, files);
  return {
    code: 'TEST_NO_FILE',
    severity: 'error',
    summary: `there is no test file ${file}`,
    ...(near === undefined
      ? { detail: `there are: ${files.join(', ') || 'none'}` }
      : { hint: `did you mean ${near}?` }),
  };
}

/** Runs the chosen cases of a spec's tests. */
export async function runTests(options: ProjectOptions, choice: TestChoice): Promise<TestReport> {
  return testBench(await openBench(options, choice.files), choice);
}

function noTests(files: readonly string[]): Diagnostic {
  return {
    code: 'TEST_NONE',
    severity: 'error',
    summary: `there is no case in ${files.length === 0 ? 'tests/' : files.join(', ')}`,
    hint: 'write tests/routing.yaml; docs/testing.md shows how',
  };
}

/** Runs the chosen cases of a bench. Throws `TEST_NONE` where no case has a name that was asked for. */
export function testBench(
  bench: Bench,
  { only, coverage, files }: Omit<TestChoice, 'files'> & Partial<Pick<TestChoice, 'files'>>,
): TestReport {
  const { suite, stage, simulator } = bench;
  const chosen = chosenCases(suite, only, files);
  const sum = createCoverage();
  const cases = chosen.map((test) =>
    runCase(test, stage, simulator, coverage ? (outcome) => sum.add(outcome) : undefined),
  );
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  return {
    cases,
    failed,
    passed: cases.length - failed,
    leftOut: suite.cases.length - cases.length,
    ...(coverage ? { coverage: sum.report(stage, ruleTexts(bench.desired)) } : {}),
  };
}

/** The cases of these names, or all. Throws `TEST_NONE` where there is none in the files that were asked for. */
export function chosenCases(
  suite: TestSuite,
  only: readonly string[],
  files: readonly string[] = [],
): readonly TestCase[] {
  if (suite.cases.length === 0) throw new SupportctlError([noTests(files)]);
  const chosen = suite.cases.filter(({ name }) => only.length === 0 || only.some((pattern) => fits(pattern, name)));
  if (chosen.length === 0) throw new SupportctlError([noSuchCase(only, suite)]);
  return chosen;
}

function noSuchCase(only: readonly string[], { cases }: TestSuite): Diagnostic {
  const near = nearest(
    only[0] ?? '',
    cases.map(({ name }) => name),
  );
  return {
    code: 'TEST_NONE',
    severity: 'error',
    summary: `no case is called ${only.join(' or ')}`,
    hint: near === undefined ? 'a part of a name needs stars: "*night*"' : `did you mean "${near}"?`,
  };
}

/** True if `name` is `pattern`, in which `*` stands for anything. */
export function fits(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(name);
}

/** One case; where single events have expectations, the story is told up to each of them. `seen` gets traced outcomes. */
export function runCase(
  test: TestCase,
  stage: Stage,
  simulator: Simulator,
  seen?: (outcome: Outcome) => void,
): CaseResult {
  const needs = needsOf(test, seen !== undefined);
  const told = new Map<number, Outcome>();
  function upTo(events: number): Outcome {
    const known = told.get(events) ?? simulator.run(storyOf(test, stage, events), needs);
    if (!told.has(events)) seen?.(known);
    told.set(events, known);
    return known;
  }
  const failures: Failure[] = [];
  let checks = 0;
  function check(list: readonly Check[], what: Seen, events: number): void {
    for (const one of list) {
      checks += 1;
      const verdict = judge(one, what, stage);
      if (verdict.ok) continue;
      // Only a failure has to be explained, and what explains it costs more than the run.
      const traced = needs.trace
        ? what.outcome
        : simulator.run(storyOf(test, stage, events), { ...needs, trace: true });
      const because = explain(one, traced, stage);
      const { what: about, wanted, got } = verdict;
      failures.push({ at: one.at, what: about, wanted, got, ...(because === undefined ? {} : { because }) });
    }
  }
  const moments = [test.given.expect, ...test.events.map((event) => event.expect)];
  for (const [events, list] of moments.entries()) {
    if (list.length === 0) continue;
    check(list, since(events === 0 ? undefined : upTo(events - 1), upTo(events)), events);
  }
  const whole = upTo(test.events.length);
  check(test.expect, since(undefined, whole), test.events.length);
  const findings = [...new Set(whole.findings.map((finding) => findingWords(finding, stage)))];
  return { name: test.name, at: test.at, failures, checks, findings };
}

/** What the checks of a case look at; the rest need not be worked out. */
function needsOf({ given, events, expect }: TestCase, traced: boolean) {
  const checks = [...given.expect, ...events.flatMap((event) => event.expect), ...expect];
  const has = (...words: readonly Check['what'][]) => checks.some((check) => words.includes(check.what));
  return { trace: traced || has('sla'), views: traced || has('view'), render: has('mail', 'webhook') };
}

/** The same story told further repeats its beginning, so what is new stands at the end. */
function since(before: Outcome | undefined, outcome: Outcome): Seen {
  return {
    outcome,
    fired: outcome.fired.slice(before?.fired.length ?? 0),
    notifications: outcome.notifications.slice(before?.notifications.length ?? 0),
  };
}

function findingWords({ rule, message }: Outcome['findings'][number], stage: Stage): string {
  return rule === undefined ? message : `${ruleName(rule, stage)}: ${message}`;
}
