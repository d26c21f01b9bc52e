import { expect, it } from 'vitest';
import { codes, found } from './context.ts';

const brand = { $id: '7', kind: 'brand' };
const resources = (key: string, locale?: string) => ({
  'category.c': { brand, name: 'C', translations: [{ key, name: 'X' }], ...(locale === undefined ? {} : { locale }) },
});
const tenant = {
  brand: [{ id: 7, name: 'Acme', subdomain: 'acme', has_help_center: true, help_center_state: 'enabled' }],
  help_center_language: [{ id: 7, locales: ['en-us', 'de'], default_locale: 'en-us' }],
};

it('a translation needs a language that is switched on', () => {
  expect(codes({ resources: resources('de'), tenant })).toEqual([]);
  expect(found({ resources: resources('fr'), tenant })).toMatchObject([
    { code: 'LANGUAGE_NOT_ENABLED', detail: 'Its languages: en-us, de' },
  ]);
  expect(codes({ resources: resources('fr') })).toEqual([]);
});

it('the own language of a block, or the default one, is no translation', () => {
  expect(codes({ resources: resources('de', 'de') })).toEqual(['TRANSLATION_OF_ITSELF']);
  expect(codes({ resources: resources('en-us'), tenant })).toEqual(['TRANSLATION_OF_ITSELF']);
});
