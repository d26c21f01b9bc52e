/** Create, update and delete as most of Zendesk's kinds have them, from a kind's data alone. */
import type { EncodeContext } from '../../core/attribute.ts';
import { fail } from '../../core/diagnostic.ts';
import type { Kind } from '../../core/kind.ts';
import type { LiveObject, Reply, Request, Steps, Writer } from '../../core/provider.ts';
import { type Attributes, isUnknown } from '../../core/value.ts';
import { type Binding, idOf, liveObject, type Native, nativeIn } from './binding.ts';

/** A writer of a kind that has nothing of its own; kinds with quirks replace parts of it. */
export function plainWriter(binding: Binding): Writer {
  const { endpoint, kind } = binding;
  return {
    *create(attributes, cx) {
      const names = writable(kind, attributes, 'create');
      return yield* createWith(binding, encodeAttributes(kind, attributes, names, cx));
    },
    *update(live, target, changed, cx) {
      const wanted = endpoint.send === 'all' ? Object.keys(target) : topLevel(changed);
      const body = encodeAttributes(kind, target, writable(kind, target, 'update', wanted), cx);
      return yield* updateWith(binding, live, body);
    },
    *remove(live) {
      yield { method: 'DELETE', path: `${endpoint.path}/${live.id}` };
    },
  };
}

/** POSTs `body` and returns what the reply shows. */
export function* createWith(binding: Binding, body: Native): Steps<{ id: string; live?: LiveObject }> {
  const { endpoint } = binding;
  const reply = yield {
    method: 'POST',
    path: endpoint.path,
    body: { [endpoint.one]: body },
    created: (answer) => createdId(binding, answer),
  };
  const native = nativeIn(reply.body, endpoint.one);
  const id = createdId(binding, reply);
  if (native === undefined || id === undefined) return noId(binding);
  return { id, live: liveObject(binding, native) };
}

/** The id of what a create made, as its reply shows it. */
export function createdId(binding: Binding, reply: Reply): string | undefined {
  const native = nativeIn(reply.body, binding.endpoint.one);
  if (native === undefined || (binding.endpoint.idOf === undefined && (native.id ?? null) === null)) return undefined;
  return idOf(binding, native);
}

export function noId({ kind }: Binding): never {
  return fail('BAD_REPLY', `Zendesk created a ${kind.title}, but its reply does not show it`);
}

/** Sends `body` unless it is empty; the object as the reply shows it. */
export function* updateWith(binding: Binding, live: LiveObject, body: Native): Steps<LiveObject | undefined> {
  const { endpoint } = binding;
  if (Object.keys(body).length === 0) return undefined;
  const request: Request = {
    method: endpoint.update,
    path: `${endpoint.path}/${live.id}`,
    body: { [endpoint.one]: body },
  };
  const native = nativeIn((yield request).body, endpoint.one);
  return native === undefined ? undefined : liveObject(binding, native);
}

/** Names of the attributes that may be sent at this moment. */
export function writable(
  kind: Kind,
  attributes: Attributes,
  when: 'create' | 'update',
  wanted?: readonly string[],
): readonly string[] {
  return Object.keys(attributes).filter((name) => {
    const mutability = kind.attributes[name]?.mutability;
    if (name === kind.scope || (wanted !== undefined && !wanted.includes(name))) return false;
    if (mutability === 'mutable' || mutability === 'write_only') return true;
    return when === 'create' && (mutability === 'create_only' || mutability === 'immutable');
  });
}

/** The platform's object of these attributes; what only the platform holds, or takes elsewhere, is left out. */
export function encodeAttributes(
  kind: Kind,
  attributes: Attributes,
  names: readonly string[],
  cx: EncodeContext,
): Native {
  const native: Record<string, unknown> = {};
  for (const name of names) {
    const attribute = kind.attributes[name];
    const value = attributes[name];
    if (attribute === undefined || value === undefined || isUnknown(value)) continue;
    const sent = attribute.encode(value, cx);
    if (sent !== undefined) native[attribute.native ?? name] = sent;
  }
  return native;
}

/** The attributes of changed paths: `options` of `options.bug.name`. */
export function topLevel(changed: readonly string[]): readonly string[] {
  return [...new Set(changed.map((path) => path.split('.')[0] ?? path))];
}

/** The id as Zendesk's JSON writes it: a number where it is one. */
export function numericId(id: string): number | string {
  return /^\d+$/.test(id) && Number.isSafeInteger(Number(id)) ? Number(id) : id;
}
