import { describe, expect, it } from 'vitest';
import { liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { article } from '../../src/providers/zendesk/kinds/article.ts';
import { userSegment } from '../../src/providers/zendesk/kinds/user-segment.ts';
import { node, parsing } from './support.ts';

const segments = (native: Native) => liveObject(article, { id: 1, title: 'A', ...native }).attributes.audience;
const one = (id: string) => ({ $id: id, kind: 'user_segment' });

describe('the audience of an article', () => {
  it('is everyone, one segment or a set of them, whichever property shows it', () => {
    expect(segments({ user_segment_id: null, user_segment_ids: [] })).toBeNull();
    expect(segments({ user_segment_id: 7 })).toEqual(one('7'));
    expect(segments({ user_segment_id: 7, user_segment_ids: [7] })).toEqual(one('7'));
    expect(segments({ user_segment_id: 9, user_segment_ids: [9, 7, 9] })).toEqual([one('7'), one('9')]);
  });
  it('is never an empty list', () => {
    const cx = parsing();
    expect(article.kind.attributes.audience?.parse(node([]), cx)).toBeUndefined();
    expect(cx.reports[0]).toMatchObject({ summary: 'The list is empty', hint: 'Write `none` for everyone' });
  });
});

it('a built-in segment has one name in every language, and its own as another', () => {
  const staff = liveObject(userSegment, { id: 2, name: 'Agenten und Admins', user_type: 'staff', built_in: true });
  expect([staff.title, staff.attributes.name, staff.aliases]).toEqual([
    'Agents and admins',
    'Agents and admins',
    ['Agenten und Admins'],
  ]);
  expect(staff.locked).toContain('built in');
  expect(liveObject(userSegment, { id: 3, name: 'VIPs', user_type: 'staff', built_in: false }).locked).toBeUndefined();
});

describe('links to attachments', () => {
  const records = [
    { id: 31, file_name: 'a b.png', size: 3, inline: true, locale: 'en-us' },
    { id: 32, file_name: 'a b.png', size: 3, inline: true, locale: 'de' },
    { id: 33, file_name: 'prices.txt', size: 5, inline: false },
  ];
  const body = (html: string, more: Native = { article_attachments: records }) =>
    liveObject(article, { id: 1, title: 'A', body: html, ...more }).attributes.body;

  it('are names wherever the platform has ids of the article’s own files', () => {
    expect(
      body(
        '<img src="/hc/article_attachments/32"> <a href="https://acme.zendesk.com/hc/en-us/article_attachments/33/prices.txt">x</a>',
      ),
    ).toBe('<img src="attachment:a%20b.png"> <a href="attachment:prices.txt">x</a>');
    const foreign = '<img src="/hc/article_attachments/99">';
    expect(body(foreign)).toBe(foreign);
    expect(body('<img src="/hc/article_attachments/31">', {})).toBe('<img src="/hc/article_attachments/31">');
  });
  it('are written one way, however a person writes them', () => {
    const parse = (html: string) => article.kind.attributes.body?.parse(node(html), parsing());
    expect(parse('<img src="attachment:größe.png">')).toBe('<img src="attachment:gr%C3%B6%C3%9Fe.png">');
    expect(parse('<img src="attachment:gr%C3%B6%C3%9Fe.png">')).toBe('<img src="attachment:gr%C3%B6%C3%9Fe.png">');
    expect(parse('<img src="attachment:100%.png">')).toBe('<img src="attachment:100%25.png">');
  });
  it('leave one file that two languages show one file', () => {
    const { attachments } = liveObject(article, { id: 1, title: 'A', article_attachments: records }).attributes;
    expect(attachments).toEqual([
      { key: 'a b.png', content: '3 bytes\n31' },
      { key: 'prices.txt', content: '5 bytes\n33' },
    ]);
  });
});
