/** `history`: who wrote what, when, from where and by which plan, as the run log has it. */
import { type Address, kindOf } from '../core/address.ts';
import { fail } from '../core/diagnostic.ts';
import type { FieldChange } from '../core/plan.ts';
import type { LoggedRun, LogRecord } from '../core/state.ts';
import { fieldsOf } from '../engine/fields.ts';
import { createNames } from '../engine/names.ts';
import { matches } from '../engine/select.ts';
import { showField } from '../engine/show.ts';
import { createWorld } from '../engine/world.ts';
import { allTextForms } from '../providers/registry.ts';
import { nearest } from '../spec/nearest.ts';
import type { HistoryOperation, HistoryRun, ProjectOptions } from './contract.ts';
import { kinds, openState } from './project.ts';
import { lastRuns, startOf } from './rolling-back.ts';

/** The last runs, newest first; with an address or glob, only what they did to it. */
export async function history(
  options: ProjectOptions,
  asked: { readonly limit: number; readonly address?: string },
): Promise<readonly HistoryRun[]> {
  const logged = await lastRuns(await openState(options), asked.limit);
  const runs = logged.slice(0, asked.limit).flatMap(runOf);
  const { address } = asked;
  if (address === undefined) return runs;
  const touching = runs.flatMap((run): readonly HistoryRun[] => {
    const operations = run.operations.filter((own) => isMeant(address, own.address));
    return operations.length === 0 ? [] : [{ ...run, operations }];
  });
  if (touching.length === 0) unknown(address, runs, asked.limit);
  return touching;
}

function isMeant(pattern: string, address: Address): boolean {
  return matches(pattern, address, kinds.get(kindOf(address))?.provider, []);
}

function unknown(address: string, runs: readonly HistoryRun[], limit: number): never {
  if (runs.length === 0) fail('NO_HISTORY', `nothing was applied here yet, so nothing wrote ${address}`);
  const known = new Set(runs.flatMap((run) => run.operations.map((own) => own.address)));
  const near = nearest(address, [...known]);
  const all = runs.length < limit;
  const further = all ? 'an address such as trigger.route_billing, or a glob' : '--limit N looks further back';
  const hint = near === undefined ? further : `did you mean ${near}?`;
  return fail('NO_HISTORY', `none of the ${all ? '' : 'last '}${runs.length} runs wrote ${address}`, { hint });
}

function runOf(logged: LoggedRun): readonly HistoryRun[] {
  const start = startOf(logged);
  if (start === undefined) return [];
  const end = logged.records.find((record) => record.t === 'end');
  const { run, at, who, host, plan, environment, accounts, rollback } = start;
  return [
    {
      run,
      at,
      ...(end === undefined ? {} : { ended: end.at }),
      outcome: end?.outcome ?? 'open',
      who,
      host,
      plan,
      environment,
      accounts,
      ...(rollback === undefined ? {} : { rollback }),
      operations: operationsOf(logged.records),
    },
  ];
}

function operationsOf(records: readonly LogRecord[]): readonly HistoryOperation[] {
  const ends = endsOf(records);
  const planned = records.flatMap((record): readonly HistoryOperation[] => {
    if (record.t !== 'change') return [];
    const { address, op, title, id, order } = record.change;
    const fields = record.change.fields.length > 0 ? record.change.fields : whatWent(record);
    const ended = ends.get(address) ?? 'not_written';
    const known = { ...(id === undefined ? {} : { id }), ...(order === undefined ? {} : { order }) };
    return [{ address, op, title, ended, fields, ...known }];
  });
  if (planned.length > 0) return planned;
  // Older versions logged no more than the writes.
  const intents = new Map(records.flatMap((record) => (record.t === 'intent' ? [[record.address, record.op]] : [])));
  return [...intents].map(([address = '', op = '']) => ({
    address,
    op,
    ended: ends.get(address) ?? 'not_written',
    fields: [],
  }));
}

/** The values of what a change takes away; plans do not repeat them, the log has them. */
function whatWent({ change, before }: Extract<LogRecord, { t: 'change' }>): readonly FieldChange[] {
  const kind = kinds.get(change.kind);
  if (kind === undefined || before === undefined || !TAKEN_AWAY.has(change.op)) return [];
  return [...fieldsOf(kind, before.attributes).values()].flatMap((field): readonly FieldChange[] => {
    const shown = showField(field, field.value, BARE_NAMES);
    const { path, sequence } = field;
    if (sequence || shown === undefined || shown === null || shown === '') return [];
    return [{ path, before: shown, because: 'spec', ...(field.attribute.long ? { long: true } : {}) }];
  });
}

const TAKEN_AWAY: ReadonlySet<string> = new Set(['delete', 'archive', 'deactivate', 'replace']);
/** The log speaks in addresses: no tenant has to be read for it. */
const BARE_NAMES = createNames(kinds, allTextForms, createWorld(), new Map());

/** How the writing of each address ended: what state got to know of it is written. */
function endsOf(records: readonly LogRecord[]): ReadonlyMap<Address, HistoryOperation['ended']> {
  const ends = new Map<Address, HistoryOperation['ended']>();
  const intents = new Map(records.flatMap((record) => (record.t === 'intent' ? [[record.n, record.address]] : [])));
  for (const record of records) {
    if (record.t === 'entry') ends.set(record.address, 'written');
    if (record.t === 'order') ends.set(record.list, 'written');
    const address = record.t === 'result' ? intents.get(record.n) : undefined;
    if (record.t === 'result' && address !== undefined) ends.set(address, record.ok ? 'written' : 'failed');
  }
  return ends;
}
