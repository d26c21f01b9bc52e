/** `plan --impact`: what a change of the rules does to tickets; and that offline rules are those which `apply` makes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { row } from '../kit/tenant.ts';
import { PEOPLE, SPEC } from '../testing/kit.ts';

const CASES = `${PEOPLE}cases:
  - {name: A bill goes to Billing, given: {fields: {category: invoice}}, expect: {group: billing}}
`;

let small: Client;

beforeAll(async () => {
  small = await client(
    { 'support.yaml': SPEC, 'tests/routing.yaml': CASES },
    { profile: 'enterprise', subdomain: 'small' },
  );
  const { code, all } = await small.run('apply', '--yes', '--adopt', '--quiet');
  expect(code, all).toBe(0);
});
afterAll(() => small.close());

describe('supportctl plan --impact', () => {
  it('finds nothing where the tenant is as the spec: what is tried offline is what was applied', async () => {
    const { code, stdout, all } = await small.run('plan', '--impact');
    expect(code, all).toBe(0);
    expect(stdout).toContain('New tickets: 0 of');
    expect(stdout).toContain('Tests: 0 of 1 case fare otherwise.');
  });

  it('tells which tickets end elsewhere after a change, and writes nothing', async () => {
    await small.write({ 'support.yaml': SPEC.replace('{set: {group: billing}}, ', '') });
    const before = small.writes().length;
    const { code, stdout } = await small.run('plan', '--impact');
    expect(code).toBe(0);
    expect(stdout).toMatch(/~ category invoice: billing → nobody/);
    expect(stdout).toMatch(/~ A bill goes to Billing\n\s+group: billing → nobody/);
    expect(small.writes()).toHaveLength(before);
    const json: unknown = JSON.parse((await small.run('plan', '--impact', '--format', 'json')).stdout);
    expect(json).toMatchObject({ format: 1, impact: { cases: [{ name: 'A bill goes to Billing' }] } });
    await small.write({ 'support.yaml': SPEC });
  });

  it('sees what was changed by hand in the tenant', async () => {
    const trigger = row(small, 'triggers', 'Bugs to Tier 1');
    small.sandbox.control.edit('triggers', String(trigger.id), { active: false });
    const { stdout } = await small.run('plan', '--impact', '--overwrite-drift');
    expect(stdout).toMatch(/~ category bug · tier gold: nobody → tier1/);
  });
});
