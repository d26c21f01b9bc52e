/** What Zendesk refuses about the tree of a help center. */
import type { LiveObject } from '../core/provider.ts';
import type { Resource } from '../core/resource.ts';
import { sameValue } from '../core/value.ts';
import { type CheckContext, check, liveOf, liveTargetOf, membersIn, objectOf, resourcesOf, targetOf } from './check.ts';

const PARENTS: Readonly<Record<string, readonly string[]>> = { section: ['category', 'parent'], article: ['section'] };

/** What stands in a help center. */
const TREE: ReadonlySet<string> = new Set(['category', 'section', 'article', 'theme']);

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
        const { file, line, column } = parent.positions.parent ?? parent.at;
        yield {
          resource,
          path: 'parent',
          summary: `${parent.address} is nested in this section`,
          detail: `Its parent stands at ${file}:${line}:${column}`,
          hint: 'Take one of the two parents out',
        };
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

const translatedTwice = check(
  {
    id: 'TRANSLATION_OF_ITSELF',
    stage: 'load',
    severity: 'error',
    title: 'The text in its own language is no translation',
    why: 'It stands in the block itself; Zendesk refuses a second text in one language.',
  },
  function* (cx) {
    for (const kind of TREE) {
      for (const resource of resourcesOf(cx, kind)) {
        const source = resource.attributes.locale ?? languagesOf(cx, resource)?.native.default_locale;
        for (const { key } of membersIn(resource.attributes.translations)) {
          if (key !== source) continue;
          yield { resource, path: `translations.${key}`, summary: `${key} is the language of the block itself` };
        }
      }
    }
  },
);

const notEnabled = check(
  {
    id: 'LANGUAGE_NOT_ENABLED',
    stage: 'account',
    severity: 'error',
    beyond: 'part',
    title: 'Translations are in languages that the help center has',
    why: 'Zendesk refuses a translation into any other; only a person can switch a language on.',
  },
  function* (cx) {
    for (const kind of TREE) {
      for (const resource of resourcesOf(cx, kind)) {
        const enabled = languagesOf(cx, resource)?.native.locales;
        if (!Array.isArray(enabled)) continue;
        for (const { key } of membersIn(resource.attributes.translations)) {
          if (enabled.includes(key)) continue;
          yield {
            resource,
            path: `translations.${String(key)}`,
            summary: `The help center does not have the language ${String(key)}`,
            detail: `Its languages: ${enabled.join(', ')}`,
            hint: 'Switch it on in Knowledge admin > Settings > Language settings',
          };
        }
      }
    }
  },
);

export const helpCenterChecks = [sameBrand, nesting, disabled, translatedTwice, notEnabled] as const;

/** What the help center of the resource's brand has; undefined where nobody read it. */
function languagesOf(cx: CheckContext, { attributes }: Resource): LiveObject | undefined {
  const managed = targetOf(cx, attributes.brand);
  const brand = managed === undefined ? liveTargetOf(cx, attributes.brand) : objectOf(cx, managed, 'name');
  return liveOf(cx, 'help_center_language').find(({ id }) => id === brand?.id);
}

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
