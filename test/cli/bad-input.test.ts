/** What is wrong with a spec is said with file, line and column before anything is sent: exit 1, no request, no stack. */
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { HEAD, spec } from '../kit/spec.ts';

interface Case {
  readonly says: string;
  readonly files: Readonly<Record<string, string>>;
  readonly code: string;
  /** `file:line:column` of the first diagnostic. */
  readonly at: string;
  /** In the summary, the detail or the hint. */
  readonly contains: string;
  /** Whether it is an error depends on what the tenant has, so `plan` reads first; `validate` never does. */
  readonly reads?: true;
}

let acme: Client;
beforeAll(async () => {
  acme = await client({});
});
afterAll(() => acme.close());

const TRIGGER = (rest: string) => `trigger_categories: {own: {name: Own}}
groups: {tier1: {name: Tier 1}}
triggers:
  route:
    title: Route
    category: own
${rest}`;
const WHEN = '    when: {all: [{field: status, is: new}]}\n';
const THEN = '    then: [{set: {group: tier1}}]\n';

const CASES: readonly Case[] = [
  {
    says: 'an unknown key, with the nearest one',
    files: spec('groups:\n  tier1: {name: Tier 1, descripton: x}\n'),
    code: 'SPEC_UNKNOWN_KEY',
    at: 'support.yaml:5:25',
    contains: 'description',
  },
  {
    says: 'an unknown section, with the nearest one',
    files: spec('grups: {}\n'),
    code: 'SPEC_UNKNOWN_KEY',
    at: 'support.yaml:4:1',
    contains: 'groups',
  },
  {
    says: 'a wrong type',
    files: spec('groups:\n  tier1: {name: [Tier 1]}\n'),
    code: 'SPEC_WRONG_TYPE',
    at: 'support.yaml:5:17',
    contains: 'text',
  },
  {
    says: 'a missing key',
    files: spec('groups:\n  tier1: {description: x}\n'),
    code: 'SPEC_MISSING',
    at: 'support.yaml:5:3',
    contains: 'name',
  },
  {
    says: 'a dangling reference, with the nearest name',
    files: spec(TRIGGER(`${WHEN}    then: [{set: {group: teir1}}]\n`)),
    code: 'SPEC_UNKNOWN_REFERENCE',
    at: 'support.yaml:11:26',
    contains: 'tier1',
  },
  {
    says: 'a value that is not in the vocabulary',
    files: spec(TRIGGER(`    when: {all: [{field: status, is: nwe}]}\n${THEN}`)),
    code: 'SPEC_UNKNOWN_WORD',
    at: 'support.yaml:10:38',
    contains: 'new',
  },
  {
    says: 'a field that is not in the vocabulary',
    files: spec(TRIGGER(`    when: {all: [{field: staus, is: new}]}\n${THEN}`)),
    code: 'SPEC_UNKNOWN_WORD',
    at: 'support.yaml:10:26',
    contains: 'status',
  },
  {
    says: 'an operator that the field does not have',
    files: spec(TRIGGER(`    when: {all: [{field: status, contains: new}]}\n${THEN}`)),
    code: 'SPEC_UNKNOWN_WORD',
    at: 'support.yaml:10:34',
    contains: 'is',
  },
  {
    says: 'an option tag used twice',
    files: spec(
      `ticket_fields:
  one: {type: dropdown, title: One, options: {red: Red}}
  two: {type: dropdown, title: Two, options: {red: Red}}
`,
    ),
    code: 'OPTION_TAG_TWICE',
    at: 'support.yaml:6:47',
    contains: 'ticket_field.one',
    reads: true,
  },
  {
    says: 'a cycle',
    files: spec(`help_center:
  acme:
    categories: {start: {name: Start}}
    sections:
      one: {name: One, category: start, parent: two}
      two: {name: Two, category: start, parent: one}
`),
    code: 'SECTION_NESTING',
    at: 'support.yaml:8:41',
    contains: 'section.two',
    reads: true,
  },
  {
    says: 'a key twice in one file',
    files: spec('groups:\n  tier1: {name: Tier 1}\n  tier1: {name: Tier 2}\n'),
    code: 'SPEC_DUPLICATE_KEY',
    at: 'support.yaml:6:3',
    contains: 'tier1',
  },
  {
    says: 'a key twice over two files',
    files: { ...spec('groups: {tier1: {name: Tier 1}}\n'), 'teams/more.yaml': 'groups: {tier1: {name: Tier 2}}\n' },
    code: 'SPEC_DUPLICATE_KEY',
    at: 'teams/more.yaml:1:10',
    contains: 'support.yaml:4',
  },
  {
    says: 'an included file outside of the folder',
    files: spec('groups:\n  tier1: {name: Tier 1, description: {file: ../../etc/passwd}}\n'),
    code: 'SPEC_FILE',
    at: 'support.yaml:5:45',
    contains: 'leads out of the spec folder',
  },
  {
    says: 'an absolute path',
    files: spec('groups:\n  tier1: {name: Tier 1, description: {file: /etc/passwd}}\n'),
    code: 'SPEC_FILE',
    at: 'support.yaml:5:45',
    contains: '/etc/passwd',
  },
  {
    says: 'a symbolic link that leads out',
    files: spec('groups:\n  tier1: {name: Tier 1, description: {file: link.txt}}\n'),
    code: 'SPEC_FILE',
    at: 'support.yaml:5:45',
    contains: 'leads out of the spec folder',
  },
  {
    says: 'aliases that grow without bound',
    files: spec(
      `groups:
  a: &a {name: A, description: "x"}
  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
  c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
  d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
  e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
  f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
  g: [*f, *f, *f, *f, *f, *f, *f, *f, *f]
`,
    ),
    code: 'SPEC_TOO_LARGE',
    at: 'support.yaml',
    contains: 'alias',
  },
  {
    says: 'keys that mean something to JavaScript',
    files: spec('groups:\n  __proto__: {name: Tier 1}\n'),
    code: 'SPEC_BAD_KEY',
    at: 'support.yaml:5:3',
    contains: '__proto__',
  },
  {
    says: 'an attribute that means something to JavaScript',
    files: spec('groups:\n  tier1: {name: Tier 1, constructor: x}\n'),
    code: 'SPEC_BAD_KEY',
    at: 'support.yaml:5:25',
    contains: 'constructor',
  },
  {
    says: 'an unset variable',
    files: spec('groups:\n  tier1: {name: "Tier ${NOT_SET}"}\n'),
    code: 'SPEC_UNSET_VARIABLE',
    at: 'support.yaml:5:17',
    contains: 'NOT_SET',
  },
  {
    says: 'a variable that YAML takes for a map, with how to quote it',
    files: spec('groups:\n  tier1: {name: ${NAME}}\n'),
    code: 'SPEC_UNQUOTED_VARIABLE',
    at: 'support.yaml:5:17',
    contains: 'write "${NAME}"',
  },
  {
    says: 'a control character in a title',
    files: spec('groups:\n  tier1: {name: "Tier \\x1b[31m1"}\n'),
    code: 'SPEC_CONTROL_CHARACTER',
    at: 'support.yaml:5:17',
    contains: 'control character',
  },
  { says: 'an empty file', files: { 'support.yaml': '' }, code: 'SPEC_EMPTY', at: '', contains: 'no YAML file' },
  {
    says: 'a file of 21 MB',
    files: { ...spec(''), 'big.yaml': `# ${'x'.repeat(21 * 1024 * 1024)}\n` },
    code: 'SPEC_TOO_LARGE',
    at: 'big.yaml:1:1',
    contains: '20 MB',
  },
  {
    says: 'a value of 5 MB at a wrong key, which is not printed whole',
    files: { ...spec(''), 'big.yaml': `groups:\n  tier1: {nme: "${'x'.repeat(5 * 1024 * 1024)}", name: Tier 1}\n` },
    code: 'SPEC_UNKNOWN_KEY',
    at: 'big.yaml:2:11',
    contains: 'nme',
  },
  {
    says: 'a value of 5 MB of the wrong kind, which is not printed whole',
    files: { ...spec(''), 'big.yaml': `groups:\n  tier1: {public: "${'x'.repeat(5 * 1024 * 1024)}", name: Tier 1}\n` },
    code: 'SPEC_WRONG_TYPE',
    at: 'big.yaml:2:19',
    contains: 'true or false',
  },
  {
    says: 'a file that is not YAML',
    files: { ...spec(''), 'groups.yaml': 'groups: {tier1: {name: Tier 1}\n' },
    code: 'SPEC_YAML_SYNTAX',
    at: 'groups.yaml',
    contains: 'bracket',
  },
  {
    says: 'a list where a map is meant at the top',
    files: { ...spec(''), 'list.yaml': '- one\n- two\n' },
    code: 'SPEC_WRONG_TYPE',
    at: 'list.yaml:1:1',
    contains: 'map',
  },
  {
    says: 'an intent whose blueprint does not exist yet',
    files: spec('escalations: {standard: {title: Standard}}\n'),
    code: 'SPEC_NOT_YET',
    at: 'support.yaml:4:1',
    contains: 'escalations',
  },
  {
    says: 'a null that is no deletion of a base',
    files: spec('groups:\n  tier1: {name: Tier 1, description: null}\n'),
    code: 'SPEC_NULL',
    at: 'support.yaml:5:38',
    contains: 'default()',
  },
];

const OLD: string[] = [];

async function replaceSpec(files: Readonly<Record<string, string>>): Promise<void> {
  await acme.write(Object.fromEntries(OLD.splice(0).map((path) => [path, undefined])));
  OLD.push(...Object.keys(files));
  await acme.write(files);
}

describe('bad input: a diagnostic at its place, exit 1, no request, no stack trace', () => {
  beforeAll(async () => {
    const outside = await mkdtemp(join(tmpdir(), 'supportctl-'));
    await writeFile(join(outside, 'secret.txt'), 'not ours\n');
    await symlink(join(outside, 'secret.txt'), join(acme.folder, 'link.txt'));
  });

  test.each(CASES)('$says', async ({ files, code, at, contains, reads }) => {
    acme.sandbox.control.clearLog();
    await replaceSpec(files);
    const plan = await ask(acme, 'plan');
    expect(plan.code, plan.all).toBe(1);
    const found = plan.diagnostics.find((own) => own.code === code);
    expect(found, plan.all).toBeDefined();
    const place = found?.at === undefined ? '' : `${found.at.file}:${found.at.line}:${found.at.column}`;
    expect(place.startsWith(at), `${place} is ${at}`).toBe(true);
    expect([found?.summary, found?.detail, found?.hint].join('\n')).toContain(contains);
    expect(plan.all).not.toMatch(/\n\s+at .*\.js:\d+/);
    expect(plan.all.length).toBeLessThan(5000);
    expect(acme.writes()).toEqual([]);
    if (!reads) expect(acme.sandbox.control.log()).toEqual([]);
  });
});

test('what depends on the tenant is said offline too: `validate` sends nothing', async () => {
  acme.sandbox.control.clearLog();
  for (const { files, code } of CASES.filter((own) => own.reads)) {
    await replaceSpec(files);
    const offline = await ask(acme, 'validate');
    expect([offline.code, offline.codes]).toEqual([1, expect.arrayContaining([code])]);
  }
  expect(acme.sandbox.control.log()).toEqual([]);
});

test('ten errors in three files are all listed at once, for a person and as JSON', async () => {
  await replaceSpec({
    'support.yaml': `${HEAD}groups:
  Tier_1: {name: A}
  tier2: {nme: B}
  tier3: {name: [C]}
  tier4: {name: D, public: sometimes}
`,
    'fields.yaml': `ticket_fields:
  one: {type: dropdwn, title: One}
  two: {type: text, title: Two, requird: true}
  three: {type: dropdown, title: Three, options: [a]}
`,
    'rules.yaml': `triggers:
  route: {title: Route, category: nowhere, when: {all: [{field: sttus, is: new}]}, then: [{set: {grup: x}}]}
`,
  });
  const json = await ask(acme, 'validate');
  expect(json.code).toBe(1);
  expect(json.diagnostics.filter((own) => own.severity === 'error').length).toBeGreaterThanOrEqual(10);
  expect(json.diagnostics.every((own) => own.at !== undefined)).toBe(true);
  expect(new Set(json.diagnostics.map((own) => own.at?.file))).toEqual(
    new Set(['support.yaml', 'fields.yaml', 'rules.yaml']),
  );
  const human = await acme.run('validate');
  expect(human.code).toBe(1);
  for (const { at } of json.diagnostics) expect(human.all).toContain(`${at?.file}:${at?.line}:${at?.column}`);
  expect(acme.sandbox.control.log()).toEqual([]);
});

test('an error reads well: place, what is wrong, and the nearest name', async () => {
  await replaceSpec(spec('groups: {tier1: {name: Tier 1, descripton: x}}\n'));
  const run = await acme.run('plan');
  expect([run.code, run.stdout]).toEqual([1, '']);
  expect(run.stderr).toMatchInlineSnapshot(`
    "support.yaml:4:32  error  SPEC_UNKNOWN_KEY  \`group.tier1\` has no \`descripton\`
        it may have: name, description, public, members, exact, lifecycle, tags
        → did you mean \`description\`?
    "
  `);
});

test('a folder without a spec, and a spec that is not there, are said with a way out', async () => {
  await replaceSpec({});
  for (const args of [['plan'], ['plan', '--spec', 'nowhere'], ['validate', '--spec', 'nowhere.yaml']]) {
    const run = await acme.run(...args);
    expect(run.code, run.all).toBe(1);
    expect(run.stderr).not.toMatch(/\n\s+at .*\.js:\d+/);
    expect(run.stderr.trim().split('\n').length).toBeLessThan(8);
  }
});

test('a state file that is none is told in words, and what is not there is said before a question', async () => {
  await replaceSpec({ ...spec('groups: {tier1: {name: Tier 1}}\n'), 'environments/odd.yaml': 'groups: {}\n' });
  const folder = join(acme.folder, '.supportctl/state/odd.json');
  await mkdir(folder, { recursive: true });
  for (const [args, told] of [
    [['plan', '--env', 'odd'], /STATE_UNREADABLE .*odd\.json is a folder/],
    [['doctor', '--env', 'odd'], /odd\.json is a folder/],
    [['state', 'push', 'nowhere.json'], /STATE_UNREADABLE {2}there is no file nowhere\.json/],
  ] as const) {
    const run = await acme.run(...args);
    expect(run.code, run.all).toBe(1);
    expect(run.all).toMatch(told);
    expect(run.all).not.toContain('bug in supportctl');
  }
  expect((await acme.run('apply', '--yes')).code).toBe(0);
  const unknown = await acme.run('state', 'rm', 'group.tier2');
  expect(unknown.stderr).toContain('did you mean group.tier1?');
  expect(unknown.stderr).not.toContain('NEEDS_CONFIRMATION');
});
