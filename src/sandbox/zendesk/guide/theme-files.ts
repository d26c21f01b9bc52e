/** What a theme's archive must hold, and what its manifest says: support.zendesk.com/hc/en-us/articles/4408846524954 */

import type { Attributes } from '../../json.ts';
import { isObject, parseJson, text } from '../../json.ts';
import type { Archive } from '../../zip.ts';
import { readZip } from '../../zip.ts';

export interface Manifest {
  readonly name: string;
  readonly author: string;
  readonly version: string;
  /** What the theme's settings are to begin with. */
  readonly settings: Attributes;
}

/** An error of a failed job: developer.zendesk.com/api-reference/help_center/help-center-api/theming/#failed-job-error-codes */
export interface Fault {
  readonly code: string;
  readonly title: string;
  readonly meta: Attributes;
}

/** [general knowledge] The page says that a name can be too long, and not where that begins. */
const MAX_NAME = 255;

export function readTheme(bytes: Uint8Array): Manifest | Fault {
  const files = readZip(bytes);
  if (!files) return fault('FileNotSupported', 'The file is not a zip archive');
  const foreign = [...files.keys()].find((path) => path.startsWith('/') || path.split('/').includes('..'));
  if (foreign !== undefined) return fault('FileNotSupported', 'A file is outside the theme', { path: foreign });
  const manifest = files.get('manifest.json');
  if (!manifest) return fault('FileNotFound', 'A required file cannot be found', { path: 'manifest.json' });
  return templateFault(files) ?? readManifest(decode(manifest));
}

export function isFault(theme: Manifest | Fault): theme is Fault {
  return 'code' in theme;
}

/** [general knowledge] Of templates the sandbox looks only at whether there is one, and whether their braces close. */
function templateFault(files: Archive): Fault | undefined {
  const templates = [...files].filter(([path]) => /^templates\/.+\.hbs$/.test(path));
  if (templates.length === 0) return fault('FileNotFound', 'A required file cannot be found', { path: 'templates/' });
  for (const [path, content] of templates) {
    const source = decode(content);
    if (source.split('{{').length !== source.split('}}').length) {
      return fault('InvalidTemplates', 'Templates have syntax errors', { path });
    }
  }
  return undefined;
}

function readManifest(source: string): Manifest | Fault {
  const manifest = parseJson(source);
  if (!isObject(manifest)) return fault('InvalidManifest', 'The manifest is not valid');
  const { name, author, version, settings } = manifest;
  for (const key of ['name', 'author', 'version']) {
    if (typeof manifest[key] !== 'string' || manifest[key] === '') {
      return fault('InvalidManifest', 'The manifest is not valid', { key });
    }
  }
  if (text(name).length > MAX_NAME) return fault('NameTooLong', 'The theme name is longer than allowed');
  if (!/^\d+\.\d+\.\d+$/.test(text(version))) return fault('InvalidThemeVersion', 'The theme version is not valid');
  return { name: text(name), author: text(author), version: text(version), settings: { groups: settings ?? [] } };
}

function fault(code: string, title: string, meta: Attributes = {}): Fault {
  return { code, title, meta };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
