/**
 * One run: a random spec against a random tenant, disturbed by a schedule of faults; then an operator applies again, and nobody
 * may be able to tell that anything had gone wrong (DESIGN 1, 8).
 */

import { app } from '../../src/app/index.ts';
import { planOptions } from '../../src/app/planning.ts';
import type { PlanOptions } from '../../src/core/plan.ts';
import { forgetSecrets } from '../../src/http/redact.ts';
import { type LogEntry, startSandbox } from '../../src/sandbox/index.ts';
import { type Project, projectOn, withoutAcknowledgement } from '../kit/project.ts';
import { TABLES } from '../properties/by-hand.ts';
import { type Dice, dice } from '../properties/dice.ts';
import { randomEdit } from '../properties/edit.ts';
import { makeDraftOf, render, SECRETS, writableKinds } from '../properties/generate.ts';
import type { Draft, Making } from '../properties/making.ts';
import { vocabularyOf } from '../properties/vocabulary.ts';
import { type Applying, applyApart, applyHere, type Ended } from './driver.ts';
import {
  type Fault,
  type FaultName,
  needsProcess,
  OUTAGE,
  ruleOf,
  scaleFor,
  scheduleOf,
  TIMEOUT_MS,
} from './faults.ts';
import { judge, type Verdict } from './judge.ts';
import { type Stranger, stranger } from './stranger.ts';
import { furnish, type Photo, photograph } from './tenant.ts';

export interface Report extends Verdict {
  readonly run: number;
  /** Those that struck. */
  readonly faults: readonly FaultName[];
  readonly requests: number;
  /** Edits of others that fell between our last read and our write. */
  readonly unguarded: number;
  /** What happened, for reading a failure. */
  readonly story: readonly string[];
}

/** Guards that have their own tests are lifted: this is about what happens to a plan that everybody agreed to. */
const LIFTED: Partial<PlanOptions> = {
  prune: true,
  allowDeletes: 1000,
  allowDataLoss: ['*'],
  allowCosts: ['*'],
  allowBacklog: true,
};
/** An operator who has applied so often without success asks for help. */
const PATIENCE = 8;

export interface Scene {
  readonly d: Dice;
  readonly project: Project;
  readonly making: Making;
  readonly other: Stranger;
  readonly wrong: string[];
  readonly story: string[];
  /** All that was printed. */
  readonly said: string[];
  readonly struck: Set<FaultName>;
  /** Other people's objects as they must be at the end. */
  readonly foreign: Map<string, Photo>;
  /** Ids that are somebody's: there before, made by hand, made by an undisturbed run. */
  readonly known: Set<string>;
  /** Ids of what the disturbed run is about to change. */
  readonly planned: Set<string>;
  /** One of ours is called like something that is there already. */
  namesake: boolean;
  watch: (entry: LogEntry) => void;
}

export async function chaosRun(seed: number, run: number): Promise<Report> {
  // Those of earlier runs would be looked for in every text of this one.
  forgetSecrets();
  const scene = await open(seed, run);
  let verdict: Verdict = { duplicates: 0, lost: 0, foreign: 0, wrong: [] };
  try {
    const draft = await before(scene);
    await disturb(scene, run);
    await goOn(scene, draft);
    verdict = await judge(scene, draft);
  } catch (error) {
    scene.wrong.push(`the run could not be carried out: ${error instanceof Error ? error.stack : String(error)}`);
  }
  const requests = scene.project.sandbox.control.log().length;
  await scene.project.close();
  const { struck, other, story } = scene;
  const wrong = [...scene.wrong, ...verdict.wrong];
  return { ...verdict, run, faults: [...struck], requests, unguarded: other.unguarded(), wrong, story };
}

async function open(seed: number, run: number): Promise<Scene> {
  const d = dice(seed, run);
  const hook: { watch: (entry: LogEntry) => void } = { watch: () => undefined };
  const sandbox = await startSandbox({ rateLimit: 0, onExchange: (entry) => hook.watch(entry) });
  withoutAcknowledgement(sandbox);
  // What the rules may say is asked before others' inactive fields are among it.
  const vocabulary = await vocabularyOf(sandbox);
  furnish(sandbox, d);
  const project = await projectOn(sandbox);
  Object.assign(project.variables, SECRETS, { SUPPORTCTL_TEST_WAIT_SCALE: '0.003' });
  const foreign = new Map(photograph(sandbox));
  let serial = 0;
  const making: Making = {
    d,
    vocabulary,
    // What counts as used often already is left out as often as not.
    coverage: new Map(attributes().flatMap((name) => (d.bool(0.6) ? [[name, 9]] : []))),
    next: () => {
      serial += 1;
      return serial;
    },
  };
  const ours = () => {
    const others = new Set([...foreign.values()].map(({ id }) => id));
    const all = Object.values(TABLES).flatMap((table) => sandbox.control.objects(table).map(({ id }) => String(id)));
    return new Set(all.filter((id) => !others.has(id)));
  };
  const planned = new Set<string>();
  const scene: Scene = {
    d,
    project,
    making,
    other: stranger(sandbox, d, { ours, planned: () => planned }),
    planned,
    wrong: [],
    story: [],
    said: [],
    struck: new Set(),
    foreign,
    known: new Set([...foreign.values()].map(({ id }) => id)),
    namesake: false,
    watch: () => undefined,
  };
  hook.watch = (entry) => {
    scene.other.watch(entry);
    scene.watch(entry);
  };
  return scene;
}

function attributes(): readonly string[] {
  return writableKinds.flatMap((kind) => Object.keys(kind.attributes).map((name) => `${kind.name}.${name}`));
}

/** Kinds that others need; of the rest, some specs have none. */
const NEEDED = new Set([
  'group',
  'ticket_field',
  'trigger_category',
  'category',
  'section',
  'brand',
  'schedule',
  'custom_object',
]);

/** The spec; in half of the runs an older revision of it is there already. */
async function before(scene: Scene): Promise<Draft> {
  const { d, making, project, foreign } = scene;
  const draft = makeDraftOf(({ name }) => (NEEDED.has(name) ? 1 + d.int(2) : d.int(3)), making);
  if (d.bool(0.15)) namesake(scene, draft);
  await project.write({ 'support.yaml': render(draft) });
  if (d.bool(0.45)) return draft;
  const first = await applyHere(applying(scene, { adopt: true }));
  note(scene, 'undisturbed', first);
  if (first.code !== 0) throw new Error('the undisturbed run failed');
  const ids = new Set((await project.ids()).values());
  for (const [key, { id }] of foreign) if (ids.has(id)) foreign.delete(key);
  for (const photo of photograph(project.sandbox).values()) scene.known.add(photo.id);
  const { moved, what } = randomEdit(draft, making);
  scene.story.push(`edited: ${what.join('; ')}`);
  await project.write({ 'support.yaml': render(draft, { moved }) });
  return draft;
}

/** Somebody has made a group of that name before. */
function namesake(scene: Scene, draft: Draft): void {
  const [block] = draft.get('group')?.values() ?? [];
  if (typeof block?.name !== 'string') return;
  const row = scene.project.sandbox.control.inject('groups', { name: block.name });
  scene.namesake = true;
  scene.known.add(String(row.id));
  for (const [key, photo] of photograph(scene.project.sandbox)) scene.foreign.set(key, photo);
}

function applying({ project, d }: Scene, options: Partial<PlanOptions> = {}): Applying {
  const { folder, variables } = project;
  return {
    folder,
    variables,
    options: { ...LIFTED, ...options },
    concurrency: d.pick([1, 4]),
    lockTimeoutMs: 0,
  };
}

/** What is printed of an ending, and what may never happen. */
function note(scene: Scene, what: string, ended: Ended): void {
  const codes = ended.diagnostics.map(({ code, address, summary }) => `${code} ${address ?? ''} ${summary}`);
  scene.story.push([`${what}: ended with ${ended.code}`, ...codes.map((line) => `  ${line}`)].join('\n'));
  scene.said.push(ended.text);
  for (const { code, summary } of ended.diagnostics)
    if (code === 'INTERNAL') scene.wrong.push(`${what}: it met an error that it does not know: ${summary}`);
  scene.wrong.push(...scene.other.wronged());
}

/** Another person acts; what that changes of others' objects is how they must be from now on. */
function strangerActs({ other, project, foreign, known }: Scene): void {
  const was = photograph(project.sandbox);
  other.act();
  const is = photograph(project.sandbox);
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [a, b] = [was.get(key), is.get(key)];
    if (a?.text === b?.text && a?.position === b?.position) continue;
    if (b === undefined) foreign.delete(key);
    else if (a === undefined || foreign.has(key)) foreign.set(key, b);
    if (a === undefined && b !== undefined) known.add(b.id);
  }
}

async function disturb(scene: Scene, run: number): Promise<void> {
  const { d, project, struck, story } = scene;
  const { control } = project.sandbox;
  const plan = await app.plan(
    { spec: project.folder, variables: project.variables, notify: () => undefined },
    planOptions(LIFTED),
  );
  const faults = scheduleOf(d, run, plan.changes.length);
  for (const { id } of plan.changes) if (id !== undefined) scene.planned.add(id);
  const scale = scaleFor(d, faults);
  story.push(`faults: ${faults.map(({ name, write }) => `${name} at write ${write}`).join(', ')}; scale ${scale}`);
  const has = (name: FaultName) => faults.find((fault) => fault.name === name);
  project.variables.SUPPORTCTL_TEST_WAIT_SCALE = String(scale);
  if (has('no answer in time')) project.variables.SUPPORTCTL_TEST_TIMEOUT = String(TIMEOUT_MS);
  if (has('another writer') && d.bool(0.25)) strangerActs(scene);

  const armed: FaultName[] = [];
  for (const fault of faults) {
    const rules = ruleOf(fault, scale);
    control.addFaults(rules);
    armed.push(...rules.map(() => fault.name));
  }
  const acts = 1 + d.int(3);
  const twice = d.bool(0.3);
  let interrupt = (): void => undefined;
  let writes = 0;
  scene.watch = ({ write }) => {
    if (!write) return;
    writes += 1;
    for (const { name, write: at } of faults) {
      if (name === 'another writer' && writes >= at && writes < at + acts) strangerActs(scene);
      if (name === 'down for a while' && writes === at) {
        control.addFaults([OUTAGE]);
        armed.push(name);
      }
      if (name === 'interrupted' && (writes === at || (twice && writes === at + 1))) {
        struck.add(name);
        interrupt();
      }
    }
  };
  const apart = needsProcess(faults) || (d.bool(0.1) && has('no answer in time') === undefined);
  const common = applying(scene);
  const stop = stopOf(faults);
  const controller = new AbortController();
  interrupt = () => controller.abort();
  const full = has('disk full');
  const first = apart
    ? applyApart({
        ...common,
        variables: { ...common.variables, ...(stop === undefined ? {} : { SUPPORTCTL_TEST_STOP: stop }) },
        ...(full === undefined ? {} : { fileLimit: 2 + d.int(60) }),
        started: (signal) => {
          interrupt = signal;
        },
      })
    : applyHere({ ...common, signal: controller.signal });
  const all = [first];
  if (has('two of us at once')) {
    struck.add('two of us at once');
    const second = { ...applying(scene), lockTimeoutMs: d.pick([0, 600_000]) };
    all.push(apart ? applyApart(second) : applyHere(second));
  }
  const ends = await Promise.all(all);
  scene.watch = () => undefined;
  control.faults().forEach(({ struck: times }, index) => {
    const name = armed[index];
    if (name !== undefined && Number(times) > 0) struck.add(name);
  });
  control.clearFaults();
  const ending = faults.find(({ name }) => name.startsWith('stopped'));
  if (ending !== undefined && ends[0]?.code === null) struck.add(ending.name);
  if (full !== undefined && ends[0]?.code !== 0) struck.add(full.name);
  if (scene.other.told.length > 0) struck.add('another writer');
  story.push(...scene.other.told);
  for (const [index, ended] of ends.entries()) note(scene, `disturbed (${index + 1})`, ended);
  delete project.variables.SUPPORTCTL_TEST_TIMEOUT;
}

function stopOf(faults: readonly Fault[]): string | undefined {
  const points: Partial<Record<FaultName, string>> = {
    'stopped before a write': 'before',
    'stopped after a reply': 'reply',
    'stopped after a log entry': 'log',
  };
  const found = faults.find(({ name }) => points[name] !== undefined);
  return found === undefined ? undefined : `${points[found.name]}:${found.write}`;
}

/** Applies again and again, as a person would who reads what is said, until nothing is left to do. */
async function goOn(scene: Scene, draft: Draft): Promise<void> {
  const options: { adopt?: true; overwriteDrift?: true; overwriteConflicts?: true } = {};
  for (let turn = 1; turn <= PATIENCE; turn += 1) {
    const ended = await applyHere(applying(scene, options));
    note(scene, `again (${turn})`, ended);
    if (ended.code === 0) return;
    for (const { code, address = '', summary } of ended.diagnostics) {
      if (code === 'AMBIGUOUS') await adopt(scene, address, summary);
      if (code === 'NEEDS_CONFIRMATION') options.adopt = true;
      if (code === 'DRIFT') options.overwriteDrift = true;
      if (code === 'CONFLICT') options.overwriteConflicts = true;
      const asks = ['AMBIGUOUS', 'NEEDS_CONFIRMATION', 'DRIFT', 'CONFLICT'].includes(code);
      if (asks && !(await explained(scene, code, address)))
        scene.wrong.push(`${code} ${address}, though nobody touched it: ${summary}`);
    }
    if (ended.code === 4) scene.other.confirm(await managing(scene, draft));
  }
  scene.wrong.push(`not converged after ${PATIENCE} applies`);
}

/** Whether another person gave reason to ask. */
async function explained({ other, namesake, project }: Scene, code: string, address: string): Promise<boolean> {
  if (namesake && code === 'NEEDS_CONFIRMATION') return true;
  if (other.told.length === 0) return false;
  // What was removed or moved by hand shows in lists and in what refers to it.
  if (address.startsWith('order.') || other.told.some((line) => line.includes('removed'))) return true;
  const id = (await idsOf(project)).get(address);
  return id === undefined || other.touched.has(id);
}

/** Address → id; nothing where the first run was refused. */
async function idsOf(project: Project): Promise<ReadonlyMap<string, string>> {
  try {
    return await project.ids();
  } catch {
    return new Map();
  }
}

async function managing({ project }: Scene, draft: Draft): Promise<(id: string, attribute: string) => boolean> {
  const addresses = new Map([...(await idsOf(project))].map(([address, id]) => [id, address]));
  return (id, attribute) => {
    const [kindName = '', key = ''] = (addresses.get(id) ?? '').split('.');
    const kind = writableKinds.find(({ name }) => name === kindName);
    const block = draft.get(kindName)?.get(key);
    // An object without a block is pruned as a whole.
    if (kind === undefined) return false;
    return block === undefined || block[attribute] !== undefined || kind.attributes[attribute]?.implied !== undefined;
  };
}

/** The operator looks the candidates up and says which one it is: the one that was not there before. */
async function adopt(scene: Scene, address: string, summary: string): Promise<void> {
  const ids = /any of (.+)$/.exec(summary)?.[1]?.split(', ') ?? [];
  const others = new Set([...scene.foreign.values()].map(({ id }) => id));
  const id = ids.find((own) => !others.has(own)) ?? ids[0];
  if (id === undefined) return;
  const { folder, variables } = scene.project;
  await app.stateAdopt({ spec: folder, variables, notify: () => undefined }, address, id);
  scene.story.push(`adopted ${address} as ${id}`);
}
