/** How much of everything a help center takes. */
import { listOf } from '../core/attributes/references.ts';
import type { Resource } from '../core/resource.ts';
import { canonicalJson, isText, type Value } from '../core/value.ts';
import { type CheckContext, check, type Finding, membersIn, resourcesOf, targetOf } from './check.ts';

/** https://support.zendesk.com/hc/en-us/articles/4408831783962, read on 2026-11-26. */
const TEXT_BYTES = 1024 * 1024;
const SECTION_LEVELS = 5;
const TAGS_OF_ACCOUNT = 200;
/** Of one article: attribute → most, and what they are. */
const OF_ARTICLE: Readonly<Record<string, readonly [most: number, what: string]>> = {
  labels: [50, 'labels'],
  content_tags: [25, 'content tags'],
  attachments: [500, 'attachments'],
};
/** Kind → the attribute that names its place, the most in one place, and what they are. */
const IN_ONE_PLACE: readonly (readonly [kind: string, place: string, most: number, what: string])[] = [
  ['category', 'brand', 100, 'categories in a help center'],
  ['section', 'category', 100, 'sections in a category'],
  ['section', 'parent', 200, 'sections in a section'],
  ['article', 'section', 5000, 'articles in a section'],
];

const limits = check(
  {
    id: 'GUIDE_LIMIT',
    stage: 'load',
    severity: 'error',
    title: 'A help center holds no more than it can',
    why: 'Zendesk refuses what is too much or too long.',
  },
  function* (cx) {
    yield* tooMuchOfArticles(cx);
    yield* tooManyInOnePlace(cx);
    yield* tooDeep(cx);
    for (const resource of resourcesOf(cx, 'content_tag').slice(TAGS_OF_ACCOUNT))
      yield tooMany(resource, 'name', TAGS_OF_ACCOUNT, 'content tags in an account');
  },
);

export const guideLimitChecks = [limits] as const;

function* tooMuchOfArticles(cx: CheckContext): Generator<Finding> {
  for (const resource of resourcesOf(cx, 'article')) {
    for (const [path, [most, what]] of Object.entries(OF_ARTICLE))
      if (listOf(resource.attributes[path]).length > most) yield tooMany(resource, path, most, `${what} of an article`);
    const translated = membersIn(resource.attributes.translations).map(
      ({ key, body }) => [`translations.${String(key)}`, body] as const,
    );
    for (const [path, text] of [['body', resource.attributes.body] as const, ...translated]) {
      if (bytesOf(text) <= TEXT_BYTES) continue;
      const hint = 'Make several articles of it, or attach what is long as a file';
      yield { resource, path, summary: 'The text is longer than the 1 MB that an article takes in one language', hint };
    }
  }
}

function* tooManyInOnePlace(cx: CheckContext): Generator<Finding> {
  for (const [kind, path, most, what] of IN_ONE_PLACE) {
    const counts = new Map<string, number>();
    for (const resource of resourcesOf(cx, kind)) {
      const place = resource.attributes[path];
      // What is nested in another section does not count in the category itself.
      const nested = path === 'category' && (resource.attributes.parent ?? null) !== null;
      if (place === undefined || place === null || nested) continue;
      const count = (counts.get(canonicalJson(place)) ?? 0) + 1;
      counts.set(canonicalJson(place), count);
      if (count === most + 1) yield tooMany(resource, path, most, what);
    }
  }
}

function* tooDeep(cx: CheckContext): Generator<Finding> {
  for (const resource of resourcesOf(cx, 'section')) {
    const above = new Set<string>();
    for (
      let at: Resource | undefined = resource;
      at !== undefined && !above.has(at.address);
      at = targetOf(cx, at.attributes.parent)
    )
      above.add(at.address);
    if (above.size === SECTION_LEVELS + 1) yield tooMany(resource, 'parent', SECTION_LEVELS, 'levels of sections');
  }
}

function tooMany(resource: Resource, path: string, most: number, what: string): Finding {
  return { resource, path, summary: `There are at most ${most} ${what}`, hint: 'Take some out' };
}

function bytesOf(text: Value | undefined): number {
  if (typeof text === 'string') return Buffer.byteLength(text);
  if (!isText(text)) return 0;
  return text.$text.reduce<number>((sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : 0), 0);
}
