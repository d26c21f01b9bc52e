/** Categories that triggers stand in; their order decides which triggers run first. */
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import type { Binding } from '../binding.ts';
import { plainWriter } from '../crud.ts';
import { job } from '../trigger-job.ts';

const kind: Kind = {
  name: 'trigger_category',
  provider: 'zendesk',
  section: ['trigger_categories'],
  title: 'trigger category',
  plural: 'trigger categories',
  description: 'A group of triggers; categories run one after another.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/business-rules/trigger_categories/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: { name: line({ description: 'Name that admins see.', required: true }) },
  naturalKey: (attributes) => String(attributes.name),
  keyUnique: false,
  order: { title: 'trigger categories' },
  cascades: ['trigger.category'],
  deletionLoses: (dependants) =>
    dependants.length === 0 ? undefined : `its inactive triggers: ${dependants.join(', ')}`,
  hazards: [
    '2026-11-21: a category with active triggers cannot be deleted; its inactive triggers are deleted with it.',
    '2026-11-21: moving a category moves all of its triggers, foreign ones too.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/trigger_categories',
    one: 'trigger_category',
    many: 'trigger_categories',
    paging: 'cursor',
    update: 'PATCH',
    send: 'changed',
  },
  facts: (native) => (typeof native.position === 'number' ? { position: native.position } : {}),
};

const writer: Writer = {
  ...plainWriter(base),
  *reorder(ids) {
    yield* job({ trigger_categories: ids.map((id, index) => ({ id, position: index + 1 })) });
  },
};

export const triggerCategory: Binding = { ...base, writer };
