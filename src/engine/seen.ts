/** What a plan rests on, as digests: if anything of it moves, a saved plan is stale. */
import type { Seen } from '../core/plan.ts';
import type { State } from '../core/state.ts';
import { canonicalJson, digest, isIdRef, referencesIn } from '../core/value.ts';
import { objectDigest } from './bases.ts';
import { liveList, type PlannedOrder } from './orders.ts';
import type { Item, PlanInput } from './planned.ts';
import { removalOf } from './retire.ts';

/** Digests of the objects that the items touch, of the lists they order, and of who refers to what they delete. */
export function seenOf(
  items: readonly Item[],
  orders: readonly PlannedOrder[],
  input: PlanInput,
  state: State | undefined,
): Seen {
  const objects: Record<string, string> = {};
  for (const { change, kind, live } of items) {
    if (change.op === 'reorder') continue;
    objects[change.address] = live === undefined ? 'absent' : objectDigest(kind, live.attributes);
    if (live !== undefined && (change.op === 'delete' || change.op === 'replace' || change.op === removalOf(kind))) {
      objects[`referrers of ${change.address}`] = digest(referrersOf(kind.name, live.id, input));
    }
  }
  for (const order of orders) {
    if (order.because === undefined) continue;
    objects[order.address] = digest(liveList(order.kind, order.within, input.world).map((object) => object.id));
  }
  return { objects, stateSerial: state?.serial ?? 0, files: Object.fromEntries(input.desired.files), tool: input.tool };
}

/** `kind/id` of every live object that was read and refers to this one. */
export function referrersOf(
  kindName: string,
  id: string,
  input: Pick<PlanInput, 'world' | 'kinds'>,
): readonly string[] {
  const live = input.world.byId(kindName, id);
  const word = live === undefined ? undefined : input.kinds.get(kindName)?.mention?.(live.attributes);
  if (word !== undefined) return mentioning(word, input);
  // What people make by hand is only looked at; it needs nothing of ours.
  const referring = [...input.kinds.values()].filter(
    (kind) =>
      kind.byHand === undefined &&
      Object.values(kind.attributes).some((attribute) => attribute.refersTo?.includes(kindName)),
  );
  return referring.flatMap((kind) =>
    input.world.objects(kind.name).flatMap((object) => {
      const refers = Object.entries(object.attributes).some(
        ([name, value]) =>
          kind.attributes[name]?.dropsOut !== true &&
          referencesIn(value).some(
            (reference) => isIdRef(reference) && reference.kind === kindName && reference.$id === id,
          ),
      );
      return refers ? [`${kind.name}/${object.id}`] : [];
    }),
  );
}

/** `kind/id` of every live object with the word in one of its texts. */
function mentioning(word: string, { world, kinds }: Pick<PlanInput, 'world' | 'kinds'>): readonly string[] {
  return [...kinds.keys()].flatMap((name) =>
    world
      .objects(name)
      .filter(({ attributes }) => canonicalJson(attributes).includes(word))
      .map((object) => `${name}/${object.id}`),
  );
}
