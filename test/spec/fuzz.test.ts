import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folderOf, HEAD, load } from './kit.ts';

const SOUND = `${HEAD}groups:
  tier1: &g {name: "Tier \${X:-1}", tags: [core], lifecycle: {protect: true}}
  tier2: {<<: *g, name: Two}
trigger_categories: {routing: {name: R}}
triggers:
  t:
    title: T
    category: routing
    owner: live(brand, "A")
    description: |
      {{ticket.field.x}} {{{{id:y
    when: {all: [{field: a, is: b}]}
    then: [{set: {group: tier1}}]
help_center: {acme: {sections: {s: {name: S}}, articles: {a: {title: A, section: s, body: {file: a.html}}}}}
order: {triggers: [t]}
moved: [{from: group.x, to: group.tier1}]
`;

const cut = fc.record({
  at: fc.nat(SOUND.length),
  length: fc.nat(12),
  put: fc.constantFrom(
    '',
    ' ',
    '\n',
    '\t',
    '{',
    '}',
    '[',
    ']',
    ':',
    '- ',
    '#',
    '"',
    "'",
    '&a ',
    '*a',
    '<<',
    '${',
    '|',
    'null',
    '\u0000',
    '\ufeff',
    '!!x ',
    '? ',
  ),
});

it('loading says what is wrong with any mutilated spec, and never throws', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (cuts) => {
      const text = cuts.reduce((so, { at, length, put }) => so.slice(0, at) + put + so.slice(at + length), SOUND);
      const { desired, diagnostics } = await load(folderOf({ 's.yaml': text, 'a.html': '<p>' }));
      expect(desired === undefined).toBe(diagnostics.some((diagnostic) => diagnostic.severity === 'error'));
      for (const { at } of diagnostics) if (at !== undefined) expect(Math.min(at.line, at.column)).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});
