/** `{folder: path}`: a folder of the spec as one archive of its files, such as a theme; and such an archive as files. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Position } from '../core/diagnostic.ts';
import type { ScalarNode } from '../core/spec-node.ts';
import { unzip, writeZip } from '../core/zip.ts';
import { digestOf, isYaml } from './files.ts';
import { type Gathering, isInside, type Layer, MAX_FILE_BYTES, nameIn, problem } from './layer.ts';

/** More files than that are no theme, but a folder that somebody mistook for one. */
const MOST_FILES = 5000;

/** The archive of `path` below the layer's folder, in base64; a problem waits until the node proves to count. */
export function includeFolder(
  layer: Layer,
  path: string,
  pathAt: Position,
  at: Position,
  gathering: Gathering,
): ScalarNode {
  const file = nameIn(layer, path);
  const found = readFolder(layer, path);
  if (typeof found === 'string') {
    const node: ScalarNode = { type: 'scalar', value: '', at, file };
    const hint = 'paths of `folder:` begin at the spec folder and stay inside it';
    gathering.pending.set(node, [problem('SPEC_FILE', pathAt, found, { hint })]);
    return node;
  }
  for (const [name, content] of found) gathering.files.set(`${file}/${name}`, digestOf(content));
  return { type: 'scalar', value: Buffer.from(writeZip(found)).toString('base64'), at, file, bytes: true };
}

/**
 * The files of an archive that a folder of the spec may hold, so that `{folder: …}` packs the same ones again; or in a few
 * words why there are none. A YAML file in it would be read as a part of the spec, whoever made it.
 */
export function filesOfArchive(archive: Uint8Array): ReadonlyMap<string, Uint8Array> | string {
  const found = unzip(archive, { files: MOST_FILES, bytes: MAX_FILE_BYTES });
  if (typeof found === 'string') return found;
  const files = new Map([...found].filter(([path]) => !path.split('/').some(isLeftOut)));
  const yaml = [...files.keys()].find(isYaml);
  if (yaml !== undefined) return `it holds \`${yaml}\`, which would be read as a part of the spec`;
  return files.size === 0 ? 'it is empty' : files;
}

/** Whatever begins with a dot stays out, and so do installed packages. */
function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** Path → content, or why there is none. */
function readFolder({ folder }: Layer, path: string): ReadonlyMap<string, Uint8Array> | string {
  if (path === '' || isAbsolute(path) || /^[A-Za-z]:|\\/.test(path))
    return `\`${path}\` is no path inside the spec folder`;
  const files = new Map<string, Uint8Array>();
  let size = 0;

  function add(real: string, inner: string): string | undefined {
    for (const entry of readdirSync(real, { withFileTypes: true })) {
      if (isLeftOut(entry.name)) continue;
      const name = inner === '' ? entry.name : `${inner}/${entry.name}`;
      const place = realpathSync(join(real, entry.name));
      if (!isInside(folder, place)) return `\`${path}/${name}\` leads out of the spec folder`;
      const facts = statSync(place);
      if (facts.isDirectory()) {
        // A link to a folder above would never end.
        if (entry.isSymbolicLink()) return `\`${path}/${name}\` is a link to a folder`;
        const wrong = add(place, name);
        if (wrong !== undefined) return wrong;
        continue;
      }
      size += facts.size;
      if (size > MAX_FILE_BYTES) return `\`${path}\` holds more than ${MAX_FILE_BYTES / 1024 / 1024} MB`;
      if (files.size >= MOST_FILES) return `\`${path}\` holds more than ${MOST_FILES} files`;
      files.set(name, readFileSync(place));
    }
    return undefined;
  }

  try {
    const real = realpathSync(join(folder, path));
    if (!isInside(folder, real)) return `\`${path}\` leads out of the spec folder`;
    if (!statSync(real).isDirectory()) return `\`${path}\` is not a folder`;
    return add(real, '') ?? (files.size === 0 ? `the folder \`${path}\` is empty` : files);
  } catch {
    return `the folder \`${path}\` does not exist, or cannot be read`;
  }
}
