/** The rules of a spec in its own words, condition by condition and action by action. */
import type { Address } from '../../core/address.ts';
import type { Desired, Resource } from '../../core/resource.ts';
import type { SpecValue } from '../../core/spec-node.ts';
import { createNames } from '../../engine/names.ts';
import { createWorld } from '../../engine/world.ts';
import { allTextForms } from '../../providers/registry.ts';
import type { RuleKind } from '../../simulate/model.ts';
import { kinds } from '../project.ts';

export interface RuleText {
  /** The simulator's word for the kind. */
  readonly kind: RuleKind;
  readonly all: readonly string[];
  readonly any: readonly string[];
  readonly actions: readonly string[];
}

const RULES: Readonly<Record<string, RuleKind>> = {
  trigger: 'trigger',
  automation: 'automation',
  macro: 'macro',
  view: 'view',
  sla: 'sla_policy',
};

/** Rules that are switched on, in the spec's order.  */
export function ruleTexts(desired: Desired): ReadonlyMap<Address, RuleText> {
  const { format } = createNames(kinds, allTextForms, createWorld(), new Map());
  const texts = new Map<Address, RuleText>();
  for (const resource of desired.resources) {
    const kind = RULES[resource.kind];
    if (kind === undefined || resource.attributes.active === false) continue;
    const when = written(resource, 'when', format);
    const actions = written(resource, 'then', format);
    texts.set(resource.address, {
      kind,
      all: textsIn(entryOf(when, 'all')),
      any: textsIn(entryOf(when, 'any')),
      actions: textsIn(actions),
    });
  }
  return texts;
}

/** Every condition of a rule by its list and place. */
export function conditionsOf({
  all,
  any,
}: RuleText): readonly { readonly list: 'all' | 'any'; readonly index: number }[] {
  return [
    ...all.map((_, index) => ({ list: 'all' as const, index })),
    ...any.map((_, index) => ({ list: 'any' as const, index })),
  ];
}

/** One condition as the spec has it. */
export function conditionText(text: RuleText, list: 'all' | 'any', index: number): string {
  return text[list][index] ?? `${list} ${index + 1}`;
}

type Format = ReturnType<typeof createNames>['format'];

function written({ kind, attributes }: Resource, name: string, format: Format): SpecValue | undefined {
  const value = attributes[name];
  return value === undefined ? undefined : kinds.get(kind)?.attributes[name]?.format(value, format);
}

function textsIn(list: SpecValue | undefined): readonly string[] {
  return Array.isArray(list) ? list.map(flow) : [];
}

function entryOf(value: SpecValue | undefined, key: string): SpecValue | undefined {
  return value instanceof Map ? value.get(key) : undefined;
}

/** A value on one line, shortened: `field: status, is: open`. */
function flow(value: SpecValue): string {
  if (value instanceof Map) return [...value].map(([key, one]) => `${key}: ${flow(one)}`).join(', ');
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${key}: ${flow(one)}`)
      .join(', ');
  const text = String(value).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
