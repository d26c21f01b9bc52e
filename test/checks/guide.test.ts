import { expect, it } from 'vitest';
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
