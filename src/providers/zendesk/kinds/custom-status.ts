/** Ticket statuses of the account's own, below the platform's five categories. */
import { choice, flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import type { Attributes, Value } from '../../../core/value.ts';
import { type Binding, liveObject, type Native } from '../binding.ts';
import { createWith, encodeAttributes, plainWriter, topLevel, updateWith, writable } from '../crud.ts';
import { pathOf, propertyNamed } from '../id-places.ts';

/** Most characters of a label. https://developer.zendesk.com/api-reference/ticketing/tickets/custom_ticket_statuses/#json-format */
const LABEL_MAX = 48;

/** Where the statuses that tickets get by default are set, one for each category. */
export const DEFAULTS_PATH = '/api/v2/custom_status/default';

const kind: Kind = {
  name: 'custom_status',
  provider: 'zendesk',
  section: ['custom_statuses'],
  title: 'custom status',
  plural: 'custom statuses',
  description:
    'A finer status of tickets, below one of the categories. The platform’s own are adopted under their labels.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/tickets/custom_ticket_statuses/',
  capability: { create: true, read: true, update: true, delete: 'deactivate' },
  codec: 1,
  label: 'agent_label',
  attributes: {
    agent_label: line({ description: 'Label that agents see; unique.', required: true, max: LABEL_MAX }),
    category: choice(
      { new: 'new', open: 'open', pending: 'pending', hold: 'hold', solved: 'solved' },
      {
        description: 'The category it belongs to; `new` has one status only, which cannot be made.',
        required: true,
        mutability: 'immutable',
        native: 'status_category',
      },
    ),
    end_user_label: line({ description: 'Label that customers see; that of agents if left out.', max: LABEL_MAX }),
    description: text({ description: 'When agents choose it.', platformDefault: '' }),
    end_user_description: text({ description: 'What customers read about it.', platformDefault: '' }),
    active: flag({ description: 'Whether it can be chosen.', platformDefault: true }),
    default: flag({
      description:
        'Whether tickets of its category get it where nobody chooses one. One in each category has it: `true` takes it from the other, `false` gives it back to the platform’s own.',
      platformDefault: false,
    }),
  },
  // A label is unique whatever its category: one in another category can only be said to be there.
  naturalKey: ({ agent_label }) => String(agent_label).toLowerCase(),
  keyUnique: true,
  // Whoever is to be the default waits for the one that was.
  claims: ({ category, default: chosen }) => (chosen === true ? [`the default of ${String(category)}`] : []),
  consequence: ({ category, default: chosen }, live) =>
    chosen === true && live?.default !== true
      ? `tickets that become ${String(category)} get it from now on, where nobody chooses another`
      : undefined,
  idAfter: [propertyNamed('custom_status_id'), pathOf('custom_statuses')],
  hazards: [
    '2026-11-25: custom statuses are activated in the Admin Center only, which rewrites the conditions of rules; this is never done here.',
    '2026-11-25: the category of a status never changes, and its label is taken in all categories.',
    '2026-11-25: the default of a category must be active; the one of the category new can neither be added to nor switched off.',
    '2026-11-25: a status that goes is deactivated: its tickets keep it.',
    '2026-11-25: an account has at most 300 statuses, and a category 100.',
    '2026-11-25: the platform’s own are called by placeholders ({{zd.…}}), shown in the language of whoever asks; their texts are sent only when they change.',
  ],
};

const base: Binding = {
  kind,
  feature: { account: 'custom_statuses_enabled', cure: 'Admin Center > Objects and rules > Tickets > Ticket statuses' },
  endpoint: {
    path: '/api/v2/custom_statuses',
    one: 'custom_status',
    many: 'custom_statuses',
    paging: 'unpaged',
    update: 'PUT',
    send: 'changed',
  },
  computed: textsOf,
  facts: (native) => ({
    ...(isBuiltIn(native) ? { system: true } : {}),
    aliases: [native.agent_label, native.raw_agent_label].filter((name): name is string => typeof name === 'string'),
  }),
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const native = encodeAttributes(kind, attributes, own(attributes, 'create'), cx);
    const made = yield* createWith(base, { ...native, active: native.active ?? true });
    if (attributes.default !== true) return made;
    yield* setDefault(made.id);
    return { id: made.id, live: withDefault(made.live ?? liveObject(base, { id: made.id }), true) };
  },
  *update(live, target, changed, cx) {
    const names = topLevel(changed);
    const moves = names.includes('default') && target.default !== live.attributes.default;
    // Whoever is the default cannot be switched off, and whoever is switched off cannot become it.
    if (moves && target.default !== true) yield* setDefault(heirOf(live, cx).id);
    const body = encodeAttributes(kind, target, own(target, 'update', names), cx);
    const written = (yield* updateWith(base, live, body)) ?? live;
    if (!moves) return written;
    if (target.default === true) yield* setDefault(live.id);
    return withDefault(written, target.default === true);
  },
  *remove(live, cx) {
    // On hold there need be no status at all, and then none that takes over.
    const leaves = live.attributes.category === 'hold' && heirsOf(live, cx.live(kind.name)).length === 0;
    if (live.attributes.default === true && !leaves) yield* setDefault(heirOf(live, cx).id);
    yield* updateWith(base, live, { active: false });
  },
  *revive(live) {
    return yield* updateWith(base, live, { active: true });
  },
};

export const customStatus: Binding = { ...base, writer };

/** Attributes of the status itself: which one is the default has a request of its own. */
function own(attributes: Attributes, when: 'create' | 'update', names?: readonly string[]): readonly string[] {
  return writable(kind, attributes, when, names).filter((name) => name !== 'default');
}

function* setDefault(id: string): Steps<void> {
  yield { method: 'PUT', path: DEFAULTS_PATH, body: { ids: id } };
}

function withDefault(live: LiveObject, value: boolean): LiveObject {
  return liveObject(base, { ...live.native, default: value });
}

/** The status that is the category's default once this one is not: the platform's own, else the oldest. */
function heirOf(live: LiveObject, cx: WriteContext): LiveObject {
  const heir = heirsOf(live, cx.live(kind.name))[0];
  if (heir !== undefined) return heir;
  return fail(
    'STATUS_DEFAULT_NONE',
    `"${live.title}" is the only active status of ${String(live.attributes.category)}`,
  );
}

/** Who may become the default of its category when this one is not. */
export function heirsOf(live: LiveObject, all: readonly LiveObject[]): readonly LiveObject[] {
  const { category } = live.attributes;
  return all
    .filter((other) => other.id !== live.id && !other.gone)
    .filter(({ attributes }) => attributes.category === category && attributes.active === true)
    .sort((a, b) => Number(b.system === true) - Number(a.system === true) || Number(a.id) - Number(b.id));
}

/** `raw_…` holds placeholders; of the platform's own ones, what they stand for in the language of whoever asks. */
function textsOf(native: Native): Attributes {
  const texts: Record<string, Value> = {};
  for (const name of ['agent_label', 'end_user_label', 'description', 'end_user_description']) {
    const raw = native[`raw_${name}`];
    const attribute = kind.attributes[name];
    if (attribute !== undefined && typeof raw === 'string' && raw !== '' && !isOwnWord(raw))
      texts[name] = attribute.decode(raw);
  }
  return texts;
}

function isBuiltIn({ raw_agent_label, status_category }: Native): boolean {
  return isOwnWord(raw_agent_label) || status_category === 'new';
}

function isOwnWord(text: unknown): boolean {
  return typeof text === 'string' && text.startsWith('{{zd.');
}
