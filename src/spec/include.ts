/** `{file: path}`: a text from a file of its own, inside the spec's folder. */
import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Position } from '../core/diagnostic.ts';
import type { ScalarNode } from '../core/spec-node.ts';
import { digestOf, utf8 } from './files.ts';
import { type Gathering, isInside, type Layer, MAX_FILE_BYTES, nameIn, problem } from './layer.ts';

/** Content is taken as it is, but the last line end belongs to the file. */
export function withoutFinalNewline(text: string): string {
  if (!text.endsWith('\n')) return text;
  return text.slice(0, text.endsWith('\r\n') ? -2 : -1);
}

/** The way back: a file of its own ends with a line end that is not the text's. */
export function withFinalNewline(text: string): string {
  return text + (text.endsWith('\r') ? '\r\n' : '\n');
}

/** The text of `path` below the layer's folder, at the place of its `{file:}`; a problem waits until the node proves to count. */
export function includeFile(
  layer: Layer,
  path: string,
  pathAt: Position,
  at: Position,
  gathering: Gathering,
): ScalarNode {
  const found = readInside(layer, path);
  const name = nameIn(layer, path);
  if ('text' in found) {
    gathering.files.set(name, found.sha256);
    const { text: value, bytes, whole } = found;
    return {
      type: 'scalar',
      value,
      at,
      file: name,
      ...(bytes ? { bytes } : {}),
      ...(whole === undefined ? {} : { whole }),
    };
  }
  const node: ScalarNode = { type: 'scalar', value: '', at, file: name };
  gathering.pending.set(node, [
    problem('SPEC_FILE', pathAt, found.problem, found.hint === undefined ? {} : { hint: found.hint }),
  ]);
  return node;
}

/** Files that are no texts, whatever their bytes say. */
const NO_TEXT =
  /\.(avif|bmp|gif|heic|ico|jpe?g|png|tiff?|webp|pdf|docx?|pptx?|xlsx?|od[pst]|rtf|7z|gz|tar|zip|avi|m4a|m4v|mov|mp3|mp4|ogg|wav|webm|otf|ttf|woff2?)$/i;

type Found =
  | { readonly text: string; readonly sha256: string; readonly bytes?: true; readonly whole?: string }
  | { readonly problem: string; readonly hint?: string };

function readInside(layer: Layer, path: string): Found {
  const { folder } = layer;
  const hint = 'paths of `file:` begin at the spec folder and stay inside it';
  if (path === '' || isAbsolute(path) || /^[A-Za-z]:|\\/.test(path))
    return { problem: `\`${path}\` is no path inside the spec folder`, hint };
  let place: Place;
  try {
    place = placeIn(layer, path);
  } catch {
    if (escapes(path)) return { problem: `\`${path}\` leads out of the spec folder`, hint };
    return { problem: `the file \`${path}\` does not exist`, hint: 'paths of `file:` begin at the spec folder' };
  }
  const { real, facts } = place;
  if (!isInside(folder, real)) return { problem: `\`${path}\` leads out of the spec folder`, hint };
  if (!facts.isFile()) return { problem: `\`${path}\` is not a file` };
  if (facts.size > MAX_FILE_BYTES) return { problem: `\`${path}\` is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB` };
  return decode(real, path);
}

interface Place {
  readonly real: string;
  readonly facts: Stats;
}

/** Real paths of the folders that files of a layer stand in: thousands of articles stand in one. */
const realFolders = new WeakMap<Layer, Map<string, string>>();

/** The file's path without symbolic links. Throws if there is none. */
function placeIn(layer: Layer, path: string): Place {
  const full = resolve(layer.folder, path);
  const folder = dirname(full);
  const known = realFolders.get(layer) ?? new Map<string, string>();
  realFolders.set(layer, known);
  const realFolder = known.get(folder) ?? realpathSync(folder);
  known.set(folder, realFolder);
  const beside = join(realFolder, basename(full));
  const facts = lstatSync(beside);
  if (!facts.isSymbolicLink()) return { real: beside, facts };
  const real = realpathSync(beside);
  return { real, facts: statSync(real) };
}

function escapes(path: string): boolean {
  let depth = 0;
  for (const step of path.split('/')) {
    if (step === '..') depth -= 1;
    else if (step !== '' && step !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function decode(real: string, path: string): Found {
  let bytes: Buffer;
  try {
    bytes = readFileSync(real);
  } catch {
    return { problem: `\`${path}\` cannot be read` };
  }
  if (NO_TEXT.test(path)) return { text: bytes.toString('base64'), sha256: digestOf(bytes), bytes: true };
  const text = utf8(bytes);
  if (text === undefined) return { problem: `\`${path}\` is not UTF-8 text` };
  // Other control characters may stand here, unlike in YAML: old articles hold some, and an import loses nothing.
  if (text.includes('\0')) return { problem: `\`${path}\` holds a NUL character, so it is no text` };
  const value = withoutFinalNewline(text);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const cut = marked || value.length < text.length;
  return { text: value, sha256: digestOf(bytes), ...(cut ? { whole: marked ? `\ufeff${text}` : text } : {}) };
}
