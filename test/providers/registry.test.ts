/** Kinds are found by name alone: no two that can meet in one spec may share one. */
import { expect, test } from 'vitest';
import { providers } from '../../src/providers/registry.ts';

const companions = providers.filter((provider) => provider.companion);
const platforms = providers.filter((provider) => !provider.companion);

test.each(platforms.map((platform) => [platform.name, platform] as const))(
  '%s and what is provisioned beside it have no two kinds of one name',
  (_name, platform) => {
    const names = [platform, ...companions].flatMap((provider) => provider.kinds.map((kind) => kind.name));
    expect([...new Set(names)]).toEqual(names);
  },
);

test('until a second platform comes, all kinds meet', () => {
  expect(platforms.map((platform) => platform.name)).toEqual(['zendesk']);
});
