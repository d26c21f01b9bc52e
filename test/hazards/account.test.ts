/** Hazards of the account itself: settings, statuses, people, targets and apps. */
import { afterEach, describe, expect, test } from 'vitest';
import { expectApplied, type Project, project } from '../kit/project.ts';
import { HEAD } from '../kit/spec.ts';
import { codesOf, send } from './kit.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

async function enterprise(): Promise<Project> {
  tenant = await project({ profile: 'enterprise' });
  return tenant;
}

/** What is refused when a spec of this body is loaded. */
async function refusedOf(own: Project, body: string): Promise<string> {
  await own.write({ 'support.yaml': HEAD + body });
  return own.plan().then(
    () => 'nothing is refused',
    (error) => String(error?.diagnostics?.map((one: { code: string }) => one.code) ?? error),
  );
}

describe('settings', () => {
  test('the tag of automatic routing is never empty: the spec does not load', async () => {
    const own = await enterprise();
    expect(await refusedOf(own, 'account: {settings: {routing: {autorouting_tag: ""}}}\n')).toContain('SPEC_BAD_VALUE');
  });

  test('what may cost money waits for a word', async () => {
    const own = await enterprise();
    const features = own.sandbox.control.objects('settings')[0]?.active_features;
    own.sandbox.control.edit('settings', 'account', {
      active_features: { ...(typeof features === 'object' ? features : {}), light_agents: false },
    });
    await own.write({ 'support.yaml': `${HEAD}account: {settings: {active_features: {light_agents: true}}}\n` });
    const { refusals } = await own.plan();
    expect(refusals.map(({ code, address }) => [code, address])).toContainEqual(['COSTS', 'account.settings']);
  });
});

describe('custom statuses', () => {
  const block = (more: string) =>
    `custom_statuses:\n  w: {agent_label: Waiting for parts, category: pending}\n  x: {agent_label: ${more}}\n`;

  test('labels are unique in the whole account', async () => {
    const own = await enterprise();
    await own.sandbox.control.edit('settings', 'account', { features: { custom_statuses_enabled: true } });
    expect(await codesOf(own, block('waiting for PARTS, category: open'))).toContain(
      'STATUS_LABEL_TWICE error custom_status.x:3',
    );
    const make = (category: string) =>
      send(own, 'POST', '/custom_statuses', {
        custom_status: { status_category: category, agent_label: 'Waiting for parts' },
      });
    expect([(await make('pending')).status, (await make('open')).status]).toEqual([201, 422]);
  });

  test('nobody adds one to the category new, and a default stays on', async () => {
    const own = await enterprise();
    await own.sandbox.control.edit('settings', 'account', { features: { custom_statuses_enabled: true } });
    expect(await codesOf(own, block('Fresh, category: new'))).toContain('STATUS_NEW error custom_status.x:3');
    expect(await codesOf(own, block('Off, category: open, default: true, active: false'))).toContain(
      'STATUS_DEFAULT_INACTIVE error custom_status.x:3',
    );
    const fresh = { custom_status: { status_category: 'new', agent_label: 'Fresh' } };
    expect((await send(own, 'POST', '/custom_statuses', fresh)).status).toBe(422);
  });
});

describe('people', () => {
  test('somebody whom the account does not have is not made by accident', async () => {
    const own = await enterprise();
    expect(await codesOf(own, 'agents:\n  n: {email: nobody@acme.example, role: agent}\n')).toContain(
      'AGENT_MISSING error user.n:2',
    );
  });

  test('a group that is the default of an agent is not deleted', async () => {
    const own = await enterprise();
    await own.write({ 'support.yaml': `${HEAD}groups: {night: {name: Night}}\n` });
    expectApplied(await own.apply());
    const group = own.sandbox.control.objects('groups').find(({ name }) => name === 'Night');
    const agent = own.sandbox.control.objects('users').find(({ email }) => email === 'ada@acme.example');
    const joined = await send(own, 'POST', '/group_memberships', {
      group_membership: { user_id: agent?.id ?? null, group_id: group?.id ?? null, default: true },
    });
    expect(joined.status).toBe(201);
    await own.write({ 'support.yaml': HEAD });
    const plan = await own.plan({ prune: true, allowDataLoss: ['*'] });
    const stopped = plan.diagnostics.filter(({ severity }) => severity === 'error');
    expect(stopped.map(({ code, address }) => [code, address])).toEqual([['GROUP_IS_DEFAULT', 'group.night']]);
    expect((await send(own, 'DELETE', `/groups/${group?.id}`)).status).toBe(422);
  });
});

describe('targets and apps', () => {
  test('a target of a type that nobody can make any more is said', async () => {
    const own = await enterprise();
    expect(await codesOf(own, 'targets:\n  t: {title: Old, type: http, url: "https://x.example"}\n')).toEqual([
      'TARGET_TYPE error target.t:2',
    ]);
  });

  test('an app that is not installed is a step for a person, and nothing of it is sent', async () => {
    const own = await enterprise();
    await own.write({ 'support.yaml': `${HEAD}apps:\n  a: {name: Timer}\n` });
    const { manual, changes } = await own.plan();
    expect([manual.map(({ address }) => address), changes]).toEqual([['app.a'], []]);
  });
});
