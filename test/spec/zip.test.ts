import { describe, expect, it } from 'vitest';
import { readFromZip, writeZip } from '../../src/core/zip.ts';

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
