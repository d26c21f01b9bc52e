/** Cases of test files: what passes, what fails and what is said about it. */
import { describe, expect, it } from 'vitest';
import { runCases } from './kit.ts';

async function failuresOf(cases: string): Promise<readonly string[]> {
  const { cases: results } = await runCases(cases);
  return results.flatMap(({ failures }) =>
    failures.map(({ what, wanted, got, because }) => `${what}: wanted ${wanted}, got ${got}; ${because ?? ''}`),
  );
}

describe('a case', () => {
  it('passes where the ticket fares as expected', async () => {
    const report = await runCases(`cases:
  - name: A bill
    given: {fields: {category: invoice}}
    expect: {group: billing, tags: [bill], fields: {category: invoice}, fired: [bills], not: {fired: [trigger.bugs], tags: [x]}}
`);
    expect(report).toMatchObject({ passed: 1, failed: 0 });
  });

  it('fails with what was wanted, what came, and the rule that decided', async () => {
    expect(
      await failuresOf(`cases: [{name: A bill, given: {fields: {category: invoice}}, expect: {group: tier1}}]`),
    ).toEqual(['group: wanted tier1, got billing; by trigger.bills, 2027-03-02T15:00:00Z']);
  });

  it('names the condition that kept a rule from firing', async () => {
    expect(
      await failuresOf(`cases: [{name: A bug, given: {from: bob, fields: {category: bug}}, expect: {fired: [bugs]}}]`),
    ).toEqual([
      expect.stringMatching(
        /^fired: wanted trigger\.bugs, got .*; all 3: organization\.custom_fields\.tier is .* it was none/,
      ),
    ]);
  });

  it('fails where something must not be so and is', async () => {
    expect(
      await failuresOf(
        `cases: [{name: A bill, given: {fields: {category: invoice}}, expect: {not: {fired: [bills]}}}]`,
      ),
    ).toEqual([
      expect.stringMatching(
        /^fired: wanted not trigger\.bills, got .*trigger\.bills.*; it fired at 2027-03-02T15:00:00Z$/,
      ),
    ]);
  });

  it('holds single events to what happened since the event before', async () => {
    expect(
      await failuresOf(`cases:
  - name: Replies
    given: {expect: {mails: [requester]}}
    when:
      - {by: tom, note: Looking., expect: {not: {mails: [requester]}}}
      - {by: tom, comment: Done., expect: {mails: [{to: requester, times: 1}]}}
    expect: {mails: [{to: requester, times: 2}]}
`),
    ).toEqual([]);
  });

  it('reads local times in the zone of the client, and in the zone behind them', async () => {
    expect(
      await failuresOf(`cases:
  - {name: Morning, given: {fields: {category: invoice}}, when: [{at: 2027-03-02 16:30 Europe/Berlin, by: tom, set: {group: tier1}}], expect: {group: billing}}
`),
    ).toEqual(['group: wanted billing, got tier1; by the update of tom, 2027-03-02T15:30:00Z']);
  });

  it('knows the rules that an account begins with', async () => {
    const title = 'live("Close ticket 4 days after status is set to solved")';
    const report = await runCases(`cases:
  - name: Closing
    when: [{by: tom, set: {status: solved}}, {after: 4d}, {after: 2h}]
    expect: {status: closed, fired: ['${title}']}
`);
    expect(report.failed).toBe(0);
  });
});

describe('a table', () => {
  it('is a case a row, with the cells where the columns say', async () => {
    const report = await runCases(`tables:
  - name: Routing
    given: {channel: email}
    columns: [from, fields.category, expect.group]
    rows: [[ann, bug, tier1], [bob, bug, none], [bob, invoice, billing], [bob, ~, billing]]
`);
    expect(report.cases.map(({ name, failures }) => `${name} ${failures.length}`)).toEqual([
      'Routing: ann, bug 0',
      'Routing: bob, bug 0',
      'Routing: bob, invoice 0',
      'Routing: bob 1',
    ]);
    expect(report.cases[3]?.failures[0]?.at).toMatchObject({ file: 'tests/a.yaml', column: 83 });
  });
});

describe('choosing cases', () => {
  const cases = `cases: [{name: One by day}, {name: Two by night}, {name: Three by night}]`;

  it('takes names, and stars for any words', async () => {
    const report = await runCases(cases, { only: ['*NIGHT'] });
    expect(report.cases.map(({ name }) => name)).toEqual(['Two by night', 'Three by night']);
    expect(report.leftOut).toBe(1);
  });

  it('refuses a name that no case has, rather than running nothing', async () => {
    await expect(runCases(cases, { only: ['One by dax'] })).rejects.toMatchObject({
      diagnostics: [{ code: 'TEST_NONE', hint: 'did you mean "One by day"?' }],
    });
  });
});

describe('coverage', () => {
  it('lists rules that never fired and conditions that never decided', async () => {
    const { coverage } = await runCases(
      `cases: [{name: A bill, given: {fields: {category: invoice}}, expect: {group: billing}}]`,
      { coverage: true },
    );
    expect(coverage?.rules).toEqual({ reached: 1, of: 2 });
    expect(coverage?.uncovered.map(({ address, what, detail }) => `${address} ${what} ${detail}`)).toEqual([
      'trigger.bills condition field: update_type, is: create: never failed',
      'trigger.bills condition field: ticket_field.category, is: invoice: never failed',
      'trigger.bugs rule never fired',
    ]);
  });

  it('is full where every rule fired and every condition decided both ways', async () => {
    const { coverage } = await runCases(
      `cases:
  - {name: A bill, given: {fields: {category: invoice}}, when: [{by: tom, note: Hm.}]}
  - {name: A bug, given: {fields: {category: bug}}, when: [{by: tom, note: Hm.}]}
  - {name: A bug of somebody, given: {from: bob, fields: {category: bug}}}
`,
      { coverage: true },
    );
    expect(coverage).toMatchObject({ percent: 100, uncovered: [] });
  });
});
