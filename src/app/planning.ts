/** From a project to a plan, with every check run on it. */
import { randomUUID } from 'node:crypto';
import { type Diagnostic, refuse } from '../core/diagnostic.ts';
import type { PlanOptions } from '../core/plan.ts';
import type { State } from '../core/state.ts';
import { isSecret } from '../core/value.ts';
import { VERSION } from '../core/version.ts';
import { questionsOf, type TicketCounts } from '../engine/counting.ts';
import { cyclesOf } from '../engine/cycles.ts';
import { danglingAfter } from '../engine/guards.ts';
import type { PlanInput, Planned } from '../engine/planned.ts';
import { allTextForms } from '../providers/registry.ts';
import { nearest } from '../spec/nearest.ts';
import { askPlatforms } from './asking.ts';
import { countTickets } from './counting.ts';
import { asFarAsTouched, judged, readJudges } from './judging.ts';
import { kinds, type Project, type Reading, readTenants, stateOf } from './project.ts';

const NOTHING_CHOSEN: PlanOptions = {
  only: [],
  except: [],
  prune: false,
  destroy: false,
  includeAdopted: false,
  overwriteDrift: false,
  overwriteConflicts: false,
  adopt: false,
  replace: [],
  allowDeletes: 0,
  allowDataLoss: [],
  allowCosts: [],
  sendSecrets: [],
  allowBacklog: false,
  unmanaged: false,
};

/** The options of a plain plan. */
export function planOptions(chosen: Partial<PlanOptions> = {}): PlanOptions {
  return { ...NOTHING_CHOSEN, ...chosen };
}

export interface Judged extends Planned {
  /** What the checks say of the spec as it stands, whether the plan touches it or not. */
  readonly judged: readonly Diagnostic[];
}

/** The plan for what was read; pure but for the secrets that it compares. */
export function planFrom(
  project: Project,
  state: State | undefined,
  reading: Reading,
  chosen: PlanOptions,
  counts?: TicketCounts,
): Judged {
  const { desired, rollback } = project;
  const options = { ...chosen, overwriteDrift: chosen.overwriteDrift || desired.settings.drift === 'overwrite' };
  if (state === undefined && desired.settings.stateRequired) {
    refuse('NO_STATE', `the spec requires state, and there is none for the environment ${project.environment}`, {
      hint: 'restore .supportctl/state, or take `state: {required: true}` out for the first apply',
    });
  }
  const input: PlanInput = {
    desired,
    state,
    world: reading.world,
    kinds,
    textForms: allTextForms,
    options,
    secrets: project.secrets,
    environment: project.environment,
    accounts: reading.accounts,
    tool: VERSION,
    lineage: randomUUID(),
    ...(counts === undefined ? {} : { counts }),
    ...(rollback === undefined ? {} : { rollback }),
  };
  const always = [...project.diagnostics, ...cyclesOf(desired, kinds)];
  const { planned, checked } = judged(input);
  const found = [...always, ...checked];
  const diagnostics = [
    ...asFarAsTouched(found, planned.plan),
    ...planned.plan.diagnostics,
    ...unmatchedSelectors(project, planned),
    ...unsetSecrets(planned),
    ...stillReferenced(planned),
  ];
  return { ...planned, plan: { ...planned.plan, diagnostics }, judged: found };
}

/** The plan as state and tenants are now, with what was read for it. Writes nothing. */
export async function planNow(
  project: Project,
  chosen: PlanOptions,
): Promise<{ readonly planned: Judged; readonly reading: Reading }> {
  const state = await stateOf(project.backend);
  const reading = await readTenants(project, state, chosen);
  return { planned: await countedPlan(project, state, reading, chosen), reading };
}

/** The plan, judged by what the account says of itself, with the tickets counted that its changes would act on. */
export async function countedPlan(
  project: Project,
  state: State | undefined,
  reading: Reading,
  chosen: PlanOptions,
): Promise<Judged> {
  const first = planFrom(project, state, reading, chosen);
  const planned = (await readJudges(first, reading)) ? planFrom(project, state, reading, chosen) : first;
  const refused = project.rollback === undefined ? await askPlatforms(planned, reading) : [];
  const counted =
    questionsOf(planned).length === 0
      ? planned
      : planFrom(project, state, reading, chosen, await countTickets(planned, reading));
  return { ...counted, plan: { ...counted.plan, diagnostics: [...counted.plan.diagnostics, ...refused] } };
}

/** A typo in a flag must not read as "nothing to do", nor as "everything". A kind or a provider may have nothing. */
function unmatchedSelectors({ desired }: Project, { selection, state }: Planned): readonly Diagnostic[] {
  const addresses = [...desired.resources.map((resource) => resource.address), ...(state?.resources.keys() ?? [])];
  return selection.unmatched.flatMap((pattern): Diagnostic[] => {
    if (kinds.has(pattern) || [...kinds.values()].some((kind) => kind.provider === pattern)) return [];
    const near = nearest(pattern, addresses);
    const hint = near === undefined ? {} : { hint: `did you mean ${near}?` };
    const summary = `neither the spec nor the state has anything that ${pattern} selects`;
    return [{ code: 'NOTHING_SELECTED', severity: 'error', summary, ...hint }];
  });
}

/** Secrets that a planned write needs and that are not set here: a warning in a plan, fatal for an apply. */
function unsetSecrets(planned: Planned): readonly Diagnostic[] {
  return planned.items.flatMap((item) => {
    if (!item.change.planned) return [];
    return item.set.flatMap((field): Diagnostic[] => {
      if (!isSecret(field.value) || planned.input.secrets.value(field.value.$secret) !== undefined) return [];
      const at = item.resource?.positions[field.path] ?? item.resource?.positions[field.name] ?? item.resource?.at;
      const summary = `${field.path} needs the secret ${field.value.$secret}, which is not set`;
      return [
        {
          code: 'SECRET_UNSET',
          severity: 'warning',
          summary,
          address: item.change.address,
          ...(at === undefined ? {} : { at }),
        },
      ];
    });
  });
}

function stillReferenced(planned: Planned): readonly Diagnostic[] {
  return danglingAfter(planned.items, planned.input).map(({ item, referrers }) => {
    const names = referrers.map((key) => {
      const [kind = '', id = ''] = key.split('/');
      return `${kinds.get(kind)?.title ?? kind} "${planned.input.world.byId(kind, id)?.title ?? id}"`;
    });
    return {
      code: 'STILL_REFERENCED',
      severity: 'error' as const,
      summary: `${item.change.address} would be deleted while ${names.join(', ')} still refers to it`,
      address: item.change.address,
      hint: 'change or remove what refers to it first',
    };
  });
}
