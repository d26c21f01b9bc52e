import { expect, test } from 'vitest';
import { list } from '../../src/sandbox/json.ts';
import { make, open } from './client.ts';

test('a user segment is made, changed and deleted; what is in it comes in no order', async () => {
  const client = await open();
  const tags = ['Gold', 'silver', 'gold', 'bronze', 'tin', 'lead'];
  const made = await make(client, '/help_center/user_segments', 'user_segment', {
    name: 'Metals',
    user_type: 'signed_in_users',
    tags,
  });
  expect(made).toMatchObject({ built_in: false, or_tags: [], group_ids: [], organization_ids: [], added_user_ids: [] });
  const path = `/help_center/user_segments/${made.id}`;
  const orders = new Set<string>();
  for (let round = 0; round < 20; round += 1) {
    orders.add(list((await client.get(path)).one('user_segment').tags).join());
  }
  expect([...orders].map((order) => order.split(',').sort().join())).toEqual(
    [...orders].map(() => 'bronze,gold,lead,silver,tin'),
  );
  expect(orders.size).toBeGreaterThan(1);
  const changed = await client.send('PUT', path, { user_segment: { tags: [], or_tags: ['gold'] } });
  expect(changed.one('user_segment')).toMatchObject({ name: 'Metals', tags: [], or_tags: ['gold'] });
  expect((await client.send('DELETE', path)).status).toBe(204);
  expect((await client.get(path)).status).toBe(404);
});

test('a segment needs a name of its own and one of two kinds of users, and names what is there', async () => {
  const client = await open();
  const add = async (attributes: Record<string, string | number[]>) =>
    (await client.send('POST', '/help_center/user_segments', { user_segment: attributes })).body.errors ?? 'made';
  expect(await add({ name: 'All' })).toEqual({ user_type: ['cannot process this field'] });
  expect(await add({ name: '', user_type: 'staff' })).toEqual({ name: ["can't be blank"] });
  expect(await add({ name: 'beta CUSTOMERS', user_type: 'staff' })).toEqual({ name: ['has already been taken'] });
  expect(await add({ name: 'New', user_type: 'staff', group_ids: [1] })).toEqual({ group_ids: ['is invalid'] });
});

test('built-in segments and permission groups stay as they are, and those in use stay', async () => {
  const client = await open();
  const segments = (await client.get('/help_center/user_segments?built_in=true')).many('user_segments');
  expect(segments.map((row) => row.name)).toEqual(['Signed-in users', 'Agents and admins']);
  const groups = (await client.get('/guide/permission_groups')).many('permission_groups');
  const builtIn = groups.find((row) => row.built_in);
  for (const [path, one, id] of [
    ['/help_center/user_segments', 'user_segment', segments[0]?.id],
    ['/guide/permission_groups', 'permission_group', builtIn?.id],
  ]) {
    expect((await client.send('PUT', `${path}/${id}`, { [String(one)]: { name: 'Mine' } })).status).toBe(400);
    expect((await client.send('DELETE', `${path}/${id}`)).status).toBe(400);
  }
  const own = await make(client, '/help_center/user_segments', 'user_segment', { name: 'Own', user_type: 'staff' });
  const group = await make(client, '/guide/permission_groups', 'permission_group', {
    name: 'Own',
    edit: [own.id ?? 0],
  });
  expect((await client.send('DELETE', `/help_center/user_segments/${own.id}`)).status).toBe(422);
  expect((await client.send('DELETE', `/guide/permission_groups/${group.id}`)).status).toBe(204);
  const [article] = (await client.get('/help_center/articles')).many('articles');
  const change = { user_segment_id: own.id ?? null };
  await client.send('PUT', `/help_center/articles/${article?.id}`, { article: change });
  expect((await client.send('DELETE', `/help_center/user_segments/${own.id}`)).status).toBe(422);
  await client.send('PUT', `/help_center/articles/${article?.id}`, { article: { user_segment_id: null } });
  expect((await client.send('DELETE', `/help_center/user_segments/${own.id}`)).status).toBe(204);
});

test('the right to edit is for Enterprise, and smaller plans make neither groups nor segments', async () => {
  const sent = async (
    profile: 'trial' | 'team',
    permission_group: { name: string; edit?: number[]; publish?: number[] },
  ) => {
    const client = await open({ profile });
    const [segment] = (await client.get('/help_center/user_segments')).many('user_segments');
    const ids = [Number(segment?.id)];
    const group = {
      ...permission_group,
      ...(permission_group.edit ? { edit: ids } : {}),
      ...(permission_group.publish ? { publish: ids } : {}),
    };
    return (await client.send('POST', '/guide/permission_groups', { permission_group: group })).status;
  };
  expect(await sent('trial', { name: 'Editors', edit: [0] })).toBe(400);
  expect(await sent('trial', { name: 'Publishers', publish: [0] })).toBe(201);
  expect(await sent('team', { name: 'Publishers' })).toBe(403);
  const team = await open({ profile: 'team' });
  const segment = { name: 'Own', user_type: 'signed_in_users' };
  expect((await team.send('POST', '/help_center/user_segments', { user_segment: segment })).status).toBe(403);
});

test('content tags have ULIDs and names of their own, are read in short pages, and leave articles when deleted', async () => {
  const client = await open();
  const tag = await make(client, '/guide/content_tags', 'content_tag', { name: 'Descaling' });
  expect(tag.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  const again = await client.send('POST', '/guide/content_tags', { content_tag: { name: 'descaling' } });
  expect([again.status, again.many('errors')[0]?.code]).toEqual([422, 'UnprocessibleEntity']);
  expect((await client.send('POST', '/guide/content_tags', { content_tag: { name: ' ' } })).status).toBe(400);
  const page = await client.get('/guide/content_tags?page[size]=2');
  expect(Object.keys(page.body).sort()).toEqual(['meta', 'records']);
  expect(page.one('meta')).toMatchObject({ has_more: true });
  const rest = await client.get(
    `/guide/content_tags?page[size]=2&page[after]=${String(page.one('meta').after_cursor)}`,
  );
  expect([...page.many('records'), ...rest.many('records')].map((row) => row.name)).toContain('Descaling');
  expect((await client.get('/guide/content_tags?page[size]=31')).status).toBe(400);
  expect((await client.get('/guide/content_tags?filter[name_prefix]=des')).many('records')).toHaveLength(1);
  expect((await client.get('/guide/content_tags/count')).body.value).toBe(4);
  const [article] = (await client.get('/help_center/articles')).many('articles');
  const path = `/help_center/articles/${article?.id}`;
  expect((await client.send('PUT', path, { article: { content_tag_ids: ['01NOWHERE'] } })).status).toBe(422);
  await client.send('PUT', path, { article: { content_tag_ids: [tag.id ?? ''] } });
  const renamed = await client.send('PUT', `/guide/content_tags/${tag.id}`, { content_tag: { name: 'DESCALING' } });
  expect(renamed.one('content_tag').name).toBe('DESCALING');
  expect((await client.send('DELETE', `/guide/content_tags/${tag.id}`)).status).toBe(204);
  expect((await client.get(`/guide/content_tags/${tag.id}`)).status).toBe(404);
  expect((await client.get(path)).one('article').content_tag_ids).toEqual([]);
});

test('agents make content tags, managers alone change them', async () => {
  const client = (await open()).as('sandbox-agent-token');
  const tag = await make(client, '/guide/content_tags', 'content_tag', { name: 'From an agent' });
  expect((await client.send('DELETE', `/guide/content_tags/${tag.id}`)).status).toBe(403);
});

test('a label is added to one article, and deleting it takes it from all', async () => {
  const client = await open();
  const [one, two] = (await client.get('/help_center/articles')).many('articles');
  const label = await make(client, `/help_center/articles/${one?.id}/labels`, 'label', { name: 'quick' });
  await client.send('PUT', `/help_center/articles/${two?.id}`, { article: { label_names: ['quick', 'slow'] } });
  const names = async (path: string) => (await client.get(path)).many('labels').map((row) => row.name);
  expect(await names(`/help_center/articles/${two?.id}/labels`)).toEqual(['quick', 'slow']);
  expect(await names('/help_center/articles/labels')).toEqual(['kettle', 'start', 'safety', 'quick', 'slow']);
  expect((await client.send('DELETE', `/help_center/articles/${one?.id}/labels/${label.id}`)).status).toBe(204);
  expect(await names(`/help_center/articles/${one?.id}/labels`)).toEqual([]);
  expect((await client.send('DELETE', `/help_center/articles/labels/${label.id}`)).status).toBe(204);
  expect((await client.get(`/help_center/articles/${two?.id}`)).one('article').label_names).toEqual(['slow']);
  const team = await open({ profile: 'team' });
  expect((await team.get('/help_center/articles/labels')).status).toBe(403);
});
