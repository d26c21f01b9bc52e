/** The skills that an agent has, named by their types: `{languages: [German]}`. */
import { z } from 'zod';
import type { Attribute, ParseContext } from '../../core/attribute.ts';
import { wrongType, wrongValue } from '../../core/attributes/problems.ts';
import { listOf, sortedSet } from '../../core/attributes/references.ts';
import { canonicalScalar, isRecord, isTextNode } from '../../core/attributes/scalars.ts';
import type { SpecNode } from '../../core/spec-node.ts';
import { isIdRef, isLiveRef, isPlainStruct, isRef, type Struct, type Value } from '../../core/value.ts';
import type { Bulk } from './binding.ts';

const TYPE = 'routing_attribute';
const PART = 'value:';
const VALUE_ID = 'attribute_value_id';
/** Under which an id stands that nobody has a name for. */
const IDS = 'id';
const DESCRIPTION =
  'Skills that they have, all of them: {languages: [German]}, by the keys of the types and the names of the skills.';

/** Who it is asked for by: agents whose skills are named. */
export const AGENT_SKILL = 'agent_skill';

/** https://developer.zendesk.com/api-reference/ticketing/ticket-management/skill_based_routing/#list-agent-attribute-values-for-many-agents */
export const skillsInBulk: Bulk = {
  where: AGENT_SKILL,
  property: 'skills',
  path: '/api/v2/routing/agents/instance_values',
  key: 'instance_values',
  owner: 'agent_id',
  most: 100,
  has: ({ role, active }) => role !== 'end-user' && active !== false,
  query: (ids) => ({ 'filter[agent_ids]': ids.join(',') }),
};

/** Canonical as a set of references to parts of skill types; the platform's is a list of what has `attribute_value_id`. */
export const skillsOfAgent: Attribute = {
  description: DESCRIPTION,
  mutability: 'mutable',
  collection: 'whole',
  unordered: true,
  refersTo: [TYPE],
  native: 'skills',
  schema: z.record(z.string(), z.array(z.string())).describe(DESCRIPTION),
  parse(node, cx) {
    if (node.type !== 'map') return wrongType(cx, node, 'a map from the key of a skill type to a list of its skills');
    const found: Value[] = [];
    let broken = false;
    for (const [key, { keyAt, value }] of node.entries) {
      const at = { type: 'scalar', value: key, at: keyAt } as const;
      const type = key === IDS ? null : cx.reference([TYPE], at);
      const names = namesIn(value, cx);
      if (isIdRef(type ?? null)) wrongValue(cx, at, 'A skill type is named by its key, or by `live("Name")`');
      if (type === undefined || isIdRef(type) || names === undefined) broken = true;
      else for (const name of names) found.push(key === IDS ? idOf(name) : partOf(type, name));
    }
    return broken ? undefined : sortedSet(found);
  },
  format(value, cx) {
    const types = new Map<string, string[]>();
    for (const skill of listOf(value)) {
      const { part } = isPlainStruct(skill) || isRef(skill) || isLiveRef(skill) ? skill : {};
      const type = isRef(skill) || isLiveRef(skill) ? cx.reference({ ...skill, part: null }, [TYPE]) : IDS;
      const name = isIdRef(skill) ? skill.$id : canonicalScalar(part).slice(PART.length);
      types.set(type, [...(types.get(type) ?? []), name]);
    }
    return new Map([...types].map(([type, names]) => [type, names.sort()]));
  },
  decode: (native) =>
    sortedSet(
      (Array.isArray(native) ? native : []).map((own) => idOf(canonicalScalar(isRecord(own) ? own[VALUE_ID] : own))),
    ),
  encode: (value, cx) => listOf(value).map((skill) => cx.id(skill)),
};

function namesIn(node: SpecNode, cx: ParseContext): readonly string[] | undefined {
  if (node.type !== 'list') return wrongType(cx, node, 'a list of the names of skills');
  const names: string[] = [];
  for (const item of node.items) {
    if (!isTextNode(item)) return wrongType(cx, item, 'the name of a skill; put it in quotes');
    names.push(item.value.trim());
  }
  return names;
}

function partOf(type: Value, name: string): Value {
  const target: Struct = isRef(type) || isLiveRef(type) ? type : {};
  return { ...target, part: `${PART}${name}` };
}

function idOf(id: string): Value {
  return { $id: id, kind: TYPE, part: PART.slice(0, -1) };
}

/** The skills of a canonical value that are named: the type as a reference, and the name. */
export function namedSkills(value: Value | undefined): readonly (readonly [type: Value, name: string])[] {
  return listOf(value ?? null).flatMap((skill) => {
    if (!isRef(skill) && !isLiveRef(skill)) return [];
    const { part: _part, ...type } = skill;
    return [[type, canonicalScalar(skill.part).slice(PART.length)] as const];
  });
}
