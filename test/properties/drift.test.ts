/** What people change in the tenant is found, exactly that and nothing else; then either side can win (DESIGN 6). */
import { afterEach, expect, test } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { expectApplied, leftToDo, type Project, project, said, withoutAcknowledgement } from '../kit/project.ts';
import { handsOf, TABLES } from './by-hand.ts';
import { type Dice, dice, turnsOf } from './dice.ts';
import { makeDraft, render, SECRETS, writableKinds } from './generate.ts';
import type { Coverage, Draft, Making } from './making.ts';
import { vocabularyOf } from './vocabulary.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

const LONG = 60 * 60_000;
const { seed, turns } = turnsOf(3);
test(
  'changes by hand are found, those only, and either side can win',
  async () => {
    let found = 0;
    const kinds = new Map<string, number>();
    for (const turn of turns) {
      const d = dice(seed, turn);
      tenant = await project();
      withoutAcknowledgement(tenant.sandbox);
      Object.assign(tenant.variables, SECRETS);
      const draft = makeDraft(await making(tenant, d));
      try {
        await tenant.write({ 'support.yaml': render(draft) });
        expectApplied(await tenant.apply({ allowCosts: ['*'] }));
        const expected = await changeByHand(tenant, draft, d);
        expect(movedIn(await tenant.drift())).toEqual(expected);
        found += expected.length;
        for (const place of expected) kinds.set(kindAndPath(place), (kinds.get(kindAndPath(place)) ?? 0) + 1);
        if (turn % 2 === 0) expectApplied(await tenant.apply({ overwriteDrift: true }));
        else if (expected.length > 0)
          await tenant.accept(...new Set(expected.map((place) => place.split(' ')[0] ?? '')));
        expect(leftToDo(await tenant.plan())).toEqual([]);
      } catch (error) {
        throw new Error(`${d.name}, ${turn % 2 === 0 ? 'overwritten' : 'accepted'}\n${String(said(error))}`, {
          cause: error,
        });
      }
      await tenant.close();
    }
    console.log(`${turns.length} tenants, ${found} changes by hand found, nothing else; seed ${seed}`);
    console.log([...kinds].map(([name, times]) => `${name} ${times}`).join(', '));
  },
  LONG,
);

async function making(own: Project, d: Dice): Promise<Making> {
  const coverage: Coverage = new Map();
  let serial = 0;
  return {
    d,
    coverage,
    vocabulary: await vocabularyOf(own.sandbox),
    next: () => {
      serial += 1;
      return serial;
    },
  };
}

function kindAndPath(place: string): string {
  const [address = '', path = ''] = place.split(' ');
  return `${address.split('.')[0]}.${path.split('.')[0]}`;
}

/** Some objects change, some options are renamed or added, something is made beside ours; returns what must be found. */
async function changeByHand(own: Project, draft: Draft, d: Dice): Promise<readonly string[]> {
  const state = JSON.parse(await readState(own));
  const expected: string[] = [];
  const { control } = own.sandbox;
  for (const kind of writableKinds.filter(({ name }) => TABLES[name] !== undefined)) {
    for (const [key, block] of draft.get(kind.name) ?? []) {
      if (!d.bool(0.7)) continue;
      const address = `${kind.name}.${key}`;
      const id = state.resources.find(([name]: [string]) => name === address)?.[1].ids.main;
      const table = TABLES[kind.name] ?? '';
      const row = control.objects(table).find((own) => String(own.id) === id);
      if (row === undefined || row.id === undefined) throw new Error(`${address} is not in the tenant`);
      const name = d.pick(Object.keys(kind.attributes).filter((own) => handsOf(kind.name, own, d) !== undefined));
      if (key.startsWith('sys_') && name === 'title') continue;
      const hand = handsOf(kind.name, name, d);
      if (hand === undefined) continue;
      control.edit(table, String(row.id), JSON.parse(JSON.stringify(hand.apply({ ...row, id: String(row.id) }))));
      // Implied attributes are managed as if written; what the spec leaves out is the tenant's own.
      const managed = block[name] !== undefined || kind.attributes[name]?.implied !== undefined;
      if (managed) expected.push(`${address} ${hand.path}`);
      if (kind.name === 'ticket_field') expected.push(...changeOptions(own, address, block, id, d));
    }
  }
  expected.push(...swapInLists(own, state, draft, d));
  control.inject('groups', { name: `By hand ${d.int(1_000_000)}` });
  return expected.sort();
}

/** In half of the lists the first and the last of ours change places. */
function swapInLists(
  own: Project,
  state: { resources: [string, { ids: { main: string } }][] },
  draft: Draft,
  d: Dice,
): readonly string[] {
  const { control } = own.sandbox;
  const ids = new Map(state.resources.map(([address, { ids }]) => [address, ids.main]));
  const swap = (kind: string, keys: readonly string[], address: string): readonly string[] => {
    if (keys.length < 2 || d.bool()) return [];
    const rows = keys.flatMap((key) =>
      control.objects(TABLES[kind] ?? '').filter(({ id }) => String(id) === ids.get(`${kind}.${key}`)),
    );
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined || first.position === last.position) return [];
    control.edit(TABLES[kind] ?? '', String(first.id), { position: last.position ?? 0 });
    control.edit(TABLES[kind] ?? '', String(last.id), { position: first.position ?? 0 });
    return [`${address} reorder`];
  };
  const triggers = [...(draft.get('trigger') ?? [])];
  const lists = [...(draft.get('trigger_category')?.keys() ?? [])].flatMap((category) => {
    const keys = triggers.flatMap(([key, block]) => (block.category === category ? [key] : []));
    return swap('trigger', keys, `order.trigger/${category}`);
  });
  return [
    ...lists,
    ...swap('trigger_category', [...(draft.get('trigger_category')?.keys() ?? [])], 'order.trigger_category'),
  ];
}

/** Renames one option of ours and adds a foreign one: only the first is drift. */
function changeOptions(
  own: Project,
  address: string,
  { options }: Readonly<Record<string, unknown>>,
  id: string,
  d: Dice,
): readonly string[] {
  if (!(options instanceof Map) || options.size === 0) return [];
  const row = own.sandbox.control.objects('ticket_fields').find((field) => String(field.id) === id);
  const held = Array.isArray(row?.custom_field_options) ? row.custom_field_options : [];
  const tag = d.pick([...options.keys()].map(String));
  const renamed = held.map((option) =>
    typeof option === 'object' && option !== null && 'value' in option && option.value === tag
      ? { ...option, name: 'Renamed by hand', raw_name: 'Renamed by hand' }
      : option,
  );
  const foreign = { name: 'Foreign', value: `foreign_${d.int(1_000_000)}` };
  own.sandbox.control.edit('ticket_fields', Number(id), { custom_field_options: [...renamed, foreign] });
  return [`${address} options.${tag}.name`];
}

async function readState({ folder }: Project): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(`${folder}/.supportctl/state/default.json`, 'utf8');
  const parsed = JSON.parse(text);
  return Array.isArray(parsed.resources)
    ? text
    : JSON.stringify({ ...parsed, resources: Object.entries(parsed.resources) });
}

function movedIn(plan: Plan): readonly string[] {
  expect(plan.changes.filter(({ because }) => because !== 'drift')).toEqual([]);
  return plan.changes
    .flatMap(({ address, fields, op }) =>
      fields.length === 0 ? [`${address} ${op}`] : fields.map(({ path }) => `${address} ${path}`),
    )
    .sort();
}
