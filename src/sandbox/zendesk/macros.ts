/** Macros: developer.zendesk.com/api-reference/ticketing/business-rules/macros/ */

import { isAdmin } from '../auth.ts';
import { blank, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, isObject, list, number, object, objects, text, textOrNull } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { reading, rowOf, rowsOf, showRoute, writeRoutes } from '../kinds.ts';
import type { Route } from '../router.ts';
import { ok } from '../router.ts';
import type { Store } from '../store.ts';
import { drop, find, insert, patch } from '../store.ts';
import { definition } from './definitions.ts';
import { plain, sanitise } from './html.ts';
import { associateAttachments, dropAttachments, macroAttachmentRoutes } from './macro-attachments.ts';
import { checkRestriction, isOwn, isPersonal, isShared, refuseForOthers } from './restrictions.ts';
import { checkActions } from './rule-checks.ts';
import { categoryOf, destroyMany, ofAgents, ruleLists, titleOf, updateMany } from './rule-lists.ts';
import { subjectsOf, wordsOf } from './scopes.ts';

const words = wordsOf('macro');

export const macros: Kind = {
  name: 'macros',
  one: 'macro',
  path: '/macros',
  scope: 'macros',
  paging: 'both',
  // "For admins, the API returns all macros for the account, including the personal macros of agents and other admins."
  visible: (row, context) => isOwn(row, context) || (isPersonal(row) ? isAdmin(context.actor) : isShared(row, context)),
  present: (row) => ({ ...row, actions: shownActions(row) }),
  create: createMacro,
  update: updateMacro,
  remove: removeMacro,
};

/** Replies to writes leave `ids` out, and their `id` is not always the same group. */
const written: Kind = {
  ...macros,
  present: (row) => {
    const { type, id, ids } = object(row.restriction);
    const restriction = type === 'Group' ? { type, id: list(ids).at(-1) ?? id ?? null } : (row.restriction ?? null);
    return { ...row, actions: shownActions(row), restriction };
  },
};

export const macroRoutes: readonly Route[] = [
  ...ruleLists(macros, { offset: 'alphabetical', cursor: 'alphabetical' }),
  {
    method: 'GET',
    path: '/macros/categories',
    ...reading(macros),
    handle: (call) => {
      const names = rowsOf(macros, call).flatMap((row) => categoryOf(row) ?? []);
      return ok({ categories: [...new Set(names)].sort() });
    },
  },
  {
    method: 'GET',
    path: '/macros/definitions',
    ...reading(macros),
    handle: ({ store }) =>
      ok({
        definitions: {
          actions: subjectsOf(store, 'macro', 'actions').map((subject) => definition(store, subject, false)),
        },
      }),
  },
  {
    method: 'GET',
    path: '/macros/actions',
    ...reading(macros),
    handle: ({ store }) => ok({ actions: legacyDefinitions(store) }),
  },
  updateMany(macros, (call, row, place) => {
    refuseForOthers(call, row.restriction ?? null);
    return patch(call.store, 'macros', row, place);
  }),
  destroyMany(macros, removeMacro),
  ...macroAttachmentRoutes((call, id) => rowOf(macros, call, id)),
  showRoute(macros),
  ...ofAgents(writeRoutes(written)),
];

function createMacro(context: Context, input: Attributes): Row {
  const { store } = context;
  const title = titleOf(store, input);
  const restriction = checkRestriction(store, input.restriction ?? null);
  refuseForOthers(context, restriction);
  const row = insert(store, 'macros', nextNumber(store), {
    ...title,
    active: flag(input.active, true),
    description: textOrNull(input.description),
    position: number(input.position, 9999),
    actions: sentActions(store, input.actions, undefined),
    restriction,
    default: false,
  });
  associateAttachments(store, row.id, input.attachments);
  return row;
}

function updateMacro(context: Context, row: Row, input: Attributes): Row {
  const { store } = context;
  refuseForOthers(context, row.restriction ?? null);
  const changes: Attributes = input.title === undefined && input.raw_title === undefined ? {} : titleOf(store, input);
  if (input.active !== undefined) changes.active = flag(input.active);
  if (input.description !== undefined) changes.description = textOrNull(input.description);
  if (input.position !== undefined) changes.position = number(input.position);
  if (input.actions !== undefined) changes.actions = sentActions(store, input.actions, row.actions);
  if (input.restriction !== undefined && !isLoneGroup(input.restriction)) {
    changes.restriction = checkRestriction(store, input.restriction);
    refuseForOthers(context, changes.restriction);
  }
  associateAttachments(store, row.id, input.attachments);
  return patch(store, 'macros', row, changes);
}

function removeMacro(context: Context, row: Row): void {
  refuseForOthers(context, row.restriction ?? null);
  dropAttachments(context.store, row.id);
  drop(context.store, 'macros', row.id);
}

/** An update with a group's `id` but without `ids` leaves the restriction as it was, in silence. */
function isLoneGroup(sent: Json): boolean {
  return isObject(sent) && sent.type === 'Group' && sent.ids === undefined;
}

function sentActions(store: Store, sent: Json | undefined, kept: Json | undefined): Attributes[] {
  const actions = checkActions(store, sent, kept, words);
  if (actions.length === 0) throw recordInvalid([blank('actions')]);
  const problems = actions.flatMap((action) => {
    const field = find(store, 'ticket_fields', /^custom_fields_(\d+)$/.exec(text(action.field))?.[1]);
    return field && !flag(field.active) ? [invalid('base', `Actions: field '${text(field.title)}' is inactive`)] : [];
  });
  if (problems.length > 0) throw recordInvalid(problems);
  const rich = actions.some((action) => action.field === 'comment_value_html');
  return actions
    .filter((action) => !(rich && action.field === 'comment_value'))
    .map((action) =>
      action.field === 'comment_value_html' ? { ...action, value: sanitise(text(action.value)) } : action,
    );
}

/** A rich comment is shown twice: as it is, and as plain text derived from it. */
function shownActions(row: Row): Json[] {
  return objects(row.actions).flatMap((action) =>
    action.field === 'comment_value_html'
      ? [action, { field: 'comment_value', value: plain(text(action.value)) }]
      : [action],
  );
}

/** The older form of the definitions: "-" is an empty value, tags are texts, and a follower is a `cc`. */
function legacyDefinitions(store: Store): Attributes[] {
  return subjectsOf(store, 'macro', 'actions').map((subject) => {
    const field = subject.subject === 'follower' ? 'cc' : subject.subject;
    const none = subject.nullable ? [{ value: '', title: '-', enabled: true }] : [];
    const choices = (subject.choices?.(store) ?? []).map((choice) => ({ ...choice, enabled: true }));
    return {
      title: subject.title,
      values: { type: subject.type === 'tags' ? 'text' : subject.type, list: [...none, ...choices] },
      value: field,
      operators: [{ value: 'is', title: 'Is' }],
      group: subject.group,
      title_for_field: subject.title,
      output_key: null,
      repeatable: ['set_tags', 'current_tags', 'follower'].includes(subject.subject),
      field,
    };
  });
}
