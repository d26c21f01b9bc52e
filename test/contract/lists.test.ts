import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { describeContract, judge, problemsIn } from './contracts.ts';
import { LATER_SUBJECTS } from './deviations.ts';
import { at, type Json, type JsonObject, list, objects, parseJson, text } from './json.ts';
import type { Verdict } from './judge.ts';
import { compareLists } from './recordings.ts';

/** Lists of the sandbox, with the name of the recording that real accounts answered with. */
const LISTS: readonly (readonly [path: string, wrapper: string, recording?: string])[] = [
  ['brands', 'brands', 'brands'],
  ['users', 'users', 'users'],
  ['organizations', 'organizations', 'organizations'],
  ['organization_fields', 'organization_fields', 'organization_fields'],
  ['user_fields', 'user_fields', 'user_fields'],
  ['groups', 'groups', 'groups'],
  ['group_memberships', 'group_memberships', 'group_memberships'],
  ['ticket_fields', 'ticket_fields', 'ticket_fields'],
  ['ticket_forms', 'ticket_forms', 'ticket_forms'],
  ['triggers', 'triggers', 'triggers'],
  ['automations', 'automations', 'automations'],
  ['macros', 'macros', 'macros'],
  ['views', 'views', 'views'],
  ['slas/policies', 'sla_policies', 'sla_policies'],
  ['targets', 'targets', 'targets'],
  ['locales', 'locales', 'locales'],
  ['webhooks', 'webhooks'],
  ['trigger_categories', 'trigger_categories'],
  ['custom_roles', 'custom_roles'],
  ['custom_statuses', 'custom_statuses'],
  ['recipient_addresses', 'recipient_addresses'],
  ['business_hours/schedules', 'schedules'],
  ['guide/permission_groups', 'permission_groups'],
  ['help_center/user_segments', 'user_segments'],
  ['routing/attributes', 'attributes'],
  ['queues', 'queues'],
  ['group_slas/policies', 'group_sla_policies'],
  ['workspaces', 'workspaces'],
  ['guide/content_tags', 'records'],
  ['guide/theming/themes', 'themes'],
  ['apps/installations', 'installations', 'apps'],
  ['oauth/clients', 'clients'],
  ['custom_objects', 'custom_objects'],
  ['custom_objects/asset/fields', 'custom_object_fields'],

  ['help_center/articles/labels', 'labels'],
  ['help_center/categories', 'categories'],
  ['help_center/sections', 'sections'],
  ['help_center/articles', 'articles'],
];

describeContract("the sandbox's own lists", () => {
  let sandbox: Sandbox;
  const verdicts: Verdict[] = [];
  const replies = new Map<string, Json>();

  async function get(path: string): Promise<Json> {
    const url = new URL(`${sandbox.zendeskUrl.replace('{subdomain}', 'acme')}/api/v2/${path}`);
    const reply = await fetch(url, { headers: { authorization: 'Bearer sandbox-token' } });
    const responseBody = parseJson(await reply.text());
    const below = url.pathname.slice('/zendesk/acme'.length);
    const exchange = { system: 'zendesk', method: 'GET', path: below, query: url.searchParams } as const;
    verdicts.push(judge().judgeExchange({ ...exchange, status: reply.status, responseBody }));
    return responseBody;
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ rateLimit: 0 });
    for (const [path, wrapper] of LISTS) replies.set(wrapper, at(await get(path), wrapper) ?? null);
    for (const path of [
      'account/settings',
      'users/me',
      'triggers/definitions',
      'routing/attributes/definitions',
      'help_center/locales',
    ]) {
      replies.set(path, await get(path));
    }
  });

  afterAll(() => sandbox?.close());

  test('are as the documents say', () => {
    expect(problemsIn(verdicts)).toEqual([]);
  });

  test('hold something to judge', () => {
    expect(LISTS.flatMap(([, wrapper]) => (list(replies.get(wrapper)).length > 0 ? [] : [wrapper]))).toEqual([]);
  });

  test('have the keys that real accounts show, or a dated reason why not', () => {
    const problems = LISTS.flatMap(([, wrapper, recording]) =>
      recording === undefined
        ? []
        : compareLists(wrapper, replies.get(wrapper), judge().documents.replies.get(`GET ${recording}`)?.[wrapper]),
    );
    expect(problems).toEqual([]);
  });

  test('offer for rules what a real account offers: same types, same operators', () => {
    const real = judge().documents.account.get('definitions-triggers');
    const problems = ['conditions_all', 'conditions_any', 'actions'].flatMap((part) =>
      differencesIn(part, replies.get('triggers/definitions'), real),
    );
    expect(problems).toEqual([]);
  });

  test('offer for skills what a real account offers', () => {
    const real = judge().documents.account.get('definitions-routing');
    const problems = ['conditions_all', 'conditions_any'].flatMap((part) =>
      differencesIn(part, replies.get('routing/attributes/definitions'), real),
    );
    expect(problems).toEqual([]);
  });
});

function differencesIn(part: string, offered: Json | undefined, real: Json | undefined): readonly string[] {
  const known = new Map(objects(at(real, 'definitions', part)).map((item) => [text(item.subject), item]));
  return objects(at(offered, 'definitions', part)).flatMap((item) =>
    differences(item, known.get(text(item.subject))).map((text) => `${part} ${text}`),
  );
}

function differences(item: JsonObject, real: JsonObject | undefined): readonly string[] {
  const subject = text(item.subject);
  if (real === undefined) {
    const isLater = LATER_SUBJECTS.some((later) => later.subject.test(subject));
    return isLater ? [] : [`${subject}: is not offered by the recorded account`];
  }
  return ['type', 'operators', 'nullable', 'repeatable'].flatMap((key) => {
    const [ours, theirs] = [summary(item[key]), summary(real[key])];
    return ours === theirs ? [] : [`${subject}: ${key} is ${ours}, and ${theirs} in a real account`];
  });
}

/** Operators by name, with a star for those that take no value; titles are in the language of whoever asks. */
function summary(value: Json | undefined): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return objects(value)
    .map((operator) => `${text(operator.value)}${operator.terminal === true ? '*' : ''}`)
    .sort()
    .join(' ');
}
