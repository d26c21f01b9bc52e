/** Files of articles: sent, shown in texts, sent anew when they change, and taken off. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project, said } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'enterprise' });
});
afterEach(() => tenant.close());

const PICTURE = Buffer.from('89504e470d0a1a0a00', 'hex');

async function write(article: string, files: Readonly<Record<string, string | Buffer>> = {}): Promise<void> {
  await tenant.write({
    'support.yaml': `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
help_center:
  acme:
    categories: {start: {name: Start}}
    sections: {setup: {name: Setup, category: start}}
    articles:
      first:
        title: First
        section: setup
${article}
`,
  });
  for (const [name, content] of Object.entries(files)) await writeFile(join(tenant.folder, name), content);
}

/** Those of our article; the tenant has another one with a file. */
const records = () =>
  tenant.sandbox.control.objects('article_attachments').filter(({ file_name }) => file_name !== 'first-use.txt');
const content = async (id: unknown) =>
  await (await fetch(`${tenant.sandbox.url}/zendesk/acme/hc/article_attachments/${String(id)}`)).text();
const bodies = () =>
  tenant.sandbox.control
    .objects('translations')
    .flatMap(({ body }) => (String(body).includes('<img') ? [String(body)] : []));

async function settle(): Promise<void> {
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
}

test('files are sent, sent anew when they change, and taken off', async () => {
  await write('        attachments: [{file: prices.txt}, {file: über uns.csv}]', {
    'prices.txt': '1\n',
    'über uns.csv': 'a;b\n',
  });
  await settle();
  const [first] = records();
  expect(records().map(({ file_name, inline, size }) => [file_name, inline, size])).toEqual([
    ['prices.txt', false, 2],
    ['über uns.csv', false, 4],
  ]);
  await write('        attachments: [{file: prices.txt}, {file: über uns.csv}]', { 'prices.txt': '2\n' });
  const plan = await tenant.plan();
  expect(plan.changes.flatMap(({ fields }) => fields.map(({ path }) => path))).toEqual([
    'attachments.prices.txt.content',
  ]);
  await settle();
  const changed = records().find(({ file_name }) => file_name === 'prices.txt');
  expect(changed?.id).not.toBe(first?.id);
  expect(await content(changed?.id)).toBe('2\n');
  await write('        attachments: [{file: prices.txt}]');
  await settle();
  expect(records().map(({ file_name }) => file_name)).toEqual(['prices.txt']);
  // Nobody reads the files of articles whose blocks name none.
  await write('        body: <p>x</p>');
  await settle();
  tenant.sandbox.control.clearLog();
  await tenant.plan();
  expect(tenant.sandbox.control.log().filter(({ path }) => path.includes('attachments'))).toEqual([]);
  expect(records()).toHaveLength(1);
});

test('texts show files by name in every language, and follow a file that was sent anew', async () => {
  const article = `        body: '<p>See <img src="attachment:shot%201.png"></p>'
        publish: true
        attachments: [{file: shot 1.png}]
        translations: {de: {title: Erstes, body: '<p>Siehe <img src="attachment:shot%201.png"></p>'}}`;
  await write(article, { 'shot 1.png': PICTURE });
  await settle();
  const ids = () => bodies().flatMap((body) => [...body.matchAll(/article_attachments\/(\d+)/g)].map(([, id]) => id));
  const before = ids();
  expect(before).toHaveLength(2);
  expect(
    records()
      .map(({ id }) => String(id))
      .sort(),
  ).toEqual([...before].sort());
  expect(records().every(({ inline }) => inline === true)).toBe(true);
  await write(article, { 'shot 1.png': Buffer.concat([PICTURE, PICTURE]) });
  await settle();
  expect(ids()).toHaveLength(2);
  expect(ids().filter((id) => before.includes(id))).toEqual([]);
  expect(
    records()
      .map(({ id }) => String(id))
      .sort(),
  ).toEqual(ids().sort());
  await write(`        body: <p>Nothing</p>
        attachments: []
        translations: {de: {title: Erstes, body: <p>Nichts</p>}}`);
  await settle();
  expect(records()).toEqual([]);
});

test('a file that is too large, or is not there, is refused before anything is read', async () => {
  for (const [name, size, words] of [
    ['large.bin', 20 * 1024 * 1024 + 1, 'larger than 20 MB'],
    ['none.txt', undefined, 'does not exist'],
  ] as const) {
    await write(`        attachments: [{file: ${name}}]`, size === undefined ? {} : { [name]: Buffer.alloc(size) });
    const error = await tenant.plan().then(
      () => undefined,
      (thrown: unknown) => said(thrown),
    );
    expect(String(error)).toContain(words);
    expect(String(error)).toMatch(/SPEC_FILE .* support\.yaml:12:\d+/);
  }
});

test('what would break is said with its line', async () => {
  await write(
    `        body: '<a href="attachment:price.txt">Prices</a>'
        attachments: [{file: prices.txt}, {file: none.txt}]`,
    { 'prices.txt': '1', 'none.txt': '' },
  );
  expect((await tenant.plan()).diagnostics.map(({ code, at, hint }) => [code, at?.line, hint])).toEqual([
    ['ATTACHMENT_UNKNOWN', 12, 'Did you mean prices.txt?'],
    ['ATTACHMENT_EMPTY', 13, 'Take it out, or fill it'],
  ]);
  await write('        attachments: [{file: prices.txt}]');
  await settle();
  const [record] = records();
  await write(`        body: '<a href="/hc/article_attachments/${String(record?.id)}">Prices</a>'
        attachments: [{file: prices.txt}]`);
  expect((await tenant.plan()).diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
    ['ATTACHMENT_ADDRESS', 'Write attachment:prices.txt'],
  ]);
  // Where the block says nothing of files the text is left as it is.
  await write(`        body: '<a href="/hc/article_attachments/${String(record?.id)}">Prices</a>'`);
  await settle();
});
