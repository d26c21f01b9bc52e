import { describe, expect, it } from 'vitest';
import { attributesOf, folderOf, HEAD, load, loadBody, short } from './kit.ts';

describe('a valid spec', () => {
  it('becomes resources in canonical form, each with its place', async () => {
    const loaded = await loadBody(
      [
        'groups:',
        '  tier1: {name: Tier 1, tags: [core], lifecycle: {protect: true}}',
        'trigger_categories: {routing: {name: Routing}}',
        'ticket_fields:',
        '  area:',
        '    type: dropdown',
        '    title: Area',
        '    options: {"10": Ten, "9": Nine}',
      ].join('\n'),
    );
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.desired?.resources.map((r) => r.address)).toEqual([
      'group.tier1',
      'trigger_category.routing',
      'ticket_field.area',
    ]);
    expect(loaded.desired?.resources[0]).toEqual({
      address: 'group.tier1',
      kind: 'group',
      attributes: { name: 'Tier 1', is_public: true },
      lifecycle: { protect: true },
      tags: ['core'],
      at: { file: 'support.yaml', line: 5, column: 3 },
      positions: { name: { file: 'support.yaml', line: 5, column: 11 } },
    });
    expect(attributesOf(loaded, 'ticket_field.area')?.options).toEqual([
      { key: '10', name: 'Ten' },
      { key: '9', name: 'Nine' },
    ]);
    expect(loaded.desired?.resources[2]?.positions['options.10']).toEqual({
      file: 'support.yaml',
      line: 11,
      column: 15,
    });
    expect(loaded.desired?.settings).toEqual({
      client: { name: 'Acme', slug: 'acme' },
      platform: { provider: 'zendesk', subdomain: 'acme', environment: 'sandbox' },
      stateRequired: false,
    });
    expect(loaded.desired?.files.get('support.yaml')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('resolves references, live calls, scopes, priorities and texts', async () => {
    const loaded = await loadBody(
      [
        'priorities: {p1: {level: urgent, name: Down}}',
        'groups: {tier1: {name: T}}',
        'trigger_categories: {routing: {name: R}}',
        'ticket_fields: {area: {type: text, title: A}}',
        'slack: {channels: {ops: {name: ops}}}',
        'triggers:',
        '  a: {title: A, category: routing, owner: group.tier1, priority: p1}',
        '  b: {title: B, category: live("Old ones"), owner: "live(brand, \\"Acme\\")", brand: live(360001), priority: high}',
        '  c: {title: C, category: missing(77), owner: "id(group, 12)"}',
        '  d: {title: D, description: "{{ticket.field.area}} in {{id:slack_channel.ops}}, not {{{{id:x}}"}',
        'help_center:',
        '  acme: {sections: {s: {name: S}}}',
        '  other: {sections: {t: {name: T}}}',
      ].join('\n'),
    );
    expect(loaded.diagnostics).toEqual([]);
    expect(attributesOf(loaded, 'trigger.a')).toMatchObject({
      category: { $ref: 'trigger_category.routing' },
      owner: { $ref: 'group.tier1' },
      priority: 'urgent',
    });
    expect(attributesOf(loaded, 'trigger.b')).toMatchObject({
      category: { $live: 'Old ones', kind: 'trigger_category' },
      owner: { $live: 'Acme', kind: 'brand' },
      brand: { $live: '360001', kind: 'brand' },
      priority: 'high',
    });
    expect(attributesOf(loaded, 'trigger.c')).toMatchObject({
      category: { $id: '77', kind: 'trigger_category' },
      owner: { $id: '12', kind: 'group' },
    });
    expect(attributesOf(loaded, 'trigger.d')?.description).toEqual({
      $text: [
        '{{ticket.ticket_field_',
        { $ref: 'ticket_field.area' },
        '}} in ',
        { $ref: 'slack_channel.ops' },
        ', not {{id:x}}',
      ],
    });
    expect(attributesOf(loaded, 'section.s')?.brand).toEqual({ $live: '@default', kind: 'brand' });
    expect(attributesOf(loaded, 'section.t')?.brand).toEqual({ $live: 'other', kind: 'brand' });
  });

  it('may be spread over files in folders, or be a single file', async () => {
    const folder = folderOf({
      'support.yaml': HEAD,
      'b.yml': 'groups: {b: {name: B}}\nmoved: [{from: group.x, to: group.b}]\n',
      'a/z.yaml': 'groups: {a: {name: A}}\nmoved: [{from: group.y, to: group.a}]\n',
      'empty.yaml': '# nothing yet\n',
      'environments/prod.yaml': 'groups: {no: {name: No}}\n',
      'tests/t.yaml': 'nonsense: true\n',
      '.hidden/x.yaml': 'nonsense: true\n',
      'node_modules/x/y.yaml': 'nonsense: true\n',
    });
    const loaded = await load(folder);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.desired?.resources.map((r) => r.address)).toEqual(['group.a', 'group.b']);
    expect(loaded.desired?.moved.map((m) => m.from)).toEqual(['group.y', 'group.x']);
    const single = await load(`${folder}/support.yaml`);
    expect(single.desired?.resources).toEqual([]);
  });
});

describe('what is wrong', () => {
  it('is said all at once, sorted by place', async () => {
    const loaded = await loadBody(
      [
        'groups:',
        '  tier1: {nam: T}',
        '  Tier2: {name: T2}',
        '  none: {name: N}',
        'ticket_fields:',
        '  area: {type: dropdwn, title: 12, position: x}',
        'grops: {}',
        'macros: {}',
        'triggers:',
        '  a: {title: A, category: x, brand: acme, owner: tier1}',
      ].join('\n'),
    );
    expect(loaded.desired).toBeUndefined();
    expect(short(loaded.diagnostics)).toEqual([
      'SPEC_MISSING support.yaml:5:3',
      'SPEC_UNKNOWN_KEY support.yaml:5:11',
      'SPEC_BAD_KEY support.yaml:6:3',
      'SPEC_BAD_KEY support.yaml:7:3',
      'SPEC_BAD_VALUE support.yaml:9:16',
      'SPEC_WRONG_TYPE support.yaml:9:32',
      'SPEC_WRONG_TYPE support.yaml:9:46',
      'SPEC_UNKNOWN_KEY support.yaml:10:1',
      'SPEC_NOT_YET support.yaml:11:1',
      'SPEC_UNKNOWN_REFERENCE support.yaml:13:27',
      'SPEC_LOOKUP_ONLY support.yaml:13:37',
      'SPEC_BAD_REFERENCE support.yaml:13:50',
    ]);
    const hints = loaded.diagnostics.map((d) => d.hint);
    expect(hints[1]).toBe('did you mean `name`?');
    expect(hints[4]).toBe('did you mean `dropdown`?');
    expect(hints[5]).toBe('write "12"');
    expect(hints[7]).toBe('did you mean `groups`?');
  });
});
