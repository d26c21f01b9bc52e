/** What a rollback cannot bring back, said before anybody confirms it. */
import type { Address } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { FieldChange, Note, Op } from '../core/plan.ts';
import type { LogRecord } from '../core/state.ts';
import type { Attributes } from '../core/value.ts';
import type { Item } from './planned.ts';
import type { Rollback } from './rollback.ts';
import type { Selection } from './select.ts';

export interface Loss {
  readonly summary: string;
  readonly address: Address;
  /** Whether it is said of what the plan does about the address; undefined if that is nothing. */
  readonly saidOf: (op: Op | undefined) => boolean;
}

type Logged = Extract<LogRecord, { t: 'change' }>;

/** What the runs did to one address. */
export interface Story {
  /** The oldest record: what was there before all of them. */
  readonly first: Logged;
  readonly last: Logged;
  /** Of all of them. */
  readonly fields: readonly FieldChange[];
  readonly loses: readonly string[];
}

/** True where a part of the attribute never reads back: what is left of it cannot be written alone. */
export function hidesPart(kind: Kind, attributes: Attributes, name: string): boolean {
  return kind.hidden?.(attributes).some(([attribute]) => attribute === name) === true;
}

/** Secrets, what the log must not hold, and what can be read but not written. */
export function isLost(kind: Kind, change: FieldChange, before: Attributes): boolean {
  const name = change.path.split('.')[0] ?? change.path;
  if (change.because === 'secret' || change.before === '(hidden)') return true;
  return kind.attributes[name]?.oneWay === true || hidesPart(kind, before, name);
}

/** What an address does not get back. */
export function lossesOf(address: Address, kind: Kind, story: Story): readonly Loss[] {
  const { before, entry } = story.first;
  const say = (what: string, saidOf: Loss['saidOf']): Loss => ({ address, summary: `${address}: ${what}`, saidOf });
  if (before === undefined || entry?.tombstone) return [say(STAYS[kind.capability.delete], isLeft)];
  const hidden = kind.hidden?.(before.attributes) ?? [];
  const fields = story.fields.flatMap((field): readonly Loss[] => {
    if (field.loses !== undefined) return [say(`${field.path} comes back, but not ${field.loses}`, isWritten)];
    if (!isLost(kind, field, before.attributes)) return [];
    return [say(`${field.path} cannot be put back; it stays as it is now`, (op) => !isMade(op))];
  });
  return [
    say(`made anew under another id (it was ${before.id}); what names the old one does not follow`, isMade),
    ...hidden.map(([name, part]) => say(`${name}.${part} is kept nowhere, and must be entered again`, isMade)),
    ...new Map(fields.map((loss) => [loss.summary, loss])).values(),
    ...[...new Set(story.loses)].map((lost) => say(`not with it: ${lost}`, isMade)),
  ];
}

function isWritten(op: Op | undefined): boolean {
  return op !== undefined;
}
function isMade(op: Op | undefined): boolean {
  return op === 'create' || op === 'replace';
}
/** Taken away, and still there in some way. */
function isLeft(op: Op | undefined): boolean {
  return op === 'deactivate' || op === 'archive' || op === 'release';
}

/** What is left of an object that a rollback takes away. */
const STAYS = {
  hard: 'stays in the tenant',
  deactivate: 'switched off, not deleted',
  archive: 'archived, not deleted',
  none: 'stays, since it is never deleted',
} as const;

/** What does not come back with this plan, and what is managed again. */
export function tellLosses(items: readonly Item[], selection: Selection, rollback: Rollback): readonly Note[] {
  const planned = new Map(items.flatMap(({ change }) => (change.planned ? [[change.address, change.op]] : [])));
  const isMeant = (address: Address) => selection.has(address) || !rollback.scope.has(address);
  const lost = rollback.losses.flatMap(({ address, summary, saidOf }): Note[] =>
    isMeant(address) && saidOf(planned.get(address)) ? [{ code: 'lost', address, summary }] : [],
  );
  const again = [...rollback.managedAgain.keys()].flatMap((address): Note[] =>
    selection.has(address) ? [{ code: 'managed_again', address, summary: `${address} is managed again` }] : [],
  );
  const summary = 'what rules and people did with tickets in between is not undone';
  return [...lost, ...(planned.size === 0 ? [] : [{ code: 'lost' as const, summary }]), ...again];
}
