/** What state knows: who is who, and whose it is. */
import type { StateOverview, StateRow } from '../app/contract.ts';
import type { Shown } from '../core/plan.ts';
import type { Look } from './look.ts';
import { tableLines } from './table.ts';
import { cleaned, count, oneLine } from './text.ts';
import { block } from './values.ts';

/** All entries as a table, and who holds the lock. */
export function stateText(dirty: StateOverview, look: Look): string {
  const state = cleaned(dirty);
  const tenants = Object.entries(state.accounts).map(([provider, tenant]) => `${provider} ${tenant}`);
  const head = [`environment ${state.environment}`, `serial ${state.serial}`, ...tenants].join(' · ');
  const rows = state.rows.map(({ address, entry }) => [
    address,
    entry.ids.main ?? '',
    entry.origin,
    entry.tombstone === true ? 'out of use' : '',
  ]);
  const lines = [look.paint.dim(head), ''];
  if (rows.length > 0) lines.push(...tableLines(['address', 'id', 'origin', ''], rows, look), '');
  lines.push(look.paint.bold(`${count(rows.length, 'resource')} managed.`));
  if (state.lock !== undefined) {
    const { holder, host, pid, since } = state.lock;
    lines.push(look.paint.yellow(`Locked by ${oneLine(holder)} on ${oneLine(host)} (process ${pid}) since ${since}.`));
  }
  return `${lines.join('\n')}\n`;
}

/** One entry, its bases by name only, and what the tenant holds now. */
export function stateRowText(dirty: { readonly row: StateRow; readonly live?: Shown }, look: Look): string {
  const { row, live } = cleaned(dirty);
  const { entry } = row;
  const names = Object.keys(entry.bases);
  const lines = [
    look.paint.bold(row.address),
    `  provider: ${entry.provider}`,
    `  origin:   ${entry.origin}${entry.tombstone === true ? ', out of use' : ''}`,
    ...Object.entries(entry.ids).map(([part, id]) => `  id:       ${id}${part === 'main' ? '' : ` (${part})`}`),
    `  managed:  ${names.length === 0 ? 'no attributes yet' : names.join(', ')}`,
  ];
  if (live !== undefined) lines.push('', 'In the tenant now:', ...block(live).map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}
