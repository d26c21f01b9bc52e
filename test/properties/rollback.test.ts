/** Whatever a run did: after its rollback the spec of before has nothing to do (DESIGN 8). */
import { afterEach, expect, test } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { expectApplied, leftToDo, type Project, project, said, withoutAcknowledgement } from '../kit/project.ts';
import { dice, turnsOf } from './dice.ts';
import { randomEdit } from './edit.ts';
import { makeDraft, render, SECRETS } from './generate.ts';
import type { Making } from './making.ts';
import { vocabularyOf } from './vocabulary.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

const LONG = 60 * 60_000;
const { seed, turns } = turnsOf(2);
const EDITS = 2;
const LIFTED = { prune: true, allowDeletes: 1000, allowDataLoss: ['*'], allowCosts: ['*'], allowBacklog: true };

test(
  'random edits, rolled back, leave what was there before them',
  async () => {
    for (const turn of turns) {
      const d = dice(seed, turn);
      tenant = await project();
      withoutAcknowledgement(tenant.sandbox);
      Object.assign(tenant.variables, SECRETS);
      let serial = 0;
      const next = () => {
        serial += 1;
        return serial;
      };
      const making: Making = { d, vocabulary: await vocabularyOf(tenant.sandbox), coverage: new Map(), next };
      const draft = makeDraft(making);
      const told: string[] = [];
      try {
        const before = render(draft);
        await tenant.write({ 'support.yaml': before });
        expectApplied(await tenant.apply(LIFTED));
        const runs: string[] = [];
        for (let edit = 0; edit < EDITS; edit += 1) {
          const { what, moved } = randomEdit(draft, making);
          told.push(...what);
          await tenant.write({ 'support.yaml': render(draft, { moved }) });
          const done = await tenant.apply(LIFTED);
          expectApplied(done);
          runs.push(...(done.result === undefined ? [] : [done.result.run]));
        }
        const [first] = runs;
        const back = first === undefined ? undefined : await tenant.apply({ ...LIFTED, rollback: first });
        if (back !== undefined) expectApplied(back);
        await tenant.write({ 'support.yaml': before });
        expect(leftToDo(withoutTold(await tenant.plan({ prune: true }), back?.plan.notes ?? []))).toEqual([]);
      } catch (error) {
        throw new Error(`${d.name}: ${told.join('; ')}\n${String(said(error))}`, { cause: error });
      }
      await tenant.close();
    }
  },
  LONG,
);

/** The plan without what the rollback had said would not come back: parts that the platform never shows. */
function withoutTold(plan: Plan, notes: Plan['notes']): Plan {
  const told = (address: string, path: string) =>
    notes.some(({ code, address: own, summary }) => code === 'lost' && own === address && summary.includes(path));
  const changes = plan.changes.filter(
    ({ op, address, fields }) =>
      op !== 'update' || !fields.every(({ path }) => told(address, path.split('.')[0] ?? path)),
  );
  return { ...plan, changes };
}
