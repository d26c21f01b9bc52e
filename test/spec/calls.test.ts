import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextForm } from '../../src/core/kind.ts';
import { textSyntax } from '../../src/core/text-syntax.ts';
import { type Call, formatCall, parseCall } from '../../src/spec/calls.ts';
import { FORMS } from './kit.ts';

describe('calls', () => {
  it('are read', () => {
    const read: readonly (readonly [string, ReturnType<typeof parseCall>])[] = [
      ['live("A, \\"B\\" (c)")', { call: 'live', title: 'A, "B" (c)' }],
      ["live('A')", { call: 'live', title: 'A' }],
      [' live( 12 ) ', { call: 'live', id: '12' }],
      ['live("12")', { call: 'live', title: '12' }],
      ['live(brand, "A")', { call: 'live', kind: 'brand', title: 'A' }],
      ['live(brand, 12)', { call: 'live', kind: 'brand', id: '12' }],
      ['missing(C0123-a)', { call: 'missing', id: 'C0123-a' }],
      ['id(group, 12)', { call: 'id', kind: 'group', id: '12' }],
      ['option("none")', { call: 'option', key: 'none' }],
      ['default()', { call: 'default' }],
      ['tier1', undefined],
      ['alive("x")', undefined],
      ['live', undefined],
      ['other(1)', undefined],
      ['live()', 'malformed'],
      ['live("a"', 'malformed'],
      ['live("a" "b")', 'malformed'],
      ['live("a", "b")', 'malformed'],
      ['id(12)', 'malformed'],
      ['default(1)', 'malformed'],
      ['missing(a b)', 'malformed'],
    ];
    for (const [text, call] of read) expect([text, parseCall(text)]).toEqual([text, call]);
  });

  it('are read back as they were written', () => {
    const title = fc.string({ unit: 'binary' }).map((text): Call => ({ call: 'live', title: text }));
    const option = fc.string({ unit: 'grapheme' }).map((text): Call => ({ call: 'option', key: text }));
    const id = fc
      .stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
      .map((text): Call => ({ call: 'live', kind: 'brand', id: text }));
    fc.assert(
      fc.property(fc.oneof(title, option, id), (call) => {
        expect(parseCall(formatCall(call))).toEqual(call);
      }),
    );
  });
});

describe('texts', () => {
  const [form] = FORMS;
  const syntax = textSyntax(FORMS);
  const literals = fc
    .array(fc.constantFrom('{', '{{', '}}', 'id:', 'ticket.field.', ' ', 'a', 'a.b', '}', '|'), { maxLength: 10 })
    .map((parts) => parts.join(''));

  it('any literal survives its escape', () => {
    fc.assert(
      fc.property(literals, (text) => {
        expect(syntax.parse(syntax.format([text]))).toEqual({ parts: text === '' ? [] : [text], malformed: [] });
      }),
      { numRuns: 2000 },
    );
  });

  it('any mix of literals and references is read back', () => {
    const reference = fc.constantFrom(
      { name: 'group.a' },
      form === undefined ? { name: 'group.a' } : { name: 'area', form },
      { name: 'live(group, "x y")' },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(literals, reference), { maxLength: 6 }), (parts) => {
        const { parts: back, malformed } = syntax.parse(syntax.format(parts));
        expect(malformed).toEqual([]);
        expect(flat(back)).toEqual(
          flat(parts.map((part) => (typeof part === 'string' || !('form' in part) ? part : { ...part, native: true }))),
        );
      }),
      { numRuns: 2000 },
    );
  });

  /** Parts as one text, native openers around a form's reference, so that both sides compare. */
  function flat(
    parts: readonly (string | { readonly name: string; readonly form?: TextForm; readonly native?: boolean })[],
  ): string {
    return parts
      .map((part) => {
        if (typeof part === 'string') return part;
        const inner = `<${part.form?.kind ?? ''}:${part.name}>`;
        return part.native === true ? `${part.form?.nativeOpen}${inner}${part.form?.nativeClose}` : inner;
      })
      .join('');
  }

  it('keep filters and spaces around a reference', () => {
    expect(syntax.parse('{{ ticket.field.area | upcase }}').parts).toEqual([
      '{{ ticket.ticket_field_',
      { name: 'area', offset: 0, form },
      ' | upcase }}',
    ]);
  });
});
