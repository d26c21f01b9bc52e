/** The list that a reorder leaves behind: what moved, and what is there that the spec does not know. */
import type { Change, OrderItem } from '../core/plan.ts';
import type { Look } from './look.ts';
import { oneLine, padded, shortened, widthOf } from './text.ts';

const INDENT = '        ';
/** Up to here the whole list is shown; in a longer one, runs of what did not move are left out. */
const SHOWN_WHOLE = 40;
const KEPT_AROUND = 2;

/** One line an object, numbered as it will stand; `changes` are those of the whole plan. */
export function orderLines(order: readonly OrderItem[], changes: readonly Change[], look: Look): string[] {
  // What is still to be created has no title in the tenant.
  const created = new Map(
    changes.flatMap(({ op, address, title }) => (op === 'create' ? [[address, title] as const] : [])),
  );
  const titleOf = ({ address, title }: OrderItem) => (address === undefined ? title : (created.get(address) ?? title));
  const digits = String(order.length).length;
  const titles = order.map((item) => shortened(oneLine(titleOf(item)), Math.max(24, look.width - 48)));
  const widest = Math.max(0, ...titles.map(widthOf));
  const lines: string[] = [];
  let hidden = 0;
  order.forEach((item, index) => {
    if (!isShown(order, index)) {
      hidden += 1;
      return;
    }
    if (hidden > 0) lines.push(look.paint.dim(`${INDENT}${' '.repeat(digits)}  … ${hidden} more that did not move`));
    hidden = 0;
    const place = `${INDENT}${String(index + 1).padStart(digits)}. ${padded(titles[index] ?? '', widest)}`;
    const moved = item.moved === true ? look.paint.yellow('  ↕ moved') : '';
    lines.push(`${place}  ${item.address ?? look.paint.dim('(unmanaged)')}${moved}`);
  });
  if (hidden > 0) lines.push(look.paint.dim(`${INDENT}${' '.repeat(digits)}  … ${hidden} more that did not move`));
  return lines;
}

// Unmanaged objects stay: one above ours changes what ours does.
function isShown(order: readonly OrderItem[], index: number): boolean {
  if (order.length <= SHOWN_WHOLE || order[index]?.address === undefined) return true;
  return order.slice(Math.max(0, index - KEPT_AROUND), index + KEPT_AROUND + 1).some((item) => item.moved === true);
}
