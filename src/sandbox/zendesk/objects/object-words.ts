/**
 * The words of a custom object's triggers: the object's own fields, who acts, and whom to tell.
 * support.zendesk.com/hc/en-us/articles/7313293784218 and the example of GET …/triggers/definitions
 */

import type { Row } from '../../json.ts';
import { text } from '../../json.ts';
import type { Store } from '../../store.ts';
import * as pick from '../choices.ts';
import type { Side } from '../definitions.ts';
import { objectSubjects } from '../lookups.ts';
import type { Words } from '../rule-checks.ts';
import type { Subject } from '../vocabulary.ts';
import { ACTIONS } from '../vocabulary.ts';

const NOTIFICATIONS = ['notification_group', 'notification_user', 'notification_webhook'];

export function objectWords(object: Row): Words {
  return (store, side, name) => triggerSubjects(store, object, side).find((subject) => subject.subject === name);
}

export function triggerSubjects(store: Store, object: Row, side: Side): readonly Subject[] {
  const fields = objectSubjects(store, text(object.key));
  return side === 'conditions'
    ? [updateType(object), CURRENT_USER, ...fields]
    : [...fields.map(actionOf), ...ACTIONS.filter(({ subject }) => NOTIFICATIONS.includes(subject)).map(recipients)];
}

function updateType(object: Row): Subject {
  return {
    subject: 'update_type',
    title: text(object.title),
    type: 'list',
    group: 'custom_object',
    operators: ['is'],
    choices: () => [
      { value: 'Create', title: 'Created' },
      { value: 'Change', title: 'Updated' },
    ],
  };
}

/** [general knowledge] That there is such a condition is documented; its name is the one that ticket triggers have. */
const CURRENT_USER: Subject = {
  subject: 'role',
  title: 'Current user',
  type: 'list',
  group: 'other',
  operators: ['is', 'is_not'],
  choices: (store) => [...pick.named(['agent']), ...pick.agents(store)],
  accepts: pick.isUserOr(['agent']),
};

/** A date is set by a day, or by a number of days from now; every value can be taken away. */
function actionOf({ operators, ...subject }: Subject): Subject {
  if (subject.type !== 'date') return { ...subject, nullable: true };
  const ways = [
    { value: 'specific_date', title: 'Set to a specific date' },
    { value: 'days_from_now', title: 'Set to a number of days from now' },
  ];
  return {
    ...subject,
    nullable: true,
    choices: () => ways,
    accepts: (_store, value) => ways.some((way) => way.value === value) || /^\d{4}-\d{2}-\d{2}$/.test(value),
  };
}

/** Nobody asked for a record, so nobody is its requester: people are named, or are those who act. */
function recipients(subject: Subject): Subject {
  if (subject.subject !== 'notification_user') return subject;
  const known = ['current_user', 'all_agents'];
  return {
    ...subject,
    choices: (store) => [...pick.named(known), ...pick.agents(store)],
    accepts: (store, value) =>
      pick.isUserOr(known)(store, value) || /^custom_object\.[\w-]+\.custom_fields\.\w+$/.test(value),
  };
}
