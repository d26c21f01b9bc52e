/** `test` and `simulate` as a person runs them: exit codes, formats, files, what they refuse. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { PEOPLE, SPEC } from '../testing/kit.ts';

const CASES = `${PEOPLE}cases:
  - {name: A bill goes to Billing, given: {fields: {category: invoice}}, expect: {group: billing}}
  - {name: A bug of a big customer, given: {fields: {category: bug}}, expect: {group: tier1}}
`;
const WRONG = `defaults: {from: bob, at: 2027-03-02 10:00}
cases:
  - {name: 'A bug of <anybody> & "all"', given: {fields: {category: bug}}, expect: {group: tier1}}
`;

let small: Client;

beforeAll(async () => {
  small = await client({ 'support.yaml': SPEC, 'tests/routing.yaml': CASES });
});
afterAll(() => small.close());

describe('supportctl test', () => {
  it('exits with 0 and says how much passed', async () => {
    const { code, stdout } = await small.run('test');
    expect(stdout).toMatch(/^2 cases passed, 2 expectations, [\d.]+ s\n$/);
    expect(code).toBe(0);
  });

  it('exits with 1 where a case fails, and shows place, wanted, got and why', async () => {
    await small.write({ 'tests/wrong.yaml': WRONG });
    const { code, stdout } = await small.run('test');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ A bug of <anybody> & "all"');
    expect(stdout).toMatch(
      /tests\/wrong\.yaml:3:\d+ {2}group\n\s+wanted {2}tier1\n\s+got {5}none\n\s+why {5}no rule changed it/,
    );
    expect(stdout).toContain('1 of 3 cases failed');
  });

  it('runs the files named, from whatever folder they are named', async () => {
    const { code, stdout } = await small.run('test', 'tests/routing.yaml');
    expect(code, stdout).toBe(0);
    const unknown = await small.run('test', 'tests/rooting.yaml');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('did you mean tests/routing.yaml?');
    await small.write({ 'tests/nobody.yaml': 'defaults: {from: ann}\n' });
    const empty = await small.run('test', 'tests/nobody.yaml');
    expect([empty.code, empty.stderr]).toEqual([1, expect.stringContaining('there is no case in tests/nobody.yaml')]);
  });

  it('refuses a flag that only means something to the matrix', async () => {
    const { code, stderr } = await small.run('test', '--category', 'category');
    expect([code, stderr]).toEqual([1, expect.stringContaining('--category means nothing without --matrix')]);
  });

  it('writes JUnit that stays XML whatever cases are called', async () => {
    const { code } = await small.run('test', '--format', 'junit', '--out', 'results.xml');
    const xml = await small.read('results.xml');
    expect(code).toBe(1);
    expect(xml).toContain('<testsuites name="supportctl" tests="3" failures="1">');
    expect(xml).toContain('name="A bug of &lt;anybody&gt; &amp; &quot;all&quot;"');
    expect(xml).toContain('<failure message="group: wanted tier1, got none">');
    expect(xml.match(/<testcase /g)).toHaveLength(3);
  });

  it('gives the whole report as JSON', async () => {
    const { stdout } = await small.run('test', '--format', 'json', '--coverage', '--only', 'A bill*');
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({ format: 1, passed: 1, leftOut: 2, coverage: { rules: { reached: 1, of: 2 } } });
  });

  it('fails below the coverage that was asked for', async () => {
    const { code, stderr, stdout } = await small.run('test', 'tests/routing.yaml', '--min-coverage', '99.5');
    expect(code).toBe(1);
    expect(stderr).toMatch(/Coverage is \d+ %, and 99\.5 % is asked for/);
    expect(stdout).toContain('○ trigger.bugs  field: organization_field.tier, is: gold: never failed');
  });

  it('shows in a matrix who gets what, and fails where nobody does', async () => {
    const { code, stdout } = await small.run('test', '--matrix');
    expect(code).toBe(1);
    expect(stdout).toMatch(/nobody\s+category none/);
    expect(stdout).toMatch(/billing\s+category invoice/);
    expect(stdout).toMatch(/tier1\s+category bug · tier gold/);
    expect(stdout).toContain('end with nobody.');
    const named = await small.run('test', '--matrix', '--category', 'categry');
    expect(named.stderr).toContain('did you mean `category`?');
  });
});

describe('supportctl simulate', () => {
  it('tells a case of the tests', async () => {
    const { code, stdout } = await small.run('simulate', '--case', 'A bill*', '--tried');
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('Tue 2027-03-02 10:00  A ticket comes in by web form, from ann');
    expect(stdout).toContain('● trigger.bills  group: none → billing  tags: +bill');
    expect(stdout).toMatch(/○ trigger\.bugs {2}all 2: ticket_field\.category is bug, and it was invoice/);
    expect(stdout).toMatch(/group\s+billing/);
  });

  it('tells a ticket of flags, with events and time passing', async () => {
    const { code, stdout } = await small.run(
      ...['simulate', '--from', 'ann', '--at', '2027-03-02 10:00', '--field', 'category=bug'],
      ...['--event', 'after: 1h, by: tom, comment: Done., set: {status: solved}', '--until', '5d', '--format', 'json'],
    );
    expect(code, stdout).toBe(0);
    const tale: unknown = JSON.parse(stdout);
    expect(tale).toMatchObject({ end: expect.arrayContaining([{ what: 'status', value: 'closed' }]) });
  });

  it('names what is wrong with flags, as with files', async () => {
    const { code, stderr } = await small.run('simulate', '--from', 'anne', '--field', 'category=bugs');
    expect(code).toBe(1);
    expect(stderr).toContain('did you mean `ann`?');
    expect(stderr).toContain('did you mean `bug`?');
    expect(stderr, 'there is no file that lines and columns could be of').not.toMatch(/:\d+:\d+ /);
  });

  it('takes a story without a name, and says where it is wrong as the file has it', async () => {
    await small.write({ '.short.yaml': 'given:\n  from: ann\n  at: 2027-03-02 10:00\n' });
    const { code, all } = await small.run('simulate', '.short.yaml');
    expect(code, all).toBe(0);
    await small.write({ '.short.yaml': 'given:\n  from: anne\n  at: 2027-03-02 10:00\n' });
    const wrong = await small.run('simulate', '.short.yaml');
    expect(wrong.stderr).toContain('.short.yaml:2:9  error  TEST_NAME');
  });

  it('refuses to end a story before it has happened', async () => {
    const { code, stderr } = await small.run(
      ...['simulate', '--from', 'ann', '--at', '2027-03-02 10:00', '--until', '2027-03-01 10:00'],
    );
    expect(code).toBe(1);
    expect(stderr).toContain('--until 2027-03-01 10:00 is before the last event');
  });

  it('writes a page that loads nothing and takes no markup from outside', async () => {
    await small.write({
      '.story.yaml': `name: <script>alert(1)</script>\ngiven: {from: ann, at: 2027-03-02 10:00, comment: '<img src=x onerror=alert(2)>'}\n`,
    });
    const { code, all } = await small.run('simulate', '.story.yaml', '--format', 'html', '--out', 'story.html');
    expect(code, all).toBe(0);
    const html = await small.read('story.html');
    expect(html).not.toMatch(/<script|<img|<link|<[^>]*\s(src|href)=/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain("default-src 'none'");
  });
});
