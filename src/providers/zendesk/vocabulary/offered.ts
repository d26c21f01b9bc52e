/** What an account says that its rules can say: its definitions, one reply for each place that has conditions or actions. */
import { listOf } from '../../../core/attributes/references.ts';
import { canonicalScalar, isRecord } from '../../../core/attributes/scalars.ts';
import { type Attributes, isPlainStruct, type Value } from '../../../core/value.ts';

/** Kinds of rules → the lookup kind that is their account's definitions. Automations have none of their own: their actions are those of triggers. */
export const DEFINITIONS: Readonly<Record<string, string>> = {
  trigger: 'rule_vocabulary',
  automation: 'rule_vocabulary',
  view: 'view_vocabulary',
  macro: 'macro_vocabulary',
  sla: 'sla_vocabulary',
  queue: 'queue_vocabulary',
  routing_attribute: 'skill_vocabulary',
};

/**
 * Words that every account understands, whatever its plan; rules of no other words are not worth a request. Fields that
 * are objects are judged by what was read of them.
 */
const PLAIN: ReadonlySet<string> = new Set([
  ...['status', 'type', 'priority', 'group', 'assignee', 'requester', 'organization', 'brand', 'tags', 'channel'],
  ...['update_type', 'subject', 'comment_text', 'description', 'comment', 'privacy', 'current_user', 'requester_role'],
  ...['add_tags', 'remove_tags', 'set_tags', 'notify_user', 'notify_group', 'notify_webhook', 'comment_mode'],
  ...['comment_html', 'hours_since_pending', 'hours_since_solved', 'hours_since_open', 'hours_since_update'],
]);

/** On-hold is a status that accounts switch on. */
const RARE: ReadonlySet<unknown> = new Set(['hold']);

/** The kinds to read before such a rule is written. */
export function judgedBy(kind: string): (target: Attributes | undefined) => readonly string[] {
  const vocabulary = DEFINITIONS[kind];
  return ({ when, then, values } = {}) => {
    // Each skill of a type has conditions of its own.
    const asked = [when, ...listOf(values).map((skill) => (isPlainStruct(skill) ? skill.when : undefined))];
    const conditions = asked.flatMap((own) => (isPlainStruct(own) ? [...listOf(own.all), ...listOf(own.any)] : []));
    const worth = [...conditions, ...listOf(then)].some((item) => isPlainStruct(item) && !isPlain(item));
    return vocabulary !== undefined && worth ? [vocabulary] : [];
  };
}

function isPlain({ raw, action, field, operator, value }: Readonly<Record<string, Value>>): boolean {
  if (raw !== undefined || RARE.has(value)) return false;
  if (operator === undefined && action !== 'set') return PLAIN.has(String(action));
  return typeof field !== 'string' || PLAIN.has(field);
}

/** What may be said about one subject; undefined where the account does not limit it. */
export interface Subject {
  readonly operators?: ReadonlySet<string>;
  readonly values?: ReadonlySet<string>;
}

export interface Offered {
  readonly conditions: ReadonlyMap<string, Subject>;
  readonly actions: ReadonlyMap<string, Subject>;
}

/** An object of one of the kinds of `DEFINITIONS`, read. Lists of SLA policies have a shape of their own. */
export function offeredBy(definitions: unknown): Offered {
  const lists = isRecord(definitions) ? definitions : {};
  return {
    conditions: subjectsIn([lists.conditions_all, lists.conditions_any, lists.all, lists.any]),
    actions: subjectsIn([lists.actions]),
  };
}

function subjectsIn(lists: readonly unknown[]): ReadonlyMap<string, Subject> {
  const found = new Map<string, Subject>();
  for (const item of lists.flatMap((list) => (Array.isArray(list) ? list : [])).filter(isRecord)) {
    const operators = valuesOf(item.operators);
    const values = valuesOf(isRecord(item.values) ? item.values.list : item.values);
    found.set(canonicalScalar(item.subject ?? item.value), {
      ...(operators.size === 0 ? {} : { operators }),
      ...(values.size === 0 ? {} : { values }),
    });
  }
  return found;
}

/** What is switched off stands among the values too. */
function valuesOf(list: unknown): ReadonlySet<string> {
  const items = Array.isArray(list) ? list.filter(isRecord).filter(({ enabled }) => enabled !== false) : [];
  return new Set(items.map(({ value }) => (value === '__NULL__' ? '' : canonicalScalar(value))));
}
