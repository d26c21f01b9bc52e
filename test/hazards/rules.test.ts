/** Hazards of rules and what they name: said before anything is sent, and refused or spoiled by the tenant where nobody says it. */
import { afterEach, describe, expect, test } from 'vitest';
import { expectApplied, type Project, project } from '../kit/project.ts';
import { HEAD } from '../kit/spec.ts';
import { codesOf, said, send } from './kit.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

async function enterprise(): Promise<Project> {
  tenant = await project({ profile: 'enterprise' });
  return tenant;
}

const CATEGORY = 'trigger_categories: {routing: {name: Routing}}\n';
const rule = (then: string) =>
  `${CATEGORY}triggers:\n  t: {title: T, category: routing, when: {all: [{field: status, is: open}]},\n    then: [${then}]}\n`;

describe('automations', () => {
  const conditions = (hours: number) => ({
    all: [
      { field: 'status', operator: 'is', value: 'pending' },
      { field: 'PENDING', operator: 'is', value: String(hours) },
    ],
    any: [],
  });
  const nudge = (title: string) => ({
    automation: { title, conditions: conditions(77), actions: [{ field: 'current_tags', value: 'nudged' }] },
  });
  const block = `automations:\n  n: {title: Ours, active: true, then: [{add_tags: [ours]}],\n    when: {all: [{field: hours_since_pending, is: 77}, {field: status, is: pending}]}}\n`;

  test('with the conditions of one that the spec does not manage are said', async () => {
    const own = await enterprise();
    expect((await send(own, 'POST', '/automations', nudge('Theirs'))).status).toBe(201);
    expect(await codesOf(own, block)).toEqual(['AUTOMATION_TAKEN error automation.n:3']);
    expect((await send(own, 'POST', '/automations', nudge('Another'))).status).toBe(422);
    const theirs = own.sandbox.control.objects('automations').find(({ title }) => title === 'Theirs');
    own.sandbox.control.edit('automations', String(theirs?.id), { active: false });
    expect(await codesOf(own, block)).toEqual([]);
  });

  test('the one that closes tickets cannot be switched off', async () => {
    const own = await enterprise();
    const title = 'Close ticket 4 days after status is set to solved';
    const off = `automations:\n  close: {title: ${title},\n    active: false, when: {all: [{field: status, is: solved}, {field: hours_since_solved, greater_than: 96}]}, then: [{set: {status: closed}}]}\n`;
    expect(await codesOf(own, off)).toContain('AUTOMATION_STAYS_ACTIVE error automation.close:3');
    const closing = own.sandbox.control.objects('automations').find((one) => one.title === title);
    const sent = await send(own, 'PUT', `/automations/${closing?.id}`, { automation: { active: false } });
    expect(sent.status).toBe(422);
  });
});

describe('actions', () => {
  test('that call a webhook with anything but an id and a body are said', async () => {
    const own = await enterprise();
    expect(await codesOf(own, rule('{raw: {field: notification_webhook, value: x}}'))).toContain(
      'WEBHOOK_VALUE error trigger.t:4',
    );
    const actions = [{ field: 'notification_webhook', value: 'x' }];
    const all = [{ field: 'status', operator: 'is', value: 'open' }];
    const sent = await send(own, 'POST', '/triggers', {
      trigger: { title: 'Raw', conditions: { all, any: [] }, actions },
    });
    expect(sent.status).toBe(422);
  });

  test('that text from a number which the account does not have are said, with the number', async () => {
    const own = await enterprise();
    const text = rule('{sms_user: {to: requester, from: live("+1 555 0100"), body: Hi}}');
    // Without a number there are no texts at all: the rule is left out.
    expect(await codesOf(own, text)).toEqual(['RULE_FEATURE_OFF warning trigger.t:4']);
    own.sandbox.control.inject('phone_numbers', { number: '+15551230000', sms_enabled: true });
    const [only] = await said(own, text);
    expect(only).toMatchObject({ code: 'LIVE_NOT_FOUND', severity: 'error', address: 'trigger.t', line: 4 });
    expect(only?.summary).toContain('+1 555 0100');
    const all = [{ field: 'status', operator: 'is', value: 'open' }];
    const actions = [{ field: 'notification_sms_user', value: ['requester_id', '7', 'Hi'] }];
    const sent = await send(own, 'POST', '/triggers', {
      trigger: { title: 'Raw', conditions: { all, any: [] }, actions },
    });
    expect(sent.status).toBe(422);
  });

  test('that name an organization or a person whom the account does not have are said', async () => {
    const own = await enterprise();
    const body = `${CATEGORY}triggers:\n  t: {title: T, category: routing, when: {all: [{field: organization, is: live("No Such Inc")}]},\n    then: [{set: {assignee: live("nobody@acme.example")}}]}\n`;
    expect(await codesOf(own, body)).toEqual(['LIVE_NOT_FOUND error trigger.t:3', 'LIVE_NOT_FOUND error trigger.t:4']);
    const all = [{ field: 'organization_id', operator: 'is', value: '1' }];
    const actions = [{ field: 'assignee_id', value: '1' }];
    const sent = await send(own, 'POST', '/triggers', {
      trigger: { title: 'Raw', conditions: { all, any: [] }, actions },
    });
    expect(sent.status).toBe(422);
  });

  test('that assign tickets to a light agent are said: the tenant takes the rule', async () => {
    const own = await enterprise();
    expect(await codesOf(own, rule('{set: {assignee: live("lior@acme.example")}}'))).toEqual([
      'ASSIGNEE_CANNOT warning trigger.t:4',
    ]);
    expectApplied(await own.apply());
    const light = own.sandbox.control.objects('users').find(({ email }) => email === 'lior@acme.example');
    const held = own.sandbox.control.objects('triggers').find(({ title }) => title === 'T');
    expect([light?.role_type, JSON.stringify(held?.actions)]).toEqual([1, expect.stringContaining(String(light?.id))]);
  });
});

describe('roles', () => {
  const two = 'roles:\n  a: {name: Helpers}\n  b: {name: helpers}\n';

  test('of one name, whatever its capitals, are one', async () => {
    const own = await enterprise();
    expect(await codesOf(own, two)).toEqual(['SAME_TWICE error custom_role.b:3']);
    expect(await codesOf(own, 'roles:\n  a: {name: Light agent, description: Mine}\n')).toContain(
      'ROLE_BUILT_IN error custom_role.a:2',
    );
    expect((await send(own, 'POST', '/custom_roles', { custom_role: { name: 'Helpers' } })).status).toBe(200);
    expect((await send(own, 'POST', '/custom_roles', { custom_role: { name: 'helpers' } })).status).toBe(422);
  });

  test('that agents have are not deleted, and how many have them is said', async () => {
    const own = await enterprise();
    await own.write({ 'support.yaml': `${HEAD}roles:\n  a: {name: Helpers}\n` });
    expectApplied(await own.apply());
    const role = own.sandbox.control.objects('custom_roles').find(({ name }) => name === 'Helpers');
    const agent = own.sandbox.control.objects('users').find(({ email }) => email === 'ada@acme.example');
    own.sandbox.control.edit('users', String(agent?.id), { custom_role_id: role?.id ?? null });
    await own.write({ 'support.yaml': HEAD });
    const plan = await own.plan({ prune: true });
    const [inUse] = plan.diagnostics.filter(({ code }) => code === 'IN_USE');
    expect(inUse).toMatchObject({ severity: 'error', address: 'custom_role.a' });
    expect((await send(own, 'DELETE', `/custom_roles/${role?.id}`)).status).toBe(422);
  });

  test('are sent with the permissions that change and no others: some are refused whatever they say', async () => {
    const own = await enterprise();
    const block = (more: string) => `${HEAD}roles:\n  a: {name: Helpers, permissions: {ticket_merge: true${more}}}\n`;
    await own.write({ 'support.yaml': block('') });
    expectApplied(await own.apply());
    own.sandbox.control.clearLog();
    await own.write({ 'support.yaml': block(', view_deleted_tickets: true') });
    expectApplied(await own.apply());
    const [sent] = own.sandbox.control.log().filter(({ write }) => write);
    expect(sent?.body).toEqual({ custom_role: { configuration: { view_deleted_tickets: true } } });
    const role = own.sandbox.control.objects('custom_roles').find(({ name }) => name === 'Helpers');
    const whole = await send(own, 'PUT', `/custom_roles/${role?.id}`, {
      custom_role: { configuration: role?.configuration ?? null },
    });
    expect(whole.status).toBe(422);
  });
});

describe('dynamic content', () => {
  const item = (name: string, texts: string) => `{name: ${name}, default_language: en-US, texts: {${texts}}}`;

  test('has one text in each language', async () => {
    const own = await enterprise();
    const codes = await codesOf(own, `dynamic_content:\n  a: ${item('A', 'en-US: A, EN-us: B')}\n`);
    expect(codes).toEqual(['LANGUAGE_TWICE error dynamic_content.a:2']);
    const variants = ['A', 'B'].map((content, index) => ({ locale_id: 1, default: index === 0, content }));
    const sent = await send(own, 'POST', '/dynamic_content/items', {
      item: { name: 'A', default_locale_id: 1, variants },
    });
    expect(sent.status).toBe(422);
  });

  test('has a name of its own, beside those of the account too', async () => {
    const own = await enterprise();
    const twice = `dynamic_content:\n  a: ${item('Same', 'en-US: A')}\n  b: ${item('same', 'en-US: B')}\n  c: ${item('GREETING', 'en-US: C')}\n`;
    expect(await codesOf(own, twice)).toEqual([
      'DYNAMIC_CONTENT_NAME error dynamic_content.b:3',
      'DYNAMIC_CONTENT_NAME error dynamic_content.c:4',
    ]);
    const variants = [{ locale_id: 1, default: true, content: 'A' }];
    const sent = await send(own, 'POST', '/dynamic_content/items', {
      item: { name: 'greeting', default_locale_id: 1, variants },
    });
    expect(sent.status).toBe(422);
  });
});
