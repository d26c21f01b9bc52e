/** What a run writes down before its first write: every change that it is about to make, and what it takes to go back. */
import type { Address } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { ListBefore, LogRecord } from '../core/state.ts';
import { type Attributes, canonicalJson, type Value } from '../core/value.ts';
import { withoutSensitive } from './fields.ts';
import { deletionLosses, leavingWith } from './guards.ts';
import { listAddress, liveList } from './orders.ts';
import type { Item, Planned } from './planned.ts';

/** The records that stand between a run's `start` and its first intent. Secrets are in none of them. */
export function openingOf(planned: Planned): readonly LogRecord[] {
  const items = planned.items.filter((item) => item.change.planned);
  const leaving = leavingWith(items);
  return [
    ...moves(planned),
    ...items.map((item) => changeRecord(item, planned, leaving)),
    ...listsBefore(items, planned).map((list): LogRecord => ({ t: 'list', ...list })),
  ];
}

function moves({ input, state }: Planned): readonly LogRecord[] {
  return input.desired.moved.flatMap(({ from, to }): readonly LogRecord[] => {
    const moved = input.state?.resources.has(from) && !state?.resources.has(from);
    return moved ? [{ t: 'moved', from, to }] : [];
  });
}

function changeRecord(item: Item, planned: Planned, leaving: ReadonlySet<string>): LogRecord {
  const { change, kind, live } = item;
  const entry = planned.state?.resources.get(change.address);
  const loses = deletionLosses(item, planned.input, leaving);
  return {
    t: 'change',
    change,
    ...(live === undefined ? {} : { before: { id: live.id, attributes: inRefs(kind, live.attributes, planned) } }),
    ...(entry === undefined ? {} : { entry }),
    ...(loses.length === 0 ? {} : { loses }),
  };
}

function inRefs(kind: Kind, attributes: Attributes, { identities }: Planned): Attributes {
  const shown = Object.entries(withoutSensitive(kind, attributes));
  return Object.fromEntries(shown.map(([name, value]) => [name, identities.names.toRefs(value)]));
}

/** The lists of every kind that the items touch, as far as something in them is managed. */
function listsBefore(items: readonly Item[], planned: Planned): readonly ListBefore[] {
  const touched = new Set(items.map((item) => item.kind).filter((kind) => kind.order !== undefined));
  return [...touched].flatMap((kind) => ownersOf(kind, planned).flatMap((within) => listBefore(kind, within, planned)));
}

function ownersOf(kind: Kind, { input }: Planned): readonly (Value | undefined)[] {
  const name = kind.order?.within;
  if (name === undefined) return [undefined];
  const owners = input.world.objects(kind.name).map((object) => object.attributes[name] ?? null);
  return [...new Map(owners.map((owner) => [canonicalJson(owner), owner])).values()];
}

function listBefore(kind: Kind, within: Value | undefined, { input, identities }: Planned): readonly ListBefore[] {
  const { names } = identities;
  const before = liveList(kind, within, input.world).flatMap((object): readonly Address[] => {
    const address = names.addressOf(kind.name, object.id);
    return address === undefined ? [] : [address];
  });
  if (before.length === 0) return [];
  const owner = within === undefined ? {} : { within: names.toRefs(within) };
  return [{ list: listAddress(kind, within, identities), kind: kind.name, ...owner, before }];
}
