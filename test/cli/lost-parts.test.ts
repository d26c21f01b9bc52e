/** Parts of an object that are made one by one: where the reply to one of them is lost, it is there once all the same. */
import { afterEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';
import { HEAD } from '../kit/spec.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

interface Case {
  readonly part: string;
  readonly before: string;
  readonly after: string;
  /** The path of the request whose reply is lost. */
  readonly path: string;
  readonly table: string;
  readonly count: number;
}

const schedule = (holidays: string) =>
  `schedules: {us: {name: US, timezone: America/New_York, hours: {mon: 08:00-18:00}, holidays: [${holidays}]}}\n`;
const skills = (values: string) => `skills: {tools: {name: Tools, values: {${values}}}}\n`;
const greeting = (texts: string) =>
  `dynamic_content: {salute: {name: Salute, default_language: en-US, texts: {${texts}}}}\n`;
const group = (members: string) => `groups: {fresh: {name: Fresh, members: [${members}]}}\n`;
const article = (more: string) => `help_center:
  acme:
    categories: {start: {name: Start}}
    sections: {setup: {name: Setup, category: start}}
    articles: {first: {title: First, section: setup, body: <p>Hello</p>${more}}}
`;
const A = '{name: A, date: 2027-01-01}';

test.each<Case>([
  {
    part: 'a holiday of a schedule',
    before: schedule(A),
    after: schedule(`${A}, {name: B, date: 2027-02-01}, {name: C, date: 2027-03-01}`),
    path: '/holidays',
    table: 'holidays',
    count: 2,
  },
  {
    part: 'a member of a group',
    before: group('carmen@acme.example'),
    after: group('carmen@acme.example, agent@acme.example'),
    path: '/group_memberships',
    table: 'group_memberships',
    count: 1,
  },
  {
    part: 'a skill of a type',
    before: skills('Saw: {}'),
    after: skills('Saw: {}, Hammer: {}, File: {}'),
    path: '/values',
    table: 'routing_attribute_values',
    count: 2,
  },
  {
    part: 'a text of dynamic content',
    before: greeting('en-US: Hello'),
    after: greeting('en-US: Hello, de: Hallo'),
    path: '/variants',
    table: 'dynamic_content_variants',
    count: 1,
  },
  {
    part: 'a translation of an article',
    before: article(''),
    after: article(', translations: {de: {title: Erstes, body: <p>Hallo</p>}}'),
    path: '/translations',
    table: 'translations',
    count: 1,
  },
])('$part', async ({ before, after, path, table, count }) => {
  const own = await project({ profile: 'enterprise' });
  tenant = own;
  const rows = () => own.sandbox.control.objects(table).length;
  await own.write({ 'support.yaml': HEAD + before });
  expectApplied(await own.apply());
  const held = rows();
  await own.write({ 'support.yaml': HEAD + after });
  own.sandbox.control.addFaults([{ match: { method: 'POST', path }, times: 1, action: { drop: 'after' } }]);
  expectApplied(await own.apply());
  const struck = own.sandbox.control.log().filter(({ fault }) => fault !== undefined);
  expect(struck.map(({ method }) => method)).toEqual(['POST']);
  expect(rows() - held).toBe(count);
  expect(leftToDo(await own.plan())).toEqual([]);
});
