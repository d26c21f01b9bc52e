/** Results as one JSON document each. `format` is their version; they only grow. */
import type {
  Accepted,
  Diagnosis,
  HistoryRun,
  ImportReport,
  Mergeable,
  Merged,
  StateOverview,
  StateRow,
  Validated,
} from '../app/contract.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { ApplyResult, ManualStep, Plan, Shown } from '../core/plan.ts';
import type { SignedIn, SignedOut } from '../core/provider.ts';

const FORMAT = 1;

/** A plan without what only a saved plan needs; `more` are diagnostics of what came after it. */
export function planDocument(plan: Plan, more: readonly Diagnostic[] = []) {
  const { tool, environment, accounts, options, changes, manual, notes, refusals, summary, runs } = plan;
  const again = new Set(more.map(sameKey));
  const diagnostics = [...plan.diagnostics.filter((diagnostic) => !again.has(sameKey(diagnostic))), ...more];
  return {
    format: FORMAT,
    tool,
    environment,
    accounts,
    options,
    ...(runs === undefined ? {} : { runs }),
    changes,
    manual,
    notes,
    refusals,
    diagnostics,
    summary,
  };
}

/** What stopped an apply may stand in its plan already, as a warning. */
function sameKey({ code, address, summary }: Diagnostic): string {
  return JSON.stringify([code, address, summary]);
}

/** A plan and what became of it. */
export function appliedDocument(plan: Plan, result: ApplyResult | undefined, more: readonly Diagnostic[] = []) {
  return result === undefined ? planDocument(plan, more) : { ...planDocument(plan, more), result };
}

/** What there is to say where there is no result. */
export function errorDocument(diagnostics: readonly Diagnostic[]) {
  return { format: FORMAT, diagnostics };
}

export function validatedDocument(validated: Validated) {
  return { format: FORMAT, diagnostics: validated.diagnostics, counts: Object.fromEntries(validated.counts) };
}

export function acceptedDocument(accepted: readonly Accepted[]) {
  return { format: FORMAT, accepted, diagnostics: [] };
}

export function importDocument(report: ImportReport, folder: string) {
  const { warnings, ...rest } = report;
  return { format: FORMAT, folder, ...rest, diagnostics: warnings };
}

export function mergeableDocument(mergeable: readonly Mergeable[]) {
  return { format: FORMAT, mergeable, diagnostics: [] };
}

export function mergedDocument({ warnings, ...merged }: Merged) {
  return { format: FORMAT, ...merged, diagnostics: warnings };
}

export function historyDocument(runs: readonly HistoryRun[]) {
  return { format: FORMAT, runs, diagnostics: [] };
}

export function manualDocument(manual: readonly ManualStep[]) {
  return { format: FORMAT, manual, diagnostics: [] };
}

export function stateDocument(state: StateOverview) {
  return { format: FORMAT, ...state, diagnostics: [] };
}

export function stateRowDocument(shown: { readonly row: StateRow; readonly live?: Shown }) {
  return { format: FORMAT, ...shown.row, ...(shown.live === undefined ? {} : { live: shown.live }), diagnostics: [] };
}

export function doctorDocument({ accounts, findings }: Diagnosis) {
  return { format: FORMAT, accounts, findings, diagnostics: [] };
}

export function signedInDocument(signedIn: SignedIn) {
  return { format: FORMAT, signedIn, diagnostics: [] };
}

export function signedOutDocument(signedOut: SignedOut) {
  return { format: FORMAT, signedOut, diagnostics: [] };
}
