/** Where lint tries tickets: the account that a spec would make, or one that was read. */
import type { Address } from '../core/address.ts';
import type { Desired } from '../core/resource.ts';
import type { World } from '../engine/world.ts';
import { createTrial } from '../lint/trial/create.ts';
import type { Trial } from '../lint/trial/trial.ts';
import { providers } from '../providers/registry.ts';
import { accountOf, compileSpec } from './testing/compile.ts';

/** The spec as an account; undefined where its platform has no rules that can be tried offline. */
export async function trialOfSpec(desired: Desired): Promise<Trial | undefined> {
  const provider = providers.find((own) => own.name === desired.settings.platform.provider);
  if (provider?.offline === undefined) return undefined;
  const { account, ids } = await compileSpec(desired);
  return createTrial({ account, idOf: (address) => ids.get(address) });
}

/** An account as it was read. */
export function trialOfAccount(
  world: World,
  ids: ReadonlyMap<Address, { readonly id: string }>,
  subdomain: string,
): Trial {
  const natives = (kind: string) => world.objects(kind).map(({ native }) => native);
  return createTrial({ account: accountOf(natives, subdomain, 'UTC'), idOf: (address) => ids.get(address)?.id });
}
