/** What of a spec cannot be the same in another account, as a person reads it. */
import type { NotPortable } from '../app/portability.ts';
import type { Look } from './look.ts';
import { columns } from './table.ts';
import { cleaned, hanging, oneLine, shortened } from './text.ts';

/** The section of `plan --portability`, for the account that was planned for. */
export function portabilityText(dirty: readonly NotPortable[], look: Look): string {
  const places = cleaned(dirty);
  if (places.length === 0) return 'Everything in the spec can be the same in this account.\n';
  return `${tiedLines(places, look, 'Not the same in this account').join('\n')}\n`;
}

/** Places of one group that are shown; JSON has all of them. */
const SHOWN = 6;

/** What another account cannot have the same, grouped by why, a few places of each. */
export function tiedLines(places: readonly NotPortable[], look: Look, heading: string): string[] {
  if (places.length === 0) return [];
  const groups = new Map<string, NotPortable[]>();
  for (const place of places) {
    const reason = `${place.why} → ${place.do}`;
    groups.set(reason, [...(groups.get(reason) ?? []), place]);
  }
  return [
    look.paint.bold(`${heading}: ${places.length}`),
    ...[...groups].flatMap(([reason, group]) => [
      ...hanging(`  ${group.length} × `, reason, look.width),
      ...columns(
        group
          .slice(0, SHOWN)
          .map(({ address, path, file, line, what }) => [
            `      ${address}${path === '' ? '' : ` ${path}`}`,
            `${file}:${line}`,
            shortened(oneLine(what), 60),
          ]),
      ),
      ...moreLine(group.length - SHOWN, look),
    ]),
  ];
}

/** How many lines of a group are not shown. */
export function moreLine(hidden: number, look: Look): string[] {
  return hidden > 0 ? [look.paint.dim(`      … and ${hidden} more (--format json has all)`)] : [];
}
