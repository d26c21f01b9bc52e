/** Themes: how a help center looks. */
import type { Attribute } from '../../../core/attribute.ts';
import { wrongValue } from '../../../core/attributes/problems.ts';
import { reference } from '../../../core/attributes/references.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, Writer } from '../../../core/provider.ts';
import { canonicalJson } from '../../../core/value.ts';
import type { Binding } from '../binding.ts';
import { plainWriter, topLevel } from '../crud.ts';
import { filesSeen, manifestOf, themeFiles, themeOf } from '../theme-files.ts';
import { fetchTheme, sendTheme } from '../theme-job.ts';

const shown = flag({
  description: 'Readers see it: `true` for one theme of each help center.',
  platformDefault: false,
});
const live: Attribute = {
  ...shown,
  parse(node, cx) {
    const value = shown.parse(node, cx);
    if (value !== false) return value;
    return wrongValue(cx, node, 'A help center always has a theme', 'Say `live: true` in the block of another theme');
  },
};

const kind: Kind = {
  name: 'theme',
  provider: 'zendesk',
  section: ['help_center', '*', 'themes'],
  scope: 'brand',
  title: 'theme',
  plural: 'themes',
  description: 'How a help center looks. Settings that people make in the theme editor stay theirs.',
  source: 'https://developer.zendesk.com/api-reference/help_center/help-center-api/theming/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    brand: reference('brand', {
      description: 'Brand whose help center it is for.',
      mutability: 'immutable',
      required: true,
      native: 'brand_id',
      ids: 'string',
    }),
    name: line({ description: 'Name as manifest.json has it.', required: true }),
    files: themeFiles({
      description: 'Its files: {folder: PATH}, or {file: PATH} of a .zip. Sent when any of them changes.',
    }),
    live,
  },
  naturalKey: ({ brand, name }) => canonicalJson([brand ?? null, name]),
  keyUnique: false,
  cures: {
    NonUpdatableTheme:
      'Only a theme that came by the API takes files from it: give the folder another name in its manifest.json and a block of that name, which makes it a new theme, and take `files` out of this one',
  },
  archived: {
    attribute: 'files',
    folder: 'themes',
    todo: 'export it from the help center and name the folder as `files`, or upload it there',
  },
  deletionLoses: () => 'the settings that people made in the theme editor',
  hazards: [
    '2026-11-26: themes of its own begin with Growth; a theme that came with the help center can be published, and its files cannot be replaced.',
    '2026-11-26: with OAuth, themes have scopes of their own, themes:read and themes:write; only the account itself is asked, never a brand’s host.',
    '2026-11-26: the account shows name and version of a theme, not its files: they are compared by version, and with what was last sent.',
    '2026-11-26: name and version come from manifest.json; a theme never moves to another brand.',
    '2026-11-26: the live theme cannot be deleted; another one is published first, in an apply of its own.',
    '2026-11-26: an import brings the files home by an export job, which a token that only reads may be refused; Copenhagen, which is Zendesk’s own and in every account, comes without.',
    '2026-11-26: only a theme that came by the API takes files from it (NonUpdatableTheme), and nothing shows how one came: of any other, an apply that changes its files fails.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/guide/theming/themes',
    one: 'theme',
    many: 'themes',
    paging: 'unpaged',
    update: 'PUT',
    send: 'changed',
  },
  computed: (native) => ({ files: filesSeen(native) }),
  facts: (native) => (native.live === true ? { held: 'readers see it; publish another theme first' } : {}),
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const name = String(attributes.name);
    const { data } = themeOf(attributes.files);
    if (data === undefined) return fail('CANNOT_CREATE', `The theme "${name}" has no files`);
    const brand = attributes.brand === undefined ? '' : cx.id(attributes.brand);
    const id = yield* sendTheme('imports', { brand_id: brand }, name, data);
    if (id === undefined) return fail('BAD_REPLY', `Zendesk took the theme "${name}", but does not show its id`);
    if (attributes.live === true) yield* publish(id);
    return { id };
  },
  *update({ id }, target, changed) {
    const names = topLevel(changed);
    const { data } = themeOf(target.files);
    if (names.includes('files') && data !== undefined)
      yield* sendTheme('updates', { theme_id: id, replace_settings: false }, String(target.name), data);
    if (names.includes('live') && target.live === true) yield* publish(id);
    return undefined;
  },
};

/**
 * The files of a theme, but not of the one that comes with every help center: they are Zendesk's, no program replaces them,
 * and another account has them already. Throws `SupportctlError` for an archive that no block could name.
 */
function archive({ id, native }: LiveObject): Steps<Uint8Array> | undefined {
  const name = String(native.name);
  return native.author === 'Zendesk' && name === 'Copenhagen' ? undefined : archiveOf(id, name);
}

function* archiveOf(id: string, name: string): Steps<Uint8Array> {
  const data = yield* fetchTheme(id, name);
  const manifest = manifestOf(data);
  if (manifest === undefined)
    return fail(
      'BAD_REPLY',
      `What Zendesk exports as the theme "${name}" has no manifest.json with a name and a version`,
    );
  // A block says one name, and people may have given the theme another one.
  if (manifest.name !== name)
    return fail('THEME_NAME', `The manifest.json of the theme "${name}" says "${manifest.name}"`);
  return data;
}

export const theme: Binding = { ...base, writer, archive };

function* publish(id: string): Steps<void> {
  yield { method: 'POST', path: `${base.endpoint.path}/${id}/publish`, body: {} };
}
