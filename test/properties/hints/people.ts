/** Agents and organizations: their names and addresses are taken once, and their fields exist. */
import { line } from '../dice.ts';
import type { Block, Draft, Hint, Making } from '../making.ts';

const keysOf = (draft: Draft, kind: string): readonly string[] => [...(draft.get(kind)?.keys() ?? [])];

const tags: Hint = ({ d }) => d.some(['vip', 'größe', 'a_b', '0123'], 3);

/** Values of some of the fields that the same spec makes, by their types. */
function valuesFor(kind: string): Hint {
  return ({ d }, draft) => {
    const fields = d.some(
      [...(draft.get(kind)?.values() ?? [])].filter(({ active }) => active !== false),
      4,
    );
    const values = fields.flatMap((field): [unknown, unknown][] => {
      const value = valueFor(field, { d });
      return value === undefined ? [] : [[field.key, value]];
    });
    return new Map(values);
  };
}

function valueFor({ type, options }: Block, { d }: Pick<Making, 'd'>): unknown {
  const own = options instanceof Map ? [...options.keys()].map(String) : [];
  switch (type) {
    case 'dropdown':
      return d.pick([...own, '']);
    case 'multiselect':
      return d.some(own, 3);
    case 'checkbox':
      return d.bool();
    case 'date':
      return d.pick(['2026-11-26', '2024-02-29']);
    case 'integer':
      return d.int(1000);
    case 'decimal':
      return d.int(1000) / 8;
    case 'text':
    case 'textarea':
      return line(d);
    default:
      return undefined;
  }
}

/** Admins have no role of the account's own, and see all tickets. */
function isFree({ custom_role, ticket_restriction }: Block): boolean {
  return custom_role === undefined && ticket_restriction === undefined;
}

export const peopleHints: Readonly<Record<string, Hint>> = {
  'organization.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'organization.domains': ({ d, next }) => d.some([`a${next()}.example`, `b-c${next()}.test`], 2),
  'organization.tags': tags,
  'organization.group': ({ d }, draft) => d.pick([...keysOf(draft, 'group'), 'none']),
  'organization.external_id': ({ d, next }) => d.pick([`ext ${next()}`, `${next()}`]),
  'organization.fields': valuesFor('organization_field'),
  'user.email': ({ d, next }) => `${d.pick(['a', 'b.c+d', 'UPPER'])}${next()}@acme.example`,
  'user.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'user.create': () => true,
  'user.demote': () => true,
  'user.role': ({ d }, _draft, block) => (isFree(block) ? d.pick(['agent', 'admin']) : 'agent'),
  // Roles that a spec makes cannot go while somebody has them, and people are never deleted.
  'user.custom_role': ({ d, vocabulary: { roles } }, _draft, { role }) =>
    role === 'admin' || roles.length === 0 ? undefined : `live(${JSON.stringify(d.pick(roles))})`,
  'user.groups': ({ d }, draft) => {
    const open = [...(draft.get('group') ?? [])].filter(([, { exact }]) => exact !== true).map(([key]) => key);
    return ['live("Support")', ...d.some(open, 2)];
  },
  'user.default_group': (_m, _draft, { groups }) => (Array.isArray(groups) ? 'live("Support")' : undefined),
  'user.skills': ({ d, vocabulary: { skills } }) => {
    const held = d.some(skills, 2).map(([type, names]) => [`live(${JSON.stringify(type)})`, d.some(names, 2)] as const);
    return skills.length === 0 ? undefined : Object.fromEntries(held.filter(([, names]) => names.length > 0));
  },
  'user.phone': ({ d, next }) => d.pick([`+49 (30) 123-${next()}`, `+4930${next()}`]),
  'user.ticket_restriction': ({ d, vocabulary: { roles } }, _draft, { role }) =>
    role === 'admin' || roles.length > 0 ? undefined : d.pick(['all', 'groups', 'assigned', 'organization']),
  'user.language': () => 'en-US',
  'user.tags': tags,
  'user.fields': valuesFor('user_field'),
};
