/** What Zendesk refuses about the tree of a help center. */
import type { Resource } from '../core/resource.ts';
import { sameValue } from '../core/value.ts';
import { type CheckContext, check, liveTargetOf, objectOf, resourcesOf, targetOf } from './check.ts';

const PARENTS: Readonly<Record<string, readonly string[]>> = { section: ['category', 'parent'], article: ['section'] };

/** What stands in a help center. */
const TREE: ReadonlySet<string> = new Set(['category', 'section', 'article']);

const sameBrand = check(
  {
    id: 'HELP_CENTER_OTHER_BRAND',
    stage: 'load',
    severity: 'error',
    title: 'A help center is one tree',
    why: 'Sections and articles cannot stand in the category or section of another brand.',
  },
  function* (cx) {
    for (const [kind, paths] of Object.entries(PARENTS)) {
      for (const resource of resourcesOf(cx, kind)) {
        for (const path of paths) {
          const parent = targetOf(cx, resource.attributes[path]);
          if (parent === undefined || sameValue(parent.attributes.brand, resource.attributes.brand)) continue;
          yield { resource, path, summary: `${parent.address} is in the help center of another brand` };
        }
      }
    }
  },
);

const nesting = check(
  {
    id: 'SECTION_NESTING',
    stage: 'load',
    severity: 'error',
    title: 'A nested section is in the category of the section that it is in',
    why: 'Zendesk refuses it, or moves the section.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'section')) {
      const parent = targetOf(cx, resource.attributes.parent);
      if (parent === undefined) continue;
      if (isBelow(cx, parent, resource)) {
        yield { resource, path: 'parent', summary: `${parent.address} is nested in this section` };
      } else if (!sameValue(parent.attributes.category, resource.attributes.category)) {
        yield { resource, path: 'parent', summary: `${parent.address} is in another category` };
      }
    }
  },
);

const disabled = check(
  {
    id: 'HELP_CENTER_DISABLED',
    stage: 'account',
    severity: 'error',
    title: 'The help center of the brand is switched on',
    why: 'Only a person can create and activate a help center: Guide, or Knowledge admin, once for each brand.',
  },
  function* (cx) {
    if (cx.live?.has('brand') !== true) return;
    const told = new Set<string>();
    for (const resource of cx.desired.resources) {
      const managed = targetOf(cx, resource.attributes.brand);
      const brand = managed === undefined ? liveTargetOf(cx, resource.attributes.brand) : objectOf(cx, managed, 'name');
      const made = managed === undefined || brand !== undefined;
      const called = brand?.id ?? managed?.address;
      if (!TREE.has(resource.kind) || called === undefined || told.has(called)) continue;
      const { has_help_center, help_center_state } = brand?.native ?? {};
      if (has_help_center === true && help_center_state !== 'disabled') continue;
      told.add(called);
      yield {
        resource,
        summary: made
          ? `The brand "${brand?.title}" has no active help center`
          : `${managed.address} is made by this plan, and has no help center yet`,
        hint: made ? 'Activate it in Zendesk first' : 'Apply the brand alone, activate its help center, then the rest',
      };
    }
  },
);

export const helpCenterChecks = [sameBrand, nesting, disabled] as const;

function isBelow(cx: CheckContext, section: Resource, above: Resource): boolean {
  const seen = new Set<string>();
  for (
    let at: Resource | undefined = section;
    at !== undefined && !seen.has(at.address);
    at = targetOf(cx, at.attributes.parent)
  ) {
    if (at.address === above.address) return true;
    seen.add(at.address);
  }
  return false;
}
