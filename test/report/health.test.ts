import { expect, test } from 'vitest';
import { healthText } from '../../src/report/health.ts';
import { plain } from './build.ts';

test('what an account does not show is said within the width of the terminal', () => {
  const why = `the account's plan or our permissions lack it. It says: ${'You do not have access to this page. '.repeat(3)}`;
  const text = healthText(
    {
      linted: { findings: [], accepted: [], unseen: [] },
      objects: 1,
      account: 'acme',
      counts: new Map(),
      leftOut: [{ kind: 'custom_role', id: '', title: 'all roles', why }],
      at: 0,
      requests: 1,
      warnings: [],
    },
    plain,
  );
  expect(text).toContain('not judged: all roles (custom_role; ');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(plain.width);
});
