import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { list } from '../../src/sandbox/json.ts';
import { sanitise } from '../../src/sandbox/zendesk/html.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

async function first(client: Client, kind: string): Promise<Attributes> {
  const [row] = (await client.get(`/help_center/${kind}`)).many(kind);
  return row ?? {};
}

async function newArticle(client: Client, more: Attributes = {}): Promise<Attributes> {
  const section = await first(client, 'sections');
  const [group] = (await client.get('/guide/permission_groups')).many('permission_groups');
  return make(client, `/help_center/sections/${section.id}/articles`, 'article', {
    title: 'Descaling',
    locale: 'en-us',
    body: '<p>Use vinegar.</p>',
    permission_group_id: group?.id ?? null,
    ...more,
  });
}

test('each brand has its own help center, at its own address', async () => {
  const client = await open();
  const names = async (other: Client) =>
    (await other.get('/help_center/categories')).many('categories').map((row) => row.name);
  expect(await names(client)).not.toEqual(await names(client.at('acme-outlet')));
  expect((await client.at('acme-labs').get('/help_center/categories')).status).toBe(404);
  const foreign = await first(client.at('acme-outlet'), 'categories');
  expect((await client.get(`/help_center/categories/${foreign.id}`)).status).toBe(404);
});

test('paths work with and without a locale, and lists show only what has the locale', async () => {
  const client = await open();
  const german = (await client.get('/help_center/de/articles')).many('articles');
  expect(german.map((article) => article.title)).toEqual(['Erste Benutzung']);
  const all = (await client.get('/help_center/articles')).many('articles');
  expect(all.length).toBeGreaterThan(german.length);
  expect((await client.get(`/help_center/en-us/articles/${german[0]?.id}`)).one('article').title).toBe('First use');
  expect((await client.get('/help_center/locales')).body).toEqual({
    locales: ['en-us', 'de'],
    default_locale: 'en-us',
  });
});

test('updating a category or an article changes its metadata only', async () => {
  const client = await open();
  const category = await first(client, 'categories');
  const updated = await client.send('PUT', `/help_center/categories/${category.id}`, {
    category: { name: 'X', position: 5 },
  });
  expect(updated.one('category')).toMatchObject({ name: category.name, position: 5 });
  const article = await newArticle(client);
  const change = { title: 'X', body: 'X', draft: true, promoted: true };
  const after = await client.send('PUT', `/help_center/articles/${article.id}`, { article: change });
  expect(after.one('article')).toMatchObject({ title: 'Descaling', draft: false, promoted: true });
});

test('the text changes through translations, and equal text changes no time', async () => {
  const client = await open();
  const article = await newArticle(client);
  const path = `/help_center/articles/${article.id}/translations/en-us`;
  const before = (await client.get(path)).one('translation');
  client.sandbox.control.advance(5000);
  const same = await client.send('PUT', path, { translation: { body: '<p>Use vinegar.</p>' } });
  expect(same.one('translation').updated_at).toBe(before.updated_at);
  const changed = await client.send('PUT', path, { translation: { title: 'Cleaning', draft: true } });
  expect(changed.one('translation').updated_at).not.toBe(before.updated_at);
  expect((await client.get(`/help_center/articles/${article.id}`)).one('article')).toMatchObject({
    title: 'Cleaning',
    draft: true,
  });
});

test('a translation needs an enabled locale that is not taken; the source stays', async () => {
  const client = await open();
  const article = await newArticle(client);
  const path = `/help_center/articles/${article.id}/translations`;
  const add = async (locale: string) =>
    (await client.send('POST', path, { translation: { locale, title: 'T', body: '' } })).status;
  expect([await add('fr'), await add('de'), await add('de')]).toEqual([400, 201, 400]);
  expect((await client.get(`${path}/missing`)).body.locales).toEqual([]);
  const rows = (await client.get(path)).many('translations');
  const remove = async (locale: string) =>
    (await client.send('DELETE', `/help_center/translations/${rows.find((row) => row.locale === locale)?.id}`)).status;
  expect([await remove('en-us'), await remove('de')]).toEqual([400, 204]);
});

test('an article needs title, locale and permission group; author and place are filled in', async () => {
  const client = await open();
  const article = await newArticle(client);
  expect(article).toMatchObject({ position: 0, draft: false, promoted: false, user_segment_id: null, label_names: [] });
  expect(article.author_id).toBe((await client.get('/users/me')).one('user').id);
  const section = await first(client, 'sections');
  const path = `/help_center/sections/${section.id}/articles`;
  for (const bad of [{ locale: 'en-us', permission_group_id: 1 }, { title: 'T' }, { title: 'T', locale: 'en-us' }]) {
    expect((await client.send('POST', path, { article: bad })).status).toBeGreaterThanOrEqual(400);
  }
});

test('the log tells whether subscribers were notified, which is the default', async () => {
  const client = await open();
  const section = await first(client, 'sections');
  const [group] = (await client.get('/guide/permission_groups')).many('permission_groups');
  const article = { title: 'T', locale: 'en-us', permission_group_id: group?.id ?? null };
  const path = `/help_center/sections/${section.id}/articles`;
  await client.send('POST', path, { article });
  await client.send('POST', path, { article, notify_subscribers: false });
  const notes = client.sandbox.control.log().flatMap((entry) => entry.notes?.notify_subscribers ?? []);
  expect(notes).toEqual([true, false]);
});

test('articles of one place are listed newest first', async () => {
  const client = await open();
  const older = await newArticle(client, { title: 'Older' });
  const newer = await newArticle(client, { title: 'Newer' });
  const section = await first(client, 'sections');
  const ids = (await client.get(`/help_center/sections/${section.id}/articles`)).many('articles').map((row) => row.id);
  expect(ids.indexOf(newer.id ?? null)).toBeLessThan(ids.indexOf(older.id ?? null));
});

test('labels are replaced as a whole, and are not kept where the plan has none', async () => {
  const client = await open();
  const article = await newArticle(client, { label_names: ['b', 'a', 'b'] });
  expect([...list(article.label_names)].sort()).toEqual(['a', 'b']);
  const cleared = await client.send('PUT', `/help_center/articles/${article.id}`, { article: { label_names: [] } });
  expect(cleared.one('article').label_names).toEqual([]);
  const team = await open({ profile: 'team' });
  expect((await newArticle(team, { label_names: ['a'] })).label_names).toEqual([]);
});

test('several segments are for Enterprise, and never beside a single one', async () => {
  const client = await open();
  const [segment] = (await client.get('/help_center/user_segments')).many('user_segments');
  const id = segment?.id ?? null;
  expect(await newArticle(client, { user_segment_ids: [id] })).toMatchObject({
    user_segment_id: id,
    user_segment_ids: [id],
  });
  await expect(newArticle(client, { user_segment_id: id, user_segment_ids: [id] })).rejects.toThrow('400');
  const trial = await open({ profile: 'trial' });
  await expect(newArticle(trial, { user_segment_ids: [] })).rejects.toThrow('400');
});

test('a section moves below another in a request of its own, on Enterprise only', async () => {
  const client = await open();
  const sections = (await client.get('/help_center/sections')).many('sections');
  const [parent, child] = ['FAQ', 'Announcements'].map((name) => sections.find((section) => section.name === name));
  const move = async (id: unknown, section: Attributes) =>
    (await client.send('PUT', `/help_center/sections/${id}`, { section })).status;
  expect(await move(child?.id, { parent_section_id: parent?.id ?? null, position: 2 })).toBe(400);
  expect(await move(child?.id, { parent_section_id: parent?.id ?? null })).toBe(200);
  expect(await move(parent?.id, { parent_section_id: child?.id ?? null })).toBe(400);
  const trial = await open({ profile: 'trial' });
  const [above, below] = (await trial.get('/help_center/sections')).many('sections');
  const section = { parent_section_id: above?.id ?? null };
  expect((await trial.send('PUT', `/help_center/sections/${below?.id}`, { section })).status).toBe(400);
});

test('deleting a category takes its sections and articles along; a deleted article is archived', async () => {
  const client = await open();
  const article = await newArticle(client);
  expect((await client.send('DELETE', `/help_center/articles/${article.id}`)).status).toBe(204);
  expect((await client.get(`/help_center/articles/${article.id}`)).status).toBe(404);
  expect(client.sandbox.control.objects('archived_articles').map((row) => row.id)).toEqual([article.id]);
  const section = await first(client, 'sections');
  await client.send('DELETE', `/help_center/categories/${section.category_id}`);
  expect((await client.get(`/help_center/sections/${section.id}`)).status).toBe(404);
  const left = (await client.get('/help_center/articles')).many('articles');
  expect(left.some((row) => row.section_id === section.id)).toBe(false);
});

test('HTML is written anew: unsafe parts go, tags are closed, entities and quotes have one form', () => {
  expect(sanitise("<p onclick='x()' class=a>Fish & chips &#39;n&#39; peas<br/>\n</p><script>alert(1)</script> ")).toBe(
    '<p class="a">Fish &amp; chips \'n\' peas<br>\n</p>',
  );
  expect(sanitise('<a target="_blank" href="https://x.example">x</a>')).toBe(
    '<a href="https://x.example" rel="noopener noreferrer" target="_blank">x</a>',
  );
  expect(sanitise('<ul><li>one<li>two</ul>')).toBe('<ul><li>one<li>two</li></li></ul>');
  expect(sanitise('<a href="javascript:x()">x</a><!-- note -->')).toBe('<a>x</a>');
  expect(sanitise(sanitise('<p>1 < 2 &nbsp; &lt;b&gt;</p>'))).toBe(sanitise('<p>1 < 2 &nbsp; &lt;b&gt;</p>'));
});

test('the link to the next page keeps the locale and the brand', async () => {
  const client = await open();
  const page = await client.get('/help_center/en-us/articles.json?per_page=1');
  expect(String(page.body.next_page)).toContain('/zendesk/acme/api/v2/help_center/en-us/articles.json?');
});
