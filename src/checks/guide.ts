/** What of a help center only some of Zendesk's plans have. */
import { listOf } from '../core/attributes/references.ts';
import type { Value } from '../core/value.ts';
import { check, resourcesOf } from './check.ts';

/** Checked 2026-11-26 against the plan comparison: support.zendesk.com/hc/en-us/articles/5411234991258. */
interface Gate {
  readonly kind: string;
  /** Absent where no object of the kind can be made. */
  readonly path?: string;
  readonly uses?: (value: Value | undefined) => boolean;
  readonly what: string;
  readonly from: 'Growth' | 'Professional' | 'Enterprise';
}

const GATES: readonly Gate[] = [
  { kind: 'section', path: 'parent', what: 'sections in sections', from: 'Enterprise' },
  {
    kind: 'article',
    path: 'audience',
    uses: (value) => listOf(value).length > 1,
    what: 'several user segments for one article',
    from: 'Enterprise',
  },
  { kind: 'permission_group', path: 'edit', what: 'groups that say who may edit', from: 'Enterprise' },
  { kind: 'permission_group', what: 'permission groups of its own', from: 'Professional' },
  { kind: 'user_segment', what: 'user segments of its own', from: 'Growth' },
  { kind: 'theme', path: 'files', what: 'themes of its own', from: 'Growth' },
  { kind: 'article', path: 'labels', what: 'labels', from: 'Growth' },
];

/** Editions that a plan leaves out, by the plan that something begins with. */
const BELOW: Readonly<Record<Gate['from'], RegExp>> = {
  Growth: /team/i,
  Professional: /team|growth/i,
  Enterprise: /team|growth|professional/i,
};

const plan = check(
  {
    id: 'GUIDE_PLAN',
    stage: 'load',
    severity: 'error',
    title: "The help center uses nothing that the account's plan lacks",
    why: 'Zendesk refuses it, or leaves it out without a word.',
  },
  function* (cx) {
    const { edition } = cx.desired.settings.platform;
    if (edition === undefined) return;
    for (const { kind, path, uses = isSaid, what, from } of GATES) {
      if (!BELOW[from].test(edition)) continue;
      for (const resource of resourcesOf(cx, kind)) {
        if (path !== undefined && !uses(resource.attributes[path])) continue;
        yield {
          resource,
          ...(path === undefined ? {} : { path }),
          summary: `The plan "${edition}" has no ${what}: they begin with ${from}`,
          hint: 'Take it out, or say in `platform.edition` which plan the account has',
        };
      }
    }
  },
);

export const guideChecks = [plan] as const;

function isSaid(value: Value | undefined): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}
