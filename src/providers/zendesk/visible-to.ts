/** Who may see a macro or a view: every agent, or the agents of some groups. Those of one agent are nobody else's business. */
import { z } from 'zod';
import type { Attribute } from '../../core/attribute.ts';
import { references } from '../../core/attributes/references.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import type { Value } from '../../core/value.ts';
import type { Native } from './binding.ts';

const EVERYONE = 'everyone';

const groups = references('group', { description: 'Groups whose agents see it.', ids: 'number' });

/** `everyone`, or a set of groups. Replies hold `null`, `{}` or `{type: Group, id, ids}`; only `ids` is taken back. */
export const visibleTo: Attribute = {
  ...groups,
  description: 'Who sees it: `everyone`, or a list of groups.',
  schema: z.union([z.literal(EVERYONE), groups.schema]).describe('Who sees it: `everyone`, or a list of groups.'),
  native: 'restriction',
  platformDefault: EVERYONE,
  parse: (node, cx) => (node.type === 'scalar' && node.value === EVERYONE ? EVERYONE : groups.parse(node, cx)),
  format: (value, cx) => (value === EVERYONE ? EVERYONE : groups.format(value, cx)),
  decode(native): Value {
    if (!isRecord(native) || native.type !== 'Group') return EVERYONE;
    return groups.decode(Array.isArray(native.ids) ? native.ids : [native.id]);
  },
  encode: (value, cx) => (value === EVERYONE ? null : { type: 'Group', ids: groups.encode(value, cx) }),
};

/** Why it is not ours: it belongs to one agent. */
export function personal({ restriction }: Native): string | undefined {
  return isRecord(restriction) && restriction.type === 'User' ? 'it belongs to one agent' : undefined;
}
