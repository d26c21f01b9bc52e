/** Zip archives as far as themes need them: one is written the same way every time, and what others made is read with suspicion. */
import { isUtf8 } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3 */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;
const UTF8_NAMES = 0x0800;
const ENCRYPTED = 0x0001;
/** 1980-01-01: an archive must not tell when it was made, or no two were the same. */
const DATE = 0x21;
/** Length of the end record without its comment, and of the longest comment. */
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;

/** An archive of `files` (path with `/` → content), in the order of their paths and not compressed: equal files give equal bytes. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = Buffer.from(path, 'utf8');
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(UTF8_NAMES, 2);
    shared.writeUInt16LE(STORED, 4);
    shared.writeUInt16LE(DATE, 8);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([uint32(LOCAL), shared, name, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([uint32(CENTRAL), Buffer.from([20, 0]), shared, tail, name]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** The file at `path` of an archive; undefined where there is none, or the archive is none, or it holds more than `most` bytes. */
export function readFromZip(archive: Uint8Array, path: string, most: number): Uint8Array | undefined {
  const bytes = bufferOf(archive);
  const wanted = Buffer.from(path, 'utf8');
  return unlessDamaged(() => {
    for (const entry of entriesIn(bytes)) if (entry.name.equals(wanted)) return contentOf(bytes, entry, most);
    return undefined;
  }, undefined);
}

/** What an archive may hold before it is refused. */
export interface ZipLimits {
  readonly files: number;
  /** Of all its files together, unpacked. */
  readonly bytes: number;
}

/**
 * All files of an archive that may be written below a folder, byte for byte (path with `/` → content); or in a few words why
 * none is: somebody made it to leave the folder, to fill the disk, or so that two of its files are one on some machine.
 */
export function unzip(archive: Uint8Array, limits: ZipLimits): ReadonlyMap<string, Uint8Array> | string {
  return unlessDamaged(() => unpacked(bufferOf(archive), limits), 'it is no zip archive, or a damaged one');
}

function unpacked(bytes: Buffer, limits: ZipLimits): ReadonlyMap<string, Uint8Array> | string {
  const files = new Map<string, Uint8Array>();
  const taken = new Map<string, 'file' | 'folder'>();
  let room = limits.bytes;
  for (const entry of entriesIn(bytes)) {
    const { isFolder, path } = nameOf(entry);
    if (path === undefined) return 'it has a file whose name is no UTF-8 text';
    const wrong = entryProblem(entry, path) ?? clash(path, isFolder ? 'folder' : 'file', taken);
    if (wrong !== undefined) return `it holds \`${path}\`, ${wrong}`;
    if (isFolder) continue;
    if (files.size >= limits.files) return `it holds more than ${limits.files} files`;
    if (entry.size > room) return `it unpacks to more than ${limits.bytes / 1024 / 1024} MB`;
    // What claims to be small may be anything: no more than was claimed is unpacked.
    const content = contentOf(bytes, entry, entry.size);
    if (content === undefined) return `\`${path}\` in it is damaged`;
    room -= content.length;
    files.set(path, content);
  }
  return files;
}

/** A path of a folder ends with a slash. */
function nameOf({ name }: Entry): { readonly isFolder: boolean; readonly path: string | undefined } {
  if (!isUtf8(name)) return { isFolder: false, path: undefined };
  const path = name.toString('utf8');
  return path.endsWith('/') ? { isFolder: true, path: path.slice(0, -1) } : { isFolder: false, path };
}

/** Longest name and longest path that every file system takes. Bytes. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 1000;
const KIND_OF_FILE = 0o170000;
const PLAIN: ReadonlySet<number> = new Set([0, 0o100000, 0o040000]);

function entryProblem({ flags, mode }: Entry, path: string): string | undefined {
  const steps = path.split('/');
  if (path === '' || steps.some((step) => step === '' || step === '.' || step === '..') || /[\\:\p{Cc}]/u.test(path))
    return 'which is no path inside a folder';
  if (steps.some((step) => Buffer.byteLength(step) > LONGEST_NAME) || Buffer.byteLength(path) > LONGEST_PATH)
    return 'whose name is too long';
  if (!PLAIN.has(mode & KIND_OF_FILE)) return 'which is a link or a device';
  return (flags & ENCRYPTED) === 0 ? undefined : 'which is encrypted';
}

/** Many file systems take names for the same that differ in case, or in how an accent is written. */
function clash(path: string, as: 'file' | 'folder', taken: Map<string, 'file' | 'folder'>): string | undefined {
  const steps = path.normalize('NFC').toLowerCase().split('/');
  for (let depth = 1; depth <= steps.length; depth += 1) {
    const name = steps.slice(0, depth).join('/');
    const kind = depth < steps.length ? 'folder' : as;
    const known = taken.get(name);
    if (known !== undefined && (known === 'file' || kind === 'file')) return 'which stands in the way of another one';
    taken.set(name, kind);
  }
  return undefined;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** `otherwise` for whatever does not add up: lengths that lead out of the archive, content that is no content. */
function unlessDamaged<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return otherwise;
    throw error;
  }
}

/** A record of the central directory: what local headers say is not asked. */
interface Entry {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly sum: number;
  /** Packed, and as it claims to be unpacked. */
  readonly length: number;
  readonly size: number;
  /** Kind and rights of the file on the machine that packed it; 0 where that one has none. */
  readonly mode: number;
  readonly local: number;
}

/** Throws `RangeError` for an archive that is none. */
function* entriesIn(bytes: Buffer): Iterable<Entry> {
  const end = endOf(bytes);
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new RangeError('No entry where one should be');
    const name = bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    yield {
      name,
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      sum: bytes.readUInt32LE(at + 16),
      length: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      mode: bytes.readUInt16LE(at + 40),
      local: bytes.readUInt32LE(at + 42),
    };
    at += 46 + name.length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1) if (bytes.readUInt32LE(at) === END) return at;
  throw new RangeError('No end record');
}

/** Undefined where the content is not what was packed, or more than `most` bytes. */
function contentOf(bytes: Buffer, { method, length, sum, local }: Entry, most: number): Uint8Array | undefined {
  if (bytes.readUInt32LE(local) !== LOCAL) return undefined;
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + length);
  if (method !== DEFLATED && method !== STORED) return undefined;
  const content = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
  return content.length <= most && crc32(content) === sum ? content : undefined;
}
