/** Who is called what: addresses to ids and back, for comparing in ids and speaking in names. */
import type { Address } from '../core/address.ts';
import { keyOf, kindOf } from '../core/address.ts';
import type { FormatContext } from '../core/attribute.ts';
import type { Kind, TextForm } from '../core/kind.ts';
import type { LiveObject } from '../core/provider.ts';
import { textSyntax, type WrittenReference } from '../core/text-syntax.ts';
import {
  type Attributes,
  isIdRef,
  isLiveRef,
  isRef,
  isText,
  type LiveRef,
  mapValue,
  type Ref,
  type Value,
} from '../core/value.ts';
import { idFinder } from './text-ids.ts';
import type { World } from './world.ts';

/** What `live("Title")` found: exactly one object, none, or several. */
export type Found =
  | { readonly type: 'one'; readonly object: LiveObject }
  | { readonly type: 'none' }
  | { readonly type: 'many'; readonly objects: readonly LiveObject[] }
  | { readonly type: 'unread'; readonly reason: string };

/** The default of a kind, written as the scope key of the client's own brand. */
export const DEFAULT_OBJECT = '@default';

export interface Names {
  /** The id of a managed resource, once it has one. */
  idOf(address: Address): string | undefined;
  addressOf(kind: string, id: string): Address | undefined;
  find(reference: LiveRef): Found;
  /** `value` with every reference that has an id by now as `{$id, kind}`, and texts as the platform stores them. */
  toIds(value: Value): Value;
  /** The way back: every id of something managed as a reference to its address, in texts too. */
  toRefs(value: Value): Value;
  readonly format: FormatContext;
}

/** `live(…)` by title or id, with the kind where several are admitted. */
function liveCall(kind: string, title: string, admitted: readonly string[]): string {
  const what = /^\d+$/.test(title) ? title : JSON.stringify(title);
  return admitted.length === 1 ? `live(${what})` : `live(${kind}, ${what})`;
}

/** An id wherever it stands inside an object: part ids keep the prefix of the part, `option`. */
function idRef(kind: string, id: string, part?: string): Value {
  return part === undefined ? { $id: id, kind } : { $id: id, kind, part };
}

/** Attributes with every reference that has an id by now in id form. */
export function inIds(attributes: Attributes, names: Names): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, names.toIds(value)]));
}

/** Builds the two-way naming for `ids` (address → id) over what was read. */
export function createNames(
  kinds: ReadonlyMap<string, Kind>,
  textForms: readonly TextForm[],
  world: World,
  ids: ReadonlyMap<Address, { readonly kind: string; readonly id: string }>,
): Names {
  const addresses = new Map<string, Address>();
  for (const [address, { kind, id }] of ids) addresses.set(`${kind}/${id}`, address);

  function addressOf(kind: string, id: string): Address | undefined {
    return addresses.get(`${kind}/${id}`);
  }

  const syntax = textSyntax(textForms);
  const found = idFinder(kinds, world, ids);

  /** Title and alias → objects, per kind; built when a kind is first asked for. */
  const titles = new Map<
    string,
    { readonly list: readonly LiveObject[]; readonly byName: Map<string, LiveObject[]> }
  >();

  function called(kind: string, name: string): readonly LiveObject[] {
    const list = world.objects(kind);
    let index = titles.get(kind);
    if (index?.list !== list) {
      index = { list, byName: new Map() };
      for (const object of list) {
        for (const called of new Set([object.title, ...(object.aliases ?? [])])) {
          const known = index.byName.get(called);
          if (known === undefined) index.byName.set(called, [object]);
          else known.push(object);
        }
      }
      titles.set(kind, index);
    }
    return index.byName.get(name) ?? [];
  }

  function find(reference: LiveRef): Found {
    const listing = world.listing(reference.kind);
    if (listing === undefined) return { type: 'unread', reason: 'it was not read' };
    if (!listing.available) return { type: 'unread', reason: listing.reason };
    const wanted = reference.$live;
    if (wanted === DEFAULT_OBJECT) {
      const standing = world.objects(reference.kind);
      const found = standing.find((object) => object.isDefault) ?? (standing.length === 1 ? standing[0] : undefined);
      return found === undefined ? { type: 'none' } : { type: 'one', object: found };
    }
    const byId = world.byId(reference.kind, wanted);
    if (byId !== undefined) return { type: 'one', object: byId };
    const hits = called(reference.kind, wanted);
    const titled = hits.filter((object) => object.title === wanted);
    const matches = titled.length > 0 ? titled : hits;
    const [only] = matches;
    if (only === undefined) return { type: 'none' };
    return matches.length === 1 ? { type: 'one', object: only } : { type: 'many', objects: matches };
  }

  function resolve(node: Value): Value | undefined {
    if (isRef(node)) {
      const target = ids.get(node.$ref);
      if (target === undefined) return node;
      const part = node.part;
      if (typeof part !== 'string') return idRef(target.kind, target.id);
      const partId = world.byId(target.kind, target.id)?.parts?.[part];
      return partId === undefined ? node : idRef(target.kind, partId, part.split(':')[0]);
    }
    if (isLiveRef(node)) {
      const found = find(node);
      if (found.type !== 'one') return node;
      const part = node.part;
      if (typeof part !== 'string') return idRef(node.kind, found.object.id);
      const partId = found.object.parts?.[part];
      return partId === undefined ? node : idRef(node.kind, partId, part.split(':')[0]);
    }
    if (isIdRef(node)) {
      const part = node.part;
      return idRef(node.kind, node.$id, typeof part === 'string' ? part : undefined);
    }
    if (isText(node)) return node.$text.map((piece) => (typeof piece === 'string' ? piece : pieceText(piece))).join('');
    return undefined;
  }

  function pieceText(piece: Value): string {
    const resolved = resolve(piece);
    if (isIdRef(resolved)) return resolved.$id;
    if (isRef(piece)) return `{{id:${piece.$ref}}}`;
    return isLiveRef(piece) ? `{{id:${piece.kind}.live("${piece.$live}")}}` : '';
  }

  function toIds(value: Value): Value {
    return mapValue(value, resolve);
  }

  /** `kind/id of a part` → the managed object that it is a part of; built when first asked for. */
  let parts: Map<string, Ref> | undefined;

  function partRef(kind: string, id: string): Ref | undefined {
    parts ??= new Map(
      [...ids].flatMap(([address, target]) =>
        Object.entries(world.byId(target.kind, target.id)?.parts ?? {}).map(
          ([part, partId]) => [`${target.kind}/${partId}`, { $ref: address, part }] as const,
        ),
      ),
    );
    return parts.get(`${kind}/${id}`);
  }

  function named(node: Value): Value | undefined {
    if (isIdRef(node)) {
      if (node.part !== undefined) return partRef(node.kind, node.$id) ?? node;
      const address = addressOf(node.kind, node.$id);
      return address === undefined ? node : { $ref: address };
    }
    if (typeof node !== 'string') return undefined;
    const pieces = found(node);
    return pieces.length === 1 ? undefined : { $text: pieces };
  }

  function toRefs(value: Value): Value {
    return mapValue(value, named);
  }

  function reference(value: Value, admitted: readonly string[]): string {
    if (isRef(value)) return admitted.length === 1 ? keyOf(value.$ref) : value.$ref;
    if (isLiveRef(value) && value.$live === DEFAULT_OBJECT) return `the default ${value.kind}`;
    if (isLiveRef(value)) return liveCall(value.kind, value.$live, admitted);
    if (!isIdRef(value)) return String(value);
    const address = addressOf(value.kind, value.$id);
    if (address !== undefined) return admitted.length === 1 ? keyOf(address) : address;
    const listing = world.listing(value.kind);
    const object = world.byId(value.kind, value.$id);
    if (object !== undefined && !object.gone) {
      const kind = kinds.get(value.kind);
      // Of what is not read whole no title is known to be the only one.
      if (kind?.picked) return liveCall(value.kind, kind.naturalKey(object.attributes) || object.id, admitted);
      const unique = find({ $live: object.title, kind: value.kind }).type === 'one';
      const told = unique && object.title.trim() === object.title && object.title !== '';
      return liveCall(value.kind, told ? object.title : object.id, admitted);
    }
    return listing?.available ? `missing(${value.$id})` : `id(${value.kind}, ${value.$id})`;
  }

  /** A text as a person writes it: keys where the platform has ids, escaped so that it loads back. */
  function text(value: Value): string {
    const pieces = isText(value) ? value.$text : found(typeof value === 'string' ? value : String(value ?? ''));
    const parts: (string | WrittenReference)[] = [];
    for (const [index, piece] of pieces.entries()) {
      const before = parts.at(-1);
      if (typeof piece === 'string') {
        const closed = typeof before === 'object' && !before.open ? before.form : undefined;
        parts.push(closed === undefined ? piece : piece.slice(closed.nativeClose.length));
        continue;
      }
      const form = formAround(piece, before, pieces[index + 1]);
      if (form !== undefined) parts[parts.length - 1] = form.before;
      const name = isRef(piece) ? (form === undefined ? piece.$ref : keyOf(piece.$ref)) : reference(piece, []);
      parts.push(form === undefined ? { name } : { name, ...form.written });
    }
    return syntax.format(parts);
  }

  /** The form of a platform that a reference stands in, and what is before it; undefined where it stands by itself. */
  function formAround(
    piece: Value,
    before: string | WrittenReference | undefined,
    next: Value | undefined,
  ): { readonly before: string; readonly written: Omit<WrittenReference, 'name'> } | undefined {
    if (!isRef(piece) || typeof before !== 'string' || typeof next !== 'string') return undefined;
    for (const form of textForms) {
      const word = form.nativeOpen.slice(2);
      if (kindOf(piece.$ref) !== form.kind || !before.endsWith(word)) continue;
      const [opener = '', space = ''] = /\{\{([ \t]*)$/.exec(before.slice(0, -word.length)) ?? [];
      if (opener === '') continue;
      const rest = before.slice(0, -word.length - opener.length);
      if (next.startsWith(form.nativeClose)) return { before: rest, written: { form, space } };
      if (/^[ \t]*(?:\}\}|\|)/.test(next)) return { before: rest, written: { form, space, open: true } };
    }
    return undefined;
  }

  return { idOf: (address) => ids.get(address)?.id, addressOf, find, toIds, toRefs, format: { reference, text } };
}
