/** Settings of the account: only what is named, nothing that costs without a word, and nothing that did not stick unsaid. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask, changeOf } from '../kit/documents.ts';
import { HEAD, spec } from '../kit/spec.ts';
import { newWrites, rows } from '../kit/tenant.ts';

let acme: Client;
afterEach(() => acme?.close());

const settings = (body: string) => spec(`account:\n  settings:\n${body}\n`);
const held = (group: string) => rows(acme, 'settings')[0]?.[group];

test('one request sends what changed and nothing else; the rest stays, and what is left out of the spec is let go', async () => {
  acme = await client(
    settings(`    tickets: {private_attachments: true, tagging: true, comments_public_by_default: false}
    rule: {macro_order: position}
    ticket_form: {ticket_forms_instructions: Choose}`),
  );
  const confirm = await ask(acme, 'apply', '--yes');
  expect([confirm.code, confirm.codes]).toEqual([4, ['NEEDS_CONFIRMATION']]);
  newWrites(acme);
  acme.sandbox.control.clearLog();
  expect((await ask(acme, 'apply', '--yes', '--adopt')).code).toBe(0);
  const sent = acme.sandbox.control.log().filter(({ method }) => method === 'PUT');
  expect(sent.map(({ body }) => body)).toEqual([
    {
      settings: {
        tickets: { private_attachments: true, comments_public_by_default: false },
        rule: { macro_order: 'position' },
        ticket_form: { ticket_forms_instructions: 'Choose' },
      },
    },
  ]);
  expect((await ask(acme, 'plan')).lines).toEqual([]);
  expect(held('tickets')).toMatchObject({ private_attachments: true, emoji_autocompletion: true });
  await acme.write(settings('    rule: {macro_order: alphabetical}'));
  newWrites(acme);
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  expect(held('tickets')).toMatchObject({ private_attachments: true });
  // Taken out altogether it is let go: nothing is ever deleted.
  await acme.write({ 'support.yaml': HEAD });
  newWrites(acme);
  expect((await ask(acme, 'apply', '--yes', '--prune')).code).toBe(0);
  expect(newWrites(acme)).toEqual([]);
});

test('what may cost is refused until it is allowed, and what Zendesk did not take is an error that names it', async () => {
  acme = await client(settings('    active_features: {chat: true, customer_satisfaction: true}'), { profile: 'trial' });
  const refused = await ask(acme, 'apply', '--yes', '--adopt');
  expect([refused.code, refused.codes]).toEqual([4, ['COSTS']]);
  expect(newWrites(acme)).toEqual([]);
  const plan = await acme.run('plan');
  expect(plan.stdout).toContain('switching on active_features.chat may change what Zendesk charges');
  expect(plan.stdout).toContain('the platform adds an automation of its own');
  const done = await ask(acme, 'apply', '--yes', '--adopt', '--allow-costs', 'account.settings');
  expect([done.code, done.result?.failed.map(({ diagnostic }) => diagnostic.code)]).toEqual([3, ['VERIFY']]);
  expect((await acme.run('plan')).stdout).toContain('active_features.chat');
  expect(held('active_features')).toMatchObject({ chat: false, customer_satisfaction: true });
});

test('what no setting is, what only a person sets and what the account does not have are said with their line', async () => {
  acme = await client(
    spec(`account:
  settings:
    tickets: {taging: true, status_hold: true}
    routing: {autorouting_tag: ""}
    branding: {header_color: blue}
  others: {rule: {macro_order: position}}
`),
  );
  const bad = await ask(acme, 'validate');
  const told = bad.diagnostics.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
  expect(told.sort()).toEqual([
    'SPEC_BAD_VALUE 6:29',
    'SPEC_BAD_VALUE 7:32',
    'SPEC_BAD_VALUE 8:30',
    'SPEC_UNKNOWN_KEY 9:3',
  ]);
  await acme.write(settings('    tickets: {taging: true}'));
  const [word] = (await ask(acme, 'validate')).diagnostics;
  expect([word?.summary, word?.hint]).toEqual(['The key "taging" is not known', 'Did you mean "tagging"?']);
  await acme.write(
    settings('    brands: {end_user_across_brand_requests: true}\n    messaging_inactivity: {enabled: true}'),
  );
  const missing = await ask(acme, 'plan');
  expect(missing.diagnostics.map(({ code, at }) => [code, at?.line])).toEqual([
    ['SETTING_NOT_THERE', 6],
    ['SETTING_NOT_THERE', 7],
  ]);
});

test('languages come one by one; taking one away loses something, and those of others stay', async () => {
  acme = await client(settings('    localization: {languages: [en-us, fr]}'), { profile: 'trial' });
  expect((await ask(acme, 'apply', '--yes', '--adopt')).code).toBe(0);
  expect((await ask(acme, 'plan')).lines).toEqual([]);
  const languages = () => rows(acme, 'locales').map(({ locale }) => String(locale).toLowerCase());
  expect(languages()).toEqual(expect.arrayContaining(['en-us', 'fr']));
  await acme.write(settings('    localization: {languages: [en-us]}'));
  const refused = await ask(acme, 'apply', '--yes');
  expect([refused.code, refused.codes]).toEqual([4, ['DATA_LOSS']]);
  expect(changeOf(refused, 'account.settings').fields.map(({ path }) => path)).toEqual(['localization.fr']);
  expect((await ask(acme, 'apply', '--yes', '--allow-data-loss', 'account.settings')).code).toBe(0);
  expect(languages()).not.toContain('fr');
  await acme.write(settings('    localization: {languages: [fr, klingon]}'));
  expect((await ask(acme, 'plan')).diagnostics.map(({ code, hint }) => [code, hint?.slice(0, 30)])).toEqual([
    ['LANGUAGE_UNKNOWN', undefined],
    ['LANGUAGE_OF_THE_ACCOUNT', 'Write {languages: [en-us, …]}'],
  ]);
});

test("what somebody changed in the tenant is drift, and can be taken into the spec; routing needs the agents' workspace", async () => {
  acme = await client(settings('    tickets: {private_attachments: true}'), { profile: 'trial' });
  await ask(acme, 'apply', '--yes', '--adopt');
  const [own] = rows(acme, 'settings');
  const tickets = typeof own?.tickets === 'object' ? own.tickets : {};
  acme.sandbox.control.edit('settings', 'account', { tickets: { ...tickets, private_attachments: false } });
  const drift = await ask(acme, 'drift');
  expect([drift.code, drift.lines]).toEqual([
    2,
    ['update account.settings because drift, not written: tickets.private_attachments drift'],
  ]);
  expect((await acme.run('drift', '--accept', 'account.settings')).code).toBe(0);
  expect(await acme.read('support.yaml')).toContain('private_attachments: false');
  expect((await ask(acme, 'plan')).lines).toEqual([]);
  acme.sandbox.control.edit('settings', 'account', { agents: { agent_workspace: false } });
  await acme.write(settings('    routing: {enabled: true, autorouting_tag: routed}'));
  expect((await ask(acme, 'plan')).diagnostics.map(({ code, at }) => [code, at?.line])).toEqual([
    ['ROUTING_WITHOUT_WORKSPACE', 6],
  ]);
});
