/**
 * What the conditions of skills and queues may ask: how a ticket is, not how it changes. A recorded
 * /routing/attributes/definitions is the measure of the words.
 */

import type { Attributes } from '../json.ts';
import type { Store } from '../store.ts';
import { definition, subjectOf, subjects } from './definitions.ts';
import type { Words } from './rule-checks.ts';
import type { Subject } from './vocabulary.ts';
import { CHANGE, PRESENCE } from './vocabulary.ts';

const SKILLS =
  'number_of_incidents brand_id ticket_form_id type priority requester_id organization_id via_id current_via_id ' +
  'recipient subject_includes_word ticket_is_public comment_is_public comment_includes_word requester_role locale_id ' +
  'requester_time_zone';
/** [general knowledge] Queues look at where a ticket stands and at its tags too. */
const QUEUES = `${SKILLS} status group_id current_tags`;

const FIXED = { skills: new Set(SKILLS.split(' ')), queues: new Set(QUEUES.split(' ')) } as const;
type Scope = keyof typeof FIXED;

export function routingWords(scope: Scope): Words {
  return (store, side, name) => (side === 'conditions' ? wordOf(store, scope, name) : undefined);
}

function wordOf(store: Store, scope: Scope, name: string): Subject | undefined {
  const custom = /^(custom_fields_\d+|(requester|organization)\.custom_fields\..+)$/.test(name);
  if (!custom && !FIXED[scope].has(name)) return undefined;
  const subject = subjectOf(store, 'conditions', name);
  if (!subject) return undefined;
  const operators = (subject.operators ?? []).filter(
    (operator) => !CHANGE.includes(operator) && !PRESENCE.includes(operator),
  );
  // As recorded: a ticket may have nobody who asks, which triggers cannot look for.
  const nullable = subject.nullable === true || name === 'requester_id';
  return operators.length === 0 ? undefined : { ...subject, operators, nullable };
}

export function routingDefinitions(store: Store, scope: Scope): Attributes {
  const conditions = subjects(store, 'conditions')
    .flatMap(({ subject }) => wordOf(store, scope, subject) ?? [])
    .map((subject) => definition(store, subject, true));
  return { conditions_all: conditions, conditions_any: conditions };
}
