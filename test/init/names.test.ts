/** Whatever people call things, the spec that is written says exactly that. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GivenAnswers } from '../../src/init/answers.ts';
import { writeFiles } from '../../src/init/folder.ts';
import { allKinds } from '../../src/providers/registry.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { built, complaints } from './kit.ts';

/** What YAML, the spec's own language, Markdown or the platform would make something of. */
const AWKWARD = [
  'yes',
  'no',
  'null',
  '~',
  '0123',
  '1e3',
  '12:30',
  '2027-01-01',
  ': #',
  '# no comment',
  '- list',
  '{a: b}',
  '[a]',
  '*alias',
  '&anchor',
  '!tag',
  '%percent',
  '@at',
  '`tick`',
  "it's",
  '"quoted"',
  'back\\slash',
  '$HOME',
  '${HOME}',
  '$$',
  'default()',
  'live("x")',
  'missing(1)',
  '{{ticket.id}}',
  '{{id:group.support}}',
  '{{dc.welcome}}',
  '<<name>>',
  '<b>bold</b>',
  '[link](https://example.com)',
  '**stars**',
  'a | b',
  'tests',
  'none',
  'default',
  'requester',
  'General',
  'Support',
  'rest',
  'Ünïcödé GmbH & Co. KG',
  '株式会社アクメ',
  '👩‍💻 Team',
  'x'.repeat(80),
];

const name = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.tuple(fc.constantFrom(...AWKWARD), fc.constantFrom(...AWKWARD)).map(([a, b]) => `${a} ${b}`.slice(0, 80).trim()),
  fc
    .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
    .map((text) => text.trim())
    .filter((text) => text !== '' && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)),
);
const teams = fc.uniqueArray(name, { minLength: 1, maxLength: 4, selector: (text) => text.trim().toLowerCase() });
const given: fc.Arbitrary<GivenAnswers> = fc.record({
  name,
  subdomain: fc.constant('acme'),
  brand: name,
  teams,
  edition: fc.constantFrom('suite_team', 'suite_professional', 'suite_enterprise'),
  languages: fc.constantFrom(['en-US'], ['de'], ['fr']),
  offices: name.map((office) => [
    { name: office, hours: { 'mon-fri': '09:00-17:00' } },
    { name: `${office} 2`.slice(-80), country: 'DE', hours: { 'mon-fri': '09:00-17:00' } },
  ]),
});

test('any name is written such that the spec is valid and says it', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(given, async (answers) => {
      const spec = built(answers);
      expect(await complaints(spec)).toEqual([]);
      const folder = await mkdtemp(join(tmpdir(), 'supportctl-names-'));
      try {
        writeFiles(folder, spec.files);
        const loaded = await loadSpec({ folder, variables: {}, kinds: allKinds, textForms: [] });
        const resources = loaded.desired?.resources ?? [];
        const named = (kind: string) =>
          resources.filter((resource) => resource.kind === kind).map(({ attributes }) => attributes.name);
        expect(loaded.desired?.settings.client.name).toBe(answers.name?.trim());
        expect(named('brand')).toEqual([answers.brand?.trim()]);
        const groups = answers.teams?.map((team) => (team.toLowerCase() === 'support' ? 'Support' : team.trim()));
        expect(named('group')).toEqual(expect.arrayContaining(groups ?? []));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 40 },
  );
});

test('a name in an article is shown as it is', () => {
  const { files } = built({ name: '<b>[A](x)*{{ticket.id}}', channels: ['help_center'] });
  const text = files.get('kb/hours.md') ?? '';
  expect(text).not.toMatch(/<b>|\{\{|\[A\]/);
  expect(text).toContain('&#60;b&#62;');
  expect(built({ name: 'Acme & Sons, Inc. (UK)' }).files.get('README.md')).toContain(
    '# Support of Acme & Sons, Inc. (UK)\n',
  );
});
