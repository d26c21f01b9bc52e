/** What a person confirms at a terminal makes another plan, which is judged like any other. */
import { afterEach, expect, test } from 'vitest';
import { app } from '../../src/app/index.ts';
import { planOptions } from '../../src/app/planning.ts';
import { type Project, project } from '../kit/project.ts';
import { HEAD } from '../kit/spec.ts';

let tenant: Project;
afterEach(() => tenant?.close());

/** `apply` at a terminal where everything is answered with yes; returns what was asked. */
async function applyAsked(): Promise<readonly string[]> {
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
