import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { writeZip } from '../../src/sandbox/zip.ts';
import { type Call, callerOf } from './caller.ts';
import { describeContract, judge, problemsOfReplies, tableOf } from './contracts.ts';
import { at, type JsonObject, object, objects, text } from './json.ts';
import type { Verdict } from './judge.ts';
import { type RecordingProxy, startProxy } from './proxy.ts';

/** Who may read and edit, tags, labels, files and themes of help centers, with their refusals. */
describeContract('what the sandbox answers about help centers', () => {
  let sandbox: Sandbox;
  let proxy: RecordingProxy;
  let call: Call;
  let verdicts: readonly Verdict[] = [];

  async function access(): Promise<void> {
    const base = '/api/v2/help_center/user_segments';
    const user_segment = { name: 'Kept', user_type: 'staff', tags: ['kept'], or_tags: [], group_ids: [] };
    const segment = at(await call('POST', base, { user_segment }), 'user_segment', 'id') ?? 0;
    await call('PUT', `${base}/${segment}`, { user_segment: { organization_ids: [], added_user_ids: [] } });
    await call('GET', `${base}/${segment}`);
    await call('GET', `${base}?built_in=true&page[size]=1`);
    const groups = '/api/v2/guide/permission_groups';
    const permission_group = { name: 'Kept', edit: [segment], publish: [segment] };
    const group = at(await call('POST', groups, { permission_group }), 'permission_group', 'id');
    await call('PUT', `${groups}/${group}`, { permission_group: { name: 'Kept still', edit: [] } });
    // Refused: a name that is taken, a segment in use, and what is built in.
    await call('POST', base, { user_segment });
    await call('DELETE', `${base}/${segment}`);
    const builtIn = objects(at(await call('GET', base), 'user_segments')).find((row) => row.built_in === true);
    await call('PUT', `${base}/${builtIn?.id}`, { user_segment: { name: 'Mine' } });
    await call('DELETE', `${groups}/${group}`);
    await call('DELETE', `${base}/${segment}`);
    await call('GET', `${groups}/${group}`);
  }

  async function tagsAndLabels(): Promise<void> {
    const base = '/api/v2/guide/content_tags';
    const id = at(await call('POST', base, { content_tag: { name: 'Kept' } }), 'content_tag', 'id') ?? '';
    await call('GET', `${base}/${id}`);
    await call('GET', `${base}?page[size]=2&sort=-name`);
    await call('GET', `${base}/count?filter[name_prefix]=ke`);
    await call('PUT', `${base}/${id}`, { content_tag: { name: 'Kept still' } });
    const articles = '/api/v2/help_center/articles';
    const [article] = objects(at(await call('GET', articles), 'articles'));
    await call('PUT', `${articles}/${article?.id}`, { article: { content_tag_ids: [id] }, notify_subscribers: false });
    const made = await call('POST', `${articles}/${article?.id}/labels`, { label: { name: 'kept' } });
    const label = at(made, 'label', 'id');
    for (const path of ['labels', `labels/${label}`, `${article?.id}/labels`]) await call('GET', `${articles}/${path}`);
    await call('DELETE', `${articles}/${article?.id}/labels/${label}`);
    await call('DELETE', `${articles}/labels/${label}`);
    // Refused: a name that is taken, none, a page that is too long, a tag that is gone.
    await call('POST', base, { content_tag: { name: 'kept STILL' } });
    await call('POST', base, { content_tag: { name: '' } });
    await call('GET', `${base}?page[size]=31`);
    await call('DELETE', `${base}/${id}`);
    await call('PUT', `${base}/${id}`, { content_tag: { name: 'Gone' } });
  }

  async function files(): Promise<void> {
    const medias = '/api/v2/guide/medias';
    const grant = await call('POST', `${medias}/upload_url`, { content_type: 'text/plain', file_size: 4 });
    const headers = Object.entries(object(at(grant, 'headers'))).map(([name, value]) => [name, text(value)] as const);
    const address = text(at(grant, 'upload_url', 'url'));
    await fetch(address, { method: 'PUT', headers: Object.fromEntries(headers), body: 'kept' });
    const asset_upload_id = at(grant, 'upload_url', 'asset_upload_id') ?? '';
    const id = text(at(await call('POST', medias, { asset_upload_id, filename: 'kept.txt' }), 'media', 'id'));
    await call('GET', `${medias}/${id}`);
    await call('GET', medias);
    const articles = '/api/v2/help_center/articles';
    const [article] = objects(at(await call('GET', articles), 'articles'));
    const own = `${articles}/${article?.id}/attachments`;
    const form = new FormData();
    form.set('guide_media_id', id);
    form.set('inline', 'true');
    await call('POST', own, form);
    const loose = new FormData();
    loose.set('file', new Blob(['loose'], { type: 'text/plain' }), 'loose.txt');
    const made = await call('POST', `${articles}/attachments`, loose);
    const attachment = at(made, 'article_attachment', 'id') ?? 0;
    await call('POST', `${articles}/${article?.id}/bulk_attachments`, { attachment_ids: [attachment] });
    for (const path of ['', '/inline', '/block', `/${attachment}`, '?page[size]=1']) await call('GET', `${own}${path}`);
    await call('GET', `${articles}/attachments/${attachment}`);
    await call('DELETE', `${articles}/attachments/${attachment}`);
    await call('DELETE', `${medias}/${id}`);
    // Refused: a file that is too large, one that never came, and an attachment of nothing.
    await call('POST', `${medias}/upload_url`, { content_type: 'text/plain', file_size: 1e9 });
    await call('POST', medias, { asset_upload_id: 'nowhere', filename: 'kept.txt' });
    await call('POST', own, new FormData());
    await call('GET', `${medias}/${id}`);
  }

  async function themes(): Promise<void> {
    const base = '/api/v2/guide/theming';
    const [theme] = objects(at(await call('GET', `${base}/themes`), 'themes'));
    const brand_id = text(theme?.brand_id);
    await call('GET', `${base}/themes?brand_id=${brand_id}`);
    const job = (task: string, attributes: JsonObject) =>
      call('POST', `${base}/jobs/themes/${task}`, { job: { attributes: { ...attributes, format: 'zip' } } });
    const made = await job('imports', { brand_id });
    const id = text(at(made, 'job', 'data', 'theme_id'));
    await call('GET', `${base}/jobs/${text(at(made, 'job', 'id'))}`);
    const failed = await job('imports', { brand_id });
    const manifest = { name: 'Kept', author: 'Kept', version: '1.0.0', settings: [] };
    const kept = writeZip({ 'manifest.json': JSON.stringify(manifest), 'templates/home_page.hbs': '{{search}}' });
    const sent = [
      [made, kept],
      [failed, new Uint8Array([1, 2, 3])],
    ] as const;
    for (const [started, zip] of sent) {
      const form = new FormData();
      const upload = object(at(started, 'job', 'data', 'upload'));
      for (const [name, value] of Object.entries(object(upload.parameters))) form.set(name, text(value));
      form.set('file', new Blob([new Uint8Array(zip)]), 'theme.zip');
      await fetch(text(upload.url), { method: 'POST', body: form });
      for (let round = 0; round < 2; round += 1) await call('GET', `${base}/jobs/${text(at(started, 'job', 'id'))}`);
    }
    await call('GET', `${base}/themes/${id}`);
    await job('updates', { theme_id: id, replace_settings: false });
    await job('exports', { theme_id: id });
    await call('POST', `${base}/themes/${id}/publish`);
    // Refused: the live theme, one that is the platform's own, one that is not there, a brand without a help center.
    await call('DELETE', `${base}/themes/${id}`);
    await job('updates', { theme_id: text(theme?.id), replace_settings: false });
    await job('exports', { theme_id: 'nowhere' });
    await job('imports', { brand_id: '1' });
    await call('GET', `${base}/jobs/nowhere`);
    await call('POST', `${base}/themes/${text(theme?.id)}/publish`);
    await call('DELETE', `${base}/themes/${id}`);
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ rateLimit: 0 });
    proxy = await startProxy(sandbox.url);
    call = callerOf(proxy);
    for (const part of [access, tagsAndLabels, files, themes]) await part();
    verdicts = proxy.exchanges.map((exchange) => judge().judgeExchange(exchange));
    console.log(tableOf(verdicts));
  });

  afterAll(async () => {
    await proxy?.close();
    await sandbox?.close();
  });

  test('is as the documents and their supplement say, refusals included', () => {
    expect(problemsOfReplies(verdicts, proxy.exchanges)).toEqual([]);
  });
});
