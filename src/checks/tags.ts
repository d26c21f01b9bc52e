/** The registry of tags: what rules say of tags is what somebody wrote down. */
import { nearest } from '../core/attributes/problems.ts';
import { listOf } from '../core/attributes/references.ts';
import type { Resource } from '../core/resource.ts';
import { type CheckContext, check, membersIn } from './check.ts';
import { actionsOf, conditionsOf, rulesOf } from './rule.ts';

interface TagUse {
  readonly path: string;
  readonly tag: string;
}

const unregistered = check(
  {
    id: 'TAG_UNREGISTERED',
    stage: 'load',
    severity: 'error',
    title: 'Rules use tags that are registered',
    why: 'In a spec that has `tags:`, any other tag is a slip: no rule would ever meet it. Options of fields are registered by themselves.',
  },
  function* (cx) {
    const { tagRegistry } = cx.desired;
    if (tagRegistry === undefined) return;
    const known = new Set([...tagRegistry.keys(), ...tagsOfFields(cx)]);
    for (const resource of rulesOf(cx)) {
      for (const { path, tag } of usesOf(resource)) {
        if (known.has(tag)) continue;
        const near = nearest(tag, known);
        const hint = near === undefined ? 'Add it to `tags:`' : `Did you mean "${near}"? Otherwise add it to \`tags:\``;
        yield { resource, path, summary: `The tag "${tag}" is not registered`, hint };
      }
    }
  },
);

const unused = check(
  {
    id: 'TAG_UNUSED',
    stage: 'load',
    severity: 'warning',
    title: 'Registered tags are used',
    why: 'A tag that no rule and no field uses is left over, or misspelt where it is used.',
  },
  function* (cx) {
    const used = new Set([
      ...rulesOf(cx)
        .flatMap(usesOf)
        .map(({ tag }) => tag),
      ...tagsOfFields(cx),
    ]);
    for (const [tag, { at }] of cx.desired.tagRegistry ?? []) {
      if (!used.has(tag)) yield { at, summary: `No rule and no field uses the tag "${tag}"` };
    }
  },
);

export const tagChecks = [unregistered, unused] as const;

function usesOf({ attributes }: Resource): readonly TagUse[] {
  const { all, any } = conditionsOf(attributes);
  const asked = [...all, ...any].filter(({ field }) => field === 'tags').map(({ value }) => ({ path: 'when', value }));
  const set = actionsOf(attributes)
    .filter(({ action }) => String(action).endsWith('_tags'))
    .map(({ value }) => ({ path: 'then', value }));
  return [...asked, ...set].flatMap(({ path, value }) => listOf(value).map((tag) => ({ path, tag: String(tag) })));
}

const FIELDS: ReadonlySet<string> = new Set(['ticket_field', 'organization_field', 'user_field']);

/** Tags that tickets get from options and check boxes. */
function tagsOfFields(cx: CheckContext): readonly string[] {
  return cx.desired.resources.flatMap(({ kind, attributes: { options, tag } }) =>
    FIELDS.has(kind)
      ? [...membersIn(options).map(({ key }) => String(key)), ...(typeof tag === 'string' ? [tag] : [])]
      : [],
  );
}
