/** Custom objects with fields and triggers that make sense together, workspaces and targets. */
import { line, paragraph } from '../dice.ts';
import { type Block, count, type Draft, type Hint, optionsFor } from '../making.ts';

/** Of fields of custom objects, organizations and users. */
export const FIELD_TYPES = [
  'dropdown',
  'multiselect',
  'text',
  'textarea',
  'checkbox',
  'date',
  'integer',
  'decimal',
  'regexp',
  'lookup',
];
const keysOf = (draft: Draft, kind: string): readonly string[] => [...(draft.get(kind)?.keys() ?? [])];
const inUse = (draft: Draft, kind: string): readonly string[] =>
  [...(draft.get(kind) ?? [])].flatMap(([key, { active }]) => (active === false ? [] : [key]));
const titled: Hint = (m) => `${line(m.d, 60)} ${m.next()}`;

/** Fields of the object that a trigger is about, by type. */
function fieldsOf(draft: Draft, { object }: Block, types: readonly string[]): readonly string[] {
  return [...(draft.get('custom_object_field') ?? [])].flatMap(([key, field]) =>
    field.object === object && field.active !== false && types.includes(String(field.type)) ? [key] : [],
  );
}

/** What a lookup field of any kind points at, and offers. */
export function lookupHints(kind: string): Readonly<Record<string, Hint>> {
  return {
    [`${kind}.target`]: ({ d, coverage }, draft, { type }) => {
      if (type !== 'lookup') return undefined;
      // Others have no filter here.
      if ((coverage.get(`${kind}.filter`) ?? 0) < 8) return 'zen:ticket';
      const objects = keysOf(draft, 'custom_object').map((key) => `custom_object.${key}`);
      return d.pick(['zen:ticket', 'zen:user', 'zen:organization', ...objects]);
    },
    [`${kind}.filter`]: ({ d }, _draft, { type, target }) => {
      // What may be asked of others than tickets, only the account tells.
      if (type !== 'lookup' || target !== 'zen:ticket') return undefined;
      return {
        all: [{ field: 'status', is: d.pick(['open', 'pending']) }],
        any: [{ field: 'priority', is: 'urgent' }],
      };
    },
  };
}

export const customObjectHints: Readonly<Record<string, Hint>> = {
  'custom_object.key': ({ next }) => `object_${next()}`,
  'custom_object.title': titled,
  'custom_object.title_plural': titled,
  'custom_object_field.object': ({ d }, draft) => d.pick(keysOf(draft, 'custom_object')),
  'custom_object_field.key': ({ next }) => `field_${next()}`,
  'custom_object_field.title': titled,
  'custom_object_field.type': ({ d, coverage }) => {
    const rare = FIELD_TYPES.map((type) => ({
      type,
      used: coverage.get(`custom_object_field of type ${type}`) ?? 0,
    })).sort((a, b) => a.used - b.used);
    const { type } = d.pick(rare.slice(0, 4));
    count(coverage, `custom_object_field of type ${type}`);
    return type;
  },
  'custom_object_field.pattern': (_m, _draft, { type }) => (type === 'regexp' ? '^[a-z]{2}\\d+$' : undefined),
  'custom_object_field.tag': ({ next }, _draft, { type }) => (type === 'checkbox' ? `ticked_${next()}` : undefined),
  'custom_object_field.options': (m, _draft, { type }) =>
    type === 'dropdown' || type === 'multiselect' ? optionsFor(m, { withDefault: false }) : undefined,
  // Only the standard name has any: see the fields of the system.
  'custom_object_field.properties': () => undefined,
  ...lookupHints('custom_object_field'),
  'object_trigger.object': ({ d }, draft) => d.pick(keysOf(draft, 'custom_object')),
  'object_trigger.title': titled,
  'object_trigger.when': ({ d }, draft, block) => ({
    all: [
      { field: 'update_type', is: d.pick(['create', 'change']) },
      ...d.some(fieldsOf(draft, block, ['text']), 1).map((key) => ({ field: `object_field.${key}`, present: true })),
    ],
    any: d
      .some(fieldsOf(draft, block, ['integer']), 2)
      .map((key) => ({ field: `object_field.${key}`, at_least: d.int(9) })),
  }),
  'object_trigger.then': ({ d }, draft, block) => [
    ...d
      .some(fieldsOf(draft, block, ['text', 'textarea']), 2)
      .map((key) => ({ set: { [`object_field.${key}`]: line(d, 40) } })),
    { notify_group: { group: d.pick(keysOf(draft, 'group')), subject: line(d), body: paragraph(d) } },
  ],
  // Random specs have no files beside them.
  'macro.attachments': () => undefined,
  'workspace.title': titled,
  'workspace.when': ({ d }, draft) => ({
    all: [
      { field: 'group', is: d.pick(keysOf(draft, 'group')) },
      { field: 'priority', is: d.pick(['low', 'urgent']) },
    ],
    any: d.bool() ? [] : [{ field: 'tags', includes: ['vip'] }],
  }),
  'workspace.form': ({ d }, draft) => d.pick(['none', ...inUse(draft, 'ticket_form')]),
  'workspace.macros': ({ d }, draft) => d.some(keysOf(draft, 'macro'), 3),
  'workspace.apps': () => undefined,
  'target.title': titled,
  'target.type': () => 'email',
  'target.email': ({ d, next }) => `${d.pick(['ops', 'on+call'])}${next()}@acme.example`,
  'target.subject': ({ d }) => `${line(d, 40)} {{ticket.id}}`,
  'target.url': () => undefined,
  'target.method': () => undefined,
  'target.content_type': () => undefined,
  'target.authentication': () => undefined,
};
