/** What categories, sections and articles share: a brand's host, the source language, and names that are translations. */

import type { Attribute } from '../../core/attribute.ts';
import { reference } from '../../core/attributes/references.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import { integer } from '../../core/attributes/simple.ts';
import { line } from '../../core/attributes/text.ts';
import { fail } from '../../core/diagnostic.ts';
import type { LiveObject, Request, Steps, WriteContext } from '../../core/provider.ts';
import type { Attributes, Value } from '../../core/value.ts';
import { type Binding, liveObject, type Native, nativeIn } from './binding.ts';
import { createdId, encodeAttributes, noId, writable } from './crud.ts';

/** The first attribute of each: filled from the section that the block stands in. */
export const brand = reference('brand', {
  description: 'Brand whose help center it is in.',
  mutability: 'immutable',
  required: true,
  native: 'brand_id',
  ids: 'number',
});

export const position = integer({ description: 'Place among its siblings; equal ones stand newest first.', min: 0 });

const language = line({
  description: 'Language that it is written in, such as en-us; the default language of the help center if not given.',
  mutability: 'immutable',
  native: 'source_locale',
});

/** Help Center writes languages in lower case. */
export const locale: Attribute = {
  ...language,
  parse(node, cx) {
    const value = language.parse(node, cx);
    return typeof value === 'string' ? value.toLowerCase() : value;
  },
  decode: (native) => String(native ?? '').toLowerCase(),
};

/** The subdomain of the brand that the object belongs to. */
export function hostOf(reference: Value | undefined, cx: WriteContext): string {
  const id = reference === undefined ? '' : cx.id(reference);
  const found = cx.live('brand').find((object) => object.id === id);
  const subdomain = found?.native.subdomain;
  return typeof subdomain === 'string'
    ? subdomain
    : fail('UNKNOWN_BRAND', `The account has no brand with the id ${id}`);
}

/** Creates the object in its language, without translations; `path` is where it is posted, `more` stands beside it in the body. */
export function* createIn(
  binding: Binding,
  path: string,
  attributes: Attributes,
  extra: Native,
  more: Native,
  cx: WriteContext,
): Steps<{ id: string; live?: LiveObject }> {
  const host = hostOf(attributes.brand, cx);
  const source = attributes.locale ?? (yield* defaultLocale(host));
  const { source_locale: _, ...native } = encodeAttributes(
    binding.kind,
    attributes,
    writable(binding.kind, attributes, 'create').filter((name) => name !== 'translations'),
    cx,
  );
  const body = { [binding.endpoint.one]: { ...native, ...extra, locale: source }, ...more };
  const reply = yield { method: 'POST', path, host, body, created: (answer) => createdId(binding, answer) };
  const created = nativeIn(reply.body, binding.endpoint.one);
  const id = createdId(binding, reply);
  if (created === undefined || id === undefined) return noId(binding);
  return { id, live: liveObject(binding, { ...created, brand_id: brandId(attributes.brand, cx) }) };
}

/** https://developer.zendesk.com/api-reference/help_center/help-center-api/translations/#list-all-enabled-locales-and-default-locale */
function* defaultLocale(host: string): Steps<string> {
  const reply = yield { method: 'GET', path: '/api/v2/help_center/locales', host };
  const found = isRecord(reply.body) ? reply.body.default_locale : undefined;
  return typeof found === 'string'
    ? found
    : fail('BAD_REPLY', 'The help center does not say which language is its default');
}

/** Sends what belongs to the object, then what belongs to the translation in its own language. */
export function* updateIn(
  binding: Binding,
  live: LiveObject,
  own: Native,
  translation: Native,
  more: Native,
  cx: WriteContext,
): Steps<LiveObject | undefined> {
  const { endpoint } = binding;
  const host = hostOf(live.attributes.brand, cx);
  let native: Native = live.native;
  if (Object.keys(own).length > 0) {
    const request: Request = {
      method: 'PUT',
      path: `${endpoint.path}/${live.id}`,
      host,
      body: { [endpoint.one]: own, ...more },
    };
    native = { ...native, ...nativeIn((yield request).body, endpoint.one), brand_id: native.brand_id };
  }
  if (Object.keys(translation).length > 0) {
    const path = `${endpoint.path}/${live.id}/translations/${String(live.native.source_locale)}`;
    const reply = yield { method: 'PUT', path, host, body: { translation } };
    native = { ...native, ...translated(nativeIn(reply.body, 'translation') ?? {}, endpoint.one) };
  }
  return liveObject(binding, native);
}

/** A translation's title and body under the names that the object has for them. */
function translated({ title, body, draft }: Native, one: string): Native {
  const [head, text] = one === 'article' ? ['title', 'body'] : ['name', 'description'];
  return {
    ...(title === undefined ? {} : { [head]: title }),
    ...(body === undefined ? {} : { [text]: body }),
    ...(draft === undefined || one !== 'article' ? {} : { draft }),
  };
}

export function* removeIn({ endpoint }: Binding, live: LiveObject, cx: WriteContext): Steps<void> {
  yield { method: 'DELETE', path: `${endpoint.path}/${live.id}`, host: hostOf(live.attributes.brand, cx) };
}

/** `source` renamed and split: the properties in `names` (own → translation's) and the rest. */
export function split(native: Native, names: Readonly<Record<string, string>>): { own: Native; translation: Native } {
  const own: Record<string, unknown> = {};
  const translation: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(native)) {
    const translated = names[name];
    if (translated === undefined) own[name] = value;
    else translation[translated] = value;
  }
  return { own, translation };
}

function brandId(reference: Value | undefined, cx: WriteContext): string {
  return reference === undefined ? '' : cx.id(reference);
}
