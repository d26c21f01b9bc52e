/** Files of macros: sent, sent anew when they change, let go, and read only of macros that name some. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'trial' });
});
afterEach(() => tenant.close());

async function write(attachments: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
  await tenant.write({
    'support.yaml': `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
macros:
  prices:
    title: Send prices
    then: [{comment: Here they are.}]
${attachments}
`,
  });
  for (const [name, content] of Object.entries(files)) await writeFile(join(tenant.folder, name), content);
}

const held = () =>
  tenant.sandbox.control
    .objects('macro_attachments')
    .filter(({ macro_id }) => macro_id !== null)
    .map(({ filename, size }) => [filename, size]);

async function settle(): Promise<void> {
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
}

test('files are sent with a new macro, sent anew when they change, and let go', async () => {
  await write('    attachments: [{file: a.txt}, {file: b.csv}]', { 'a.txt': 'one\r\n', 'b.csv': 'a;b' });
  await settle();
  expect(held()).toEqual([
    ['a.txt', 5],
    ['b.csv', 3],
  ]);
  await write('    attachments: [{file: a.txt}, {file: b.csv}]', { 'a.txt': 'two\r\n' });
  const plan = await tenant.plan();
  expect(plan.changes.flatMap(({ fields }) => fields.map(({ path, before }) => [path, before]))).toEqual([
    ['attachments.a.txt.content', '5 bytes'],
  ]);
  await settle();
  await write('    attachments: [{file: b.csv}]');
  await settle();
  expect(held()).toEqual([['b.csv', 3]]);
});

test('files of others stay, and nobody reads those of macros that name none', async () => {
  await write('');
  await settle();
  tenant.sandbox.control.clearLog();
  await tenant.plan();
  expect(tenant.sandbox.control.log().filter(({ path }) => path.includes('attachments'))).toEqual([]);
  const [macro] = tenant.sandbox.control.objects('macros').filter(({ title }) => title === 'Send prices');
  const form = new FormData();
  form.set('attachment', new Blob(['x']), 'theirs.txt');
  await fetch(`${tenant.sandbox.url}/zendesk/acme/api/v2/macros/${String(macro?.id)}/attachments.json`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-token' },
    body: form,
  });
  await write('    attachments: [{file: a.txt}]', { 'a.txt': 'one' });
  await settle();
  expect(held()).toEqual([
    ['theirs.txt', 1],
    ['a.txt', 3],
  ]);
});

test('a sixth file, and a file that is none, are said with their line', async () => {
  const names = ['1', '2', '3', '4', '5', '6'].map((name) => `${name}.txt`);
  await write(
    `    attachments:\n${names.map((name) => `      - {file: ${name}}`).join('\n')}`,
    Object.fromEntries(names.map((name) => [name, name])),
  );
  const many = await tenant.plan().catch((error: unknown) => error);
  expect(JSON.stringify(many)).toContain('The platform takes 5 files');
  await write('    attachments: [a.txt]');
  const none = await tenant.plan().catch((error: unknown) => error);
  expect(JSON.stringify(none)).toContain('must be a file');
});
