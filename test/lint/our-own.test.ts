/** What this repository gives to others is in order itself, or says why it is not. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintProject } from '../../src/app/linting.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

test.each(['acme', 'acme-professional'])('the example %s', async (name) => {
  const variables = { SLACK_RELAY_TOKEN: 'x', ON_CALL_TOKEN: 'x' };
  const options = { spec: join(EXAMPLES, name), variables, notify: () => undefined };
  const { linted } = await lintProject(options, { now: Date.parse('2026-11-25') });
  expect(linted.findings).toEqual([]);
  for (const { reason } of linted.accepted) expect(reason).toMatch(/\.$/);
});
