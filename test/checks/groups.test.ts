import { expect, it } from 'vitest';
import { found } from './context.ts';

it('members of groups must be agents of the account, and the nearest one is named', () => {
  const members = [{ key: 'ada@acme.example' }, { key: 'bop@acme.example' }, { key: 'zoe@elsewhere.example' }];
  const resources = { 'group.tier1': { name: 'Tier 1', members } };
  const user = ['Ada@acme.example', 'bob@acme.example'].map((email, id) => ({ id, name: email, email }));
  expect(found({ resources })).toEqual([]);
  expect(found({ resources, tenant: { group: [] } })).toEqual([]);
  expect(found({ resources, tenant: { user } }).map(({ code, summary, hint }) => [code, summary, hint])).toEqual([
    ['AGENT_UNKNOWN', 'The account has no agent bop@acme.example', 'Did you mean bob@acme.example?'],
    [
      'AGENT_UNKNOWN',
      'The account has no agent zoe@elsewhere.example',
      'Invite them in Admin Center > People > Team members first',
    ],
  ]);
});
