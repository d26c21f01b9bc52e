/** One plan over Zendesk and Slack. */
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask, changeOf } from '../kit/documents.ts';
import { spec } from '../kit/spec.ts';
import { edit, exists, idOf, make, newWrites, row, rows } from '../kit/tenant.ts';

let acme: Client;
afterEach(() => acme?.close());

const BOTH = spec(`slack: {channels: {critical: {name: critical-issues, topic: Only what burns}}}
webhooks: {slack: {name: Slack, endpoint: "https://slack.com/api/chat.postMessage", method: POST, format: json}}
trigger_categories: {own: {name: Own rules}}
triggers:
  alert:
    title: Alert
    category: own
    when: {all: [{field: update_type, is: create}, {field: priority, is: urgent}]}
    then:
      - notify_webhook: {webhook: slack, body: '{"channel": "{{id:slack_channel.critical}}", "text": "{{ticket.id}}"}'}
`);

function bodyOf(): string {
  const { actions } = row(acme, 'triggers', 'Alert');
  return JSON.stringify(actions);
}

test('an id that is not known at plan time reaches the other provider’s rule, and the second plan is empty', async () => {
  acme = await client(BOTH);
  const plan = await ask(acme, 'plan');
  expect(plan.accounts).toEqual({ zendesk: 'acme', slack: 'T0SANDBOX1' });
  expect(JSON.stringify(changeOf(plan, 'trigger.alert').fields)).toContain('{{id:slack_channel.critical}}');
  const done = await ask(acme, 'apply', '--yes');
  expect(done.code, done.all).toBe(0);
  const id = idOf(acme, 'slack_channels', 'critical-issues');
  expect(bodyOf()).toContain(id);
  expect(bodyOf()).toContain('{{ticket.id}}');
  expect(row(acme, 'slack_channels', 'critical-issues')).toMatchObject({ topic: { value: 'Only what burns' } });
  const again = await ask(acme, 'plan', '--detailed-exitcode');
  expect([again.code, again.lines, again.notes]).toEqual([0, [], []]);
});

test('archive: a channel that leaves the spec is archived, keeps its messages, and the same block revives it', async () => {
  acme = await client(BOTH);
  await ask(acme, 'apply', '--yes');
  const id = idOf(acme, 'slack_channels', 'critical-issues');
  const gone = await ask(acme, 'destroy', '--yes', '--only', 'slack_channel.critical');
  expect(gone.lines).toEqual(['archive slack_channel.critical']);
  expect(gone.code, gone.all).toBe(0);
  expect(row(acme, 'slack_channels', 'critical-issues')).toMatchObject({ is_archived: true });
  newWrites(acme);
  const back = await ask(acme, 'apply', '--yes');
  expect(back.code, back.all).toBe(0);
  expect(back.lines).toEqual(['revive slack_channel.critical']);
  expect(newWrites(acme)[0]).toContain('conversations.unarchive');
  expect(idOf(acme, 'slack_channels', 'critical-issues')).toBe(id);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).lines).toEqual([]);
});

test('name taken by an archived channel: it is revived, on a word, instead of failing or doubling', async () => {
  acme = await client(spec('slack: {channels: {critical: {name: critical-issues}}}\n'));
  const old = make(acme, 'slack_channels', { name: 'critical-issues' });
  edit(acme, 'slack_channels', 'critical-issues', { is_archived: true });
  const plan = await ask(acme, 'plan');
  expect(plan.lines).toEqual(['adopt slack_channel.critical']);
  expect(changeOf(plan, 'slack_channel.critical').notes).toEqual(['archived: it will be made active again']);
  const refused = await ask(acme, 'apply', '--yes');
  expect([refused.code, refused.codes]).toEqual([4, ['NEEDS_CONFIRMATION']]);
  newWrites(acme);
  const done = await ask(acme, 'apply', '--yes', '--adopt');
  expect(done.code, done.all).toBe(0);
  expect(row(acme, 'slack_channels', 'critical-issues')).toMatchObject({ id: old, is_archived: false });
  expect(rows(acme, 'slack_channels').filter((own) => own.name === 'critical-issues')).toHaveLength(1);
  expect((await ask(acme, 'plan', '--detailed-exitcode')).code).toBe(0);
});

test('an adopted channel keeps its topic; a later change of the spec is sent', async () => {
  const body = (topic: string) => spec(`slack: {channels: {critical: {name: critical-issues, topic: ${topic}}}}\n`);
  acme = await client(body('Ours'));
  make(acme, 'slack_channels', { name: 'critical-issues', topic: 'Theirs' });
  const adopted = await ask(acme, 'apply', '--yes');
  expect([adopted.code, adopted.lines]).toEqual([0, ['adopt slack_channel.critical']]);
  expect(row(acme, 'slack_channels', 'critical-issues')).toMatchObject({ topic: { value: 'Theirs' } });
  expect((await ask(acme, 'plan', '--detailed-exitcode')).lines).toEqual([]);
  await acme.write(body('Ours anew'));
  expect((await ask(acme, 'apply', '--yes')).lines).toEqual(['update slack_channel.critical: topic spec']);
  expect(row(acme, 'slack_channels', 'critical-issues')).toMatchObject({ topic: { value: 'Ours anew' } });
});

test('replace: an archived channel keeps its name, so another one of that name is refused before the old one goes', async () => {
  const channel = (name: string, more = '') => spec(`slack: {channels: {critical: {name: ${name}${more}}}}\n`);
  acme = await client(channel('critical-issues'));
  await ask(acme, 'apply', '--yes');
  await acme.write(channel('critical-issues', ', private: true'));
  newWrites(acme);
  const refused = await ask(acme, 'apply', '--yes', '--replace', 'slack_channel.critical');
  expect([refused.code, refused.codes]).toEqual([1, ['CANNOT_CHANGE']]);
  expect(newWrites(acme)).toEqual([]);
  await acme.write(channel('critical-private', ', private: true'));
  const done = await ask(acme, 'apply', '--yes', '--replace', 'slack_channel.critical');
  expect(done.code, done.all).toBe(0);
  expect(row(acme, 'slack_channels', 'critical-issues')).toMatchObject({ is_archived: true });
  expect(row(acme, 'slack_channels', 'critical-private')).toMatchObject({ is_private: true });
});

test('an immutable attribute: what differs is never adopted, and what the tenant changed is drift that can be accepted', async () => {
  const channel = (more: string) => spec(`slack: {channels: {critical: {name: critical-issues${more}}}}\n`);
  acme = await client(channel(', private: true'));
  make(acme, 'slack_channels', { name: 'critical-issues' });
  const unfit = await ask(acme, 'apply', '--yes', '--adopt');
  expect([unfit.code, unfit.codes]).toEqual([1, ['CANNOT_CHANGE']]);
  expect(newWrites(acme)).toEqual([]);
  await acme.write(channel(', private: false'));
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  const bot = rows(acme, 'slack_users').find((own) => own.is_bot === true);
  edit(acme, 'slack_channels', 'critical-issues', { is_private: true, members: [String(bot?.id)] });
  const drift = await ask(acme, 'plan');
  expect(drift.lines).toEqual(['update slack_channel.critical because drift, not written: private drift']);
  expect((await ask(acme, 'drift', '--accept', 'slack_channel.critical')).code).toBe(0);
  expect(await acme.read('support.yaml')).toContain('private: true');
  expect((await ask(acme, 'plan')).lines).toEqual([]);
});

test('a failure of one provider leaves what does not depend on it to the other', async () => {
  acme = await client(BOTH);
  acme.sandbox.control.addFaults([
    {
      match: { system: 'slack', path: 'conversations.create' },
      action: { status: 200, body: { ok: false, error: 'restricted_action' } },
    },
  ]);
  const part = await ask(acme, 'apply', '--yes');
  expect(part.code, part.all).toBe(3);
  expect(part.result?.failed.map((own) => own.address)).toEqual(['slack_channel.critical']);
  expect(part.result?.failed[0]?.diagnostic.summary).toContain('restricted_action');
  expect(part.result?.leftOut.map((own) => own.because)).toContain('because slack_channel.critical failed');
  expect(exists(acme, 'webhooks', 'Slack')).toBe(true);
  expect(exists(acme, 'triggers', 'Alert')).toBe(false);
  acme.sandbox.control.clearFaults();
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  expect(row(acme, 'triggers', 'Alert')).toMatchObject({ active: true });
});

test('all providers are read before anything is planned: one that cannot be reached fails the plan, and nothing is written', async () => {
  acme = await client(BOTH);
  const bad = await acme.runWith({ env: { SLACK_BOT_TOKEN: 'xoxb-wrong' } }, 'apply', '--yes', '--format', 'json');
  expect(bad.code, bad.all).toBe(1);
  expect(bad.stdout).toContain('SLACK_BOT_TOKEN');
  expect(newWrites(acme)).toEqual([]);
});
