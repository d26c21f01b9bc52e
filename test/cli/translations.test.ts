/** Texts of a help center in several languages. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'enterprise' });
});
afterEach(() => tenant.close());

const spec = (article: string, category = '') => ({
  'support.yaml': `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
help_center:
  acme:
    categories: {start: {name: Start, description: Begin here${category}}}
    sections: {setup: {name: Setup, category: start, translations: {de: Aufbau}}}
    articles: {first: {title: First, section: setup, body: <p>Hello</p>${article}}}
`,
});

test('translations are made, changed, kept when nobody names them, and read back', async () => {
  await tenant.write(
    spec(
      ', translations: {de: {title: Erstes, body: <p>Hallo</p>}}',
      ', translations: {de: {name: Anfang, description: Hier}}',
    ),
  );
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  const imported = await tenant.import();
  try {
    expect((await imported.project.plan()).changes).toEqual([]);
  } finally {
    await imported.project.clear();
  }
  await tenant.write(spec(', translations: {de: {title: Das Erste, body: <p>Hallo</p>, publish: true}}'));
  const plan = await tenant.plan();
  expect(plan.changes.map(({ address, fields }) => [address, fields.map(({ path }) => path)])).toEqual([
    ['article.first', ['translations.de.title', 'translations.de.publish']],
  ]);
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  // What the spec names no more stays.
  await tenant.write(spec(''));
  const released = await tenant.plan();
  expect(leftToDo(released)).toEqual([]);
  expect(released.notes.map(({ code }) => code)).toContain('released');
});

test('a spec without translations does not read them', async () => {
  const text = spec('')['support.yaml'].replace(', translations: {de: Aufbau}', '');
  await tenant.write({ 'support.yaml': text });
  await tenant.plan();
  const log = tenant.sandbox.control.log().map((entry) => JSON.stringify(entry));
  expect(
    log.filter((entry) => entry.includes('include=translations') || entry.includes('help_center/locales')),
  ).toEqual([]);
});

test('what is in a language that is not switched on is left out and listed, and the rest proceeds', async () => {
  await tenant.write(spec(', translations: {fr: {title: Premier}}'));
  const plan = await tenant.plan();
  expect(plan.diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
    ['LANGUAGE_NOT_ENABLED', expect.stringContaining('Language settings')],
  ]);
  expect(plan.notes).toContainEqual(expect.objectContaining({ code: 'unavailable' }));
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
});
