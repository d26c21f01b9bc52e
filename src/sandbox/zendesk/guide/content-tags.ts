/** Content tags: developer.zendesk.com/api-reference/help_center/help-center-api/content_tags/ */

import { guideListed } from '../../errors.ts';
import { nextUlid } from '../../ids.ts';
import type { Attributes, Json, Row } from '../../json.ts';
import { list, text } from '../../json.ts';
import type { Context, Kind } from '../../kinds.ts';
import { wrapped } from '../../kinds.ts';
import { listReply } from '../../paging.ts';
import type { Call, Route } from '../../router.ts';
import { created, noContent, ok, param } from '../../router.ts';
import type { Store } from '../../store.ts';
import { byId, byText, drop, filter, find, insert, patch, rows, timestamp, viewed } from '../../store.ts';

export const contentTags: Kind = {
  name: 'content_tags',
  one: 'content_tag',
  path: '/guide/content_tags',
  scope: 'hc',
  paging: 'cursor',
  withoutUrl: true,
  create: createTag,
  update: renameTag,
  remove: removeTag,
};

const PATH = contentTags.path;
const read = { scope: 'hc', access: 'agent' } as const;
const write = { scope: 'hc', access: 'admin' } as const;

/** Agents make tags as they write; managers alone rename and delete them. */
export const contentTagRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    ...read,
    handle: (call) =>
      listReply(call, {
        wrapper: 'records',
        // Client libraries found that a longer page is refused.
        most: 30,
        paging: 'cursor',
        rows: () => chosen(call),
        present: (row) => row,
      }),
  },
  {
    method: 'GET',
    path: `${PATH}/count`,
    ...read,
    handle: (call) => ok({ value: chosen(call).length, refreshed_at: timestamp(call.store) }),
  },
  { method: 'GET', path: `${PATH}/:id`, ...read, handle: (call) => ok({ content_tag: tagOf(call) }) },
  {
    method: 'POST',
    path: PATH,
    ...read,
    handle: (call) => created({ content_tag: createTag(call, wrapped(call, 'content_tag')) }),
  },
  {
    method: 'PUT',
    path: `${PATH}/:id`,
    ...write,
    handle: (call) => ok({ content_tag: renameTag(call, tagOf(call), wrapped(call, 'content_tag')) }),
  },
  {
    method: 'DELETE',
    path: `${PATH}/:id`,
    ...write,
    handle: (call) => {
      removeTag(call, tagOf(call));
      return noContent();
    },
  },
];

function createTag({ store }: Context, input: Attributes): Row {
  return insert(store, 'content_tags', nextUlid(store), { name: nameOf(store, input.name, undefined) });
}

function renameTag({ store }: Context, row: Row, input: Attributes): Row {
  return patch(store, 'content_tags', row, { name: nameOf(store, input.name, row) });
}

function tagOf(call: Call): Row {
  const row = find(call.store, 'content_tags', param(call, 'id'));
  if (!row) throw guideListed(404, 'NotFound', 'The Resource could not be found');
  return row;
}

function chosen({ store, query }: Call): readonly Row[] {
  const prefix = (query.get('filter[name_prefix]') ?? '').toLowerCase();
  const sort = query.get('sort') ?? 'id';
  const name = sort.replace(/^-/, '');
  const all = viewed(store, 'content_tags', name, name === 'name' ? byText('name') : byId);
  const kept = all.filter((row) => text(row.name).toLowerCase().startsWith(prefix));
  return sort.startsWith('-') ? kept.reverse() : kept;
}

/** [general knowledge] That names are unique is known, whatever their case; that this is the 422 of the page is a guess. */
function nameOf(store: Store, value: Json | undefined, self: Row | undefined): string {
  const name = text(value).trim();
  if (name === '') throw guideListed(400, 'BadRequest', 'Invalid property');
  for (const other of rows(store, 'content_tags')) {
    if (other.id !== self?.id && text(other.name).toLowerCase() === name.toLowerCase()) {
      throw guideListed(422, 'UnprocessibleEntity', 'The request could not be processed');
    }
  }
  return name;
}

/** A deleted tag leaves the articles that had it. */
function removeTag({ store }: Context, row: Row): void {
  for (const article of filter(store, 'articles', (other) => list(other.content_tag_ids).includes(row.id))) {
    const left = list(article.content_tag_ids).filter((id) => id !== row.id);
    patch(store, 'articles', article, { content_tag_ids: left });
  }
  drop(store, 'content_tags', row.id);
}
