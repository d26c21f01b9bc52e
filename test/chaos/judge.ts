/** What must hold when everything is over, however it went. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from '../../src/app/index.ts';
import { planOptions } from '../../src/app/planning.ts';
import { leftOpen } from '../kit/left-open.ts';
import { leftToDo } from '../kit/project.ts';
import { TABLES } from '../properties/by-hand.ts';
import { SECRETS } from '../properties/generate.ts';
import type { Draft } from '../properties/making.ts';
import type { Scene } from './run.ts';
import { CONSEQUENCES, foreignIn, harmTo, photograph, strayIn } from './tenant.ts';

export interface Verdict {
  readonly duplicates: number;
  readonly lost: number;
  readonly foreign: number;
  readonly wrong: readonly string[];
}

export async function judge(scene: Scene, draft: Draft): Promise<Verdict> {
  const { project, known, foreign } = scene;
  const own = { spec: project.folder, variables: project.variables, notify: () => undefined };
  const { rows } = await app.stateList(own);
  const now = photograph(project.sandbox);
  const ids = new Set(rows.flatMap(({ entry }) => Object.values(entry.ids)));

  const left = leftToDo(
    await app.plan(own, planOptions({ prune: true, allowDeletes: 1000, allowDataLoss: ['*'], allowCosts: ['*'] })),
  );
  const lost = rows.flatMap(({ address, entry }) => {
    const table = TABLES[address.split('.')[0] ?? ''];
    const unseen = table === undefined || CONSEQUENCES.has(table);
    const there = entry.tombstone === true || unseen || now.has(`${table}/${entry.ids.main}`);
    return there ? [] : [`${address} is ${table}/${entry.ids.main} in state, and the tenant has no such object`];
  });
  const addresses = new Set(rows.map(({ address }) => address));
  for (const [kind, blocks] of draft)
    for (const key of blocks.keys())
      if (!addresses.has(`${kind}.${key}`)) lost.push(`${kind}.${key} is in the spec and not in state`);
  const twice =
    rows.length - new Set(rows.map(({ address, entry }) => `${address.split('.')[0]} ${entry.ids.main}`)).size;
  const stray = strayIn(now, new Set([...known, ...ids, ...scene.other.made]));
  const harm = harmTo(foreignIn(foreign, ids), now);
  return {
    duplicates: stray.length + twice,
    lost: lost.length,
    foreign: harm.length,
    wrong: [
      ...left.map((line) => `a second plan is not empty: ${line}`),
      ...(twice > 0 ? [`${twice} objects have two addresses in state`] : []),
      ...lost,
      ...stray,
      ...harm,
      ...(await leftOpen(project.folder)),
      ...(await leaked(scene)),
    ],
  };
}

/** Secrets in what was printed or written. */
async function leaked({ project, said }: Scene): Promise<readonly string[]> {
  const secrets = [SECRETS.PROPERTY_SECRET, 'sandbox-token', 'xoxb-sandbox', 'xoxp-sandbox'];
  const folder = join(project.folder, '.supportctl');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
  const [printed, written] = [said.join('\n'), texts.join('\n')];
  return secrets.flatMap((secret) => [
    ...(printed.includes(secret) ? [`${secret} was printed`] : []),
    ...(written.includes(secret) ? [`${secret} was written into state or log`] : []),
  ]);
}
