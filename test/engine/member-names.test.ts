import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/core/kind.ts';
import type { LiveObject } from '../../src/core/provider.ts';
import { memberNamer, nameMembers } from '../../src/engine/member-names.ts';
import { createNames } from '../../src/engine/names.ts';
import { createWorld } from '../../src/engine/world.ts';
import { allKinds } from '../../src/providers/registry.ts';

const kinds: ReadonlyMap<string, Kind> = new Map(allKinds.map((kind) => [kind.name, kind]));

function object(kind: string, id: string, title: string, attributes: LiveObject['attributes'] = {}): LiveObject {
  return { kind, id, title, attributes, native: {} };
}

function field(id: string) {
  return { key: id, field: { $id: id, kind: 'ticket_field' } };
}

const world = createWorld();
const form = object('ticket_form', '9', 'Form', { fields: [field('1'), field('2'), field('3'), field('4')] });
const listed = (objects: readonly LiveObject[]) => ({ available: true, objects }) as const;
world.put(
  'ticket_field',
  listed([
    object('ticket_field', '1', 'Category'),
    object('ticket_field', '2', 'Subject'),
    object('ticket_field', '3', 'Twin'),
    object('ticket_field', '5', 'Twin'),
  ]),
  0,
  0,
);
world.put('ticket_form', listed([form]), 0, 0);
const ids = new Map([['ticket_field.category', { kind: 'ticket_field', id: '1' }]]);
const names = createNames(kinds, [], world, ids);

function keys(attributes: LiveObject['attributes']): unknown {
  const { fields } = attributes;
  return Array.isArray(fields) ? fields.map((member) => member.key) : undefined;
}

describe('members that are objects', () => {
  it('are called in the tenant what the spec calls them', () => {
    expect(keys(nameMembers(kinds.get('ticket_form'), form.attributes, names))).toEqual([
      'category',
      'live("Subject")',
      'live(3)',
      'missing(4)',
    ]);
  });
  it('have one name however the spec points at them, and keep it when they are created', () => {
    const desired = {
      fields: [
        { key: 'as written', field: { $live: '2', kind: 'ticket_field' } },
        { key: 'as written', field: { $live: 'Category', kind: 'ticket_field' } },
        { key: 'as written', field: { $ref: 'ticket_field.to_come' } },
      ],
    };
    expect(keys(nameMembers(kinds.get('ticket_form'), desired, names))).toEqual([
      'live("Subject")',
      'category',
      'to_come',
    ]);
  });
  it('are named wherever a world shows them, once it was told how', () => {
    expect(world.byId('ticket_form', '9')).toBe(form);
    world.present(memberNamer(kinds, () => names));
    const shown = world.byId('ticket_form', '9');
    expect(keys(shown?.attributes ?? {})).toEqual(['category', 'live("Subject")', 'live(3)', 'missing(4)']);
    expect(world.objects('ticket_form')).toEqual([shown]);
    world.set(form);
    expect(world.objects('ticket_form')[0]).toEqual(shown);
  });
});
