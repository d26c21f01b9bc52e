/** What a plan may not do without being told so: each refusal has its code and the flag that lifts it (DESIGN 7). */

import type { Refusal } from '../core/plan.ts';
import { isIdRef } from '../core/value.ts';
import { backlogs, questionKey } from './counting.ts';
import type { Item, PlanInput } from './planned.ts';
import { referrersOf } from './seen.ts';
import { matches } from './select.ts';

const DELETING = new Set(['delete', 'archive', 'deactivate', 'replace']);
/** More than this share of a kind, from that many objects on. */
const SHARE = 0.3;
const SHARE_FROM = 10;
const TOO_MANY = 10;

/** All refusals of the guards; drift and conflicts among them, since they need a word of their own. */
export function guard(items: readonly Item[], input: PlanInput): readonly Refusal[] {
  return [
    ...deleteThresholds(items, input),
    ...dataLoss(items, input),
    ...costs(items, input),
    ...movedInTenant(items, input),
    ...overwritingAdoptions(items, input),
    ...backlogs(items, input),
  ];
}

function deleteThresholds(items: readonly Item[], input: PlanInput): readonly Refusal[] {
  const deletes = items.filter((item) => item.change.planned && DELETING.has(item.change.op));
  if (deletes.length <= input.options.allowDeletes) return [];
  const reasons: string[] = [];
  if (deletes.length >= TOO_MANY) reasons.push(`${deletes.length} objects would be deleted`);
  for (const kind of new Set(deletes.map((item) => item.kind))) {
    const own = deletes.filter((item) => item.kind === kind).length;
    const all = input.world.objects(kind.name).length;
    if (all >= SHARE_FROM && own / all > SHARE) reasons.push(`${own} of ${all} ${kind.plural} would be deleted`);
  }
  if (reasons.length === 0) return [];
  const hint = `--allow-deletes ${deletes.length}`;
  return [{ code: 'THRESHOLD', summary: reasons.join('; '), hint, confirmable: false, blocks: true }];
}

function dataLoss(items: readonly Item[], input: PlanInput): readonly Refusal[] {
  const leaving = leavingWith(items);
  return items.flatMap((item) => {
    const { change } = item;
    if (
      !change.planned ||
      input.options.allowDataLoss.some((pattern) =>
        matches(pattern, change.address, change.provider, item.resource?.tags ?? []),
      )
    )
      return [];
    const losses = [...fieldLosses(item, input), ...deletionLosses(item, input, leaving)];
    if (losses.length === 0) return [];
    const summary = `${change.address} would lose ${losses.join('; ')}`;
    const hint = `--allow-data-loss ${change.address}`;
    return [{ code: 'DATA_LOSS' as const, address: change.address, summary, hint, confirmable: false, blocks: true }];
  });
}

function costs(items: readonly Item[], input: PlanInput): readonly Refusal[] {
  return items.flatMap(({ change, kind, resource, live }) => {
    if (!change.planned || resource === undefined || change.fields.length === 0) return [];
    const { allowCosts } = input.options;
    if (allowCosts.some((pattern) => matches(pattern, change.address, change.provider, resource.tags))) return [];
    const cost = kind.costs?.(resource.attributes, live?.attributes);
    if (cost === undefined) return [];
    const summary = `${change.address}: ${cost}`;
    const hint = `--allow-costs ${change.address}`;
    return [{ code: 'COSTS' as const, address: change.address, summary, hint, confirmable: false, blocks: true }];
  });
}

/** `kind/id` of everything that the items take away. */
export function leavingWith(items: readonly Item[]): ReadonlySet<string> {
  return new Set(
    items.filter((i) => i.change.planned && DELETING.has(i.change.op)).map((i) => `${i.kind.name}/${i.live?.id}`),
  );
}

function fieldLosses({ change }: Item, input: PlanInput): readonly string[] {
  return change.fields.flatMap((field) => {
    const found = input.counts?.get(questionKey(change.address, field.path));
    // What is lost with no ticket is lost to nobody.
    if (field.loses === undefined || found?.count === 0) return [];
    const tickets = found === undefined ? '' : ` (${found.atMost ? 'up to ' : ''}${found.count})`;
    return [`${field.path}: ${field.loses}${tickets}`];
  });
}

/** What goes with a deletion beyond the object, other than what is `leaving` by itself. */
export function deletionLosses(item: Item, input: PlanInput, leaving: ReadonlySet<string>): readonly string[] {
  if (!DELETING.has(item.change.op) || item.live === undefined) return [];
  const goes = cascading(item, input).filter((dependant) => !leaving.has(dependant.key));
  return [item.kind.deletionLoses?.(goes.map((dependant) => dependant.title)) ?? []].flat();
}

/** Objects that the platform deletes together with the item's, all the way down; a rule that runs is not among them. */
function cascading(item: Item, input: PlanInput): readonly { readonly key: string; readonly title: string }[] {
  const found = new Map<string, string>();
  const queue = [{ kind: item.kind, id: item.live?.id ?? '' }];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const path of next.kind.cascades ?? []) {
      const [childKind = '', attribute = ''] = path.split('.');
      const kind = input.kinds.get(childKind);
      if (kind === undefined) continue;
      for (const object of input.world.objects(childKind)) {
        const parent = object.attributes[attribute];
        const key = `${childKind}/${object.id}`;
        if (kind.staged !== undefined && object.attributes[kind.staged] === true) continue;
        if (!isIdRef(parent) || parent.$id !== next.id || found.has(key)) continue;
        found.set(key, object.title);
        queue.push({ kind, id: object.id });
      }
    }
  }
  return [...found].map(([key, title]) => ({ key, title }));
}

function movedInTenant(items: readonly Item[], input: PlanInput): readonly Refusal[] {
  const back = input.rollback !== undefined;
  const drifted = items.filter((item) => item.change.because === 'drift' && !item.change.planned);
  const clashing = items.filter((item) => item.change.because === 'conflict' && !item.change.planned);
  const refusals: Refusal[] = [];
  for (const { change } of clashing) {
    refusals.push({
      code: 'CONFLICT',
      address: change.address,
      summary: back
        ? `${change.address} was changed in the tenant since the run`
        : `${change.address} was changed both in the spec and in the tenant`,
      hint: back
        ? `--except ${change.address} leaves it, --overwrite-conflicts takes it back too`
        : `\`supportctl drift --accept ${change.address}\` takes theirs, --overwrite-conflicts keeps ours`,
      confirmable: false,
      blocks: true,
    });
  }
  for (const { change } of drifted) {
    refusals.push({
      code: 'DRIFT',
      address: change.address,
      summary: `${change.address} was changed in the tenant since the last apply`,
      hint: back
        ? `--except ${change.address} leaves it, --overwrite-drift takes it back too`
        : `\`supportctl drift --accept ${change.address}\` takes theirs, --overwrite-drift keeps ours`,
      confirmable: true,
      blocks: true,
    });
  }
  return refusals;
}

function overwritingAdoptions(items: readonly Item[], input: PlanInput): readonly Refusal[] {
  if (input.options.adopt) return [];
  return items.flatMap((item) => {
    const { change } = item;
    const overwrites = change.fields.some((field) => field.because !== 'secret') || item.live?.gone;
    if (change.op !== 'adopt' || change.because !== 'spec' || !change.planned || !overwrites) return [];
    if (item.resource?.lifecycle.adopt) return [];
    return [
      {
        code: 'NEEDS_CONFIRMATION' as const,
        address: change.address,
        summary: `${change.address} would take over "${change.title}" and overwrite ${change.fields.length} of its values`,
        hint: '--adopt, or `lifecycle: {adopt: true}` in its block',
        confirmable: true,
        blocks: true,
      },
    ];
  });
}

/** Objects that would be left referring to what a planned item deletes, as `kind/id`. */
export function danglingAfter(
  items: readonly Item[],
  input: PlanInput,
): readonly { readonly item: Item; readonly referrers: readonly string[] }[] {
  const touched = new Set(
    items.filter((i) => i.change.planned && i.live !== undefined).map((i) => `${i.kind.name}/${i.live?.id}`),
  );
  return items.flatMap((item) => {
    const { op, planned } = item.change;
    if (!planned || item.live === undefined || (op !== 'delete' && op !== 'replace')) return [];
    // What the platform deletes along with it is a loss, with a guard of its own.
    const goes = new Set(cascading(item, input).map((dependant) => dependant.key));
    const referrers = referrersOf(item.kind.name, item.live.id, input).filter(
      (key) => !touched.has(key) && !goes.has(key),
    );
    return referrers.length === 0 ? [] : [{ item, referrers }];
  });
}
