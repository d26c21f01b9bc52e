import { expect, it } from 'vitest';
import { codes, found } from './context.ts';

const resources = (language: string, ...texts: readonly { key: string; content: string; active?: boolean }[]) => ({
  'dynamic_content.hi': { placeholder: 'hi', name: 'Hi', default_language: language, texts },
});
const hello = { key: 'en-us', content: 'Hello' };

it('the default language has a text that is shown', () => {
  expect(codes({ resources: resources('en-us', hello) })).toEqual([]);
  expect(codes({ resources: resources('de', hello) })).toEqual(['DYNAMIC_CONTENT_DEFAULT']);
  expect(codes({ resources: resources('en-us', { ...hello, active: false }) })).toEqual(['DYNAMIC_CONTENT_DEFAULT']);
});

it('languages are those of the account', () => {
  const tenant = {
    locale: [
      { id: 1, locale: 'en-US' },
      { id: 8, locale: 'de' },
    ],
  };
  expect(codes({ resources: resources('en-us', hello), tenant })).toEqual([]);
  expect(found({ resources: resources('en-us', hello, { key: 'fr', content: 'x' }), tenant })).toMatchObject([
    { code: 'LANGUAGE_OFF', summary: 'The account has no language fr; it has en-us, de' },
  ]);
});
