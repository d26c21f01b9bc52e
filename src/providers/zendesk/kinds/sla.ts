/** SLA policies: the first whose conditions a ticket meets sets its targets, by priority. */

import type { Attribute } from '../../../core/attribute.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { struct } from '../../../core/attributes/structures.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Writer } from '../../../core/provider.ts';
import type { Binding, Native } from '../binding.ts';
import { createWith, encodeAttributes, numericId, plainWriter, topLevel, updateWith, writable } from '../crud.ts';
import { neededBy, readOptions, writeOptions } from '../rule-values.ts';
import { translated } from '../rule-writer.ts';
import { targets } from '../sla-targets.ts';
import { conditions } from '../vocabulary/conditions.ts';
import { judgedBy } from '../vocabulary/offered.ts';
import { rawValue } from '../vocabulary/raw.ts';

/** Metric → what may start or fulfil it beyond the standard. The platform's pages name them in the advanced settings of a policy. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  first_reply: [
    'activate_on_ticket_created_for_end_user',
    'activate_on_agent_ticket_created_for_end_user_with_internal_note',
    'activate_on_light_agent_on_email_forward_ticket_from_end_user',
    'activate_on_agent_created_ticket_for_self',
    'fulfill_on_agent_internal_note',
  ],
  next_reply: [
    'fulfill_on_non_requesting_agent_internal_note_after_activation',
    'activate_on_end_user_added_internal_note',
    'activate_on_agent_requested_ticket_with_public_comment_or_internal_note',
    'activate_on_light_agent_internal_note',
  ],
  periodic_update: ['activate_on_agent_internal_note'],
};
const FLAGS = Object.entries(SETTINGS).flatMap(([metric, names]) =>
  names.map((name) => ({ key: `${metric}_${name}`, metric: `${metric}_time`, name })),
);

const advancedFlags = struct(
  Object.fromEntries(
    FLAGS.map(({ key, metric, name }) => [
      key,
      flag({ description: `${metric}: ${name.replaceAll('_', ' ')}.`, platformDefault: false }),
    ]),
  ),
  {
    description: 'What starts or fulfils a target beyond the standard; settings that are not named stay as they are.',
    native: 'metric_settings',
    platformDefault: Object.fromEntries(FLAGS.map(({ key }) => [key, false])),
  },
);

/** Flat in the spec, by metric on the platform. */
const advanced: Attribute = {
  ...advancedFlags,
  decode(native) {
    const held = isRecord(native) ? native : {};
    const flat = FLAGS.map(({ key, metric, name }) => {
      const settings = held[metric];
      return [key, isRecord(settings) && settings[name] === true];
    });
    return advancedFlags.decode(Object.fromEntries(flat));
  },
  encode(value, cx) {
    const flat = advancedFlags.encode(value, cx);
    const nested: Record<string, Record<string, unknown>> = {};
    for (const { key, metric, name } of FLAGS) {
      if (!isRecord(flat) || flat[key] === undefined) continue;
      nested[metric] = { ...nested[metric], [name]: flat[key] };
    }
    return nested;
  },
};

const kind: Kind = {
  name: 'sla',
  provider: 'zendesk',
  section: ['slas'],
  title: 'SLA policy',
  plural: 'SLA policies',
  description: 'Targets for the tickets that meet its conditions; the first policy that fits is the one that counts.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'title',
  attributes: {
    title: line({ description: 'Name that agents see in reports.', required: true }),
    description: text({ description: 'What the policy is for.', platformDefault: '' }),
    when: conditions('sla', {
      description:
        'Which tickets it is for; all tickets if left out. Priority is not asked here: it belongs to the targets.',
      native: 'filter',
      implied: { all: [], any: [] },
    }),
    targets: targets({
      description: 'Priority, or key of `priorities`, → hours and targets: {hours: business, first_reply: 4h}.',
      native: 'policy_metrics',
      required: true,
    }),
    advanced,
  },
  naturalKey: (attributes) => String(attributes.title),
  keyUnique: false,
  order: { title: 'SLA policies' },
  neighbours: (attributes) => neededBy(attributes.when),
  judgedBy: judgedBy('sla'),
  deletionLoses: () => 'its targets on tickets, each at its next update',
  hazards: [
    '2026-11-24: a ticket gets the first policy that fits, so the order decides; a ticket without a priority gets no targets.',
    '2026-11-24: a changed policy reaches a ticket at its next update; a target that is past by then is breached at once.',
    '2026-11-24: an update replaces all targets; all are sent.',
    '2026-11-24: titles are not unique.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/slas/policies',
    one: 'sla_policy',
    many: 'sla_policies',
    paging: 'unpaged',
    update: 'PUT',
    send: 'all',
  },
  // Accounts that have none of the advanced settings do not show them.
  computed: (native) => ({
    when: kind.attributes.when?.decode(native.filter) ?? null,
    targets: kind.attributes.targets?.decode(native.policy_metrics) ?? null,
    advanced: advanced.decode(native.metric_settings),
  }),
  facts: (native) => (typeof native.position === 'number' ? { position: native.position } : {}),
  translate: readOptions,
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const native = encodeAttributes(kind, attributes, writable(kind, attributes, 'create'), cx);
    return translated(base, yield* createWith(base, writeOptions(native, cx)), cx);
  },
  *update(live, target, changed, cx) {
    const native = encodeAttributes(kind, target, writable(kind, target, 'update', topLevel(changed)), cx);
    const updated = yield* updateWith(base, live, { ...asItIs(live), ...withSettings(writeOptions(native, cx), live) });
    return updated === undefined ? undefined : translated(base, { id: updated.id, live: updated }, cx).live;
  },
  *reorder(ids) {
    yield { method: 'PUT', path: '/api/v2/slas/policies/reorder', body: { sla_policy_ids: ids.map(numericId) } };
  },
};

export const sla: Binding = { ...base, writer };

/** What is not sent would be cleared; values go back as the one type that is taken. */
function asItIs({ native }: LiveObject): Native {
  const { title, description, filter, policy_metrics } = native;
  return {
    title,
    ...(description === undefined ? {} : { description }),
    filter: isRecord(filter) ? rawValue(filter) : { all: [], any: [] },
    ...(policy_metrics === undefined ? {} : { policy_metrics }),
  };
}

/** Settings that nobody here knows stay. */
function withSettings(native: Native, live: LiveObject): Native {
  const { metric_settings: wanted } = native;
  const held = live.native.metric_settings;
  if (!isRecord(wanted) || !isRecord(held)) return native;
  const merged = Object.entries(wanted).map(([metric, settings]) => {
    const before = held[metric];
    return [metric, isRecord(before) && isRecord(settings) ? { ...before, ...settings } : settings];
  });
  return { ...native, metric_settings: { ...held, ...Object.fromEntries(merged) } };
}
