/** Custom objects: developer.zendesk.com/api-reference/custom-data/custom-objects/custom_objects/ */

import type { Problem } from '../../errors.ts';
import { blank, duplicate, invalid, recordInvalid } from '../../errors.ts';
import type { Profile } from '../../features.ts';
import type { Attributes, Json, Row } from '../../json.ts';
import { flag, text } from '../../json.ts';
import type { Context, Kind } from '../../kinds.ts';
import { readRoutes, writeRoutes } from '../../kinds.ts';
import type { Call, Route } from '../../router.ts';
import { ok } from '../../router.ts';
import type { Store } from '../../store.ts';
import { count, drop, filter, find, insert, patch } from '../../store.ts';
import { rendered } from '../placeholders.ts';
import { plantStandardFields } from './object-fields.ts';

/** developer.zendesk.com/api-reference/custom-data/introduction/#custom-object-limitations */
const MAX_OBJECTS: Readonly<Record<Profile, number>> = { team: 3, trial: 30, enterprise: 50 };
const MAX_RECORDS = 50_000_000;

/** Each of these is written plain and shown twice: as it was written, and with its dynamic content filled in. */
const TEXTS = ['title', 'title_pluralized', 'description'] as const;
const FLAGS = ['include_in_list_view', 'allows_attachments', 'allows_photos'] as const;

/** What lives and dies with an object, each naming it by its key. */
const PARTS = ['custom_object_fields', 'custom_object_records', 'object_triggers', 'permission_policies'];

export const customObjects: Kind = {
  name: 'custom_objects',
  one: 'custom_object',
  path: '/custom_objects',
  scope: 'custom_objects',
  paging: 'none',
  // The key is the address; there is no other id.
  present: ({ id, ...row }) => row,
  create: createObject,
  update: updateObject,
  remove: removeObject,
};

export const customObjectRoutes: readonly Route[] = [
  ...readRoutes(customObjects),
  ...writeRoutes(customObjects, 'PATCH'),
  {
    method: 'GET',
    path: '/custom_objects/limits/object_limit',
    scope: 'custom_objects',
    access: 'admin',
    handle: ({ store, profile }: Call) => ok({ count: count(store, 'custom_objects'), limit: MAX_OBJECTS[profile] }),
  },
  {
    method: 'GET',
    path: '/custom_objects/limits/record_limit',
    scope: 'custom_objects',
    access: 'agent',
    handle: ({ store }: Call) => ok({ count: count(store, 'custom_object_records'), limit: MAX_RECORDS }),
  },
];

/** [general knowledge] The envelope and the wording of the refusals are those of the account's other records. */
function createObject(context: Context, input: Attributes): Row {
  const { store, profile, actor } = context;
  const key = text(input.key).trim();
  const problems: Problem[] = keyProblems(store, key);
  for (const name of ['title', 'title_pluralized']) if (text(input[name]).trim() === '') problems.push(blank(name));
  if (count(store, 'custom_objects') >= MAX_OBJECTS[profile]) {
    problems.push(invalid('base', `At most ${MAX_OBJECTS[profile]} custom objects are possible on this plan`));
  }
  if (problems.length > 0) throw recordInvalid(problems);
  const author = text(actor.user?.id ?? -1);
  const row = insert(store, 'custom_objects', key, {
    key,
    ...wordings(store, { description: '', ...input }),
    include_in_list_view: flag(input.include_in_list_view, true),
    allows_attachments: flag(input.allows_attachments),
    allows_photos: flag(input.allows_photos),
    created_by_user_id: author,
    updated_by_user_id: author,
  });
  plantStandardFields(store, key);
  return row;
}

function keyProblems(store: Store, key: string): Problem[] {
  if (key === '') return [blank('key')];
  if (!/^[A-Za-z0-9_-]+$/.test(key)) return [invalid('key', 'Key: is invalid')];
  return find(store, 'custom_objects', key) ? [duplicate('key', 'Key: has already been taken')] : [];
}

/** "The `key` property cannot be updated": one that is sent is ignored. */
function updateObject({ store, actor }: Context, row: Row, input: Attributes): Row {
  for (const name of ['title', 'title_pluralized']) {
    if (input[name] !== undefined && text(input[name]).trim() === '') throw recordInvalid([blank(name)]);
  }
  const flags = FLAGS.flatMap((name): [string, Json][] =>
    input[name] === undefined ? [] : [[name, flag(input[name])]],
  );
  const updated = patch(store, 'custom_objects', row, { ...wordings(store, input), ...Object.fromEntries(flags) });
  return updated === row
    ? row
    : patch(store, 'custom_objects', updated, { updated_by_user_id: text(actor.user?.id ?? -1) });
}

function wordings(store: Store, input: Attributes): Attributes {
  const changes: Attributes = {};
  for (const name of TEXTS) {
    const sent = input[`raw_${name}`] ?? input[name];
    if (sent === undefined) continue;
    const raw = text(sent).trim();
    Object.assign(changes, { [name]: rendered(store, raw), [`raw_${name}`]: raw });
  }
  return changes;
}

/** "Permanently deletes the custom object", and its records with it; a lookup field that points to it has to go first. */
function removeObject({ store }: Context, row: Row): void {
  const target = `zen:custom_object:${text(row.key)}`;
  for (const kind of ['ticket_fields', 'user_fields', 'organization_fields', 'custom_object_fields']) {
    const [field] = filter(
      store,
      kind,
      (other) => other.relationship_target_type === target && other.object_key !== row.key,
    );
    // [general knowledge] That it is refused, and the wording.
    if (field) throw recordInvalid([invalid('base', `The lookup field ${text(field.title)} points to this object`)]);
  }
  for (const kind of PARTS) {
    for (const part of filter(store, kind, (other) => other.object_key === row.key)) drop(store, kind, part.id);
  }
  drop(store, 'custom_objects', row.id);
}
