import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBlocks, type NewBlock } from '../../src/spec/add-blocks.ts';
import { insertAt } from '../../src/spec/insert.ts';
import { folderOf, HEAD, KINDS, load, read } from './kit.ts';

const RULES = `# Rules of the client.
triggers:
  # The first one.
  a:
    title: A   # keep me

  # Then this.
  b: {title: "B"}
groups: {g: {name: G}}
`;

function add(blocks: readonly NewBlock[], files: Record<string, string> = {}) {
  const folder = folderOf({ 'support.yaml': HEAD, 'rules.yaml': RULES, ...files });
  return { folder, result: addBlocks({ folder, kinds: KINDS }, blocks) };
}

function trigger(key: string, beside?: NewBlock['beside']): NewBlock {
  return { kind: 'trigger', key, attributes: { title: key.toUpperCase() }, beside };
}

it('folders come along with the blocks that name them, and go again with an undo', () => {
  const folder = folderOf({ 'support.yaml': HEAD, 'rules.yaml': RULES, 'themes/other/a.css': 'a' });
  const look = { folder: 'themes/look', files: new Map([['themes/look/a/b.bin', Uint8Array.from([0, 255])]]) };
  const result = addBlocks({ folder, kinds: KINDS }, [trigger('c')], [look]);
  expect(readFileSync(join(folder, 'themes/look/a/b.bin'))).toEqual(Buffer.from([0, 255]));
  result.undo();
  expect(readdirSync(join(folder, 'themes'))).toEqual(['other']);
  expect(read(folder, 'rules.yaml')).toBe(RULES);
  // A link that somebody left there leads nothing out of the spec.
  const outside = folderOf({});
  rmSync(join(folder, 'themes'), { recursive: true });
  symlinkSync(outside, join(folder, 'themes'));
  expect(() => addBlocks({ folder, kinds: KINDS }, [trigger('c')], [look])).toThrow('out of the spec folder');
  expect(readdirSync(outside, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([]);
  expect(read(folder, 'rules.yaml')).toBe(RULES);
});

describe('new blocks', () => {
  it('stand where they belong among those of their section, and every byte of those stays', async () => {
    const { folder, result } = add([
      trigger('first', { key: 'a', side: 'before' }),
      trigger('mid', { key: 'a', side: 'after' }),
      trigger('mid2', { key: 'mid', side: 'after' }),
      trigger('last'),
    ]);
    expect(result.diagnostics).toEqual([]);
    expect([...result.places].map(([address, { file, line }]) => `${file}:${line} ${address}`)).toEqual([
      'rules.yaml:3 trigger.first',
      'rules.yaml:9 trigger.mid',
      'rules.yaml:11 trigger.mid2',
      'rules.yaml:16 trigger.last',
    ]);
    expect(read(folder, 'rules.yaml')).toBe(`# Rules of the client.
triggers:
  first: {title: FIRST}

  # The first one.
  a:
    title: A   # keep me

  mid: {title: MID}

  mid2: {title: MID2}

  # Then this.
  b: {title: "B"}

  last: {title: LAST}
groups: {g: {name: G}}
`);
    expect((await load(folder)).desired?.resources.map(({ address }) => address)).toEqual([
      'trigger.first',
      'trigger.a',
      'trigger.mid',
      'trigger.mid2',
      'trigger.b',
      'trigger.last',
      'group.g',
    ]);
    result.undo();
    expect(read(folder, 'rules.yaml')).toBe(RULES);
  });

  it('go into brackets where their neighbours stand in brackets', () => {
    const group = (key: string, beside?: NewBlock['beside']): NewBlock => ({
      kind: 'group',
      key,
      attributes: { name: key },
      beside,
    });
    const { folder, result } = add([group('h'), group('f', { key: 'g', side: 'before' }), group('i')]);
    expect(result.diagnostics).toEqual([]);
    expect(read(folder, 'rules.yaml')).toBe(
      RULES.replace('{g: {name: G}}', '{f: {name: f}, g: {name: G}, h: {name: h}, i: {name: i}}'),
    );
  });

  it('of a section that is not there get a file of their own, long texts too', async () => {
    const body = `<p>${'Long. '.repeat(100)}</p>`;
    const { folder, result } = add(
      [
        { kind: 'section', key: 's', scope: 'labs', attributes: { name: 'S' } },
        { kind: 'article', key: 'x', scope: 'labs', attributes: { title: 'X', section: 's', body } },
        { kind: 'article', key: 'z', scope: 'acme', attributes: { title: 'Z', section: 't', body } },
        { kind: 'webhook', key: 'w', attributes: { name: 'W' } },
      ],
      {
        'help_center/acme.yaml': 'help_center:\n  acme:\n    sections:\n      t: {name: T}\n',
        'kb/x.html': 'somebody else\n',
      },
    );
    expect(result.diagnostics).toEqual([]);
    expect(read(folder, 'help_center/labs.yaml')).toBe(`# yaml-language-server: $schema=../.supportctl/spec.schema.json
help_center:
  labs:
    sections:
      s: {name: S}
    articles:
      x: {title: X, section: s, body: {file: texts/article/x.html}}
`);
    expect(read(folder, 'help_center/acme.yaml')).toBe(`help_center:
  acme:
    sections:
      t: {name: T}
    articles:
      z: {title: Z, section: t, body: {file: kb/z.html}}
`);
    expect(read(folder, 'kb/x.html')).toBe('somebody else\n');
    expect(read(folder, 'texts/article/x.html')).toBe(`${body}\n`);
    expect(read(folder, 'webhooks.yaml')).toContain('\nwebhooks:\n  w: {name: W}\n');
    expect((await load(folder)).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('come into the list where the spec gives the order', () => {
    const order = 'order:\n  triggers:\n    - trigger.b # on purpose\n    - a\n';
    const { folder, result } = add([trigger('mid', { key: 'b', side: 'after' })], { 'order.yaml': order });
    expect(result.diagnostics).toEqual([]);
    expect(read(folder, 'order.yaml')).toBe(order.replace('# on purpose\n', '# on purpose\n    - mid\n'));
  });

  it('are refused where others share the place, and then nothing is written', () => {
    const shared = 'webhooks: &own\n  w: {name: W}\n';
    const { folder, result } = add([trigger('last'), { kind: 'webhook', key: 'v', attributes: { name: 'V' } }], {
      'hooks.yaml': shared,
    });
    expect(result.diagnostics.map(({ code, at, hint }) => [code, at?.file, hint])).toEqual([
      ['SPEC_EDIT', 'hooks.yaml', 'add v by hand'],
    ]);
    expect([read(folder, 'rules.yaml'), read(folder, 'hooks.yaml')]).toEqual([RULES, shared]);
  });
});

it('whatever stands around them, new entries leave every line as it is', () => {
  const comment = fc.constantFrom('', '  # one\n', '\n', '\n  # two\n\n', '#left\n');
  const value = fc.constantFrom(
    '{n: 1} # x',
    '\n    n: 1',
    '"a: b"',
    '|\n    text\n\n    more',
    '>+\n    kept\n\n',
    '[1, 2]',
  );
  const entry = fc.tuple(comment, value);
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(6), fc.constantFrom('before' as const, 'after' as const)), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.constantFrom('', 'after: 1\n', '# end\n'),
      fc.constantFrom('\n', '\r\n'),
      (old, fresh, tail, eol) => {
        const text = `top: 1\nlist: # head\n${old.map(([above, own], at) => `${above}  k${at}: ${own}\n`).join('')}${tail}`;
        const before = text.replaceAll('\n', eol);
        const entries = fresh.map(([at, side], number) => ({
          key: `new${number}`,
          value: { n: number },
          beside: { key: `k${at}`, side },
        }));
        const after = insertAt(before, ['list'], entries);
        const kept = after.split(eol).filter((line) => !line.includes('new'));
        const dense = (lines: readonly string[]) => lines.filter((line) => line !== '');
        expect(dense(kept)).toEqual(dense(before.split(eol)));
      },
    ),
    { numRuns: 300 },
  );
});
