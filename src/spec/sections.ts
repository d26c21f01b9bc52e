/** Which keys a spec has: the sections of its kinds, the words of its own, and those that are known but not built yet. */
import type { Kind } from '../core/kind.ts';

/** The places where keys of several files merge; `kind` where the keys name blocks. */
export interface SectionTree {
  readonly children: ReadonlyMap<string, SectionTree>;
  /** For a key of any name, such as a brand. */
  readonly wildcard?: SectionTree;
  readonly kind?: Kind;
  /** Lists of several files follow one another. */
  readonly concatenates?: true;
}

const LEAF: SectionTree = { children: new Map() };

/** Keys of the root that are no sections of kinds. */
export const ROOT_KEYS = [
  'version',
  'extends',
  'client',
  'platform',
  'priorities',
  'tags',
  'order',
  'moved',
  'drift',
  'state',
  'lint',
] as const;

/** Sections and intents of the language that some later version provisions. */
const FUTURE_ROOT = [
  'accounts apps article_labels auto_assignment auto_close automations brands business_hours categories channels',
  'content_tags csat custom_objects custom_statuses dynamic_content email email_templates escalation escalations',
  'followups groups integrations intents knowledge_base macros messaging notifications object_triggers onboarding',
  'organization_fields organizations permissions queues recipient_addresses reports roles round_robin routing',
  'saved_replies schedules settings skills sla_warnings slack slas support_addresses surveys tagging targets teams',
  'ticket_fields ticket_forms ticket_statuses trigger_categories triggers user_fields user_segments users views vip',
  'webhooks help_center',
].flatMap((line) => line.split(' '));
const FUTURE_BELOW: Readonly<Record<string, readonly string[]>> = {
  help_center: ['articles', 'categories', 'community', 'redirects', 'sections', 'settings', 'topics'],
  slack: ['bookmarks', 'channels', 'notifications', 'usergroups', 'user_groups', 'workflows'],
};

/** Names that are known below `path` but that these kinds do not provide. */
export function futureBelow(path: readonly string[]): readonly string[] {
  return path.length === 0 ? FUTURE_ROOT : (FUTURE_BELOW[path[0] ?? ''] ?? []);
}

interface Growing {
  readonly children: Map<string, Growing>;
  wildcard?: Growing;
  kind?: Kind;
}

/** The sections of `kinds`, and the root's own maps. */
export function sectionTree(kinds: readonly Kind[]): SectionTree {
  const root: Growing = { children: new Map() };
  for (const kind of kinds) {
    if (kind.section.length === 0) continue;
    let current = root;
    for (const step of kind.section) current = below(current, step);
    current.kind = kind;
  }
  const children = new Map<string, SectionTree>(root.children);
  for (const key of ['client', 'platform', 'priorities', 'tags', 'order', 'state']) children.set(key, LEAF);
  const list: SectionTree = { children: new Map(), concatenates: true };
  children.set('moved', list);
  children.set('lint', { children: new Map([['accept', list]]) });
  return { children };
}

function below(tree: Growing, step: string): Growing {
  if (step === '*') {
    tree.wildcard ??= { children: new Map() };
    return tree.wildcard;
  }
  const found = tree.children.get(step) ?? { children: new Map() };
  tree.children.set(step, found);
  return found;
}

/** The name of a kind's list in `order:`: the last step of its section. */
export function orderName(kind: Kind): string {
  return kind.section.at(-1) ?? kind.name;
}
