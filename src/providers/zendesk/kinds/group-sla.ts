/** Group SLA policies: how long a group may keep a ticket. The first whose groups fit sets the targets. */
import type { Attribute } from '../../../core/attribute.ts';
import { documented } from '../../../core/attributes/documented.ts';
import { wrongType } from '../../../core/attributes/problems.ts';
import { references } from '../../../core/attributes/references.ts';
import { isRecord, isTextNode } from '../../../core/attributes/scalars.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import type { Binding, Native } from '../binding.ts';
import { encodeAttributes, plainWriter, updateWith, writable } from '../crud.ts';
import { OWNERSHIP, targets } from '../sla-targets.ts';

const GROUP = 'group_id';
const INCLUDES = 'includes';

const ALL = 'all';

const some = references('group', {
  description: 'Groups that it is for: a list, or `all`.',
  native: 'filter',
  ids: 'number',
  required: true,
});
const groups: Attribute = {
  ...some,
  schema: documented(some.description, {
    anyOf: [{ type: 'array', items: { type: ['string', 'integer'] }, minItems: 1 }, { const: ALL }],
  }),
  parse(node, cx) {
    if (isTextNode(node) && node.value === ALL) return ALL;
    if (node.type === 'list' && node.items.length === 0) return wrongType(cx, node, 'a list of groups, or `all`');
    return some.parse(node, cx);
  },
  format: (value, cx) => (value === ALL ? ALL : some.format(value, cx)),
  decode: (native) => (conditionsIn(native).length === 0 ? ALL : some.decode(idsIn(native))),
  encode: (value, cx) => ({
    all: value === ALL ? [] : [{ field: GROUP, operator: INCLUDES, value: some.encode(value, cx) }],
  }),
};

const kind: Kind = {
  name: 'group_sla',
  provider: 'zendesk',
  section: ['group_slas'],
  title: 'group SLA policy',
  plural: 'group SLA policies',
  description: 'How long a group may keep a ticket; the first policy whose groups fit is the one that counts.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/business-rules/group_sla_policies/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'title',
  attributes: {
    title: line({ description: 'Name that admins see.', required: true }),
    description: text({ description: 'What the policy is for.', platformDefault: '' }),
    groups,
    targets: targets(
      {
        description: 'Priority, or key of `priorities`, → hours and target: {hours: business, ownership: 4h}.',
        native: 'policy_metrics',
        required: true,
      },
      OWNERSHIP,
    ),
  },
  naturalKey: ({ title }) => String(title),
  keyUnique: false,
  order: { title: 'group SLA policies' },
  deletionLoses: () => 'its targets on tickets, each at its next update',
  hazards: [
    '2026-11-26: group SLA policies are part of Enterprise; elsewhere they are left out and listed.',
    '2026-11-26: the Admin Center lets a policy ask for more than groups; such a one is left to the tenant.',
    '2026-11-26: the first policy that fits a group counts, so the order decides; titles are not unique.',
    '2026-11-26: pages of the platform disagree whether a target is in minutes or in seconds; what it shows in seconds counts.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/group_slas/policies',
    one: 'group_sla_policy',
    many: 'group_sla_policies',
    paging: 'unpaged',
    update: 'PUT',
    send: 'all',
  },
  facts: (native) => ({
    ...(typeof native.position === 'number' ? { position: native.position } : {}),
    ...(isPlain(native.filter) ? {} : { locked: 'it asks for more than some groups' }),
  }),
};

const writer: Writer = {
  ...plainWriter(base),
  *update(live, target, _changed, cx) {
    return yield* updateWith(base, live, encodeAttributes(kind, target, writable(kind, target, 'update'), cx));
  },
  *reorder(ids) {
    yield { method: 'PUT', path: `${base.endpoint.path}/reorder`, body: { group_sla_policy_ids: ids } };
  },
};

export const groupSla: Binding = { ...base, writer };

function conditionsIn(filter: unknown): readonly Native[] {
  return isRecord(filter) && Array.isArray(filter.all) ? filter.all.filter(isRecord) : [];
}

/** At most one condition, on some groups: that is all that is ever written here. */
function isPlain(filter: unknown): boolean {
  const [only, ...more] = conditionsIn(filter);
  return more.length === 0 && (only === undefined || (only.field === GROUP && only.operator === INCLUDES));
}

function idsIn(filter: unknown): readonly unknown[] {
  const [only] = conditionsIn(filter);
  return Array.isArray(only?.value) ? only.value : [];
}
