/** `state:` of a spec: where state lives, and that the address of a database never stands in it. */
import { describe, expect, test } from 'vitest';
import { folderOf, HEAD, load, loadBody } from './kit.ts';

const PASSWORD = 'canary-in-the-spec-71/+';
const ADDRESS = `postgres://app:${PASSWORD}@db.example/state`;
const variables = { ADDRESS, PASSWORD };

function loadState(state: string, rest = '') {
  return loadBody(`state: ${state}\n${rest}`, { variables });
}

test.each([
  ['nothing is said', '{required: true}', { backend: 'file' }],
  ['a file', '{backend: file}', { backend: 'file' }],
  ['a secret', '{backend: postgres, url: {secret: env:ADDRESS}}', { url: 'env:ADDRESS', project: 'acme' }],
  ['a file with the address', '{backend: postgres, url: {secret: "file:../url"}}', { url: 'file:../url' }],
  ['a variable', '{backend: postgres, url: "${ADDRESS}", project: shop}', { url: 'env:ADDRESS', project: 'shop' }],
])('where state lives: %s', async (_what, state, place) => {
  const loaded = await loadState(state);
  expect([loaded.diagnostics, loaded.state]).toMatchObject([[], place]);
  expect(JSON.stringify(loaded.state)).not.toContain(PASSWORD);
});

test('what is wrong elsewhere leaves it known; a file that cannot be read does not', async () => {
  const state = '{backend: postgres, url: {secret: env:ADDRESS}}';
  const wrong = await loadState(state, 'groups: {a: {nmae: A}}\n');
  expect([wrong.desired, wrong.state]).toMatchObject([undefined, { backend: 'postgres' }]);
  const files = { 'support.yaml': `${HEAD}state: ${state}\n`, 'more.yaml': 'a: [' };
  const broken = await load(folderOf(files), { variables });
  expect(broken.state).toBeUndefined();
});

describe('an address is refused at its place, with a hint, and not repeated', () => {
  test.each([
    ['as the url', `{backend: postgres, url: "${ADDRESS}"}`, 26],
    ['beside a variable', '{backend: postgres, url: "postgres://app:${PASSWORD}@db.example/state"}', 26],
    ['with a default', `{backend: postgres, url: "\${UNSET:-${ADDRESS}}"}`, 26],
    ['in the wrong place, through a variable', '{backend: "${ADDRESS}", url: {secret: env:ADDRESS}}', 11],
    ['instead of a map', '"${ADDRESS}"', 1],
    ['as a secret that is none', `{backend: postgres, url: {secret: "${PASSWORD}"}}`, 26],
    ['as words', `{backend: postgres, url: "host=db password=${PASSWORD}"}`, 26],
    ['in a file of the spec', '{backend: postgres, url: {file: support.yaml}}', 26],
  ])('%s', async (_where, state, column) => {
    const { diagnostics, state: place } = await loadState(state);
    expect(diagnostics).toMatchObject([{ code: 'SPEC_BAD_SECRET', at: { column: 'state: '.length + column } }]);
    expect(diagnostics[0]?.hint).toContain('{secret: env:DATABASE_URL}');
    expect(JSON.stringify(diagnostics)).not.toContain(PASSWORD);
    expect(place).toBeUndefined();
  });
});

test.each([
  ['no url', '{backend: postgres}', 'SPEC_MISSING'],
  ['a url for a file', '{url: {secret: env:ADDRESS}}', 'SPEC_BAD_VALUE'],
  ['a project for a file', '{project: shop}', 'SPEC_BAD_VALUE'],
  ['a command, which would run in every command', '{backend: postgres, url: {secret: "cmd:echo"}}', 'SPEC_BAD_SECRET'],
  ['an unknown backend', '{backend: postgre}', 'SPEC_BAD_VALUE'],
  ['an unset variable', '{backend: postgres, url: "${NOT_SET}"}', 'SPEC_UNSET_VARIABLE'],
])('%s is an error', async (_what, state, code) => {
  const loaded = await loadState(state);
  expect([loaded.diagnostics, loaded.state]).toMatchObject([[{ code }], undefined]);
});
