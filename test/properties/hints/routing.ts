/** Queues, skills and policies for groups: their conditions are about how a ticket is, and their groups are there. */
import { line } from '../dice.ts';
import type { Draft, Hint } from '../making.ts';

const keysOf = (draft: Draft, kind: string): readonly string[] => [...(draft.get(kind)?.keys() ?? [])];
const titled: Hint = (m) => `${line(m.d, 60)} ${m.next()}`;

/** Dropdowns of the same spec with their tags. */
function dropdowns(draft: Draft, kind: string): readonly { readonly key: string; readonly tags: readonly string[] }[] {
  return [...(draft.get(kind) ?? [])].flatMap(([key, { type, options, active }]) =>
    type === 'dropdown' && active !== false && options instanceof Map
      ? [{ key, tags: [...options.keys()].map(String) }]
      : [],
  );
}

/** Conditions as skills and queues may have them. */
const howATicketIs: Hint = ({ d }, draft) => ({
  all: [
    { field: 'priority', [d.pick(['is', 'is_not', 'greater_than'])]: d.pick(['normal', 'high']) },
    ...d
      .some(dropdowns(draft, 'ticket_field'), 1)
      .map(({ key, tags }) => ({ field: `ticket_field.${key}`, is: d.pick(tags) })),
    ...d
      .some(dropdowns(draft, 'organization_field'), 1)
      .map(({ key, tags }) => ({ field: `organization_field.${key}`, is: d.pick(tags) })),
  ],
  any: d.bool() ? [] : [{ field: 'type', is: d.pick(['incident', 'question']) }],
});

const groups: Hint = ({ d }, draft) => {
  const [first = '', ...rest] = d.shuffle(keysOf(draft, 'group'));
  return [first, ...d.some(rest, 1)];
};

/** Skills by name, some of them needed by no ticket. */
const skills: Hint = (m, draft, block) =>
  new Map(
    Array.from({ length: 1 + m.d.int(3) }, () => [
      `${line(m.d, 30).trim()} ${m.next()}`,
      m.d.bool() ? {} : { when: howATicketIs(m, draft, block) },
    ]),
  );

export const routingHints: Readonly<Record<string, Hint>> = {
  'routing_attribute.name': titled,
  'routing_attribute.values': skills,
  'queue.name': titled,
  'queue.when': howATicketIs,
  'queue.primary_groups': groups,
  'queue.secondary_groups': ({ d }, draft) => d.some(keysOf(draft, 'group'), 2),
  'group_sla.title': titled,
  'group_sla.groups': groups,
  'group_sla.targets': ({ d }) =>
    Object.fromEntries(
      ['urgent', ...d.some(['high', 'normal', 'low'], 3)].map((level) => [
        level,
        { hours: d.pick(['calendar', 'business']), ownership: d.pick(['30m', '4h', '1d', '1d2h30m', '90s']) },
      ]),
    ),
};
