/** Sorting operations by their edges; soft edges give way where they would close a circle. */
import type { Edges, Operation } from './work.ts';

/** `order` is complete unless `stuck` holds the operations that wait for each other. */
export function topological(
  operations: readonly Operation[],
  edges: Edges,
): { readonly order: readonly Operation[]; readonly stuck: readonly Operation[] } {
  const order: Operation[] = [];
  const done = new Set<string>();
  let waiting = [...operations];
  while (waiting.length > 0) {
    const ready = waiting.filter((operation) =>
      [...(edges.get(operation.id)?.keys() ?? [])].every((id) => done.has(id)),
    );
    if (ready.length === 0) {
      const relieved = waiting.find((operation) => dropSoftEdges(edges.get(operation.id), done));
      if (relieved === undefined) return { order, stuck: inCircle(waiting, edges, done) };
      continue;
    }
    for (const operation of ready) done.add(operation.id);
    order.push(...ready);
    const taken = new Set(ready);
    waiting = waiting.filter((operation) => !taken.has(operation));
  }
  return { order, stuck: [] };
}

/** Drops the unmet soft edges of one operation, if it is them alone that it waits for. */
function dropSoftEdges(needs: Map<string, string> | undefined, done: ReadonlySet<string>): boolean {
  const unmet = [...(needs ?? [])].filter(([id]) => !done.has(id));
  if (unmet.some(([, type]) => type !== 'soft')) return false;
  for (const [id] of unmet) needs?.delete(id);
  return unmet.length > 0;
}

/** Of what is stuck, the operations that others among them wait for: those after the circle only wait. */
function inCircle(waiting: readonly Operation[], edges: Edges, done: ReadonlySet<string>): readonly Operation[] {
  let circle = [...waiting];
  for (let shrinking = true; shrinking; ) {
    const needed = new Set(
      circle.flatMap((operation) => [...(edges.get(operation.id)?.keys() ?? [])].filter((id) => !done.has(id))),
    );
    const next = circle.filter((operation) => needed.has(operation.id));
    shrinking = next.length < circle.length;
    circle = next;
  }
  return circle;
}
