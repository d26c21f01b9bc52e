/** Texts between spec and platform: whatever stands in a tenant loads back as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textSyntax } from '../../src/core/text-syntax.ts';
import type { Value } from '../../src/core/value.ts';
import { createNames } from '../../src/engine/names.ts';
import { createWorld } from '../../src/engine/world.ts';
import { allKinds, allTextForms } from '../../src/providers/registry.ts';

const kinds = new Map(allKinds.map((kind) => [kind.name, kind]));
const names = createNames(
  kinds,
  allTextForms,
  createWorld(),
  new Map([
    ['ticket_field.category', { kind: 'ticket_field', id: '36000111' }],
    ['slack_channel.critical', { kind: 'slack_channel', id: 'C0123456789' }],
  ]),
);

/** What the spec layer makes of a text: references by address. */
function loaded(text: string): Value {
  const { parts, malformed } = textSyntax(allTextForms).parse(text);
  expect(malformed).toEqual([]);
  const pieces = parts.map((part) =>
    typeof part === 'string' ? part : { $ref: part.form === undefined ? part.name : `${part.form.kind}.${part.name}` },
  );
  return { $text: pieces };
}

describe('texts', () => {
  test('ids in the forms of the platform, and ids that can be told by their looks, are shown as keys', () => {
    const live =
      '{"c": "C0123456789", "t": "{{ticket.ticket_field_36000111}} {{ticket.ticket_field_option_title_36000111}}"}';
    expect(names.format.text(live)).toBe(
      '{"c": "{{id:slack_channel.critical}}", "t": "{{ticket.field.category}} {{ticket.field_option_title.category}}"}',
    );
  });

  test('any text of a tenant is written so that it loads back to the same text', () => {
    const piece = fc.constantFrom(
      '{',
      '{{',
      '{{{',
      '}}',
      ' ',
      'id:',
      '{{id:group.x}}',
      '{{ticket.field.',
      '{{ticket.ticket_field_',
      '36000111',
      '36000112',
      'C0123456789',
      'category',
      '{{ticket.id}}',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const live = pieces.join('');
        expect(names.toIds(loaded(names.format.text(live)))).toBe(live);
      }),
      { numRuns: 3000 },
    );
  });
});
