/** Skills of agents, by type: a ticket needs those whose conditions it meets. The API calls types attributes, and skills values. */
import type { Attribute } from '../../../core/attribute.ts';
import { listOf } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { members } from '../../../core/attributes/structures.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import type { SpecValue } from '../../../core/spec-node.ts';
import { isPlainStruct, type Struct, sameValue, type Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createdId, noId, plainWriter, topLevel } from '../crud.ts';
import { neededBy, readOptions, writeOptions } from '../rule-values.ts';
import { conditions } from '../vocabulary/conditions.ts';
import { judgedBy } from '../vocabulary/offered.ts';

/** Under this path the platform refuses two writes at once. */
const ALONE = '/api/v2/routing';
/** A ticket needs such a skill only where somebody says so. */
const NEVER = { all: [], any: [] } as const;

const when = conditions('skill', {
  description: 'Which tickets need the skill: how they are when they come in; none of them by itself if left out.',
  native: 'conditions',
  platformDefault: NEVER,
});
const skills = members(
  { when },
  {
    description:
      'Skills of this type by their names: {German: {when: {all: [{field: requester_language, is: live("de")}]}}}.',
    native: 'attribute_values',
    required: true,
    shorthand: 'when',
    keyNative: 'name',
    keyDescription: 'name of a skill',
    keyProblem: (name) => (name.trim() === name && name !== '' ? undefined : 'has white space at an end'),
    memberLoss: 'the skill is taken from agents and tickets',
  },
);
const values: Attribute = {
  ...skills,
  parse(node, cx) {
    const list = skills.parse(node, cx);
    return list === undefined ? undefined : skillsOf(list).map((own) => ({ when: NEVER, ...own }));
  },
  // Conditions are a map themselves, so that the short form of members would not be told from it.
  format: (value, cx) =>
    new Map(
      skillsOf(value).map(({ key, when: asked = NEVER }): [string, SpecValue] => [
        key,
        sameValue(asked, NEVER) ? {} : new Map([['when', when.format(asked, cx)]]),
      ]),
    ),
};

const kind: Kind = {
  name: 'routing_attribute',
  provider: 'zendesk',
  section: ['skills'],
  title: 'skill type',
  plural: 'skill types',
  description: 'Skills of one type, such as languages: tickets that need one go to agents who have it.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/ticket-management/skill_based_routing/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that admins see; unique, whatever its capitals.', required: true }),
    values,
  },
  naturalKey: ({ name }) => String(name).toLowerCase(),
  keyUnique: true,
  neighbours: (attributes) => neededBy(attributes.values),
  judgedBy: judgedBy('routing_attribute'),
  deletionLoses: () => 'its skills, which are taken from agents and tickets',
  hazards: [
    '2026-11-26: skills are part of Professional and above; elsewhere they are left out and listed.',
    '2026-11-26: a skill is known by its name: under another name it is another skill, which nobody has.',
    '2026-11-26: the platform refuses two writes of skills at once, so they are sent one after another.',
    '2026-11-26: skills come back in no order, with conditions under another word than they are sent.',
  ],
};

const base: Binding = {
  kind,
  alone: ALONE,
  endpoint: {
    path: '/api/v2/routing/attributes',
    one: 'attribute',
    many: 'attributes',
    paging: 'unpaged',
    update: 'PUT',
    send: 'changed',
  },
  computed: (native) => ({ values: values.decode(valuesIn(native)) }),
  detail: { property: 'attribute_values', path: (id) => `/api/v2/routing/attributes/${id}/values` },
  facts: (native) => ({
    parts: Object.fromEntries(valuesIn(native).map(({ id, name }) => [`value:${String(name)}`, String(id)])),
  }),
  translate: {
    needs: (natives) => readOptions.needs(natives.flatMap(valuesIn)),
    read: (native, live) => ({
      ...native,
      attribute_values: valuesIn(native).map((own) => readOptions.read(own, live)),
    }),
  },
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const created = (reply: { readonly body: unknown }) => createdId(base, { status: 201, headers: {}, ...reply });
    const body = { attribute: { name: attributes.name } };
    const id = created(yield { method: 'POST', path: base.endpoint.path, body, created });
    if (id === undefined) return noId(base);
    yield* writeValues(id, [], skillsOf(attributes.values), {}, cx);
    return { id };
  },
  *update(live, target, changed, cx) {
    const path = `${base.endpoint.path}/${live.id}`;
    const names = topLevel(changed);
    if (names.includes('name')) yield { method: 'PUT', path, body: { attribute: { name: target.name } } };
    if (names.includes('values'))
      yield* writeValues(live.id, skillsOf(live.attributes.values), skillsOf(target.values), live.parts ?? {}, cx);
    return undefined;
  },
};

export const routingAttribute: Binding = { ...base, writer };

type Skill = Struct & { readonly key: string };

function skillsOf(value: Value | undefined): readonly Skill[] {
  return listOf(value).flatMap((own) =>
    isPlainStruct(own) && typeof own.key === 'string' ? [{ ...own, key: own.key }] : [],
  );
}

/** Adds what is new, changes what is there, and takes away what is not wanted. */
function* writeValues(
  attribute: string,
  before: readonly Skill[],
  wanted: readonly Skill[],
  parts: NonNullable<LiveObject['parts']>,
  cx: WriteContext,
): Steps<void> {
  const path = `${base.endpoint.path}/${attribute}/values`;
  for (const own of wanted) {
    const known = before.find(({ key }) => key === own.key);
    if (known !== undefined && sameValue(known, own)) continue;
    const body = { attribute_value: bodyOf(own, cx) };
    if (known === undefined) yield { method: 'POST', path, body };
    else yield { method: 'PATCH', path: `${path}/${parts[`value:${own.key}`]}`, body };
  }
  for (const { key } of before)
    if (!wanted.some((own) => own.key === key)) yield { method: 'DELETE', path: `${path}/${parts[`value:${key}`]}` };
}

function bodyOf(own: Skill, cx: WriteContext): Native {
  const [native] = [skills.encode([own], cx)].flat();
  return isRecord(native) ? writeOptions(native, cx) : {};
}

/** The skills of a type; their conditions come back with `subject` where they are sent with `field`. */
function valuesIn({ attribute_values: list }: Native): readonly Native[] {
  return (Array.isArray(list) ? list.filter(isRecord) : []).map((own) => {
    const { conditions: held } = own;
    const all = isRecord(held) ? held : {};
    return { ...own, conditions: { all: itemsOf(all.all), any: itemsOf(all.any) } };
  });
}

function itemsOf(list: unknown): readonly Native[] {
  const items = Array.isArray(list) ? list.filter(isRecord) : [];
  return items.map(({ subject, ...item }) => ({ ...item, field: item.field ?? subject }));
}
