/**
 * The words that automations, views and macros know: those of triggers without the ones about an update, and some of
 * their own. developer.zendesk.com/documentation/ticketing/reference-guides/conditions-reference/ and …/actions-reference/
 */

import type { Store } from '../store.ts';
import { count } from '../store.ts';
import * as pick from './choices.ts';
import type { Side } from './definitions.ts';
import { subjectOf, subjects } from './definitions.ts';
import type { Words } from './rule-checks.ts';
import { sideConversations } from './side-conversations.ts';
import type { Subject } from './vocabulary.ts';
import { CHANGE, words } from './vocabulary.ts';

type Scope = 'automation' | 'view' | 'macro';

/** Hours since, or until; `due_at` is what accounts really use where the reference says `due_date`. */
export const TIMES: ReadonlySet<string> = new Set([
  'NEW',
  'OPEN',
  'PENDING',
  'HOLD',
  'SOLVED',
  'CLOSED',
  'assigned_at',
  'updated_at',
  'requester_updated_at',
  'assignee_updated_at',
  'due_at',
  'due_date',
  'until_due_date',
  'sla_next_breach_at',
  'until_sla_next_breach_at',
]);

const BOTH =
  'status custom_status_id type priority group_id assignee_id requester_id organization_id brand_id ticket_form_id ' +
  'current_tags via_id recipient schedule_id satisfaction_score locale_id';
const CONDITIONS: Readonly<Record<Scope, ReadonlySet<string>>> = {
  automation: new Set([...BOTH.split(' '), 'ticket_is_public']),
  view: new Set(BOTH.split(' ')),
  macro: new Set(),
};
const MACRO_ACTIONS = new Set(
  (
    'status custom_status_id brand_id ticket_form_id priority type group_id assignee_id set_tags current_tags ' +
    'remove_tags follower'
  ).split(' '),
);
const CURRENT_GROUPS = { value: 'current_groups', title: "(current user's groups)" };

/** The words of one scope, for the checks of rules. */
export function wordsOf(scope: Scope): Words {
  return (store, side, name) =>
    side === 'conditions' ? conditionOf(store, scope, name) : actionOf(store, scope, name);
}

/** Every subject of a scope, for the definitions that accounts give of themselves. */
export function subjectsOf(store: Store, scope: Scope, side: Side): readonly Subject[] {
  const own = side === 'conditions' ? [...TIMES, 'description_includes_word'] : Object.keys(MACRO_ONLY);
  const names = new Set([...subjects(store, side).map((subject) => subject.subject), ...own]);
  return [...names].flatMap((name) => wordsOf(scope)(store, side, name) ?? []);
}

function conditionOf(store: Store, scope: Scope, name: string): Subject | undefined {
  if (TIMES.has(name)) return timeOf(store, name);
  if (name === 'description_includes_word') return words(name, 'Description');
  const person = /^(requester|organization)\.custom_fields\./.test(name) || name.startsWith('lookup:');
  const custom = /^custom_fields_\d+$/.test(name) || (person && scope === 'automation');
  if (!custom && !CONDITIONS[scope].has(name)) return undefined;
  const subject = subjectOf(store, 'conditions', name);
  if (!subject) return undefined;
  const operators = (subject.operators ?? []).filter((operator) => !CHANGE.includes(operator));
  if (scope === 'view' && name === 'group_id') return { ...withCurrentGroups(subject), operators };
  if (scope === 'view' && name === 'custom_status_id') return { ...subject, operators: ['is', 'is_not'] };
  // Triggers compare with a full address, automations and views with the name of the account or address.
  if (name === 'recipient') return { ...subject, operators, accepts: () => true };
  return { ...subject, operators };
}

/** [general knowledge] Business hours can be counted only where the account has some. */
function timeOf(store: Store, name: string): Subject {
  const operators = ['is', 'less_than', 'greater_than'];
  const business = count(store, 'schedules') > 0 ? operators.map((operator) => `${operator}_business_hours`) : [];
  return {
    subject: name,
    title: `Hours ${name.startsWith('until_') ? 'until' : 'since'} ${name.replace(/^until_/, '').replace(/_/g, ' ')}`,
    type: 'text',
    group: 'ticket',
    operators: [...operators, ...business],
    // "1.5 is read as 1": fractions are no error.
    accepts: (_store, value) => /^\d+(\.\d+)?$/.test(value),
  };
}

function actionOf(store: Store, scope: Scope, name: string): Subject | undefined {
  const foreign = name === 'set_schedule' || name.startsWith('side_conversation');
  if (scope !== 'macro') return foreign ? undefined : subjectOf(store, 'actions', name);
  const own = MACRO_ONLY[name] ?? sideConversations(store).find((word) => word.subject === name);
  if (own) return own;
  if (!MACRO_ACTIONS.has(name) && !/^custom_fields_\d+$/.test(name)) return undefined;
  const subject = subjectOf(store, 'actions', name);
  if (!subject) return undefined;
  if (name === 'group_id') return withCurrentGroups(subject);
  if (name !== 'status') return subject;
  return { ...subject, choices: (at) => pick.settableStatuses(at).filter((choice) => choice.value !== 'closed') };
}

function withCurrentGroups(subject: Subject): Subject {
  return {
    ...subject,
    choices: (store) => [CURRENT_GROUPS, ...pick.groups(store)],
    accepts: (store, value) => value === CURRENT_GROUPS.value || pick.isGroup(store, value),
  };
}

const ticket = { group: 'ticket' } as const;
const MACRO_ONLY: Readonly<Record<string, Subject>> = {
  subject: { ...ticket, subject: 'subject', title: 'Set subject', type: 'text' },
  comment_value: {
    ...ticket,
    subject: 'comment_value',
    title: 'Comment/description',
    type: 'list_with_textarea',
    choices: () => [
      { value: 'channel:all', title: 'Channel: All' },
      { value: 'channel:web', title: 'Channel: Web' },
    ],
  },
  comment_value_html: { ...ticket, subject: 'comment_value_html', title: 'Comment/description', type: 'textarea' },
  comment_mode_is_public: {
    ...ticket,
    subject: 'comment_mode_is_public',
    title: 'Comment mode',
    type: 'list',
    choices: () => [
      { value: 'true', title: 'Public' },
      { value: 'false', title: 'Private' },
    ],
  },
};
