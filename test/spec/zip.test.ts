import { describe, expect, it } from 'vitest';
import { readFromZip, unzip, writeZip } from '../../src/core/zip.ts';
import { filesOfArchive } from '../../src/spec/include-folder.ts';
import { type Packed, pack } from '../kit/zip.ts';

const files = new Map([
  ['b/größe.txt', Buffer.from('Größe\n')],
  ['a.txt', Buffer.from('A')],
]);
/** Made by another program, and compressed. */
const PACKED = Buffer.from(
  'UEsDBBQAAAAIANQCel0UiuohRAAAAHQBAAANAAAAbWFuaWZlc3QuanNvbqtWykvMTVWyUlAKSEzOTk1R0lFQSiwtycgvAok5JgPlgCJlqUXFmfl5ICFDPQM9A5BYcWpJSWZeejFQMDq2VmEUEA0AUEsDBBQAAAAIANQCel358hyaCwAAAA0AAAAXAAAAdGVtcGxhdGVzL2hvbWVfcGFnZS5oYnOzyU3MzLOz0QdTAFBLAQIUAxQAAAAIANQCel0UiuohRAAAAHQBAAANAAAAAAAAAAAAAACAAQAAAABtYW5pZmVzdC5qc29uUEsBAhQDFAAAAAgA1AJ6XfnyHJoLAAAADQAAABcAAAAAAAAAAAAAAIABbwAAAHRlbXBsYXRlcy9ob21lX3BhZ2UuaGJzUEsFBgAAAAACAAIAgAAAAK8AAAAAAA==',
  'base64',
);
const textOf = (archive: Uint8Array, path: string) => {
  const found = readFromZip(archive, path, 1000);
  return found === undefined ? undefined : Buffer.from(found).toString('utf8');
};

describe('archives', () => {
  it('are the same for the same files, in whatever order they come', () => {
    const again = new Map([...files].reverse());
    expect(Buffer.compare(writeZip(files), writeZip(again))).toBe(0);
  });
  it('give back what is in them, also those that others made', () => {
    expect([...files.keys()].map((path) => textOf(writeZip(files), path))).toEqual(['Größe\n', 'A']);
    expect(textOf(writeZip(files), 'c.txt')).toBeUndefined();
    expect(textOf(PACKED, 'templates/home_page.hbs')).toBe('<main></main>');
    expect(JSON.parse(textOf(PACKED, 'manifest.json') ?? '')).toMatchObject({ name: 'Packed', version: '1.0.0' });
  });
  it('that unpack to more than is wanted, or are cut, or are none, give nothing', () => {
    expect(readFromZip(PACKED, 'manifest.json', 100)).toBeUndefined();
    expect(readFromZip(writeZip(files), 'b/größe.txt', 3)).toBeUndefined();
    for (let length = 0; length < PACKED.length; length += 1)
      expect(textOf(PACKED.subarray(0, length), 'manifest.json')).toBeUndefined();
    const wrong = Buffer.from(PACKED);
    for (let at = 0; at < wrong.length; at += 7) {
      const before = wrong[at] ?? 0;
      wrong[at] = 255 - before;
      expect(() => textOf(wrong, 'manifest.json')).not.toThrow();
      wrong[at] = before;
    }
    expect(textOf(Buffer.from('no archive at all, but long enough to be one'), 'manifest.json')).toBeUndefined();
  });
});

const LIMITS = { files: 3, bytes: 1024 * 1024 };
const told = (entries: readonly Packed[]) => {
  const found = unzip(pack(entries), LIMITS);
  return typeof found === 'string' ? found : [...found.keys()];
};

describe('archives of others, unpacked', () => {
  it('give back every byte, whether compressed or not; folders are no files', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const found = unzip(
      pack([
        { path: 'ä/', mode: 0o040755 },
        { path: 'ä/x.bin', content: bytes, mode: 0o100644 },
      ]),
      LIMITS,
    );
    expect(found).toEqual(new Map([['ä/x.bin', Buffer.from(bytes)]]));
    expect(unzip(writeZip(files), LIMITS)).toEqual(files);
    expect(unzip(PACKED, LIMITS)).toHaveProperty('size', 2);
    expect(told([])).toEqual([]);
  });

  it('give nothing where one file is called so that it would leave the folder, or cannot be written', () => {
    const outside = [
      '../evil',
      'a/../../evil',
      '/etc/evil',
      'C:/evil',
      'a\\..\\evil',
      'a/./b',
      'a//b',
      '../',
      '',
      'a\u0000',
    ];
    for (const path of outside)
      expect(told([{ path: 'manifest.json' }, { path }])).toBe(
        `it holds \`${path.replace(/\/$/, '')}\`, which is no path inside a folder`,
      );
    const long = 'x'.repeat(200);
    for (const path of [`${long}${long}`, [long, long, long, long, long, 'x'].join('/')])
      expect(told([{ path }])).toContain('whose name is too long');
  });

  it('give nothing where a file is a link, encrypted, or another one on some machines', () => {
    expect(told([{ path: 'l', content: '/etc/passwd', mode: 0o120777 }])).toBe(
      'it holds `l`, which is a link or a device',
    );
    expect(told([{ path: 'l', flags: 1 }])).toContain('encrypted');
    expect(told([{ path: Buffer.from([0x61, 0xff]) }])).toContain('no UTF-8');
    const clashes = [
      ['a', 'a'],
      ['A.css', 'a.css'],
      ['\u00e4', 'a\u0308'],
      ['a', 'a/b'],
      ['a/b', 'a'],
      ['B/x', 'b'],
    ] as const;
    for (const [one, other] of clashes) expect(told([{ path: one }, { path: other }])).toContain('in the way');
    expect(told([{ path: 'A/x' }, { path: 'a/y' }, { path: 'a/' }])).toEqual(['A/x', 'a/y']);
  });

  it('give nothing where there are too many files or bytes, whatever the archive says of them', () => {
    const many = ['a', 'b', 'c', 'd'].map((path) => ({ path }));
    expect(told(many)).toBe('it holds more than 3 files');
    const big = 'x'.repeat(600 * 1024);
    expect(told([{ path: 'a', content: big }])).toEqual(['a']);
    expect(
      told([
        { path: 'a', content: big },
        { path: 'b', content: big },
      ]),
    ).toBe('it unpacks to more than 1 MB');
    const bomb = { path: 'a', content: 'x'.repeat(3 * 1024 * 1024), size: 1 };
    expect(told([bomb])).toBe('it is no zip archive, or a damaged one');
  });

  it('give nothing where they are damaged', () => {
    expect(told([{ path: 'a', content: 'x', sum: 1 }])).toBe('`a` in it is damaged');
    for (let length = 0; length < PACKED.length; length += 1)
      expect(unzip(PACKED.subarray(0, length), LIMITS)).toBe('it is no zip archive, or a damaged one');
    for (let at = 0; at < PACKED.length; at += 1) {
      const wrong = Buffer.from(PACKED);
      wrong[at] = 255 - (wrong[at] ?? 0);
      expect(() => unzip(wrong, LIMITS)).not.toThrow();
    }
  });

  it('hold nothing that a folder of the spec leaves out, and no part of a spec', () => {
    const kept = filesOfArchive(
      pack(['manifest.json', '.git/config', 'a/.DS_Store', 'node_modules/x.js'].map((path) => ({ path }))),
    );
    expect(kept).toEqual(new Map([['manifest.json', Buffer.alloc(0)]]));
    expect(filesOfArchive(pack([{ path: 'assets/x.YML' }]))).toContain('read as a part of the spec');
    expect(filesOfArchive(pack([{ path: '.hidden' }]))).toBe('it is empty');
  });
});
