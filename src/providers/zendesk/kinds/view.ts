/** Views: lists of tickets that agents work through. */
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { WriteContext, Writer } from '../../../core/provider.ts';
import type { Attributes } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createWith, encodeAttributes, topLevel, updateWith, writable } from '../crud.ts';
import { pathOf } from '../id-places.ts';
import { neededBy } from '../rule-values.ts';
import { updateMany } from '../rule-writer.ts';
import { columns, sorting } from '../view-columns.ts';
import { personal, visibleTo } from '../visible-to.ts';
import { conditions } from '../vocabulary/conditions.ts';
import { judgedBy } from '../vocabulary/offered.ts';

const shown = columns({
  description:
    'What is shown of each ticket, from left to right: at most ten columns, such as subject or ticket_field.KEY.',
});

const groupBy = sorting({
  description: 'Column that tickets are grouped by: {field: status, order: desc}.',
  platformDefault: null,
});
const sortBy = sorting({ description: 'Column that tickets are sorted by: {field: created, order: asc}.' });

const kind: Kind = {
  name: 'view',
  provider: 'zendesk',
  section: ['views'],
  title: 'view',
  plural: 'views',
  description: 'A list of tickets that agents work through. Views of one agent are left alone.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/business-rules/views/',
  capability: { create: true, read: true, update: true, delete: 'deactivate', erase: true },
  codec: 1,
  label: 'title',
  attributes: {
    title: line({ description: 'Name that agents see.', required: true }),
    description: text({ description: 'What it is for.', platformDefault: '' }),
    active: flag({ description: 'Whether agents see it.', platformDefault: true }),
    when: conditions('view', {
      description:
        'Conditions: all under `all` must hold, one of them about status, type, group, assignee or requester.',
      native: 'conditions',
      required: true,
    }),
    columns: shown,
    group_by: groupBy,
    sort_by: sortBy,
    visible_to: visibleTo,
  },
  naturalKey: (attributes) => String(attributes.title),
  keyUnique: false,
  neighbours: (attributes) => neededBy(attributes.when),
  judgedBy: judgedBy('view'),
  order: { title: 'views' },
  idAfter: [pathOf('agent/filters', 'views')],
  hazards: [
    "2026-11-24: the platform's own views are called by placeholders ({{zd.…}}), shown in the language of whoever asks; their titles are sent only when they change.",
    '2026-11-24: what is written as `output` is read as `execution`, with other names for two columns.',
    '2026-11-24: an update of conditions replaces both lists; both are always sent.',
    '2026-11-24: titles are not unique.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/views',
    one: 'view',
    many: 'views',
    paging: 'offset',
    query: { access: 'shared' },
    update: 'PUT',
    send: 'changed',
  },
  computed(native) {
    const execution = isRecord(native.execution) ? native.execution : {};
    const { columns: list, group, sort, group_by, group_order, sort_by, sort_order } = execution;
    const grouped = isRecord(group) ? group : {};
    const ordered = isRecord(sort) ? sort : {};
    return {
      ...titleOf(native),
      columns: shown.decode(Array.isArray(list) ? list.map((column) => (isRecord(column) ? column.id : column)) : []),
      group_by: groupBy.decode({ by: group_by ?? grouped.id, order: group_order ?? grouped.order }),
      sort_by: sortBy.decode({ by: sort_by ?? ordered.id, order: sort_order ?? ordered.order }),
    };
  },
  facts(native) {
    const locked = personal(native);
    const raw = native.raw_title;
    return {
      ...(typeof native.position === 'number' ? { position: native.position } : {}),
      ...(locked === undefined ? {} : { locked }),
      ...(typeof raw === 'string' && raw !== native.title ? { aliases: [raw] } : {}),
    };
  },
};

const writer: Writer = {
  *create(attributes, cx) {
    return yield* createWith(base, bodyOf(attributes, Object.keys(attributes), 'create', cx));
  },
  *update(live, target, changed, cx) {
    return yield* updateWith(base, live, bodyOf(target, topLevel(changed), 'update', cx));
  },
  *remove(live) {
    yield* updateWith(base, live, { active: false });
  },
  *erase(live) {
    yield { method: 'DELETE', path: `${base.endpoint.path}/${live.id}` };
  },
  *revive(live) {
    return yield* updateWith(base, live, { active: true });
  },
  *reorder(ids) {
    yield* updateMany(
      base,
      ids.map((id, index) => ({ id, position: index + 1 })),
    );
  },
};

export const view: Binding = { ...base, writer };

/** The platform's own titles mean something only where they are shown; all others may hold dynamic content. */
function titleOf({ title, raw_title }: Native): Attributes {
  if (typeof raw_title !== 'string' || raw_title.startsWith('{{zd.')) return {};
  return { title: raw_title.trim() || String(title) };
}

const OUTPUT: readonly string[] = ['columns', 'group_by', 'sort_by'];

/** What is shown goes out whole, or not at all. */
function bodyOf(
  attributes: Attributes,
  wanted: readonly string[],
  when: 'create' | 'update',
  cx: WriteContext,
): Native {
  const output = wanted.some((name) => OUTPUT.includes(name)) ? OUTPUT : [];
  const {
    conditions: asked,
    columns: list,
    group_by,
    sort_by,
    ...rest
  } = encodeAttributes(kind, attributes, writable(kind, attributes, when, [...wanted, ...output]), cx);
  return {
    ...rest,
    ...(isRecord(asked) ? { all: asked.all, any: asked.any } : {}),
    ...(output.length === 0
      ? {}
      : {
          output: {
            ...(list === undefined ? {} : { columns: list }),
            ...ordered('group', group_by),
            ...ordered('sort', sort_by),
          },
        }),
  };
}

function ordered(what: 'group' | 'sort', value: unknown): Native {
  if (value === undefined) return {};
  const { by = null, order = null } = isRecord(value) ? value : {};
  return by === null ? { [`${what}_by`]: null } : { [`${what}_by`]: by, [`${what}_order`]: order };
}
