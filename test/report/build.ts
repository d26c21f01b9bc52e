/** Plans made by hand, in a few lines each. */
import { planOptions } from '../../src/app/planning.ts';
import { kindOf } from '../../src/core/address.ts';
import type { ApplyResult, Change, FieldChange, Plan, Shown, Summary } from '../../src/core/plan.ts';
import { lookOf } from '../../src/report/look.ts';

export const plain = lookOf(100, false);

export const noChoices = planOptions();

export function plan(changes: readonly Change[], more: Partial<Plan> = {}): Plan {
  return {
    format: 1,
    tool: '0.1.0',
    environment: 'default',
    accounts: { zendesk: 'acme' },
    options: noChoices,
    changes,
    manual: [],
    notes: [],
    refusals: [],
    diagnostics: [],
    summary: summary(changes, more),
    seen: { objects: {}, stateSerial: 1, files: {}, tool: '0.1.0' },
    ...more,
  };
}

export function change(
  address: string,
  op: Change['op'],
  fields: readonly FieldChange[] = [],
  more: Partial<Change> = {},
): Change {
  return {
    address,
    kind: kindOf(address),
    provider: 'zendesk',
    title: address,
    op,
    because: 'spec',
    planned: true,
    fields,
    notes: [],
    ...more,
  };
}

export function added(path: string, after: Shown): FieldChange {
  return { path, after, because: 'new' };
}

export function changed(path: string, before: Shown, after: Shown, more: Partial<FieldChange> = {}): FieldChange {
  return { path, before, after, because: 'spec', ...more };
}

export function drifted(address: string, fields: readonly FieldChange[], more: Partial<Change> = {}): Change {
  return change(address, 'update', fields, { because: 'drift', planned: false, ...more });
}

export function result(more: Partial<ApplyResult> = {}): ApplyResult {
  return { run: 'r1', written: [], failed: [], leftOut: [], interrupted: false, requests: 3, ...more };
}

function summary(changes: readonly Change[], more: Partial<Plan>): Summary {
  const of = (op: Change['op']) => changes.filter((c) => c.op === op && (c.because === 'spec' || c.planned)).length;
  return {
    create: of('create'),
    adopt: of('adopt'),
    update: of('update'),
    replace: of('replace'),
    reorder: of('reorder'),
    revive: of('revive'),
    deactivate: of('deactivate'),
    archive: of('archive'),
    delete: of('delete'),
    release: of('release'),
    drift: changes.filter((c) => c.because === 'drift').length,
    conflict: changes.filter((c) => c.because === 'conflict').length,
    manual: more.manual?.length ?? 0,
    unchanged: 0,
  };
}
