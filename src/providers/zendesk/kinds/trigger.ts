/** Triggers: rules that run at once when a ticket is created or updated. */
import { reference } from '../../../core/attributes/references.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, WriteContext, Writer } from '../../../core/provider.ts';
import { canonicalJson } from '../../../core/value.ts';
import { type Binding, liveObject, type Native } from '../binding.ts';
import { createWith, encodeAttributes, topLevel, updateWith, writable } from '../crud.ts';
import { fieldKindsIn, readOptions, writeOptions } from '../rule-values.ts';
import { job } from '../trigger-job.ts';
import { actions } from '../vocabulary/actions.ts';
import { rawValue } from '../vocabulary/compound.ts';
import { conditions } from '../vocabulary/conditions.ts';

const kind: Kind = {
  name: 'trigger',
  provider: 'zendesk',
  section: ['triggers'],
  title: 'trigger',
  plural: 'triggers',
  description: 'A rule that runs at once when a ticket is created or updated.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/business-rules/triggers/',
  capability: { create: true, read: true, update: true, delete: 'deactivate', erase: true },
  codec: 1,
  label: 'title',
  attributes: {
    title: line({ description: 'Name that admins see.', required: true }),
    description: text({ description: 'What the rule is for.', platformDefault: '' }),
    category: reference('trigger_category', {
      description: 'Category that it stands in; `none` on accounts that have no categories.',
      required: true,
      nullable: true,
      native: 'category_id',
      ids: 'string',
    }),
    active: flag({ description: 'Whether it runs.', implied: true }),
    when: conditions('trigger', {
      description: 'Conditions: all under `all` must hold, and one of those under `any` if there are any.',
      native: 'conditions',
      required: true,
    }),
    // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does; its value is no function
    then: actions('trigger', {
      description: 'Actions, in the order in which they run.',
      native: 'actions',
      required: true,
    }),
  },
  naturalKey: (attributes) => canonicalJson([attributes.category ?? null, attributes.title]),
  keyUnique: false,
  order: { within: 'category', title: 'triggers' },
  staged: 'active',
  neighbours: (attributes) => fieldKindsIn([attributes.when ?? null, attributes.then ?? null]),
  hazards: [
    '2026-11-21: an update of conditions or actions alone clears the other; both are always sent.',
    '2026-11-21: titles are not unique.',
    '2026-11-21: deleting is replaced by deactivating: the title, the history and the way back stay. Only where something that it needs is deleted with it, it is deleted too: it could not come back, and a webhook in use cannot be deleted.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/triggers',
    one: 'trigger',
    many: 'triggers',
    paging: 'offset',
    update: 'PUT',
    send: 'all',
  },
  // `title` is in the language of whoever asks; `raw_title` holds the placeholder of dynamic content.
  computed: (native) => ({
    ...(typeof native.raw_title === 'string' ? { title: native.raw_title.trim() } : {}),
    category:
      native.category_id === undefined || native.category_id === null
        ? null
        : { $id: String(native.category_id), kind: 'trigger_category' },
  }),
  facts: (native) => (typeof native.position === 'number' ? { position: native.position } : {}),
  translate: readOptions,
};

const writer: Writer = {
  *create(attributes, cx) {
    // Inactive unless told otherwise: rules are switched on together, when all of them are there.
    const wanted = { ...attributes, active: attributes.active ?? false };
    const native = encodeAttributes(kind, wanted, writable(kind, wanted, 'create'), cx);
    return withOptions(yield* createWith(base, writeOptions(native, cx)), cx);
  },
  *update(live, target, changed, cx) {
    const native = encodeAttributes(kind, target, writable(kind, target, 'update', topLevel(changed)), cx);
    // What is not sent would be cleared, so the rest goes back as it was.
    const whole = { ...switched(live, live.attributes.active === true), ...writeOptions(native, cx) };
    const updated = yield* updateWith(base, live, whole);
    return updated === undefined ? undefined : withOptions({ id: updated.id, live: updated }, cx).live;
  },
  *remove(live) {
    yield* updateWith(base, live, switched(live, false));
  },
  *erase(live) {
    yield { method: 'DELETE', path: `${base.endpoint.path}/${live.id}` };
  },
  *revive(live) {
    return yield* updateWith(base, live, switched(live, true));
  },
  *reorder(ids) {
    yield* job({ triggers: ids.map((id, index) => ({ id, position: index + 1 })) });
  },
  *activate(ids) {
    yield* job({ triggers: ids.map((id) => ({ id, active: true })) });
  },
};

export const trigger: Binding = { ...base, writer };

/** The rule as it stands, with values of the one type that the platform takes back. */
function switched({ native }: LiveObject, active: boolean): Native {
  const { raw_title, title, description, category_id, conditions, actions } = native;
  return {
    title: raw_title ?? title,
    description,
    active,
    ...(category_id === undefined ? {} : { category_id }),
    ...(conditions === undefined ? {} : { conditions: rawValue(conditions) }),
    ...(actions === undefined ? {} : { actions: rawValue(actions) }),
  };
}

function withOptions(result: { id: string; live?: LiveObject }, cx: WriteContext): { id: string; live?: LiveObject } {
  if (result.live === undefined) return result;
  const native = readOptions.read(result.live.native, (name) => cx.live(name));
  return { ...result, live: { ...liveObject(base, native), native: result.live.native } };
}
