import { describe, expect, test } from 'vitest';
import type { Shown } from '../../src/core/plan.ts';
import { planText } from '../../src/report/human.ts';
import { lookOf } from '../../src/report/look.ts';
import { widthOf } from '../../src/report/text.ts';
import { added, change, changed, drifted, noChoices, plain, plan } from './build.ts';

const ESCAPE = '\u001b';

describe('a plan for people', () => {
  test('says in its last line that nothing changes, and claims no more than was read', () => {
    expect(lastLine(planText(plan([]), plain))).toBe('No changes. The tenant matches the spec.');
    const part = plan([], { options: { ...noChoices, only: ['trigger'] } });
    expect(lastLine(planText(part, plain))).toBe('No changes. What was selected matches the spec.');
    const wrong = plan([], {
      diagnostics: [{ code: 'NOTHING_SELECTED', severity: 'error', summary: 'nothing is called x' }],
    });
    expect(lastLine(planText(wrong, plain))).toBe('Nothing was planned: see the errors above.');
    const gone = plan([], { options: { ...noChoices, destroy: true } });
    expect(lastLine(planText(gone, plain))).toBe('No changes. There is nothing that the spec created.');
    const unread = plan([], { notes: [{ code: 'unavailable', summary: 'SLAs answered 403' }] });
    expect(lastLine(planText(unread, plain))).toContain('What could be read matches the spec');
  });

  test('counts in its last line', () => {
    const text = planText(
      plan([
        change('group.a', 'create'),
        change('group.b', 'create'),
        change('view.c', 'delete'),
        drifted('group.d', []),
      ]),
      plain,
    );
    expect(lastLine(text)).toBe('Plan: 2 to create, 0 to adopt, 0 to update, 1 to delete. Drift: 1. Manual: 0.');
  });

  test('groups by kind, what others refer to first', () => {
    const text = planText(
      plan([change('trigger.x', 'create'), change('group.a', 'create'), change('trigger_category.c', 'create')]),
      plain,
    );
    expect(positions(text, ['Groups', 'Trigger categories', 'Triggers'])).toEqual('in order');
  });

  test('shows only what changes, old and new', () => {
    const text = planText(plan([change('group.a', 'update', [changed('name', 'Old', 'New')])]), plain);
    expect(text).toContain('name: Old → New');
  });

  test('tells a text from a number, and an empty text from none', () => {
    const fields = [changed('a', '1', 1), { path: 'b', after: '', because: 'spec' as const }];
    const text = planText(plan([change('group.a', 'update', fields)]), plain);
    expect(text).toContain('a: "1" → 1');
    expect(text).toContain('b: (none) → ""');
  });

  test('shows conditions as a diff of one condition a line', () => {
    const before = { all: [{ field: 'update_type', is: 'create' }] };
    const after = { all: [...before.all, { field: 'priority', is: 'urgent' }] };
    const text = planText(plan([change('trigger.x', 'update', [changed('when', before, after)])]), plain);
    expect(text).toContain('  - {field: update_type, is: create}');
    expect(text).toMatch(/^ +\+ +- \{field: priority, is: urgent\}$/m);
  });

  test('shows a long text as a diff with few lines around the change', () => {
    const lines = Array.from({ length: 40 }, (_, n) => `line ${n}`);
    const field = changed('body', lines.join('\n'), lines.join('\n').replace('line 20', 'LINE 20'), { long: true });
    const text = planText(plan([change('article.x', 'update', [field])]), plain);
    expect(text).toContain('- line 20');
    expect(text).toContain('+ LINE 20');
    expect(text).toContain('line 18');
    expect(text).not.toContain('line 10');
  });

  test('breaks a long line of markup between its tags', () => {
    const before = `<p>${'word '.repeat(60)}</p><p>one</p><p>two</p>`;
    const field = changed('body', before, before.replace('one', 'ONE'), { long: true });
    const text = planText(plan([change('article.x', 'update', [field])]), plain);
    expect(text).toContain('- <p>one</p>');
    expect(text).toContain('+ <p>ONE</p>');
  });

  test('shows spaces at the end of a line', () => {
    const field = changed('body', 'one\ntwo', 'one  \ntwo', { long: true });
    expect(planText(plan([change('article.x', 'update', [field])]), plain)).toContain('+ one··');
  });

  test('shows what differs only in its last newline', () => {
    const field = changed('body', 'one\ntwo', 'one\ntwo\n', { long: true });
    expect(planText(plan([change('article.x', 'update', [field])]), plain)).toContain('"one\\ntwo\\n"');
  });

  test('gathers the members of a new collection', () => {
    const member = (key: string, path: string, after: Shown) => ({ ...added(path, after), member: key });
    const fields = [
      member('bug', 'options.bug.name', 'Bug'),
      member('how_to', 'options.how_to.name', 'How-to'),
      member('ada@acme.example', 'members.ada@acme.example', true),
    ];
    const text = planText(plan([change('ticket_field.category', 'create', fields)]), plain);
    expect(text).toContain('options: {bug: Bug, how_to: How-to}');
    expect(text).toContain('members: [ada@acme.example]');
  });

  test('keeps drift apart, with both values and both ways out', () => {
    const moved = drifted('trigger.vip', [changed('title', 'VIP!!', 'VIP', { because: 'drift' })], { title: 'VIP' });
    const text = planText(plan([change('group.a', 'create'), moved], { environment: 'prod' }), plain);
    expect(positions(text, ['Groups', 'Changed in the tenant (drift)', 'trigger.vip'])).toEqual('in order');
    expect(text).toContain('in the spec:   VIP\n');
    expect(text).toContain('in the tenant: VIP!!');
    expect(text).toContain('supportctl drift --env prod --accept trigger.vip');
    expect(text).toContain('supportctl apply --env prod --overwrite-drift');
    expect(text).not.toContain('Triggers\n');
  });

  test('offers ways out of a rollback that are rollbacks, not the next apply', () => {
    const moved = drifted('group.a', [changed('name', 'By hand', 'Before', { because: 'conflict' })], {
      because: 'conflict',
    });
    const some = plan([moved]);
    const text = planText({ ...some, options: { ...some.options, rollback: '20261125T1' } }, plain);
    expect(text).toContain('supportctl rollback 20261125T1 --except group.a\n');
    expect(text).toContain('supportctl rollback 20261125T1 --overwrite-conflicts\n');
    expect(text).toContain('before these runs: Before\n');
    expect(text).not.toMatch(/supportctl (apply|drift)/);
    expect(text).not.toContain('spec');
  });

  test('says of drift that is overwritten that it is, and offers no way out', () => {
    const moved = drifted('trigger.vip', [changed('title', 'a', 'b', { because: 'drift' })], { planned: true });
    const text = planText(plan([moved]), plain);
    expect(text).toContain('this plan puts the spec back');
    expect(text).not.toContain('Two ways out');
  });

  test('has conflicts under their own heading', () => {
    const both = change('macro.x', 'update', [changed('title', 'theirs', 'ours', { because: 'conflict' })], {
      because: 'conflict',
      planned: false,
    });
    const text = planText(plan([both]), plain);
    expect(text).toContain('Changed here and in the tenant (conflict): 1 object');
    expect(text).toContain('--overwrite-conflicts');
    expect(lastLine(text)).toContain('Conflicts: 1.');
  });

  test('prints the list that a reorder leaves, unmanaged and moved ones marked', () => {
    const order = [
      { title: 'route', address: 'trigger.route', moved: true as const },
      { title: 'By hand' },
      { title: 'Other', address: 'trigger.other' },
    ];
    const changes = [
      change('trigger.route', 'create', [], { title: 'Route it' }),
      change('order.trigger/routing', 'reorder', [], { kind: 'order', title: 'triggers in routing', order }),
    ];
    const text = planText(plan(changes), plain);
    expect(text).toMatch(/1\. Route it +trigger\.route {2}↕ moved/);
    expect(text).toMatch(/2\. By hand +\(unmanaged\)/);
    expect(positions(text, ['Triggers', 'order.trigger/routing'])).toEqual('in order');
  });

  test('leaves out of a long list only what did not move and is ours', () => {
    const order = Array.from({ length: 60 }, (_, n) => ({
      title: `T${n}`,
      ...(n === 5 ? {} : { address: `trigger.t${n}` }),
      ...(n === 50 ? { moved: true as const } : {}),
    }));
    const text = planText(plan([change('order.trigger', 'reorder', [], { kind: 'order', order })]), plain);
    expect(text).toContain(' 6. T5 ');
    expect(text).toContain('51. T50');
    expect(text).not.toContain('T30');
    expect(text).toContain('more that did not move');
  });

  test('names what goes away, and the flag that lifts each refusal', () => {
    const field = { path: 'options.bug', before: 'Bug', because: 'spec' as const, loses: 'its value on all tickets' };
    const text = planText(
      plan([change('ticket_field.category', 'update', [field])], {
        refusals: [
          {
            code: 'DATA_LOSS',
            address: 'ticket_field.category',
            summary: 'ticket_field.category would lose options.bug',
            hint: '--allow-data-loss ticket_field.category',
            confirmable: false,
            blocks: true,
          },
          {
            code: 'PROTECTED',
            summary: 'view.p is protected',
            hint: 'unprotect it',
            confirmable: false,
            blocks: false,
          },
        ],
      }),
      plain,
    );
    expect(text).toContain('Goes away with this plan');
    expect(text).toContain('This plan cannot be applied as it stands');
    expect(text).toContain('→ --allow-data-loss ticket_field.category');
    expect(positions(text, ['Refused, the rest proceeds', 'PROTECTED', 'This plan cannot'])).toEqual('in order');
  });

  test('never shows a secret, only that it differs', () => {
    const field = { path: 'authentication.token', after: '(secret env:TOKEN)', because: 'secret' as const };
    const text = planText(plan([change('webhook.slack', 'update', [field])]), plain);
    expect(text).toContain('authentication.token: (secret) differs from the one that was sent');
  });

  test('lists what is to be done by hand apart', () => {
    const manual = [{ address: 'brand.acme', title: 'Logo', where: 'Admin Center > Brands', enter: 'logo.png' }];
    const text = planText(plan([], { manual }), plain);
    expect(text).toContain('To do by hand: 1 step');
    expect(text).toContain('where: Admin Center > Brands');
    expect(lastLine(text)).toBe('No changes. The tenant matches the spec. Manual: 1.');
  });

  test('lets no terminal sequence of a tenant through', () => {
    const evil = `A${ESCAPE}]0;owned\u0007${ESCAPE}[2J\u202e\u009b31m`;
    const text = planText(
      plan([
        change('group.a', 'update', [changed('name', evil, 'ok'), changed(evil, 'a', 'b')], {
          title: evil,
          notes: [evil],
        }),
        drifted('group.b', [changed('name', evil, 'x', { because: 'drift' })], { title: evil }),
      ]),
      plain,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(text).toContain('\\x1b[2J\\u202e\\x9b31m');
  });

  test('keeps titles with line breaks on one line', () => {
    const text = planText(plan([change('group.a', 'create', [], { title: 'One\nPlan: 0 to create' })]), plain);
    expect(text).toContain('One ⏎ Plan: 0 to create');
  });

  test('stays within the width, wide characters counted as two', () => {
    const words = 'サポートの説明 '.repeat(12);
    const text = planText(
      plan([
        change('group.a', 'create', [added('description', words), added('x', 'y'.repeat(300))], { title: 'A' }),
        change('group.b', 'update', [changed('description', words, `${words}more`)], { title: 'B' }),
        drifted('trigger.c', [changed('title', words, 'C', { because: 'drift' })], { title: 'C' }),
      ]),
      lookOf(60, false),
    );
    const tooWide = text.split('\n').filter((line) => !line.startsWith('Plan:') && widthOf(line) > 60);
    expect(tooWide).toEqual([]);
  });

  test('says the same with and without colour', () => {
    const changes = [
      change('group.a', 'update', [changed('name', 'Old', 'New')]),
      change('view.b', 'delete'),
      drifted('trigger.c', [changed('title', 'x', 'y', { because: 'drift' })]),
    ];
    const coloured = planText(plan(changes), lookOf(100, true));
    expect(coloured).toContain(`${ESCAPE}[`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of it
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(planText(plan(changes), plain));
  });
});

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

function positions(text: string, words: readonly string[]): string {
  const found = words.map((word) => text.indexOf(word));
  const sorted = found.every((at, index) => at !== -1 && (index === 0 || at > (found[index - 1] ?? 0)));
  return sorted ? 'in order' : JSON.stringify(found);
}
