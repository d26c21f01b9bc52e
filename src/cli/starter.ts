/** The starter spec with a client's own names in it. Its one source is `examples/starter`, which the docs and the demo use as it is. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../core/diagnostic.ts';

export interface StarterAnswers {
  readonly name: string;
  readonly slug: string;
  readonly subdomain: string;
  readonly edition: string;
  readonly environment: string;
}

const SOURCE = fileURLToPath(new URL('../../examples/starter/', import.meta.url));

/** Writes the starter spec into `folder` and returns the paths of its files. A folder that holds anything is refused untouched. */
export async function writeStarter(folder: string, answers: StarterAnswers): Promise<readonly string[]> {
  await expectEmpty(folder);
  const written: string[] = [];
  try {
    for (const name of await filesBelow(SOURCE)) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, filled(name, await readFile(join(SOURCE, name), 'utf8'), answers), { flag: 'wx' });
      written.push(path);
    }
  } catch (error) {
    fail('FILE_NOT_WRITTEN', `The spec could not be written to ${folder}`, { detail: messageOf(error) });
  }
  return written;
}

/** Throws unless `folder` is missing or empty; a fresh repository counts as empty. */
export async function expectEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    return fail('FOLDER_UNREADABLE', `${folder} cannot be used as a folder`, { detail: messageOf(error) });
  });
  const [first] = found.filter((name) => name !== '.git');
  if (first === undefined) return;
  fail('FOLDER_NOT_EMPTY', `${folder} is not empty: it holds ${first}`, {
    hint: 'Give the name of a new folder: supportctl init DIR',
  });
}

function filled(file: string, text: string, answers: StarterAnswers): string {
  if (file.endsWith('.yaml')) return withLines(text, answers);
  return text
    .replaceAll('ZENDESK_SUBDOMAIN=acme', `ZENDESK_SUBDOMAIN=${answers.subdomain}`)
    .replaceAll(/\bAcme\b/g, () => answers.name);
}

/** The lines of the starter's YAML that hold names; nothing else of it changes, comments and layout stay. */
function withLines(text: string, { name, slug, subdomain, edition, environment }: StarterAnswers): string {
  const lines = new Map([
    // Quoted, and a dollar doubled: it would be taken for a variable.
    [
      '  name: Acme',
      `  name: ${/^[A-Za-z][A-Za-z0-9 ]*$/.test(name) ? name : JSON.stringify(name.replaceAll('$', '$$$$'))}`,
    ],
    ['  slug: acme', `  slug: ${slug}`],
    ['  website: https://acme.example', `  website: https://${subdomain}.example`],
    [`  subdomain: "\${ZENDESK_SUBDOMAIN:-acme}"`, `  subdomain: "\${ZENDESK_SUBDOMAIN:-${subdomain}}"`],
    ['  edition: suite_professional', `  edition: ${edition}`],
    ['  environment: sandbox', `  environment: ${environment}`],
    ['  acme:', `  ${slug}:`],
  ]);
  return text
    .split('\n')
    .map((line) => lines.get(line) ?? line)
    .join('\n');
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((path) => path.slice(folder.length)).sort();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
