/** Changes that act on tickets which are there already: what to count before they are made, and what is too much (DESIGN 7). */
import type { Kind } from '../core/kind.ts';
import type { Refusal } from '../core/plan.ts';
import type { TicketCount, TicketQuestion } from '../core/provider.ts';
import type { Attributes } from '../core/value.ts';
import { overlay } from './fields.ts';
import { inIds } from './names.ts';
import type { Item, PlanInput, Planned } from './planned.ts';

/** An automation takes up to a thousand tickets an hour; this many are a surprise nobody wants. */
const TOO_MANY = 100;

/** Answers by `questionKey`; undefined where the platform gives no count. */
export type TicketCounts = ReadonlyMap<string, TicketCount | undefined>;

/** Names a question: the address of the change, and the member (`members.ada@acme.example`) that goes. */
export function questionKey(address: string, path?: string): string {
  return path === undefined ? address : `${address} ${path}`;
}

export interface Counting {
  readonly key: string;
  readonly kind: Kind;
  readonly question: TicketQuestion;
}

/** What there is to count in a plan. */
export function questionsOf({ items, identities }: Planned): readonly Counting[] {
  return items.flatMap((item): Counting[] => {
    const { change, kind, live } = item;
    if (!change.planned) return [];
    const target = inIds(targetOf(item), identities.names);
    const object = live === undefined ? {} : { live };
    const rule = acts(item) ? [{ key: questionKey(change.address), kind, question: { ...object, target } }] : [];
    const members = [...item.remove].flatMap(([name, keys]) =>
      kind.attributes[name]?.memberLoss === undefined
        ? []
        : [...keys].map((member) => ({
            key: questionKey(change.address, `${name}.${member}`),
            kind,
            question: { ...object, target, member },
          })),
    );
    return [...rule, ...members];
  });
}

function targetOf({ kind, live, set, remove }: Item): Attributes {
  return overlay(kind, live?.attributes ?? {}, set, remove);
}

function acts(item: Item): boolean {
  const { kind, live, change } = item;
  const writes = change.op !== 'deactivate' && change.op !== 'delete' && change.op !== 'archive';
  return writes && change.op !== 'release' && kind.actsOnTickets?.(targetOf(item), live?.attributes) === true;
}

/** Time-based rules that would take more tickets than anybody expects, or nobody knows how many. */
export function backlogs(items: readonly Item[], { counts, options }: PlanInput): readonly Refusal[] {
  if (counts === undefined || options.allowBacklog) return [];
  return items.flatMap((item): Refusal[] => {
    const { change, kind } = item;
    if (!change.planned || !acts(item)) return [];
    const found = counts.get(questionKey(change.address));
    if (found === undefined ? kind.limitsItself?.(targetOf(item)) : found.count <= TOO_MANY) return [];
    const many = found === undefined ? 'nobody can say how many' : `${found.atMost ? 'up to ' : ''}${found.count}`;
    return [
      {
        code: 'BACKLOG',
        address: change.address,
        summary: `${change.address} would act on tickets that are there already: ${many}`,
        hint: 'limit its conditions to newer tickets, or --allow-backlog',
        confirmable: false,
        blocks: true,
      },
    ];
  });
}
