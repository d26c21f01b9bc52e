/** `--only` and `--except`: which resources a plan is about. */
import { type Address, kindOf } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { PlanOptions } from '../core/plan.ts';
import type { Resource } from '../core/resource.ts';
import { isRef, referencesIn } from '../core/value.ts';

/** A glob over addresses: `*` is any run of characters; also a kind, a provider, or `tag:NAME`. */
export function matches(
  pattern: string,
  address: Address,
  provider: string | undefined,
  tags: readonly string[],
): boolean {
  if (pattern.startsWith('tag:')) return tags.includes(pattern.slice('tag:'.length));
  if (pattern === provider || pattern === kindOf(address)) return true;
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(address);
}

export interface Selection {
  has(address: Address): boolean;
  /** Patterns that match nothing: a typo in a flag must not read as "nothing to do". */
  readonly unmatched: readonly string[];
}

/**
 * The selected addresses among the spec's resources and state's addresses. `--only` brings along what the selected
 * resources refer to; `--except` wins over both.
 */
export function select(
  options: Pick<PlanOptions, 'only' | 'except'>,
  resources: ReadonlyMap<Address, Resource>,
  stateAddresses: readonly Address[],
  kinds: ReadonlyMap<string, Kind>,
): Selection {
  const all = new Set([...resources.keys(), ...stateAddresses]);
  const tests = (patterns: readonly string[]) => (address: Address) => {
    const provider = kinds.get(kindOf(address))?.provider;
    const tags = resources.get(address)?.tags ?? [];
    return patterns.some((pattern) => matches(pattern, address, provider, tags));
  };
  const excepted = tests(options.except);
  const chosen = new Set<Address>();
  const queue = options.only.length === 0 ? [...all] : [...all].filter(tests(options.only));
  for (let address = queue.pop(); address !== undefined; address = queue.pop()) {
    if (chosen.has(address) || excepted(address)) continue;
    chosen.add(address);
    if (options.only.length > 0) queue.push(...targetsOf(resources.get(address)));
  }
  const unmatched = [...options.only, ...options.except].filter((pattern) => ![...all].some(tests([pattern])));
  return { has: (address) => chosen.has(address), unmatched };
}

/** The addresses that a resource refers to. */
export function targetsOf(resource: Resource | undefined): readonly Address[] {
  if (resource === undefined) return [];
  const targets = Object.values(resource.attributes).flatMap((value) =>
    referencesIn(value).flatMap((reference) => (isRef(reference) ? [reference.$ref] : [])),
  );
  return [...new Set(targets)];
}
