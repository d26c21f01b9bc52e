/** `lint`: the rules of good order over a spec, offline, or with what its tenant shows. */
import type { Address } from '../core/address.ts';
import { SupportctlError } from '../core/diagnostic.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Desired, Resource } from '../core/resource.ts';
import type { StateBackend } from '../core/state.ts';
import type { World } from '../engine/world.ts';
import { lint } from '../lint/lint.ts';
import type { LintContext } from '../lint/rule.ts';
import { liveOf, readAccount, usageOf } from './account.ts';
import { backendOf } from './backend.ts';
import type { LintOptions, LintReport, ProjectOptions } from './contract.ts';
import { kinds, loadProject, stateOf } from './project.ts';
import { trialOfSpec } from './trial.ts';

/** What only a tenant shows. */
type Shown = Pick<LintContext, 'live' | 'objectOf' | 'usage'>;

/** Findings in a spec. Throws a `SupportctlError` where it cannot be loaded, or where the tenant is asked for and cannot be read. */
export async function lintProject(options: ProjectOptions, chosen: LintOptions): Promise<LintReport> {
  const spec = await loadProject(options);
  const { desired, diagnostics } = spec;
  if (desired === undefined) throw new SupportctlError(diagnostics);
  const shown = chosen.tenant ? await readTenant(options, desired, backendOf(options, spec)) : {};
  return lintDesired(desired, chosen, shown);
}

/** The same for a spec that is loaded. */
export async function lintDesired(
  desired: Desired,
  { only, now }: Pick<LintOptions, 'only' | 'now'>,
  shown: Shown = {},
): Promise<LintReport> {
  const trial = await trialOfSpec(desired);
  const context = { desired, now, ...shown, ...(trial === undefined ? {} : { trial }) };
  return { linted: lint(context, only === undefined ? undefined : new Set(only)), objects: desired.resources.length };
}

async function readTenant(options: ProjectOptions, desired: Desired, backend: StateBackend): Promise<Shown> {
  const { provider, subdomain } = desired.settings.platform;
  const { variables, notify, trace } = options;
  const reading = { provider, subdomain, variables, notify, ...(trace === undefined ? {} : { trace }) };
  const [{ connection, world }, state] = await Promise.all([
    readAccount(reading, undefined, desired),
    stateOf(backend),
  ]);
  const objects = new Map<Address, LiveObject>();
  for (const resource of desired.resources) {
    const id = state?.resources.get(resource.address)?.ids.main;
    const object = id === undefined ? calledLike(resource, world) : world.byId(resource.kind, id);
    if (object !== undefined) objects.set(resource.address, object);
  }
  const usage = await usageOf(connection, objects);
  return {
    live: liveOf(world),
    objectOf: (address) => objects.get(address),
    ...(usage === undefined ? {} : { usage }),
  };
}

/** The one live object with the name of a resource that state does not know yet. */
function calledLike({ kind, attributes }: Resource, world: World): LiveObject | undefined {
  const name = attributes[kinds.get(kind)?.label ?? 'name'];
  const called = world.objects(kind).filter((object) => object.title === name);
  return called.length === 1 ? called[0] : undefined;
}
