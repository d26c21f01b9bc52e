/** The plan: a pure function of the spec, the state and what was read. `apply` carries out exactly what this returns. */

import type { Address } from '../core/address.ts';
import type { Change, Note, Op, Plan } from '../core/plan.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Resource } from '../core/resource.ts';
import type { State } from '../core/state.ts';
import { isRef, referencesIn } from '../core/value.ts';
import { eraseWhatCannotComeBack, leaveOut, tellConsequences } from './consequences.ts';
import type { FieldDiff } from './diff.ts';
import { changesOf, type Draft, item, writable } from './draft.ts';
import { fieldsOf, fieldsWanted } from './fields.ts';
import { guard } from './guards.ts';
import { type Identities, identify, type Match } from './identity.ts';
import { memberNamer, nameMembers } from './member-names.ts';
import { moveEntries } from './moved.ts';
import { type PlannedOrder, planOrders, restoreOrders } from './orders.ts';
import { planResource } from './plan-objects.ts';
import { planRetirement } from './plan-retirement.ts';
import type { Item, PlanInput, Planned } from './planned.ts';
import { unresolvedReferences } from './references.ts';
import { managedAgain, within } from './rollback.ts';
import { tellLosses } from './rollback-losses.ts';
import { referrersOf, seenOf } from './seen.ts';
import { type Selection, select } from './select.ts';
import { summarize } from './summary.ts';
import { mergeable, unmanagedOf } from './unmanaged.ts';

/** Makes the plan. Never throws for what a user did: what is wrong stands in `diagnostics` and `refusals`. */
export function makePlan(given: PlanInput): Planned {
  const { kinds, options } = given;
  const { rollback } = given;
  const state = managedAgain(moveEntries(given.state, given.desired.moved), rollback);
  const found = identify(given.desired.resources, state, kinds, given.textForms, given.world);
  const { input, identities } = withNamedMembers(given, found);
  const { desired } = input;
  const resources = new Map(desired.resources.map((resource) => [resource.address, resource]));
  const chosen = select(options, resources, [...(state?.resources.keys() ?? [])], kinds);
  const selection = within(chosen, rollback);
  const wanted = options.destroy ? [] : desired.resources.filter((resource) => selection.has(resource.address));
  const draft: Draft = {
    input,
    identities,
    items: [],
    notes: [],
    refusals: [],
    manual: [],
    diagnostics: [],
    forgotten: [],
    unchanged: 0,
  };
  for (const resource of wanted) planResource(draft, resource, state);
  followReplacements(draft, wanted, state);
  for (const [address, entry] of state?.resources ?? []) {
    const stays = resources.has(address) && !options.destroy && rollback?.released.has(address) !== true;
    if (!selection.has(address) || stays) continue;
    planRetirement(draft, address, entry, resources.get(address));
  }
  leaveOut(draft, selection);
  eraseWhatCannotComeBack(draft);
  if (state === undefined && input.state === undefined) {
    draft.notes.push({
      code: 'no_state',
      summary: 'no state yet: what matches by name is adopted, the rest is created',
    });
  }
  if (options.unmanaged) draft.notes.push(...unmanaged(draft));
  const orders = ordersOf(draft, rollback === undefined ? selection : chosen, state);
  for (const order of orders) planOrderChange(draft, order);
  tellConsequences(draft);
  if (rollback !== undefined) draft.notes.push(...tellLosses(draft.items, selection, rollback));
  draft.diagnostics.push(...unresolvedReferences(draft.items, identities, input.world));
  draft.refusals.push(...guard(draft.items, input));
  const changes = draft.items.map((item) => item.change);
  const plan: Plan = {
    format: 1,
    tool: input.tool,
    environment: input.environment,
    accounts: input.accounts,
    options,
    ...(rollback === undefined ? {} : { runs: rollback.runs }),
    changes,
    manual: draft.manual,
    notes: draft.notes,
    refusals: draft.refusals,
    diagnostics: draft.diagnostics,
    summary: summarize(changes, draft.manual.filter((step) => step.done !== true).length, draft.unchanged),
    seen: seenOf(draft.items, orders, input, state),
  };
  // The world is refreshed while we write; what the plan saw is kept.
  const ids = new Map(input.world.kinds.map((kind) => [kind, input.world.objects(kind).map((object) => object.id)]));
  const referrers = new Map<string, readonly string[]>();
  for (const { change, kind, live } of draft.items) {
    if (live === undefined || !removes(change.op)) continue;
    referrers.set(`${kind.name}/${live.id}`, referrersOf(kind.name, live.id, input));
  }
  return {
    plan,
    items: draft.items,
    orders,
    identities,
    input,
    selection,
    state,
    forgotten: draft.forgotten,
    lineage: input.lineage,
    presentAtPlan: (kind) => ids.get(kind) ?? [],
    referrersAtPlan: (kind, id) => referrers.get(`${kind}/${id}`) ?? [],
  };
}

/** The spec and the tenant call members that are objects by the same names from here on. */
function withNamedMembers(
  input: PlanInput,
  identities: Identities,
): { readonly input: PlanInput; readonly identities: Identities } {
  const { desired, kinds, world, beyond } = input;
  const { names } = identities;
  world.present(memberNamer(kinds, () => names));
  const resources = desired.resources.map((resource): Resource => {
    const attributes = nameMembers(kinds.get(resource.kind), resource.attributes, names);
    return attributes === resource.attributes ? resource : { ...resource, attributes };
  });
  const shown = (object: LiveObject) => world.byId(object.kind, object.id) ?? object;
  const matches = new Map(
    [...identities.matches].map(([address, match]): [Address, Match] => {
      const reason = beyond?.get(address);
      return [address, reason === undefined ? matchShown(match, shown) : { type: 'unavailable', reason }];
    }),
  );
  return { input: { ...input, desired: { ...desired, resources } }, identities: { ...identities, matches } };
}

function matchShown(match: Match, shown: (object: LiveObject) => LiveObject): Match {
  if ('live' in match) return { ...match, live: shown(match.live) };
  return match.type === 'gone' ? { ...match, rivals: match.rivals.map(shown) } : match;
}

function planOrderChange(draft: Draft, order: PlannedOrder): void {
  if (order.because === undefined) return;
  const { options } = draft.input;
  const because = order.because === 'first' ? 'spec' : order.because;
  const planned = because === 'spec' || (because === 'drift' ? options.overwriteDrift : options.overwriteConflicts);
  const change: Change = {
    address: order.address,
    kind: 'order',
    provider: order.kind.provider,
    title: order.title,
    op: 'reorder',
    because,
    planned,
    fields: [],
    order: order.result,
    notes: [],
  };
  draft.items.push({ change, kind: order.kind, set: [], remove: new Map() });
}

/** What holds the id of an object that gets another one is written in the same run, once the new id is known. */
function followReplacements(draft: Draft, wanted: readonly Resource[], state: State | undefined): void {
  const replaced = new Set(
    draft.items.flatMap((own) => (own.change.planned && getsAnotherId(own, state) ? [own.change.address] : [])),
  );
  if (replaced.size === 0) return;
  for (const resource of wanted) {
    const { address } = resource;
    const kind = draft.input.kinds.get(resource.kind);
    const match = draft.identities.matches.get(address);
    if (kind === undefined || match?.type !== 'managed' || replaced.has(address)) continue;
    if (resource.lifecycle.mode === 'create_only' || match.live.locked !== undefined) continue;
    const own = draft.items.filter((planned) => planned.change.address === address);
    const covered = new Set(own.flatMap((planned) => planned.set.map((field) => field.path)));
    const live = fieldsOf(kind, match.live.attributes);
    const stale = [...fieldsWanted(kind, resource).values()].filter(
      (field) =>
        !covered.has(field.path) &&
        referencesIn(field.value).some((reference) => isRef(reference) && replaced.has(reference.$ref)),
    );
    if (stale.length === 0) continue;
    const diffs = stale.map(
      (field): FieldDiff => ({ field, after: field.value, before: live.get(field.path)?.value, because: 'spec' }),
    );
    const notes = ['holds the id of what is made anew'];
    const shape = { op: 'update', because: 'spec', planned: true, fields: changesOf(draft, diffs), notes } as const;
    const entry = state?.resources.get(address) ?? match.entry;
    draft.items.push(item(resource, kind, shape, { live: match.live, entry, ...writable(resource, kind, diffs) }));
  }
}

function getsAnotherId({ change, live }: Item, state: State | undefined): boolean {
  const known = state?.resources.get(change.address)?.ids.main;
  if (known === undefined) return false;
  return change.op === 'replace' || change.op === 'create' || (change.op === 'adopt' && live?.id !== known);
}

function removes(op: Op): boolean {
  return op === 'delete' || op === 'archive' || op === 'deactivate' || op === 'replace';
}

function ordersOf(draft: Draft, selection: Selection, state: State | undefined): readonly PlannedOrder[] {
  const { kinds, desired, world, options, rollback } = draft.input;
  const { identities } = draft;
  if (options.destroy) return [];
  if (rollback === undefined)
    return planOrders(kinds, desired, state, identities, world, (a) => plannable(draft, selection, a));
  const enters = ({ live, kind, set }: Item) =>
    live === undefined || live.gone || set.some((field) => field.name === kind.order?.within);
  const coming = new Set(
    draft.items.flatMap((own) =>
      own.change.planned && own.resource !== undefined && enters(own) ? [own.change.address] : [],
    ),
  );
  const lists = rollback.lists.map((list) => ({ ...list, before: list.before.filter((a) => selection.has(a)) }));
  return restoreOrders(lists, kinds, state, identities, world, (address) => coming.has(address));
}

/** Whether an address takes part in order lists: selected, and there or about to be. */
function plannable(draft: Draft, selection: Selection, address: Address): boolean {
  if (!selection.has(address)) return false;
  const own = draft.items.find((i) => i.change.address === address);
  return draft.identities.names.idOf(address) !== undefined || own?.change.planned === true;
}

function unmanaged(draft: Draft): readonly Note[] {
  const { kinds, world, desired, state } = draft.input;
  const { names } = draft.identities;
  const taken = new Set([...desired.resources.map(({ address }) => address), ...(state?.resources.keys() ?? [])]);
  return [...kinds.values()].flatMap((kind) => {
    if (kind.lookupOnly || kind.picked) return [];
    const addresses = mergeable(kind, world, names, taken);
    return unmanagedOf(kind, world, names).map((object): Note => {
      const address = addresses.get(object);
      const summary = `${kind.title} "${object.title}" (${object.id})`;
      return { code: 'unmanaged', ...(address === undefined ? {} : { address }), summary };
    });
  });
}
