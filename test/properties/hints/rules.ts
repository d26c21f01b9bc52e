/** Automations, macros, views and SLA policies that make sense: what they name is there, and automations stop. */
import { line, paragraph } from '../dice.ts';
import type { Block, Draft, Hint, Making } from '../making.ts';
import { ownFieldUsages } from '../vocabulary.ts';

const keysOf = (draft: Draft, kind: string): readonly string[] => [...(draft.get(kind)?.keys() ?? [])];
const titled: Hint = (m) => `${line(m.d, 60)} ${m.next()}`;

interface Dropdown {
  readonly key: string;
  readonly tags: readonly string[];
}

function dropdowns(draft: Draft, kind = 'ticket_field'): readonly Dropdown[] {
  return [...(draft.get(kind) ?? [])].flatMap(([key, { type, options, active }]) =>
    type === 'dropdown' && active !== false && options instanceof Map
      ? [{ key, tags: [...options.keys()].map(String) }]
      : [],
  );
}

/** Conditions of views and automations on fields and groups of the same spec. */
function onOurs({ d }: Making, draft: Draft): readonly unknown[] {
  const fields = [...(draft.get('ticket_field') ?? [])].flatMap(([key, { type, options, active }]) => {
    const tags = options instanceof Map ? [...options.keys()].map(String) : [];
    return active === false ? [] : ownFieldUsages(key, String(type), tags).filter(({ name }) => !/change/.test(name));
  });
  const some = d.some(fields, 3).map(({ make }) => make(d));
  return [...some, { field: 'group', [d.pick(['is', 'is_not'])]: d.pick(keysOf(draft, 'group')) }];
}

const visibleTo: Hint = ({ d }, draft) => {
  const groups = d.some(keysOf(draft, 'group'), 2);
  return groups.length === 0 ? 'everyone' : groups;
};

const COLUMNS = ['id', 'subject', 'status', 'priority', 'type', 'group', 'assignee', 'requester', 'created', 'updated'];
const SORTABLE = COLUMNS.filter((column) => column !== 'subject');

/** A tag that keeps an automation from running twice: the one that its conditions ask for. */
function doneTag({ when }: Block): unknown {
  return JSON.stringify(when ?? null).match(/done_\d+/)?.[0];
}

const hours = ['calendar', 'business'] as const;
const LENGTHS = ['30m', '4h', '1d', '1d2h30m'];

export const ruleHints: Readonly<Record<string, Hint>> = {
  'automation.title': titled,
  'automation.when': (m, draft) => ({
    all: [
      { field: 'status', is: m.d.pick(['open', 'pending']) },
      { field: m.d.pick(['hours_since_update', 'hours_since_assigned']), greater_than: 1 + m.d.int(500) },
      { field: 'tags', not_includes: [`done_${m.next()}`] },
      ...onOurs(m, draft),
    ],
    any: [
      { field: 'privacy', is: 'public' },
      { field: 'priority', is: m.d.pick(['low', 'urgent']) },
    ],
  }),
  'automation.then': ({ d }, draft, block) => [
    { notify_group: { group: d.pick(keysOf(draft, 'group')), subject: line(d), body: paragraph(d) } },
    { add_tags: [doneTag(block)] },
  ],
  'macro.title': titled,
  'macro.then': ({ d }, draft) => {
    const [field] = d.some(dropdowns(draft), 1);
    return [
      { set: { status: d.pick(['open', 'pending', 'solved']) } },
      ...(d.bool() ? [{ set: { group: d.pick(keysOf(draft, 'group')) } }] : []),
      ...(field === undefined ? [] : [{ set: { [`ticket_field.${field.key}`]: d.pick(field.tags) } }]),
      d.pick([
        { comment: paragraph(d) },
        {
          comment_html: `<p>${line(d).replaceAll('<', '&lt;').replaceAll('{{', '')} <b>bold</b></p><ul><li>One &amp; two</li></ul>`,
        },
      ]),
    ];
  },
  'macro.visible_to': visibleTo,
  'view.title': titled,
  'view.when': (m, draft) => ({
    all: [{ field: 'status', less_than: m.d.pick(['solved', 'closed']) }, ...onOurs(m, draft)],
    any: m.d.bool() ? [] : [{ field: 'priority', is: 'urgent' }],
  }),
  'view.columns': ({ d }, draft) => [
    ...new Set([...d.some(COLUMNS, 6), ...d.some(dropdowns(draft), 2).map(({ key }) => `ticket_field.${key}`), 'id']),
  ],
  'view.group_by': ({ d }) => d.pick(['none', 'status', { field: 'priority', order: 'desc' }]),
  'view.sort_by': ({ d }) => ({ field: d.pick(SORTABLE), order: d.pick(['asc', 'desc']) }),
  'view.visible_to': visibleTo,
  'sla.title': titled,
  'sla.when': ({ d }, draft) => ({
    all: [
      { field: 'type', [d.pick(['is', 'is_not'])]: d.pick(['incident', 'question']) },
      ...d
        .some(dropdowns(draft), 2)
        .map(({ key, tags }) => ({ field: `ticket_field.${key}`, includes: [d.pick(tags)] })),
      ...d
        .some(dropdowns(draft, 'organization_field'), 1)
        .map(({ key, tags }) => ({ field: `organization_field.${key}`, is: d.pick(tags) })),
    ],
    any: d.bool() ? [] : [{ field: 'tags', includes: ['vip'] }],
  }),
  'sla.targets': ({ d }) =>
    Object.fromEntries(
      ['urgent', ...d.some(['high', 'normal', 'low'], 3)].map((level) => [
        level,
        {
          hours: d.pick(hours),
          first_reply: d.pick(LENGTHS),
          ...(d.bool() ? { resolution: { target: '3d', hours: d.pick(hours) }, agent_work: '2d12h' } : {}),
        },
      ]),
    ),
};
