import { expect, it } from 'vitest';
import { fileChanges, files } from '../../src/core/attributes/files.ts';
import type { SpecNode } from '../../src/core/spec-node.ts';
import { AT, node, parsing } from './support.ts';

const attachments = files({ description: 'Files.', nameNative: 'filename', max: 2 });

function list(...items: readonly SpecNode[]): SpecNode {
  return { type: 'list', items, at: AT };
}

function pdf(file: string, content: string): SpecNode {
  return { type: 'scalar', value: Buffer.from(content).toString('base64'), bytes: true, file, at: AT };
}

it('a file is known by its name; what is sent is what stands in it, to the last byte', () => {
  const text = '\ufeffa;b\r\n';
  const csv = { type: 'scalar', value: 'a;b', whole: text, file: 'kb/t.csv', at: AT } as const;
  const wanted = attachments.parse(list(pdf('kb/prices.pdf', 'bytes'), csv), parsing());
  expect(fileChanges(wanted, []).send).toEqual([
    { name: 'prices.pdf', type: 'application/pdf', data: Buffer.from('bytes') },
    { name: 't.csv', type: 'text/csv', data: Buffer.from(text) },
  ]);
  expect(attachments.format(wanted ?? [], { reference: String, text: String })).toEqual([
    { file: 'prices.pdf' },
    { file: 't.csv' },
  ]);
});

it('what the tenant holds is told by size; a file that is not sent stays, one that is takes the place of the old one', () => {
  const live = attachments.decode([
    { id: 7, filename: 'prices.pdf', size: 5 },
    { id: 8, filename: 'prices.pdf', size: 6 },
    { id: 9, filename: 'old.txt', size: 1 },
  ]);
  const [first, second] = Array.isArray(live) ? live : [];
  const desired = attachments.parse(list(pdf('prices.pdf', 'other')), parsing());
  const [changed] = Array.isArray(desired) ? desired : [];
  expect(fileChanges([changed, second], live)).toMatchObject({
    keep: ['8'],
    drop: ['7', '9'],
    send: [{ name: 'prices.pdf' }],
  });
  expect(fileChanges([first, second], live)).toEqual({ keep: ['7', '8'], drop: ['9'], send: [] });
  const significant = (member: { readonly content: string }) => attachments.rewritten?.significant(member.content);
  expect(significant(first)).toBe(significant(changed));
  expect(significant(first)).not.toBe(significant(second));
  expect(attachments.shownPart?.(second)).toBe('6 bytes');
  expect(attachments.shownPart?.(changed.content)).toMatch(/^5 bytes, sha256 [0-9a-f]{16}$/);
});

it('what is no file, stands twice or is too much is said', () => {
  const cx = parsing();
  for (const wrong of [
    node('prices.pdf'),
    list(node('prices.pdf')),
    list(pdf('a/x.pdf', '1'), pdf('b/x.pdf', '2')),
    list(pdf('a.pdf', '1'), pdf('b.pdf', '2'), pdf('c.pdf', '3')),
  ])
    expect(attachments.parse(wrong, cx)).toBeUndefined();
  expect(cx.reports.map(({ summary }) => summary)).toEqual([
    '"prices.pdf" must be a list of files: [{file: attachments/prices.pdf}]',
    '"prices.pdf" must be a file: {file: attachments/prices.pdf}',
    'A file named "x.pdf" stands there twice',
    'The platform takes 2 files',
  ]);
});
