/** What the checks of people have in common. */
import type { LiveObject } from '../core/provider.ts';
import type { Resource } from '../core/resource.ts';
import { type CheckContext, objectIn } from './check.ts';

export const USER = 'user';

/** The person that a block is about, as the account has them. */
export function liveAgent(cx: CheckContext, resource: Resource): LiveObject | undefined {
  return objectIn(cx, resource, (live) => live.attributes.email === resource.attributes.email);
}
