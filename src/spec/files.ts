/** The files of a spec folder: which there are, and their bytes as text. */
import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { type Gathering, isInside, type Layer, MAX_FILE_BYTES, nameIn, problem, type YamlSource } from './layer.ts';

const LEFT_OUT = new Set(['environments', 'tests', 'node_modules']);
const YAML_NAME = /\.ya?ml$/i;

/** A spec as it was named on the command line: a folder, or one file in a folder. */
export interface SpecPlace {
  readonly folder: string;
  /** Names of the files, relative to the folder; undefined for all. */
  readonly only?: readonly string[];
}

/** The real folder of a spec, or undefined if there is none. */
export function placeOf(path: string): SpecPlace | undefined {
  try {
    const real = realpathSync(path);
    if (statSync(real).isDirectory()) return { folder: real };
    return { folder: dirname(real), only: [basename(real)] };
  } catch {
    return undefined;
  }
}

/** Paths of all YAML files below `folder`, with `/`, in path order; `environments/`, `tests/`, dot-folders and `node_modules` stay out. */
export function yamlFilesIn(folder: string): readonly string[] {
  const found: string[] = [];
  const folders = [folder];
  for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = join(current, entry.name);
      if (entry.isDirectory()) {
        if (!LEFT_OUT.has(entry.name)) folders.push(path);
      } else if (isYaml(entry.name)) found.push(relative(folder, path).split(sep).join('/'));
    }
  }
  return found.sort(comparePaths);
}

/** Whether a file of this name is read as a part of the spec. */
export function isYaml(name: string): boolean {
  return YAML_NAME.test(name);
}

/** Folder by folder, each in the order of code units, so that every system sees one order. */
function comparePaths(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [one = '', other = ''] = [left[index], right[index]];
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

/** The text of a YAML file of the layer, noted with its digest; undefined after saying what is wrong. */
export function readSource(layer: Layer, path: string, gathering: Gathering): YamlSource | undefined {
  const name = nameIn(layer, path);
  const full = join(layer.folder, path);
  const at = { file: name, line: 1, column: 1 };
  function refuse(code: string, summary: string, hint?: string): undefined {
    gathering.incomplete = true;
    gathering.diagnostics.push(problem(code, at, summary, hint === undefined ? {} : { hint }));
    return undefined;
  }
  let bytes: Buffer;
  try {
    const real = realpathSync(full);
    if (!isInside(layer.folder, real))
      return refuse('SPEC_FILE', 'the file is a link that leads out of the spec folder');
    const facts = statSync(real);
    if (!facts.isFile()) return refuse('SPEC_FILE', 'this is not a file');
    if (facts.size > MAX_FILE_BYTES) {
      return refuse(
        'SPEC_TOO_LARGE',
        `the file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB`,
        'split it into several files',
      );
    }
    bytes = readFileSync(real);
  } catch {
    return refuse('SPEC_FILE', 'the file cannot be read');
  }
  const text = utf8(bytes);
  if (text === undefined) return refuse('SPEC_FILE', 'the file is not UTF-8 text', 'save it as UTF-8');
  gathering.files.set(name, digestOf(bytes));
  return { text, name, layer };
}

/** The text of UTF-8 bytes without a byte order mark, or undefined if they are none. */
export function utf8(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** sha256 in hexadecimal. */
export function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}
