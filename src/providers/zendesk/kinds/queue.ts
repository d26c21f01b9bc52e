/** Queues of omnichannel routing: the first whose conditions a ticket meets takes it to its groups. */
import { references } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { integer } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import type { Attributes, Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createWith, encodeAttributes, plainWriter, updateWith, writable } from '../crud.ts';
import { neededBy, readOptions, writeOptions } from '../rule-values.ts';
import { translated } from '../rule-writer.ts';
import { conditions } from '../vocabulary/conditions.ts';
import { judgedBy } from '../vocabulary/offered.ts';

const primary = references('group', {
  description: 'Groups whose agents get its tickets first.',
  native: 'primary_groups_id',
  ids: 'number',
  required: true,
});
const secondary = references('group', {
  description: 'Groups whose agents get them when nobody else is free.',
  native: 'secondary_groups_id',
  ids: 'number',
  platformDefault: [],
});

const kind: Kind = {
  name: 'queue',
  provider: 'zendesk',
  section: ['queues'],
  title: 'queue',
  plural: 'queues',
  description:
    'Which tickets wait together, and whose agents get them; the first queue that fits is the one that counts.',
  source:
    'https://developer.zendesk.com/api-reference/agent-availability/omnichannel_routing_queues/omnichannel_routing_queues/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that admins see.', required: true }),
    description: text({ description: 'What the queue is for.', platformDefault: '' }),
    priority: integer({
      description: 'Which queue agents are served from first; 1 is the highest.',
      required: true,
      min: 1,
      max: 100,
    }),
    primary_groups: primary,
    secondary_groups: secondary,
    when: conditions('queue', {
      description: 'Which tickets it takes: how they are, not how they change.',
      native: 'definition',
      required: true,
    }),
  },
  naturalKey: ({ name }) => String(name),
  keyUnique: false,
  order: { title: 'queues' },
  neighbours: ({ when }) => neededBy(when),
  judgedBy: judgedBy('queue'),
  hazards: [
    '2026-11-26: queues are there only where omnichannel routing is switched on; where it is off they are left out and listed.',
    '2026-11-26: the platform lists active queues only, and an order must name every queue of the account.',
    '2026-11-26: tickets that no queue takes go to the standard queue, which is not listed.',
    '2026-11-26: an account has at most 199 queues beside the standard one.',
  ],
};

const base: Binding = {
  kind,
  endpoint: { path: '/api/v2/queues', one: 'queue', many: 'queues', paging: 'unpaged', update: 'PUT', send: 'all' },
  computed: (native) => groupsOf(native),
  facts: (native) => (typeof native.order === 'number' ? { position: native.order } : {}),
  translate: readOptions,
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const native = encodeAttributes(kind, attributes, writable(kind, attributes, 'create'), cx);
    return translated(base, yield* createWith(base, writeOptions(native, cx)), cx);
  },
  *update(live, target, _changed, cx) {
    // Nothing says that what is not sent stays.
    const native = encodeAttributes(kind, target, writable(kind, target, 'update'), cx);
    const updated = yield* updateWith(base, live, writeOptions(native, cx));
    return updated === undefined ? undefined : translated(base, { id: updated.id, live: updated }, cx).live;
  },
  *reorder(ids) {
    yield { method: 'PATCH', path: `${base.endpoint.path}/order`, body: { queue_ids: ids } };
  },
};

export const queue: Binding = { ...base, writer };

/** Written as lists of ids, read as `{count, groups: [{id, name}]}`. */
function groupsOf({ primary_groups, secondary_groups }: Native): Attributes {
  const ids = (held: unknown): Value =>
    primary.decode(
      isRecord(held) && Array.isArray(held.groups) ? held.groups.filter(isRecord).map(({ id }) => id) : [],
    );
  return { primary_groups: ids(primary_groups), secondary_groups: ids(secondary_groups) };
}
