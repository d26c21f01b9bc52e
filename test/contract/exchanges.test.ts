import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { describeContract, judge, problemsIn, tableOf } from './contracts.ts';
import type { Verdict } from './judge.ts';
import { type RecordingProxy, startProxy } from './proxy.ts';
import { CHANGED, CREATED, PASSING, PRUNED } from './scenario.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const LOSSES = ['--allow-data-loss', '*', '--allow-deletes', '90'];

/** Writes that the story must have led to: whatever they are judged by, none of them may drop out unseen. */
const WRITES = [
  'POST /api/v2/groups',
  'PUT /api/v2/groups/{group_id}',
  'DELETE /api/v2/groups/{group_id}',
  'POST /api/v2/ticket_fields',
  'PUT /api/v2/ticket_fields/{ticket_field_id}',
  'PUT /api/v2/ticket_fields/reorder',
  'DELETE /api/v2/ticket_fields/{ticket_field_id}',
  'POST /api/v2/trigger_categories',
  'PATCH /api/v2/trigger_categories/{trigger_category_id}',
  'DELETE /api/v2/trigger_categories/{trigger_category_id}',
  'POST /api/v2/trigger_categories/jobs',
  'POST /api/v2/triggers',
  'PUT /api/v2/triggers/{trigger_id}',
  'DELETE /api/v2/triggers/{trigger_id}',
  'POST /api/v2/webhooks',
  'PATCH /api/v2/webhooks/{webhook_id}',
  'DELETE /api/v2/webhooks/{webhook_id}',
  'POST /api/v2/help_center/categories',
  'PUT /api/v2/help_center/categories/{category_id}',
  'PUT /api/v2/help_center/categories/{category_id}/translations/{locale}',
  'DELETE /api/v2/help_center/categories/{category_id}',
  'POST /api/v2/help_center/categories/{category_id}/sections',
  'PUT /api/v2/help_center/sections/{section_id}',
  'PUT /api/v2/help_center/sections/{section_id}/translations/{locale}',
  'DELETE /api/v2/help_center/sections/{section_id}',
  'POST /api/v2/help_center/sections/{section_id}/articles',
  'PUT /api/v2/help_center/articles/{article_id}',
  'PUT /api/v2/help_center/articles/{article_id}/translations/{locale}',
  'DELETE /api/v2/help_center/articles/{article_id}',
  'POST /api/v2/custom_statuses',
  'PUT /api/v2/custom_statuses/{custom_status_id}',
  'PUT /api/v2/custom_status/default',
  'POST /api/v2/organizations',
  'PUT /api/v2/organizations/{organization_id}',
  'DELETE /api/v2/organizations/{organization_id}',
  'POST /api/v2/users',
  'PUT /api/v2/users/{user_id}',
  'POST /api/v2/group_memberships',
  'DELETE /api/v2/group_memberships/{group_membership_id}',
  'POST /api/v2/routing/attributes',
  'PUT /api/v2/routing/attributes/{attribute_id}',
  'DELETE /api/v2/routing/attributes/{attribute_id}',
  'POST /api/v2/routing/attributes/{attribute_id}/values',
  'PATCH /api/v2/routing/attributes/{attribute_id}/values/{attribute_value_id}',
  'DELETE /api/v2/routing/attributes/{attribute_id}/values/{attribute_value_id}',
  'POST /api/v2/routing/agents/{user_id}/instance_values',
  'POST /api/v2/queues',
  'PUT /api/v2/queues/{queue_id}',
  'DELETE /api/v2/queues/{queue_id}',
  'PATCH /api/v2/queues/order',
  'POST /api/v2/group_slas/policies',
  'PUT /api/v2/group_slas/policies/{group_sla_policy_id}',
  'DELETE /api/v2/group_slas/policies/{group_sla_policy_id}',
  'PUT /api/v2/group_slas/policies/reorder',
  'POST /api/v2/guide/medias/upload_url',
  'POST /api/v2/guide/medias',
  'POST /api/v2/help_center/articles/{article_id}/attachments',
  'POST /api/v2/help_center/user_segments',
  'PUT /api/v2/help_center/user_segments/{user_segment_id}',
  'DELETE /api/v2/help_center/user_segments/{user_segment_id}',
  'POST /api/v2/guide/permission_groups',
  'PUT /api/v2/guide/permission_groups/{permission_group_id}',
  'DELETE /api/v2/guide/permission_groups/{permission_group_id}',
  'POST /api/v2/guide/content_tags',
  'PUT /api/v2/guide/content_tags/{id}',
  'DELETE /api/v2/guide/content_tags/{id}',
  'POST /api/v2/guide/theming/jobs/themes/imports',
  'POST /api/v2/guide/theming/jobs/themes/updates',
  'POST /api/v2/guide/theming/jobs/themes/exports',
  'POST /api/v2/guide/theming/themes/{id}/publish',
  'DELETE /api/v2/guide/theming/themes/{id}',
  'PUT /api/v2/account/settings',
  'POST /api/v2/custom_objects',
  'PATCH /api/v2/custom_objects/{custom_object_key}',
  'DELETE /api/v2/custom_objects/{custom_object_key}',
  'POST /api/v2/custom_objects/{custom_object_key}/fields',
  'PATCH /api/v2/custom_objects/{custom_object_key}/fields/{custom_object_field_key_or_id}',
  'PUT /api/v2/custom_objects/{custom_object_key}/fields/reorder',
  'POST /api/v2/custom_objects/{custom_object_key}/triggers',
  'PUT /api/v2/custom_objects/{custom_object_key}/triggers/{trigger_id}',
  'PUT /api/v2/custom_objects/{custom_object_key}/triggers/update_many',
  'POST /api/v2/targets',
  'PUT /api/v2/targets/{target_id}',
  'DELETE /api/v2/targets/{target_id}',
  'POST /api/v2/macros/attachments',
  'POST /api/v2/workspaces',
  'PUT /api/v2/workspaces/{workspace_id}',
  'PUT /api/v2/workspaces/reorder',
  'DELETE /api/v2/workspaces/{workspace_id}',
  'conversations.create',
  'conversations.setTopic',
  'conversations.setPurpose',
  'conversations.rename',
  'conversations.archive',
  'conversations.unarchive',
];

describeContract('a client set up, changed, taken over and taken down again', () => {
  let me: Client;
  let proxy: RecordingProxy;
  let verdicts: readonly Verdict[] = [];
  const ends: string[] = [];

  async function run(expected: number, ...args: string[]): Promise<void> {
    const env = {
      SUPPORTCTL_ZENDESK_URL: proxy.zendeskUrl,
      SUPPORTCTL_SLACK_URL: proxy.slackUrl,
      CONTRACT_TOKEN: 'contract-token',
      CONTRACT_USER: 'contract-user',
    };
    const { code, all } = await me.runWith({ env }, ...args);
    if (code !== expected) ends.push(`${args.join(' ')} ended with ${code} instead of ${expected}:\n${all}`);
  }

  beforeAll(async () => {
    if (!existsSync(MAIN)) throw new Error('The command line is not built: npm run build');
    me = await client({});
    proxy = await startProxy(me.sandbox.url);
    await me.write(CREATED);
    await run(0, 'apply', '--yes');
    await run(0, 'plan', '--detailed-exitcode');
    await run(0, 'doctor');
    await me.write({ ...CHANGED, ...PASSING });
    await run(0, 'apply', '--yes', ...LOSSES);
    await me.write({ 'passing.yaml': undefined });
    await run(0, 'apply', '--yes', '--prune', ...LOSSES);
    await me.write(PASSING);
    await run(0, 'apply', '--yes');
    await me.write(PRUNED);
    await run(0, 'apply', '--yes', '--prune', ...LOSSES);
    await run(0, 'import', `${me.folder}-imported`, '--subdomain', 'acme');
    await run(0, 'destroy', '--yes', ...LOSSES);
    verdicts = proxy.exchanges.map((exchange) => judge().judgeExchange(exchange));
    console.log(tableOf(verdicts));
  }, 120_000);

  afterAll(async () => {
    await proxy?.close();
    await me?.close();
    if (me) await rm(`${me.folder}-imported`, { recursive: true, force: true });
  });

  test('every command ends well', () => {
    expect(ends.join('\n')).toBe('');
  });

  test('every exchange is as the documents, the supplement or the recordings say', () => {
    expect(problemsIn(verdicts)).toEqual([]);
  });

  test('every kind of write took place', () => {
    const used = new Set(verdicts.map(({ operation }) => operation));
    expect(WRITES.filter((operation) => !used.has(operation))).toEqual([]);
  });

  test('everything that is sent is sent as JSON, and attachments as forms', () => {
    const other = proxy.exchanges.filter(({ method, path, requestBody, contentType }) => {
      const form = method === 'POST' && /\/(articles\/\d+|macros)\/attachments$/.test(path);
      const wanted = form ? 'multipart/form-data' : 'application/json';
      return requestBody !== undefined && !contentType?.startsWith(wanted);
    });
    expect(other.map(({ method, path, contentType }) => `${method} ${path}: ${contentType}`)).toEqual([]);
  });
});
