/** A rollback that was killed, or whose reply was lost, is gone on with by the next one; a run that was cut off is rolled back. */
import { afterEach, expect, test } from 'vitest';
import { app } from '../../src/app/index.ts';
import { planOptions } from '../../src/app/planning.ts';
import type { PlanOptions } from '../../src/core/plan.ts';
import { type Client, client, type Ran } from '../kit/cli.ts';
import { dumpState, dumpTenant } from '../kit/dump.ts';
import { FIRST, SECOND } from '../kit/releases.ts';

let acme: Client;
afterEach(() => acme.close());

const LONG = 240_000;
const LIFTED = ['--yes', '--quiet', '--concurrency', '1', '--allow-data-loss', '*'];

/** As the command line does it, in this process: only what is cut off must be one of its own. */
async function apply(options: Partial<PlanOptions> = {}): Promise<void> {
  const own = { spec: acme.folder, variables: acme.env, notify: () => undefined };
  const plan = planOptions({ prune: true, allowDataLoss: ['*'], ...options });
  const { signal } = new AbortController();
  const choice = { plan, yes: true, interactive: false, concurrency: 1, lockTimeoutMs: 0, signal };
  const { result } = await app.apply(own, choice, {
    show: () => undefined,
    confirm: async () => false,
    choose: async () => undefined,
  });
  expect([result?.failed ?? [], result?.leftOut ?? []]).toEqual([[], []]);
}

/** A tenant after its release. */
async function released(): Promise<void> {
  acme = await client(FIRST);
  await apply();
  await acme.write(SECOND);
  await apply();
}

async function outcome(): Promise<unknown> {
  return { tenant: dumpTenant(acme.sandbox), state: await dumpState(acme.sandbox, acme.folder) };
}

function killedAt(stop: string, ...args: string[]): Promise<Ran> {
  return acme.runWith({ env: { SUPPORTCTL_TEST_STOP: stop } }, ...args, ...LIFTED);
}

test(
  'cut off anywhere, and gone on with',
  async () => {
    await released();
    await apply({ rollback: 'last' });
    const expected = await outcome();
    for (const stop of ['reply:1', 'before:3', 'log:5', 'reply:7']) {
      await acme.close();
      await released();
      const killed = await killedAt(stop, 'rollback');
      expect(killed.signal, `${stop}\n${killed.all}`).toBe('SIGKILL');
      await apply({ rollback: 'last' });
      expect(await outcome(), stop).toEqual(expected);
    }
    await acme.close();
    await released();
    acme.sandbox.control.addFaults([{ match: { method: 'POST', write: true }, times: 1, action: { drop: 'after' } }]);
    await apply({ rollback: 'last' });
    expect(await outcome(), 'a lost reply').toEqual(expected);
  },
  LONG,
);

test(
  'a run that was cut off is rolled back',
  async () => {
    acme = await client(FIRST);
    await apply();
    const { groups, triggers } = dumpTenant(acme.sandbox);
    await acme.write(SECOND);
    const killed = await killedAt('reply:4', 'apply', '--prune');
    expect(killed.signal, killed.all).toBe('SIGKILL');
    const back = await acme.run('rollback', ...LIFTED);
    expect(back.code, back.all).toBe(0);
    const now = dumpTenant(acme.sandbox);
    const standing = (rows: readonly string[] = []) => rows.filter((row) => JSON.parse(row).deleted !== true);
    expect([standing(now.groups), now.triggers]).toEqual([standing(groups), triggers]);
  },
  LONG,
);
