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

/** Read only where labels would be written. */
const LABELS = 'article_label';

const noLabels = check(
  {
    id: 'LABELS_NOT_THERE',
    stage: 'account',
    severity: 'error',
    beyond: 'part',
    title: 'Articles have labels where the account has them',
    why: 'Where the plan has no labels, Zendesk takes an article with labels, answers 200 and keeps none.',
  },
  function* (cx) {
    if (cx.lacks?.(LABELS) !== true) return;
    for (const resource of resourcesOf(cx, 'article')) {
      if (!isSaid(resource.attributes.labels)) continue;
      yield {
        resource,
        path: 'labels',
        summary: 'The account has no labels of articles',
        detail: 'They come with Suite Growth and up, or Guide Professional and up.',
        hint: 'Take them out, or leave them for an account that has them',
      };
    }
  },
);

export const guideChecks = [plan, noLabels] as const;

function isSaid(value: Value | undefined): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}
