/** What of a spec cannot be the same in another account: each place, why, and what a person does about it. */
import type { Address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Desired, Resource } from '../core/resource.ts';
import { isIdRef, isList, isLiveRef, isSecret, partsOf, referencesIn, sameValue, type Value } from '../core/value.ts';
import { type Field, fieldsOf } from '../engine/fields.ts';
import type { Identities } from '../engine/identity.ts';
import { DEFAULT_OBJECT } from '../engine/names.ts';
import type { World } from '../engine/world.ts';

/** Why and what to do, by what ties it to the account; an attribute that is `local` brings its own words. */
const TIES = {
  secret: {
    why: 'no API gives out secrets, and the spec only names them',
    do: 'set the variable wherever that account is applied to',
  },
  missing: {
    why: 'it names something that is gone; another account cannot even name it',
    do: 'take it out, or put something that is there in its place',
  },
  id: {
    why: 'it is the id of something that cannot be read here; another account has other ids',
    do: 'give the id of that account in `environments/NAME.yaml`',
  },
  named: {
    why: 'it names something that the spec does not make',
    do: 'make it there by hand first, under the same name',
  },
  id_in_text: {
    why: 'a text holds an id of this account',
    do: 'write `{{id:KIND.KEY}}` in its place, or change the text for that account in `environments/NAME.yaml`',
  },
  link: {
    why: 'a text leads to this account',
    do: 'change the text for that account in `environments/NAME.yaml`',
  },
  not_created: {
    why: 'no program makes it: it must be there',
    do: 'make it there by hand first',
  },
  by_hand: {
    why: 'no API sets it',
    do: 'set it there by hand; the plan says where',
  },
  own_default: {
    why: 'it is the default here, and only a person makes it the default there',
    do: 'let it be made and choose it by hand, or name it as the default there and write `lifecycle: {adopt: true}`',
  },
} as const;

export type Tie = keyof typeof TIES | 'local' | 'refused' | 'unreadable';

/** One place that holds for one account only. */
export interface NotPortable {
  readonly code: Tie;
  readonly address: Address;
  /** The attribute, or a member of it; empty where it is the object itself. */
  readonly path: string;
  /** What stands there: `missing(7)`, a variable, a link. */
  readonly what: string;
  readonly file: string;
  readonly line: number;
  readonly why: string;
  readonly do: string;
}

/** An account as a plan knows it. */
export interface PlannedAccount {
  readonly identities: Pick<Identities, 'matches' | 'names'>;
  readonly world: World;
}

interface Accounts {
  /** The account that the spec was made from: its built-in objects and its ids are known then. */
  readonly source?: PlannedAccount | undefined;
  /** The account that it goes to: what is there already is left out of the list. */
  readonly target?: PlannedAccount | undefined;
  /** What the checks say of the spec: an account keeps what another would refuse to make. */
  readonly judged?: readonly Diagnostic[];
}

/** Everything that keeps `desired` from being the same in another account, in the order of the spec. */
export function notPortable(
  desired: Desired,
  kinds: ReadonlyMap<string, Kind>,
  { source, target, judged = [] }: Accounts = {},
): readonly NotPortable[] {
  const own = ownHosts(desired, kinds);
  const isOwnId = idsOf(source?.world);
  const refused = refusals(judged);
  return desired.resources.flatMap((resource) => {
    const kind = kinds.get(resource.kind);
    if (kind === undefined) return [];
    const there = target === undefined ? undefined : liveOf(target, resource.address);
    const found = [
      ...ofObject(resource, kind, source === undefined ? undefined : liveOf(source, resource.address), there),
      ...(refused.get(resource.address) ?? []),
      ...fieldsOfInterest(kind, resource).flatMap((field) => [
        ...ofAttribute(resource, field, there, target),
        ...ofReferences(resource, field, source, target),
        ...ofTexts(resource, field, own, isOwnId),
      ]),
    ];
    return found.filter((one, index) => found.findIndex((other) => sameValue(other, one)) === index);
  });
}

/** Without a link and an id, a text holds anywhere. */
const TELLING = /https?:|\d{6}/i;

/** Most attributes are flags and plain words, which hold anywhere. */
function fieldsOfInterest(kind: Kind, { attributes }: Resource): readonly Field[] {
  const some = Object.entries(attributes).filter(([name, value]) => {
    const { local, mutability } = kind.attributes[name] ?? {};
    if (local !== undefined || mutability === 'manual' || mutability === 'read_only') return true;
    return typeof value === 'string' ? TELLING.test(value) : typeof value === 'object' && value !== null;
  });
  return some.length === 0 ? [] : [...fieldsOf(kind, Object.fromEntries(some)).values()];
}

function refusals(judged: readonly Diagnostic[]): ReadonlyMap<Address, readonly NotPortable[]> {
  const found = new Map<Address, NotPortable[]>();
  for (const { address, severity, summary, hint, at, code } of judged) {
    if (severity !== 'error' || address === undefined) continue;
    const place = { path: '', file: at?.file ?? '', line: at?.line ?? 0 };
    const reason = {
      why: 'it stands here, and would be refused if made anew',
      do: hint ?? 'change it first',
    };
    const what = `${code} ${summary}`;
    found.set(address, [...(found.get(address) ?? []), { code: 'refused', address, ...place, what, ...reason }]);
  }
  return found;
}

function liveOf({ identities }: PlannedAccount, address: Address): LiveObject | undefined {
  const match = identities.matches.get(address);
  return match !== undefined && 'live' in match ? match.live : undefined;
}

function ofObject(
  resource: Resource,
  kind: Kind,
  here: LiveObject | undefined,
  there: LiveObject | undefined,
): readonly NotPortable[] {
  if (there !== undefined) return [];
  if (kind.single !== undefined) return [];
  const { archived } = kind;
  if (archived !== undefined && resource.attributes[archived.attribute] === undefined) {
    const why = `the spec does not have its ${archived.attribute}`;
    return [entry('unreadable', resource, undefined, kind.title, { why, do: archived.todo })];
  }
  if (kind.byHand !== undefined || !kind.capability.create)
    return [tied('not_created', resource, undefined, kind.title)];
  return here?.isDefault ? [tied('own_default', resource, undefined, `the default ${kind.title}`)] : [];
}

/** What the attribute itself says about being the same elsewhere. */
function ofAttribute(
  resource: Resource,
  field: Field,
  there: LiveObject | undefined,
  target: PlannedAccount | undefined,
): readonly NotPortable[] {
  const { attribute, member, value } = field;
  if (there !== undefined && sameValue(there.attributes[field.name], resource.attributes[field.name])) return [];
  if (attribute.local !== undefined) {
    const { of } = attribute.local;
    const known = member !== undefined && of !== undefined && target !== undefined;
    if (known && target.identities.names.find({ $live: member, kind: of }).type === 'one') return [];
    const { why, todo } = attribute.local;
    return [entry('local', resource, field, member ?? shown(value), { why, do: todo })];
  }
  const asserted = attribute.mutability === 'manual' || attribute.mutability === 'read_only';
  // What is only implied goes along with what it is about.
  if (!asserted || resource.positions[field.name] === undefined) return [];
  return [tied('by_hand', resource, field, shown(value))];
}

function ofReferences(
  resource: Resource,
  field: Field,
  source: PlannedAccount | undefined,
  target: PlannedAccount | undefined,
): readonly NotPortable[] {
  const secrets = partsOf(field.value, isSecret).map(({ $secret }) => tied('secret', resource, field, $secret));
  const references = referencesIn(field.value).flatMap((reference) => {
    if (isIdRef(reference)) {
      if (target?.world.byId(reference.kind, reference.$id) !== undefined) return [];
      const readable = (source ?? target)?.world.listing(reference.kind)?.available;
      return [tied(readable === false ? 'id' : 'missing', resource, field, `${reference.kind} ${reference.$id}`)];
    }
    if (!isLiveRef(reference) || reference.$live === DEFAULT_OBJECT) return [];
    if (target?.identities.names.find(reference).type === 'one') return [];
    // What is built in is built in everywhere.
    const here = source?.identities.names.find(reference);
    if (here?.type === 'one' && here.object.system) return [];
    return [tied('named', resource, field, `${reference.kind} "${reference.$live}"`)];
  });
  return [...secrets, ...references];
}

function ofTexts(
  resource: Resource,
  field: Field,
  own: RegExp,
  isOwnId: (digits: string) => boolean,
): readonly NotPortable[] {
  if (field.attribute.local !== undefined) return [];
  return textsIn(field.value).flatMap((text) => [
    ...[...text.matchAll(own)].map(([link]) => tied('link', resource, field, link)),
    ...[...text.matchAll(/\d{6,}/g)].flatMap(([digits]) =>
      isOwnId(digits) ? [tied('id_in_text', resource, field, digits)] : [],
    ),
  ]);
}

function tied(code: keyof typeof TIES, resource: Resource, field: Field | undefined, what: string): NotPortable {
  return entry(code, resource, field, what, TIES[code]);
}

type Reason = Pick<NotPortable, 'why' | 'do'>;

function entry(code: Tie, resource: Resource, field: Field | undefined, what: string, reason: Reason): NotPortable {
  const { positions, at, address } = resource;
  const place =
    field === undefined
      ? at
      : (positions[field.path] ?? positions[`${field.name}.${field.member}`] ?? positions[field.name] ?? at);
  return { code, address, path: field?.path ?? '', what, file: place.file, line: place.line, ...reason };
}

function shown(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Links that lead to one of the account's own addresses: its subdomain, and what the spec says of its brands. */
function ownHosts(desired: Desired, kinds: ReadonlyMap<string, Kind>): RegExp {
  const names = new Set([desired.settings.platform.subdomain]);
  for (const { kind, attributes } of desired.resources) {
    for (const [name, attribute] of Object.entries(kinds.get(kind)?.attributes ?? {})) {
      const value = attribute.local?.host === true ? attributes[name] : undefined;
      if (typeof value === 'string' && value !== '') names.add(value);
    }
  }
  const words = [...names].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`https?://(?:${words.join('|')})(?![\\w-])[^\\s"'<>()]*`, 'gi');
}

/** Whether digits are the id of something in the account; never where the account is not known. */
function idsOf(world: World | undefined): (digits: string) => boolean {
  let ids: Set<string> | undefined;
  return (digits) => {
    ids ??= new Set(world?.kinds.flatMap((kind) => world.objects(kind).map(({ id }) => id)) ?? []);
    return ids.has(digits);
  };
}

/** Every text inside a value that may hold for one account only, as far as it stands in the spec as text. */
function textsIn(value: Value): readonly string[] {
  if (typeof value === 'string') return TELLING.test(value) ? [value] : [];
  if (isList(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null || isSecret(value)) return [];
  if (isIdRef(value) || isLiveRef(value) || '$ref' in value) return [];
  return Object.values(value).flatMap(textsIn);
}
