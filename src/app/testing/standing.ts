/** A tenant as it stands: what its rules are made of, for running tickets through them. */
import type { Native } from '../../simulate/model.ts';
import type { Project, Reading } from '../project.ts';
import { RULED_KINDS } from './compile.ts';

/** Everything of the tenant that rules can meet, as it is now. */
export async function liveObjects(
  project: Project,
  { connections }: Reading,
): Promise<ReadonlyMap<string, readonly Native[]>> {
  const name = project.desired.settings.platform.provider;
  const connection = connections.get(name) ?? (await project.connect(name));
  const lists = await Promise.all(
    RULED_KINDS.map(async (kind) => {
      const listing = await connection.list(kind);
      const objects = listing.available ? listing.objects.filter(({ gone }) => gone !== true) : [];
      return [kind, objects.map(({ native }) => native)] as const;
    }),
  );
  return new Map(lists);
}
