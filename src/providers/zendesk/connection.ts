/** A signed-in Zendesk account: complete lists, single objects, and requests of writers. */
import { isRecord } from '../../core/attributes/scalars.ts';
import { type Diagnostic, fail } from '../../core/diagnostic.ts';
import type { Connection, Listing, LiveObject, Pick, Writer } from '../../core/provider.ts';
import { HttpError } from '../../http/errors.ts';
import { type Binding, liveObject, type Native, nativeIn } from './binding.ts';
import type { ZendeskClient } from './client.ts';
import { createCompletions } from './completing.ts';
import { createFeatures } from './features.ts';
import { type Finding, pickFrom } from './picking.ts';
import { sendStep } from './sending.ts';
import { ticketDesk } from './ticket-desk.ts';
import { createTurns } from './turns.ts';

type Below = NonNullable<Binding['below']>;

export interface Account {
  readonly client: ZendeskClient;
  readonly bindings: readonly Binding[];
  readonly identity: string;
  /** The id behind it. */
  readonly self: string;
  readonly warnings: readonly Diagnostic[];
}

/** Their hosts are what help centers are read through. */
const BRAND = 'brand';
/** What the platform calls the number of tickets that a rule met in 30 days. */
const COUNTED = 'usage_30d';

/** The connection that the engine works with. */
export function createConnection({ client, bindings, identity, self, warnings: first }: Account): Connection {
  const byName = new Map(bindings.map((binding) => [binding.kind.name, binding]));
  const warnings: Diagnostic[] = [...first];
  /** Lists on their way: what reading one kind needs of another is not asked for twice. */
  const underway = new Map<string, Promise<Listing>>();
  /** The last list of each kind that we seldom or never write: good enough for finding a brand's host, a language or an agent. */
  const settled = new Map<string, Promise<Listing>>();
  const closedFor = createFeatures(client);
  const inTurn = createTurns(bindings);
  const { want, completionOf, completed } = createCompletions({
    client,
    neighbour,
    listAnew: (kind) => underway.get(kind) ?? list(kind),
    brandOf: async (id) => (await brandWith(id))?.native.subdomain,
    isThere: async (bound, native) =>
      (await getOne(bound, String(native.id), await brandWith(native.brand_id))) !== undefined,
  });

  function binding(kind: string): Binding {
    return byName.get(kind) ?? fail('UNKNOWN_KIND', `Zendesk has no kind ${kind}`);
  }

  function list(kind: string, pick?: Pick): Promise<Listing> {
    const { finding } = binding(kind);
    if (pick !== undefined && finding !== undefined) return picked(binding(kind), finding, pick);
    want(kind, pick);
    // What nobody here writes is the same for all who ask at once.
    const asked = binding(kind).kind.lookupOnly ? underway.get(kind) : undefined;
    if (asked !== undefined) return asked;
    const reading = read(kind).finally(() => {
      if (underway.get(kind) === reading) underway.delete(kind);
    });
    underway.set(kind, reading);
    if (kind === BRAND || binding(kind).kind.lookupOnly || binding(kind).kind.picked) settled.set(kind, reading);
    return reading;
  }

  async function read(kind: string): Promise<Listing> {
    const bound = binding(kind);
    // All that is wanted is asked for at once: after this turn it is known.
    await Promise.resolve();
    try {
      const reading = readAll(bound);
      const [natives, closed] = await Promise.all([completed(bound, reading), closedFor(bound)]);
      const objects = await liveObjects(bound, natives);
      return { available: true, objects, ...(closed === undefined ? {} : { closed }) };
    } catch (error) {
      return notAvailable(error);
    }
  }

  async function picked(bound: Binding, finding: Finding, pick: Pick): Promise<Listing> {
    const key = bound.endpoint.many;
    try {
      return await pickFrom(bound, finding, pick, {
        list: () => neighbour(bound.kind.name),
        find: (path, query) => client.list({ path, key, paging: 'unpaged', query }),
        body: async (path) => (await client.request({ method: 'GET', path })).body,
        live: async (natives) => liveObjects(bound, await completed(bound, Promise.resolve(natives))),
      });
    } catch (error) {
      return notAvailable(error);
    }
  }

  function readAll(bound: Binding): Promise<readonly Native[]> {
    if (bound.derived !== undefined) return readDerived(bound.derived);
    if (bound.below !== undefined) return readBelow(bound, bound.below);
    return bound.endpoint.perBrand ? readBrands(bound) : readOne(bound);
  }

  async function readBelow(bound: Binding, { kind, property, path }: Below): Promise<readonly Native[]> {
    const owners = await neighbour(kind);
    if (!owners.available) throw unreadable(owners.reason);
    const lists = await Promise.all(
      owners.objects.map(async ({ id }) => {
        const endpoint = { ...bound.endpoint, path: path(id) };
        return (await readOne({ ...bound, endpoint })).map((native) => ({ ...native, [property]: id }));
      }),
    );
    return lists.flat();
  }

  async function readDerived({ from, natives }: NonNullable<Binding['derived']>): Promise<readonly Native[]> {
    const lists = await Promise.all(from.map(async (kind) => [kind, await neighbour(kind)] as const));
    const objects = new Map(lists.map(([kind, listing]) => [kind, listing.available ? listing.objects : []]));
    return natives((kind) => objects.get(kind) ?? []);
  }

  async function readOne(bound: Binding, brand?: string): Promise<readonly Native[]> {
    const { endpoint } = bound;
    const { paging, pageSize, ends } = endpoint;
    if (paging === 'single') {
      const path = endpoint.path;
      const { body } = await client.request({ method: 'GET', path, ...(brand === undefined ? {} : { brand }) });
      return isRecord(body) ? [body] : [];
    }
    const query = { ...endpoint.query, ...completionOf(bound)?.query };
    return await client.list({
      path: endpoint.path,
      key: endpoint.many,
      paging,
      ...(paging === 'offset' ? { cursorBeyondLimit: true } : {}),
      ...(ends === undefined ? {} : { ends }),
      ...(pageSize === undefined ? {} : { pageSize }),
      ...(Object.keys(query).length === 0 ? {} : { query }),
      ...(brand === undefined ? {} : { brand }),
    });
  }

  async function readBrands(bound: Binding): Promise<readonly Native[]> {
    const lists = await Promise.all(
      (await helpCenters()).map(async (brand) => {
        const natives = await readOne(bound, String(brand.native.subdomain));
        return natives.map((native) => ({ id: brand.id, ...native, brand_id: brand.id }));
      }),
    );
    return lists.flat();
  }

  /** Brands whose help center is there and can be reached; the others are said once. */
  async function helpCenters(): Promise<readonly LiveObject[]> {
    const listing = await neighbour(BRAND);
    if (!listing.available) throw unreadable(listing.reason);
    return listing.objects.filter((brand) => {
      const { has_help_center, help_center_state, active, subdomain } = brand.native;
      if (brand.gone || active === false || has_help_center !== true || help_center_state === 'disabled') return false;
      if (client.canReachBrand(String(subdomain))) return true;
      warnOnce(`The help center of the brand "${brand.title}" is left out: its host cannot be reached`);
      return false;
    });
  }

  async function brandWith(id: unknown): Promise<LiveObject | undefined> {
    return id === undefined ? undefined : (await helpCenters()).find((brand) => brand.id === id);
  }

  function warnOnce(summary: string): void {
    if (warnings.some((warning) => warning.summary === summary)) return;
    warnings.push({ code: 'BRAND_UNREACHABLE', severity: 'warning', summary });
  }

  function neighbour(kind: string): Promise<Listing> {
    return underway.get(kind) ?? settled.get(kind) ?? list(kind);
  }

  async function liveObjects(bound: Binding, natives: readonly Native[]): Promise<readonly LiveObject[]> {
    const { translate } = bound;
    const kinds = translate?.needs(natives) ?? [];
    if (translate === undefined || kinds.length === 0) return natives.map((native) => liveObject(bound, native));
    const lists = await Promise.all(kinds.map(async (kind) => [kind, await neighbour(kind)] as const));
    const objects = new Map(lists.map(([kind, listing]) => [kind, listing.available ? listing.objects : []]));
    return natives.map((native) => {
      const read = translate.read(native, (kind) => objects.get(kind) ?? []);
      return { ...liveObject(bound, read), native };
    });
  }

  async function get(kind: string, id: string): Promise<LiveObject | undefined> {
    const bound = binding(kind);
    // Their paths are those of lists: one that is asked for is found there.
    if (bound.derived !== undefined || bound.below !== undefined || bound.endpoint.paging === 'single') {
      const listing = await list(kind);
      return listing.available ? listing.objects.find((object) => object.id === id) : undefined;
    }
    const brands = bound.endpoint.perBrand ? await helpCenters() : [undefined];
    for (const brand of brands) {
      const native = await getOne(bound, id, brand);
      if (native === undefined) continue;
      const [object] = await liveObjects(bound, await completed(bound, Promise.resolve([native])));
      return object;
    }
    return undefined;
  }

  async function getOne(bound: Binding, id: string, brand: LiveObject | undefined): Promise<Native | undefined> {
    const { endpoint } = bound;
    const query = completionOf(bound)?.query;
    try {
      const host = brand === undefined ? {} : { brand: String(brand.native.subdomain) };
      const reply = await client.request({
        method: 'GET',
        path: `${endpoint.path}/${encodeURIComponent(id)}`,
        ...(query === undefined ? {} : { query }),
        ...host,
      });
      const native = nativeIn(reply.body, endpoint.one);
      return native === undefined || brand === undefined ? native : { ...native, brand_id: brand.id };
    } catch (error) {
      if (error instanceof HttpError && (error.kind === 'not_found' || error.kind === 'no_endpoint')) return undefined;
      throw error;
    }
  }

  /** A sideload of the lists of rules: https://developer.zendesk.com/api-reference/ticketing/business-rules/triggers/#sideloads */
  async function usage(kind: string): Promise<ReadonlyMap<string, number> | undefined> {
    const { path, many, paging } = binding(kind).endpoint;
    if (paging === 'single') return undefined;
    const natives = await client.list({
      path,
      key: many,
      paging,
      query: { ...binding(kind).endpoint.query, include: COUNTED },
    });
    const counts = natives.flatMap((native) =>
      typeof native[COUNTED] === 'number' ? [[String(native.id), native[COUNTED]] as const] : [],
    );
    return counts.length === 0 ? undefined : new Map(counts);
  }

  /** What was written at a path is read anew when it is next needed, and what such a write changes elsewhere. */
  function forget(path: string): void {
    const written = bindings.filter(({ endpoint }) => path.startsWith(endpoint.path));
    for (const { kind, changes = [] } of written) for (const name of [kind.name, ...changes]) settled.delete(name);
  }

  async function outside(kind: string): ReturnType<NonNullable<Connection['outside']>> {
    const { outside: left, endpoint } = binding(kind);
    if (left === undefined) return undefined;
    const query = { ...left.query, per_page: '1' };
    try {
      const { body } = await client.request({ method: 'GET', path: endpoint.path, query });
      const count = isRecord(body) ? Number(body.count) : Number.NaN;
      return Number.isInteger(count) ? { count, why: left.why } : undefined;
    } catch (error) {
      // Only admins may know of them.
      if (error instanceof HttpError && error.kind === 'forbidden') return undefined;
      throw error;
    }
  }

  async function archive(object: LiveObject): Promise<Uint8Array | undefined> {
    const steps = binding(object.kind).archive?.(object);
    if (steps === undefined) return undefined;
    let step = steps.next();
    while (!step.done) step = steps.next(await sendStep(client, step.value));
    return step.value;
  }

  function writer(kind: string): Writer {
    return binding(kind).writer ?? {};
  }

  return {
    provider: 'zendesk',
    account: client.account,
    identity,
    warnings,
    list,
    get,
    writer,
    usage,
    outside,
    archive,
    tickets: ticketDesk(client, self),
    send: async (request) => {
      try {
        return await inTurn(request, () => sendStep(client, request));
      } finally {
        if (request.method !== 'GET') forget(request.path);
      }
    },
    requests: () => client.trace.requests(),
  };
}

/** A kind that cannot be read here: the plan, the role or the token does not allow it. Throws what is no such refusal. */
function notAvailable(error: unknown): Listing {
  if (!(error instanceof HttpError) || (error.kind !== 'forbidden' && error.kind !== 'no_endpoint')) throw error;
  return { available: false, reason: error.message };
}

function unreadable(reason: string): HttpError {
  return new HttpError({
    system: 'zendesk',
    method: 'GET',
    path: '/api/v2/brands',
    status: 403,
    kind: 'forbidden',
    outcome: 'refused',
    message: reason,
  });
}
