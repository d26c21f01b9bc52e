/** Why something came out as it did: the rule that set it, or the condition that kept a rule from firing. */
import type { Change, ConditionResult, Outcome, Step } from '../../simulate/model.ts';
import type { Check } from '../../spec/tests/model.ts';
import type { Stage } from './cast.ts';
import { moment, ruleName } from './judge.ts';

/** The simulator's names of what can be expected of a ticket. */
const PROPERTIES: Readonly<Record<string, string>> = {
  group: 'group_id',
  assignee: 'assignee_id',
  form: 'ticket_form_id',
  brand: 'brand_id',
  schedule: 'schedule_id',
};

/** One line for a check that failed; undefined where the steps do not tell. */
export function explain(check: Check, { steps }: Outcome, stage: Stage): string | undefined {
  switch (check.what) {
    case 'attribute':
      return setBy(PROPERTIES[check.attribute] ?? check.attribute, steps, stage);
    case 'field':
      return setBy(`custom_fields_${stage.compiled.ids.get(check.field) ?? ''}`, steps, stage);
    case 'tag':
      return setBy('tags', steps, stage, (change) => has(change.before, check.tag) !== has(change.after, check.tag));
    case 'fired':
      return whyFired(check.rule, check.not, steps, stage);
    case 'sla':
    case 'due':
    case 'breached':
    case 'view':
    case 'mail':
    case 'webhook':
      return undefined;
    default:
      return check satisfies never;
  }
}

function has(tags: string, tag: string): boolean {
  return tags.split(' ').includes(tag);
}

function setBy(
  property: string,
  steps: readonly Step[],
  stage: Stage,
  counts: (change: Change) => boolean = () => true,
): string | undefined {
  const changed = (changes: readonly Change[]) => changes.some((change) => change.field === property && counts(change));
  const last = steps.findLast((step) => changed(changesOf(step)));
  return last === undefined ? 'no rule changed it' : `by ${actorOf(last, stage)}, ${moment(last.at)}`;
}

/** Everything that a step changed. */
export function changesOf(step: Step): readonly Change[] {
  if (step.kind === 'sla_policy') return [];
  return step.kind === 'rule' ? step.actions.flatMap((action) => action.changes) : step.changes;
}

function actorOf(step: Step, stage: Stage): string {
  switch (step.kind) {
    case 'rule':
      return ruleName(step.rule, stage);
    case 'platform':
      return `the platform (${step.what})`;
    case 'update':
      return step.type === 'Create' ? 'the ticket as it came in' : `the update of ${whoIs(step.by, stage)}`;
    case 'sla_policy':
      return 'the SLA policy';
    default:
      return step satisfies never;
  }
}

/** A person as the tests call them. */
export function whoIs(id: string, stage: Stage): string {
  return id === 'system' ? 'the platform' : stage.nameOf('user', id);
}

function whyFired(rule: string, not: boolean, steps: readonly Step[], stage: Stage): string | undefined {
  const own = steps.flatMap((step) =>
    step.kind === 'rule' && stage.idOf(step.rule.kind, rule) === step.rule.id ? [step] : [],
  );
  if (not) {
    const firing = own.find((step) => step.fired);
    return firing === undefined ? undefined : `it fired at ${moment(firing.at)}`;
  }
  const last = own.findLast((step) => !step.fired);
  if (last?.decidedBy === undefined) return 'it was never tried';
  const times = own.length === 1 ? '' : `, the last of ${own.length} times`;
  return `${conditionWords(last.decidedBy, stage)}, ${moment(last.at)}${times}`;
}

/** "all 2: group is none, and it was tier1". */
export function conditionWords(
  { list, index, field, operator, wanted, actual, because }: ConditionResult,
  stage: Stage,
): string {
  const told = wanted === '' && !/^(changed|not_changed)$/.test(operator) ? 'none' : named(wanted, stage);
  const was = because ?? `it was ${actual === '' ? 'none' : named(actual, stage)}`;
  return (
    `${list} ${index + 1}: ${fieldName(field, stage)} ${operator.replaceAll('_', ' ')} ${told}`.trimEnd() +
    `, and ${was}`
  );
}

/** A native field name with the key of the field instead of its id. */
export function fieldName(field: string, stage: Stage): string {
  const id = /^custom_fields_(\d+)$/.exec(field)?.[1];
  const address = id === undefined ? undefined : stage.compiled.addressOf('ticket_field', id);
  return address ?? field.replace(/_id$/, '');
}

const REFERRED = ['group', 'user', 'ticket_form', 'brand', 'schedule', 'webhook', 'slack_channel'];

/** Ids of objects in a text as the spec calls them. */
export function named(text: string, stage: Stage): string {
  return text.replace(/\b[C]?\d{3,}\b/g, (id) => {
    const kind = REFERRED.find((own) => stage.compiled.addressOf(own, id) !== undefined || isPerson(own, id, stage));
    return kind === undefined ? id : stage.nameOf(kind, id);
  });
}

function isPerson(kind: string, id: string, stage: Stage): boolean {
  return kind === 'user' && stage.emailOf(id) !== undefined;
}
