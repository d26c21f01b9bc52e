/** Themes, which are made of files beside the spec: each block has a folder whose manifest has the block's name. */
import { line } from '../dice.ts';
import type { Draft, Hint } from '../making.ts';

export const themeHints: Readonly<Record<string, Hint>> = {
  'theme.name': (m) => `${line(m.d, 40)} ${m.next()}`.trim(),
  'theme.files': ({ next }) => ({ folder: `themes/look-${next()}` }),
  // Only one theme of a help center can be live, and the account has one that is.
  'theme.live': () => undefined,
};

/** The files that the themes of a draft are made of. */
export function themeFilesOf(draft: Draft): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const { name, files: place } of draft.get('theme')?.values() ?? []) {
    const folder = JSON.stringify(place).match(/themes\/look-\d+/)?.[0];
    if (folder === undefined) continue;
    files[`${folder}/manifest.json`] = JSON.stringify({ name, author: 'Acme', version: '1.0.0', settings: [] });
    files[`${folder}/templates/home_page.hbs`] = `<main>${folder} {{search}}</main>`;
  }
  return files;
}
