/** Two blocks for what the platform has once. */
import { allKinds } from '../providers/registry.ts';
import { type CheckContext, check, resourcesOf } from './check.ts';

/** Kinds whose checks have words of their own for it. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['brand', 'custom_status', 'user', 'organization']);

const sameKey = check(
  {
    id: 'SAME_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'Each block stands for an object of its own',
    why: 'Where the platform tells objects apart by a name, a placeholder or an address, it refuses a second one.',
  },
  function* (cx: CheckContext) {
    for (const kind of allKinds.filter(({ name, keyUnique }) => keyUnique && !TOLD_ELSEWHERE.has(name))) {
      const first = new Map<string, string>();
      for (const resource of resourcesOf(cx, kind.name)) {
        const key = kind.naturalKey(resource.attributes);
        const other = first.get(key);
        if (other === undefined) {
          first.set(key, resource.address);
          continue;
        }
        yield {
          resource,
          ...(kind.attributes[kind.label] === undefined ? {} : { path: kind.label }),
          summary: `${other} is the same ${kind.title}`,
          detail: 'The platform would refuse the second one.',
          hint: 'Take one of the blocks out, or give it another name',
        };
      }
    }
  },
);

export const uniqueChecks = [sameKey] as const;
