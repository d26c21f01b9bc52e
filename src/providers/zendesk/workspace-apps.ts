/** The apps of a workspace, from top to bottom, each open or closed. */
import type { Attribute, ParseContext } from '../../core/attribute.ts';
import { documented } from '../../core/attributes/documented.ts';
import { unknownWord, wrongType } from '../../core/attributes/problems.ts';
import { listOf, nativeId } from '../../core/attributes/references.ts';
import { booleanOf, isRecord } from '../../core/attributes/scalars.ts';
import { child, type SpecNode } from '../../core/spec-node.ts';
import { isPlainStruct, type Struct } from '../../core/value.ts';

const KIND = 'app';
const DESCRIPTION = 'Apps that agents see, from top to bottom: names, or {app: NAME, open: true}.';

/** Canonical as a list of `{app, open}`; the platform's is one of `{id, expand, position}`. */
export const workspaceApps: Attribute = {
  description: DESCRIPTION,
  mutability: 'mutable',
  collection: 'whole',
  refersTo: [KIND],
  native: 'apps',
  platformDefault: [],
  schema: documented(DESCRIPTION, {
    type: 'array',
    items: {
      anyOf: [
        { type: 'string' },
        { type: 'object', properties: { app: { type: 'string' }, open: { type: 'boolean' } }, required: ['app'] },
      ],
    },
  }),
  parse(node, cx) {
    if (node.type !== 'list') return wrongType(cx, node, 'a list of apps');
    const found = node.items.map((item) => parseApp(item, cx));
    return found.every((item) => item !== undefined) ? found : undefined;
  },
  format: (value, cx) =>
    listOf(value)
      .filter(isPlainStruct)
      .map(({ app = null, open }) => {
        const name = cx.reference(app, [KIND]);
        return open === true ? { app: name, open: true } : name;
      }),
  decode: (native) =>
    (Array.isArray(native) ? native.filter(isRecord) : [])
      .toSorted((a, b) => Number(a.position ?? 0) - Number(b.position ?? 0))
      .map(({ id, expand }) => ({ app: { $id: String(id), kind: KIND }, open: expand === true })),
  encode: (value, cx) =>
    listOf(value)
      .filter(isPlainStruct)
      .map(({ app = null, open }, index) => ({
        id: nativeId(app, 'number', cx),
        expand: open === true,
        position: index + 1,
      })),
};

function parseApp(node: SpecNode, cx: ParseContext): Struct | undefined {
  if (node.type === 'map')
    for (const [key, { keyAt }] of node.entries)
      if (key !== 'app' && key !== 'open')
        return unknownWord(cx, { ...node, at: keyAt }, 'The key', key, ['app', 'open']);
  const name = node.type === 'map' ? child(node, 'app') : node;
  if (name?.type !== 'scalar' || name.value === null) return wrongType(cx, name ?? node, 'an app');
  const state = child(node, 'open');
  const open = state === undefined ? false : booleanOf(state);
  if (open === undefined) return wrongType(cx, state ?? node, 'true or false');
  const app = cx.reference([KIND], name);
  return app === undefined ? undefined : { app, open };
}
