/** Keys of an import: readable, unique, and the same wherever the same objects were made. */
import { expect, test } from 'vitest';
import type { LiveObject } from '../../src/core/provider.ts';
import type { Attributes } from '../../src/core/value.ts';
import { assignKeys, byAddress } from '../../src/engine/keys.ts';
import { createWorld } from '../../src/engine/world.ts';
import { allKinds } from '../../src/providers/registry.ts';

const KINDS = new Map(allKinds.map((kind) => [kind.name, kind]));

function object(kind: string, id: string, title: string, attributes: Attributes = {}): LiveObject {
  return { kind, id, title, attributes, native: {} };
}

/** Id → key. */
function keysOf(kind: string, objects: readonly LiveObject[], taken: readonly string[] = []) {
  const own = KINDS.get(kind);
  if (own === undefined) throw new Error(`no kind ${kind}`);
  const world = createWorld();
  world.put('group', { available: true, objects: GROUPS }, 0, 0);
  const addresses = assignKeys(own, objects, new Set(taken), world);
  return new Map([...addresses].map(([{ id }, address]) => [id, address.slice(kind.length + 1)]));
}

const GROUPS = [object('group', '900000001', 'Billing'), object('group', '900000002', 'Appeals')];

test('objects of one name are told apart by what they say, whatever their ids and their order', () => {
  const own = (id: string, group: string) => object('view', id, 'Open', { owner: { $id: group, kind: 'group' } });
  expect(keysOf('view', [own('1', '900000001'), own('2', '900000002')])).toEqual(
    new Map([
      ['1', 'open_2'],
      ['2', 'open'],
    ]),
  );
  expect(keysOf('view', [own('8', '900000002'), own('7', '900000001')])).toEqual(
    new Map([
      ['8', 'open'],
      ['7', 'open_2'],
    ]),
  );
  // The older one where they say the same.
  expect(keysOf('view', [own('10', '900000001'), own('9', '900000001')]).get('9')).toBe('open');
});

test('a title that looks like a key with a number keeps it, and what is taken is nobody else’s', () => {
  const titles = ['Team', 'Team', 'Team 2', '日本', '::', 'None'];
  const objects = titles.map((title, index) => object('view', String(index + 1), title));
  expect([...keysOf('view', objects).values()].sort()).toEqual([
    'none_',
    'team',
    'team_2',
    'team_3',
    'unnamed',
    'unnamed_2',
  ]);
  expect(keysOf('view', objects).get('3')).toBe('team_2');
  expect([...keysOf('view', [object('view', '1', 'Team')], ['view.team']).values()]).toEqual(['team_2']);
});

test('a mail address is called by what stands before the account’s part', () => {
  const objects = ['help@acme.example', 'support@acme.zendesk.com', 'help@other.example'].map((title, index) =>
    object('support_address', String(index + 1), title, { email: title }),
  );
  expect([...keysOf('support_address', objects).values()]).toEqual(['help', 'help_2', 'support']);
});

test('keys are sorted with their numbers by value', () => {
  expect(['view.a_10', 'view.b', 'view.a_2', 'view.a'].sort(byAddress)).toEqual([
    'view.a',
    'view.a_2',
    'view.a_10',
    'view.b',
  ]);
});
