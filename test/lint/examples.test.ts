/** Every rule shows a spec that it finds something in and one in which it finds nothing: the docs print both. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintDesired } from '../../src/app/linting.ts';
import { loadProject } from '../../src/app/project.ts';
import { rules } from '../../src/lint/index.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { bindings } from '../../src/providers/zendesk/kinds.ts';

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme, edition: suite_enterprise}
`;

/** The findings of a rule in one of its examples, as \`supportctl lint\` has them. */
async function findings(rule: Rule, example: string): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'supportctl-'));
  try {
    await writeFile(join(folder, 'support.yaml'), `${HEAD}${example.trim()}\n`);
    const project = { spec: folder, variables: {}, notify: () => undefined };
    const { desired, diagnostics } = await loadProject(project);
    if (desired === undefined) throw new Error(diagnostics.map(({ summary }) => summary).join('; '));
    const { linted } = await lintDesired(desired, { now: Date.parse('2026-11-25') }, tenantOf(rule));
    return linted.findings.filter((finding) => finding.rule === rule.id).map(({ summary }) => summary);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The account that the examples are about, where it matters. */
function tenantOf({ tenant }: Rule) {
  if (tenant === undefined) return {};
  const live = Object.entries(tenant).map(([kind, natives]) => {
    const binding = bindings.find((own) => own.kind.name === kind);
    return [kind, binding === undefined ? [] : natives.map((native) => liveObject(binding, native))] as const;
  });
  return { live: new Map(live) };
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  test('finds what is wrong in its failing example', async () => {
    expect(await findings(rule, rule.failing)).not.toEqual([]);
  });
  test('finds nothing in its passing example', async () => {
    expect(await findings(rule, rule.passing)).toEqual([]);
  });
});
