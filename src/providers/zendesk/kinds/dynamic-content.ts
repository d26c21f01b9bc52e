/** Texts in several languages behind one placeholder, `{{dc.KEY}}`: the platform chooses by the language of whoever reads. */
import { listOf } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { members } from '../../../core/attributes/structures.ts';
import { line, text } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import { isPlainStruct, type Struct, sameValue, type Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createdId, noId, numericId, plainWriter, topLevel } from '../crud.ts';

const texts = members(
  {
    content: text({ description: 'The text; it may hold other placeholders.', required: true }),
    active: flag({ description: 'Whether it is used.', platformDefault: true }),
  },
  {
    description: 'Language, such as en-US or de → text. The language must be among those of the account.',
    native: 'variants',
    required: true,
    shorthand: 'content',
    keyNative: 'locale',
    keyDescription: 'a language of the account',
    memberLoss: 'the text in this language',
  },
);

const kind: Kind = {
  name: 'dynamic_content',
  provider: 'zendesk',
  section: ['dynamic_content'],
  title: 'dynamic content',
  plural: 'dynamic content items',
  description: 'A text in several languages, used as `{{dc.KEY}}` in rules, macros, fields and forms.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/ticket-management/dynamic_content/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    placeholder: {
      ...line({
        description: 'KEY of `{{dc.KEY}}`; the key of the block if left out.',
        mutability: 'immutable',
        // Old accounts have them in every script.
        pattern: /^[\p{L}\p{M}\p{N}_-]+$/u,
        patternSays: 'of letters, digits, `_` and `-`',
      }),
      fromKey: true,
    },
    name: line({ description: 'Name that admins see; unique, whatever its capitals.', required: true, late: true }),
    default_language: line({
      description: 'Language of those who have none of the others; it must be among the texts.',
      required: true,
    }),
    texts,
  },
  naturalKey: ({ placeholder }) => String(placeholder),
  keyUnique: true,
  mention: ({ placeholder }) => `{{dc.${String(placeholder)}}}`,
  neighbours: () => ['locale'],
  deletionLoses: () => 'its texts, wherever the placeholder stands',
  hazards: [
    '2026-11-24: the placeholder is made from the first name and never follows a new one; it is created under the name that yields it, and renamed.',
    '2026-11-24: an item that a trigger, an automation or a macro uses cannot be deleted; elsewhere its placeholder stays as it is.',
    '2026-11-24: a language must be switched on for the account before a text can have it.',
  ],
};

const base: Binding = {
  kind,
  // support.zendesk.com/hc/en-us/articles/5411234991258: from Growth on.
  feature: 'dynamic_contents',
  endpoint: {
    path: '/api/v2/dynamic_content/items',
    one: 'item',
    many: 'items',
    paging: 'cursor',
    update: 'PUT',
    send: 'changed',
  },
  computed: (native) => ({
    placeholder: /^\{\{dc\.(.+)\}\}$/.exec(String(native.placeholder))?.[1] ?? String(native.placeholder),
    ...(typeof native.default_language === 'string' ? { default_language: native.default_language } : {}),
  }),
  facts: (native) => ({
    aliases: [String(native.placeholder)],
    parts: Object.fromEntries(variantsOf(native).map(({ id, locale }) => [`text:${locale}`, String(id)])),
  }),
  translate: { needs: (natives) => (natives.length === 0 ? [] : ['locale']), read: withLanguages },
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const { name, placeholder, default_language: first } = attributes;
    // The placeholder comes from the name that the item is born with.
    const item = {
      name: placeholder,
      default_locale_id: localeId(first ?? null, cx),
      variants: membersOf(attributes.texts).map((one) => ({
        ...variant(one, cx),
        default: sameLocale(one.key, first),
      })),
    };
    const created = (reply: { readonly body: unknown }) => createdId(base, { status: 201, headers: {}, ...reply });
    const id = created(yield { method: 'POST', path: base.endpoint.path, body: { item }, created });
    if (id === undefined) return noId(base);
    if (name !== placeholder) yield* rename(id, name ?? null);
    return { id };
  },
  *update(live, target, changed, cx) {
    if (topLevel(changed).includes('name')) yield* rename(live.id, target.name ?? null);
    const path = `${base.endpoint.path}/${live.id}/variants`;
    const before = new Map(membersOf(live.attributes.texts).map((one) => [one.key, one]));
    const wanted = membersOf(target.texts);
    // Whoever is the default can neither go nor be switched off: new ones first, what goes last.
    for (const one of wanted) {
      if (before.has(one.key)) continue;
      yield { method: 'POST', path, body: { variant: { ...variant(one, cx), default: false } } };
    }
    for (const one of wanted) {
      const known = before.get(one.key);
      const becomes =
        sameLocale(one.key, target.default_language) && !sameLocale(one.key, live.attributes.default_language);
      if (known === undefined ? !becomes : sameValue(known, one) && !becomes) continue;
      const body = { variant: { ...variant(one, cx), ...(becomes ? { default: true } : {}) } };
      yield {
        method: 'PUT',
        path: `${path}/${known === undefined ? yield* newVariant(live, one, cx) : partOf(live, one)}`,
        body,
      };
    }
    for (const key of before.keys()) {
      if (wanted.some((one) => one.key === key)) continue;
      yield { method: 'DELETE', path: `${path}/${partOf(live, { key })}` };
    }
    return undefined;
  },
};

export const dynamicContent: Binding = { ...base, writer };

function* rename(id: string, name: Value): Steps<void> {
  yield { method: 'PUT', path: `${base.endpoint.path}/${id}`, body: { item: { name } } };
}

/** The id of a text that this update has just made. */
function* newVariant(live: LiveObject, one: Member, cx: WriteContext): Steps<string> {
  const { body } = yield { method: 'GET', path: `${base.endpoint.path}/${live.id}/variants` };
  const found = recordsOf(isRecord(body) ? body.variants : undefined).find(
    (own) => String(own.locale_id) === String(localeId(one.key, cx)),
  );
  return String(found?.id);
}

type Member = Struct & { readonly key: string };

function membersOf(value: Value | undefined): readonly Member[] {
  return listOf(value ?? []).flatMap((one) =>
    isPlainStruct(one) && typeof one.key === 'string' ? [{ ...one, key: one.key }] : [],
  );
}

function variant({ key, content, active }: Member, cx: WriteContext): Native {
  return { locale_id: localeId(key, cx), content, active: active ?? true };
}

function partOf(live: LiveObject, { key }: { readonly key: string }): string {
  return live.parts?.[`text:${key}`] ?? '';
}

function sameLocale(a: Value | undefined, b: Value | undefined): boolean {
  return String(a).toLowerCase() === String(b).toLowerCase();
}

function localeId(language: Value, cx: WriteContext): number | string {
  const found = cx.live('locale').find(({ native }) => sameLocale(String(native.locale), language));
  if (found === undefined) fail('UNKNOWN_LANGUAGE', `The account has no language ${String(language)}`);
  return numericId(found.id);
}

/** Languages by their tags instead of ids. */
function withLanguages(native: Native, live: (kind: string) => readonly LiveObject[]): Native {
  const tags = new Map(live('locale').map((locale) => [locale.id, String(locale.native.locale)]));
  const tagOf = (id: unknown) => tags.get(String(id)) ?? String(id);
  return {
    ...native,
    default_language: tagOf(native.default_locale_id),
    variants: recordsOf(native.variants).map((one) => ({ ...one, locale: tagOf(one.locale_id) })),
  };
}

function variantsOf({ variants }: Native): readonly Native[] {
  return recordsOf(variants);
}

function recordsOf(list: unknown): readonly Native[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
