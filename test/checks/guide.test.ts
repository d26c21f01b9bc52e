import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/core/value.ts';
import { codes, found } from './context.ts';

const brand = { $id: '7', kind: 'brand' };
const segment = (id: string) => ({ $id: id, kind: 'user_segment' });
const resources = {
  'user_segment.vips': { name: 'VIPs', user_type: 'signed_in_users' },
  'permission_group.editors': { name: 'Editors', publish: [segment('1')] },
  'article.a': { brand, title: 'A', audience: [segment('1'), segment('2')], labels: ['start'] },
  'article.b': { brand, title: 'B', audience: segment('1'), labels: [] },
  'section.inner': { brand, name: 'Inner', parent: { $id: '5', kind: 'section' } },
  'section.outer': { brand, name: 'Outer', parent: null },
};
const lacks = (edition: string) =>
  found({ resources, edition })
    .filter(({ code }) => code === 'GUIDE_PLAN')
    .map(({ address }) => address);

it('says what the plan of the account lacks', () => {
  expect(lacks('suite_enterprise')).toEqual([]);
  expect(lacks('suite_professional')).toEqual(['section.inner', 'article.a']);
  expect(lacks('suite_growth')).toEqual(['section.inner', 'article.a', 'permission_group.editors']);
  expect(lacks('suite_team')).toEqual([
    'section.inner',
    'article.a',
    'permission_group.editors',
    'user_segment.vips',
    'article.a',
  ]);
  expect(codes({ resources })).toEqual([]);
  const [first] = found({ resources, edition: 'suite_professional' });
  expect(first?.summary).toBe('The plan "suite_professional" has no sections in sections: they begin with Enterprise');
});

it('two content tags cannot have one name, whatever the capitals', () => {
  const tags = { 'content_tag.a': { name: 'Billing' }, 'content_tag.b': { name: 'billing' } };
  expect(found({ resources: tags })).toMatchObject([{ code: 'SAME_TWICE', address: 'content_tag.b' }]);
});

it('sections that are nested in each other are both named, each with the place of the other', () => {
  const section = (parent: string) => ({ brand, name: 'S', parent: { $ref: parent } });
  const circle = { 'section.a': section('section.b'), 'section.b': section('section.a') };
  expect(found({ resources: circle })).toMatchObject([
    { code: 'SECTION_NESTING', address: 'section.a', detail: 'Its parent stands at support.yaml:3:1' },
    { code: 'SECTION_NESTING', address: 'section.b', detail: 'Its parent stands at support.yaml:3:1' },
  ]);
});

describe('limits', () => {
  const here = { brand, category: { $id: '3', kind: 'category' } };
  const many = (count: number, make: (index: number) => Readonly<Record<string, Value>>, kind: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${kind}.k${index}`, make(index)]));
  const limited = (given: Readonly<Record<string, Readonly<Record<string, Value>>>>) =>
    found({ resources: given }).filter(({ code }) => code === 'GUIDE_LIMIT');

  it('of an article are those of its lists and of each text', () => {
    const list = (length: number) => Array.from({ length }, (_, index) => `l${index}`);
    expect(limited({ 'article.a': { brand, title: 'A', labels: list(50), body: 'x'.repeat(1024 * 1024) } })).toEqual(
      [],
    );
    const long = `${'x'.repeat(1024 * 1024 - 1)}ü`;
    expect(
      limited({
        'article.a': {
          brand,
          title: 'A',
          labels: list(51),
          body: long,
          translations: [{ key: 'de', title: 'A', body: long }],
        },
      }).map(({ summary }) => summary),
    ).toEqual([
      'There are at most 50 labels of an article',
      'The text is longer than the 1 MB that an article takes in one language',
      'The text is longer than the 1 MB that an article takes in one language',
    ]);
  });
  it('of a place are said once, at the first that is too many; nested sections count where they are nested', () => {
    expect(limited(many(100, () => ({ ...here, name: 'S' }), 'section'))).toEqual([]);
    const parent = { $id: '9', kind: 'section' };
    expect(
      limited(many(150, (index) => ({ ...here, name: 'S', ...(index < 50 ? {} : { parent }) }), 'section')),
    ).toEqual([]);
    expect(limited(many(105, () => ({ ...here, name: 'S' }), 'section'))).toMatchObject([
      { address: 'section.k100', summary: 'There are at most 100 sections in a category' },
    ]);
  });
  it('of nesting are five levels', () => {
    const chain = (levels: number) =>
      many(
        levels,
        (index) => ({ ...here, name: 'S', ...(index === 0 ? {} : { parent: { $ref: `section.k${index - 1}` } }) }),
        'section',
      );
    expect(limited(chain(5))).toEqual([]);
    expect(limited(chain(7))).toMatchObject([
      { address: 'section.k5', summary: 'There are at most 5 levels of sections' },
    ]);
  });
});
