/** User segments, who may read what: developer.zendesk.com/api-reference/help_center/help-center-api/user_segments/ */

import { guideInvalid } from '../../errors.ts';
import { nextNumber } from '../../ids.ts';
import type { Attributes, Json, Row } from '../../json.ts';
import { flag, list, number, text } from '../../json.ts';
import type { Context, Kind } from '../../kinds.ts';
import { readRoutes, writeRoutes } from '../../kinds.ts';
import type { Route } from '../../router.ts';
import { shuffled } from '../../shuffle.ts';
import type { Store } from '../../store.ts';
import { drop, filter, find, insert, patch, rows } from '../../store.ts';
import { normalTag } from '../tags.ts';

/** What each list of ids points to. */
const MEMBERS = { group_ids: 'groups', organization_ids: 'organizations', added_user_ids: 'users' } as const;
const TAGS = ['tags', 'or_tags'];
const SETS = [...Object.keys(MEMBERS), ...TAGS];

export const userSegments: Kind = {
  name: 'user_segments',
  one: 'user_segment',
  path: '/help_center/user_segments',
  scope: 'hc',
  paging: 'both',
  withoutUrl: true,
  keep: (row, { query }) => !query.has('built_in') || flag(row.built_in) === flag(query.get('built_in') ?? '', true),
  // The order of what is in a segment means nothing and is not the same twice.
  present: (row) => ({ ...row, ...Object.fromEntries(SETS.map((key) => [key, shuffled(list(row[key]))])) }),
  create: createSegment,
  update: updateSegment,
  remove: removeSegment,
};

/** support.zendesk.com/hc/en-us/articles/4408837707290: Suite Growth or Guide Professional and above make their own. */
export const userSegmentRoutes: readonly Route[] = [
  ...readRoutes(userSegments),
  ...writeRoutes(userSegments).map((route) => ({ ...route, feature: 'user_segments' as const })),
];

function createSegment({ store }: Context, input: Attributes): Row {
  return insert(store, 'user_segments', nextNumber(store), {
    name: nameOf(store, input.name ?? null, undefined),
    user_type: userType(input.user_type),
    built_in: false,
    ...Object.fromEntries(SETS.map((key) => [key, []])),
    ...sets(store, input),
  });
}

function updateSegment({ store }: Context, row: Row, input: Attributes): Row {
  refuseBuiltIn(row);
  return patch(store, 'user_segments', row, {
    ...(input.name === undefined ? {} : { name: nameOf(store, input.name, row) }),
    ...(input.user_type === undefined ? {} : { user_type: userType(input.user_type) }),
    ...sets(store, input),
  });
}

/** [general knowledge] That a segment in use stays is known; the wording is ours. */
function removeSegment({ store }: Context, row: Row): void {
  refuseBuiltIn(row);
  const articles = filter(store, 'articles', (article) => list(article.user_segment_ids).includes(row.id));
  if (articles.length > 0) throw guideInvalid(422, 'base', `is used by ${articles.length} articles`);
  const groups = filter(store, 'permission_groups', (group) =>
    [...list(group.edit), ...list(group.publish)].includes(row.id),
  );
  if (groups.length > 0) throw guideInvalid(422, 'base', `is used by ${groups.length} permission groups`);
  drop(store, 'user_segments', row.id);
}

/** "Built-in user segments cannot be modified." */
function refuseBuiltIn(row: Row): void {
  if (flag(row.built_in)) throw guideInvalid(400, 'base', 'is built in and cannot be modified');
}

/** [general knowledge] A segment has a name, and no two have the same one. */
function nameOf(store: Store, value: Json, self: Row | undefined): string {
  const name = text(value).trim();
  if (name === '') throw guideInvalid(400, 'name', "can't be blank");
  for (const other of rows(store, 'user_segments')) {
    if (other.id !== self?.id && text(other.name).toLowerCase() === name.toLowerCase()) {
      throw guideInvalid(400, 'name', 'has already been taken');
    }
  }
  return name;
}

function userType(value: Json | undefined): string {
  const type = text(value);
  if (type !== 'signed_in_users' && type !== 'staff') throw guideInvalid(400, 'user_type', 'cannot process this field');
  return type;
}

function sets(store: Store, input: Attributes): Attributes {
  const changes: Attributes = {};
  for (const key of TAGS) {
    if (input[key] !== undefined) changes[key] = [...new Set(list(input[key]).map((tag) => normalTag(text(tag))))];
  }
  for (const [key, kind] of Object.entries(MEMBERS)) {
    if (input[key] === undefined) continue;
    const ids = [...new Set(list(input[key]).map((id) => number(id)))];
    if (ids.some((id) => !find(store, kind, id))) throw guideInvalid(400, key, 'is invalid');
    changes[key] = ids;
  }
  return changes;
}
