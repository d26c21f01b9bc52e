/** People and organizations of the test files: made up for the tests, and used by all of them. */
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Desired } from '../../core/resource.ts';
import { child, type MapNode, type SpecNode } from '../../core/spec-node.ts';
import { problem } from '../layer.ts';
import { nearestHint } from '../nearest.ts';
import { fieldInputs } from './fields.ts';
import type { FixtureOrganization, FixturePerson, Fixtures } from './model.ts';
import { specNames } from './names.ts';
import { entriesOf, textAt, textsAt } from './nodes.ts';
import type { Judge } from './read.ts';
import { Organizations, People } from './schema.ts';

/** Everybody whom the files name; who stands twice is an error. */
export function readFixtures(
  roots: readonly MapNode[],
  desired: Desired,
  sound: Judge,
  report: (diagnostic: Diagnostic) => void,
): Fixtures {
  const organizations = new Map<string, FixtureOrganization>();
  const people = new Map<string, FixturePerson>();
  const names = specNames(desired, report);
  const blocks = roots.flatMap((root) => child(root, 'fixtures') ?? []);
  for (const [key, node, keyAt] of blocksIn(blocks, 'organizations', Organizations, sound)) {
    if (organizations.has(key)) report(problem('TEST_TWICE', keyAt, `there is an organization \`${key}\` already`));
    organizations.set(key, {
      name: textAt(node, 'name') ?? key,
      fields: fieldInputs(child(node, 'fields'), 'organization_field', desired, report),
      tags: textsAt(node, 'tags'),
    });
  }
  for (const [key, node, keyAt] of blocksIn(blocks, 'people', People, sound)) {
    if (people.has(key)) report(problem('TEST_TWICE', keyAt, `there is a person \`${key}\` already`));
    const organization = child(node, 'organization');
    const named = textAt(node, 'organization');
    if (organization !== undefined && named !== undefined && !organizations.has(named)) {
      const summary = `there is no organization \`${named}\` among the fixtures`;
      report(problem('TEST_NAME', organization.at, summary, nearestHint(named, organizations.keys())));
    }
    people.set(key, personOf(key, node, names.targets(['group'], child(node, 'groups')), desired, report));
  }
  return { organizations, people };
}

function personOf(
  key: string,
  node: SpecNode,
  groups: readonly string[],
  desired: Desired,
  report: (diagnostic: Diagnostic) => void,
): FixturePerson {
  const organization = textAt(node, 'organization');
  const role = textAt(node, 'role');
  const language = textAt(node, 'language');
  const timezone = textAt(node, 'timezone');
  const name = textAt(node, 'name') ?? key.charAt(0).toUpperCase() + key.slice(1);
  return {
    name,
    email: textAt(node, 'email') ?? `${key}@${organization ?? desired.settings.client.slug}.example`,
    role: roleOf(role) ?? (groups.length > 0 ? 'agent' : 'end_user'),
    groups,
    fields: fieldInputs(child(node, 'fields'), 'user_field', desired, report),
    tags: textsAt(node, 'tags'),
    ...(organization === undefined ? {} : { organization }),
    ...(language === undefined ? {} : { language }),
    ...(timezone === undefined ? {} : { timezone }),
  };
}

function roleOf(word: string | undefined): FixturePerson['role'] | undefined {
  return (['end_user', 'agent', 'admin', 'light_agent'] as const).find((role) => role === word);
}

function blocksIn(blocks: readonly SpecNode[], section: string, schema: Parameters<Judge>[2], sound: Judge) {
  return blocks.flatMap((block) => {
    const node = child(block, section);
    return node === undefined || !sound(`fixtures.${section}`, node, schema) ? [] : entriesOf(node);
  });
}
