/** `live("…")` that finds nothing or too much, and ids proven absent: said before anything is sent. */
import type { Diagnostic } from '../core/diagnostic.ts';
import { isIdRef, isLiveRef, referencesIn } from '../core/value.ts';
import type { Identities } from './identity.ts';
import type { Item } from './planned.ts';
import type { World } from './world.ts';

/** Problems of references in fields that the plan would write. */
export function unresolvedReferences(
  items: readonly Item[],
  identities: Identities,
  world: World,
): readonly Diagnostic[] {
  return items.flatMap((item) => {
    if (!item.change.planned) return [];
    return item.set.flatMap((field) =>
      referencesIn(field.value).flatMap((reference): Diagnostic[] => {
        const { resource } = item;
        if (resource === undefined) return [];
        const at = resource.positions[field.path] ?? resource.positions[field.name] ?? resource.at;
        const place = { severity: 'error' as const, address: item.change.address, at };
        if (isLiveRef(reference)) {
          const found = identities.names.find(reference);
          const called = `live(${JSON.stringify(reference.$live)})`;
          if (found.type === 'none') {
            return [
              { ...place, code: 'LIVE_NOT_FOUND', summary: `${called}: the tenant has no such ${reference.kind}` },
            ];
          }
          if (found.type === 'many') {
            const ids = found.objects.map((object) => `live(${object.id})`).join(', ');
            return [
              {
                ...place,
                code: 'LIVE_AMBIGUOUS',
                summary: `${called} is the title of several: ${ids}`,
                hint: 'name one by its id',
              },
            ];
          }
          if (found.type === 'unread') {
            return [{ ...place, code: 'LIVE_UNREADABLE', summary: `${called} cannot be looked up: ${found.reason}` }];
          }
        }
        if (
          isIdRef(reference) &&
          world.listing(reference.kind)?.available &&
          world.byId(reference.kind, reference.$id) === undefined &&
          reference.part === undefined
        ) {
          const summary = `missing(${reference.$id}) may be kept where it stands, not written anew`;
          return [{ ...place, code: 'MISSING_REFERENCE', summary }];
        }
        return [];
      }),
    );
  });
}
