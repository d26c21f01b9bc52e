import { describe, expect, it } from 'vitest';
import { liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { group } from '../../src/providers/zendesk/kinds/group.ts';
import { bindings } from '../../src/providers/zendesk/kinds.ts';
import { node, parsing, run, writing } from './support.ts';

function looked(kind: string, natives: readonly Native[]) {
  const binding = bindings.find((own) => own.kind.name === kind);
  return binding === undefined ? [] : natives.map((native) => liveObject(binding, native));
}

const TENANT = {
  user: looked('user', [
    { id: 1, name: 'Ada', email: 'Ada@acme.example' },
    { id: 2, name: 'Bob', email: 'bob@acme.example' },
  ]),
  group_membership: looked('group_membership', [
    { id: 11, user_id: 1, group_id: 7 },
    { id: 12, user_id: 2, group_id: 8 },
    { id: 13, user_id: 99, group_id: 7 },
  ]),
};
const lists: Readonly<Record<string, (typeof TENANT)['user']>> = TENANT;
const joined = (native: Native) => group.completion?.join?.read(native, (kind) => lists[kind] ?? []) ?? native;
const tier1 = liveObject(group, joined({ id: 7, name: 'Tier 1' }));

describe('members of a group', () => {
  it('are agents by e-mail address, with the ids of their memberships', () => {
    expect(tier1.attributes.members).toEqual([{ key: 'ada@acme.example' }]);
    expect(tier1.parts).toEqual({ 'member:ada@acme.example': '11' });
  });
  it('are unknown where nobody asked for them', () => {
    expect(liveObject(group, { id: 7, name: 'Tier 1' }).attributes.members).toBeUndefined();
    expect(group.kind.neighbours?.({ name: 'Tier 1' })).toEqual([]);
    expect(group.kind.neighbours?.({ members: [] })).toEqual(['group_membership', 'user']);
  });
  it.each([
    [['Ada@Acme.example', 'bob@acme.example'], ['ada@acme.example', 'bob@acme.example'], []],
    [{ 'ada@acme.example': {} }, ['ada@acme.example'], []],
    [['Ada Lovelace'], undefined, ['"ada lovelace" is no e-mail address']],
    [['a@b.c', 'A@b.c'], undefined, ['"a@b.c" stands twice']],
    ['a@b.c', undefined, ['"a@b.c" must be a list; each is the e-mail address of an agent']],
  ])('%j', (value, names, said) => {
    const cx = parsing();
    const parsed = group.kind.attributes.members?.parse(node(value), cx);
    expect(parsed).toEqual(names?.map((key) => ({ key })));
    expect(cx.reports.map(({ summary }) => summary)).toEqual(said);
  });
  it('are added and taken out one by one; the group itself is not sent', () => {
    const target = { ...tier1.attributes, members: [{ key: 'bob@acme.example' }] };
    const changed = ['members.bob@acme.example', 'members.ada@acme.example'];
    const { sent, result } = run(group.writer?.update?.(tier1, target, changed, writing(TENANT)) ?? none(), [
      { group_membership: { id: 14, user_id: 2, group_id: 7 } },
    ]);
    expect(sent).toEqual([
      { method: 'POST', path: '/api/v2/group_memberships', body: { group_membership: { user_id: 2, group_id: 7 } } },
      { method: 'DELETE', path: '/api/v2/group_memberships/11' },
    ]);
    expect(result?.attributes.members).toEqual(target.members);
  });
  it('come after the group that is created', () => {
    const wanted = { name: 'New', members: [{ key: 'ada@acme.example' }] };
    const { sent, result } = run(group.writer?.create?.(wanted, writing(TENANT)) ?? none(), [
      { group: { id: 9, name: 'New' } },
      { group_membership: { id: 15 } },
    ]);
    expect(sent.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/api/v2/groups', { group: { name: 'New' } }],
      ['POST', '/api/v2/group_memberships', { group_membership: { user_id: 1, group_id: 9 } }],
    ]);
    expect(result.live?.attributes.members).toEqual(wanted.members);
  });
  it('who go are counted by their open tickets in the group', () => {
    const question = { live: tier1, target: tier1.attributes, member: 'ada@acme.example' };
    const { sent, result } = run(group.writer?.affected?.(question, writing(TENANT)) ?? none(), [{ count: 3 }]);
    expect(sent).toEqual([
      {
        method: 'GET',
        path: '/api/v2/search/count',
        query: { query: 'type:ticket status<solved group_id:7 assignee_id:1' },
      },
    ]);
    expect(result).toEqual({ count: 3 });
  });
});

function none(): never {
  throw new Error('not written');
}
