/** Who is called what: addresses to ids and back, for comparing in ids and speaking in names. */
import type { Address } from '../core/address.ts';
import { keyOf } from '../core/address.ts';
import type { FormatContext } from '../core/attribute.ts';
import type { Kind, TextForm } from '../core/kind.ts';
import type { LiveObject } from '../core/provider.ts';
import {
  isIdRef,
  isLiveRef,
  isRef,
  isText,
  type LiveRef,
  mapValue,
  type Ref,
  type Text,
  type Value,
} from '../core/value.ts';
import type { World } from './world.ts';

/** What `live("Title")` found: exactly one object, none, or several. */
export type Found =
  | { readonly type: 'one'; readonly object: LiveObject }
  | { readonly type: 'none' }
  | { readonly type: 'many'; readonly objects: readonly LiveObject[] }
  | { readonly type: 'unread'; readonly reason: string };

/** The default of a kind, written as the scope key of the client's own brand. */
const DEFAULT_OBJECT = '@default';

/** Marks a reference inside a text while it is put together; control characters cannot occur in texts. */
const HOLE = '\u0000';

export interface Names {
  /** The id of a managed resource, once it has one. */
  idOf(address: Address): string | undefined;
  addressOf(kind: string, id: string): Address | undefined;
  find(reference: LiveRef): Found;
  /** `value` with every reference that has an id by now as `{$id, kind}`, and texts as the platform stores them. */
  toIds(value: Value): Value;
  readonly format: FormatContext;
}

/** An id wherever it stands inside an object: part ids keep the prefix of the part, `option`. */
function idRef(kind: string, id: string, part?: string): Value {
  return part === undefined ? { $id: id, kind } : { $id: id, kind, part };
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

  /** Title and alias → objects, per kind; built when a kind is first asked for. */
  const titles = new Map<
    string,
    { readonly list: readonly LiveObject[]; readonly byName: Map<string, LiveObject[]> }
  >();

  function named(kind: string, name: string): readonly LiveObject[] {
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
    const called = named(reference.kind, wanted);
    const titled = called.filter((object) => object.title === wanted);
    const matches = titled.length > 0 ? titled : called;
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

  function reference(value: Value, admitted: readonly string[]): string {
    if (isRef(value)) return admitted.length === 1 ? keyOf(value.$ref) : value.$ref;
    if (isLiveRef(value) && value.$live === DEFAULT_OBJECT) return `the default ${value.kind}`;
    if (isLiveRef(value))
      return /^\d+$/.test(value.$live) ? `live(${value.$live})` : `live(${JSON.stringify(value.$live)})`;
    if (!isIdRef(value)) return String(value);
    const address = addressOf(value.kind, value.$id);
    if (address !== undefined) return admitted.length === 1 ? keyOf(address) : address;
    const listing = world.listing(value.kind);
    const object = world.byId(value.kind, value.$id);
    if (object !== undefined && !object.gone) {
      const unique = find({ $live: object.title, kind: value.kind }).type === 'one';
      return unique && object.title.trim() === object.title && object.title !== ''
        ? `live(${JSON.stringify(object.title)})`
        : `live(${JSON.stringify(object.id)})`;
    }
    return listing?.available ? `missing(${value.$id})` : `id(${value.kind}, ${value.$id})`;
  }

  /** A text of the spec as a person wrote it. */
  function textOfPieces({ $text: pieces }: Text): string {
    const holes: Ref[] = [];
    const native = pieces.map((piece) => {
      if (typeof piece === 'string') return piece;
      if (!isRef(piece)) return pieceText(piece);
      return `${HOLE}${holes.push(piece) - 1}${HOLE}`;
    });
    let result = native.join('');
    for (const [index, { $ref }] of holes.entries()) {
      const hole = `${HOLE}${index}${HOLE}`;
      const form = textForms.find((own) => result.includes(`${own.nativeOpen}${hole}${own.nativeClose}`));
      result =
        form === undefined
          ? result.replace(hole, () => `{{id:${$ref}}}`)
          : result.replace(
              `${form.nativeOpen}${hole}${form.nativeClose}`,
              () => `${form.open}${keyOf($ref)}${form.close}`,
            );
    }
    return result;
  }

  /** Ids become `{{id:…}}` or the platform's own form; what would read as a form without being one is escaped. */
  function text(value: Value): string {
    if (isText(value)) return textOfPieces(value);
    const raw = typeof value === 'string' ? value : String(value ?? '');
    const openers = ['{{id:', ...textForms.map((form) => form.open)];
    let result = openers.reduce((so, open) => so.replaceAll(open, `{{${open}`), raw);
    for (const form of textForms) result = namePlatformForms(result, form);
    for (const kind of kinds.values()) {
      if (kind.idInText === undefined) continue;
      result = result.replaceAll(new RegExp(kind.idInText, 'g'), (id) => {
        const address = addressOf(kind.name, id);
        return address === undefined ? id : `{{id:${address}}}`;
      });
    }
    return result;
  }

  function namePlatformForms(input: string, form: TextForm): string {
    return input.split(form.nativeOpen).reduce((head, tail) => {
      const end = tail.indexOf(form.nativeClose);
      const id = end > 0 ? tail.slice(0, end) : '';
      const address = /^\d+$/.test(id) ? addressOf(form.kind, id) : undefined;
      if (address === undefined) return `${head}${form.nativeOpen}${tail}`;
      return `${head}${form.open}${keyOf(address)}${form.close}${tail.slice(end + form.nativeClose.length)}`;
    });
  }

  return { idOf: (address) => ids.get(address)?.id, addressOf, find, toIds, format: { reference, text } };
}
