/** Steps for people: listed with where and what, ticked off where nothing can be read, open again when their block changes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { HEAD } from '../kit/spec.ts';

const spec = (color: string) => ({
  'support.yaml': `${HEAD}
support_addresses:
  sales: {email: sales@acme.example}
channels:
  widget: {type: messaging, name: Acme Web, settings: {color: ${color}}}
  phone: {type: voice, name: Hotline, number: +1 555 0100}
  api: {type: api, name: API}
`,
});

let acme: Client;
beforeAll(async () => {
  acme = await client(spec('green'), { profile: 'enterprise' });
  const made = await acme.run('apply', '--yes', '--quiet');
  expect(made.code, made.all).toBe(0);
});
afterAll(() => acme.close());

async function open(...more: string[]): Promise<readonly Step[]> {
  return JSON.parse((await acme.run('manual', 'list', '--format', 'json', ...more)).stdout).manual;
}

interface Step {
  readonly address: string;
  readonly done?: boolean;
  readonly by?: { readonly who: string; readonly at: string };
}

test('open steps say where, what to enter and how it shows', async () => {
  const { stdout, code } = await acme.run('manual', 'list');
  expect(code).toBe(0);
  const words = stdout.replace(/\s+/g, ' ');
  expect(words).toContain('To do by hand: 4 steps');
  expect(words).toContain('! support_address.sales forwarding of sales@acme.example');
  expect(words).toContain('enter: forward it to support@SUBDOMAIN.zendesk.com');
  expect(words).toContain('check: the tenant shows forwarding: verified, now unknown');
  expect(words).toContain('! channel.widget Acme Web where: Admin Center');
  expect(stdout).not.toContain('enter: verified');
});

test('what the tenant shows is not ticked off', async () => {
  for (const [address, said] of [
    ['support_address.sales', 'forwarding of sales@acme.example cannot be ticked off'],
    ['channel.phone', 'Hotline cannot be ticked off: it is done when'],
    ['channel.api', 'nothing is to be done by hand for channel.api: the tenant shows all of it'],
    ['channel.wiget', 'did you mean channel.widget?'],
    ['nothing-of-the-kind', '`supportctl manual list` shows what is open'],
  ] as const) {
    const refused = await acme.run('manual', 'done', address);
    expect(refused.code).toBe(1);
    expect(refused.stderr.replace(/\s+/g, ' ')).toContain(said);
  }
});

test('a step that nobody can read is ticked off by name, and open again when its block changes', async () => {
  acme.sandbox.control.clearLog();
  const done = await acme.run('manual', 'done', 'channel.widget', '--format', 'json');
  expect(done.code, done.all).toBe(0);
  expect(acme.writes()).toEqual([]);
  expect((await open()).map(({ address }) => address)).not.toContain('channel.widget');
  const ticked = (await open('--all')).find(({ address }) => address === 'channel.widget');
  expect(ticked).toMatchObject({ done: true, by: { who: expect.any(String), at: expect.stringMatching(/^\d{4}-/) } });
  const listed = await acme.run('manual', 'list', '--all');
  expect(listed.stdout).toContain(`✓ channel.widget  Acme Web  by ${ticked?.by?.who} at ${ticked?.by?.at}`);
  const plan = await acme.run('plan');
  expect(plan.stdout).not.toContain('Acme Web');
  expect(plan.stdout).toContain('Manual: 3.');
  // Another run, and another state with it, does not forget.
  await acme.write(spec('green'));
  const again = await acme.run('manual', 'done', 'channel.widget', '--format', 'json');
  expect(JSON.parse(again.stdout).manual[0].by).toEqual(ticked?.by);
  await acme.write({ 'support.yaml': `${spec('green')['support.yaml']}groups: {tier1: {name: Tier 1}}\n` });
  expect((await acme.run('apply', '--yes', '--quiet')).code).toBe(0);
  expect((await open()).map(({ address }) => address)).not.toContain('channel.widget');
  await acme.write(spec('red'));
  expect((await open()).map(({ address }) => address)).toContain('channel.widget');
});
