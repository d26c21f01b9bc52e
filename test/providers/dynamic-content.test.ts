import { expect, it } from 'vitest';
import { liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { dynamicContent } from '../../src/providers/zendesk/kinds/dynamic-content.ts';
import { bindings } from '../../src/providers/zendesk/kinds.ts';
import { run, writing } from './support.ts';

const localeBinding = bindings.find((own) => own.kind.name === 'locale');
const locales = [
  { id: 1, locale: 'en-US' },
  { id: 8, locale: 'de' },
].flatMap((native) => (localeBinding === undefined ? [] : [liveObject(localeBinding, native)]));
const cx = writing({ locale: locales });
const read = (native: Native) => {
  const translated = dynamicContent.translate?.read(native, () => locales) ?? native;
  return { ...liveObject(dynamicContent, translated), native };
};
const live = read({
  id: 360,
  name: 'Greeting',
  placeholder: '{{dc.hi}}',
  default_locale_id: 1,
  variants: [
    { id: 11, locale_id: 1, content: 'Hello', active: true, default: true },
    { id: 12, locale_id: 8, content: 'Hallo', active: false, default: false },
  ],
});

it('is read with its placeholder and texts by language', () => {
  expect(live).toMatchObject({
    id: '360',
    title: 'Greeting',
    attributes: {
      placeholder: 'hi',
      default_language: 'en-US',
      texts: [
        { key: 'en-US', content: 'Hello', active: true },
        { key: 'de', content: 'Hallo', active: false },
      ],
    },
  });
});

it('is made under the name that yields the placeholder, and renamed', () => {
  const texts = [{ key: 'en-us', content: 'Hello' }];
  const wanted = { placeholder: 'hi', name: 'Greeting', default_language: 'en-us', texts };
  const reply = { item: { id: 360, name: 'hi', placeholder: '{{dc.hi}}' } };
  const { sent, result } = run(dynamicContent.writer?.create?.(wanted, cx) ?? none(), [reply]);
  const path = '/api/v2/dynamic_content/items';
  const variants = [{ locale_id: 1, content: 'Hello', active: true, default: true }];
  expect(sent).toEqual([
    { method: 'POST', path, body: { item: { name: 'hi', default_locale_id: 1, variants } } },
    { method: 'PUT', path: `${path}/360`, body: { item: { name: 'Greeting' } } },
  ]);
  expect(result.id).toBe('360');
});

it('makes the new default before it removes the old one', () => {
  const texts = [{ key: 'de', content: 'Hallo', active: true }];
  const target = { ...live.attributes, default_language: 'de', texts };
  const changed = ['default_language', 'texts.de.active', 'texts.en-US'];
  const { sent } = run(dynamicContent.writer?.update?.(live, target, changed, cx) ?? none());
  const path = '/api/v2/dynamic_content/items/360/variants';
  expect(sent).toEqual([
    {
      method: 'PUT',
      path: `${path}/12`,
      body: { variant: { locale_id: 8, content: 'Hallo', active: true, default: true } },
    },
    { method: 'DELETE', path: `${path}/11` },
  ]);
});

function none(): never {
  throw new Error('not written');
}
