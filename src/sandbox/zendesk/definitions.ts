/** The account's own rule vocabulary: fixed words, and one subject for each custom field. */

import type { Attributes, Json, Row } from '../json.ts';
import { flag, object, objects, text } from '../json.ts';
import type { Store } from '../store.ts';
import { byPosition, count, find, ordered } from '../store.ts';
import { notifiable } from './apps.ts';
import { YES_NO } from './choices.ts';
import { textActions } from './phone-numbers.ts';
import { sideConversations } from './side-conversations.ts';
import type { Choice, Subject } from './vocabulary.ts';
import * as words from './vocabulary.ts';
import { OPERATORS, PRESENCE, TERMINAL } from './vocabulary.ts';

const COMPARE = ['less_than', 'less_than_equal', 'greater_than', 'greater_than_equal'];
const DAYS = ['within_previous_n_days', 'within_next_n_days'];
const STRINGS = ['includes_words', 'not_includes_words', 'includes_string', 'not_includes_string'];
const CHANGES = ['changed', 'value', 'value_previous', 'not_changed', 'not_value', 'not_value_previous'];

export type Side = 'conditions' | 'actions';

function feature(store: Store, name: string): boolean {
  const { active_features, features } = object(find(store, 'settings', 'account'));
  return flag({ ...object(active_features), ...object(features) }[name]);
}

function fixed(store: Store, side: Side): readonly Subject[] {
  const scheduled = count(store, 'schedules') > 0;
  const customStatuses = feature(store, 'custom_statuses_enabled');
  const satisfaction = feature(store, 'customer_satisfaction');
  if (side === 'conditions') {
    return [
      ...words.CONDITIONS,
      ...(scheduled ? words.SCHEDULE_CONDITIONS : []),
      ...(customStatuses ? [words.STATUS_CONDITION] : []),
      ...(satisfaction ? [words.SATISFACTION_CONDITION] : []),
    ];
  }
  return [
    ...words.ACTIONS,
    ...(scheduled ? [words.SCHEDULE_ACTION] : []),
    ...(customStatuses ? [words.STATUS_ACTION] : []),
    ...(satisfaction ? [words.SATISFACTION_ACTION] : []),
    ...textActions(store),
    ...sideConversations(store),
    ...(notifiable(store).length > 0 ? [INTEGRATION_ACTION] : []),
  ];
}

/** `["slack", workspace, channel, title, text]`, where an installed app can be told: public code shows the form. */
const INTEGRATION_ACTION: Subject = {
  subject: 'notification_zis',
  title: 'Notify integration',
  type: 'integration',
  group: 'notifications',
  choices: (store) => notifiable(store).map((value) => ({ value, title: value })),
};

/** Looks one subject up without building the whole vocabulary. */
export function subjectOf(store: Store, side: Side, name: string): Subject | undefined {
  const ticketField = /^custom_fields_(\d+)$/.exec(name)?.[1];
  if (ticketField !== undefined) {
    const field = find(store, 'ticket_fields', ticketField);
    return field && !flag(field.system) ? ticketSubject(field, side) : undefined;
  }
  const [, owner, key] = /^(requester|organization)\.custom_fields\.(.+)$/.exec(name) ?? [];
  if (owner !== undefined && key !== undefined) {
    const kind = owner === 'requester' ? 'user_fields' : 'organization_fields';
    const field = ordered(store, kind, 'position', byPosition).find((row) => text(row.key).toLowerCase() === key);
    return field ? fieldSubject(field, owner, side) : undefined;
  }
  if (side === 'conditions' && name.startsWith('lookup:')) {
    return lookupSubjects(store).find((subject) => subject.subject === name);
  }
  return fixed(store, side).find((subject) => subject.subject === name);
}

/** Rules of tickets look through a lookup field at the fields of what it points to. */
function lookupSubjects(store: Store): readonly Subject[] {
  return ordered(store, 'ticket_fields', 'position', byPosition).flatMap((lookup) => {
    const target = /^zen:(user|organization|custom_object:(.+))$/.exec(text(lookup.relationship_target_type));
    if (!target) return [];
    const kind = target[2] === undefined ? `${target[1]}_fields` : 'custom_object_fields';
    return ordered(store, kind, 'position', byPosition)
      .filter((field) => target[2] === undefined || (field.object_key === target[2] && field.standard !== true))
      .map((field) => fieldSubject(field, `lookup:ticket.ticket_field_${lookup.id}`, 'conditions'));
  });
}

function options(field: Row, id: 'id' | 'value'): readonly Choice[] {
  return objects(field.custom_field_options).map((option) => ({ value: text(option[id]), title: text(option.name) }));
}

function isDate(_store: Store, value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) || /^\d+$/.test(value);
}

function isNumber(_store: Store, value: string): boolean {
  return value !== '' && Number.isFinite(Number(value));
}

/** Records have ULIDs, everything else that a lookup can point to has numbers. */
function isId(_store: Store, value: string): boolean {
  return /^\w+$/.test(value);
}

function ticketSubject(field: Row, side: Side): Subject | undefined {
  const base = {
    subject: `custom_fields_${field.id}`,
    title: text(field.title),
    group: 'ticket',
    type: 'list',
  } as const;
  const type = text(field.type);
  const choices = () => options(field, 'value');
  switch (type) {
    case 'tagger':
      return {
        ...base,
        nullable: true,
        choices,
        operators: ['is', 'is_not', 'includes', 'not_includes', ...PRESENCE, ...CHANGES],
      };
    case 'multiselect': {
      const kind = side === 'actions' ? 'multiselect_list' : 'list';
      return { ...base, type: kind, nullable: true, choices, operators: ['includes', 'not_includes', ...PRESENCE] };
    }
    case 'checkbox':
      return { ...base, choices: () => YES_NO, operators: ['is'] };
    case 'date':
      return {
        ...base,
        type: 'date',
        nullable: true,
        accepts: isDate,
        operators: ['is', ...COMPARE, ...DAYS, ...PRESENCE],
      };
    case 'integer':
    case 'decimal':
      return { ...base, type: 'text', nullable: true, accepts: isNumber, operators: ['is', ...COMPARE, ...PRESENCE] };
    case 'lookup':
      return {
        ...base,
        type: 'lookup',
        nullable: true,
        accepts: isId,
        operators: ['is', 'is_not', ...PRESENCE],
      };
    case 'text':
    case 'textarea':
    case 'regexp':
      return { ...base, type: side === 'actions' ? 'text' : 'list', nullable: true, operators: PRESENCE };
    case 'partialcreditcard':
      return side === 'actions' ? undefined : { ...base, nullable: true, operators: PRESENCE };
    default:
      return undefined;
  }
}

/** Fields of people, organizations and custom objects name their options by id, unlike ticket fields. */
export function fieldSubject(field: Row, owner: string, side: Side): Subject {
  const base = {
    subject: `${owner}.custom_fields.${text(field.key).toLowerCase()}`,
    title: text(field.title),
    group: owner,
    type: 'text',
    nullable: side === 'actions',
  };
  switch (text(field.type)) {
    case 'dropdown':
      return {
        ...base,
        type: 'list',
        nullable: true,
        choices: () => options(field, 'id'),
        operators: ['is', 'is_not', ...PRESENCE],
      };
    case 'checkbox':
      return { ...base, type: 'list', nullable: true, choices: () => YES_NO, operators: ['is'] };
    case 'date':
      return { ...base, type: 'date', accepts: isDate, operators: ['is', 'is_not', ...PRESENCE, ...COMPARE, ...DAYS] };
    case 'integer':
    case 'decimal':
    case 'currency':
      return { ...base, accepts: isNumber, operators: ['is', ...COMPARE, 'is_not', ...PRESENCE] };
    case 'multiselect':
      return {
        ...base,
        type: side === 'actions' ? 'multiselect_list' : 'list',
        nullable: true,
        choices: () => options(field, 'id'),
        operators: ['includes', 'not_includes', ...PRESENCE],
      };
    case 'lookup':
    case 'parent':
      return { ...base, type: 'lookup', nullable: true, accepts: isId, operators: ['is', 'is_not', ...PRESENCE] };
    default:
      return { ...base, operators: ['is', 'is_not', ...PRESENCE, ...STRINGS] };
  }
}

export function subjects(store: Store, side: Side): readonly Subject[] {
  const tickets = ordered(store, 'ticket_fields', 'position', byPosition)
    .filter((field) => flag(field.active) && !flag(field.system))
    .flatMap((field) => ticketSubject(field, side) ?? []);
  const people = (kind: string, owner: string) =>
    ordered(store, kind, 'position', byPosition).map((field) => fieldSubject(field, owner, side));
  return [
    ...fixed(store, side),
    ...tickets,
    ...people('user_fields', 'requester'),
    ...people('organization_fields', 'organization'),
    ...(side === 'conditions' ? lookupSubjects(store) : []),
  ];
}

/** developer.zendesk.com/api-reference/ticketing/business-rules/triggers/#list-trigger-action-and-condition-definitions */
export function definitions(store: Store): Attributes {
  const conditions = subjects(store, 'conditions').map((subject) => definition(store, subject, true));
  return {
    conditions_all: conditions,
    conditions_any: conditions,
    actions: subjects(store, 'actions').map((subject) => definition(store, subject, false)),
  };
}

export function definition(store: Store, subject: Subject, condition: boolean): Attributes {
  const choices = subject.choices?.(store);
  const nothing = subject.nullable && choices ? [{ value: '__NULL__', title: '-' }] : [];
  const operators: Json[] = (subject.operators ?? []).map((value) => ({
    value,
    title: OPERATORS[value] ?? value,
    terminal: TERMINAL.has(value),
  }));
  return {
    title: subject.title,
    subject: subject.subject,
    type: subject.type,
    group: subject.group,
    nullable: subject.nullable ?? false,
    repeatable: false,
    ...(condition ? { operators } : {}),
    ...(subject.metadata ? { metadata: subject.metadata(store) } : {}),
    ...(choices ? { values: [...nothing, ...choices].map((choice) => ({ ...choice, enabled: true })) } : {}),
  };
}
