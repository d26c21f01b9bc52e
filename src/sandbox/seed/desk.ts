/** How a lived-in account shares out its work: statuses of its own, skills, queues. */

import { nextUlid, nextUuid } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { filter } from '../store.ts';
import type { Garden } from './plant.ts';
import { plant } from './plant.ts';
import { when } from './rules.ts';

export function seedDesk(garden: Garden): void {
  seedOwnStatuses(garden);
  seedSkills(garden);
  seedQueues(garden);
  seedGroupSla(garden);
  seedWorkspace(garden);
}

function named({ store }: Garden, kind: string, name: string): Row | undefined {
  return filter(store, kind, (row) => row.name === name)[0];
}

function seedOwnStatuses(garden: Garden): void {
  const statuses: [string, string, string, string, boolean][] = [
    ['pending', 'Waiting for the warehouse', 'Pending', 'The warehouse has to send something first', true],
    ['open', 'In repair', 'In progress', '', false],
  ];
  for (const [status_category, agent_label, end_user_label, description, active] of statuses) {
    const texts = { agent_label, end_user_label, description, end_user_description: '' };
    const raw = Object.fromEntries(Object.entries(texts).map(([name, value]) => [`raw_${name}`, value]));
    plant(garden, 'custom_statuses', { status_category, ...texts, ...raw, active, default: false });
  }
}

function seedSkills(garden: Garden): void {
  const skill = (attribute: Row, name: string, all: Attributes[]) =>
    plant(
      garden,
      'routing_attribute_values',
      { attribute_id: attribute.id, name, conditions: { all, any: [] } },
      nextUuid(garden.store),
    );
  const language = plant(garden, 'routing_attributes', { name: 'Language' }, nextUuid(garden.store));
  const german = skill(language, 'German', [when('locale_id', 'is', '8')]);
  skill(language, 'English', [when('locale_id', 'is', '1')]);
  const product = plant(garden, 'routing_attributes', { name: 'Product knowledge' }, nextUuid(garden.store));
  skill(product, 'Repairs', []);
  const carmen = named(garden, 'users', 'Carmen Ruiz');
  if (!carmen) return;
  const held = { agent_id: carmen.id, attribute_id: language.id, attribute_value_id: german.id };
  plant(garden, 'routing_instance_values', { ...held, agent_skill_priority: 'NORMAL' }, nextUuid(garden.store));
}

function seedQueues(garden: Garden): void {
  const ids = (names: readonly string[]) => names.flatMap((name) => named(garden, 'groups', name)?.id ?? []);
  const queues: [string, string, number, readonly string[], readonly string[]][] = [
    ['First in line', 'urgent', 1, ['Support', 'Escalations'], ['Billing']],
    ['Can wait', 'low', 50, ['Support'], []],
  ];
  for (const [index, [name, priority, rank, primary, secondary]] of queues.entries()) {
    const queue = {
      name,
      description: '',
      priority: rank,
      order: index + 1,
      definition: { all: [when('priority', 'is', priority)], any: [] },
      primary_groups: ids(primary),
      secondary_groups: ids(secondary),
      active: true,
    };
    plant(garden, 'queues', queue, nextUlid(garden.store));
  }
}

function seedGroupSla(garden: Garden): void {
  const group = named(garden, 'groups', 'Escalations');
  const target = (priority: string, minutes: number) => ({
    priority,
    metric: 'group_ownership_time',
    target: minutes,
    target_in_seconds: minutes * 60,
    business_hours: false,
  });
  const policy = {
    title: 'Escalations do not lie around',
    description: '',
    position: 1,
    filter: { all: [when('group_id', 'includes', group ? [group.id] : [])] },
    policy_metrics: [target('urgent', 30), target('high', 120)],
  };
  plant(garden, 'group_sla_policies', policy, nextUlid(garden.store));
}

function seedWorkspace(garden: Garden): void {
  const form = named(garden, 'ticket_forms', 'Returns');
  const macro = filter(garden.store, 'macros', (row) => row.title === 'Take it!')[0];
  plant(garden, 'workspaces', {
    title: 'Returns desk',
    description: 'What is needed when something comes back',
    activated: true,
    position: 1,
    ticket_form_id: form?.id ?? null,
    conditions: { all: [when('ticket_form_id', 'is', String(form?.id))], any: [] },
    macros: macro ? [macro.id] : [],
    apps: [],
    prefer_workspace_app_order: true,
  });
}
