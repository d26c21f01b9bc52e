/** The account as judge: what its own definitions say that rules can say, held against the rules that a plan would write. */
import { nearest } from '../core/attributes/problems.ts';
import { canonicalScalar } from '../core/attributes/scalars.ts';
import type { Resource } from '../core/resource.ts';
import { type Attributes, isList, type Value } from '../core/value.ts';
import { ACTIONS, SETTABLE } from '../providers/zendesk/vocabulary/action-table.ts';
import { CONDITIONS, FIELD_FAMILIES } from '../providers/zendesk/vocabulary/condition-table.ts';
import { DEFINITIONS, type Offered, offeredBy, type Subject } from '../providers/zendesk/vocabulary/offered.ts';
import { SWITCHED } from '../providers/zendesk/vocabulary/switched.ts';
import { type CheckContext, check, liveOf, membersIn, resourcesOf } from './check.ts';
import { actionsOf, conditionsOf } from './rule.ts';

/** One condition or action of a rule that the plan would write, with what the account says about its subject. */
interface Use {
  readonly resource: Resource;
  /** `when` and `then`, or the skill that asks. */
  readonly path: string;
  /** The word of the spec; the platform's own for what has none. */
  readonly word: string;
  /** The operator as the spec has it and as the platform has it; absent for actions. */
  readonly operator?: readonly [word: string, native: string];
  readonly value: Value;
  /** Undefined: the account does not have it. */
  readonly offered: Subject | undefined;
}

/** Names under which definitions have what rules are written with. */
const ALIASES: Readonly<Record<string, string>> = { cc: 'follower', follower: 'cc' };

function* usesOf(cx: CheckContext): Iterable<Use> {
  for (const [kind, vocabulary] of Object.entries(DEFINITIONS)) {
    const [definitions] = liveOf(cx, vocabulary);
    if (definitions === undefined) continue;
    const offered = offeredBy(definitions.native.definitions);
    for (const resource of resourcesOf(cx, kind)) {
      if (cx.writes?.(resource.address) === false) continue;
      // Of automations the definitions tell what they do; when they do it has words of its own.
      const isJudged = (word: string) => kind !== 'automation' || Object.hasOwn(SWITCHED, word);
      yield* conditionUses({ resource, scope: kind, path: 'when', asks: resource.attributes }, offered, isJudged);
      for (const { key, when = null } of kind === 'routing_attribute' ? membersIn(resource.attributes.values) : [])
        yield* conditionUses({ resource, scope: 'skill', path: `values.${key}`, asks: { when } }, offered, isJudged);
      yield* actionUses(resource, offered);
    }
  }
}

/** Where conditions stand, and whose words they are written in. */
interface Place extends Pick<Use, 'resource' | 'path'> {
  readonly scope: string;
  readonly asks: Attributes;
}

function* conditionUses(
  { resource, path, scope, asks }: Place,
  { conditions }: Offered,
  isJudged: (word: string) => boolean,
): Iterable<Use> {
  const { all, any } = conditionsOf(asks);
  for (const { raw, field = '', operator = '', value = '' } of [...all, ...any]) {
    if (raw !== undefined) {
      yield* rawUse(resource, path, raw, conditions);
      continue;
    }
    const entry = CONDITIONS.find(({ word, scopes }) => word === field && scopes.some((own) => own === scope));
    if (entry === undefined || !isJudged(entry.word)) continue;
    const word = canonicalScalar(operator);
    const native = entry.operators[word] ?? word;
    const offered = conditions.get(entry.native);
    yield { resource, path, word: entry.word, operator: [word, native], value, offered };
  }
}

function* actionUses(resource: Resource, { actions }: Offered): Iterable<Use> {
  for (const { raw, action = '', field = '', value = '' } of actionsOf(resource.attributes)) {
    if (raw !== undefined) {
      yield* rawUse(resource, 'then', raw, actions);
      continue;
    }
    const entry = [...(action === 'set' ? SETTABLE : ACTIONS)].find(
      ({ word }) => word === (action === 'set' ? field : action),
    );
    if (entry === undefined) continue;
    const offered = actions.get(entry.native) ?? actions.get(ALIASES[entry.native] ?? '');
    yield { resource, path: 'then', word: entry.word, value, offered };
  }
}

/** What is written raw has no word, and may name a field that only this plan makes. */
function* rawUse(
  resource: Resource,
  path: Use['path'],
  raw: Value,
  known: ReadonlyMap<string, Subject>,
): Iterable<Use> {
  const { field, value = '' } = typeof raw === 'object' && raw !== null && !isList(raw) ? raw : {};
  if (typeof field !== 'string' || OWN.some((prefix) => field.startsWith(prefix))) return;
  yield { resource, path, word: field, value, offered: known.get(field) };
}

/** Fields of the account are judged by what was read of them. */
const OWN: readonly string[] = [...new Set(FIELD_FAMILIES.map(({ native }) => native)), 'lookup:'];

const switchedOff = check(
  {
    id: 'RULE_FEATURE_OFF',
    stage: 'account',
    severity: 'error',
    beyond: 'resource',
    title: 'Rules say what the account has',
    why: 'Zendesk refuses conditions and actions of a feature that the plan lacks or that is switched off.',
  },
  function* (cx) {
    // A rule that asks for it twice needs it once.
    const told = new Set<string>();
    for (const { resource, path, word, offered } of usesOf(cx)) {
      const needed = Object.hasOwn(SWITCHED, word) ? SWITCHED[word] : undefined;
      if (offered !== undefined || needed === undefined || told.has(`${resource.address} ${word}`)) continue;
      if (needed.by !== undefined && resourcesOf(cx, needed.by).length > 0 && cx.lacks?.(needed.by) !== true) continue;
      told.add(`${resource.address} ${word}`);
      const part = needed.plans === undefined ? '' : ` They come with ${needed.plans}.`;
      yield {
        resource,
        path,
        summary: `\`${word}\` is not to be had in this account: ${needed.feature} ${needed.are} off`,
        detail: `Zendesk would refuse the rule.${needed.are === 'is' ? part.replace('They come', 'It comes') : part}`,
        hint: 'Switch it on in the Admin Center first, if the plan has it, or take it out of the rule',
      };
    }
  },
);

const unknownWord = check(
  {
    id: 'RULE_WORD_NOT_OFFERED',
    stage: 'account',
    severity: 'warning',
    title: 'Rules say what the account lists',
    why: 'An account lists what its rules can say; what is not listed is refused, or never comes true.',
  },
  function* (cx) {
    for (const { resource, path, word, offered } of usesOf(cx)) {
      if (offered !== undefined || Object.hasOwn(SWITCHED, word)) continue;
      yield {
        resource,
        path,
        summary: `\`${word}\` is not among what rules can say in this account`,
        detail: 'Zendesk may refuse the rule.',
      };
    }
  },
);

const unknownOperator = check(
  {
    id: 'RULE_OPERATOR_NOT_OFFERED',
    stage: 'account',
    severity: 'error',
    title: 'Conditions compare as the account does',
    why: 'Zendesk refuses a comparison that the account does not list for the field.',
  },
  function* (cx) {
    for (const { resource, path, word, operator, offered } of usesOf(cx)) {
      if (operator === undefined || offered?.operators === undefined || offered.operators.has(operator[1])) continue;
      yield {
        resource,
        path,
        summary: `\`${word}\` cannot be asked with \`${operator[0]}\` in this account`,
        detail: `Zendesk would refuse the rule; it knows ${[...offered.operators].join(', ')} there.`,
      };
    }
  },
);

/** Words whose values are a closed list; ids of objects are looked up, texts are free, and ratings differ from place to place. */
const CLOSED: ReadonlySet<string> = new Set([
  ...['status', 'type', 'priority', 'channel', 'update_channel', 'update_type', 'comment', 'privacy'],
  ...['requester_role', 'requester_time_zone'],
]);

const unknownValue = check(
  {
    id: 'RULE_VALUE_NOT_OFFERED',
    stage: 'account',
    severity: 'error',
    title: 'Rules use values that the account has',
    why: 'Zendesk refuses a value that the account does not list, such as On-hold where that status is off.',
  },
  function* (cx) {
    for (const { resource, path, word, operator, value, offered } of usesOf(cx)) {
      if (offered?.values === undefined || !CLOSED.has(word) || typeof value !== 'string') continue;
      if (operator !== undefined && offered.operators?.has(operator[1]) !== true) continue;
      const native = nativeOf(word, operator === undefined ? SETTABLE : CONDITIONS, value);
      if (native === undefined || offered.values.has(native)) continue;
      if (word === 'status' && value === 'hold' && switchesHoldOn(cx)) continue;
      const near = nearest(value, offered.values);
      yield {
        resource,
        path,
        summary: `\`${word}\` has no "${value}" in this account`,
        detail: `Zendesk would refuse the rule; it knows ${[...offered.values].filter((own) => own !== '').join(', ')}.`,
        hint: word === 'status' && value === 'hold' ? HOLD : near === undefined ? CHOOSE : `Did you mean "${near}"?`,
      };
    }
  },
);

/** The same spec may switch the status on. */
function switchesHoldOn(cx: CheckContext): boolean {
  const byField = resourcesOf(cx, 'ticket_field').some(({ attributes }) => attributes.sub_type === 1);
  return byField || resourcesOf(cx, 'custom_status').some(({ attributes }) => attributes.category === 'hold');
}

const HOLD = 'Switch the status On-hold on first: Admin Center > Objects and rules > Tickets > Ticket statuses';
const CHOOSE = 'Take another value, or switch on in the Admin Center what has it';

/** Valueless operators have no value to judge. */
function nativeOf(word: string, table: typeof CONDITIONS | typeof SETTABLE, value: string): string | undefined {
  const entry = [...table].find((own) => own.word === word);
  if (entry === undefined || value === '') return undefined;
  const native = entry.value.encode(value, { id: String, text: String, secret: String });
  return typeof native === 'string' ? native : undefined;
}

export const offeredChecks = [switchedOff, unknownWord, unknownOperator, unknownValue] as const;
