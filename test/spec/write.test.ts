import { readdirSync, symlinkSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpecObject, SpecValue } from '../../src/core/spec-node.ts';
import { writeInside, writeNew } from '../../src/spec/disk.ts';
import { CONTROL } from '../../src/spec/layer.ts';
import { type DraftBlock, type SpecDraft, specFiles, writeSpec } from '../../src/spec/write.ts';
import { attributesOf, folderOf, KINDS, load, read } from './kit.ts';

const NASTY = [
  '${HOME}',
  '$5, $$ and $',
  ' lead',
  'trail ',
  'a: b',
  'a:',
  'a #b',
  '# c',
  'yes',
  'NULL',
  '~',
  '1e3',
  '0b11',
  '0x1f',
  '.inf',
  '-',
  '- a',
  '? a',
  '<<',
  '*a',
  '&a',
  '!a',
  '%a',
  '@a',
  '`a`',
  '{{ticket.title}}',
  '[x]',
  '"q"',
  "'q'",
  "it's",
  '👩‍👩‍👧 ok',
  'a\r\nb\r\n',
  'a\nb  \nc',
  '\na',
  'a\n\n',
  'a\n',
  'a\n  b\n\tc',
  '\ttab',
  'a\u2028b',
  '\ufeffx',
  '\u00a0',
  '2026-11-26',
  '08:00-18:00',
  '4h',
  '',
  '---',
  '...',
  'a\\b',
  'ends with\\',
  '\ud800',
];

const words = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(' ', '\n', '\r', '\t', 'a', ':', '#', '-', '$', '{', '}', '"', "'", '|', '>', '1', ','),
    maxLength: 30,
  }),
);
const texts = words.filter((text) => !CONTROL.test(text));
const keys = texts.filter((text) => !/[\n\r]/.test(text) && !['__proto__', 'constructor', 'prototype'].includes(text));

function draft(blocks: readonly DraftBlock[], more: SpecObject = {}): SpecDraft {
  return { client: { name: 'Acme', slug: 'acme' }, platform: { provider: 'zendesk', subdomain: 'acme' }, more, blocks };
}

async function roundTrip(blocks: readonly DraftBlock[]) {
  const folder = folderOf({});
  await writeSpec(draft(blocks), { folder, kinds: KINDS });
  return { folder, loaded: await load(folder, { variables: { HOME: '/root' } }) };
}

describe('a written spec', () => {
  it('loads back identical whatever its texts hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(texts, { minLength: 1, maxLength: 6 }),
        fc.uniqueArray(keys, { maxLength: 4 }),
        async (names, options) => {
          const blocks: DraftBlock[] = names.map((title, index) => ({
            kind: 'ticket_field',
            key: `f${index}`,
            attributes: field(title, options),
          }));
          const { loaded } = await roundTrip(blocks);
          expect(loaded.diagnostics).toEqual([]);
          for (const [index, title] of names.entries()) {
            const back = attributesOf(loaded, `ticket_field.f${index}`);
            expect(back?.title).toBe(title);
            expect(back?.options).toEqual(options.map((key) => ({ key, name: key })));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  function field(title: string, options: readonly string[]): SpecObject {
    return { type: 'dropdown', title, options: new Map(options.map((key): [string, SpecValue] => [key, key])) };
  }

  it('keeps long texts in files of their own, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, async (a, b) => {
        const body = `<p>${a}</p>\n${b}.`.replaceAll('{{', '{ {');
        const { folder, loaded } = await roundTrip([
          { kind: 'section', key: 's', scope: 'acme', attributes: { name: 'S' } },
          { kind: 'article', key: 'first', scope: 'acme', attributes: { title: 'T', section: 's', body } },
        ]);
        expect(loaded.diagnostics).toEqual([]);
        expect(attributesOf(loaded, 'article.first')?.body).toBe(body);
        if (!/\p{Surrogate}/u.test(body)) expect(read(folder, 'kb/first.html').replace(/\r?\n$/, '')).toBe(body);
      }),
      { numRuns: 60 },
    );
  });

  it('reads well', () => {
    const files = specFiles(
      draft(
        [
          { kind: 'group', key: 'tier1', attributes: { name: 'Tier 1' } },
          {
            kind: 'group',
            key: 'tier2',
            attributes: { name: 'Tier 2: the "big" ones' },
            comment: 'Only for enterprise.',
            lifecycle: { protect: true },
          },
          {
            kind: 'trigger',
            key: 'route',
            attributes: {
              title: 'Route billing',
              description: 'One\nTwo costs $5',
              when: {
                all: [
                  { field: 'update_type', is: 'create' },
                  { field: 'ticket_field.category', is: 'billing' },
                ],
              },
              // biome-ignore lint/suspicious/noThenProperty: rules have a part of this name
              then: [
                { set: new Map([['group', 'billing']]) },
                { notify: { to: 'group.billing', subject: `Line one\n${'x'.repeat(90)}` } },
              ],
            },
          },
          { kind: 'section', key: 's', scope: 'acme', attributes: { name: 'S' } },
          {
            kind: 'article',
            key: 'a',
            scope: 'acme',
            attributes: { title: 'A', section: 's', body: '<p>One</p>\n<p>Two</p>' },
          },
        ],
        { priorities: new Map([['p1', { level: 'urgent', name: 'Down' }]]) },
      ),
      KINDS,
    );
    expect([...files.keys()]).toEqual([
      'support.yaml',
      'groups.yaml',
      'triggers.yaml',
      'help_center/acme.yaml',
      'kb/a.html',
      '.supportctl/spec.schema.json',
    ]);
    expect(files.get('support.yaml')).toBe(
      [
        '# yaml-language-server: $schema=.supportctl/spec.schema.json',
        'version: 1',
        'client: {name: Acme, slug: acme}',
        'platform: {provider: zendesk, subdomain: acme}',
        '',
        'priorities:',
        '  p1: {level: urgent, name: Down}',
        '',
      ].join('\n'),
    );
    expect(files.get('groups.yaml')).toBe(
      [
        '# yaml-language-server: $schema=.supportctl/spec.schema.json',
        'groups:',
        '  tier1: {name: Tier 1}',
        '  # Only for enterprise.',
        '  tier2: {name: "Tier 2: the \\"big\\" ones", lifecycle: {protect: true}}',
        '',
      ].join('\n'),
    );
    expect(files.get('triggers.yaml')).toBe(
      [
        '# yaml-language-server: $schema=.supportctl/spec.schema.json',
        'triggers:',
        '  route:',
        '    title: Route billing',
        '    description: |-',
        '      One',
        '      Two costs $$5',
        '    when: {all: [{field: update_type, is: create}, {field: ticket_field.category, is: billing}]}',
        '    then:',
        '      - {set: {group: billing}}',
        '      - notify:',
        '          to: group.billing',
        '          subject: |-',
        '            Line one',
        `            ${'x'.repeat(90)}`,
        '',
      ].join('\n'),
    );
    expect(files.get('help_center/acme.yaml')).toBe(
      [
        '# yaml-language-server: $schema=../.supportctl/spec.schema.json',
        'help_center:',
        '  acme:',
        '    sections:',
        '      s: {name: S}',
        '    articles:',
        '      a: {title: A, section: s, body: {file: kb/a.html}}',
        '',
      ].join('\n'),
    );
    expect(files.get('kb/a.html')).toBe('<p>One</p>\n<p>Two</p>\n');
  });

  it('goes on in numbered files where there are thousands, in the same order', async () => {
    const blocks = Array.from({ length: 2001 }, (_, index) => ({
      kind: 'group',
      key: `g${2001 - index}`,
      attributes: { name: `Group ${index}` },
    }));
    const { folder, loaded } = await roundTrip(blocks);
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith('groups'))
        .sort(),
    ).toEqual(['groups.001.yaml', 'groups.002.yaml', 'groups.003.yaml']);
    expect(loaded.desired?.resources.map((resource) => resource.address)).toEqual(
      blocks.map((block) => `group.${block.key}`),
    );
  });

  it('never takes a title for the call default()', async () => {
    const { loaded } = await roundTrip([
      { kind: 'group', key: 'g', attributes: { name: 'default()', description: 'x' } },
    ]);
    expect(loaded.diagnostics).toEqual([]);
    expect(attributesOf(loaded, 'group.g')?.name).toBe('default()');
  });

  it('puts texts with control characters, which YAML may not hold, into files', async () => {
    const { loaded } = await roundTrip([{ kind: 'group', key: 'g', attributes: { name: 'a\u0092b\u0007' } }]);
    expect(loaded.diagnostics).toEqual([]);
    expect(attributesOf(loaded, 'group.g')?.name).toBe('a\u0092b\u0007');
  });

  it('tells an option named `file` from an included file', async () => {
    const options = new Map([['file', 'File']]);
    const { loaded } = await roundTrip([
      { kind: 'ticket_field', key: 'f', attributes: { type: 'dropdown', title: 'F', options } },
    ]);
    expect(attributesOf(loaded, 'ticket_field.f')?.options).toEqual([{ key: 'file', name: 'File' }]);
  });
});

describe('writing is refused', () => {
  it('into a folder that holds something', async () => {
    const folder = folderOf({ 'notes.txt': 'mine' });
    await expect(writeSpec(draft([]), { folder, kinds: KINDS })).rejects.toMatchObject({
      diagnostics: [{ code: 'FOLDER_NOT_EMPTY' }],
    });
    const empty = folderOf({ '.git/HEAD': 'x' });
    await writeSpec(draft([]), { folder: empty, kinds: KINDS });
  });

  it('for keys and brands that are no safe names', async () => {
    const article = { kind: 'article', attributes: { title: 'T', section: 's', body: `<p>${'x'.repeat(200)}</p>` } };
    for (const block of [
      { ...article, key: '../../etc/passwd', scope: 'acme' },
      { ...article, key: 'ok', scope: '../acme' },
    ]) {
      await expect(writeSpec(draft([block]), { folder: folderOf({}), kinds: KINDS })).rejects.toMatchObject({
        diagnostics: [{ code: 'SPEC_BAD_KEY' }],
      });
    }
  });

  it('through a link that leads out of the folder', () => {
    const outside = folderOf({ 'support.yaml': 'theirs' });
    const folder = folderOf({});
    symlinkSync(`${outside}/support.yaml`, `${folder}/support.yaml`);
    symlinkSync(outside, `${folder}/linked`);
    for (const path of ['support.yaml', 'linked/other.yaml', '../other.yaml'])
      expect(() => writeInside(folder, path, 'ours'), path).toThrow(/leads out of the spec folder/);
    expect(() => writeNew(folder, new Map([['../other.yaml', 'ours']]))).toThrow(/leads out of the spec folder/);
    expect(read(outside, 'support.yaml')).toBe('theirs');
  });

  it('over a file that came to be meanwhile', () => {
    const folder = folderOf({ 'support.yaml': 'theirs' });
    expect(() => writeNew(folder, new Map([['support.yaml', 'ours']]))).toThrow(/EEXIST/);
    expect(read(folder, 'support.yaml')).toBe('theirs');
  });
});
