/** `plan --impact`: the tests' tickets and the matrix before and after the plan, and which of them fare otherwise. */
import type { Address } from '../../core/address.ts';
import { SupportctlError } from '../../core/diagnostic.ts';
import type { Plan, PlanOptions } from '../../core/plan.ts';
import type { Planned } from '../../engine/planned.ts';
import { type Outcome, prepare } from '../../simulate/index.ts';
import type { Native } from '../../simulate/model.ts';
import type { TestSuite } from '../../spec/tests/model.ts';
import { readTests } from '../../spec/tests/read.ts';
import type { ProjectOptions } from '../contract.ts';
import { planNow } from '../planning.ts';
import { openProject, type Project, type Reading } from '../project.ts';
import { type Stage, stageOf } from './cast.ts';
import { accountOf, type Compiled, compileSpec } from './compile.ts';
import { condensed, type Row } from './condense.ts';
import { ruleName } from './judge.ts';
import { axesOf, runMatrix } from './matrix.ts';
import { liveObjects } from './standing.ts';
import { storyOf } from './stories.ts';

export interface Impact {
  /** Cases whose ticket fares otherwise, and in what. */
  readonly cases: readonly { readonly name: string; readonly changes: readonly Difference[] }[];
  readonly sameCases: number;
  /** New tickets that end elsewhere, told by what makes a difference. */
  readonly rows: readonly Row<readonly Difference[]>[];
  readonly sameCombinations: number;
}

export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** The plan, and what it does to tickets. Reads the tenant once, and writes nothing. */
export async function planImpact(
  options: ProjectOptions,
  chosen: PlanOptions,
): Promise<{ readonly plan: Plan; readonly impact: Impact }> {
  const project = await openProject(options);
  const { planned, reading } = await planNow(project, chosen);
  return { plan: planned.plan, impact: await impactOf(project, planned, reading) };
}

async function impactOf(project: Project, planned: Planned, reading: Reading): Promise<Impact> {
  const { desired, spec } = project;
  const objects = await liveObjects(project, reading);
  const idOf = (address: Address) => planned.identities.names.idOf(address);
  const gone = new Set(
    planned.items.flatMap(({ change, live }) =>
      change.planned && change.op === 'delete' && live !== undefined ? [`${live.kind}/${live.id}`] : [],
    ),
  );
  const left = new Map(
    [...objects].map(([kind, natives]) => [kind, natives.filter(({ id }) => !gone.has(`${kind}/${String(id)}`))]),
  );
  const after = await compileSpec(desired, { objects: left, idOf });
  const before = standingAccount(project, objects, idOf, after);
  const suite = suiteOf(project, after);
  const cases = suite.cases.map((test) => {
    const [old, now] = [before, after].map((compiled) => fateOf(stageOf(compiled, suite.fixtures), test));
    return { name: test.name, changes: differences(old ?? {}, now ?? {}) };
  });
  const axes = axesOf(desired, after, spec.priorities, {});
  const [old, now] = [before, after].map((compiled) => runMatrix(compiled, axes, spec.priorities));
  const pairs = (now?.combinations ?? []).flatMap(({ values, outcome }, index) => {
    const then = old?.combinations[index]?.outcome;
    const changes = differences({ ...then }, { ...outcome });
    return changes.length === 0 ? [] : [{ values, outcome: changes }];
  });
  const changed = cases.filter(({ changes }) => changes.length > 0);
  return {
    cases: changed,
    sameCases: cases.length - changed.length,
    rows: condensed(now?.dimensions ?? [], pairs),
    sameCombinations: (now?.combinations.length ?? 0) - pairs.length,
  };
}

function standingAccount(
  { desired }: Project,
  objects: ReadonlyMap<string, readonly Native[]>,
  idOf: (address: Address) => string | undefined,
  after: Compiled,
): Compiled {
  const { client, platform } = desired.settings;
  const ids = new Map(
    desired.resources.flatMap(({ address }) => {
      const id = idOf(address);
      return id === undefined ? [] : [[address, id] as const];
    }),
  );
  return {
    account: accountOf((kind) => objects.get(kind) ?? [], platform.subdomain, client.timezone ?? 'UTC'),
    channels: after.channels,
    ids,
    addressOf: (kind, id) => {
      const address = after.addressOf(kind, id);
      return address !== undefined && ids.has(address) ? address : undefined;
    },
  };
}

function suiteOf({ desired, spec, options }: Project, { channels }: Compiled): TestSuite {
  const { suite, diagnostics } = readTests({
    folder: spec.folder,
    desired,
    priorities: spec.priorities,
    variables: options.variables,
    channels: Object.keys(channels),
  });
  if (suite === undefined) throw new SupportctlError(diagnostics);
  return suite;
}

/** How a ticket fares, in words. */
function fateOf(stage: Stage, test: TestSuite['cases'][number]): Readonly<Record<string, string>> {
  const outcome = prepare(stage.account, { trace: false, render: false, views: false }).run(storyOf(test, stage));
  const { ticket, sla } = outcome;
  const policy = sla.at(-1)?.policy;
  return {
    group: stage.nameOf('group', ticket.group_id),
    assignee: stage.nameOf('user', ticket.assignee_id),
    priority: ticket.priority || 'none',
    status: ticket.status,
    sla: policy === undefined ? 'none' : stage.nameOf('sla', policy.id),
    tags: [...ticket.tags].sort().join(' ') || 'none',
    mails: sentWords(outcome, 'mail', stage),
    webhooks: sentWords(outcome, 'webhook', stage),
  };
}

function sentWords({ notifications }: Outcome, kind: string, stage: Stage): string {
  const counts = new Map<string, number>();
  for (const { rule, suppressed, kind: own } of notifications) {
    if (own !== kind || suppressed !== undefined) continue;
    const name = ruleName(rule, stage);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, n]) => (n === 1 ? name : `${n} × ${name}`)).join(', ') || 'none';
}

function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly Difference[] {
  return Object.entries(after).flatMap(([what, value]) => {
    const old = before[what] ?? 'none';
    return old === value ? [] : [{ what, before: old, after: value }];
  });
}
