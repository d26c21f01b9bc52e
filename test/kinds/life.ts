/** The whole life of one object, for every kind there is, on one plan: made, changed, renamed, moved, removed, imported. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Kind } from '../../src/core/kind.ts';
import type { Plan } from '../../src/core/plan.ts';
import { expectApplied, leftToDo, type Project, project, said, withoutAcknowledgement } from '../kit/project.ts';
import { dice } from '../properties/dice.ts';
import { changeable } from '../properties/edit.ts';
import { allWritable, attributeValue, makeDraftOf, newKey, render, SECRETS } from '../properties/generate.ts';
import { themeFilesOf } from '../properties/hints/theme.ts';
import type { Block, Draft, Making } from '../properties/making.ts';
import { vocabularyOf } from '../properties/vocabulary.ts';

type Profile = 'trial' | 'team' | 'enterprise';
/** Attributes that a plan lacks though it has the kind: nested sections, labels, several segments, who may edit (support.zendesk.com/hc/en-us/articles/5411234991258). */
const LACKING: Readonly<Record<Profile, readonly string[]>> = {
  trial: ['section.parent', 'article.audience', 'permission_group.edit'],
  team: ['section.parent', 'article.audience', 'article.labels', 'account.routing', 'account.side_conversations'],
  enterprise: [],
};
/**
 * How many of a kind a plan lets us add: one schedule below Enterprise; on Team no second brand, no segment, no permission
 * group (the same page), and the seats that are free.
 */
const ROOM: Readonly<Record<Profile, Readonly<Record<string, number>>>> = {
  trial: { schedule: 1 },
  team: { brand: 0, user_segment: 0, permission_group: 0, theme: 0, user: 1 },
  enterprise: {},
};
/** What a plan does not have at all (the same page): listed or not, it can be planned for nobody there. */
const GATED: Readonly<Record<Profile, readonly string[]>> = {
  trial: ['custom_role', 'custom_status', 'group_sla', 'queue', 'workspace'],
  team: [
    'custom_role',
    'custom_status',
    'organization_field',
    'user_field',
    'ticket_form',
    'schedule',
    'sla',
    'group_sla',
    'queue',
    'routing_attribute',
    'dynamic_content',
    'workspace',
  ],
  enterprise: [],
};
const LIFTED = {
  prune: true,
  allowDeletes: 1000,
  allowDataLoss: ['*'],
  allowCosts: ['*'],
  allowBacklog: true,
  adopt: true,
};
const WAIT = 5 * 60_000;

/** The tests of one plan; each plan has a file of its own, so that they run beside each other. */
export function livesOn(profile: Profile): void {
  let tenant: Project | undefined;
  afterEach(() => tenant?.close());
  describe(`on a tenant of the plan "${profile}"`, () => {
    test.each(allWritable.map((kind) => [kind.name, kind] as const))(
      '%s',
      async (_name, kind) => {
        tenant = await project({ profile });
        await live(kind, profile, tenant);
      },
      WAIT,
    );
  });
}

async function live(kind: Kind, profile: Profile, own: Project): Promise<void> {
  withoutAcknowledgement(own.sandbox);
  Object.assign(own.variables, SECRETS);
  const making = await makingOf(own, `${kind.name} on ${profile}`);
  const needed = needsOf(kind, GATED[profile]);
  const room = (one: Kind) => ROOM[profile][one.name] ?? 3;
  if (room(kind) === 0) {
    await refused(own, kind, making);
    return;
  }
  const draft = makeDraftOf(
    (one) => Math.min(room(one), one === kind ? 3 : needed.has(one.name) ? 2 : 0),
    making,
    allWritable,
  );
  leaveOut(LACKING[profile], draft);
  const blocks = draft.get(kind.name) ?? new Map<string, Block>();
  const address = (key: string) => `${kind.name}.${key}`;
  const [first = '', second = first, third = second] = blocks.keys();

  await settle(own, draft, 'made');
  const made = await own.plan({ ...LIFTED, unmanaged: true });
  const notAvailable = made.notes.filter(({ code }) => code === 'unavailable').map((note) => note.address);
  // What the plan of the account does not have is said, block by block; all else is there.
  const gated = GATED[profile].includes(kind.name);
  expect([...notAvailable].sort()).toEqual(gated ? [...blocks.keys()].map(address).sort() : []);
  if (gated) return;

  const before = await idsOf(own, kind);
  const changed = changeEverything(kind, first, draft, making, LACKING[profile]);
  await own.write(specOf(draft));
  const touched = fieldsIn(await own.plan(LIFTED), address(first));
  for (const name of changed) expect(touched, `${name} is not in the plan`).toContain(name);
  await settle(own, draft, `changed ${changed.join(', ')}`);

  // What there is one of keeps its key.
  const moved = kind.single ?? renameKey(kind, second, draft, making);
  if (moved !== second) await settle(own, draft, 'renamed', [{ from: address(second), to: address(moved) }]);
  expect((await idsOf(own, kind)).sort()).toEqual(before.sort());

  if (kind.order !== undefined) {
    draft.set(
      kind.name,
      new Map([...blocks].map(([key, block]) => [key === second ? moved : key, block] as const).reverse()),
    );
    await settle(own, draft, 'reordered');
  }
  const last = third === second ? moved : third;
  draft.get(kind.name)?.delete(last);
  await own.write(specOf(draft));
  const op = { hard: 'delete', archive: 'archive', deactivate: 'deactivate', none: 'release' }[kind.capability.delete];
  const removal = (await own.plan(LIFTED)).changes.find((change) => change.address === address(last));
  expect(removal?.op).toBe(op);
  await settle(own, draft, 'removed');

  if (kind.provider !== 'zendesk') return;
  const imported = await own.import();
  try {
    expect(leftToDo(await imported.project.plan())).toEqual([]);
  } finally {
    await imported.project.clear();
  }
}

/** What the plan has no room for is refused by name, and nothing else of the run suffers. */
async function refused(own: Project, kind: Kind, making: Making): Promise<void> {
  const draft = makeDraftOf((one) => (one === kind || one.name === 'group' ? 1 : 0), making, allWritable);
  await own.write(specOf(draft));
  const { result } = await own.apply(LIFTED);
  expect(result?.failed.map(({ address, diagnostic }) => [address.split('.')[0], diagnostic.code])).toEqual([
    [kind.name, 'PLATFORM_REFUSED'],
  ]);
  expect(result?.written.map(({ address }) => address.split('.')[0])).toEqual(['group']);
}

async function makingOf(own: Project, name: string): Promise<Making> {
  let serial = 0;
  const next = () => {
    serial += 1;
    return serial;
  };
  const seed = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return { d: dice(seed, 0), vocabulary: await vocabularyOf(own.sandbox), coverage: new Map(), next };
}

function leaveOut(attributes: readonly string[], draft: Draft): void {
  for (const attribute of attributes) {
    const [kind = '', name = ''] = attribute.split('.');
    for (const block of draft.get(kind)?.values() ?? []) delete block[name];
  }
}

/** The kinds that one cannot do without, all the way down. */
function needsOf(kind: Kind, lacking: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [kind];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const named = Object.values(next.attributes).flatMap((attribute) => attribute.refersTo ?? []);
    for (const other of allWritable) {
      if (other === kind || found.has(other.name) || lacking.includes(other.name) || !named.includes(other.name))
        continue;
      found.add(other.name);
      queue.push(other);
    }
  }
  return found;
}

/** The spec of a draft, and the files beside it. */
function specOf(draft: Draft, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> {
  return { 'support.yaml': render(draft, more), ...themeFilesOf(draft) };
}

/** Applies the draft and expects that nothing is left to do. */
async function settle(
  own: Project,
  draft: Draft,
  what: string,
  moved: readonly { readonly from: string; readonly to: string }[] = [],
): Promise<void> {
  await own.write(specOf(draft, { moved }));
  try {
    expectApplied(await own.apply(LIFTED));
    expect(leftToDo(await own.plan(LIFTED))).toEqual([]);
  } catch (error) {
    throw new Error(`${what}: ${String(said(error))}`, { cause: error });
  }
}

/** A new value for every attribute that may change; returns the names of those that got one. */
function changeEverything(
  kind: Kind,
  key: string,
  draft: Draft,
  making: Making,
  lacking: readonly string[],
): readonly string[] {
  const block = draft.get(kind.name)?.get(key) ?? {};
  return changeable({ kind, key, block }).filter((name) => {
    if (lacking.includes(`${kind.name}.${name}`)) return false;
    const before = shapeOf(block[name]);
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const value = attributeValue(kind, name, making, draft, block);
      if (value === undefined) return false;
      if (shapeOf(value) === before || before === undefined) continue;
      block[name] = value;
      return true;
    }
    return false;
  });
}

/** A value as text; the order of a list is no difference, since some lists are sets. */
function shapeOf(value: unknown): string | undefined {
  return JSON.stringify(Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value);
}

function renameKey(kind: Kind, key: string, draft: Draft, making: Making): string {
  const to = newKey(making, kind);
  const blocks = draft.get(kind.name) ?? new Map<string, Block>();
  draft.set(kind.name, new Map([...blocks].map(([own, block]) => [own === key ? to : own, block])));
  return to;
}

function fieldsIn(plan: Plan, address: string): ReadonlySet<string> {
  const changes = plan.changes.filter((change) => change.address === address);
  return new Set(changes.flatMap(({ fields }) => fields.map(({ path }) => path.split('.')[0] ?? path)));
}

/** Ids by what the state holds, so that a rename shows. */
async function idsOf(own: Project, kind: Kind): Promise<string[]> {
  return [...(await own.ids())].flatMap(([address, id]) => (address.startsWith(`${kind.name}.`) ? [id] : []));
}
