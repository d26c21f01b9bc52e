/** What rules may say in a tenant: the vocabulary's words and operators, as far as the tenant's definitions have them. */

import type { SpecValue } from '../../src/core/spec-node.ts';
import { isIdRef, type Value } from '../../src/core/value.ts';
import {
  ACTIONS,
  type ActionEntry,
  SETTABLE,
  SETTABLE_FAMILIES,
} from '../../src/providers/zendesk/vocabulary/action-table.ts';
import { number, tags, type ValueCodec } from '../../src/providers/zendesk/vocabulary/codec.ts';
import { CONDITIONS, FIELD_FAMILIES } from '../../src/providers/zendesk/vocabulary/condition-table.ts';
import { type Operators, VALUELESS } from '../../src/providers/zendesk/vocabulary/operators.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { type Dice, line } from './dice.ts';

interface Definition {
  readonly subject: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly operators?: readonly { readonly value: string }[];
  readonly values?: readonly { readonly value: string }[];
}

export interface Usage {
  /** What is counted: `when status is`, `then set.priority`. */
  readonly name: string;
  /** A condition or an action as the spec writes it. */
  make(d: Dice): SpecValue;
}

export interface TenantVocabulary {
  readonly conditions: readonly Usage[];
  readonly actions: readonly Usage[];
  /** Words and operators that this tenant does not have: they cannot be tried on it. */
  readonly unknown: readonly string[];
  /** Languages of the help center, as it writes them: `en-us`. */
  readonly languages: readonly string[];
  /** Group of account settings → those that the tenant has. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
  /** Names of the permission groups. */
  readonly editors: readonly string[];
  /** Names of the roles that agents can have; none where the plan has none. */
  readonly roles: readonly string[];
  /** Types of skills that are there already, each with the names of its skills. */
  readonly skills: readonly (readonly [type: string, names: readonly string[]])[];
}

/** Asks the tenant what it has. */
export async function vocabularyOf(sandbox: Sandbox): Promise<TenantVocabulary> {
  const reply = await fetch(`${sandbox.url}/zendesk/acme/api/v2/triggers/definitions.json`, {
    headers: { authorization: 'Bearer sandbox-token' },
  });
  // Options of organization and user fields have ids there; the spec speaks of their tags.
  const tagOf = new Map<unknown, string>();
  for (const kind of ['organization_fields', 'user_fields']) {
    for (const { custom_field_options: options } of sandbox.control.objects(kind)) {
      for (const option of Array.isArray(options) ? options : []) {
        if (typeof option === 'object' && option !== null && 'value' in option)
          tagOf.set(String(option.id), String(option.value));
      }
    }
  }
  const { definitions } = JSON.parse(await reply.text(), (key, value) =>
    key === 'value' ? (tagOf.get(value) ?? value) : value,
  );
  const when: ReadonlyMap<string, Definition> = new Map(
    definitions.conditions_all.map((d: Definition) => [d.subject, d]),
  );
  const then: ReadonlyMap<string, Definition> = new Map(definitions.actions.map((d: Definition) => [d.subject, d]));
  const unknown: string[] = [];
  const conditions: Usage[] = [];
  for (const entry of CONDITIONS) {
    if (!entry.scopes.includes('trigger')) continue;
    const definition = when.get(entry.native);
    conditions.push(...conditionsOf(entry.word, entry.word, entry.operators, entry.value, definition, unknown));
  }
  for (const family of FIELD_FAMILIES) {
    if (!family.scopes.includes('trigger')) continue;
    for (const [subject, definition] of when) {
      if (!subject.startsWith(family.native)) continue;
      const key = subject.slice(family.native.length);
      const called = `${family.prefix}* (${definition.type})`;
      conditions.push(
        ...conditionsOf(`${family.prefix}live(${key})`, called, family.operators, family.value, definition, []),
      );
    }
  }
  const actions: Usage[] = [];
  for (const entry of SETTABLE.filter(({ scopes }) => scopes.includes('trigger'))) {
    const definition = then.get(entry.native);
    if (definition === undefined) unknown.push(`then set.${entry.word}`);
    else actions.push(settable(entry.word, `then set.${entry.word}`, entry.value, definition));
  }
  for (const family of SETTABLE_FAMILIES.filter(({ scopes }) => scopes.includes('trigger'))) {
    for (const [subject, definition] of then) {
      if (!subject.startsWith(family.native)) continue;
      const key = subject.slice(family.native.length);
      actions.push(
        settable(
          `${family.prefix}live(${key})`,
          `then set.${family.prefix}* (${definition.type})`,
          family.value,
          definition,
        ),
      );
    }
  }
  for (const entry of ACTIONS.filter(({ scopes }) => scopes.includes('trigger'))) {
    const definition = then.get(entry.native);
    if (definition === undefined || (definition.type === 'target' && !definition.values?.length)) {
      unknown.push(`then ${entry.word}`);
      continue;
    }
    if (definition.type !== 'webhook') actions.push(action(entry, definition));
  }
  const namesOf = (kind: string, property: string) =>
    sandbox.control.objects(kind).map((object) => String(object[property]));
  const languages = namesOf('locales', 'locale').map((locale) => locale.toLowerCase());
  const ofAgents = new Set([0, 1]);
  const roles = sandbox.control.objects('custom_roles').filter(({ role_type: type }) => ofAgents.has(Number(type)));
  return {
    conditions,
    actions,
    unknown,
    languages,
    settings: settingsOf(sandbox),
    editors: namesOf('permission_groups', 'name'),
    roles: roles.map(({ name }) => String(name)),
    skills: skillsOf(sandbox),
  };
}

function skillsOf({ control }: Sandbox): TenantVocabulary['skills'] {
  const values = control.objects('routing_attribute_values');
  return control.objects('routing_attributes').map(({ id, name }) => {
    const own = values.filter((value) => value.attribute_id === id);
    return [String(name), own.map((value) => String(value.name))] as const;
  });
}

function conditionsOf(
  field: string,
  called: string,
  operators: Operators,
  codec: ValueCodec,
  definition: Definition | undefined,
  unknown: string[],
): readonly Usage[] {
  return Object.entries(operators).flatMap(([word, native]): Usage[] => {
    const name = `when ${called} ${word}`;
    if (!definition?.operators?.some(({ value }) => value === native)) {
      unknown.push(name);
      return [];
    }
    return [
      {
        name,
        make: (d) => ({
          field,
          [word]: VALUELESS.has(word) ? true : written(codec, nativeValue(d, codec, definition, native)),
        }),
      },
    ];
  });
}

function settable(word: string, name: string, codec: ValueCodec, definition: Definition): Usage {
  return { name, make: (d) => ({ set: { [word]: written(codec, nativeValue(d, codec, definition, '')) } }) };
}

function action({ word, value }: ActionEntry, definition: Definition): Usage {
  return { name: `then ${word}`, make: (d) => ({ [word]: written(value, nativeValue(d, value, definition, '')) }) };
}

function nativeValue(d: Dice, codec: ValueCodec, definition: Definition, operator: string): unknown {
  const { type, subject, values = [], nullable } = definition;
  const choices = values.map(({ value }) => value).filter((value) => value !== '__NULL__');
  if (type === 'email') return [d.pick(choices), line(d), line(d)];
  if (type === 'integration') return [d.pick(choices), 'T0815', 'C0815', line(d), line(d)];
  if (type === 'target') return [d.pick(choices), line(d)];
  if (type === 'integration') return [d.pick(choices), 'T0123456789', 'C0987654321', line(d), line(d)];
  if (codec === tags) return d.some(['alpha', 'beta-2', 'gamma_3', '00'], 3).join(' ') || 'one';
  if (codec === number) return String(d.int(500));
  if (type === 'date' || operator.startsWith('within_'))
    return operator.startsWith('within_') ? String(1 + d.int(30)) : `2026-0${1 + d.int(9)}-15`;
  if (subject === 'recipient') return 'help@acme.example';
  if (subject === 'cc') return 'current_user';
  if (choices.length === 0) return line(d, 40).replaceAll('{{', '').replaceAll('$', '');
  const many =
    (operator === 'includes' || operator === 'not_includes' || type === 'multiselect_list') && type !== 'text';
  if (many) {
    const several = d.some(choices, 3);
    return several.length > 0 ? several : [d.pick(choices)];
  }
  return nullable && d.bool(0.15) ? '' : d.pick(choices);
}

/** The native value in the spec's words; what the spec does not manage is named by its id. */
function written(codec: ValueCodec, native: unknown): SpecValue {
  const value = codec.decode(native);
  if (value === undefined) throw new Error(`the vocabulary does not read ${JSON.stringify(native)}`);
  return codec.format(value, {
    reference: (target: Value) =>
      isIdRef(target) ? `live(${/^\d+$/.test(target.$id) ? target.$id : JSON.stringify(target.$id)})` : String(target),
    text: (text: Value) => String(text),
  });
}

/** Operators and values of a field of our own, by its type, as Zendesk's definitions have them. */
export function ownFieldUsages(key: string, type: string, options: readonly string[]): readonly Usage[] {
  const presence = { present: () => true, not_present: () => true };
  const one = (d: Dice) => d.pick(options);
  const some = (d: Dice) => [d.pick(options), ...d.some(options, 2)];
  const changes = {
    changed: () => true,
    not_changed: () => true,
    changed_to: one,
    changed_from: one,
    not_changed_to: one,
    not_changed_from: one,
  };
  const amount = (d: Dice) => d.int(99);
  const compare = { is: amount, less_than: amount, greater_than: amount, at_most: amount, at_least: amount };
  const day = (d: Dice) => `2026-1${d.int(3)}-0${1 + d.int(9)}`;
  const ways: Readonly<Record<string, Readonly<Record<string, (d: Dice) => SpecValue>>>> = {
    dropdown: { is: one, is_not: one, includes: some, not_includes: some, ...presence, ...changes },
    multiselect: { includes: some, not_includes: some, ...presence },
    checkbox: { is: (d) => d.bool() },
    date: {
      is: day,
      less_than: day,
      at_least: day,
      within_previous_n_days: amount,
      within_next_n_days: amount,
      ...presence,
    },
    integer: { ...compare, ...presence },
    decimal: { ...compare, ...presence },
    text: presence,
    textarea: presence,
    regexp: presence,
    partial_credit_card: presence,
    lookup: presence,
  };
  return Object.entries(ways[type] ?? {}).map(([word, value]) => ({
    name: `when ticket_field.KEY (${type}) ${word}`,
    make: (d) => ({ field: `ticket_field.${key}`, [word]: value(d) }),
  }));
}

function settingsOf(sandbox: Sandbox): TenantVocabulary['settings'] {
  const [all = {}] = sandbox.control.objects('settings');
  return Object.fromEntries(
    Object.entries(all).map(([group, held]) => [
      group,
      typeof held === 'object' && held !== null ? Object.keys(held) : [],
    ]),
  );
}
