/** One disturbed run: stopped or hindered at one write, then applied again; what must hold is that nobody can tell afterwards. */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from '../../src/app/index.ts';
import { planOptions } from '../../src/app/planning.ts';
import type { FaultRule, Sandbox } from '../../src/sandbox/index.ts';
import { type Client, client, ended, type Ran } from '../kit/cli.ts';
import { dumpState, dumpTenant } from '../kit/dump.ts';
import { leftOpen } from '../kit/left-open.ts';
import { leftToDo } from '../kit/project.ts';
import { BEFORE, REVISIONS, type Revision, SECRETS } from './story.ts';

export type Disturbance =
  /** The client kills itself before it sends write K, after its reply, after its log entry. */
  | { readonly type: 'stop'; readonly at: 'before' | 'reply' | 'log'; readonly write: number }
  /** The platform has committed write K, and the client dies before it reads the reply. */
  | { readonly type: 'kill'; readonly write: number }
  | { readonly type: 'drop' | '429' | '503 before' | '503 after' | 'stale'; readonly write: number }
  | { readonly type: 'interrupt'; readonly write: number };

export interface Prepared {
  readonly revision: Revision;
  /** The spec folder and the tenant as they are before this revision is applied. */
  readonly folder: string;
  readonly tenant: string;
  /** What an undisturbed run leaves. */
  readonly expected: Outcome;
  /** Writes that the tenant sees, and steps that the log numbers (some of them only look something up). */
  readonly writes: number;
  readonly steps: number;
}

interface Outcome {
  readonly tenant: ReturnType<typeof dumpTenant>;
  readonly state: unknown;
}

export interface Story {
  readonly revisions: readonly Prepared[];
  close(): Promise<void>;
}

/** Lives through the story once, undisturbed, and keeps what each revision starts from. */
export async function prepare(): Promise<Story> {
  const root = await mkdtemp(join(tmpdir(), 'supportctl-story-'));
  const live = join(root, 'live');
  const prepared: Prepared[] = [];
  const first = await client({}, { data: live });
  for (const group of BEFORE.groups) first.sandbox.control.inject('groups', { ...group });
  await first.sandbox.close();
  for (const revision of REVISIONS) {
    const tenant = join(root, revision.name, 'tenant');
    const folder = join(root, revision.name, 'folder');
    await cp(live, tenant, { recursive: true });
    await cp(first.folder, folder, { recursive: true });
    const run = await begin({ revision, folder, tenant });
    const ran = await apply(run, revision);
    if (ran.code !== 0) throw new Error(`the undisturbed run of ${revision.name} failed:\n${ran.all}`);
    prepared.push({
      revision,
      folder,
      tenant,
      expected: await outcome(run),
      writes: run.writes().length,
      steps: await stepsOf(run.folder),
    });
    await run.sandbox.close();
    await rm(first.folder, { recursive: true, force: true });
    await cp(run.folder, first.folder, { recursive: true });
    await rm(live, { recursive: true, force: true });
    await cp(run.data, live, { recursive: true });
    await rm(run.folder, { recursive: true, force: true });
    await rm(run.data, { recursive: true, force: true });
  }
  return {
    revisions: prepared,
    close: async () => {
      await rm(root, { recursive: true, force: true });
      await rm(first.folder, { recursive: true, force: true });
    },
  };
}

type Begun = Client & { readonly data: string };

/** A copy of the tenant and of the folder, with the revision's spec in it. */
async function begin({ revision, folder, tenant }: Pick<Prepared, 'revision' | 'folder' | 'tenant'>): Promise<Begun> {
  const data = await mkdtemp(join(tmpdir(), 'supportctl-tenant-'));
  await cp(tenant, data, { recursive: true });
  const begun = await client({}, { data });
  await cp(folder, begun.folder, { recursive: true });
  await begun.write({ 'support.yaml': revision.spec });
  return { ...begun, data };
}

function apply(run: Begun, revision: Revision, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  // One at a time, so that write K is the same write in every run.
  return run.runWith(
    { env: { ...SECRETS, ...env } },
    'apply',
    '--yes',
    '--quiet',
    '--concurrency',
    '1',
    ...revision.flags,
  );
}

async function outcome(run: Begun): Promise<Outcome> {
  return { tenant: dumpTenant(run.sandbox), state: await dumpState(run.sandbox, run.folder) };
}

async function stepsOf(folder: string): Promise<number> {
  const runs = join(folder, '.supportctl', 'runs', 'default');
  const last = (await readdir(runs)).sort().at(-1) ?? '';
  const lines = (await readFile(join(runs, last), 'utf8')).split('\n');
  return lines.filter((line) => line.startsWith('{"t":"intent"')).length;
}

function ruleOf(disturbance: Disturbance): FaultRule | undefined {
  const match = { write: true, nth: disturbance.write };
  switch (disturbance.type) {
    case 'kill':
      return { match, action: { kill: 'after' } };
    case 'drop':
      return { match, action: { drop: 'after' } };
    case '429':
      return { match, action: { rate_limit: 1 } };
    case '503 before':
      return { match, action: { status: 503, when: 'before' } };
    case '503 after':
      return { match, action: { status: 503, when: 'after' } };
    case 'stale':
      return { match, action: { stale: 300 } };
    case 'stop':
    case 'interrupt':
      return undefined;
    default:
      return disturbance satisfies never;
  }
}

/** Where a case keeps its state: brings there what the folder holds, and back. */
export interface Store {
  enter(run: Client): Promise<void>;
  leave(run: Client): Promise<void>;
}

/** The folder itself. */
const FILES: Store = { enter: async () => undefined, leave: async () => undefined };

/** Runs one case to its end; returns what is wrong with it. */
export async function disturb(
  prepared: Prepared,
  disturbance: Disturbance,
  store: Store = FILES,
): Promise<readonly string[]> {
  const run = await begin(prepared);
  const { revision } = prepared;
  const wrong: string[] = [];
  try {
    await store.enter(run);
    const rule = ruleOf(disturbance);
    if (rule !== undefined) run.sandbox.control.addFaults([rule]);
    const first =
      disturbance.type === 'interrupt'
        ? await interrupted(run, revision, disturbance.write)
        : await hindered(run, revision, disturbance);
    wrong.push(...unexpected(first, disturbance));
    // Whoever is only interrupted ends the log and gives the lock back.
    if (disturbance.type === 'interrupt') wrong.push(...(await leftOpen(run.folder)));
    run.sandbox.control.clearFaults();
    const second = await apply(run, revision);
    const plan = await app.plan(
      { spec: run.folder, variables: { ...run.env, ...SECRETS }, notify: () => undefined },
      planOptions(),
    );
    wrong.push(...leftToDo(plan).map((line) => `a plan follows that is not empty: ${line}`));
    await store.leave(run);
    if (second.code !== 0) wrong.push(`applied again, it ended with ${second.code}:\n${essence(second)}`);
    else wrong.push(...differences(prepared.expected, await outcome(run)));
  } finally {
    await run.close();
    await rm(run.data, { recursive: true, force: true });
  }
  return wrong.map((line) => `${revision.name}, ${JSON.stringify(disturbance)}: ${line}`);
}

function hindered(run: Begun, revision: Revision, disturbance: Disturbance): Promise<Ran> {
  const stop = disturbance.type === 'stop' ? { SUPPORTCTL_TEST_STOP: `${disturbance.at}:${disturbance.write}` } : {};
  return apply(run, revision, stop);
}

async function interrupted(run: Begun, revision: Revision, write: number): Promise<Ran> {
  // Slow enough that the signal arrives while there is still work.
  run.sandbox.control.addFaults([{ match: { write: true }, action: { delay: 30 } }]);
  const before = run.sandbox.control.log().length;
  const child = run.startWith({ ...SECRETS }, 'apply', '--yes', '--quiet', ...revision.flags);
  const ending = ended(child);
  const writes = (sandbox: Sandbox) =>
    sandbox.control
      .log()
      .slice(before)
      .filter((entry) => entry.write).length;
  while (child.exitCode === null && writes(run.sandbox) < write) await new Promise((done) => setTimeout(done, 5));
  child.kill('SIGINT');
  return ending;
}

function unexpected(ran: Ran, disturbance: Disturbance): readonly string[] {
  switch (disturbance.type) {
    case 'stop':
    case 'kill':
      return ran.signal === 'SIGKILL' ? [] : [`it was not killed, and ended with ${ran.code}:\n${essence(ran)}`];
    case 'interrupt':
      return ran.code === 130 || ran.code === 0
        ? []
        : [`interrupted, it ended with ${ran.code} ${ran.signal}:\n${essence(ran)}`];
    default:
      return ran.code === 0 ? [] : [`it did not get over it, and ended with ${ran.code}:\n${essence(ran)}`];
  }
}

/** The lines that say what happened, of the many that a plan prints. */
function essence({ stdout, stderr }: Ran): string {
  const lines = stdout
    .split('\n')
    .filter((line) => /^ *(\S+:\d+:\d+ +error|error|✗|[-+~⇅=!] |· |in the )|→/.test(line));
  return [...lines, stderr].join('\n');
}

function differences(expected: Outcome, found: Outcome): readonly string[] {
  const lines: string[] = [];
  for (const kind of new Set([...Object.keys(expected.tenant), ...Object.keys(found.tenant)])) {
    const [missing, extra] = apart(expected.tenant[kind] ?? [], found.tenant[kind] ?? []);
    for (const row of missing) lines.push(`${kind} lacks ${row}`);
    for (const row of extra) lines.push(`${kind} has ${row}`);
  }
  const [before, after] = [JSON.stringify(expected.state), JSON.stringify(found.state)];
  if (before !== after) lines.push(`state differs:\n  expected ${before}\n  found    ${after}`);
  return lines;
}

/** What only the first list has, and what only the second has; twice is not once. */
function apart(a: readonly string[], b: readonly string[]): readonly [readonly string[], readonly string[]] {
  const rest = [...b];
  const missing = a.filter((item) => {
    const index = rest.indexOf(item);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
  return [missing, rest];
}

/** Runs `work` on all items, two at a time. */
export async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}
