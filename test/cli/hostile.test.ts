/** Files and tenants that mean harm: what was edited by hand, what belongs to others, what a terminal would obey. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { spec } from '../kit/spec.ts';

let acme: Client;
afterEach(() => acme?.close());

const GROUPS = spec('groups: {tier1: {name: Tier 1}, tier2: {name: Tier 2}}\n');

describe('a saved plan that was edited by hand is refused before anything is asked or sent', () => {
  test('its choices, its changes, its refusals; laid out anew it is the same plan', async () => {
    acme = await client(GROUPS);
    expect((await acme.run('apply', '--yes')).code).toBe(0);
    await acme.write(spec('groups: {tier1: {name: Tier one}}\n'));
    await acme.run('plan', '--out', 'good.plan');
    const text = await acme.read('good.plan');
    const edits: readonly [string, string][] = [
      ['"allowDeletes": 0', '"allowDeletes": 50'],
      ['"overwriteDrift": false', '"overwriteDrift": true'],
      ['"op": "update"', '"op": "create"'],
      ['"prune": false', '"prune": true'],
    ];
    acme.sandbox.control.clearLog();
    for (const [before, after] of edits) {
      expect(text).toContain(before);
      await acme.write({ 'edited.plan': text.replace(before, after) });
      const refused = await ask(acme, 'apply', 'edited.plan');
      expect([refused.code, refused.codes, refused.diagnostics[0]?.summary]).toEqual([
        1,
        ['PLAN_UNREADABLE'],
        'edited.plan was edited after it was saved',
      ]);
    }
    expect(acme.sandbox.control.log()).toEqual([]);
    await acme.write({ 'edited.plan': JSON.stringify(JSON.parse(text)) });
    expect((await ask(acme, 'apply', 'edited.plan')).code).toBe(0);
  });
});

test('a state of another tenant, of a newer version, or half of one stops every command, and nothing is written', async () => {
  acme = await client(GROUPS);
  expect((await acme.run('apply', '--yes')).code).toBe(0);
  const file = '.supportctl/state/default.json';
  const state = await acme.read(file);
  const cases: readonly [string, number, string][] = [
    [state.replace(/"zendesk":\s*"acme"/, '"zendesk":"other"'), 4, 'OTHER_TENANT'],
    [state.replace(/"format":\s*1/, '"format":99'), 1, 'STATE'],
    [state.slice(0, state.length / 2), 1, 'STATE'],
  ];
  await acme.write(spec('groups: {tier1: {name: Changed}}\n'));
  acme.sandbox.control.clearLog();
  for (const [text, code, expected] of cases) {
    await acme.write({ [file]: text });
    for (const args of [['plan'], ['apply', '--yes'], ['drift'], ['destroy', '--yes']]) {
      const refused = await ask(acme, ...args);
      expect([args[0], refused.code], refused.all).toEqual([args[0], code]);
      expect(refused.codes[0]).toContain(expected);
    }
    expect(await acme.read(file)).toBe(text);
  }
  expect(acme.writes()).toEqual([]);
});

/** Escape sequences that set a title, clear the screen and write into the clipboard; a bell, an override, a zero-width space. */
const EVIL =
  '\u001b]0;owned\u0007\u001b[2J\u001b]52;c;b3duZWQ=\u0007=cmd()\u202egnp\u200b\u009b31m<script>alert(1)</script>';
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
const OBEYED = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]/;

describe('what a terminal would obey is written out, wherever it comes from', () => {
  test('titles of a tenant, in every reading command and every format, and in what import writes', async () => {
    acme = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
    expect((await acme.run('apply', '--yes')).code).toBe(0);
    const { control } = acme.sandbox;
    control.inject('groups', { name: `Group ${EVIL}`, description: EVIL });
    control.inject('webhooks', {
      name: EVIL,
      endpoint: 'https://x.example/',
      http_method: 'POST',
      status: 'active',
      request_format: 'json',
    });
    const managed = control.objects('groups').find(({ name }) => name === 'Tier 1');
    control.edit('groups', String(managed?.id), { description: EVIL });
    const owner = control.objects('users').find(({ role }) => role === 'admin');
    control.edit('users', String(owner?.id), { email: `o${EVIL}@acme.example` });
    const tokens = { ZENDESK_OAUTH_TOKEN: 'sandbox-agent-token' };
    for (const args of [
      ['plan', '--unmanaged'],
      ['drift', '--unmanaged'],
      ['doctor'],
      ['state', 'show', 'group.tier1'],
      ['import', 'copy'],
    ]) {
      for (const format of ['human', 'json']) {
        const ran = await acme.runWith({ env: tokens }, ...args, '--format', format, '--debug');
        const seen = `${args.join(' ')} ${format}`;
        expect(`${seen}: ${OBEYED.exec(ran.all)?.[0] ?? ''}`).toBe(`${seen}: `);
        if (format === 'json') expect(() => JSON.parse(ran.stdout), seen).not.toThrow();
        if (args[0] === 'import') break;
      }
    }
    const files = (await readdir(join(acme.folder, 'copy'), { recursive: true })).filter((name) => /ya?ml$/.test(name));
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) expect(await readFile(join(acme.folder, 'copy', name), 'utf8'), name).not.toMatch(OBEYED);
  });

  test('messages, headers and addresses of replies', async () => {
    acme = await client(GROUPS);
    const { control } = acme.sandbox;
    for (const action of [
      { status: 422, body: { error: EVIL, description: EVIL, details: { [EVIL]: [{ description: EVIL }] } } },
      { status: 401, body: { error: EVIL } },
      { status: 403, body: { error: { title: EVIL, message: EVIL } } },
      { status: 302, headers: { location: 'https://elsewhere.example/%1b[2J' } },
    ]) {
      control.clearFaults();
      control.addFaults([{ match: { path: '/users/me|/groups' }, action }]);
      for (const command of ['plan', 'doctor']) {
        const ran = await acme.run(command, '--debug');
        expect(ran.code, ran.all).toBe(1);
        expect(ran.all).not.toMatch(OBEYED);
        expect(ran.all).not.toMatch(/\n\s+at .*\.js:\d+/);
      }
    }
  });
});
