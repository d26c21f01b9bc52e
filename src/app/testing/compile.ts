/** The spec as an account of the platform, offline: what `apply` would send to a new account, with made-up ids. */
import { type Address, addressOf, kindOf } from '../../core/address.ts';
import { fail } from '../../core/diagnostic.ts';
import type { Kind } from '../../core/kind.ts';
import type { LiveObject, OfflineTenant, Provider, Steps, WriteContext } from '../../core/provider.ts';
import type { Desired, Resource } from '../../core/resource.ts';
import { digest, isIdRef, isLiveRef, type Value } from '../../core/value.ts';
import { createNames, inIds } from '../../engine/names.ts';
import { arrange } from '../../engine/order.ts';
import { inSpecOrder, liveList } from '../../engine/orders.ts';
import { createWorld } from '../../engine/world.ts';
import { allTextForms, providers } from '../../providers/registry.ts';
import type { Account, Native } from '../../simulate/model.ts';
import { kinds } from '../project.ts';

export interface Compiled {
  readonly account: Account;
  /** Words for channels → the platform's numbers. */
  readonly channels: Readonly<Record<string, string>>;
  readonly ids: ReadonlyMap<Address, string>;
  /** The address of an object by its kind and id. */
  addressOf(kind: string, id: string): Address | undefined;
}

/** The account's lists by the kind that they hold. */
const LISTS = {
  trigger: 'triggers',
  trigger_category: 'trigger_categories',
  automation: 'automations',
  macro: 'macros',
  view: 'views',
  sla: 'sla_policies',
  schedule: 'schedules',
  group: 'groups',
  group_membership: 'group_memberships',
  user: 'users',
  organization: 'organizations',
  ticket_field: 'ticket_fields',
  ticket_form: 'ticket_forms',
  user_field: 'user_fields',
  organization_field: 'organization_fields',
  brand: 'brands',
  webhook: 'webhooks',
  target: 'targets',
  dynamic_content: 'dynamic_content',
  locale: 'locales',
  custom_status: 'custom_statuses',
  support_address: 'recipient_addresses',
} as const satisfies Readonly<Record<string, keyof Account>>;

/** The kinds that rules can meet, as names of an account's lists. */
export const RULED_KINDS: readonly string[] = Object.keys(LISTS);

/** An account from its objects by kind. */
export function accountOf(natives: (kind: string) => readonly Native[], subdomain: string, timeZone: string): Account {
  const lists = Object.entries(LISTS).map(([kind, list]) => [list, natives(kind)]);
  return { ...Object.fromEntries(lists), subdomain, settings: { localization: { time_zone: timeZone } } };
}

/** A tenant that there is already: its objects by kind, and the ids of those that are the spec's. */
export interface Standing {
  readonly objects: ReadonlyMap<string, readonly Native[]>;
  idOf(address: Address): string | undefined;
}

/**
 * Compiles a spec, upon a new account or upon a standing one. Throws a `SupportctlError` where its platform has no rules
 * that can be tried offline.
 */
export async function compileSpec(desired: Desired, standing?: Standing): Promise<Compiled> {
  const { client, platform } = desired.settings;
  const provider = providers.find((own) => own.name === platform.provider);
  if (provider?.offline === undefined)
    fail('NO_SIMULATOR', `the rules of ${platform.provider} cannot be tried offline`);
  const tenant = await provider.offline({
    subdomain: platform.subdomain,
    name: client.name,
    languages: languagesOf(desired),
    ...(standing === undefined ? {} : { objects: standing.objects }),
  });
  const ids = fill(tenant, provider, desired, standing);
  const addresses = new Map([...ids].map(([address, id]) => [`${kindOf(address)}/${id}`, address]));
  return {
    account: accountOf(tenant.native, platform.subdomain, client.timezone ?? 'UTC'),
    channels: tenant.channels,
    ids,
    addressOf: (kind, id) => addresses.get(`${kind}/${id}`),
  };
}

/** Languages that texts of the spec are in: a client that writes in them has switched them on. */
function languagesOf(desired: Desired): readonly string[] {
  const found = desired.resources.flatMap(({ kind, attributes }) => {
    if (kind !== 'dynamic_content') return [];
    const texts = Array.isArray(attributes.texts) ? attributes.texts : [];
    return texts.map((text: Value) =>
      typeof text === 'object' && text !== null && 'key' in text ? String(text.key) : '',
    );
  });
  return [...new Set([desired.settings.client.locale ?? 'en-US', 'en-US', ...found])].filter((tag) => tag !== '');
}

/** Writes every resource in the order in which kinds build on each other; returns address → id. */
function fill(
  tenant: OfflineTenant,
  provider: Provider,
  desired: Desired,
  standing: Standing | undefined,
): ReadonlyMap<Address, string> {
  const world = createWorld();
  function look(kind: string): void {
    world.put(kind, { available: true, objects: tenant.objects(kind) }, 0, 0);
  }
  for (const kind of provider.kinds) look(kind.name);
  const ids = new Map<Address, { kind: string; id: string }>();
  const names = createNames(kinds, allTextForms, world, ids);
  const found = new Map<Address, LiveObject>();
  // Kinds are listed in the order in which they build on each other: what identifies one may refer to another.
  const ranks = new Map([...kinds.keys()].map((name, index) => [name, index]));
  const rankOf = (resource: Resource) => ranks.get(resource.kind) ?? 0;
  for (const resource of [...desired.resources].sort((a, b) => rankOf(a) - rankOf(b))) {
    const kind = kinds.get(resource.kind);
    if (kind === undefined) continue;
    const own = standing?.idOf(resource.address);
    const live =
      own === undefined
        ? world.objects(kind.name).find((one) => sameKey(kind, one, inIds(resource.attributes, names)))
        : world.byId(kind.name, own);
    if (live !== undefined) found.set(resource.address, live);
    ids.set(resource.address, { kind: kind.name, id: live?.id ?? own ?? madeUpId(resource.address, kind) });
  }
  const cx: WriteContext = {
    id: (value) => {
      const resolved = names.toIds(value);
      return isIdRef(resolved) ? resolved.$id : outsider(tenant, resolved, look);
    },
    text: (value) => {
      const text = names.toIds(value);
      return typeof text === 'string' ? text : '';
    },
    // No secret is needed to know what a rule does, and none is shown.
    secret: () => 'secret',
    live: (kind) => world.objects(kind),
  };
  for (const kind of provider.kinds) {
    if (!RULED_KINDS.includes(kind.name)) continue;
    for (const resource of desired.resources) {
      if (resource.kind !== kind.name) continue;
      write(tenant, kind, resource, ids.get(resource.address)?.id ?? '', found.get(resource.address), cx);
    }
    look(kind.name);
    arrangeAll(tenant, kind, desired, world, ids);
    look(kind.name);
  }
  return new Map([...ids].map(([address, { id }]) => [address, id]));
}

function sameKey(kind: Kind, live: LiveObject, attributes: Resource['attributes']): boolean {
  return kind.naturalKey(live.attributes) === kind.naturalKey(attributes);
}

/** Who is in a group and what they can do is a matter of people, and people come with the tests. */
const OF_PEOPLE: Readonly<Record<string, readonly string[]>> = {
  group: ['members'],
  user: ['groups', 'default_group', 'custom_role', 'skills'],
};

function write(
  tenant: OfflineTenant,
  kind: Kind,
  { attributes }: Resource,
  id: string,
  live: LiveObject | undefined,
  cx: WriteContext,
): void {
  const writer = tenant.writer(kind.name);
  const left = OF_PEOPLE[kind.name] ?? [];
  const said = Object.fromEntries(Object.entries(attributes).filter(([name]) => !left.includes(name)));
  // Whoever the spec names answers tickets, unless it says otherwise.
  const wanted = kind.name === 'user' ? { role: 'agent', ...said } : said;
  if (live === undefined) run(tenant, writer.create?.(wanted, cx), id);
  else run(tenant, writer.update?.(live, { ...live.attributes, ...wanted }, Object.keys(wanted), cx), id);
}

function run<Result>(tenant: OfflineTenant, steps: Steps<Result> | undefined, id: string): void {
  let step = steps?.next();
  while (step !== undefined && !step.done) step = steps?.next(tenant.answer(step.value, id));
}

/** Positions as `apply` would leave them: ours in the spec's order, the account's own among them. */
function arrangeAll(
  tenant: OfflineTenant,
  kind: Kind,
  desired: Desired,
  world: ReturnType<typeof createWorld>,
  ids: ReadonlyMap<Address, { readonly id: string }>,
): void {
  if (kind.order === undefined) return;
  const { within } = kind.order;
  const wanted = inSpecOrder(kind, desired).flatMap((resource) => ids.get(resource.address)?.id ?? []);
  const owners =
    within === undefined ? [undefined] : world.objects(kind.name).map(({ attributes }) => attributes[within]);
  const positions = new Map<string, number>();
  for (const owner of owners) {
    const live = liveList(kind, owner, world).map((object) => object.id);
    for (const [index, id] of arrange(live, wanted).list.entries()) positions.set(id, index + 1);
  }
  tenant.replace(
    kind.name,
    tenant
      .native(kind.name)
      .map((native) => ({ ...native, position: positions.get(String(native.id)) }))
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0)),
  );
}

/** The same address always gets the same id, so that two runs can be compared. */
function madeUpId(address: Address, kind: Kind): string {
  const number = Number.parseInt(Buffer.from(digest(address), 'base64url').toString('hex').slice(0, 10), 16);
  const id = String(1_000_000_000 + (number % 9_000_000_000));
  return kind.idInText === undefined ? id : `C${id}`;
}

/** Something of the tenant's that the spec refers to by its title: it is taken to be there. */
function outsider(tenant: OfflineTenant, value: Value, look: (kind: string) => void): string {
  if (!isLiveRef(value)) return fail('UNRESOLVED_REFERENCE', `the id of ${JSON.stringify(value)} is not known`);
  const { kind, $live: title } = value;
  const id = madeUpId(addressOf(kind, title), kinds.get(kind) ?? fail('UNKNOWN_KIND', `there is no kind ${kind}`));
  const known = tenant.native(kind);
  if (known.some((native) => String(native.id) === id)) return id;
  tenant.replace(kind, [...known, { id, name: title, title, active: true, role: 'agent', email: title }]);
  look(kind);
  return id;
}
