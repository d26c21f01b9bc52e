/** Statuses of which one in each category is the default, and that one is active. */
import { line } from '../dice.ts';
import type { Block, Draft, Hint } from '../making.ts';

function hasDefault(draft: Draft, { category }: Block, but: Block): boolean {
  return [...(draft.get('custom_status')?.values() ?? [])].some(
    (other) => other !== but && other.default === true && other.category === category,
  );
}

const label: Hint = (m) => `${line(m.d, 40)} ${m.next()}`;

export const customStatusHints: Readonly<Record<string, Hint>> = {
  'custom_status.agent_label': label,
  'custom_status.end_user_label': label,
  'custom_status.category': ({ d }) => d.pick(['open', 'pending', 'hold', 'solved']),
  'custom_status.active': ({ d }, _draft, block) => block.default === true || d.bool(0.8),
  // The platform's own status on hold is switched off, so that it could not take over again.
  'custom_status.default': ({ d }, draft, block) =>
    block.active !== false && block.category !== 'hold' && !hasDefault(draft, block, block) && d.bool(0.6),
};
