/** The disk fills up while we write: nothing is sent that cannot be logged, and the next apply goes on. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Client, client, ended } from '../kit/cli.ts';
import { spec } from '../kit/spec.ts';

const BINARY = resolve(import.meta.dirname, '../../bin/supportctl.js');

let own: Client;
afterEach(() => own.close());

const GROUPS = Array.from(
  { length: 30 },
  (_unused, n) => `  g${n}: {name: Group ${n}, description: ${'x'.repeat(300)}}`,
);

test.skipIf(process.platform === 'win32')(
  'a log that cannot grow stops the run with a reason, and leaves no group unknown or twice',
  async () => {
    own = await client(spec(`groups:\n${GROUPS.join('\n')}\n`));
    for (const kib of [2, 3, 5]) {
      const limited = `ulimit -f ${kib}; exec "$0" "$@"`;
      const args = ['-c', limited, process.execPath, BINARY, 'apply', '--yes', '--quiet'];
      const ran = await ended(spawn('bash', args, { cwd: own.folder, env: own.env }));
      expect(ran.all).toContain('STATE_NOT_WRITTEN');
      expect(ran.all).not.toContain('This is a bug');
      expect(ran.code).toBe(3);
    }
    const after = await own.run('apply', '--yes');
    expect(after.code).toBe(0);
    const names = own.sandbox.control
      .objects('groups')
      .flatMap(({ name }) => (/^Group \d/.test(String(name)) ? [name] : []));
    expect(names.length).toBe(30);
    expect(new Set(names).size).toBe(30);
    expect((await own.run('plan', '--detailed-exitcode')).code).toBe(0);
  },
);
