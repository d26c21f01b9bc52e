/** Whatever is written and however it is edited: once applied, a second plan is empty (DESIGN 1.3). */
import { afterEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project, said, withoutAcknowledgement } from '../kit/project.ts';
import { missingFrom, report } from './coverage.ts';
import { dice, turnsOf } from './dice.ts';
import { randomEdit } from './edit.ts';
import { makeDraft, render, SECRETS } from './generate.ts';
import type { Coverage, Making } from './making.ts';
import { type TenantVocabulary, vocabularyOf } from './vocabulary.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

const LONG = 60 * 60_000;
const { seed, turns } = turnsOf(5);
const EDITS = 3;
/** A few more where chance has left something out. */
const MOST = 9;

test(
  'a random spec, and every random edit of it, is there after one apply',
  async () => {
    const coverage: Coverage = new Map();
    let vocabulary: TenantVocabulary | undefined;
    let edits = 0;
    const short = () => turns.length > 1 && missingFrom(coverage, vocabulary, 5).length > 0;
    let made = 0;
    for (; made < turns.length || (made < MOST && short()); made += 1) {
      const turn = turns[made] ?? made;
      const d = dice(seed, turn);
      tenant = await project();
      withoutAcknowledgement(tenant.sandbox);
      Object.assign(tenant.variables, SECRETS);
      vocabulary = await vocabularyOf(tenant.sandbox);
      let serial = 0;
      const making: Making = {
        d,
        vocabulary,
        coverage,
        next: () => {
          serial += 1;
          return serial;
        },
      };
      const draft = makeDraft(making);
      await converge(tenant, render(draft), `${d.name}, made`);
      const told: string[] = [];
      for (let edit = 0; edit < EDITS; edit += 1) {
        const { what, moved } = randomEdit(draft, making);
        told.push(...what);
        await converge(tenant, render(draft, { moved }), `${d.name}, edit ${edit + 1}: ${what.join('; ')}`);
        edits += 1;
      }
      await tenant.close();
    }
    console.log(`${made} specs, ${edits} edits, seed ${seed}`);
    console.log(report(coverage, vocabulary));
    if (turns.length > 1) expect(missingFrom(coverage, vocabulary, 5)).toEqual([]);
  },
  LONG,
);

async function converge(own: Project, spec: string, name: string): Promise<void> {
  await own.write({ 'support.yaml': spec });
  const lifted = { prune: true, allowDeletes: 1000, allowDataLoss: ['*'], allowCosts: ['*'] };
  try {
    expectApplied(await own.apply(lifted));
    const plan = await own.plan(lifted);
    expect(leftToDo(plan)).toEqual([]);
    const odd = plan.notes.filter(({ code }) => code === 'unverified' || code === 'left_out' || code === 'unavailable');
    expect(odd).toEqual([]);
  } catch (error) {
    throw new Error(`${name}\n${String(said(error))}`, { cause: error });
  }
}
