import { describe, expect, it } from 'vitest';
import { folderOf, HEAD, load, loadBody, short } from './kit.ts';

type Case = readonly [title: string, body: string, found: readonly string[], words?: RegExp];

function check(cases: readonly Case[]): void {
  for (const [title, body, found, words] of cases) {
    it(title, async () => {
      const { diagnostics } = await loadBody(body);
      expect(short(diagnostics)).toEqual(found.map((one) => one.replace(' ', ' support.yaml:')));
      const said = diagnostics.map((d) => `${d.summary} ${d.detail ?? ''} ${d.hint ?? ''}`).join('\n');
      if (words !== undefined) expect(said).toMatch(words);
    });
  }
}

describe('attributes', () => {
  check([
    [
      'unknown: the nearest and all allowed names',
      'groups:\n  a: {name: A, descriptoin: x}\n',
      ['SPEC_UNKNOWN_KEY 5:16'],
      /it may have: name, description.*did you mean `description`/,
    ],
    ['missing: at the block', 'groups:\n  a: {}\n', ['SPEC_MISSING 5:3'], /`group.a` needs `name`/],
    [
      'of another type, with how to write it',
      'groups:\n  a: {name: 12, is_public: "yes"}\n',
      ['SPEC_WRONG_TYPE 5:13', 'SPEC_WRONG_TYPE 5:28'],
      /write "12"[\s\S]*true or false/,
    ],
    [
      'outside a closed list',
      'ticket_fields:\n  f: {type: Dropdown, title: F}\n',
      ['SPEC_BAD_VALUE 5:13'],
      /allowed: dropdown, text, checkbox did you mean `dropdown`/,
    ],
    [
      'deep inside',
      'triggers:\n  t:\n    title: T\n    when:\n      all:\n        - {field: x, is: y}\n        - {feild: x, is: y}\n',
      ['SPEC_MISSING 10:11', 'SPEC_UNKNOWN_KEY 10:12'],
      /`when.all.1` needs `field`[\s\S]*did you mean `field`/,
    ],
    [
      'an alternative misspelt',
      'triggers:\n  t: {title: T, then: [{add_tag: [x]}]}\n',
      ['SPEC_UNKNOWN_KEY 5:25'],
      /did you mean `add_tags`/,
    ],
    [
      'an alternative with a wrong part',
      'triggers:\n  t: {title: T, then: [{notify: {to: a}}]}\n',
      ['SPEC_MISSING 5:33'],
      /`then.0.notify` needs `subject`/,
    ],
    ['an alternative of another type', 'triggers:\n  t: {title: T, then: [x]}\n', ['SPEC_WRONG_TYPE 5:24'], /a map/],
    ['a list where a map belongs', 'groups: [a]\n', ['SPEC_WRONG_TYPE 4:9'], /takes a map/],
    ['a text where a block belongs', 'groups: {a: Tier}\n', ['SPEC_WRONG_TYPE 4:13'], /`group.a` takes a map/],
    [
      'set by the section',
      'help_center: {acme: {sections: {s: {name: S, brand: acme}}}}\n',
      ['SPEC_UNKNOWN_KEY 4:46'],
      /from the section/,
    ],
    [
      'default() where the platform has none',
      'groups:\n  a: {name: default(), description: default()}\n',
      ['SPEC_NO_DEFAULT 5:13'],
    ],
    ['a priority that is none', 'triggers:\n  t: {title: T, priority: p9}\n', ['SPEC_BAD_VALUE 5:27']],
    [
      'a secret that is none',
      'webhooks:\n  w: {name: W, token: {secret: hunter2}}\n',
      ['SPEC_BAD_SECRET 5:32'],
      /env:NAME/,
    ],
  ]);

  it('never show what was meant to be a secret', async () => {
    const { diagnostics } = await loadBody('webhooks:\n  w: {name: W, token: {secret: hunter2}}\n');
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
  });
});

describe('lifecycle and tags', () => {
  check([
    [
      'unknown words',
      'groups:\n  a: {name: A, lifecycle: {mode: ful, protct: true}}\n',
      ['SPEC_BAD_VALUE 5:34', 'SPEC_UNKNOWN_KEY 5:39'],
      /did you mean `full`/,
    ],
    [
      'an attribute to ignore that is none',
      'groups:\n  a: {name: A, lifecycle: {ignore: [nam]}}\n',
      ['SPEC_BAD_VALUE 5:37'],
      /did you mean `name`/,
    ],
    ['a tag with a space', 'groups:\n  a: {name: A, tags: [a b]}\n', ['SPEC_BAD_VALUE 5:23']],
  ]);
});

describe('references', () => {
  const GROUPS = 'groups: {billing: {name: B}, billing_eu: {name: E}}\ntrigger_categories: {c: {name: C}}\n';
  check([
    [
      'to nothing, with the nearest',
      `${GROUPS}triggers:\n  t: {title: T, owner: group.biling}\n`,
      ['SPEC_UNKNOWN_REFERENCE 7:24'],
      /did you mean `billing`/,
    ],
    [
      'to another kind',
      `${GROUPS}triggers:\n  t: {title: T, owner: trigger_category.c, category: group.billing}\n`,
      ['SPEC_BAD_REFERENCE 7:24', 'SPEC_BAD_REFERENCE 7:54'],
      /allowed here: group, brand/,
    ],
    [
      'bare where several kinds fit',
      `${GROUPS}triggers:\n  t: {title: T, owner: billing}\n`,
      ['SPEC_BAD_REFERENCE 7:24'],
      /group.KEY or brand.KEY/,
    ],
    [
      'to a lookup-only kind by key',
      `${GROUPS}triggers:\n  t: {title: T, brand: acme}\n`,
      ['SPEC_LOOKUP_ONLY 7:24'],
      /live\("Exact title"\)/,
    ],
    [
      'malformed calls',
      `${GROUPS}triggers:\n  t: {title: T, owner: 'live(brand "x")', category: "missing()", brand: live}\n`,
      ['SPEC_BAD_REFERENCE 7:24', 'SPEC_BAD_REFERENCE 7:53', 'SPEC_LOOKUP_ONLY 7:73'],
    ],
    [
      'live() without a kind where several fit',
      `${GROUPS}triggers:\n  t: {title: T, owner: live("x")}\n`,
      ['SPEC_BAD_REFERENCE 7:24'],
      /live\(group, …\)/,
    ],
    [
      'a bare id',
      `${GROUPS}triggers:\n  t: {title: T, category: 360001}\n`,
      ['SPEC_BAD_REFERENCE 7:27'],
      /live\(360001\)/,
    ],
    ['default() inside', `${GROUPS}triggers:\n  t: {title: T, category: default( )}\n`, ['SPEC_NO_DEFAULT 7:27']],
    [
      'in texts',
      `${GROUPS}triggers:\n  t: {title: T, description: "{{id:group.nope}} {{ticket.field.nope}} {{id:x}} {{id:}} {{ticket.field.}}"}\n`,
      Array(5)
        .fill('x 7:30')
        .map(
          (_, i) =>
            `${['SPEC_BAD_REFERENCE', 'SPEC_BAD_REFERENCE', 'SPEC_UNKNOWN_REFERENCE', 'SPEC_UNKNOWN_REFERENCE', 'SPEC_BAD_REFERENCE'][i]} 7:30`,
        ),
    ],
  ]);

  it('in an included text are shown at their place in that file', async () => {
    const files = {
      'support.yaml': `${HEAD}triggers: {t: {title: T, description: {file: t.txt}}}\n`,
      't.txt': 'one\ntwo {{id:group.x}}\n',
    };
    expect(short((await load(folderOf(files))).diagnostics)).toEqual(['SPEC_UNKNOWN_REFERENCE t.txt:2:5']);
  });

  it('are not doubted while a file could not be read', async () => {
    const files = {
      'support.yaml': `${HEAD}triggers: {t: {title: T, owner: group.x}}\norder: {triggers: [u]}\n`,
      'g.yaml': 'groups: {x: {name: "X}}\n',
    };
    expect(short((await load(folderOf(files))).diagnostics)).toEqual(['SPEC_YAML_SYNTAX g.yaml:2:1']);
  });
});

describe('the whole', () => {
  check([
    ['an unknown section', 'grups: {}\n', ['SPEC_UNKNOWN_KEY 4:1'], /did you mean `groups`/],
    [
      'a section of a later version',
      'slas: {}\nescalation: {}\nhelp_center: {acme: {redirects: {}, artikles: {}}}\nslack: {usergroups: {}}\n',
      ['SPEC_NOT_YET 4:1', 'SPEC_NOT_YET 5:1', 'SPEC_NOT_YET 6:22', 'SPEC_UNKNOWN_KEY 6:37', 'SPEC_NOT_YET 7:9'],
      /did you mean `articles`/,
    ],
    [
      'keys that are no keys',
      'groups: {A: {name: A}, a b: {name: B}, live: {name: C}}\nhelp_center: {Acme: {}}\n',
      ['SPEC_BAD_KEY 4:10', 'SPEC_BAD_KEY 4:24', 'SPEC_BAD_KEY 4:40', 'SPEC_BAD_KEY 5:15'],
      /word of the language/,
    ],
    [
      'a key in two brands',
      'help_center: {acme: {sections: {s: {name: S}}}, b: {sections: {s: {name: S}}}}\n',
      ['SPEC_DUPLICATE_KEY 4:64'],
      /first at support.yaml:4:33/,
    ],
    [
      'order',
      'triggers: {a: {title: A}, b: {title: B}}\norder: {triggers: [b, c, b], groups: [x], trigers: []}\n',
      ['SPEC_UNKNOWN_REFERENCE 5:23', 'SPEC_DUPLICATE_KEY 5:26', 'SPEC_UNKNOWN_KEY 5:30', 'SPEC_UNKNOWN_KEY 5:43'],
      /did you mean `triggers`/,
    ],
    [
      'moved',
      'groups: {a: {name: A}}\nmoved:\n  - {from: group.a, to: group.a}\n  - {from: group.b, to: group.c}\n  - {from: group.b, to: trigger.x}\n  - {from: grup.b, to: group.a}\n  - {from: b, to: group.a}\n  - {to: group.a}\n',
      ['SPEC_MISSING 11:5'],
      /needs `from`/,
    ],
    [
      'moved, each by itself',
      'groups: {a: {name: A}}\nmoved:\n  - {from: group.a, to: group.a}\n  - {from: group.b, to: group.c}\n  - {from: group.b, to: trigger.x}\n  - {from: grup.b, to: group.a}\n  - {from: b, to: group.a}\n',
      [
        'SPEC_MOVED 6:12',
        'SPEC_UNKNOWN_REFERENCE 7:25',
        'SPEC_BAD_REFERENCE 8:25',
        'SPEC_BAD_REFERENCE 9:12',
        'SPEC_BAD_REFERENCE 10:12',
      ],
    ],
    [
      'priorities',
      'priorities: {p1: {level: urgnt, name: X}, low: {level: high, name: Y}}\n',
      ['SPEC_BAD_VALUE 4:26'],
      /did you mean `urgent`/,
    ],
    ['priorities that hide a level', 'priorities: {low: {level: high, name: Y}}\n', ['SPEC_BAD_KEY 4:14']],
    ['drift and state', 'drift: keep\nstate: {required: 1}\n', ['SPEC_BAD_VALUE 4:8', 'SPEC_WRONG_TYPE 5:19']],
  ]);

  async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    return short((await load(folderOf(files))).diagnostics);
  }

  it('needs version, client and platform, and says so at once', async () => {
    expect(await found({ 'a.yaml': 'groups: {}\n' })).toEqual([
      'SPEC_MISSING a.yaml:1:1',
      'SPEC_MISSING a.yaml:1:1',
      'SPEC_MISSING a.yaml:1:1',
    ]);
  });

  it('checks what client and platform say', async () => {
    const text =
      'version: 1\nclient: {name: " ", slug: A B, website: acme.example, timezone: Mars/Base, locale: "?"}\nplatform: {provider: zendsk, subdomain: acme.zendesk.com, environment: prod}\n';
    expect(await found({ 's.yaml': text })).toEqual([
      ...['2:16', '2:27', '2:41', '2:65', '2:84', '3:22', '3:41', '3:72'].map(
        (place) => `SPEC_BAD_VALUE s.yaml:${place}`,
      ),
    ]);
    expect(await found({ 's.yaml': HEAD.replace('zendesk', 'freshdesk') })).toEqual(['SPEC_NOT_YET s.yaml:3:22']);
  });

  it('has one version, and one that we know', async () => {
    expect(await found({ 'a.yaml': HEAD, 'b.yaml': 'version: 1\n' })).toEqual(['SPEC_DUPLICATE_KEY b.yaml:1:1']);
    const newer = await load(folderOf({ 'a.yaml': `${HEAD.replace('1', '2')}whatever: {}\n` }));
    expect(short(newer.diagnostics)).toEqual(['SPEC_VERSION a.yaml:1:10']);
    expect(newer.diagnostics[0]?.summary).toBe('the spec is of version 2, and this program reads version 1');
    expect(await found({ 'a.yaml': HEAD.replace('1', '"1"') })).toEqual(['SPEC_VERSION a.yaml:1:10']);
  });

  it('is not there', async () => {
    const empty = await load(folderOf({ 'a.yaml': '# later\n', 'notes.txt': 'x' }));
    expect(short(empty.diagnostics)).toEqual(['SPEC_EMPTY']);
    expect(empty.diagnostics[0]?.detail).toContain('version: 1\nclient: ');
    expect(short((await load('/nowhere/at/all')).diagnostics)).toEqual(['SPEC_FILE']);
  });

  it('tells where a block of two files stands first', async () => {
    const loaded = await load(
      folderOf({ 'a.yaml': HEAD, 'b.yaml': 'groups: {x: {name: X}}\n', 'c.yaml': 'groups:\n  x: {name: Y}\n' }),
    );
    expect(short(loaded.diagnostics)).toEqual(['SPEC_DUPLICATE_KEY c.yaml:2:3']);
    expect(loaded.diagnostics[0]?.detail).toBe('first at b.yaml:1:10');
  });

  it('keeps the order that it gives, unlisted keys behind', async () => {
    const { desired } = await loadBody(
      'triggers: {a: {title: A}, b: {title: B}, c: {title: C}}\norder: {triggers: [c]}\n',
    );
    expect(desired?.order.get('trigger')).toEqual(['c', 'a', 'b']);
  });
});
