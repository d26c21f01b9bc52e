/** A Zendesk account in memory that accepts every write: what `apply` would send, as the platform would then hold it. */
import { isRecord } from '../../core/attributes/scalars.ts';
import type { LiveObject, OfflineOptions, OfflineTenant, Reply, Request } from '../../core/provider.ts';
import { type Binding, liveObject, type Native } from './binding.ts';
import { customStatus, DEFAULTS_PATH } from './kinds/custom-status.ts';
import { bindings } from './kinds.ts';
import { newAccount } from './new-account.ts';
import { CHANNELS } from './vocabulary/values.ts';

/** Begins with the objects given, or with what every new account has. */
export function openOffline(beginning: OfflineOptions): OfflineTenant {
  const byName = new Map(bindings.map((binding) => [binding.kind.name, binding]));
  const held = new Map<string, Map<string, Native>>();
  for (const [kind, natives] of beginning.objects ?? newAccount(beginning)) {
    for (const native of natives) shelfOf(pathOf(kind)).set(String(native.id), native);
  }

  function pathOf(kind: string): string {
    return byName.get(kind)?.endpoint.path ?? kind;
  }

  function shelfOf(path: string): Map<string, Native> {
    const shelf = held.get(path) ?? new Map<string, Native>();
    held.set(path, shelf);
    return shelf;
  }

  function objects(kind: string): readonly LiveObject[] {
    const binding = byName.get(kind);
    if (binding === undefined) return [];
    const live = (name: string) => objects(name);
    return [...shelfOf(binding.endpoint.path).values()].map((native) => {
      const read = binding.translate?.read(native, live) ?? native;
      return { ...liveObject(binding, read), native };
    });
  }

  function answer(request: Request, id: string): Reply {
    const { method, path } = request;
    if (path === DEFAULTS_PATH) return ok(setDefault(shelfOf(customStatus.endpoint.path), request.body));
    const [collection, owner, part] = split(path, byName.values());
    const shelf = shelfOf(collection.path);
    const [[word, sent] = ['', undefined]] = Object.entries(isRecord(request.body) ? request.body : {});
    const body = isRecord(sent) ? sent : {};
    if (method === 'POST' && owner === undefined) {
      const native = { position: shelf.size + 1, ...asHeld(body, id, undefined), ...placeholderOf(body), id };
      shelf.set(id, native);
      return ok({ [word]: native });
    }
    const before = shelf.get(owner ?? '') ?? {};
    if (method === 'GET') return ok({ success: true, [collection.one]: before });
    if (owner === undefined) return ok({});
    if (part === undefined) {
      const native = { ...before, ...asHeld(body, owner, before) };
      shelf.set(owner, native);
      return ok({ [word]: native });
    }
    return ok({ [word]: writePart(shelf, owner, before, part, body) });
  }

  return {
    channels: CHANNELS,
    objects,
    answer,
    writer: (kind) => byName.get(kind)?.writer ?? {},
    native: (kind) => [...shelfOf(pathOf(kind)).values()],
    replace: (kind, natives) => {
      const shelf = shelfOf(pathOf(kind));
      shelf.clear();
      for (const native of natives) shelf.set(String(native.id), native);
    },
  };
}

function ok(body: unknown): Reply {
  return { status: 200, body, headers: {} };
}

/** One status is the default of its category. */
function setDefault(shelf: Map<string, Native>, body: unknown): unknown {
  const chosen = shelf.get(isRecord(body) ? String(body.ids) : '');
  for (const [id, status] of shelf)
    if (status.status_category === chosen?.status_category) shelf.set(id, { ...status, default: status === chosen });
  return {};
}

/** Hours and holidays are what a schedule has; other parts are of no use to rules. */
function writePart(shelf: Map<string, Native>, owner: string, before: Native, part: string, body: Native): Native {
  if (part === 'workweek') {
    shelf.set(owner, { ...before, intervals: body.intervals });
    return body;
  }
  const list = Array.isArray(before[part]) ? before[part] : [];
  const native = { ...body, id: `${owner}${list.length + 1}` };
  shelf.set(owner, { ...before, [part]: [...list, native] });
  return native;
}

/** The endpoint that a path belongs to, the object in it, and the part of that object. */
function split(
  path: string,
  all: Iterable<Binding>,
): readonly [{ readonly path: string; readonly one: string }, string | undefined, string | undefined] {
  for (const { endpoint, derived } of all) {
    if (derived !== undefined) continue;
    if (path === endpoint.path) return [endpoint, undefined, undefined];
    if (!path.startsWith(`${endpoint.path}/`)) continue;
    const [owner, part] = path.slice(endpoint.path.length + 1).split('/');
    return [endpoint, owner, part];
  }
  return [{ path, one: '' }, undefined, undefined];
}

/** What the platform makes of what it was sent: options get ids, conditions of views stand together. */
function asHeld(sent: Native, id: string, before: Native | undefined): Native {
  const { all, any, output, custom_field_options: options, ...rest } = sent;
  return {
    ...rest,
    ...(all === undefined && any === undefined ? {} : { conditions: { all: all ?? [], any: any ?? [] } }),
    ...(output === undefined ? {} : { execution: output }),
    ...(Array.isArray(options) ? { custom_field_options: withIds(options, id, before) } : {}),
    ...(typeof sent.title === 'string' ? { raw_title: sent.title } : {}),
    ...(typeof sent.name === 'string' ? { raw_name: sent.name } : {}),
  };
}

/** Dynamic content is used by the name that it was born with. */
function placeholderOf({ variants, name }: Native): Native {
  return Array.isArray(variants) ? { placeholder: `{{dc.${String(name)}}}` } : {};
}

function withIds(options: readonly unknown[], id: string, before: Native | undefined): readonly unknown[] {
  const known = Array.isArray(before?.custom_field_options) ? before.custom_field_options.length : 0;
  return options.map((option, index) =>
    isRecord(option) ? { id: Number(`${id}${String(known + index + 1).padStart(3, '0')}`), ...option } : option,
  );
}
