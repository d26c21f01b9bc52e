/** What is wrong with a test file is said at its place, all of it at once, with the nearest name. */
import { describe, expect, it } from 'vitest';
import { problemsOf } from './kit.ts';

describe('a test file with mistakes', () => {
  it('names unknown keys, people, groups, fields and options, each with the nearest one', async () => {
    expect(
      await problemsOf(`cases:
  - name: Bad
    given: {from: anne, fields: {categori: bug}}
    expect: {group: biling, fields: {category: bugs}, fired: [bill]}
  - name: Worse
    givn: {}
`),
    ).toEqual([
      '7:19 TEST_NAME there is no person `anne` among the fixtures did you mean `ann`?',
      '7:34 TEST_NAME the spec has no ticket field `categori` did you mean `category`?',
      '8:21 TEST_NAME the spec has no group `biling` did you mean `billing`?',
      '8:48 TEST_NAME `category` has no option `bugs` did you mean `bug`?',
      '8:63 TEST_NAME the spec has no trigger or automation `bill` did you mean `bills`?',
      '10:5 SPEC_UNKNOWN_KEY `case "Worse"` has no `givn` did you mean `given`?',
    ]);
  });

  it('refuses times that are none, and events that go back', async () => {
    expect(
      await problemsOf(`cases:
  - name: Times
    given: {at: 2027-02-30 10:00}
  - name: Back
    when: [{after: soon}, {at: 2027-03-01 10:00}, {at: 2027-03-03 10:00, after: 1h}]
`),
    ).toEqual([
      '7:17 TEST_BAD_VALUE `at`: "2027-02-30 10:00" is no date',
      '9:20 TEST_BAD_VALUE `after` takes a length of time such as 30m, 4h or 1d2h30m',
      '9:32 TEST_BAD_VALUE the event comes before the one above it',
      '9:81 TEST_BAD_VALUE `at` and `after` cannot both be said of one event',
    ]);
  });

  it('wants a name once, and rows as long as their table', async () => {
    expect(
      await problemsOf(`cases: [{name: Same}, {name: Same}]
tables: [{name: Rows, columns: [from], rows: [[ann, bob]]}]
`),
    ).toEqual([
      '5:30 TEST_TWICE there is a case "Same" already, in tests/a.yaml',
      '6:47 TEST_ROW the row has 2 cells, and the table 1 columns',
    ]);
  });

  it('says so where there is no case', async () => {
    expect(await problemsOf('')).toEqual([
      'TEST_NONE there is no case in tests/ write tests/routing.yaml; docs/testing.md shows how',
    ]);
  });

  it('reads what is no YAML as such', async () => {
    expect(await problemsOf('cases: [')).toEqual([expect.stringContaining('SPEC_YAML_SYNTAX')]);
  });
});
