/** Random specs, made from the kinds' own schemas; hints only where values must make sense together. */
import { z } from 'zod';
import type { Kind } from '../../src/core/kind.ts';
import { allKinds } from '../../src/providers/registry.ts';
import { type Dice, line, paragraph } from './dice.ts';
import { accountHints } from './hints/account.ts';
import { brandHints } from './hints/brand.ts';
import { customObjectHints, lookupHints } from './hints/custom-object.ts';
import { customRoleHints } from './hints/custom-role.ts';
import { customStatusHints } from './hints/custom-status.ts';
import { dynamicContentHints } from './hints/dynamic-content.ts';
import { groupHints } from './hints/group.ts';
import { guideHints } from './hints/guide.ts';
import { peopleHints } from './hints/people.ts';
import { profileFieldHints } from './hints/profile-field.ts';
import { routingHints } from './hints/routing.ts';
import { ruleHints } from './hints/rules.ts';
import { scheduleHints } from './hints/schedule.ts';
import { supportAddressHints } from './hints/support-address.ts';
import { idsIn } from './hints/texts.ts';
import { themeHints } from './hints/theme.ts';
import { ticketFormHints } from './hints/ticket-form.ts';
import { translationHints } from './hints/translations.ts';
import { type Block, count, type Draft, type Hint, type Making, optionsFor } from './making.ts';
import { ownFieldUsages, type Usage } from './vocabulary.ts';

/** Kinds that a spec can hold and an apply can make. */
export const allWritable: readonly Kind[] = allKinds.filter((kind) => !kind.lookupOnly && kind.byHand === undefined);
/** Those that blocks alone make; a theme is made of files beside the spec. */
export const writableKinds: readonly Kind[] = allWritable.filter(({ name }) => name !== 'theme');

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

const schemas = new Map<unknown, Schema>();

/** The attribute's schema as an editor sees it. */
export function schemaOf(kind: Kind, name: string): Schema {
  const attribute = kind.attributes[name];
  let schema = schemas.get(attribute);
  if (schema === undefined && attribute !== undefined) {
    schema = JSON.parse(JSON.stringify(z.toJSONSchema(attribute.schema, { io: 'input', unrepresentable: 'any' })));
    schemas.set(attribute, schema ?? {});
  }
  return schema ?? {};
}

/** Any value that the schema admits. */
function anyValue(schema: Schema, long: boolean, making: Making): unknown {
  const { d, next } = making;
  if (schema.enum !== undefined) return d.pick(schema.enum);
  if (schema.anyOf !== undefined) return anyValue(schema.anyOf[0] ?? {}, long, making);
  switch (schema.type) {
    case 'boolean':
      return d.bool();
    case 'integer':
      return (schema.minimum ?? 0) + d.int(Math.min(schema.maximum ?? 9, 9) - (schema.minimum ?? 0) + 1);
    case 'array':
      return Array.from({ length: d.int(3) }, () => anyValue(schema.items ?? {}, false, making));
    case 'object': {
      const { properties, additionalProperties } = schema;
      if (properties !== undefined) {
        const chosen = Object.entries(properties).filter(([name]) => schema.required?.includes(name) || d.bool());
        return Object.fromEntries(chosen.map(([name, own]) => [name, anyValue(own, false, making)]));
      }
      const member = typeof additionalProperties === 'object' ? additionalProperties : {};
      const variants = member.anyOf ?? [member];
      return Object.fromEntries(
        Array.from({ length: 1 + d.int(4) }, () => [`key_${next()}`, anyValue(d.pick(variants), false, making)]),
      );
    }
    default:
      return long && d.bool() ? paragraph(d) : line(d, schema.maxLength ?? 120);
  }
}

const CUSTOM_TYPES = [
  'dropdown',
  'multiselect',
  'text',
  'textarea',
  'checkbox',
  'date',
  'integer',
  'decimal',
  'regexp',
  'partial_credit_card',
  'lookup',
];
const SECRET = { secret: 'env:PROPERTY_SECRET' };
export const SECRETS = { PROPERTY_SECRET: 'very-secret-0815' } as const;
const AUTHENTICATIONS = [
  { type: 'bearer_token', token: SECRET },
  { type: 'basic_auth', username: SECRET, password: SECRET },
  { type: 'api_key', header: SECRET, value: SECRET },
];

const keysOf = (draft: Draft, kind: string) => [...(draft.get(kind)?.keys() ?? [])];

/** Kinds that are there whenever rules are. */
const IN_RULES = ['ticket_field', 'group'];

/** `kind.attribute` → a value that makes sense; undefined leaves it out. */
const HINTS: Readonly<Record<string, Hint>> = {
  'group.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'ticket_field.title': (m) => `${line(m.d, 60)} ${m.next()}`,
  'ticket_field.title_in_portal': (m) => line(m.d),
  'ticket_field.type': ({ d, coverage }) => {
    const rare = CUSTOM_TYPES.map((type) => ({ type, used: coverage.get(`ticket_field of type ${type}`) ?? 0 })).sort(
      (a, b) => a.used - b.used,
    );
    const { type } = d.pick(rare.slice(0, 4));
    count(coverage, `ticket_field of type ${type}`);
    return type;
  },
  // Conditions for customers need several fields that customers see.
  'ticket_field.visible_in_portal': ({ d }) => d.bool(0.85),
  'ticket_field.editable_in_portal': ({ d }, _draft, block) => d.bool() && block.visible_in_portal === true,
  'ticket_field.required_in_portal': ({ d }, _draft, block) => d.bool() && block.editable_in_portal === true,
  'ticket_field.pattern': (_m, _draft, { type }) => (type === 'regexp' ? '^[a-z]{2}\\d+$' : undefined),
  'ticket_field.tag': ({ d, next }, _draft, { type }) =>
    type === 'checkbox' ? d.pick([`ticked_${next()}`, `${next()}ü-ticked`]) : undefined,
  'ticket_field.sub_type': () => undefined,
  'ticket_field.options': (m, _draft, { type }) =>
    type === 'dropdown' || type === 'multiselect' ? optionsFor(m) : undefined,
  'trigger_category.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'webhook.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'webhook.endpoint': ({ d, next }) => `https://${d.pick(['hooks', 'api'])}.example/${next()}?a=b&c=%20`,
  'webhook.events': ({ d }) =>
    d.pick([['conditional_ticket_events'], ['zen:event-type:user.created', 'zen:event-type:organization.created']]),
  'webhook.method': ({ d }, _draft, block) =>
    forRules(block) ? d.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) : 'POST',
  'webhook.format': ({ d }, _draft, block) => (forRules(block) ? d.pick(['json', 'xml', 'form']) : 'json'),
  'webhook.headers': (m) =>
    Object.fromEntries(Array.from({ length: 1 + m.d.int(3) }, () => [`X-Head-${m.next()}`, `v ${m.next()}`])),
  'webhook.authentication': ({ d }) => d.pick(AUTHENTICATIONS),
  'trigger.title': (m) => `${line(m.d, 60)} ${m.next()}`,
  'trigger.category': ({ d }, draft) => d.pick(keysOf(draft, 'trigger_category')),
  'trigger.when': (m, draft) => {
    const usages = conditionsFor(m, draft);
    const made = Array.from({ length: 13 + m.d.int(12) }, () => use(usages, m));
    const cut = m.d.int(made.length + 1);
    return { ...(cut > 0 ? { all: made.slice(0, cut) } : {}), ...(cut < made.length ? { any: made.slice(cut) } : {}) };
  },
  'trigger.then': (m, draft) => {
    const hooks = [...(draft.get('webhook') ?? [])].filter(([, block]) => forRules(block) && block.active !== false);
    const groups = keysOf(draft, 'group');
    const usages: Usage[] = [
      ...m.vocabulary.actions,
      { name: 'then set.group KEY', make: (d) => ({ set: { group: d.pick(groups) } }) },
      {
        name: 'then notify_group KEY',
        make: (d) => ({
          notify_group: {
            group: d.pick(groups),
            subject: line(d),
            body: `${paragraph(d)} ${idsIn(draft, d, IN_RULES)}`,
          },
        }),
      },
      ...(hooks.length === 0
        ? []
        : [
            {
              name: 'then notify_webhook text',
              make: (d: Dice) => ({ notify_webhook: { webhook: d.pick(hooks)[0], body: `{"id": "${line(d)}"}` } }),
            },
            {
              name: 'then notify_webhook map',
              make: (d: Dice) => ({
                notify_webhook: { webhook: d.pick(hooks)[0], body: { first: line(d), second: 'x' } },
              }),
            },
          ]),
    ];
    return Array.from({ length: 8 + m.d.int(8) }, () => use(usages, m));
  },
  'category.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'category.locale': ({ d, vocabulary }) => d.pick(vocabulary.languages),
  'section.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'section.locale': ({ d, vocabulary }) => d.pick(vocabulary.languages),
  'section.category': ({ d }, draft) => d.pick(keysOf(draft, 'category')),
  'section.parent': ({ d }, draft, block) => {
    const fellows = [...(draft.get('section') ?? [])].filter(
      ([, other]) => other !== block && other.category === block.category && other.parent === undefined,
    );
    return fellows.length === 0 || d.bool(0.3) ? 'none' : d.pick(fellows)[0];
  },
  'article.title': (m) => `${line(m.d, 60)} ${m.next()}`,
  'article.locale': ({ d, vocabulary }) => d.pick(vocabulary.languages),
  'article.section': ({ d }, draft) => d.pick(keysOf(draft, 'section')),
  'article.body': ({ d }, draft) =>
    d.bool(0.5) ? d.pick(BODIES)(d) : `<p>See ${idsIn(draft, d, ['section', 'category', 'ticket_form'])}.</p>`,
  'article.labels': ({ d }) => d.some(['intro', 'Große Sache', '0123', 'a b', '😀'], 4).toSorted(),
  ...lookupHints('ticket_field'),
  ...accountHints,
  ...customObjectHints,
  ...groupHints,
  ...guideHints,
  ...themeHints,
  ...brandHints,
  ...scheduleHints,
  ...ruleHints,
  ...routingHints,
  ...supportAddressHints,
  ...translationHints,
  ...profileFieldHints,
  ...customRoleHints,
  ...customStatusHints,
  ...dynamicContentHints,
  ...peopleHints,
  ...ticketFormHints,
  'slack_channel.name': ({ d, next }) => `${d.pick(['support', 'größe', 'a_b', '0'])}-${next()}`,
};

const BODIES: readonly ((d: Dice) => string)[] = [
  (d) => `<p>${paragraphText(d)}</p>`,
  (d) => `<h2>${paragraphText(d)}</h2><ul><li>One</li><li>${paragraphText(d)}</li></ul>`,
  () =>
    '<table><tr><td>A</td><td>B</td></tr></table><p>See <a href="https://acme.example/a?b=1&amp;c=2" target="_blank">this</a>.</p>',
  () => '<p>Line<br>break <img src="https://acme.example/x.png" alt="X"></p>',
  () => '<p>&nbsp;Ümlaut &eacute; &mdash; &lt;tag&gt; {{placeholder}}</p>',
  () => 'Only a text & nothing else',
];

function paragraphText(d: Dice): string {
  return line(d).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('{{', '{ {');
}

function forRules(block: Block): boolean {
  const events = block.events;
  return !Array.isArray(events) || events.includes('conditional_ticket_events');
}

function conditionsFor(m: Making, draft: Draft): readonly Usage[] {
  const own = [...(draft.get('ticket_field') ?? [])].flatMap(([key, { type, options, active }]) => {
    if (active === false) return [];
    const tags = options instanceof Map ? [...options.keys()].map(String) : [];
    return ownFieldUsages(key, String(type), tags);
  });
  const groups = keysOf(draft, 'group');
  const group = ['is', 'is_not', 'changed_to', 'not_changed_from'].map(
    (word): Usage => ({ name: `when group KEY ${word}`, make: (d) => ({ field: 'group', [word]: d.pick(groups) }) }),
  );
  return [...m.vocabulary.conditions, ...own, ...group];
}

/** One of the usages, the rarely used ones first. */
function use(usages: readonly Usage[], { d, coverage }: Making): unknown {
  const least = Math.min(...usages.map(({ name }) => coverage.get(name) ?? 0));
  const rare = usages.filter(({ name }) => (coverage.get(name) ?? 0) === least);
  const chosen = d.pick(d.bool(0.9) ? rare : usages);
  coverage.set(chosen.name, (coverage.get(chosen.name) ?? 0) + 1);
  return chosen.make(d);
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  ticket_field: ['title', 'options', 'pattern', 'target', 'filter', 'tag', 'visible_in_portal'],
  organization_field: ['key', 'options', 'pattern', 'target', 'filter'],
  custom_object: ['key'],
  target: ['email', 'subject'],
  custom_object_field: ['key', 'options', 'pattern', 'target', 'filter'],
  dynamic_content: ['placeholder'],
  user_field: ['key', 'options', 'pattern', 'target', 'filter'],
  user: ['name', 'role', 'create', 'demote'],
};

/** A value for one attribute of one block, as its schema and the hints have it. */
export function attributeValue(kind: Kind, name: string, making: Making, draft: Draft, block: Block): unknown {
  const hint = HINTS[`${kind.name}.${name}`];
  const value =
    hint === undefined
      ? anyValue(schemaOf(kind, name), kind.attributes[name]?.long === true, making)
      : hint(making, draft, block);
  if (value !== undefined) count(making.coverage, `${kind.name}.${name}`);
  return value;
}

/** A block with all required attributes and some of the others. */
export function makeBlock(kind: Kind, making: Making, draft: Draft): Block {
  // What is always there is taken over.
  const block: Block = kind.single === undefined ? {} : { lifecycle: { adopt: true } };
  const scope = kind.scope === undefined ? undefined : HINTS[`${kind.name}.${kind.scope}`];
  if (kind.scope !== undefined && scope !== undefined) block[kind.scope] = scope(making, draft, block);
  // What others depend on comes first.
  const names = Object.keys(kind.attributes).sort((a, b) => Number(b === 'events') - Number(a === 'events'));
  for (const name of names) {
    const attribute = kind.attributes[name];
    if (
      attribute === undefined ||
      name === kind.scope ||
      attribute.mutability === 'read_only' ||
      attribute.mutability === 'manual'
    )
      continue;
    const needed = attribute.required || NEEDED[kind.name]?.includes(name);
    const rare = (making.coverage.get(`${kind.name}.${name}`) ?? 0) < 5;
    if (!needed && !rare && making.d.bool(0.45)) continue;
    const value = attributeValue(kind, name, making, draft, block);
    if (value !== undefined) block[name] = value;
  }
  return block;
}

const COUNTS: Readonly<Record<string, number>> = { trigger: 10, ticket_field: 7, article: 5, section: 4 };

/** Kinds with so many types or conditions that two of each would leave some untried. */
const LEAST: Readonly<Record<string, number>> = {
  trigger: 10,
  ticket_field: 10,
  organization_field: 8,
  user_field: 8,
  custom_object_field: 8,
  ticket_form: 5,
};

/** A whole spec. */
export function makeDraft(making: Making): Draft {
  const draft = makeDraftOf((kind) => (LEAST[kind.name] ?? 2) + making.d.int(COUNTS[kind.name] ?? 3), making);
  addSystemFields(making, draft);
  return draft;
}

/** A spec with so many blocks of each kind. */
export function makeDraftOf(count: (kind: Kind) => number, making: Making, kinds = writableKinds): Draft {
  const draft: Draft = new Map();
  for (const kind of inOrderOfNeed(kinds)) {
    const blocks = new Map<string, Block>();
    draft.set(kind.name, blocks);
    const wanted = kind.single === undefined ? count(kind) : Math.min(1, count(kind));
    for (let index = 0; index < wanted; index += 1) blocks.set(newKey(making, kind), makeBlock(kind, making, draft));
  }
  return draft;
}

export function newKey({ d, next }: Making, kind: Kind): string {
  if (kind.single !== undefined) return kind.single;
  return `${d.pick(['', '0', 'x_'])}${kind.name.slice(0, 2)}${d.pick(['-', '_'])}${next()}`;
}

/** What is referred to, before what refers to it. */
function inOrderOfNeed(kinds: readonly Kind[]): readonly Kind[] {
  const order = [
    'account',
    'custom_object',
    'custom_object_field',
    'brand',
    'group',
    'schedule',
    'support_address',
    'organization_field',
    'user_field',
    'ticket_field',
    'custom_status',
    'routing_attribute',
    'organization',
    'user',
    'ticket_form',
    'trigger_category',
    'webhook',
    'target',
    'trigger',
    'object_trigger',
    'automation',
    'macro',
    'workspace',
    'view',
    'sla',
    'group_sla',
    'queue',
    'user_segment',
    'permission_group',
    'content_tag',
    'category',
    'section',
    'article',
    'theme',
    'slack_channel',
  ];
  return [...kinds].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/** System fields are taken over: they alone have a sub-type. */
function addSystemFields(making: Making, draft: Draft): void {
  const { d, coverage } = making;
  const fields = draft.get('ticket_field');
  if (fields !== undefined) {
    fields.set('sys_priority', {
      type: 'priority',
      sub_type: d.int(2),
      description: line(d),
      lifecycle: { adopt: true },
    });
    count(coverage, 'ticket_field.sub_type');
  }
  const own = draft.get('custom_object_field');
  const [object] = keysOf(draft, 'custom_object');
  if (own !== undefined && object !== undefined) {
    const name = standardName(object, d);
    draft.set('custom_object_field', new Map([['sys_name', name], ...own]));
    count(coverage, 'custom_object_field.properties');
  }
  if (d.bool(0.5)) fields?.set('sys_subject', { type: 'subject', description: line(d), lifecycle: { adopt: true } });
}

/** What each object has by itself, and before all others; it alone is unique, or a number. */
function standardName(object: string, d: Dice): Block {
  return {
    object,
    key: 'standard::name',
    type: 'text',
    title: line(d, 40),
    properties: d.bool() ? { is_unique: d.bool() } : { autoincrement_enabled: true, autoincrement_prefix: 'A-' },
    lifecycle: { adopt: true },
  };
}

/** The spec as a file: JSON is YAML, and dollars are doubled. */
export function render(draft: Draft, more: Readonly<Record<string, unknown>> = {}): string {
  const root = new Map<string, unknown>([
    ['version', 1],
    ['client', { name: 'Acme', slug: 'acme' }],
    ['platform', { provider: 'zendesk', subdomain: 'acme' }],
    ...Object.entries(more),
  ]);
  for (const kind of allWritable) {
    const blocks = draft.get(kind.name);
    if (blocks === undefined || blocks.size === 0) continue;
    for (const [scope, own] of byScope(kind, blocks)) {
      let place = root;
      const path = kind.section.map((part) => (part === '*' ? scope : part));
      for (const part of path.slice(0, -1)) {
        const inner = place.get(part);
        const next: Map<string, unknown> = inner instanceof Map ? inner : new Map();
        place.set(part, next);
        place = next;
      }
      place.set(path.at(-1) ?? '', own);
    }
  }
  return `${write(root)}\n`;
}

/** The blocks by the key that stands for `*`: what they belong to, or the client's own brand. */
function byScope(kind: Kind, blocks: ReadonlyMap<string, Block>): ReadonlyMap<string, ReadonlyMap<string, Block>> {
  const found = new Map<string, Map<string, Block>>();
  for (const [key, block] of blocks) {
    const { [kind.scope ?? '']: scope = 'acme', ...rest } = block;
    const own = found.get(String(scope)) ?? new Map<string, Block>();
    found.set(String(scope), own.set(key, rest));
  }
  return found;
}

/** JSON with maps in their order; integer-like keys of an object would move to its front. */
function write(value: unknown): string {
  if (value instanceof Map)
    return `{${[...value].map(([key, item]) => `${written(String(key), value.size)}: ${write(item)}`).join(', ')}}`;
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return write(new Map(Object.entries(value)));
  return typeof value === 'string' ? text(value) : JSON.stringify(value);
}

/** In quotes, but for the word that takes in a folder. */
function written(key: string, size: number): string {
  return key === 'folder' && size === 1 ? key : text(key);
}

function text(value: string): string {
  return JSON.stringify(value.replaceAll('$', '$$$$'));
}
