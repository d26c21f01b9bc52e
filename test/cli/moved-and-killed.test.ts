/** A renamed address and a run that dies: the object is still known once, and `--prune` leaves it alone. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { spec } from '../kit/spec.ts';
import { exists, idOf } from '../kit/tenant.ts';

let own: Client;
afterEach(() => own.close());

const group = (key: string, name: string) => `groups:\n  ${key}: {name: ${name}}\n`;

for (const point of ['before', 'reply', 'log']) {
  test(`killed at its first write (${point}), a run with a move is gone on from as if nothing had happened`, async () => {
    own = await client(spec(group('old', 'Billing')));
    expect((await own.run('apply', '--yes')).code).toBe(0);
    const id = idOf(own, 'groups', 'Billing');
    await own.write(spec(`${group('new', 'Invoices')}moved: [{from: group.old, to: group.new}]\n`));
    const killed = await own.runWith({ env: { SUPPORTCTL_TEST_STOP: `${point}:1` } }, 'apply', '--yes', '--prune');
    expect(killed.signal).toBe('SIGKILL');
    const after = await own.run('apply', '--yes', '--prune', '--allow-deletes', '9');
    expect([after.code, after.all]).toEqual([0, expect.not.stringContaining('group.old')]);
    expect(exists(own, 'groups', 'Billing')).toBe(false);
    expect(idOf(own, 'groups', 'Invoices')).toBe(id);
    expect((await own.run('plan', '--detailed-exitcode')).code).toBe(0);
  });
}
