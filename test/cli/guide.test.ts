/** Who reads and edits articles, and the words that they are found by. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'enterprise' });
});
afterEach(() => tenant.close());

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;
const article = (more: string) => `help_center:
  acme:
    categories: {start: {name: Start}}
    sections: {setup: {name: Setup, category: start}}
    articles: {first: {title: First${more}, section: setup}}
`;
const SEGMENTS = `user_segments:
  vips: {name: VIPs, user_type: signed_in_users, tags: [VIP], or_tags: [gold, silver]}
  partners: {name: Partners, user_type: signed_in_users, added_users: [live("agent@acme.example")]}
`;
const LIFTED = { prune: true, allowDataLoss: ['*'] };

async function settle(spec: string): Promise<void> {
  await tenant.write({ 'support.yaml': HEAD + spec });
  expectApplied(await tenant.apply(LIFTED));
  expect(leftToDo(await tenant.plan(LIFTED))).toEqual([]);
}

const objects = (kind: string) => tenant.sandbox.control.objects(kind);
const first = () => objects('articles').find(({ id }) => String(id) === articleId);
let articleId = '';
const idOf = (kind: string, name: string) => objects(kind).find((own) => own.name === name)?.id;

test('an article is for one segment, for several, and for everyone again; empty lists clear labels and content tags', async () => {
  const tags = 'content_tags: {billing: {name: Billing}, faq: {name: FAQ}}\n';
  await settle(`${SEGMENTS}${tags}${article(', audience: vips, labels: [b, a], content_tags: [faq, billing]')}`);
  articleId = (await tenant.ids()).get('article.first') ?? '';
  const [vips, partners] = [idOf('user_segments', 'VIPs'), idOf('user_segments', 'Partners')];
  expect(first()).toMatchObject({ user_segment_ids: [vips], label_names: ['a', 'b'] });
  expect(first()?.content_tag_ids).toHaveLength(2);
  await settle(`${SEGMENTS}${tags}${article(', audience: [partners, vips], labels: [], content_tags: []')}`);
  expect(first()).toMatchObject({ label_names: [], content_tag_ids: [] });
  expect(String(first()?.user_segment_ids).split(',').sort()).toEqual([String(vips), String(partners)].sort());
  await settle(`${SEGMENTS}${tags}${article(', audience: none')}`);
  expect(first()).toMatchObject({ user_segment_id: null, user_segment_ids: [] });
});

test('what is built in is referred to and never managed', async () => {
  await settle(article(', audience: live("Signed-in users"), editors: live("Admins")'));
  await tenant.write({
    'support.yaml': `${HEAD}user_segments:
  own: {name: Signed-in users, user_type: signed_in_users}
permission_groups:
  own: {name: Admins, edit: []}
`,
  });
  const { diagnostics } = await tenant.plan();
  expect(diagnostics.map(({ code, address, at }) => [code, address, at?.line])).toEqual([
    ['LOCKED_OBJECT', 'user_segment.own', 5],
    ['LOCKED_OBJECT', 'permission_group.own', 7],
  ]);
});

test('a segment that an article or a group of agents needs stays, and goes with the last that needs it', async () => {
  const groups = 'permission_groups: {docs: {name: Docs, publish: [vips]}}\n';
  await settle(`${SEGMENTS}${groups}${article(', audience: vips, editors: docs')}`);
  articleId = (await tenant.ids()).get('article.first') ?? '';
  // By hand, another article gets it too.
  const [other] = objects('articles').filter(({ id }) => String(id) !== articleId);
  const partners = idOf('user_segments', 'Partners') ?? null;
  tenant.sandbox.control.edit('articles', String(other?.id), { user_segment_ids: [partners] });
  await tenant.write({ 'support.yaml': HEAD + article(', audience: none, editors: live("Admins")') });
  tenant.sandbox.control.clearLog();
  const { diagnostics } = await tenant.plan(LIFTED);
  expect(diagnostics.map(({ code, address }) => [code, address])).toEqual([
    ['STILL_REFERENCED', 'user_segment.partners'],
  ]);
  tenant.sandbox.control.edit('articles', String(other?.id), { user_segment_ids: [] });
  await settle(article(', audience: none, editors: live("Admins")'));
  expect(objects('user_segments').map(({ name }) => name)).not.toContain('VIPs');
  expect(objects('permission_groups').map(({ name }) => name)).not.toContain('Docs');
});

test('sections move between categories and into each other; where one is nested is said in a request of its own', async () => {
  const sections = (category: string, mid: string, deep: string) => `help_center:
  acme:
    categories: {start: {name: Start}, more: {name: More}}
    sections:
      top: {name: Top, category: start, parent: none}
      mid: {name: Mid, category: ${category}, parent: ${mid}}
      deep: {name: Deep, category: ${category}, parent: ${deep}}
      other: {name: Other, category: more}
`;
  await settle(sections('start', 'top', 'mid'));
  await settle(sections('more', 'other', 'mid'));
  await settle(sections('start', 'none', 'top'));
  await settle(sections('start', 'deep', 'none'));
  await settle(sections('start', 'none', 'mid'));
  await settle(sections('more', 'none', 'none'));
});

test('a content tag leaves every article with it, which needs a word', async () => {
  await settle(`content_tags: {billing: {name: Billing}}\n${article('')}`);
  articleId = (await tenant.ids()).get('article.first') ?? '';
  const tag = idOf('content_tags', 'Billing') ?? null;
  tenant.sandbox.control.edit('articles', articleId, { content_tag_ids: [tag] });
  await tenant.write({ 'support.yaml': HEAD + article('') });
  expect((await tenant.plan({ prune: true })).refusals.map(({ code, summary }) => [code, summary])).toEqual([
    ['DATA_LOSS', expect.stringContaining('its place on every article and post')],
  ]);
  await settle(article(''));
  expect(objects('content_tags').map(({ name }) => name)).not.toContain('Billing');
});
