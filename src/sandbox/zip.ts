/** Zip archives, read by their central directory and written without compression: what themes come and go as. */

import { crc32, inflateRawSync } from 'node:zlib';

export type Archive = ReadonlyMap<string, Uint8Array>;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** More than a theme can be, and little enough to be unpacked in memory. */
const MOST = 100 * 1024 * 1024;

/** The files by their paths; undefined for what is no archive, is locked, or would be too large when unpacked. */
export function readZip(bytes: Uint8Array): Archive | undefined {
  try {
    return entriesOf(Buffer.from(bytes));
  } catch {
    return undefined;
  }
}

function entriesOf(zip: Buffer): Archive | undefined {
  const end = lastIndexOf(zip, END);
  if (end < 0) return undefined;
  const files = new Map<string, Uint8Array>();
  let at = zip.readUInt32LE(end + 16);
  let total = 0;
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) return undefined;
    const [locked, method] = [(zip.readUInt16LE(at + 8) & 1) === 1, zip.readUInt16LE(at + 10)];
    const [packed, size] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    total += size;
    if (locked || total > MOST) return undefined;
    const data = dataAt(zip, zip.readUInt32LE(at + 42), packed);
    if (!data) return undefined;
    if (!name.endsWith('/')) {
      const content = method === 0 ? data : method === 8 ? inflateRawSync(data, { maxOutputLength: MOST }) : undefined;
      if (!content || content.length !== size || crc32(content) !== zip.readUInt32LE(at + 16)) return undefined;
      files.set(name, content);
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** The local header may have another length than the entry of the directory. */
function dataAt(zip: Buffer, header: number, length: number): Buffer | undefined {
  if (zip.readUInt32LE(header) !== LOCAL) return undefined;
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  return zip.subarray(start, start + length);
}

function lastIndexOf(zip: Buffer, signature: number): number {
  const sought = Buffer.alloc(4);
  sought.writeUInt32LE(signature);
  return zip.lastIndexOf(sought);
}

export function writeZip(files: Readonly<Record<string, string>>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const [name, data] = [Buffer.from(path), Buffer.from(content)];
    // Version, flags, method, time and date; then the sum and both sizes; then the lengths of name and extra.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([signed(LOCAL), common, name, data]);
    directory.push(Buffer.concat([signed(ENTRY, 20), common, place, name]));
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...parts, entries, signed(END), end]));
}

function signed(signature: number, version?: number): Buffer {
  const start = Buffer.alloc(version === undefined ? 4 : 6);
  start.writeUInt32LE(signature);
  if (version !== undefined) start.writeUInt16LE(version, 4);
  return start;
}
