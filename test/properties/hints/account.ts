/** Settings of an account that a tenant keeps as they are sent, and that cost nothing. */
import { GROUPS } from '../../../src/providers/zendesk/account-settings.ts';
import type { Dice } from '../dice.ts';
import type { Block, Draft, Hint, Making } from '../making.ts';

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
const FREE = ['allow_ccs', 'agent_forwarding', 'rich_content_in_emails'];
/** What stays as it is: routing needs what is set up elsewhere, and other blocks need tags. */
const STAYS = ['routing.enabled', 'user.tagging', 'tickets.tagging'];

/** Some settings of a group, of those that the tenant has; undefined where it has none. What is there already changes. */
function someOf(group: string, { d, vocabulary }: Making, before: unknown): unknown {
  if (typeof before === 'object' && before !== null)
    return Object.fromEntries(Object.entries(before).map(([name, held]) => [name, otherThan(held, name, d)]));
  const settings = Object.entries(GROUPS[group]?.[1] ?? {}).filter(
    ([name]) =>
      vocabulary.settings[group]?.includes(name) &&
      !STAYS.includes(`${group}.${name}`) &&
      (group !== 'active_features' || FREE.includes(name)),
  );
  const chosen = d.some(settings, 5);
  const told = chosen.length === 0 ? settings.slice(0, 1) : chosen;
  if (told.length === 0) return undefined;
  return Object.fromEntries(told.map(([name, { fresh }]) => [name, WORDS[name]?.(d) ?? valueLike(fresh, name, d)]));
}

function otherThan(held: unknown, name: string, d: Dice): unknown {
  if (typeof held === 'boolean') return !held;
  if (typeof held === 'number') return held + 1;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const value = WORDS[name]?.(d) ?? valueLike('', name, d);
    if (value !== held) return value;
  }
  return held;
}

function valueLike(fresh: unknown, name: string, d: Dice): unknown {
  if (typeof fresh === 'number' || /timeout$/.test(name)) return d.int(20);
  if (typeof fresh === 'string' || /^(html_mail_template|text_mail_template|mail_delimiter)$/.test(name))
    return d.pick(['Größe {{dc.x}}', '## reply above']);
  return d.bool();
}

export const accountHints: Readonly<Record<string, Hint>> = {
  ...Object.fromEntries(
    Object.keys(GROUPS).map(
      (group) =>
        [
          `account.${group}`,
          (making: Making, _draft: Draft, block: Block) => someOf(group, making, block[group]),
        ] as const,
    ),
  ),
  'account.localization': ({ d }) => ({ languages: ['en-us', ...d.some(['fr', 'de', 'ja', 'pt-br'], 3)].toSorted() }),
};
