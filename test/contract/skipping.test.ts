import { expect, test } from 'vitest';
import { CONTRACTS } from './contracts.ts';

test('a CI run never skips the contract tests', () => {
  const isCi = (process.env.CI ?? 'false') !== 'false';
  const reason = 'SUPPORTCTL_CONTRACTS must name the folder with openapi/ and recorded/ in CI';
  if (isCi) expect(CONTRACTS, reason).toBeDefined();
});
