/** How kinds are headed and in which order they stand: what others refer to comes first. */

const ORDER = [
  'account',
  'brand',
  'custom_role',
  'group',
  'schedule',
  'custom_object',
  'custom_object_field',
  'organization_field',
  'user_field',
  'ticket_field',
  'custom_status',
  'ticket_form',
  'organization',
  'routing_attribute',
  'user',
  'dynamic_content',
  'support_address',
  'view',
  'macro',
  'slack_channel',
  'webhook',
  'target',
  'trigger_category',
  'trigger',
  'object_trigger',
  'automation',
  'workspace',
  'sla',
  'group_sla',
  'queue',
  'user_segment',
  'permission_group',
  'content_tag',
  'category',
  'section',
  'article',
  'theme',
];

const HEADINGS = new Map([
  ['account', 'Account settings'],
  ['oauth_client', 'OAuth clients'],
  ['dynamic_content', 'Dynamic content'],
  ['sso', 'Single sign-on'],
  ['user', 'Agents'],
  ['routing_attribute', 'Skills'],
]);

const WORDS = new Map([
  ['sla', 'SLA'],
  ['slas', 'SLAs'],
  ['slack', 'Slack'],
  ['sms', 'SMS'],
  ['url', 'URL'],
]);

/** "Ticket fields" for `ticket_field`. */
export function headingOf(kind: string): string {
  const own = HEADINGS.get(kind);
  if (own !== undefined) return own;
  const text = `${kind.replaceAll('_', ' ')}`;
  const plural = /[^aeiou]y$/.test(text)
    ? `${text.slice(0, -1)}ies`
    : /(?:ss|x|ch|us)$/.test(text)
      ? `${text}es`
      : /[^s]s$/.test(text)
        ? text
        : `${text}s`;
  const words = plural.split(' ').map((word) => WORDS.get(word) ?? word);
  const joined = words.join(' ');
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

/** Groups of one kind each, kinds in the order of `ORDER`, unknown ones behind by name; what is in a group keeps its order. */
export function byKind<T>(
  items: readonly T[],
  kindOf: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const kind = kindOf(item);
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function rank(kind: string): number {
  const at = ORDER.indexOf(kind);
  return at === -1 ? ORDER.length : at;
}
