import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Gathering, newGathering } from '../../src/spec/layer.ts';
import { readQuickly } from '../../src/spec/quick-yaml.ts';
import { readFully } from '../../src/spec/yaml-file.ts';
import { attributesOf, folderOf, HEAD, loadBody } from './kit.ts';

const SOUND = `# a comment
${HEAD}groups:
  tier1: {name: "Tier \${X:-1} \\u00e9\\n", 'tags': [core, 'it''s'], lifecycle: {protect: true}}
  tier2: {name: Two} # and another

order:
- a: 08:00-18:00
  b: [1, -2, 3.25, null, false, 4h, {c: d}]
-   b: (x) + y
- plain text: no, a key
trigger_categories: {routing: {name: "$\${R}"}}
triggers:
  t:
    title: A title, with "quotes" & more # not this
    owner: live(brand, "A")
    description: |
      {{ticket.field.x}} {{{{id:y

        deeper
    note: |-
      last
    when:
      all:
        - {field: a, is: b}
        - field: c
          is: "\${UNSET}"
        - |
          text
    body: {file: a.html}
    other:
      file: missing.html
    "own": {"file": a.html}
  empty: {}
none: []
`;
const folder = folderOf({ 'a.html': '<p>A</p>\n' });

function seen(gathering: Gathering, root: unknown) {
  const { diagnostics, pending, files, incomplete } = gathering;
  return { root, diagnostics, pending: [...pending.values()], files: [...files], incomplete };
}

/** What the quick reader makes of `text`, or undefined, beside what the full one makes of it. */
function both(text: string) {
  const source = { text, name: 'a.yaml', layer: { folder, prefix: '' } };
  const [quick, full] = [newGathering({ X: 'x' }), newGathering({ X: 'x' })];
  const root = readQuickly(source, quick);
  return {
    quick: root === undefined ? undefined : seen(quick, root),
    untouched: seen(quick, undefined),
    full: seen(full, readFully(source, full)),
  };
}

describe('the quick reader', () => {
  it('reads plain YAML as the full parser does, with every place', () => {
    const { quick, full } = both(SOUND);
    expect(quick).toBeDefined();
    expect(quick).toEqual(full);
    expect(full.diagnostics).toEqual([]);
    expect(full.pending).toHaveLength(2);
  });

  it.each([
    ['anchors', 'a: &x {b: c}\nd: *x\n'],
    ['tags', 'a: !!str 1\n'],
    ['merge keys', 'a: {<<: {b: c}}\n'],
    ['folded texts', 'a: >\n  b\n'],
    ['literals with an indentation of their own', 'a: |2\n   b\n'],
    ['texts over several lines', 'a: b\n  c\n'],
    ['brackets over several lines', 'a: [b,\n  c]\n'],
    ['a key twice', 'a: b\na: c\n'],
    ['a key of the prototype', 'constructor: b\n'],
    ['keys that are no texts', '1: b\n'],
    ['numbers of unusual forms', 'a: 010\n'],
    ['numbers that cannot be held', 'a: 12345678901234567890\n'],
    ['tabs', 'a:\tb\n'],
    ['line ends of Windows', 'a: b\r\n'],
    ['a missing last line end', 'a: b'],
    ['an empty value', 'a:\nb: c\n'],
    ['documents', '---\na: b\n'],
    ['control characters', 'a: "\\u0007"\n'],
    ['a wrong indentation', 'a:\n    b: c\n  d: e\n'],
    ['a list beside keys', 'a: b\n- c\n'],
    ['maps deeper than forty', `${'{a: '.repeat(42)}b${'}'.repeat(42)}`.replace('{', '').replace(/\}$/, '\n')],
  ])('leaves %s to the full parser, and notes nothing', (_title, text) => {
    const { quick, untouched } = both(`x: {file: a.html}\ny: "\${UNSET}"\n${text}`);
    expect(quick).toBeUndefined();
    expect(untouched).toEqual(seen(newGathering({}), undefined));
  });

  it('agrees with the full parser on every text that it accepts', () => {
    const pieces = [
      '',
      ' ',
      '  ',
      '\n',
      '\n  ',
      '\t',
      '{',
      '}',
      '[',
      ']',
      ':',
      ': ',
      '- ',
      '-',
      '#',
      ' #',
      '"',
      "'",
      ',',
    ];
    const words = [
      '&a ',
      '*a',
      '<<: ',
      '${',
      '|',
      '|-\n',
      '>\n',
      'null',
      '~',
      '? ',
      '1',
      '.5',
      '0x1',
      '---',
      '\\',
      '%',
    ];
    const cut = fc.record({
      at: fc.nat(SOUND.length),
      length: fc.nat(8),
      put: fc.constantFrom(...pieces, ...words, '\u00e9', '\u2028', '\r\n', 'file', '@', '!', '{}', "''"),
    });
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 3 }), (cuts) => {
        const text = cuts.reduce((so, { at, length, put }) => so.slice(0, at) + put + so.slice(at + length), SOUND);
        const { quick, full } = both(text);
        if (quick === undefined) return;
        accepted += 1;
        expect(quick).toEqual(full);
      }),
      { numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('gives way without a difference to a person: another way of writing makes the same resources', async () => {
    const quick = await loadBody('groups:\n  a: {name: A, members: [x, y]}\n');
    const full = await loadBody('groups:\n  a: {name: A, members: [x,\n    y]}\n');
    expect(attributesOf(full, 'group.a')).toEqual({ name: 'A', is_public: true, members: ['x', 'y'] });
    expect(quick.desired?.resources).toEqual(full.desired?.resources);
  });
});
