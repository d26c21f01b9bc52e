/** Automations: rules that look at all tickets about once an hour. */
import { listOf } from '../../../core/attributes/references.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import { isPlainStruct, sameValue, type Value } from '../../../core/value.ts';
import type { Binding } from '../binding.ts';
import { pathOf } from '../id-places.ts';
import { neededBy, needsHours, readOptions } from '../rule-values.ts';
import { ruleWriter, updateMany } from '../rule-writer.ts';
import { countTickets } from '../ticket-count.ts';
import { actions } from '../vocabulary/actions.ts';
import { conditions } from '../vocabulary/conditions.ts';
import { judgedBy } from '../vocabulary/offered.ts';

const kind: Kind = {
  name: 'automation',
  provider: 'zendesk',
  section: ['automations'],
  title: 'automation',
  plural: 'automations',
  description: 'A rule that looks at all tickets about once an hour, and acts on up to a thousand of them.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/business-rules/automations/',
  capability: { create: true, read: true, update: true, delete: 'deactivate', erase: true },
  codec: 1,
  label: 'title',
  attributes: {
    title: line({ description: 'Name that admins see.', required: true }),
    active: flag({ description: 'Whether it runs.', implied: true }),
    when: conditions('automation', {
      description: 'Conditions, one on time and one on the ticket among those under `all`.',
      native: 'conditions',
      required: true,
    }),
    // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does; its value is no function
    then: actions('automation', {
      description:
        'Actions, in the order in which they run; one of them must keep it from running on the same ticket again.',
      native: 'actions',
      required: true,
    }),
  },
  naturalKey: (attributes) => String(attributes.title),
  keyUnique: false,
  order: { title: 'automations' },
  staged: 'active',
  after: ({ when }) => (needsHours(when) ? ['schedule'] : []),
  neighbours: (attributes) => neededBy([attributes.when ?? null, attributes.then ?? null]),
  judgedBy: judgedBy('automation'),
  actsOnTickets: (target, before) =>
    target.active === true &&
    (before?.active !== true || !sameValue(target.when, before.when) || !sameValue(target.then, before.then)),
  limitsItself: ({ when }) => conditionsUnderAll(when).some(hasAnEnd),
  idAfter: [pathOf('automations')],
  hazards: [
    '2026-11-24: it acts on old tickets too, a thousand an hour: they are counted before it is switched on.',
    '2026-11-24: an update of conditions or actions alone clears the other; both are always sent.',
    '2026-11-24: two active ones cannot have equal conditions.',
    '2026-11-24: titles are not unique.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/automations',
    one: 'automation',
    many: 'automations',
    paging: 'offset',
    update: 'PUT',
    send: 'all',
  },
  // `title` is in the language of whoever asks; `raw_title` holds the placeholder of dynamic content.
  computed: (native) => (typeof native.raw_title === 'string' ? { title: native.raw_title.trim() } : {}),
  facts: (native) => (typeof native.position === 'number' ? { position: native.position } : {}),
  translate: readOptions,
};

const writer: Writer = {
  ...ruleWriter(base),
  *affected({ target }, cx) {
    return yield* countTickets(target.when, cx);
  },
  *reorder(ids) {
    yield* updateMany(
      base,
      ids.map((id, index) => ({ id, position: index + 1 })),
    );
  },
  *activate(ids) {
    yield* updateMany(
      base,
      ids.map((id) => ({ id, active: true })),
    );
  },
};

export const automation: Binding = { ...base, writer };

function conditionsUnderAll(when: Value | undefined): readonly Value[] {
  return isPlainStruct(when) ? listOf(when.all) : [];
}

/** Old tickets are out of reach of "less than so many hours", and pass through "exactly so many" once. */
function hasAnEnd(condition: Value): boolean {
  if (!isPlainStruct(condition)) return false;
  const { field, operator } = condition;
  return typeof field === 'string' && field.startsWith('hours_since_') && /^(is|less_than)(_|$)/.test(String(operator));
}
