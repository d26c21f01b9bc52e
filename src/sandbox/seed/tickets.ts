/** Tickets to count: one sample in a new account, and months of work in one that has been lived in. */

import type { Profile } from '../features.ts';
import type { Row } from '../json.ts';
import { byId, filter, find, ordered } from '../store.ts';
import { createTicket } from '../zendesk/tickets.ts';
import type { Garden } from './plant.ts';
import { BORN } from './plant.ts';

const AMOUNT: Readonly<Record<Profile, number>> = { trial: 1, team: 40, enterprise: 160 };
const STATUSES = ['new', 'open', 'open', 'pending', 'solved', 'solved', 'closed', 'closed'];
const PRIORITIES = ['normal', 'low', 'high', null, 'urgent', 'normal', null];
const TYPES = ['question', 'incident', null, 'problem', 'task'];
const CHANNELS = ['email', 'web', 'chat', 'email', 'api'];
const TAGS = [[], ['billing'], ['vip', 'billing'], ['returns'], []];
const HOUR = 3_600_000;

export function seedTickets(garden: Garden, profile: Profile, brand: Row, form: Row): void {
  seedSample(garden, brand, form);
  for (let index = 1; index < AMOUNT[profile]; index += 1) seedTicket(garden, index, brand, form);
}

function seedSample(garden: Garden, brand: Row, form: Row): void {
  const [customer] = filter(garden.store, 'users', (user) => user.role === 'end-user');
  createTicket(
    { store: garden.store, brand },
    {
      subject: 'SAMPLE TICKET: Meet the ticket',
      description: 'This is a first ticket to look at.',
      status: 'open',
      priority: 'normal',
      type: 'incident',
      tags: ['sample', 'support', 'zendesk'],
      requester_id: customer?.id ?? null,
      ticket_form_id: form.id,
      created_at: BORN,
      via: { channel: 'sample_ticket', source: { from: {}, to: {}, rel: null } },
    },
  );
}

/** Every mix of values comes up, the same ones each time. */
export function seedTicket(garden: Garden, index: number, brand: Row, form: Row): void {
  const { store } = garden;
  const people = (staff: boolean) =>
    ordered(store, 'users', 'id', byId).filter((user) => (user.role !== 'end-user') === staff);
  const pick = <T>(items: readonly T[], step = 1): T | undefined => items[Math.floor(index / step) % items.length];
  const requester = pick(people(false));
  const status = pick(STATUSES) ?? 'new';
  const group =
    status === 'new'
      ? undefined
      : pick(
          filter(store, 'groups', (row) => row.deleted !== true),
          2,
        );
  const assignee = status === 'new' || index % 5 === 0 ? undefined : pick(people(true), 3);
  const created = Date.parse(BORN) + index * 7 * HOUR;
  createTicket(
    { store, brand: find(store, 'brands', brand.id) },
    {
      subject: `Request ${index}`,
      status,
      priority: pick(PRIORITIES) ?? null,
      type: pick(TYPES, 3) ?? null,
      tags: [...(pick(TAGS, 2) ?? [])],
      requester_id: requester?.id ?? null,
      organization_id: requester?.organization_id ?? null,
      group_id: group?.id ?? null,
      assignee_id: assignee?.id ?? null,
      ticket_form_id: form.id,
      via: { channel: pick(CHANNELS) ?? 'email', source: { from: {}, to: {}, rel: null } },
      created_at: new Date(created).toISOString().replace('.000Z', 'Z'),
      updated_at: new Date(created + (index % 50) * HOUR).toISOString().replace('.000Z', 'Z'),
    },
  );
}
