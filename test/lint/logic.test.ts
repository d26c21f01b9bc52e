/** What follows from conditions. */
import { describe, expect, it } from 'vitest';
import type { Struct } from '../../src/core/value.ts';
import { after, contradictionIn, implies, impliesRule, possibleWays } from '../../src/lint/logic.ts';

function when(field: string, operator: string, value: Struct['value'] = ''): Struct {
  return { field, operator, value: value ?? '' };
}

describe('contradictions', () => {
  it.each([
    ['two values of one field', [when('priority', 'is', 'urgent'), when('priority', 'is', 'high')]],
    ['a value and its absence', [when('group', 'is', 'none'), when('group', 'present')]],
    ['all values of a scale', [when('update_type', 'is_not', 'create'), when('update_type', 'is_not', 'change')]],
    ['beyond both ends', [when('status', 'less_than', 'open'), when('status', 'greater_than', 'new')]],
    ['numbers', [when('hours_since_open', 'less_than', '2'), when('hours_since_open', 'greater_than', '4')]],
    [
      'a tag that is asked for and not wanted',
      [when('tags', 'includes', ['a']), when('tags', 'not_includes', ['a', 'b'])],
    ],
    [
      'a comment that is none',
      [when('comment', 'is', 'any'), when('comment', 'is', 'public'), when('comment', 'is', 'private')],
    ],
    ['becoming something else', [when('status', 'changed_to', 'solved'), when('status', 'less_than', 'solved')]],
  ])('are found: %s', (_, conditions) => {
    expect(contradictionIn(conditions)).toBeDefined();
  });

  it.each([
    ['other fields', [when('priority', 'is', 'urgent'), when('status', 'is', 'open')]],
    ['a range', [when('status', 'less_than', 'solved'), when('status', 'greater_than', 'new')]],
    ['two tags', [when('tags', 'includes', ['a']), when('tags', 'includes', ['b'])]],
    ['one of two tags', [when('tags', 'includes', ['a', 'b']), when('tags', 'not_includes', ['a'])]],
    ['what it was before', [when('status', 'changed_from', 'open'), when('status', 'is', 'solved')]],
    ['words', [when('subject', 'includes_words', 'a'), when('subject', 'includes_words', 'b')]],
    ['several values', [when('field', 'includes', 'a'), when('field', 'includes', 'b')]],
    ['hours between', [when('hours_since_open', 'less_than', '4'), when('hours_since_open', 'greater_than', '2')]],
  ])('are not seen where there are none: %s', (_, conditions) => {
    expect(contradictionIn(conditions)).toBeUndefined();
  });
});

describe('implication', () => {
  it.each([
    [when('priority', 'is', 'urgent'), when('priority', 'greater_than', 'normal')],
    [when('priority', 'is', 'urgent'), when('priority', 'is_not', 'low')],
    [when('status', 'less_than', 'open'), when('status', 'is', 'new')],
    [when('tags', 'includes', ['a']), when('tags', 'includes', ['a', 'b'])],
    [when('tags', 'not_includes', ['a', 'b']), when('tags', 'not_includes', ['a'])],
    [when('comment', 'is', 'public'), when('comment', 'is', 'any')],
    [when('status', 'changed_to', 'solved'), when('status', 'is', 'solved')],
    [when('subject', 'includes_words', 'a'), when('subject', 'includes_words', 'a')],
  ])('%j tells %j', (given, wanted) => {
    expect(implies([given], wanted)).toBe(true);
  });

  it.each([
    [when('priority', 'greater_than', 'normal'), when('priority', 'is', 'urgent')],
    [when('tags', 'includes', ['a', 'b']), when('tags', 'includes', ['a'])],
    [when('tags', 'includes', ['a']), when('tags', 'not_includes', ['b'])],
    [when('status', 'is', 'solved'), when('status', 'changed_to', 'solved')],
    [when('status', 'is', 'solved'), when('status', 'changed')],
    [when('subject', 'includes_words', 'ab'), when('subject', 'includes_words', 'a')],
    [when('group', 'is', 'x'), when('priority', 'is', 'urgent')],
  ])('%j does not tell %j', (given, wanted) => {
    expect(implies([given], wanted)).toBe(false);
  });

  it('needs all of `all` and one of `any`', () => {
    const given = [when('priority', 'is', 'urgent'), when('status', 'is', 'open')];
    const any = [when('priority', 'is', 'low'), when('priority', 'is', 'urgent')];
    expect(impliesRule(given, { all: [when('status', 'less_than', 'solved')], any })).toBe(true);
    expect(impliesRule(given, { all: [when('type', 'is', 'task')], any })).toBe(false);
    expect(impliesRule(given, { all: [], any: [when('priority', 'is', 'low')] })).toBe(false);
  });

  it('leaves out the ways that nobody can go', () => {
    const all = [when('priority', 'is', 'urgent')];
    const any = [when('priority', 'is', 'low'), when('status', 'is', 'open')];
    expect(possibleWays({ all, any })).toEqual([[...all, when('status', 'is', 'open')]]);
  });
});

describe('what is known once actions have run', () => {
  it('is what they set, not what was asked for', () => {
    const given = [when('group', 'is', 'none'), when('tags', 'not_includes', ['done']), when('type', 'is', 'task')];
    const then = [
      { action: 'set', field: 'group', value: 'x' },
      { action: 'add_tags', value: ['done'] },
    ];
    const known = after(given, { then });
    expect(implies(known, when('group', 'is', 'x'))).toBe(true);
    expect(implies(known, when('group', 'is', 'none'))).toBe(false);
    expect(implies(known, when('tags', 'includes', ['done']))).toBe(true);
    expect(implies(known, when('tags', 'not_includes', ['done']))).toBe(false);
    expect(implies(known, when('type', 'is', 'task'))).toBe(true);
  });
});
