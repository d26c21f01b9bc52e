import { describe, expect, test } from 'vitest';
import type { NotPortable } from '../../src/app/portability.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { appliedText } from '../../src/report/apply.ts';
import { commandFor, shellWord } from '../../src/report/commands.ts';
import { diagnosticsText, tally } from '../../src/report/diagnostics.ts';
import { acceptedText, driftText, hasMoved } from '../../src/report/drift.ts';
import { importText } from '../../src/report/import.ts';
import { appliedDocument, errorDocument, planDocument } from '../../src/report/json.ts';
import { progress } from '../../src/report/progress.ts';
import { stateText } from '../../src/report/state.ts';
import { clean, jsonText, withTexts, wrapped } from '../../src/report/text.ts';
import { validatedText } from '../../src/report/validated.ts';
import { change, changed, drifted, noChoices, plain, plan, result } from './build.ts';

function tied(address: string, line: number): NotPortable {
  const place = { file: 'rules.yaml', line, path: 'then' };
  return { code: 'missing', address, ...place, what: 'group 7', why: 'it is gone', do: 'take it out' };
}

const wrong: Diagnostic = {
  code: 'SPEC_UNKNOWN_KEY',
  severity: 'error',
  summary: 'Unknown key `tittle`',
  detail: 'A trigger has: title, when, then.',
  hint: 'Did you mean `title`?',
  at: { file: 'rules.yaml', line: 12, column: 5 },
  address: 'trigger.x',
};

describe('diagnostics', () => {
  test('name place, severity, code and summary on one line, and what helps below', () => {
    expect(diagnosticsText([wrong], plain, 'clients/acme/')).toBe(
      [
        'clients/acme/rules.yaml:12:5  error  SPEC_UNKNOWN_KEY  Unknown key `tittle`',
        '    at trigger.x',
        '    A trigger has: title, when, then.',
        '    → Did you mean `title`?',
        '',
      ].join('\n'),
    );
  });

  test('stand in the order of files and lines, what has no place first', () => {
    const at = (file: string, line: number): Diagnostic => ({ ...wrong, at: { file, line, column: 1 } });
    const { at: _at, ...nowhere } = wrong;
    const text = diagnosticsText([at('b.yaml', 1), at('a.yaml', 9), at('a.yaml', 2), nowhere], plain);
    const heads = text.split('\n').filter((line) => line.includes('SPEC_UNKNOWN_KEY'));
    expect(heads.map((line) => line.split('  ')[0])).toEqual(['error', 'a.yaml:2:1', 'a.yaml:9:1', 'b.yaml:1:1']);
  });

  test('are counted by severity', () => {
    expect(tally([wrong, wrong, { ...wrong, severity: 'warning' }])).toBe('2 errors, 1 warning');
  });
});

describe('the report of a run', () => {
  test('says what was written, what failed, what was left out, and how to go on', () => {
    const made = plan([change('group.a', 'create', [], { title: 'Group A' })]);
    const text = appliedText(
      made,
      result({
        written: [{ address: 'group.b', op: 'create' }],
        failed: [
          {
            address: 'group.a',
            op: 'create',
            diagnostic: { code: 'PLATFORM_REFUSED', severity: 'error', summary: 'Name is taken' },
          },
        ],
        leftOut: [{ address: 'trigger.x', op: 'create', because: 'group.a failed' }],
      }),
      plain,
    );
    expect(text).toContain('✗ create group.a  Group A');
    expect(text).toContain('PLATFORM_REFUSED  Name is taken');
    expect(text).toContain('○ create trigger.x: group.a failed');
    expect(text).toContain('Applied: 1 created. Failed: 1. Left out: 1.');
    expect(text.replace(/\s+/g, ' ')).toContain('Correct what failed, then run supportctl apply');
  });

  test('says that it was interrupted, and names the command that goes on', () => {
    const made = plan([], { environment: 'prod', options: { ...noChoices, destroy: true } });
    const text = appliedText(made, result({ interrupted: true }), plain);
    expect(text).toContain('Interrupted. Applied: nothing.');
    expect(text).toContain('supportctl destroy --env prod');
  });

  test('adds nothing where all went well', () => {
    const text = appliedText(plan([]), result({ written: [{ address: 'group.b', op: 'adopt' }] }), plain);
    expect(text).toBe('Applied: 1 adopted.  run r1, 3 requests\n');
  });
});

describe('drift', () => {
  test('is there if anything moved, and unmanaged objects count where they are asked for', () => {
    const unmanaged = plan([], { notes: [{ code: 'unmanaged', summary: 'trigger "By hand" (1)' }] });
    expect(hasMoved(plan([drifted('group.a', [])]), false)).toBe(true);
    expect(hasMoved(unmanaged, false)).toBe(false);
    expect(hasMoved(unmanaged, true)).toBe(true);
    expect(driftText(unmanaged, plain)).toContain('Unmanaged: 1.');
  });

  test('says so where nothing moved', () => {
    expect(driftText(plan([]), plain)).toBe('No drift. Nothing that the spec manages was changed in the tenant.\n');
  });

  test('names the places that accepting wrote', () => {
    const text = acceptedText([{ address: 'group.a', path: 'name', file: 'support.yaml', line: 3 }], 'acme/');
    expect(text).toContain('acme/support.yaml:3  group.a name');
    expect(acceptedText([])).toContain('Nothing to accept');
  });
});

test('an import closes with a table, what was left out and why, and the secrets to provide', () => {
  const text = importText(
    {
      kinds: [
        { kind: 'trigger', imported: 12, inactive: 4, leftOut: 1 },
        { kind: 'custom_role', imported: 0, inactive: 0, leftOut: 1, unavailable: 'not in the plan' },
        { kind: 'group', imported: 3, inactive: 0, leftOut: 0 },
      ],
      leftOut: [
        { kind: 'trigger', id: '7', title: 'Odd\u001b[1m one', why: 'It belongs to an app.' },
        { kind: 'macro', id: '', title: '', why: 'personal', count: 12 },
        { kind: 'custom_role', id: '', title: 'all custom roles', why: 'not in the plan' },
      ],
      secrets: [{ address: 'webhook.slack', variable: 'SLACK_TOKEN' }],
      notPortable: [tied('trigger.a', 3), tied('trigger.b', 9)],
      files: ['support.yaml', 'rules.yaml'],
      warnings: [],
    },
    'acme co',
    plain,
  );
  expect(text).toMatch(/Custom roles +not to be had\nGroups +3\nTriggers +12 +4 +1/);
  expect(text).toContain('○ Macros (12): personal\n');
  expect(text).toContain('○ Custom roles (all): not in the plan\n');
  expect(text).toContain('trigger 7  Odd\\x1b[1m one');
  expect(text).toMatch(/SLACK_TOKEN +webhook\.slack/);
  expect(text).toContain('Not the same in another account: 2');
  expect(text).toMatch(/2 × it is gone → take it out\n +trigger\.a then +rules\.yaml:3 +group 7\n +trigger\.b/);
  expect(text).toContain('Imported 15 objects into 2 files, 14 left out.');
  expect(text).toContain("supportctl plan --spec 'acme co'");
});

test('state is a table with ids and origins, and names who holds the lock', () => {
  const entry = { provider: 'zendesk', ids: { main: '42' }, origin: 'adopted' as const, bases: {} };
  const text = stateText(
    {
      environment: 'default',
      serial: 4,
      accounts: { zendesk: 'acme' },
      rows: [{ address: 'group.a', entry }],
      lock: { holder: 'ann', host: 'box', pid: 9, since: '2026-01-01T00:00:00Z', run: 'r' },
    },
    plain,
  );
  expect(text).toMatch(/group\.a +42 +adopted/);
  expect(text).toContain('1 resource managed.');
  expect(text).toContain('Locked by ann on box (process 9)');
});

test('a valid spec is counted, an invalid one is not', () => {
  const counts = new Map([
    ['trigger', 2],
    ['group', 1],
  ]);
  expect(validatedText({ diagnostics: [], counts }, plain)).toBe('Valid: 3 resources.\n  Groups 1 · Triggers 2\n');
  expect(validatedText({ diagnostics: [wrong], counts }, plain)).toContain('Not valid. 1 error.');
});

describe('JSON', () => {
  test('is one document with changes, manual steps, notes, refusals, diagnostics and a summary', () => {
    const made = plan([change('group.a', 'update', [changed('name', 'Old', 'New')])]);
    const read = JSON.parse(jsonText(planDocument(made, [wrong])));
    expect(read).toMatchObject({ format: 1, manual: [], notes: [], refusals: [], diagnostics: [wrong] });
    expect(read.changes[0].fields).toEqual([{ path: 'name', before: 'Old', after: 'New', because: 'spec' }]);
    expect(read.summary.update).toBe(1);
    expect(read).not.toHaveProperty('seen');
  });

  test('holds the result of a run where there is one', () => {
    expect(appliedDocument(plan([]), result())).toHaveProperty('result.run', 'r1');
    expect(appliedDocument(plan([]), undefined)).not.toHaveProperty('result');
    expect(errorDocument([wrong])).toEqual({ format: 1, diagnostics: [wrong] });
  });

  test('reads back as it was, and holds nothing that a terminal obeys', () => {
    const data = { text: 'a\u009b31m\u007f\u202e\u001b[0m 😀 ü\n', list: [1, null, true] };
    const text = jsonText(data);
    expect(JSON.parse(text)).toEqual(data);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  test('stays JSON when its texts are masked', () => {
    const masked = withTexts({ n: 123, s: 'token 123', list: ['123'] }, (text) => text.replaceAll('123', '***'));
    expect(masked).toEqual({ n: 123, s: 'token ***', list: ['***'] });
  });
});

describe('text', () => {
  test('is cleaned of what a terminal obeys, and keeps what people write', () => {
    expect(clean('a\u001b[31m\r\u0000')).toBe('a\\x1b[31m\\x0d\\x00');
    expect(clean('Zoë 👩‍💻\tx\ny')).toBe('Zoë 👩‍💻\tx\ny');
  });

  test('is wrapped at spaces, its indentation kept, and words that are too long are broken', () => {
    expect(wrapped('  one two', 40)).toEqual(['  one two']);
    expect(wrapped('a'.repeat(45), 20)).toEqual(['a'.repeat(20), 'a'.repeat(20), 'a'.repeat(5)]);
    expect(wrapped('one two three four five six', 20)).toEqual(['one two three four', 'five six']);
  });

  test('in a command is quoted for a shell', () => {
    expect(shellWord("it's")).toBe("'it'\\''s'");
    expect(commandFor('default', 'drift', '--accept', 'view.*')).toBe("supportctl drift --accept 'view.*'");
  });
});

describe('progress', () => {
  test('tells what lasts as lines and the rest as one ticking text', () => {
    const lines: string[] = [];
    const ticks: string[] = [];
    const { notify } = progress(
      (line) => lines.push(line),
      { show: (text) => ticks.push(text), hide: () => undefined },
      plain,
    );
    notify({ type: 'reading', provider: 'zendesk', kind: 'trigger' });
    notify({ type: 'reading', provider: 'zendesk', kind: 'group' });
    notify({ type: 'read', provider: 'zendesk', kind: 'trigger', count: 3 });
    notify({ type: 'fetching', kind: 'themes', of: 2 });
    notify({ type: 'fetched', kind: 'themes', count: 2 });
    notify({ type: 'writing', address: 'group.a', op: 'create' });
    notify({ type: 'wrote', address: 'group.a', op: 'create' });
    notify({ type: 'failed', address: 'group.b', op: 'update', diagnostic: { ...wrong, summary: 'no\u001b[2J' } });
    expect(ticks).toEqual([
      'Reading triggers',
      'Reading triggers and 1 more',
      'Reading groups',
      'Fetching the files of 2 themes',
      'Writing group.a (0 done)',
    ]);
    expect(lines).toEqual(['✓ created group.a', '✗ update group.b: no\\x1b[2J']);
  });
});
