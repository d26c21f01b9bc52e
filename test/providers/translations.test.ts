import { expect, it } from 'vitest';
import type { Attributes } from '../../src/core/value.ts';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { article } from '../../src/providers/zendesk/kinds/article.ts';
import { bindings } from '../../src/providers/zendesk/kinds.ts';
import { node, parsing, run, writing } from './support.ts';

const brandBinding = bindings.find((own) => own.kind.name === 'brand');
const brand = brandBinding === undefined ? [] : [liveObject(brandBinding, { id: 7, name: 'Acme', subdomain: 'acme' })];
const native = {
  id: 3,
  brand_id: 7,
  title: 'First',
  body: '<p>Hello</p>',
  source_locale: 'en-us',
  translations: [
    { id: 30, locale: 'en-us', title: 'First', body: '<p>Hello</p>', draft: false },
    { id: 31, locale: 'de', title: 'Erstes', body: '<p>Hallo</p>', draft: false },
  ],
};
const live = liveObject(article, native);
const update = (target: Attributes, changed: readonly string[], ...replies: unknown[]) =>
  run(
    article.writer?.update?.(live, { ...live.attributes, ...target }, changed, writing({ brand })) ?? none(),
    replies,
  );

it('the text in its own language is no translation', () => {
  expect(live.attributes.translations).toEqual([{ key: 'de', title: 'Erstes', body: '<p>Hallo</p>', publish: true }]);
  expect(liveObject(article, { ...native, translations: undefined }).attributes.translations).toBeUndefined();
});

it('a translation is changed by its language, and a new one is a draft', () => {
  const translations = [
    { key: 'de', title: 'Das Erste', body: '<p>Hallo</p>', publish: true },
    { key: 'fr', title: 'Premier' },
  ];
  const { sent, result } = update(
    { translations },
    ['translations.de.title', 'translations.fr.title'],
    {},
    {
      translation: { id: 32, locale: 'fr', title: 'Premier', body: '', draft: true },
    },
  );
  const path = '/api/v2/help_center/articles/3/translations';
  expect(sent).toEqual([
    {
      method: 'PUT',
      path: `${path}/de`,
      host: 'acme',
      body: { translation: { title: 'Das Erste', body: '<p>Hallo</p>', draft: false } },
    },
    { method: 'POST', path, host: 'acme', body: { translation: { draft: true, locale: 'fr', title: 'Premier' } } },
  ]);
  expect(result?.attributes.translations).toEqual([
    translations[0],
    { key: 'fr', title: 'Premier', body: '', publish: false },
  ]);
});

it('a translation is removed by its id', () => {
  const { sent } = update({ translations: [] }, ['translations.de']);
  expect(sent).toEqual([{ method: 'DELETE', path: '/api/v2/help_center/translations/31', host: 'acme' }]);
});

it('other attributes leave translations alone', () => {
  const { sent } = update({ title: 'New' }, ['title']);
  expect(sent.map(({ path }) => path)).toEqual(['/api/v2/help_center/articles/3/translations/en-us']);
});

it('languages are written as help centers write them', () => {
  const cx = parsing();
  expect(article.kind.attributes.translations?.parse(node({ 'pt-BR': 'Primeiro' }), cx)).toBeUndefined();
  expect(cx.reports[0]?.summary).toBe('"pt-BR" is no language, such as de or pt-br');
});

function none(): never {
  throw new Error('not written');
}
