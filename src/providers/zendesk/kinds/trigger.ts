/** Triggers: rules that run at once when a ticket is created or updated. */
import { reference } from '../../../core/attributes/references.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import { canonicalJson } from '../../../core/value.ts';
import type { Binding } from '../binding.ts';
import { pathOf } from '../id-places.ts';
import { neededBy, needsHours, readOptions } from '../rule-values.ts';
import { ruleWriter } from '../rule-writer.ts';
import { job } from '../trigger-job.ts';
import { actions } from '../vocabulary/actions.ts';
import { conditions } from '../vocabulary/conditions.ts';
import { judgedBy } from '../vocabulary/offered.ts';

const kind: Kind = {
  name: 'trigger',
  provider: 'zendesk',
  section: ['triggers'],
  title: 'trigger',
  plural: 'triggers',
  description: 'A rule that runs at once when a ticket is created or updated.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/business-rules/triggers/',
  capability: { create: true, read: true, update: true, delete: 'deactivate', erase: true },
  codec: 2,
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
  after: ({ when }) => (needsHours(when) ? ['schedule'] : []),
  neighbours: (attributes) => neededBy([attributes.when ?? null, attributes.then ?? null]),
  judgedBy: judgedBy('trigger'),
  idAfter: [pathOf('triggers')],
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
    ends: { first: {}, last: { sort_order: 'desc' } },
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
  ...ruleWriter(base),
  *reorder(ids) {
    yield* job({ triggers: ids.map((id, index) => ({ id, position: index + 1 })) });
  },
  *activate(ids) {
    yield* job({ triggers: ids.map((id) => ({ id, active: true })) });
  },
};

export const trigger: Binding = { ...base, writer };
