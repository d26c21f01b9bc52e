/** Reading parts that one reply shows of many objects, and only of those that are named. */
import type { Bulk, Native } from './binding.ts';
import type { ZendeskClient } from './client.ts';

/** The objects with what `bulk` holds of each under its property; those that have none of it, such as customers, as they were. */
export async function withBulk(
  bulk: Bulk,
  natives: readonly Native[],
  client: ZendeskClient,
): Promise<readonly Native[]> {
  const ids = natives.filter(bulk.has).map((native) => String(native.id));
  const chunks = Array.from({ length: Math.ceil(ids.length / bulk.most) }, (_, at) =>
    ids.slice(at * bulk.most, (at + 1) * bulk.most),
  );
  const lists = await Promise.all(
    chunks.map((some) => client.list({ path: bulk.path, key: bulk.key, paging: 'cursor', query: bulk.query(some) })),
  );
  const held = new Map<string, Native[]>(ids.map((id) => [id, []]));
  for (const item of lists.flat()) held.get(String(item[bulk.owner]))?.push(item);
  return natives.map((native) => {
    const own = held.get(String(native.id));
    return own === undefined ? native : { ...native, [bulk.property]: own };
  });
}
