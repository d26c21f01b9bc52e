import { describe, expect, it } from 'vitest';
import { attributesOf, folderOf, HEAD, load, loadBody, short } from './kit.ts';

/** Loads a file `a.yaml` beside a sound head, and shows the diagnostics as `CODE file:line:column`. */
async function judge(text: string | Uint8Array) {
  const loaded = await load(folderOf({ 'support.yaml': HEAD, 'a.yaml': text }));
  return { loaded, found: short(loaded.diagnostics), first: loaded.diagnostics[0] };
}

describe('YAML that is no spec is told in plain words, at its place', () => {
  const cases: readonly (readonly [title: string, text: string, found: string, words: RegExp])[] = [
    [
      'an unquoted variable in braces',
      'groups:\n  a: {name: ${NAME}}\n',
      'SPEC_UNQUOTED_VARIABLE a.yaml:2:13',
      /write "\$\{NAME\}"/,
    ],
    [
      'an unquoted variable in brackets',
      'groups:\n  a: {name: x, members: [a, ${B}]}\n',
      'SPEC_UNQUOTED_VARIABLE a.yaml:2:29',
      /write "\$\{B\}"/,
    ],
    [
      'an unquoted placeholder',
      'groups:\n  a:\n    name: {{ticket.title}}\n',
      'SPEC_UNQUOTED_PLACEHOLDER a.yaml:3:11',
      /quotes.*write "\{\{ticket.title\}\}"/,
    ],
    [
      'an unquoted placeholder with words after it',
      'groups:\n  a:\n    name: {{ticket.title}} is new\n',
      'SPEC_UNQUOTED_PLACEHOLDER a.yaml:3:11',
      /quotes/,
    ],
    ['a tab', 'groups:\n\ta: {name: A}\n', 'SPEC_YAML_SYNTAX a.yaml:2:1', /tab.*two spaces/],
    [
      'a colon in a text',
      'groups:\n  a:\n    name: Tier: one\n',
      'SPEC_YAML_SYNTAX a.yaml:3:11',
      /colon.*double quotes/,
    ],
    ['an unclosed quote', 'groups:\n  a: {name: "A}\n', 'SPEC_YAML_SYNTAX a.yaml:3:1', /not closed/],
    ['an unclosed brace', 'groups:\n  a: {name: A\n', 'SPEC_YAML_SYNTAX a.yaml:3:1', /closing/],
    ['a reserved first character', 'groups:\n  a: {name: @all}\n', 'SPEC_YAML_SYNTAX a.yaml:2:13', /begin with `@`/],
    ['an unknown escape', 'groups:\n  a: {name: "a\\q"}\n', 'SPEC_YAML_SYNTAX a.yaml:2:15', /backslash/],
    ['an alias without anchor', 'groups:\n  a: *nope\n', 'SPEC_YAML_ANCHOR a.yaml:2:6', /nope/],
    ['an alias inside its own anchor', 'groups: &g\n  a: *g\n', 'SPEC_YAML_ANCHOR a.yaml:2:6', /not complete/],
    ['two documents', 'groups: {}\n---\nwebhooks: {}\n', 'SPEC_YAML_DOCUMENTS a.yaml:2:1', /two files/],
    ['a tag', 'groups:\n  a: {name: !!js/function x}\n', 'SPEC_YAML_TAG a.yaml:2:13', /tag/],
    ['a known tag', 'groups:\n  a: {name: !!str 12}\n', 'SPEC_YAML_TAG a.yaml:2:19', /tag/],
    ['a directive', '%YAML 1.1\n---\ngroups: {}\n', 'SPEC_YAML_SYNTAX a.yaml:1:1', /%YAML/],
    ['a number as a key', 'groups:\n  2024: {name: A}\n', 'SPEC_BAD_KEY a.yaml:2:3', /write "2024"/],
    ['true as a key', 'groups:\n  true: {name: A}\n', 'SPEC_BAD_KEY a.yaml:2:3', /write "true"/],
    ['a list as a key', 'groups:\n  [a]: {name: A}\n', 'SPEC_BAD_KEY a.yaml:2:3', /text/],
    ['a prototype key', 'groups:\n  a: {name: A, __proto__: {x: 1}}\n', 'SPEC_BAD_KEY a.yaml:2:16', /cannot be a key/],
    ['another prototype key', 'groups:\n  constructor: {name: A}\n', 'SPEC_BAD_KEY a.yaml:2:3', /cannot be a key/],
    [
      'a key twice',
      'groups:\n  a: {name: A}\n  a: {name: B}\n',
      'SPEC_DUPLICATE_KEY a.yaml:3:3',
      /first at a\.yaml:2:3/,
    ],
    ['an empty value', 'groups:\n  a: {name: A}\nwebhooks:\n', 'SPEC_NULL a.yaml:3:10', /nothing stands here/],
    [
      'a key without a colon',
      'groups:\n  a: {name A, description: x}\n',
      'SPEC_NULL a.yaml:2:7',
      /`name A` has no value/,
    ],
    ['null', 'groups:\n  a: {name: A, description: null}\n', 'SPEC_NULL a.yaml:2:29', /default\(\)/],
    [
      'a number that cannot be held',
      'groups:\n  a: {name: 12345678901234567890}\n',
      'SPEC_BAD_VALUE a.yaml:2:13',
      /write "12345678901234567890"/,
    ],
    [
      'an escaped control character',
      'groups:\n  a: {name: "a\\u0007b"}\n',
      'SPEC_CONTROL_CHARACTER a.yaml:2:13',
      /U\+0007/,
    ],
    [
      'text after a quote',
      "groups:\n  a: {name: A}\n  b:\n    name: 'it's'\n",
      'SPEC_YAML_SYNTAX a.yaml:4:15',
      /value has ended/,
    ],
    ['a list behind its key', 'groups:\n  a:\n    members: - x\n', 'SPEC_YAML_SYNTAX a.yaml:3:14', /line of its own/],
    ['a bracket too many', 'groups: {a: {name: A}}}\n', 'SPEC_YAML_SYNTAX a.yaml:1:23', /no opening/],
    ['a line without a colon', 'groups:\n  a:\n    name: A\n  b\n', 'SPEC_YAML_SYNTAX a.yaml:4:3', /neither/],
    ['no map', '- a\n- b\n', 'SPEC_WRONG_TYPE a.yaml:1:1', /map of sections/],
  ];
  for (const [title, text, expected, words] of cases) {
    it(title, async () => {
      const { found, first } = await judge(text);
      expect(found).toEqual([expected]);
      expect(`${first?.summary} ${first?.detail ?? ''} ${first?.hint ?? ''}`).toMatch(words);
    });
  }

  it('a raw control character, NUL and DEL included', async () => {
    for (const character of ['\u0000', '\u0007', '\u007f', '\u0085', '\u001b']) {
      const { found } = await judge(`groups:\n  a: {name: "x${character}y"}\n`);
      expect(found).toEqual(['SPEC_CONTROL_CHARACTER a.yaml:2:13']);
    }
  });

  it('several mistakes of several files at once', async () => {
    const loaded = await load(
      folderOf({
        'support.yaml': HEAD,
        'a.yaml': 'groups:\n\ta: 1\n',
        'b.yaml': 'webhooks: {w: {name: 1}}\n',
        'c.yaml': 'triggers:\n  t: {title: T, owner: group.a}\n',
      }),
    );
    expect(short(loaded.diagnostics)).toEqual(['SPEC_YAML_SYNTAX a.yaml:2:1', 'SPEC_WRONG_TYPE b.yaml:1:22']);
  });

  it('bytes that are not UTF-8', async () => {
    expect((await judge(new Uint8Array([0x61, 0x3a, 0xff, 0xfe]))).found).toEqual(['SPEC_FILE a.yaml:1:1']);
  });
});

describe('what YAML offers and a spec may use', () => {
  it('a byte order mark, CRLF, document markers, an empty file', async () => {
    for (const text of [
      '\ufeffgroups: {a: {name: A}}\n',
      'groups:\r\n  a:\r\n    name: A\r\n',
      '---\ngroups: {a: {name: A}}\n...\n',
    ]) {
      const { loaded } = await judge(text);
      expect(loaded.diagnostics).toEqual([]);
      expect(attributesOf(loaded, 'group.a')?.name).toBe('A');
    }
    expect((await judge('')).found).toEqual([]);
    expect((await judge('# only a comment\n')).found).toEqual([]);
  });

  it('anchors, aliases and merge keys, whose own entries win', async () => {
    const { loaded } = await judge(
      'groups:\n  a: &a {name: A, description: &d D}\n  b: {<<: *a, name: B}\n  c: {name: C, <<: [*a], members: [*d]}\n',
    );
    expect(loaded.diagnostics).toEqual([]);
    expect(attributesOf(loaded, 'group.b')).toMatchObject({ name: 'B', description: 'D' });
    expect(attributesOf(loaded, 'group.c')).toMatchObject({ name: 'C', description: 'D', members: ['D'] });
  });

  it('words of YAML 1.1 and times as texts', async () => {
    const { loaded } = await judge('groups:\n  a: {name: yes}\n  b: {name: 08:00}\n  c: {name: 2026-11-26}\n');
    expect(['a', 'b', 'c'].map((key) => attributesOf(loaded, `group.${key}`)?.name)).toEqual([
      'yes',
      '08:00',
      '2026-11-26',
    ]);
  });
});

describe('a hostile file', () => {
  it('with a bomb of aliases is refused quickly', async () => {
    const lines = ['x: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
    for (let level = 1; level < 12; level += 1)
      lines.push(
        `x${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    const started = Date.now();
    const { found } = await judge(`${lines.join('\n')}\n`);
    expect(found.filter((one) => one.startsWith('SPEC_TOO_LARGE'))).toHaveLength(1);
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('nested too deeply is refused', async () => {
    expect((await judge(`groups: ${'['.repeat(70)}${']'.repeat(70)}\n`)).found[0]).toMatch(/^SPEC_TOO_DEEP a\.yaml:1:/);
    const started = Date.now();
    expect((await judge(`groups: ${'['.repeat(200_000)}\n`)).found[0]).toMatch(
      /^SPEC_(TOO_DEEP|TOO_LARGE|YAML_SYNTAX) a\.yaml:1:/,
    );
    expect((await judge(`groups: ${'{a: '.repeat(50_000)}\n`)).found[0]).toMatch(
      /^SPEC_(TOO_DEEP|TOO_LARGE|YAML_SYNTAX) a\.yaml:1:/,
    );
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  it('of 21 MB is refused, of 5 MB is loaded', async () => {
    expect((await judge(`# ${'x'.repeat(21 * 1024 * 1024)}\n`)).found).toEqual(['SPEC_TOO_LARGE a.yaml:1:1']);
    const lines = ['groups:'];
    for (let size = 0, index = 0; size < 5 * 1024 * 1024; index += 1) {
      const line = `  g${index}: {name: "Group number ${index}", description: ${'words '.repeat(20)}}`;
      lines.push(line);
      size += line.length + 1;
    }
    const { loaded } = await judge(`${lines.join('\n')}\n`);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.desired?.resources.length).toBe(lines.length - 1);
  });
});

describe('variables', () => {
  it('fill texts, with defaults and dollars', async () => {
    const loaded = await loadBody('groups:\n  a: {name: "${A}-${B:-b}-${C:-}-$$-$5-$${A}"}\n  b:\n    name: ${A}\n', {
      variables: { A: '12', B: '' },
    });
    expect(loaded.diagnostics).toEqual([]);
    expect(attributesOf(loaded, 'group.a')?.name).toBe('12-b--$-$5-${A}');
    expect(attributesOf(loaded, 'group.b')?.name).toBe('12');
  });

  it('that are unset or malformed are errors at the text, also those that objects are born with', async () => {
    const loaded = await loadBody(
      'groups:\n  a: {name: "${NOPE} ${NOPE}"}\n  b: {name: "${1x}"}\n  c: {name: "${toString}"}\n',
    );
    expect(short(loaded.diagnostics)).toEqual([
      'SPEC_UNSET_VARIABLE support.yaml:5:13',
      'SPEC_BAD_VARIABLE support.yaml:6:13',
      'SPEC_UNSET_VARIABLE support.yaml:7:13',
    ]);
  });

  it('are never read in keys, nor filled in twice', async () => {
    const loaded = await loadBody('ticket_fields:\n  f: {type: dropdown, title: "${A}", options: {"${A}": x}}\n', {
      variables: { A: '${B}', B: 'no' },
    });
    expect(loaded.diagnostics).toEqual([]);
    expect(attributesOf(loaded, 'ticket_field.f')).toMatchObject({
      title: '${B}',
      options: [{ key: '${A}', name: 'x' }],
    });
  });

  it('give texts only', async () => {
    const loaded = await loadBody('ticket_fields:\n  f: {type: text, title: F, position: "${N}"}\n', {
      variables: { N: '3' },
    });
    expect(short(loaded.diagnostics)).toEqual(['SPEC_WRONG_TYPE support.yaml:5:39']);
    expect(loaded.diagnostics[0]?.hint).toMatch(/always gives a text/);
  });

  it('cannot smuggle control characters', async () => {
    expect(
      short((await loadBody('groups:\n  a: {name: "${A}"}\n', { variables: { A: 'a\u001b[31m' } })).diagnostics),
    ).toEqual(['SPEC_CONTROL_CHARACTER support.yaml:5:13']);
  });
});
