import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { macro } from '../../src/providers/zendesk/kinds/macro.ts';
import { richText } from '../../src/providers/zendesk/vocabulary/rich-text.ts';
import { AT, encoding, formatting, node, parsing, run, writing } from './support.ts';

const { kind, writer } = macro;
const { visible_to, then } = kind.attributes;

function need<T>(given: T | undefined): T {
  if (given === undefined) throw new Error('missing');
  return given;
}

describe('who sees a macro', () => {
  const restriction = need(visible_to);
  it.each([
    [null, 'everyone', null],
    [{}, 'everyone', null],
    [{ type: 'Group', id: 7 }, [{ $id: '7', kind: 'group' }], { type: 'Group', ids: [7] }],
    [
      { type: 'Group', id: 7, ids: [9, 7] },
      [
        { $id: '7', kind: 'group' },
        { $id: '9', kind: 'group' },
      ],
      { type: 'Group', ids: [7, 9] },
    ],
  ])('of %j is %j', (native, value, sent) => {
    expect(restriction.decode(native)).toEqual(value);
    expect(restriction.encode(value, encoding)).toEqual(sent);
  });
  it('is written in a word or in keys', () => {
    expect(restriction.parse(node('everyone'), parsing())).toBe('everyone');
    expect(restriction.parse(node(['tier2', 'tier1']), parsing())).toEqual([
      { $ref: 'group.tier1' },
      { $ref: 'group.tier2' },
    ]);
    const cx = parsing();
    expect(restriction.parse(node('everybody'), cx)).toBeUndefined();
    expect(cx.reports).toHaveLength(1);
  });
  it('is nobody but its owner where it is personal, which is not ours', () => {
    expect(liveObject(macro, { id: 1, title: 'Mine', restriction: { type: 'User', id: 5 } }).locked).toContain(
      'one agent',
    );
    expect(liveObject(macro, { id: 1, title: 'Ours', restriction: null }).locked).toBeUndefined();
    expect(macro.endpoint.query).toEqual({ access: 'shared' });
  });
});

describe('macros', () => {
  // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does
  const attributes = { title: 'Close', then: [{ action: 'set', field: 'status', value: 'solved' }] };
  const stored = {
    id: 4,
    title: 'Close',
    restriction: { type: 'Group', ids: [7] },
    actions: [{ field: 'status', value: 'solved' }],
  };

  it('say when nobody is left out, and are read again', () => {
    const lie = { macro: { ...stored, restriction: { type: 'Group', id: 1 } } };
    const { sent, result } = run(need(writer?.create)(attributes, writing()), [lie, { macro: stored }]);
    expect(sent).toEqual([
      {
        method: 'POST',
        path: '/api/v2/macros',
        body: { macro: { title: 'Close', restriction: null, actions: [{ field: 'status', value: 'solved' }] } },
      },
      { method: 'GET', path: '/api/v2/macros/4' },
    ]);
    expect(result.live?.attributes.visible_to).toEqual([{ $id: '7', kind: 'group' }]);
    const live = need(result.live);
    const updated = run(
      need(writer?.update)(live, { ...live.attributes, visible_to: 'everyone' }, ['visible_to'], writing()),
      [lie, { macro: { ...stored, restriction: null } }],
    );
    expect(updated.sent[0]?.body).toEqual({ macro: { restriction: null } });
    expect(updated.result?.attributes.visible_to).toBe('everyone');
  });

  it('are switched off instead of deleted', () => {
    const live = liveObject(macro, stored);
    expect(run(need(writer?.remove)(live, writing())).sent[0]?.body).toEqual({ macro: { active: false } });
    expect(run(need(writer?.revive)(live, writing())).sent[0]?.body).toEqual({ macro: { active: true } });
    expect(run(need(writer?.erase)(live, writing())).sent).toEqual([{ method: 'DELETE', path: '/api/v2/macros/4' }]);
  });

  it('have one comment, whichever way the platform shows it', () => {
    const both = [
      { field: 'comment_value', value: ['channel:all', 'Hi there'] },
      { field: 'comment_value_html', value: '<p>Hi <b>there</b></p>' },
    ];
    const live = liveObject(macro, { ...stored, actions: both });
    expect(live.attributes.then).toEqual([{ action: 'comment_html', value: '<p>Hi <b>there</b></p>' }]);
    const plain = liveObject(macro, { ...stored, actions: both.slice(0, 1) });
    expect(plain.attributes.then).toEqual([{ action: 'comment', value: ['channel:all', 'Hi there'] }]);
  });

  it('take a long comment from a file', () => {
    const cx = parsing();
    const file = (name: string, value: string) => ({ type: 'scalar', value, file: name, at: AT }) as const;
    const read = (value: ReturnType<typeof file>) => {
      const action = { type: 'map', entries: new Map([['comment_html', { keyAt: AT, value }]]), at: AT } as const;
      return need(then).parse({ type: 'list', items: [action], at: AT }, cx);
    };
    expect(read(file('reply.md', 'Hello **{{ticket.requester.first_name}}**,\n\nbye.\n'))).toEqual([
      { action: 'comment_html', value: '<p>Hello <strong>{{ticket.requester.first_name}}</strong>,</p><p>bye.</p>' },
    ]);
    expect(read(file('reply.html', '<p>**as it is**</p>\n'))).toEqual([
      { action: 'comment_html', value: '<p>**as it is**</p>' },
    ]);
    expect(cx.reports).toEqual([]);
  });
});

describe('HTML that the platform wrote anew', () => {
  const form = (html: string) => richText.decode(html);

  it.each([
    ["<P class='a' id=b>x</P>", '<p id="b" class="a">x</p>'],
    ['<p>a<br/>b</p>\n\n<p>c</p>\n', '<p>a<br>b</p><p>c</p>'],
    ['<p>\n  a   b\n</p>', '<p>a b</p>'],
    ['<p>&eacute; &#233; &#xE9; & &lt; "q" &unheard;</p>', '<p>é é é &amp; &lt; &quot;q&quot; &unheard;</p>'],
    ['<p>a&nbsp;b</p>', '<p>a\u00a0b</p>'],
    ['<ul>\n<li>a</li>\n</ul><!-- note -->', '<ul><li>a</li></ul>'],
    ['a <!-- note --> b', 'a b'],
  ])('%s is %s', (one, other) => {
    expect(form(one)).toBe(form(other));
  });

  it.each([
    ['<b>a</b> <i>b</i>', '<b>a</b><i>b</i>'],
    ['<pre>a  b</pre>', '<pre>a b</pre>'],
    ['<p>&amp;eacute;</p>', '<p>&eacute;</p>'],
    ['<a href="x">a</a>', '<a href="y">a</a>'],
    ['<p>{{ticket.title}}</p>', '<p>{{ticket.id}}</p>'],
    ['<p class="a">a</p>', '<p>a</p>'],
  ])('%s is not %s', (one, other) => {
    expect(form(one)).not.toBe(form(other));
  });

  it('leaves placeholders as they are', () => {
    const liquid = '<p>{% if a > b && c %}{{ x | append: "<y>" }}{% endif %}</p>';
    expect(form(liquid)).toBe(liquid);
  });

  it('has one form, which comes back from the spec', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      ' ',
      '\n',
      'a',
      '&',
      '&lt;',
      '&nbsp;',
      '<',
      '>',
      '{',
      '{{',
      '}}',
      '<br>',
      '"',
      '<pre>',
      '</pre>',
      '<!--',
      '-->',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = form(pieces.join('')) ?? '';
        expect(form(String(once))).toBe(once);
        expect(richText.parse(node(richText.format(once, formatting)), parsing())).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});
