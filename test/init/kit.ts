/** Answers for tests, and what the program says about the spec that is built from them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from '../../src/app/index.ts';
import { answersSchema, type GivenAnswers } from '../../src/init/answers.ts';
import { type Built, buildSpec } from '../../src/init/build.ts';
import { complete } from '../../src/init/defaults.ts';
import { writeFiles } from '../../src/init/folder.ts';
import { loadPlaces } from '../../src/init/places.ts';
import { ZONES } from '../../src/providers/zendesk/zone-names.ts';

export const TODAY = new Date('2026-11-24T12:00:00Z');
export const places = await loadPlaces(Object.values(ZONES));

/** The spec for these answers and the usual for the rest. */
export function built(given: GivenAnswers): Built {
  return buildSpec(complete(answersSchema(places).parse(given), 'Acme', places), places, '{}', TODAY);
}

/** What the program has to say about the files as a spec, offline. */
export async function complaints({ files }: Built): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'supportctl-init-'));
  try {
    writeFiles(folder, files);
    const { diagnostics } = await app.validate({ spec: folder, variables: {}, notify: () => undefined });
    return diagnostics.map(
      ({ code, summary, detail, at }) => `${at?.file}:${at?.line} ${code} ${summary} ${detail ?? ''}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
