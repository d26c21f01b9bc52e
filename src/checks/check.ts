/** What a check is: one sentence of the platform's rules, said before anything is sent. */

import type { Address } from '../core/address.ts';
import { listOf } from '../core/attributes/references.ts';
import type { Diagnostic, Position, Severity } from '../core/diagnostic.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Desired, Resource } from '../core/resource.ts';
import {
  type Attributes,
  isIdRef,
  isLiveRef,
  isPlainStruct,
  isRef,
  mapValue,
  type Struct,
  type Value,
} from '../core/value.ts';

export interface CheckContext {
  readonly desired: Desired;
  /** True for a kind that the account does not have, or that we may not read. */
  readonly lacks?: (kind: string) => boolean;
  /** The tenant's objects by kind; absent offline. */
  readonly live?: ReadonlyMap<string, readonly LiveObject[]>;
  /** The live object that an address stands for, whatever it is called by now; absent where nobody has matched them. */
  readonly objectOf?: (address: Address) => LiveObject | undefined;
  /** The address of a live object that the plan deletes. */
  readonly leaves?: (object: LiveObject) => Address | undefined;
  /** True for a block that the plan creates or changes; absent where there is no plan. */
  readonly writes?: (address: Address) => boolean;
}

/**
 * - `load`: needs only the spec
 * - `account`: needs what was read of the tenant; says nothing without it
 * - `simulate`: needs the simulator
 */
export type Stage = 'load' | 'account' | 'simulate';

export interface Check {
  /** Stable: the code of its diagnostics. */
  readonly id: string;
  readonly stage: Stage;
  readonly severity: Severity;
  readonly title: string;
  /** What goes wrong otherwise, for the docs. */
  readonly why: string;
  /** It finds what this account does not have: the plan leaves such resources out, or the part at `path`, and lists them. */
  readonly beyond?: 'resource' | 'part';
  run(cx: CheckContext): readonly Diagnostic[];
}

/** What a check found, before it is a diagnostic. */
export interface Finding {
  /** Absent where it is about no block: then `at` says where. */
  readonly resource?: Resource;
  /** Of what has no block any more. */
  readonly address?: Address;
  readonly at?: Position;
  readonly summary: string;
  /** The attribute, or the member (`options.bug`), that it is about. */
  readonly path?: string;
  readonly detail?: string;
  readonly hint?: string;
}

/** A check whose findings become diagnostics with its id, severity and place. */
export function check(
  data: Pick<Check, 'id' | 'stage' | 'severity' | 'title' | 'why' | 'beyond'>,
  find: (cx: CheckContext) => Iterable<Finding>,
): Check {
  return {
    ...data,
    run: (cx) =>
      data.stage === 'account' && cx.live === undefined ? [] : [...find(cx)].map((finding) => told(data, finding)),
  };
}

function told(
  { id, severity, beyond }: Pick<Check, 'id' | 'severity' | 'beyond'>,
  {
    resource,
    address = resource?.address,
    path,
    at = resource && placeOf(resource, path),
    summary,
    detail,
    hint,
  }: Finding,
): Diagnostic {
  return {
    code: id,
    severity,
    summary,
    ...(beyond === undefined ? {} : { beyond: beyond === 'part' && path !== undefined ? { part: path } : {} }),
    ...(address === undefined ? {} : { address }),
    ...(at === undefined ? {} : { at }),
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function placeOf(resource: Resource, path: string | undefined): Position {
  if (path === undefined) return resource.at;
  return resource.positions[path] ?? resource.positions[path.split('.')[0] ?? path] ?? resource.at;
}

interface Index {
  readonly byKind: ReadonlyMap<string, readonly Resource[]>;
  readonly byAddress: ReadonlyMap<Address, Resource>;
}
/** Sixty checks ask the same spec: it is sorted once. */
const indexes = new WeakMap<Desired, Index>();

function indexOf(desired: Desired): Index {
  const known = indexes.get(desired);
  if (known !== undefined) return known;
  const byKind = new Map<string, Resource[]>();
  for (const resource of desired.resources) {
    const own = byKind.get(resource.kind);
    if (own === undefined) byKind.set(resource.kind, [resource]);
    else own.push(resource);
  }
  const index = { byKind, byAddress: new Map(desired.resources.map((resource) => [resource.address, resource])) };
  indexes.set(desired, index);
  return index;
}

/** The resources of one kind. */
export function resourcesOf(cx: CheckContext, kind: string): readonly Resource[] {
  return indexOf(cx.desired).byKind.get(kind) ?? [];
}

/** The live objects of one kind that are there. */
export function liveOf(cx: CheckContext, kind: string): readonly LiveObject[] {
  return (cx.live?.get(kind) ?? []).filter((object) => !object.gone);
}

/** The live object of a resource: as it was matched, else the one that `label` names. */
export function objectOf(cx: CheckContext, resource: Resource, label: 'name' | 'title'): LiveObject | undefined {
  const called = resource.attributes[label];
  return objectIn(cx, resource, (object) => called !== undefined && object.title === called);
}

/** The live object of a resource: as it was matched, else the first that `is` knows. */
export function objectIn(
  cx: CheckContext,
  resource: Resource,
  is: (object: LiveObject) => boolean,
): LiveObject | undefined {
  return cx.objectOf === undefined ? liveOf(cx, resource.kind).find(is) : cx.objectOf(resource.address);
}

/** The live object of the resource that a reference names; undefined where it is yet to be made. */
export function managedObject(cx: CheckContext, value: Value | undefined): LiveObject | undefined {
  const resource = targetOf(cx, value);
  return resource === undefined ? undefined : objectOf(cx, resource, 'name' in resource.attributes ? 'name' : 'title');
}

/** With ids in place of references where the tenant has the object, as live rules have them. */
export function inIds(cx: CheckContext, attributes: Attributes): Attributes {
  const resolved = mapValue(attributes, (node) => {
    const object = isLiveRef(node) ? liveTargetOf(cx, node) : managedObject(cx, node);
    return object === undefined ? undefined : { $id: object.id, kind: object.kind };
  });
  return isPlainStruct(resolved) ? resolved : attributes;
}

/** The live objects of one kind that no block of the spec stands for. */
export function unmanagedOf(cx: CheckContext, kind: string, label: 'name' | 'title'): readonly LiveObject[] {
  const ours = new Set(resourcesOf(cx, kind).map((resource) => objectOf(cx, resource, label)?.id));
  return liveOf(cx, kind).filter(({ id }) => !ours.has(id));
}

/** The keys and structs of a `members` attribute. */
export function membersIn(value: Value | undefined): readonly Struct[] {
  return listOf(value).filter(isPlainStruct);
}

/** The resource of the spec that a reference names. */
export function targetOf(cx: CheckContext, value: Value | undefined): Resource | undefined {
  return isRef(value) ? indexOf(cx.desired).byAddress.get(value.$ref) : undefined;
}

/** The one live object that a reference names by id or by title; undefined if it is managed, missing or ambiguous. */
export function liveTargetOf(cx: CheckContext, value: Value | undefined): LiveObject | undefined {
  if (isIdRef(value)) return liveOf(cx, value.kind).find((object) => object.id === value.$id);
  if (!isLiveRef(value)) return undefined;
  if (value.$live === '@default') return liveOf(cx, value.kind).find((object) => object.isDefault);
  const called = liveOf(cx, value.kind).filter(
    (object) => object.id === value.$live || object.title === value.$live || object.aliases?.includes(value.$live),
  );
  return called.length === 1 ? called[0] : undefined;
}

/** The id that a reference has in the account, if any. */
export function liveIdOf(cx: CheckContext, value: Value | undefined): string | undefined {
  const target = targetOf(cx, value);
  if (target !== undefined) return cx.objectOf?.(target.address)?.id;
  return isIdRef(value) ? value.$id : liveTargetOf(cx, value)?.id;
}
