/** Reading some objects of a list that may be long: by their ids, or by what they are called. */
import type { Listing, LiveObject, Pick } from '../../core/provider.ts';
import { type Binding, liveObject, type Native, nativeIn } from './binding.ts';

/** How single objects are found of a kind that is `picked`. */
export interface Finding {
  /** Takes up to 100 ids, as `ids=1,2`. */
  readonly byIds: string;
  /** A request that finds what has this name, among others perhaps. */
  byName(name: string): { readonly path: string; readonly query: Readonly<Record<string, string>> };
  /**
   * Tells how many there are, as `{count: {value}}`: where that is fewer pages than names are sought, the list is read.
   * Absent where the list is short, and read as soon as a name is sought.
   */
  readonly count?: string;
}

/** What picking needs of a connection. */
export interface Reach {
  /** All that the platform lists. */
  list(): Promise<Listing>;
  find(path: string, query: Readonly<Record<string, string>>): Promise<readonly Native[]>;
  body(path: string): Promise<unknown>;
  live(natives: readonly Native[]): Promise<readonly LiveObject[]>;
}

/** Names that are looked for without asking first whether the list would be shorter. */
const FEW_NAMES = 5;
/** Ids in one request, and objects in a page: https://developer.zendesk.com/api-reference/ticketing/users/users/#show-many-users */
const MOST = 100;

/** What is listed, where that is wanted or cheaper than looking for each; then those that are still not found, one by one. */
export async function pickFrom(binding: Binding, finding: Finding, pick: Pick, reach: Reach): Promise<Listing> {
  const found = new Map<string, LiveObject>();
  if (pick.all || (await isShorterListed(finding, pick.names.length, reach))) {
    const listing = await reach.list();
    if (!listing.available) return listing;
    for (const object of listing.objects) found.set(object.id, object);
  }
  const called = new Set([...found.values()].flatMap((object) => namesOf(binding, object)));
  const ids = pick.ids.filter((id) => !found.has(id));
  const names = pick.names.filter((name) => !called.has(name.toLowerCase()));
  const natives = await Promise.all([
    ...chunksOf(ids).map((some) => reach.find(finding.byIds, { ids: some.join(',') })),
    ...names.map(async (name) => {
      const { path, query } = finding.byName(name);
      const hits = await reach.find(path, query);
      return hits.filter((hit) => namesOf(binding, liveObject(binding, hit)).includes(name.toLowerCase()));
    }),
  ]);
  for (const object of await reach.live(natives.flat())) found.set(object.id, object);
  return { available: true, objects: [...found.values()] };
}

async function isShorterListed({ count }: Finding, names: number, reach: Reach): Promise<boolean> {
  if (count === undefined) return names > 0;
  if (names <= FEW_NAMES) return false;
  return Number(nativeIn(await reach.body(count), 'count')?.value) / MOST < names;
}

/** All that people may call it by, in lower case. */
function namesOf({ kind }: Binding, object: LiveObject): readonly string[] {
  const names = [kind.naturalKey(object.attributes), object.title, ...(object.aliases ?? [])];
  return names.map((name) => name.toLowerCase());
}

function chunksOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / MOST) }, (_, at) => ids.slice(at * MOST, (at + 1) * MOST));
}
