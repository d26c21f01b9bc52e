import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpecValue } from '../../src/core/spec-node.ts';
import { editSpec, type SpecEdit } from '../../src/spec/edit.ts';
import { CONTROL } from '../../src/spec/layer.ts';
import { attributesOf, folderOf, HEAD, KINDS, load, read } from './kit.ts';

const BODY = `# Groups of the client.
groups:
  # First line of support.
  tier1:   { name: "Tier 1" , description: 'x' }   # keep me
  tier2:
    name: Tier 2 # the name

    description: >-
      folded
      text

    # above members
    members:
    - ann   # first
    - bob
  only: {name: O}

ticket_fields:
    area: # indented by four
        type: dropdown
        title: "Area: all"
        options:
            # the usual one
            bug: Bug # b
            how_to: 'How-to'
        position: 3
`;

function make(edits: readonly SpecEdit[], files: Record<string, string> = {}, environment?: string) {
  const folder = folderOf({ 'support.yaml': HEAD, 'a.yaml': BODY, ...files });
  return { folder, result: editSpec({ folder, kinds: KINDS, environment }, edits) };
}

async function changed(edit: SpecEdit, body = BODY): Promise<string> {
  const { folder, result } = make([edit], { 'a.yaml': body });
  expect((await result).diagnostics).toEqual([]);
  const loaded = await load(folder);
  expect(loaded.diagnostics.filter((d) => d.code !== 'SPEC_MISSING')).toEqual([]);
  return read(folder, 'a.yaml');
}

function set(address: string, path: string, value: SpecValue): SpecEdit {
  return { edit: 'set', address, path: path.split('.'), value };
}

function remove(address: string, path?: string): SpecEdit {
  return { edit: 'remove', address, path: path === undefined ? [] : path.split('.') };
}

describe('setting a value leaves every other byte alone', () => {
  const cases: readonly (readonly [string, SpecEdit, string, string])[] = [
    ['in brackets', set('group.tier1', 'name', 'Tier: One'), '"Tier 1"', '"Tier: One"'],
    ['before a comment', set('group.tier2', 'name', 'Two costs $2'), 'name: Tier 2 #', 'name: Two costs $$2 #'],
    [
      'of several lines',
      set('group.tier2', 'description', 'flat'),
      'description: >-\n      folded\n      text\n',
      'description: flat\n',
    ],
    [
      'to several lines',
      set('group.tier2', 'name', 'a\nb'),
      'name: Tier 2 # the name\n',
      'name: |- # the name\n      a\n      b\n',
    ],
    ['of a member', set('ticket_field.area', 'options.bug', 'A bug'), 'bug: Bug # b', 'bug: A bug # b'],
    [
      'of a new member',
      set('ticket_field.area', 'options.billing', 'Billing'),
      "'How-to'\n",
      "'How-to'\n            billing: Billing\n",
    ],
    [
      'of a new attribute in brackets',
      set('group.only', 'is_public', false),
      '{name: O}',
      '{name: O, is_public: false}',
    ],
    ['of a new attribute in a block', set('ticket_field.area', 'position', 4), 'position: 3', 'position: 4'],
    ['to a map where a scalar was', set('ticket_field.area', 'position', { a: 1 }), 'position: 3', 'position: {a: 1}'],
    ['of a member of a list', set('group.tier2', 'members.cid', 'cid'), '    - bob\n', '    - bob\n    - cid\n'],
  ];
  for (const [title, edit, before, after] of cases) {
    it(title, async () => {
      expect(BODY.split(before)).toHaveLength(2);
      const { folder, result } = make([edit]);
      expect((await result).diagnostics).toEqual([]);
      expect(read(folder, 'a.yaml')).toBe(BODY.replace(before, () => after));
    });
  }

  it('of a whole collection, comments around it kept', async () => {
    const text = await changed(
      set(
        'ticket_field.area',
        'options',
        new Map([
          ['one', 'x'.repeat(60)],
          ['two', 'y'.repeat(60)],
        ]),
      ),
    );
    expect(text).toBe(
      BODY.replace(
        "            bug: Bug # b\n            how_to: 'How-to'\n",
        `            one: ${'x'.repeat(60)}\n            two: ${'y'.repeat(60)}\n`,
      ),
    );
  });

  it('with the file’s own line ends', async () => {
    const text = await changed(set('group.tier2', 'name', 'a\nb'), BODY.replaceAll('\n', '\r\n'));
    expect(text).toBe(
      BODY.replace('name: Tier 2 # the name\n', 'name: |- # the name\n      a\n      b\n').replaceAll('\n', '\r\n'),
    );
  });
});

describe('removing leaves every other byte alone', () => {
  const cases: readonly (readonly [string, SpecEdit, string, string])[] = [
    ['an attribute in brackets', remove('group.tier1', 'description'), ` , description: 'x' }`, ' }'],
    ['an attribute in a block', remove('group.tier2', 'name'), '    name: Tier 2 # the name\n', ''],
    [
      'a text of several lines',
      remove('group.tier2', 'description'),
      '    description: >-\n      folded\n      text\n',
      '',
    ],
    ['a member', remove('ticket_field.area', 'options.how_to'), "            how_to: 'How-to'\n", ''],
    ['a member of a list', remove('group.tier2', 'members.ann'), '    - ann   # first\n', ''],
    ['a block in brackets', remove('group.only'), '  only: {name: O}\n', ''],
    [
      'the last block of a section',
      remove('ticket_field.area'),
      BODY.slice(BODY.indexOf('ticket_fields:\n')),
      'ticket_fields: {}\n',
    ],
    ['the only attribute', remove('group.only', 'name'), '{name: O}', '{}'],
  ];
  for (const [title, edit, before, after] of cases) {
    it(title, async () => {
      expect(BODY.split(before)).toHaveLength(2);
      const { folder, result } = make([edit]);
      expect((await result).diagnostics).toEqual([]);
      expect(read(folder, 'a.yaml')).toBe(BODY.replace(before, () => after));
    });
  }
});

describe('whatever the value', () => {
  const texts = fc
    .oneof(
      fc.string({
        unit: fc.constantFrom(' ', '\n', '\r', 'a', ':', '#', '-', '$', '{', '}', '"', "'", '|', ','),
        maxLength: 20,
      }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
    )
    .filter((text) => text !== '' && !CONTROL.test(text));

  it('it is what loads afterwards, and nothing else changed', async () => {
    const places = [
      'group.tier1 name',
      'group.tier2 name',
      'group.tier2 description',
      'group.only description',
      'ticket_field.area options.bug',
      'ticket_field.area options.new',
    ];
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(...places), fc.boolean(), async (value, where, windows) => {
        const [address = '', path = ''] = where.split(' ');
        const body = windows ? BODY.replaceAll('\n', '\r\n') : BODY;
        const { folder, result } = make([set(address, path, value)], { 'a.yaml': body });
        expect((await result).diagnostics).toEqual([]);
        const before = await load(folderOf({ 'support.yaml': HEAD, 'a.yaml': body }));
        const after = await load(folder);
        expect(after.diagnostics).toEqual([]);
        const [name = '', member] = path.split('.');
        for (const resource of before.desired?.resources ?? []) {
          const now = attributesOf(after, resource.address) ?? {};
          if (resource.address !== address) expect(now).toEqual(resource.attributes);
          else expect({ ...now, [name]: 0 }).toEqual({ ...resource.attributes, [name]: 0 });
        }
        const now = attributesOf(after, address)?.[name];
        if (member === undefined) expect(now).toBe(value);
        else expect(now).toContainEqual({ key: member, name: value });
        for (const comment of [
          '# Groups of',
          '# First line',
          '# keep me',
          '# the name',
          '# above members',
          '# first',
          '# indented',
          '# the usual',
          '# b',
        ]) {
          expect(read(folder, 'a.yaml')).toContain(comment);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('an order', () => {
  it('is set in the main file where there is none', async () => {
    const { folder, result } = make([{ edit: 'order', kind: 'group', keys: ['tier2', 'tier1'] }]);
    const { diagnostics, changes } = await result;
    expect(diagnostics).toEqual([]);
    expect(changes).toEqual([{ file: 'support.yaml', line: 4, summary: 'set the order of groups' }]);
    expect(read(folder, 'support.yaml')).toBe(`${HEAD}order: {groups: [tier2, tier1]}\n`);
  });
});

describe('a text in a file of its own', () => {
  const files = {
    'hc.yaml': [
      'help_center:',
      '  acme:',
      '    sections: {s: {name: S}}',
      '    articles:',
      '      md: {title: A, section: s, body: {file: kb/a.md}} # md',
      '      html: {title: B, section: s, body: {file: kb/b.html}}',
      '      one: {title: C, section: s, body: {file: kb/shared.html}}',
      '      two: {title: D, section: s, body: {file: kb/shared.html}}',
      '',
    ].join('\n'),
    'kb/a.md': '# Hi\n',
    'kb/b.html': '<p>b</p>\n',
    'kb/shared.html': '<p>c</p>\n',
  };

  it('is written there, or as HTML beside Markdown; what others include stays', async () => {
    const { folder, result } = make(
      [
        set('article.html', 'body', '<p>$1</p>'),
        set('article.md', 'body', '<h1>Hi</h1>'),
        set('article.two', 'body', '<p>d</p>'),
      ],
      files,
    );
    expect((await result).diagnostics).toEqual([]);
    expect(read(folder, 'kb/b.html')).toBe('<p>$1</p>\n');
    expect(read(folder, 'kb/a.html')).toBe('<h1>Hi</h1>\n');
    expect(read(folder, 'kb/a.md')).toBe('# Hi\n');
    expect(read(folder, 'kb/shared.html')).toBe('<p>c</p>\n');
    expect(read(folder, 'hc.yaml')).toBe(
      files['hc.yaml']
        .replace('kb/a.md}} # md', 'kb/a.html}} # md')
        .replace(
          'two: {title: D, section: s, body: {file: kb/shared.html}}',
          'two: {title: D, section: s, body: {file: kb/shared-two.html}}',
        ),
    );
    expect(attributesOf(await load(folder), 'article.two')?.body).toBe('<p>d</p>');
    expect(readdirSync(`${folder}/kb`).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('overlays', () => {
  it('are changed where the value stands', async () => {
    const overlay = 'groups:\n  tier1: {name: Staging} # s\n';
    const { folder, result } = make(
      [set('group.tier1', 'name', 'S2'), set('group.tier2', 'name', 'T2')],
      { 'environments/staging.yaml': overlay },
      'staging',
    );
    expect((await result).diagnostics).toEqual([]);
    expect(read(folder, 'environments/staging.yaml')).toBe('groups:\n  tier1: {name: S2} # s\n');
    expect(read(folder, 'a.yaml')).toBe(BODY.replace('Tier 2', 'T2'));
  });

  it('of a base are refused, and then nothing is written', async () => {
    const base = folderOf({ 'b.yaml': 'groups: {shared: {name: B}}\n' });
    const { folder, result } = make(
      [set('group.tier1', 'name', 'x'), set('group.shared', 'name', 'y'), remove('group.shared')],
      { 'e.yaml': `extends: ../${base.split('/').at(-1)}\n` },
    );
    const { changes, diagnostics } = await result;
    expect(changes).toEqual([]);
    expect(diagnostics.map((d) => `${d.code} ${d.at?.file.split('/').at(-1)}:${d.at?.line}:${d.at?.column}`)).toEqual([
      'SPEC_EDIT b.yaml:1:25',
      'SPEC_EDIT b.yaml:1:18',
    ]);
    expect(read(folder, 'a.yaml')).toBe(BODY);
  });
});

describe('what other places share is refused', () => {
  for (const [title, body, edit] of [
    ['an alias on the way', 'groups:\n  a: &x {name: A}\n  b: *x\n', set('group.b', 'name', 'B')],
    ['an anchored block', 'groups:\n  a: &x {name: A}\n  b: *x\n', set('group.a', 'name', 'B')],
    ['a merged entry', 'groups:\n  a: &x {name: A}\n  b: {<<: *x}\n', set('group.b', 'name', 'B')],
    ['a removed anchor', 'groups:\n  a: {name: &n A}\n  b: {name: *n}\n', remove('group.a')],
  ] as const) {
    it(title, async () => {
      const { folder, result } = make([edit], { 'a.yaml': body });
      expect((await result).diagnostics.map((d) => d.code)).toEqual(['SPEC_EDIT']);
      expect(read(folder, 'a.yaml')).toBe(body);
    });
  }

  it('but an alias itself can be replaced, and a variable with a warning', async () => {
    const { folder, result } = make([set('group.b', 'name', 'B'), set('group.c', 'name', 'C')], {
      'a.yaml': 'groups:\n  a: {name: &n A}\n  b: {name: *n}\n  c: {name: "${X}"}\n',
    });
    expect((await result).diagnostics.map((d) => `${d.code} ${d.severity}`)).toEqual(['SPEC_EDIT_VARIABLE warning']);
    expect(read(folder, 'a.yaml')).toBe('groups:\n  a: {name: &n A}\n  b: {name: B}\n  c: {name: C}\n');
  });

  it('as is what the spec does not declare', async () => {
    const { result } = make([
      set('group.nope', 'name', 'B'),
      remove('group.tier1', 'members'),
      set('brand.x', 'name', 'y'),
    ]);
    expect((await result).diagnostics.map((d) => d.summary)).toEqual([
      'the spec declares no `group.nope`',
      'the spec does not hold `members` of `group.tier1`',
      'the spec has no section for `brand.x`',
    ]);
  });
});
