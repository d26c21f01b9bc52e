/** The same story with state in PostgreSQL, at a few of its writes: the log in the database is as good as the one in files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client, Ran } from '../kit/cli.ts';
import { type Database, database, describePostgres } from '../kit/postgres.ts';
import { type Disturbance, disturb, prepare, type Store, type Story } from './cases.ts';
import { SECRETS } from './story.ts';

const CASES: readonly Disturbance[] = [
  { type: 'kill', write: 6 },
  { type: 'interrupt', write: 5 },
  { type: 'stop', at: 'reply', write: 9 },
];

let db: Database;
let story: Story;
let count = 0;

async function migrate(run: Client, to: string): Promise<void> {
  const ran: Ran = await run.runWith({ env: SECRETS }, 'state', 'migrate', '--to', to);
  if (ran.code !== 0) throw new Error(ran.all);
}

/** A project of its own in the database; by hand of `state migrate`, which is tried on the way. */
const DATABASE: Store = {
  enter: async (run) => {
    count += 1;
    run.env.DATABASE_URL = db.url;
    const place = `state: {backend: postgres, url: {secret: env:DATABASE_URL}, project: case-${count}}\n`;
    await run.write({ 'state.yaml': place });
    if (existsSync(join(run.folder, '.supportctl/state/default.json'))) await migrate(run, 'postgres');
  },
  leave: async (run) => {
    const open = await db.query(
      `select e.holder, r.run from supportctl.environments e
       left join supportctl.runs r on r.environment = e.id and not r.ended
       where e.project = $1 and (e.holder is not null or r.run is not null)`,
      [`case-${count}`],
    );
    if (open.length > 0) throw new Error(`left behind: ${JSON.stringify(open)}`);
    await migrate(run, 'file');
    await run.write({ 'state.yaml': undefined });
  },
};

describePostgres('with state in PostgreSQL', () => {
  beforeAll(async () => {
    [db, story] = await Promise.all([database(), prepare()]);
  }, 240_000);
  afterAll(async () => {
    await story?.close();
    await db?.drop();
  });

  // The first revision begins without any state, the second with one.
  test.each(CASES.map((disturbance, index) => [JSON.stringify(disturbance), disturbance, index % 2] as const))(
    'disturbed by %s and applied again, it ends as if undisturbed',
    async (_name, disturbance, revision) => {
      const prepared = story.revisions[revision];
      if (prepared === undefined) throw new Error('the story has no such revision');
      expect((await disturb(prepared, disturbance, DATABASE)).join('\n\n')).toBe('');
    },
    240_000,
  );
});
