/** Writes that wait for each other: under some paths the platform refuses a second one while the first is under way. */
import type { Reply, Request } from '../../core/provider.ts';
import type { Binding } from './binding.ts';

/** Sends at once, or after the writes before it under the same path. What is only read waits for nobody. */
export function createTurns(
  bindings: readonly Pick<Binding, 'alone'>[],
): (request: Request, send: () => Promise<Reply>) => Promise<Reply> {
  const paths = [...new Set(bindings.flatMap(({ alone }) => alone ?? []))];
  const last = new Map<string, Promise<unknown>>();
  return (request, send) => {
    const path = paths.find((own) => request.path.startsWith(own));
    if (path === undefined || request.method === 'GET') return send();
    const turn = (last.get(path) ?? Promise.resolve()).then(send);
    last.set(
      path,
      turn.catch(() => undefined),
    );
    return turn;
  };
}
