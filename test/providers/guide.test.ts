import { describe, expect, it } from 'vitest';
import { liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { article } from '../../src/providers/zendesk/kinds/article.ts';
import { userSegment } from '../../src/providers/zendesk/kinds/user-segment.ts';
import { fetchTheme, sendTheme } from '../../src/providers/zendesk/theme-job.ts';
import { node, parsing, run } from './support.ts';

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

describe('a theme on its way', () => {
  const order = {
    job: { id: 'j', data: { theme_id: 't', upload: { url: 'https://storage.example/x', parameters: { key: 'k' } } } },
  };
  const send = (...replies: unknown[]) =>
    run(sendTheme('imports', { brand_id: '7' }, 'Acme', new Uint8Array([1])), replies);
  const pending = { job: { id: 'j', status: 'pending' } };

  it('is ordered, put into the storage as a form, and waited for with growing pauses', () => {
    const { sent, result } = send(order, {}, pending, pending, { job: { id: 'j', status: 'completed' } });
    expect(result).toBe('t');
    expect(sent.map(({ method, path, pause }) => [method, path, pause])).toEqual([
      ['POST', '/api/v2/guide/theming/jobs/themes/imports', undefined],
      ['POST', '/', undefined],
      ['GET', '/api/v2/guide/theming/jobs/j', 500],
      ['GET', '/api/v2/guide/theming/jobs/j', 750],
      ['GET', '/api/v2/guide/theming/jobs/j', 1125],
    ]);
    expect(sent[0]?.body).toEqual({ job: { attributes: { brand_id: '7', format: 'zip' } } });
    expect(sent[1]).toMatchObject({ storage: { url: 'https://storage.example/x' }, form: { key: 'k' } });
  });
  it('is given up after five minutes', () => {
    const waiting = Array.from({ length: 100 }, () => pending);
    expect(() => send(order, {}, ...waiting)).toThrow('has not taken the theme "Acme" within 5 minutes');
  });
  it('is refused with the places of its mistakes', () => {
    const meta = { 'templates/home_page.hbs': [{ description: "'x' does not exist", line: 22, column: 6 }] };
    const errors = [{ code: 'InvalidTemplates', message: 'Syntax errors', meta }];
    try {
      send(order, {}, { job: { id: 'j', status: 'failed', errors } });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        diagnostics: [
          {
            code: 'THEME_REFUSED',
            detail: "InvalidTemplates: Syntax errors\n  templates/home_page.hbs:22:6 'x' does not exist",
          },
        ],
      });
    }
  });
  it('comes back by a job of its own, from the place that is told when the job is ordered', () => {
    const ordered = { job: { id: 'j', data: { download: { url: 'https://storage.example/z?sig=1' } } } };
    const completed = { job: { id: 'j', status: 'completed', data: null } };
    const data = new Uint8Array([80, 75]);
    const { sent, result } = run(fetchTheme('t', 'Acme'), [ordered, pending, completed, data]);
    expect(result).toBe(data);
    expect(sent[0]).toEqual({
      method: 'POST',
      path: '/api/v2/guide/theming/jobs/themes/exports',
      body: { job: { attributes: { theme_id: 't', format: 'zip' } } },
      harmless: true,
    });
    expect(sent.slice(1, 3).map(({ path, pause }) => [path, pause])).toEqual([
      ['/api/v2/guide/theming/jobs/j', 500],
      ['/api/v2/guide/theming/jobs/j', 750],
    ]);
    expect(sent[3]).toEqual({
      method: 'GET',
      path: '/',
      storage: { url: 'https://storage.example/z?sig=1', headers: {} },
    });
    // As the page on the workflow may be read: the job tells it once it is done.
    const told = { job: { ...completed.job, data: ordered.job.data } };
    expect(run(fetchTheme('t', 'Acme'), [{ job: { id: 'j' } }, told, data]).result).toBe(data);
  });
  it('is done without after two minutes, and where the platform says nothing of use', () => {
    const waiting = Array.from({ length: 100 }, () => pending);
    const fetching = (...replies: unknown[]) => run(fetchTheme('t', 'Acme'), replies);
    expect(() => fetching({ job: { id: 'j' } }, ...waiting)).toThrow(
      'has not exported the theme "Acme" within 2 minutes',
    );
    expect(() => fetching({})).toThrow('does not show the job');
    expect(() => fetching({ job: { id: 'j' } }, { job: { status: 'completed' } })).toThrow('where the theme');
    expect(() => fetching({ job: { id: 'j' } }, { job: { status: 'failed' } })).toThrow('does not export');
  });
  it('is not sent where no storage is named', () => {
    expect(() => send({ job: { id: 'j' } })).toThrow('names no storage');
  });
});
