import { expect, test } from 'vitest';
import { describeContract, judge } from './contracts.ts';
import { DEVIATIONS, LATER_SUBJECTS, OMISSIONS } from './deviations.ts';
import { at, isObject, type Json } from './json.ts';
import { REQUIRED } from './required.ts';
import { BODIES, OPERATIONS } from './supplement.ts';

/** What we add to the documents stays honest: it is dated, it has a reason, and it ends where the documents catch up. */
describeContract('our additions to the documents', () => {
  function componentOf(document: string, name: string): Json | undefined {
    const { support, helpCenter, slack } = judge().documents;
    if (document === 'slack') return at(slack, 'definitions', name);
    return at(document === 'support' ? support : helpCenter, 'components', 'schemas', name);
  }

  function documented(operation: string): Json | undefined {
    const [method = '', path = ''] = operation.split(' ');
    const { support, helpCenter } = judge().documents;
    const verb = method.toLowerCase();
    return at(support, 'paths', path, verb) ?? at(helpCenter, 'paths', path, verb);
  }

  test('correct components that there are', () => {
    const unknown = DEVIATIONS.filter(({ document, component }) => componentOf(document, component) === undefined);
    expect(unknown.map(({ component }) => component)).toEqual([]);
    const names = Object.keys(REQUIRED).filter(
      (name) => componentOf('support', name) === undefined && componentOf('help_center', name) === undefined,
    );
    expect(names).toEqual([]);
  });

  test('supplement only what the documents leave out', () => {
    expect(OPERATIONS.filter(({ operation }) => documented(operation) !== undefined).map(String)).toEqual([]);
    const bodies = BODIES.map(({ operation }) => [operation, documented(operation)] as const);
    expect(bodies.filter(([, known]) => !isObject(known)).map(([operation]) => operation)).toEqual([]);
    expect(
      bodies.filter(([, known]) => at(known, 'requestBody') !== undefined).map(([operation]) => operation),
    ).toEqual([]);
  });

  test('are dated and have a reason or a page', () => {
    const dated = [...DEVIATIONS, ...OMISSIONS, ...LATER_SUBJECTS, ...OPERATIONS, ...BODIES];
    expect(dated.filter(({ checked }) => !/^20\d\d-\d\d-\d\d$/.test(checked))).toEqual([]);
    expect([...DEVIATIONS, ...OMISSIONS, ...LATER_SUBJECTS].filter(({ reason }) => reason.length < 10)).toEqual([]);
    expect([...OPERATIONS, ...BODIES].filter(({ page }) => !page.startsWith('https://'))).toEqual([]);
  });
});
