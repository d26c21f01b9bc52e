import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../src/core/attribute.ts';
import { html, significant } from '../../src/core/attributes/html.ts';
import { reference, references, words } from '../../src/core/attributes/references.ts';
import { secret } from '../../src/core/attributes/secret.ts';
import { choice, flag, integer } from '../../src/core/attributes/simple.ts';
import { members } from '../../src/core/attributes/structures.ts';
import { line, text } from '../../src/core/attributes/text.ts';
import { AT, encoding, node, parsing, throughSpec } from './support.ts';

const description = 'What it is.';
const options = members(
  { name: line({ description, required: true }), default: flag({ description, platformDefault: false }) },
  { description, shorthand: 'name', keyNative: 'value', keyDescription: 'tag', ordered: true },
);

function parse(attribute: Attribute, value: Parameters<typeof node>[0]) {
  const cx = parsing();
  return { value: attribute.parse(node(value), cx), reports: cx.reports };
}

describe('a line', () => {
  it('is trimmed', () => {
    expect(parse(line({ description }), '  Billing ').value).toBe('Billing');
  });
  it('takes no line breaks and no control characters', () => {
    expect(parse(line({ description }), 'a\nb').reports).toHaveLength(1);
    expect(parse(line({ description }), 'a\u0007b').reports).toHaveLength(1);
  });
  it('read control characters of old names as the spaces that people see', () => {
    const name = line({ description });
    const live = name.decode('VIP\u001b[31m\u0000 list\n');
    expect(live).toBe('VIP [31m  list');
    expect(parse(name, String(live))).toMatchObject({ value: live, reports: [] });
  });
  it('asks for quotes around numbers', () => {
    expect(parse(line({ description }), 2024).reports[0]?.summary).toContain('quotes');
  });
  it('says how long it may be', () => {
    expect(parse(line({ description, max: 3 }), 'abcd').reports[0]?.summary).toContain('3');
  });
});

describe('round trips', () => {
  it('keeps texts', () => {
    const attribute = text({ description });
    fc.assert(
      fc.property(fc.string(), (value) => {
        const canonical = attribute.decode(value);
        expect(throughSpec(attribute, canonical).value).toEqual(canonical);
        expect(attribute.decode(attribute.encode(canonical, encoding))).toEqual(canonical);
      }),
    );
  });
  it('keeps flags, numbers, words and references', () => {
    const cases: readonly (readonly [Attribute, unknown])[] = [
      [flag({ description }), true],
      [flag({ description, inverted: true }), true],
      [integer({ description }), 12],
      [choice({ dropdown: 'tagger' }, { description }), 'tagger'],
      [choice({ dropdown: 'tagger' }, { description }), 'something_new'],
      [words({ description }), ['b', 'A', 'a']],
      [reference('group', { description, ids: 'number', nullable: true }), 7],
      [reference('group', { description, ids: 'number', nullable: true }), null],
      [references('group', { description, ids: 'number' }), [9, 7, 9]],
    ];
    for (const [attribute, native] of cases) {
      const canonical = attribute.decode(native);
      expect(throughSpec(attribute, canonical).value).toEqual(canonical);
      expect(attribute.decode(attribute.encode(canonical, encoding))).toEqual(canonical);
    }
  });
  it('keeps members in their order, integer-like keys included', () => {
    const native = [
      { value: '20', name: 'Twenty', default: false },
      { value: '3', name: 'Three', default: true },
    ];
    const canonical = options.decode(native);
    expect(options.encode(canonical, encoding)).toEqual(native);
    expect(throughSpec(options, canonical).value).toEqual([
      { key: '20', name: 'Twenty' },
      { key: '3', name: 'Three', default: true },
    ]);
  });
});

describe('members', () => {
  it('takes a plain value for the field that matters most', () => {
    expect(parse(options, { bug: 'Bug report' }).value).toEqual([{ key: 'bug', name: 'Bug report' }]);
  });
  it('names the nearest field', () => {
    expect(parse(options, { bug: { name: 'Bug', defualt: true } }).reports[0]?.hint).toContain('default');
  });
});

describe('a choice', () => {
  it('names the nearest word', () => {
    expect(parse(choice({ dropdown: 'tagger', text: 'text' }, { description }), 'dropdwn').reports[0]?.hint).toContain(
      'dropdown',
    );
  });
});

describe('a secret', () => {
  it('cannot stand in the spec', () => {
    const { value, reports } = parse(secret({ description }), 'hunter2');
    expect(value).toBeUndefined();
    expect(reports[0]?.hint).toContain('{secret: env:NAME}');
    expect(JSON.stringify(reports)).not.toContain('hunter2');
  });
  it('is a reference to its place', () => {
    expect(parse(secret({ description }), { secret: 'env:TOKEN' }).value).toEqual({ $secret: 'env:TOKEN' });
  });
});

describe('html', () => {
  it('renders Markdown files, and nothing else', () => {
    const cx = parsing();
    const file = { type: 'scalar', value: '# Title\n\n[a](https://x.example)', at: AT } as const;
    expect(html({ description }).parse({ ...file, file: 'kb/a.md' }, cx)).toBe(
      '<h1>Title</h1>\n<p><a href="https://x.example">a</a></p>',
    );
    expect(html({ description }).parse({ ...file, file: 'kb/a.html' }, cx)).toBe(file.value);
  });
  it('sees no difference in what a platform re-writes', () => {
    const ours = '<p class="x">Hello&nbsp;<b>you</b> &amp; me</p>\n<img src="/a.png"/>';
    const theirs = '<p>Hello you <wbr>&#38; me</p><img alt="" src="/a.png">';
    expect(significant(ours.replace('<b>you</b>', 'you'))).toBe(significant(theirs));
  });
  it('sees lost links, images, tables and words', () => {
    const whole = '<p>Read <a href="https://a.example">this</a></p><table><tr><td>1</td></tr></table><img src="a.png">';
    for (const part of [/<a [^>]*>|<\/a>/g, /<img[^>]*>/g, /<\/?(table|tr|td)>/g, /Read/g]) {
      expect(significant(whole.replace(part, ''))).not.toBe(significant(whole));
    }
  });
});
