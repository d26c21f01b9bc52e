/** Members who are there whatever the plan of the account. */
import type { Hint } from '../making.ts';

export const groupHints: Readonly<Record<string, Hint>> = {
  'group.members': ({ d }) =>
    d.pick([['owner@acme.example'], ['Agent@acme.example'], ['Agent@acme.example', 'owner@acme.example']]),
};
