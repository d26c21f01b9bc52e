/** The account as judge: what was read of it is held against the plan, and what it cannot hold is left out. */
import { checks } from '../checks/index.ts';
import type { Address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Note, Plan } from '../core/plan.ts';
import { closedTo, type LiveObject } from '../core/provider.ts';
import type { Desired } from '../core/resource.ts';
import { type Attributes, isList, isPlainStruct } from '../core/value.ts';
import { makePlan } from '../engine/plan.ts';
import type { PlanInput, Planned } from '../engine/planned.ts';
import type { Reading } from './project.ts';

/** The plan of all that this account can hold, with what was found about it. */
export function judged(input: PlanInput): { readonly planned: Planned; readonly checked: readonly Diagnostic[] } {
  const whole = makePlan(input);
  // What a rollback puts back has stood in the tenant: it is not judged as a spec.
  if (input.rollback !== undefined) return { planned: whole, checked: [] };
  const found = accountChecks(whole);
  const lacking = asFarAsTouched(found, whole.plan).filter(isBeyond);
  if (lacking.length === 0) return { planned: whole, checked: found };
  const beyond = new Map(
    lacking.flatMap((finding) =>
      finding.beyond?.part === undefined ? [[finding.address ?? '', reasonOf(finding)] as const] : [],
    ),
  );
  const parts = lacking.filter((finding) => finding.beyond?.part !== undefined);
  const planned = makePlan({ ...input, desired: withoutParts(input.desired, parts), beyond });
  const notes = parts.map((finding): Note => {
    const { address = '', beyond: { part = '' } = {} } = finding;
    return { code: 'unavailable', address, summary: `${address} goes without ${part}: ${reasonOf(finding)}` };
  });
  const others = accountChecks(planned).filter(({ address }) => !beyond.has(address ?? ''));
  return {
    planned: { ...planned, plan: { ...planned.plan, notes: [...planned.plan.notes, ...notes] } },
    checked: [...lacking.map((finding): Diagnostic => ({ ...finding, severity: 'warning' })), ...others],
  };
}

function isBeyond({ beyond, severity, address }: Diagnostic): boolean {
  return beyond !== undefined && severity === 'error' && address !== undefined;
}

function reasonOf({ summary, code }: Diagnostic): string {
  return `${summary} (${code})`;
}

/** The spec without attributes, or members of them, that the account cannot hold. */
function withoutParts(desired: Desired, parts: readonly Diagnostic[]): Desired {
  const lacking = new Map<string, string[]>();
  for (const { address = '', beyond } of parts)
    lacking.set(address, [...(lacking.get(address) ?? []), beyond?.part ?? '']);
  const resources = desired.resources.map((resource) => {
    const paths = lacking.get(resource.address);
    if (paths === undefined) return resource;
    return { ...resource, attributes: paths.reduce(withoutPart, resource.attributes) };
  });
  return { ...desired, resources };
}

function withoutPart(attributes: Attributes, path: string): Attributes {
  const dot = path.indexOf('.');
  const name = dot < 0 ? path : path.slice(0, dot);
  const { [name]: value, ...others } = attributes;
  if (dot < 0 || !isList(value)) return others;
  const member = path.slice(dot + 1);
  return { ...attributes, [name]: value.filter((item) => !(isPlainStruct(item) && item.key === member)) };
}

function accountChecks({ input, identities, items }: Planned): readonly Diagnostic[] {
  const { desired, world } = input;
  const live = new Map(world.kinds.map((kind) => [kind, world.objects(kind)]));
  const leaving = new Map(
    items.flatMap(({ change, live: object }) =>
      change.planned && change.op === 'delete' && object !== undefined ? [[object, change.address] as const] : [],
    ),
  );
  const writing = new Set(items.filter(isWritten).map(({ change }) => change.address));
  const cx = {
    desired,
    live,
    lacks: (kind: string) => closedTo(world.listing(kind)) !== undefined,
    objectOf: (address: Address) => {
      const match = identities.matches.get(address);
      return match !== undefined && 'live' in match ? match.live : undefined;
    },
    leaves: (object: LiveObject) => leaving.get(object),
    writes: (address: Address) => writing.has(address),
  };
  return checks.filter((check) => check.stage !== 'simulate').flatMap((check) => check.run(cx));
}

/** An error about a resource that the plan neither creates nor changes is a warning: real accounts are full of old sins. */
export function asFarAsTouched(diagnostics: readonly Diagnostic[], plan: Plan): readonly Diagnostic[] {
  const touched = new Set(
    plan.changes.flatMap(({ address, op, fields }) => (op === 'adopt' && fields.length === 0 ? [] : [address])),
  );
  return diagnostics.map((diagnostic) => {
    const { address, severity } = diagnostic;
    const old = severity === 'error' && address !== undefined && !touched.has(address);
    return old ? { ...diagnostic, severity: 'warning' } : diagnostic;
  });
}

/** Reads what tells whether the platform takes what the plan would write; false where there was nothing to read. */
export async function readJudges({ items }: Planned, { world, connections }: Reading): Promise<boolean> {
  const wanted = new Map(
    items.flatMap(({ change, kind, resource }) => {
      if (!isWritten({ change }) || resource === undefined) return [];
      return (kind.judgedBy?.(resource.attributes) ?? []).map((name) => [name, kind.provider] as const);
    }),
  );
  const missing = [...wanted].filter(([name]) => world.listing(name) === undefined);
  await Promise.all(
    missing.map(async ([name, provider]) => {
      const at = Date.now();
      const listing = await connections.get(provider)?.list(name);
      if (listing !== undefined) world.put(name, listing, at, Date.now() - at);
    }),
  );
  return missing.length > 0;
}

/** Takes part in the plan with something to write; being taken over as it is writes nothing. */
export function isWritten({ change }: Pick<Planned['items'][number], 'change'>): boolean {
  const { planned, op, fields } = change;
  return planned && (op === 'create' || op === 'replace' || fields.length > 0);
}
