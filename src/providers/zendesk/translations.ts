/** Translations of what stands in a help center; the one in its own language is the object's own text. */
import type { Attribute } from '../../core/attribute.ts';
import { listOf } from '../../core/attributes/references.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import { type Fields, members } from '../../core/attributes/structures.ts';
import type { LiveObject, Steps, WriteContext } from '../../core/provider.ts';
import { type Attributes, isPlainStruct, type Struct, sameValue } from '../../core/value.ts';
import { type Binding, type Completion, liveObject, type Native, nativeIn } from './binding.ts';
import { encodeAttributes, topLevel, writable } from './crud.ts';
import { hostOf } from './help-center.ts';

/** Read only where a block has translations: they make the lists twice as long. */
export const translationsCompletion: Completion = {
  where: 'help_center_language',
  query: { include: 'translations' },
};

/** The kinds that a block with translations needs. */
export function languagesFor(attributes: Attributes): readonly string[] {
  return attributes.translations === undefined ? [] : [translationsCompletion.where];
}

/** `fields` are those of the platform's translation under the names that the kind has for them. */
export function translations(fields: Fields, shorthand: string): Attribute {
  return members(fields, {
    description: 'Texts in other languages: language, such as de or pt-br → text. A language must be switched on.',
    shorthand,
    keyNative: 'locale',
    keyDescription: 'a language of the help center',
    keyProblem: (locale) =>
      /^[a-z]{2,3}(-[a-z0-9]+)*$/.test(locale) ? undefined : 'is no language, such as de or pt-br',
    memberLoss: 'the translated text',
  });
}

/** Attributes and parts of what was sideloaded. */
export function readTranslations(attribute: Attribute): Pick<Binding, 'computed' | 'facts'> {
  return {
    computed: (native): Attributes =>
      native.translations === undefined ? {} : { translations: attribute.decode(foreign(native)) },
    facts: (native) => ({
      parts: Object.fromEntries(foreign(native).map(({ id, locale }) => [`translation:${locale}`, String(id)])),
    }),
  };
}

function foreign({ translations: list, source_locale }: Native): readonly Native[] {
  return recordsOf(list).filter(({ locale }) => String(locale).toLowerCase() !== String(source_locale).toLowerCase());
}

/** What a create made, with its translations. */
export function* withTranslations(
  binding: Binding,
  made: { readonly id: string; readonly live?: LiveObject },
  { translations: list }: Attributes,
  unsaid: Native,
  cx: WriteContext,
): Steps<{ id: string; live?: LiveObject }> {
  if (list === undefined || made.live === undefined) return made;
  return { id: made.id, live: yield* writeTranslations(binding, made.live, { translations: list }, unsaid, cx) };
}

/** The attributes of the object itself that an update sends. */
export function ownAttributes(
  { kind }: Binding,
  target: Attributes,
  changed: readonly string[],
  cx: WriteContext,
): Native {
  const names = writable(kind, target, 'update', topLevel(changed)).filter((name) => name !== 'translations');
  return encodeAttributes(kind, target, names, cx);
}

/**
 * Adds, changes and removes translations, and returns the object with them. `unsaid` is sent along with a new one.
 * https://developer.zendesk.com/api-reference/help_center/help-center-api/translations/
 */
export function* writeTranslations(
  binding: Binding,
  live: LiveObject,
  target: Attributes,
  unsaid: Native,
  cx: WriteContext,
): Steps<LiveObject> {
  const attribute = binding.kind.attributes.translations;
  if (target.translations === undefined || attribute === undefined) return live;
  const host = hostOf(live.attributes.brand, cx);
  const path = `${binding.endpoint.path}/${live.id}/translations`;
  const before = byLanguage(live.attributes);
  const after = byLanguage(target);
  const natives = new Map(foreign(live.native).map((native) => [String(native.locale), native]));
  for (const [locale, member] of after) {
    const known = before.get(locale);
    if (known !== undefined && sameValue(known, member)) continue;
    const [sent] = recordsOf(attribute.encode([member], cx));
    const translation = known === undefined ? { ...unsaid, ...sent } : withoutLocale(sent);
    const reply =
      known === undefined
        ? yield { method: 'POST', path, host, body: { translation } }
        : yield { method: 'PUT', path: `${path}/${locale}`, host, body: { translation } };
    natives.set(locale, { ...natives.get(locale), locale, ...translation, ...nativeIn(reply.body, 'translation') });
  }
  for (const locale of before.keys()) {
    if (after.has(locale)) continue;
    const id = live.parts?.[`translation:${locale}`] ?? '';
    yield { method: 'DELETE', path: `/api/v2/help_center/translations/${id}`, host };
    natives.delete(locale);
  }
  return liveObject(binding, { ...live.native, translations: [...natives.values()] });
}

function byLanguage({ translations: list }: Attributes): ReadonlyMap<string, Struct> {
  return new Map(listOf(list).flatMap((member) => (isPlainStruct(member) ? [[String(member.key), member]] : [])));
}

function recordsOf(native: unknown): readonly Native[] {
  return Array.isArray(native) ? native.filter(isRecord) : [];
}

function withoutLocale({ locale: _, ...rest }: Native = {}): Native {
  return rest;
}
