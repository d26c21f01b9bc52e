/**
 * What a lookup field points to, and the filter over what may be chosen.
 * developer.zendesk.com/api-reference/ticketing/lookup_relationships/lookup_relationships/
 */

import type { Problem } from '../errors.ts';
import { blank, invalid, notFound, recordInvalid } from '../errors.ts';
import type { Attributes, Json } from '../json.ts';
import { isObject, text } from '../json.ts';
import type { Route } from '../router.ts';
import { ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byPosition, find, ordered } from '../store.ts';
import * as pick from './choices.ts';
import { definition, fieldSubject, subjectOf, subjects } from './definitions.ts';
import { checkConditions } from './rule-checks.ts';
import type { Subject } from './vocabulary.ts';
import { CHANGE } from './vocabulary.ts';

const TARGET = /^zen:(user|organization|ticket|custom_object:([\w-]+))$/;

/** "The only valid operators for dynamic filters are `matches` and `not_matches`", and this is what they compare with. */
const MATCH = ['matches', 'not_matches'];
const DYNAMIC =
  /^(ticket_fields_\d+|(user|organization)\.custom_fields\.\w+|custom_object\.[\w-]+\.custom_fields\.\w+|current_user|requester_id|assignee_id|organization|ticket_brand_id)$/;

export function targetProblems(store: Store, sent: Json | undefined, others: readonly string[] = []): Problem[] {
  const target = text(sent);
  if (target === '') return [blank('relationship_target_type')];
  const [whole, , key] = TARGET.exec(target) ?? [];
  if (others.includes(target) || (whole && (key === undefined || find(store, 'custom_objects', key)))) return [];
  return [invalid('relationship_target_type', `Relationship target type: ${target} cannot be one`)];
}

/** "A condition that defines a subset of records as the options"; none is an empty one. */
export function keepFilter(store: Store, target: string, sent: Json | undefined): Attributes {
  if (sent === undefined || sent === null) return { all: [], any: [] };
  if (!isObject(sent)) throw recordInvalid([invalid('relationship_filter', 'Relationship filter: is not one')]);
  return checkConditions(store, sent, undefined, (_store, _side, name) => {
    const subject = filterSubjects(store, target, name).find((known) => known.subject === name);
    return subject && { ...subject, accepts: (at, value) => DYNAMIC.test(value) || isValueOf(at, subject, value) };
  });
}

function isValueOf(store: Store, { accepts, choices }: Subject, value: string): boolean {
  if (accepts) return accepts(store, value);
  return choices ? choices(store).some((choice) => choice.value === value) : true;
}

/** The subjects of a filter over one kind of target; a name spares building all of those of tickets. */
function filterSubjects(store: Store, target: string, name?: string): readonly Subject[] {
  const key = TARGET.exec(target)?.[2];
  const own = (): readonly Subject[] => {
    if (target === 'zen:ticket') {
      const one = name === undefined ? undefined : subjectOf(store, 'conditions', name);
      return name === undefined ? subjects(store, 'conditions') : one ? [one] : [];
    }
    if (target === 'zen:user') return [ROLE, ORGANIZATION, TAGS, ...fieldsOf(store, 'user_fields', 'user')];
    if (target === 'zen:organization') return [TAGS, ...fieldsOf(store, 'organization_fields', 'organization')];
    return key === undefined ? [] : objectSubjects(store, key);
  };
  return own().map((subject) => ({
    ...subject,
    operators: [...(subject.operators ?? []).filter((operator) => !CHANGE.includes(operator)), ...MATCH],
  }));
}

/** [general knowledge] Beside their own fields, people are chosen by role, organization and tags. */
const ROLE: Subject = {
  subject: 'role',
  title: 'Role',
  type: 'list',
  group: 'user',
  operators: ['is', 'is_not'],
  choices: () => pick.named(['End user', 'Agent', 'Admin']),
};
const ORGANIZATION: Subject = {
  subject: 'organization_id',
  title: 'Organization',
  type: 'list',
  group: 'user',
  nullable: true,
  operators: ['is', 'is_not'],
  choices: pick.organizations,
};
const TAGS: Subject = {
  subject: 'current_tags',
  title: 'Tags',
  type: 'tags',
  group: 'user',
  operators: ['includes', 'not_includes'],
};

function fieldsOf(store: Store, kind: string, owner: string): readonly Subject[] {
  return ordered(store, kind, 'position', byPosition).map((field) => fieldSubject(field, owner, 'conditions'));
}

/** The fields of a custom object as conditions name them, in filters and in the object's own triggers. */
export function objectSubjects(store: Store, key: string): readonly Subject[] {
  return ordered(store, 'custom_object_fields', 'position', byPosition)
    .filter((field) => field.object_key === key && field.standard !== true)
    .map((field) => ({
      ...fieldSubject(field, `custom_object.${key}`, 'conditions'),
      group: 'custom_object',
    }));
}

export const lookupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/relationships/definitions/:target',
    scope: 'tickets',
    access: 'agent',
    handle: (call) => {
      const target = param(call, 'target');
      if (targetProblems(call.store, target).length > 0) throw notFound();
      const conditions = filterSubjects(call.store, target).map((subject) => definition(call.store, subject, true));
      return ok({ definitions: { conditions_all: conditions, conditions_any: conditions } });
    },
  },
];
