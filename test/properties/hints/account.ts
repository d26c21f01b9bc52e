/** Settings of an account that a tenant keeps as they are sent, and that cost nothing. */
import { GROUPS } from '../../../src/providers/zendesk/account-settings.ts';
import type { Dice } from '../dice.ts';
import type { Hint } from '../making.ts';

const color = (d: Dice) => d.pick(['03363D', 'ffffff', '7FA239', '0A0b0C']);

const WORDS: Readonly<Record<string, (d: Dice) => unknown>> = {
  header_color: color,
  page_background_color: color,
  tab_background_color: color,
  text_color: color,
  autorouting_tag: (d) => d.pick(['routed', 'größe', '0']),
  macro_order: (d) => d.pick(['alphabetical', 'position']),
  email_sender_authentication_profile: (d) => d.pick(['default', 'enhanced']),
  new_agent_brand_association_behavior: (d) => d.pick(['all_brands', 'default_brand']),
  end_user_upgrade_brand_association_behavior: (d) => d.pick(['previous_brands', 'all_brands']),
};
const FREE = ['customer_satisfaction', 'csat_reason_code', 'allow_ccs', 'user_tagging', 'ticket_tagging'];

/** Some settings of a group. */
function someOf(group: string, d: Dice): unknown {
  const settings = Object.entries(GROUPS[group]?.[1] ?? {}).filter(
    ([name]) => group !== 'active_features' || FREE.includes(name),
  );
  const chosen = d.some(settings, 5);
  const told = chosen.length === 0 ? settings.slice(0, 1) : chosen;
  return Object.fromEntries(told.map(([name, { fresh }]) => [name, WORDS[name]?.(d) ?? valueLike(fresh, name, d)]));
}

function valueLike(fresh: unknown, name: string, d: Dice): unknown {
  if (typeof fresh === 'number' || /timeout$/.test(name)) return d.int(20);
  if (typeof fresh === 'string' || /^(html_mail_template|text_mail_template|mail_delimiter)$/.test(name))
    return d.pick(['Größe {{dc.x}}', '## reply above']);
  return d.bool();
}

export const accountHints: Readonly<Record<string, Hint>> = {
  ...Object.fromEntries(Object.keys(GROUPS).map((group) => [`account.${group}`, ({ d }) => someOf(group, d)] as const)),
  'account.localization': ({ d }) => ({ languages: ['en-us', ...d.some(['fr', 'de', 'ja', 'pt-br'], 3)].toSorted() }),
};
