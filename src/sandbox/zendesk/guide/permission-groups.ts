/** Management permissions of articles: developer.zendesk.com/api-reference/help_center/help-center-api/permission_groups/ */

import { guideInvalid } from '../../errors.ts';
import { has } from '../../features.ts';
import { nextNumber } from '../../ids.ts';
import type { Attributes, Json, Row } from '../../json.ts';
import { flag, list, number, text } from '../../json.ts';
import type { Context, Kind } from '../../kinds.ts';
import { readRoutes, writeRoutes } from '../../kinds.ts';
import type { Route } from '../../router.ts';
import { drop, filter, find, insert, patch } from '../../store.ts';

export const permissionGroups: Kind = {
  name: 'permission_groups',
  one: 'permission_group',
  path: '/guide/permission_groups',
  scope: 'hc',
  paging: 'offset',
  withoutUrl: true,
  create: createGroup,
  update: updateGroup,
  remove: removeGroup,
};

/** "Guide Lite does not allow creating or updating permission groups." */
export const permissionGroupRoutes: readonly Route[] = [
  ...readRoutes(permissionGroups),
  ...writeRoutes(permissionGroups).map((route) => ({ ...route, feature: 'permission_groups' as const })),
];

function createGroup(context: Context, input: Attributes): Row {
  return insert(context.store, 'permission_groups', nextNumber(context.store), {
    name: nameOf(input.name),
    built_in: false,
    edit: [],
    publish: [],
    ...privileges(context, input),
  });
}

function updateGroup(context: Context, row: Row, input: Attributes): Row {
  refuseBuiltIn(row);
  return patch(context.store, 'permission_groups', row, {
    ...(input.name === undefined ? {} : { name: nameOf(input.name) }),
    ...privileges(context, input),
  });
}

/** [general knowledge] That a group which articles have stays is known; the wording is ours. */
function removeGroup({ store }: Context, row: Row): void {
  refuseBuiltIn(row);
  const articles = filter(store, 'articles', (article) => article.permission_group_id === row.id);
  if (articles.length > 0) throw guideInvalid(422, 'base', `is used by ${articles.length} articles`);
  drop(store, 'permission_groups', row.id);
}

/** "Built-in permission groups cannot be modified." */
function refuseBuiltIn(row: Row): void {
  if (flag(row.built_in)) throw guideInvalid(400, 'base', 'is built in and cannot be modified');
}

/** [general knowledge] The page calls the name optional; one that is sent empty is refused. */
function nameOf(value: Json | undefined): string {
  const name = text(value).trim();
  if (name === '') throw guideInvalid(400, 'name', "can't be blank");
  return name;
}

/** "Guide Enterprise supports the edit and publish privileges. Guide Professional supports the publish privilege." */
function privileges({ store, profile }: Context, input: Attributes): Attributes {
  const changes: Attributes = {};
  for (const privilege of ['edit', 'publish']) {
    if (input[privilege] === undefined) continue;
    const ids = [...new Set(list(input[privilege]).map((id) => number(id)))];
    if (privilege === 'edit' && ids.length > 0 && !has(profile, 'edit_privilege')) {
      throw guideInvalid(400, 'edit', 'cannot process this field');
    }
    if (ids.some((id) => !find(store, 'user_segments', id))) throw guideInvalid(400, privilege, 'is invalid');
    changes[privilege] = ids;
  }
  return changes;
}
