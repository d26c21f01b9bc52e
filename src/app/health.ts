/** `health`: an account as it is, read and linted, without a spec and without a write. */
import type { Address } from '../core/address.ts';
import type { Desired, Resource } from '../core/resource.ts';
import { type Attributes, isIdRef, mapValue } from '../core/value.ts';
import { lint } from '../lint/lint.ts';
import { type Addressed, addressed, liveOf, readAccount, usageOf } from './account.ts';
import type { HealthOptions, HealthReport } from './contract.ts';
import { trialOfAccount } from './trial.ts';

/** Nothing of an account stands in a file. */
const NOWHERE = { file: '', line: 0, column: 0 } as const;

/** Reads the account and judges it. Throws a `SupportctlError` where it cannot be read. */
export async function readHealth(options: HealthOptions): Promise<HealthReport> {
  const read = await readAccount(options);
  const found = addressed(read.provider.kinds, read.world);
  const objects = new Map(found.chosen.map(({ address, object }) => [address, object]));
  const desired = desiredOf(found, options);
  const usage = await usageOf(read.connection, found.ids);
  const trial = trialOfAccount(read.world, found.ids, options.subdomain);
  const linted = lint({
    desired,
    now: options.now,
    live: liveOf(read.world),
    objectOf: (address) => objects.get(address),
    trial,
    ...(usage === undefined ? {} : { usage }),
  });
  return {
    linted,
    objects: desired.resources.length,
    account: read.connection.account,
    counts: countsOf(desired),
    leftOut: found.leftOut,
    at: options.now,
    requests: read.connection.requests(),
    warnings: read.connection.warnings,
  };
}

/** The account in the form in which specs are judged. */
function desiredOf({ chosen, ids }: Addressed, { subdomain, provider }: HealthOptions): Desired {
  const addresses = new Map([...ids].map(([address, { kind, id }]) => [`${kind}/${id}`, address]));
  return {
    resources: chosen.map(
      ({ kind, address, object }): Resource => ({
        address,
        kind: kind.name,
        attributes: inAddresses(object.attributes, addresses),
        lifecycle: {},
        tags: [],
        at: NOWHERE,
        positions: {},
      }),
    ),
    order: new Map(),
    moved: [],
    settings: {
      client: { name: subdomain, slug: subdomain },
      platform: { provider, subdomain, environment: 'production' },
      stateRequired: false,
    },
    files: new Map(),
  };
}

function inAddresses(attributes: Attributes, addresses: ReadonlyMap<string, Address>): Attributes {
  const named = Object.entries(attributes).map(([name, value]) => [
    name,
    mapValue(value, (node) => {
      const address = isIdRef(node) && node.part === undefined ? addresses.get(`${node.kind}/${node.$id}`) : undefined;
      return address === undefined ? undefined : { $ref: address };
    }),
  ]);
  return Object.fromEntries(named);
}

function countsOf({ resources }: Desired): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of resources) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
