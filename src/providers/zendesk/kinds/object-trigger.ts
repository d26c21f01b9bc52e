/** Object triggers: rules that run at once when a record of a custom object is made or changed. */
import { reference } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Writer } from '../../../core/provider.ts';
import { canonicalJson } from '../../../core/value.ts';
import { type Binding, inside } from '../binding.ts';
import { neededBy, readOptions } from '../rule-values.ts';
import { ruleWriter, updateMany } from '../rule-writer.ts';
import { actions } from '../vocabulary/actions.ts';
import { conditions } from '../vocabulary/conditions.ts';

const OBJECT = 'custom_object';

const kind: Kind = {
  name: 'object_trigger',
  provider: 'zendesk',
  section: ['object_triggers', '*'],
  scope: 'object',
  title: 'object trigger',
  plural: 'object triggers',
  description: 'A rule that runs at once when a record of a custom object is made or changed.',
  source: 'https://developer.zendesk.com/api-reference/custom-data/custom-objects/object_triggers/',
  capability: { create: true, read: true, update: true, delete: 'deactivate', erase: true },
  codec: 1,
  label: 'title',
  attributes: {
    object: reference(OBJECT, {
      description: 'The object whose records it is about.',
      mutability: 'immutable',
      ids: 'string',
      required: true,
    }),
    title: line({ description: 'Name that admins see.', required: true }),
    description: text({ description: 'What the rule is for.', platformDefault: '' }),
    active: flag({ description: 'Whether it runs.', implied: true }),
    when: conditions('object_trigger', {
      description: 'Conditions: all under `all` must hold, and one of those under `any` if there are any.',
      native: 'conditions',
      required: true,
    }),
    // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does; its value is no function
    then: actions('object_trigger', {
      description: 'Actions, in the order in which they run.',
      native: 'actions',
      required: true,
    }),
  },
  naturalKey: ({ object, title }) => canonicalJson([object ?? null, title ?? null]),
  keyUnique: false,
  order: { within: 'object', title: 'object triggers' },
  staged: 'active',
  neighbours: (attributes) => neededBy([attributes.when ?? null, attributes.then ?? null]),
  hazards: [
    '2026-11-25: what it asks and sets are fields of its own object; fields behind a lookup are written `raw`.',
    '2026-11-25: an update of conditions or actions alone may clear the other; both are always sent.',
    '2026-11-25: titles are not unique.',
    '2026-11-25: deleting is replaced by deactivating, unless its object is deleted too.',
  ],
};

const base: Binding = {
  kind,
  below: { kind: OBJECT, property: 'object', path: (owner) => `/api/v2/custom_objects/${owner}/triggers` },
  endpoint: {
    path: '/api/v2/custom_objects',
    one: 'trigger',
    many: 'triggers',
    paging: 'offset',
    update: 'PUT',
    send: 'all',
    idOf: ({ object, id }) => `${String(object)}/${String(id)}`,
  },
  computed: ({ object, raw_title }) => ({
    object: { $id: String(object), kind: OBJECT },
    ...(typeof raw_title === 'string' ? { title: raw_title.trim() } : {}),
  }),
  facts: (native) => (typeof native.position === 'number' ? { position: native.position } : {}),
  translate: readOptions,
};

const writer: Writer = {
  *create(attributes, cx) {
    return yield* of(cx.id(attributes.object ?? null)).create(attributes, cx);
  },
  *update(live, target, changed, cx) {
    return yield* of(ownerOf(live)).update(plainly(live), target, changed, cx);
  },
  *remove(live, cx) {
    yield* of(ownerOf(live)).remove(plainly(live), cx);
  },
  *erase(live, cx) {
    yield* of(ownerOf(live)).erase(plainly(live), cx);
  },
  *revive(live, cx) {
    return yield* of(ownerOf(live)).revive(plainly(live), cx);
  },
  *reorder(ids, within = '') {
    const positions = ids.map((id, index) => ({ id: splitId(id).own, position: index + 1 }));
    yield* updateMany(inside(base, within), positions);
  },
  *activate(ids) {
    const owners = new Set(ids.map((id) => splitId(id).owner));
    for (const owner of owners) {
      const own = ids.map(splitId).filter((id) => id.owner === owner);
      yield* updateMany(
        inside(base, owner),
        own.map((id) => ({ id: id.own, active: true })),
      );
    }
  },
};

export const objectTrigger: Binding = { ...base, writer };

function of(owner: string): ReturnType<typeof ruleWriter> {
  return ruleWriter(inside(base, owner));
}

function splitId(id: string): { readonly owner: string; readonly own: string } {
  const at = id.lastIndexOf('/');
  return { owner: id.slice(0, at), own: id.slice(at + 1) };
}

function ownerOf({ attributes: { object } }: LiveObject): string {
  return isRecord(object) ? String(object.$id) : '';
}

/** The trigger as the paths of its object name it. */
function plainly(live: LiveObject): LiveObject {
  return { ...live, id: splitId(live.id).own };
}
