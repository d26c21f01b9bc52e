/** After the last write: one list of each touched kind, and every field that we wrote is as we wrote it. */

import type { Address } from '../core/address.ts';
import { type Diagnostic, SupportctlError } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { ApplyResult } from '../core/plan.ts';
import { isSendFailure } from '../core/provider.ts';
import { isSecret, sameValue } from '../core/value.ts';
import { agrees, comparable } from './bases.ts';
import { type Field, fieldsOf } from './fields.ts';
import { listAgain } from './fresh.ts';
import type { Run } from './run.ts';
import { showField } from './show.ts';
import { declaredFields } from './work.ts';

type Failure = ApplyResult['failed'][number];

/** The fields that the platform dropped or changed, as failures of their addresses. */
export async function verify(run: Run): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const [kind, addresses] of run.touched) {
    const connection = run.options.connections.get(kind.provider);
    if (connection === undefined) continue;
    run.options.notify({ type: 'verifying', kind: kind.plural });
    try {
      await listAgain(kind, connection, run);
    } catch (error) {
      if (!(error instanceof SupportctlError) && !isSendFailure(error)) throw error;
      failures.push(...notVerified(kind, [...addresses.keys()], error, run));
      continue;
    }
    for (const [address, paths] of addresses) {
      const item = run.planned.items.find(
        (own) => own.change.address === address && own.change.planned && own.resource !== undefined,
      );
      const id = run.ids.get(address)?.id;
      if (item === undefined || id === undefined) continue;
      const live = run.world.byId(kind.name, id);
      const now = fieldsOf(kind, live?.attributes ?? {});
      for (const field of declaredFields(item).values()) {
        if (!paths.has(field.path) || isSecret(field.value)) continue;
        if (!holds(kind, field, now, run)) failures.push(failure(field, now.get(field.path), item.change, run));
      }
    }
  }
  return failures;
}

/** Written, but what became of it cannot be read: the next plan will show it. */
function notVerified(kind: Kind, addresses: readonly Address[], error: Error, run: Run): readonly Failure[] {
  return addresses.flatMap((address) => {
    const item = run.planned.items.find((own) => own.change.address === address && own.change.planned);
    if (item === undefined) return [];
    const summary = `${address} was written, but the ${kind.plural} could not be read afterwards: ${error.message}`;
    const diagnostic: Diagnostic = { code: 'NOT_VERIFIED', severity: 'error', summary, address };
    return [{ address, op: item.change.op, diagnostic }];
  });
}

function holds(kind: Kind, field: Field, now: ReadonlyMap<string, Field>, run: Run): boolean {
  const current = now.get(field.path)?.value;
  // What only a create takes may never be shown again.
  if (field.attribute.mutability === 'create_only' && current === undefined) return true;
  const [desired, live] = comparable(field, current, run.names);
  // A rule that could not be switched on with its set is reported there.
  if (field.name === kind.staged && live === false) return true;
  return sameValue(desired, live) || agrees(field, desired, live);
}

function failure(
  field: Field,
  now: Field | undefined,
  change: { address: string; op: Failure['op'] },
  run: Run,
): Failure {
  const sent = JSON.stringify(showField(field, field.value, run.names));
  const held = JSON.stringify(showField(field, now?.value, run.names) ?? null);
  const at = run.planned.items.find((item) => item.change.address === change.address)?.resource?.positions[field.name];
  return {
    address: change.address,
    op: change.op,
    diagnostic: {
      code: 'VERIFY',
      severity: 'error',
      summary: `${change.address}: the platform did not keep ${field.path}: sent ${sent}, holds ${held}`,
      address: change.address,
      ...(at === undefined ? {} : { at }),
    },
  };
}
