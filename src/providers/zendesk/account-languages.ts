/** The languages of an account, one by one: those that the spec names are switched on, others stay. */
import { z } from 'zod';
import type { Attribute } from '../../core/attribute.ts';
import { memberList, memberNames } from '../../core/attributes/member-list.ts';
import { unknownWord, wrongType } from '../../core/attributes/problems.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import type { LiveObject } from '../../core/provider.ts';
import { child } from '../../core/spec-node.ts';
import type { Value } from '../../core/value.ts';
import type { Native } from './binding.ts';

const KEY = 'languages';
/** Languages that are switched on, and all that there are. */
export const LOCALE = 'locale';
export const ANY_LOCALE = 'platform_language';

const languages = memberList({ description: 'Tags of languages, such as pt-br.', member: 'tag of a language' });

export const localization: Attribute = {
  ...languages,
  description: 'Languages of the account: `{languages: [en-us, fr]}`; its own one always stays.',
  memberLoss: 'help centers and dynamic content no longer show what is written in it',
  schema: z.strictObject({ [KEY]: z.array(z.string()) }).describe('Languages of the account.'),
  parse(node, cx) {
    if (node.type !== 'map') return wrongType(cx, node, 'a map: {languages: [en-us, fr]}');
    for (const [key, entry] of node.entries)
      if (key !== KEY) return unknownWord(cx, { ...node, at: entry.keyAt }, 'The key', key, [KEY]);
    return languages.parse(child(node, KEY) ?? node, cx);
  },
  format: (value, cx) => ({ [KEY]: languages.format(value, cx) }),
  decode: (native) => languages.decode(isRecord(native) ? native[KEY] : []),
  encode: (value) => ({ [KEY]: memberNames(value) }),
  worthSaying: (value) => (memberNames(value).length > 1 ? value : []),
};

/** The settings with the tags of languages in the place of their ids. */
export function withTags(settings: Native, enabled: readonly LiveObject[]): Native {
  const tags = new Map(enabled.map(({ id, title }) => [id, title]));
  const { locale_ids: ids } = isRecord(settings.localization) ? settings.localization : {};
  const listed = Array.isArray(ids) ? ids.map(String) : [...tags.keys()];
  return { ...settings, localization: { [KEY]: listed.map((id) => tags.get(id) ?? id) } };
}

/** The whole list as the platform takes it: what the value names. Ids stand for what nobody could name. */
export function localeIds(value: Value | undefined, all: readonly LiveObject[]): readonly number[] {
  const ids = new Map(all.map(({ id, title }) => [title.toLowerCase(), id]));
  return memberNames(value).map((tag) => Number(ids.get(tag) ?? tag));
}
