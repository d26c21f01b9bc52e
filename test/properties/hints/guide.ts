/** Who reads, edits and finds articles: segments, groups and tags of the same spec, and those that every account has. */
import { line } from '../dice.ts';
import type { Draft, Hint } from '../making.ts';

const BUILT_IN = ['live("Signed-in users")', 'live("Agents and admins")'];

const keysOf = (draft: Draft, kind: string): readonly string[] => [...(draft.get(kind)?.keys() ?? [])];
const named: Hint = (m) => `${line(m.d, 40)} ${m.next()}`.trim();
const someSegments: Hint = ({ d }, draft) => d.some([...keysOf(draft, 'user_segment'), ...BUILT_IN], 3);

export const guideHints: Readonly<Record<string, Hint>> = {
  'user_segment.name': named,
  'user_segment.tags': ({ d }) => d.some(['vip', 'Beta_Tester', 'a.b/c', 'größe'], 3),
  'user_segment.or_tags': ({ d }) => d.some(['gold', 'silver', '0'], 2),
  'user_segment.groups': ({ d }, draft) => d.some(keysOf(draft, 'group'), 2),
  'user_segment.organizations': ({ d }) => d.some(['live("Acme")'], 1),
  'user_segment.added_users': ({ d }) => d.some(['live("owner@acme.example")', 'live("agent@acme.example")'], 2),
  'permission_group.name': named,
  'permission_group.edit': someSegments,
  'permission_group.publish': someSegments,
  'content_tag.name': named,
  'article.audience': (m, draft, block) => {
    const segments = someSegments(m, draft, block);
    return Array.isArray(segments) && segments.length > 0 ? (segments.length === 1 ? segments[0] : segments) : 'none';
  },
  'article.content_tags': ({ d }, draft) => d.some(keysOf(draft, 'content_tag'), 3),
  // Files have a test of their own: a random spec has none beside it.
  'article.attachments': () => undefined,
  'article.editors': ({ d, vocabulary }, draft) => {
    const live = vocabulary.editors.map((name) => `live(${JSON.stringify(name)})`);
    return d.pick([...keysOf(draft, 'permission_group'), ...live]);
  },
};
