/** Resources that refer to each other in a circle: fine where one of the references may be written late. */
import type { Address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Desired, Resource } from '../core/resource.ts';
import { isRef, referencesIn } from '../core/value.ts';

/** One diagnostic for each circle of references that no late attribute breaks. */
export function cyclesOf(desired: Desired, kinds: ReadonlyMap<string, Kind>): readonly Diagnostic[] {
  const resources = new Map(desired.resources.map((resource) => [resource.address, resource]));
  const done = new Set<Address>();
  const found: Diagnostic[] = [];

  function walk(resource: Resource, path: readonly Address[]): void {
    const seen = path.indexOf(resource.address);
    if (seen >= 0) {
      const circle = [...path.slice(seen), resource.address].join(' → ');
      const summary = `these refer to each other in a circle, and none can be made first: ${circle}`;
      found.push({ code: 'SPEC_CYCLE', severity: 'error', summary, address: resource.address, at: resource.at });
      return;
    }
    if (done.has(resource.address)) return;
    for (const target of targetsBeforeCreation(resource, kinds)) {
      const next = resources.get(target);
      if (next !== undefined) walk(next, [...path, resource.address]);
    }
    done.add(resource.address);
  }

  for (const resource of desired.resources) walk(resource, []);
  return found;
}

function targetsBeforeCreation(resource: Resource, kinds: ReadonlyMap<string, Kind>): readonly Address[] {
  const attributes = kinds.get(resource.kind)?.attributes ?? {};
  const targets = Object.entries(resource.attributes).flatMap(([name, value]) =>
    attributes[name]?.late
      ? []
      : referencesIn(value).flatMap((reference) => (isRef(reference) ? [reference.$ref] : [])),
  );
  return [...new Set(targets)];
}
