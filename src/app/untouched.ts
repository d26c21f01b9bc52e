/** Imported and never edited: an old sin of the tenant's, which warns and does not fail. */
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Desired } from '../core/resource.ts';
import type { State } from '../core/state.ts';
import { sentBase } from '../engine/bases.ts';
import { fieldsOf } from '../engine/fields.ts';
import { kinds } from './project.ts';

/** Errors about resources that state knows as imported and unedited, as warnings. */
export function asImported(
  diagnostics: readonly Diagnostic[],
  desired: Desired,
  state: State | undefined,
): readonly Diagnostic[] {
  const resources = new Map(desired.resources.map((resource) => [resource.address, resource]));
  return diagnostics.map((diagnostic) => {
    const resource = diagnostic.address === undefined ? undefined : resources.get(diagnostic.address);
    const entry = resource === undefined ? undefined : state?.resources.get(resource.address);
    const kind = resource === undefined ? undefined : kinds.get(resource.kind);
    if (diagnostic.severity !== 'error' || resource === undefined || kind === undefined || entry?.origin !== 'imported')
      return diagnostic;
    const fields = [...fieldsOf(kind, resource.attributes).values()];
    const edited = fields.some((field) => entry.bases[field.path]?.sent !== sentBase(field));
    return edited ? diagnostic : { ...diagnostic, severity: 'warning' };
  });
}
