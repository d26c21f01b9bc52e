/** What a person confirms at a terminal makes another plan, which is judged like any other. */
import { afterEach, expect, test } from 'vitest';
import { app } from '../../src/app/index.ts';
import { planOptions } from '../../src/app/planning.ts';
import { type Project, project } from '../kit/project.ts';
import { HEAD } from '../kit/spec.ts';

let tenant: Project;
afterEach(() => tenant?.close());

/** `apply` at a terminal where everything is answered with yes; returns what was asked. */
async function applyAsked(chosen?: number): Promise<readonly string[]> {
  const asked: string[] = [];
  await app.apply(
    { spec: tenant.folder, variables: tenant.variables, notify: () => undefined },
    {
      plan: planOptions(),
      yes: false,
      interactive: true,
      concurrency: 4,
      lockTimeoutMs: 0,
      signal: new AbortController().signal,
    },
    {
      show: () => undefined,
      confirm: async (what) => {
        asked.push(what.type);
        return true;
      },
      choose: async (address, candidates) => {
        asked.push(`${address}: ${candidates.map(({ title }) => title).join(' | ')}`);
        return chosen === undefined ? undefined : candidates[chosen]?.id;
      },
    },
  );
  return asked;
}

function writes(): readonly string[] {
  return tenant.sandbox.control.log().flatMap((entry) => (entry.write ? [`${entry.method} ${entry.path}`] : []));
}

test('confirmed drift that needs a secret which is not set is refused before the first write', async () => {
  tenant = await project();
  await tenant.write({
    'support.yaml': `${HEAD}groups: {tier1: {name: Support Tier 1}}
webhooks:
  pager:
    name: Pager
    endpoint: https://pager.example/hook
    method: POST
    format: json
    authentication: {type: bearer_token, token: {secret: env:PAGER_TOKEN}}
`,
  });
  tenant.variables.PAGER_TOKEN = 'canary-pager';
  await tenant.apply();
  const hook = tenant.sandbox.control.objects('webhooks').find((own) => own.name === 'Pager');
  tenant.sandbox.control.remove('webhooks', String(hook?.id));
  const group = tenant.sandbox.control.objects('groups').find((own) => own.name === 'Support Tier 1');
  tenant.sandbox.control.edit('groups', String(group?.id), { description: 'by hand' });
  delete tenant.variables.PAGER_TOKEN;
  const before = writes().length;
  await expect(applyAsked()).rejects.toThrow(/PAGER_TOKEN/);
  expect(writes().length).toBe(before);
});

test('which of two objects of one name it is, a person says once; where nobody says, nothing is written', async () => {
  tenant = await project();
  const { control } = tenant.sandbox;
  const category = control.objects('trigger_categories')[0];
  const twin = (priority: string) =>
    control.inject('triggers', {
      title: 'Twin',
      category_id: String(category?.id),
      conditions: { all: [{ field: 'update_type', operator: 'is', value: 'Create' }], any: [] },
      actions: [{ field: 'priority', value: priority }],
    });
  twin('low');
  const second = twin('high');
  await tenant.write({
    'support.yaml': `${HEAD}triggers:
  twin: {title: Twin, category: live("${category?.name}"), when: {all: [{field: update_type, is: create}]}, then: [{set: {priority: high}}]}
`,
  });
  const before = writes().length;
  await expect(applyAsked()).rejects.toThrow(/could be any of 2 triggers/);
  expect(writes()).toHaveLength(before);
  expect(await applyAsked(1)).toEqual(['trigger.twin: Twin | Twin']);
  expect(await tenant.ids()).toEqual(new Map([['trigger.twin', String(second.id)]]));
  expect((await tenant.plan()).refusals).toEqual([]);
});
