/** Help center articles: developer.zendesk.com/api-reference/help_center/help-center-api/articles/ */

import { guideInvalid } from '../../errors.ts';
import { has } from '../../features.ts';
import type { Attributes, Json, Row } from '../../json.ts';
import { flag, list, number, object, text } from '../../json.ts';
import type { Context } from '../../kinds.ts';
import { wrapped } from '../../kinds.ts';
import { listReply } from '../../paging.ts';
import type { Call, Reply, Route } from '../../router.ts';
import { created, noContent, ok, param } from '../../router.ts';
import { shuffled } from '../../shuffle.ts';
import { find, patch, put, timestamp } from '../../store.ts';
import { address, common, contentOf, createContent, dropContent, listContent, shownTranslation } from './content.ts';
import { keepLabels } from './labels.ts';
import { embedded } from './sideloads.ts';

const read = { scope: 'hc', access: 'agent' } as const;
const write = { scope: 'hc', access: 'admin' } as const;

function presentArticle(context: Context & { readonly base: string }, row: Row): Attributes {
  const translation = shownTranslation(context, row);
  return {
    id: row.id,
    url: address(context, 'articles', row),
    ...common(context, 'articles', row),
    author_id: row.author_id ?? null,
    comments_disabled: row.comments_disabled ?? false,
    draft: translation.draft ?? false,
    promoted: row.promoted ?? false,
    vote_sum: 0,
    vote_count: 0,
    section_id: row.section_id ?? null,
    name: text(translation.title),
    title: text(translation.title),
    outdated_locales: outdatedLocales(context, row),
    edited_at: row.edited_at ?? null,
    user_segment_id: row.user_segment_id ?? null,
    ...(has(context.profile, 'many_segments') ? { user_segment_ids: row.user_segment_ids ?? [] } : {}),
    permission_group_id: row.permission_group_id ?? null,
    content_tag_ids: row.content_tag_ids ?? [],
    // The order of labels means nothing and is not the same twice.
    label_names: shuffled(list(row.label_names)),
    body: text(translation.body),
  };
}

function outdatedLocales({ store }: Context, row: Row): Json[] {
  return Object.entries(object(row.translations))
    .filter(([, id]) => flag(find(store, 'translations', number(id))?.outdated))
    .map(([locale]) => locale);
}

/** What both create and update take; the text is not among it. */
function metadata(context: Context, input: Attributes): Attributes {
  const { store, profile } = context;
  const changes: Attributes = {};
  for (const key of ['comments_disabled', 'promoted']) if (input[key] !== undefined) changes[key] = flag(input[key]);
  if (input.position !== undefined) changes.position = number(input.position);
  if (input.content_tag_ids !== undefined) {
    const tags = [...new Set(list(input.content_tag_ids).map((id) => text(id)))];
    // [general knowledge] Tags that are not there are refused; the wording is ours.
    if (tags.some((id) => !find(store, 'content_tags', id))) throw guideInvalid(422, 'content_tag_ids', 'is invalid');
    changes.content_tag_ids = tags;
  }
  if (input.author_id !== undefined) {
    if (!find(store, 'users', number(input.author_id))) throw guideInvalid(422, 'author_id', 'is invalid');
    changes.author_id = number(input.author_id);
  }
  if (input.permission_group_id !== undefined) {
    if (!find(store, 'permission_groups', number(input.permission_group_id))) {
      throw guideInvalid(422, 'permission_group_id', 'is invalid');
    }
    changes.permission_group_id = number(input.permission_group_id);
  }
  // Labels need Suite Growth or Guide Professional; elsewhere they are not kept.
  if (input.label_names !== undefined && has(profile, 'labels')) {
    changes.label_names = keepLabels(store, input.label_names);
  }
  return { ...changes, ...segments(context, input) };
}

function segments({ store, profile }: Context, input: Attributes): Attributes {
  const { user_segment_id: one, user_segment_ids: many } = input;
  if (one !== undefined && many !== undefined) {
    throw guideInvalid(400, 'user_segment_ids', 'cannot be sent together with user_segment_id');
  }
  if (many !== undefined) {
    if (!has(profile, 'many_segments')) throw guideInvalid(400, 'user_segment_ids', 'cannot process this field');
    const ids = list(many).map((id) => number(id));
    if (ids.some((id) => !find(store, 'user_segments', id))) throw guideInvalid(422, 'user_segment_ids', 'is invalid');
    return { user_segment_ids: ids, user_segment_id: ids[0] ?? null };
  }
  if (one === undefined) return {};
  if (one === null) return { user_segment_id: null, user_segment_ids: [] };
  if (!find(store, 'user_segments', number(one))) throw guideInvalid(422, 'user_segment_id', 'is invalid');
  return { user_segment_id: number(one), user_segment_ids: [number(one)] };
}

export function createArticle(context: Context, section: Row, input: Attributes): Row {
  if (input.permission_group_id === undefined) throw guideInvalid(422, 'permission_group_id', "can't be blank");
  return createContent(context, 'articles', input, {
    section_id: section.id,
    author_id: context.actor.user?.id ?? null,
    comments_disabled: false,
    promoted: false,
    user_segment_id: null,
    user_segment_ids: [],
    content_tag_ids: [],
    label_names: [],
    edited_at: timestamp(context.store),
    ...metadata(context, input),
  });
}

/** Title, body and draft are not metadata: sent here they change nothing, see Translations. */
export function updateArticle(context: Context, row: Row, input: Attributes): Row {
  const changes = metadata(context, input);
  if (input.section_id !== undefined) {
    const section = find(context.store, 'sections', number(input.section_id));
    if (!section || section.brand_id !== row.brand_id) throw guideInvalid(422, 'section_id', 'is invalid');
    changes.section_id = section.id;
  }
  return patch(context.store, 'articles', row, changes);
}

/** "Archives the article. You can restore the article using the Help Center user interface." */
export function archiveArticle({ store }: Context, row: Row): void {
  dropContent(store, 'articles', row);
  put(store, 'archived_articles', row);
}

function listArticles(call: Call, keep?: (row: Row) => boolean): Reply {
  const labels = (call.query.get('label_names') ?? '').split(',').filter((label) => label !== '');
  const labelled = (row: Row) => list(row.label_names).some((name) => labels.includes(text(name)));
  const chosen = labels.length === 0 ? keep : (row: Row) => labelled(row) && (keep?.(row) ?? true);
  return listReply(call, {
    wrapper: 'articles',
    paging: 'both',
    rows: () => listContent(call, 'articles', chosen),
    present: (row) => ({ ...presentArticle(call, row), ...embedded(call, row) }),
  });
}

function createReply(call: Call): Reply {
  const section = contentOf(call, 'sections', param(call, 'id'));
  // Subscribers hear of a new article unless the request says otherwise.
  call.notes.notify_subscribers = flag(call.body.notify_subscribers, true);
  const article = presentArticle(call, createArticle(call, section, wrapped(call, 'article')));
  return created({ article }, { Location: text(article.url) });
}

const article = (call: Call) => contentOf(call, 'articles', param(call, 'id'));

export const articleRoutes: readonly Route[] = [
  { method: 'GET', path: '/help_center/articles', ...read, handle: (call) => listArticles(call) },
  {
    method: 'GET',
    path: '/help_center/sections/:id/articles',
    ...read,
    handle: (call) => {
      const section = contentOf(call, 'sections', param(call, 'id'));
      return listArticles(call, (row) => row.section_id === section.id);
    },
  },
  {
    method: 'GET',
    path: '/help_center/categories/:id/articles',
    ...read,
    handle: (call) => {
      const category = contentOf(call, 'categories', param(call, 'id'));
      return listArticles(
        call,
        (row) => find(call.store, 'sections', number(row.section_id))?.category_id === category.id,
      );
    },
  },
  { method: 'POST', path: '/help_center/sections/:id/articles', ...write, handle: createReply },
  {
    method: 'GET',
    path: '/help_center/articles/:id',
    ...read,
    handle: (call) => {
      const row = article(call);
      return ok({ article: { ...presentArticle(call, row), ...embedded(call, row) } });
    },
  },
  {
    method: 'PUT',
    path: '/help_center/articles/:id',
    ...write,
    handle: (call) =>
      ok({ article: presentArticle(call, updateArticle(call, article(call), wrapped(call, 'article'))) }),
  },
  {
    method: 'DELETE',
    path: '/help_center/articles/:id',
    ...write,
    handle: (call) => {
      archiveArticle(call, article(call));
      return noContent();
    },
  },
];
