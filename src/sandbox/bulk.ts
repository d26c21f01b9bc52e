/** Many objects at once, for benchmarks: written straight into the tables, shaped like what an account collects. */

import { makersOfForms, makersOfPeople } from './bulk-structure.ts';
import { makersOfSupport } from './bulk-support.ts';
import { nextNumber, nextUlid } from './ids.ts';
import type { Attributes, Row } from './json.ts';
import { flag, number, text } from './json.ts';
import { seedGroup, seedOrganization, seedUser } from './seed/people.ts';
import type { Garden } from './seed/plant.ts';
import { newChannel } from './seed/slack.ts';
import { seedTicket } from './seed/tickets.ts';
import { byPosition, count, insert, ordered, rows } from './store.ts';
import type { World } from './world.ts';

const TOPICS = [
  'Billing',
  'Shipping',
  'Returns',
  'Warranty',
  'Login',
  'Spare parts',
  'Invoices',
  'Delivery',
  'Setup',
  'Sync',
];
const TYPES = ['tagger', 'text', 'checkbox', 'multiselect', 'date', 'integer', 'textarea', 'decimal'];

export function bulk(world: World, counts: Readonly<Record<string, number>>): Record<string, number> {
  const made: Record<string, number> = {};
  // Parents before children, whatever the order they were asked for in.
  for (const [kind, make] of Object.entries(makers(world))) {
    const wanted = counts[kind] ?? 0;
    for (let index = 0; index < wanted; index += 1) make(index);
    if (wanted > 0) made[kind] = wanted;
  }
  const unknown = Object.keys(counts).filter((kind) => made[kind] === undefined && (counts[kind] ?? 0) > 0);
  if (unknown.length > 0) throw new Error(`Cannot make many of: ${unknown.join(', ')}`);
  return made;
}

function topic(index: number): string {
  return TOPICS[index % TOPICS.length] ?? 'Other';
}

function makers(world: World): Readonly<Record<string, (index: number) => void>> {
  const { store, subdomain } = world;
  const garden: Garden = { store, subdomain, company: subdomain };
  const groups = () => [...rows(store, 'groups')].filter((row) => !flag(row.deleted));
  const pick = (items: readonly Row[], index: number) => items[index % items.length];
  let targets: readonly Row[] | undefined;
  let sections: readonly Row[] | undefined;
  let positions: Map<string, number> | undefined;
  return {
    ...makersOfPeople(garden),
    users: (index) => {
      const role = index % 4 === 0 ? 'agent' : 'end-user';
      seedUser(garden, `Person ${index + 1}`, `person${index + 1}@bulk.example`, role);
    },
    organizations: (index) => void seedOrganization(garden, `Customer ${index + 1}`, { tags: [`c${index % 7}`] }),
    groups: (index) => void seedGroup(garden, `${topic(index)} team ${index + 1}`),
    ticket_fields: (index) => void insert(store, 'ticket_fields', nextNumber(store), ticketField(world, index)),
    ...makersOfForms(garden),
    ...makersOfSupport(garden),
    trigger_categories: (index) => {
      const id = String(nextNumber(store));
      insert(store, 'trigger_categories', id, { name: `${topic(index)} rules ${index + 1}`, position: 10 + index });
    },
    triggers: (index) => {
      targets ??= groups();
      positions ??= new Map();
      const categories = ordered(store, 'trigger_categories', 'position', byPosition);
      const category = text(pick(categories, index)?.id);
      const position = (positions.get(category) ?? 50) + 1;
      positions.set(category, position);
      insert(store, 'triggers', nextNumber(store), trigger(index, category, position, pick(targets, index)));
    },
    macros: (index) => void insert(store, 'macros', nextNumber(store), macro(index)),
    views: (index) => void insert(store, 'views', nextNumber(store), view(index)),
    automations: (index) => void insert(store, 'automations', nextNumber(store), automation(index)),
    tickets: () => {
      const [brand] = [...rows(store, 'brands')].filter((row) => flag(row.default));
      const [form] = [...rows(store, 'ticket_forms')].filter((row) => flag(row.default));
      if (brand && form) seedTicket(garden, count(store, 'tickets'), brand, form);
    },
    sla_policies: (index) => void insert(store, 'sla_policies', nextNumber(store), policy(index)),
    webhooks: (index) =>
      void insert(store, 'webhooks', nextUlid(store), {
        name: `${topic(index)} hook ${index + 1}`,
        endpoint: `https://hooks.example/${index + 1}`,
        http_method: 'POST',
        request_format: 'json',
        status: 'active',
        subscriptions: ['conditional_ticket_events'],
        signing_secret: 'bulk',
        created_by: '-1',
        updated_by: '-1',
      }),
    categories: (index) => void content(world, 'categories', `${topic(index)} ${index + 1}`, '', {}),
    sections: (index) => {
      const category = pick([...rows(store, 'categories')], index);
      content(world, 'sections', `${topic(index)} help ${index + 1}`, '', {
        brand_id: category?.brand_id ?? null,
        category_id: category?.id ?? null,
        parent_section_id: null,
        sorting: 'manual',
      });
    },
    articles: (index) => {
      sections ??= [...rows(store, 'sections')];
      const section = pick(sections, index);
      const title = `How to solve ${topic(index).toLowerCase()} question ${index + 1}`;
      content(world, 'articles', title, articleBody(index), {
        brand_id: section?.brand_id ?? null,
        section_id: section?.id ?? null,
        author_id: null,
        comments_disabled: false,
        promoted: false,
        user_segment_id: null,
        user_segment_ids: [],
        permission_group_id: [...rows(store, 'permission_groups')][0]?.id ?? null,
        content_tag_ids: [],
        label_names: [topic(index).toLowerCase()],
      });
    },
    slack_channels: (index) =>
      void newChannel(store, `${topic(index).toLowerCase().replace(/\W+/g, '-')}-${index + 1}`, 'U0BULK0001', []),
  };
}

function ticketField(world: World, index: number): Attributes {
  const type = TYPES[index % TYPES.length] ?? 'text';
  const title = `${topic(index)} ${type} ${index + 1}`;
  const count = type === 'tagger' || type === 'multiselect' ? 5 + (index % 8) : 0;
  const options = Array.from({ length: count }, (_unused, at) => ({
    id: nextNumber(world.store),
    name: `Choice ${at + 1}`,
    raw_name: `Choice ${at + 1}`,
    value: `bulk_${index + 1}_${at + 1}`,
    default: false,
  }));
  return {
    type,
    title,
    raw_title: title,
    description: '',
    raw_description: '',
    position: 100 + index,
    active: index % 9 !== 0,
    required: false,
    collapsed_for_agents: false,
    regexp_for_validation: null,
    title_in_portal: title,
    raw_title_in_portal: title,
    visible_in_portal: false,
    editable_in_portal: false,
    required_in_portal: false,
    tag: type === 'checkbox' ? `bulk_checked_${index + 1}` : null,
    removable: true,
    key: null,
    agent_description: null,
    agent_can_edit: true,
    ...(count > 0 ? { custom_field_options: options } : {}),
  };
}

function trigger(index: number, category: string, position: number, group: Row | undefined): Attributes {
  const title = `${topic(index)}: route case ${index + 1}`;
  return {
    title,
    raw_title: title,
    description: index % 3 === 0 ? `Written for ${topic(index).toLowerCase()}` : null,
    active: index % 10 !== 0,
    position,
    category_id: category,
    conditions: {
      all: [
        { field: 'update_type', operator: 'is', value: 'Create' },
        { field: 'current_tags', operator: 'includes', value: `case_${index + 1}` },
        { field: 'comment_is_public', operator: 'is', value: 'true' },
      ],
      any: index % 2 === 0 ? [{ field: 'priority', operator: 'is', value: 'high' }] : [],
    },
    actions: [
      { field: 'group_id', value: String(group?.id ?? '') },
      { field: 'current_tags', value: `routed_${index + 1}` },
    ],
    default: false,
  };
}

function macro(index: number): Attributes {
  const title = `${topic(index)}::Answer ${index + 1}`;
  const actions = [{ field: 'comment_value', value: `Text ${index + 1}` }];
  return {
    title,
    raw_title: title,
    active: true,
    position: 100 + index,
    description: null,
    default: false,
    actions,
    restriction: null,
  };
}

function view(index: number): Attributes {
  const title = `${topic(index)} queue ${index + 1}`;
  const all = [{ field: 'status', operator: 'less_than', value: 'solved' }];
  return {
    title,
    raw_title: title,
    active: true,
    position: 100 + index,
    description: null,
    default: false,
    conditions: { all, any: [] },
    restriction: null,
    watchable: true,
  };
}

function automation(index: number): Attributes {
  const title = `${topic(index)} follow-up ${index + 1}`;
  const all = [
    { field: 'status', operator: 'is', value: 'pending' },
    { field: 'PENDING', operator: 'is', value: String(24 + index) },
  ];
  return {
    title,
    raw_title: title,
    active: true,
    position: 100 + index,
    default: false,
    conditions: { all, any: [] },
    actions: [{ field: 'current_tags', value: `followed_${index + 1}` }],
  };
}

function policy(index: number): Attributes {
  const minutes = 15 * (1 + (index % 16));
  return {
    title: `${topic(index)} promise ${index + 1}`,
    description: null,
    position: 100 + index,
    filter: { all: [{ field: 'current_tags', operator: 'includes', value: `promise_${index + 1}` }], any: [] },
    policy_metrics: ['low', 'normal', 'high', 'urgent'].map((priority) => ({
      priority,
      metric: 'first_reply_time',
      target: minutes,
      target_in_seconds: minutes * 60,
      business_hours: false,
    })),
  };
}

function articleBody(index: number): string {
  const paragraphs = Array.from(
    { length: 3 + (index % 5) },
    (_unused, at) => `<p>Step ${at + 1} of answer ${index + 1}.</p>`,
  );
  return paragraphs.join('\n');
}

function content(world: World, kind: string, title: string, body: string, attributes: Attributes): void {
  const { store } = world;
  const id = nextNumber(store);
  const source = { categories: 'Category', sections: 'Section', articles: 'Article' }[kind] ?? 'Article';
  const [brand] = [...rows(store, 'brands')].filter((row) => flag(row.default));
  const translation = insert(store, 'translations', nextNumber(store), {
    source_id: id,
    source_type: source,
    locale: 'en-us',
    title,
    body,
    draft: false,
    outdated: false,
    created_by_id: null,
    updated_by_id: null,
  });
  insert(store, kind, id, {
    brand_id: brand?.id ?? null,
    position: number(0),
    source_locale: 'en-us',
    translations: { 'en-us': translation.id },
    edited_at: translation.created_at ?? null,
    ...attributes,
  });
}
