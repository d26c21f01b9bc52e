/** Wherever sending the files of an article or a theme is cut off, the next apply finishes it, and nothing is there twice. */
import { expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

const FILES = {
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
        publish: true
        body: '<p><a href="attachment:prices.txt">Prices</a></p>'
        translations: {de: {title: Erstes, body: '<a href="attachment:prices.txt">Preise</a>'}}
        attachments: [{file: prices.txt}, {file: terms.txt}]
    themes:
      own: {name: Acme, files: {folder: look}, live: true}
`,
  'prices.txt': '1\n',
  'terms.txt': 'All rights reserved\n',
  'look/manifest.json': '{"name": "Acme", "author": "Acme", "version": "1.0.0", "settings": []}',
  'look/templates/home_page.hbs': '<main>{{search}}</main>',
};
const CHANGED = {
  ...FILES,
  'prices.txt': '22\n',
  'terms.txt': 'None\n',
  'look/templates/home_page.hbs': '<main>Changed</main>',
};

async function fresh(): Promise<Project> {
  const tenant = await project({ profile: 'enterprise' });
  await tenant.write(FILES);
  return tenant;
}

function writesOf(tenant: Project): number {
  return tenant.sandbox.control.log().filter(({ method }) => method !== 'GET').length;
}

/** Cuts the connection at write `nth`, before or after it took place, and applies once more. */
async function cutOff(tenant: Project, nth: number, drop: 'before' | 'after'): Promise<void> {
  tenant.sandbox.control.addFaults([{ match: { write: true, nth }, times: 1, action: { drop } }]);
  await tenant.apply().catch(() => undefined);
  tenant.sandbox.control.clearFaults();
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan()), `cut off ${drop} write ${nth}`).toEqual([]);
}

function expectOnce(tenant: Project, where: string): void {
  const { control } = tenant.sandbox;
  const titles = control.objects('translations').filter(({ title }) => title === 'First' || title === 'Erstes');
  expect(titles, where).toHaveLength(2);
  const files = control.objects('article_attachments').map(({ file_name }) => String(file_name));
  const ours = files.filter((name) => name !== 'first-use.txt').sort();
  // A picture that two languages show has a record for each.
  expect(ours, where).toEqual(['prices.txt', 'prices.txt', 'terms.txt']);
  expect(
    control.objects('themes').filter(({ name }) => name === 'Acme'),
    where,
  ).toHaveLength(1);
}

test('a first apply that loses a reply, whichever', { timeout: 240_000 }, async () => {
  const first = await fresh();
  expectApplied(await first.apply());
  const writes = writesOf(first);
  expectOnce(first, 'undisturbed');
  await first.close();
  expect(writes).toBeGreaterThan(12);
  // Every third one: between them the two tests meet each kind of write.
  for (let nth = 1; nth <= writes; nth += 3) {
    const tenant = await fresh();
    await cutOff(tenant, nth, 'after');
    expectOnce(tenant, `write ${nth}`);
    await tenant.close();
  }
});

test('a change of the files that loses a reply, or a request, whichever', { timeout: 240_000 }, async () => {
  for (const nth of [2, 3, 4, 6, 8, 10]) {
    const drop = nth % 4 === 0 ? 'before' : 'after';
    const tenant = await fresh();
    expectApplied(await tenant.apply());
    await tenant.write(CHANGED);
    await cutOff(tenant, nth, drop);
    expectOnce(tenant, `${drop} write ${nth}`);
    await tenant.close();
  }
});
