/** Roles of agents: the account's own, and the platform's, which are known by name and never changed. */
import { isRecord } from '../../../core/attributes/scalars.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import type { Binding, Native } from '../binding.ts';
import { encodeAttributes, plainWriter, topLevel, updateWith, writable } from '../crud.ts';
import { permissions } from '../role-permissions.ts';

const kind: Kind = {
  name: 'custom_role',
  provider: 'zendesk',
  section: ['roles'],
  title: 'role',
  plural: 'roles',
  description:
    'What a group of agents may do. The roles of the platform itself are adopted by name and stay as they are.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/custom_roles/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that admins see; unique, whatever its capitals.', required: true }),
    description: text({ description: 'Whom it is for.', platformDefault: '' }),
    permissions,
  },
  naturalKey: ({ name }) => String(name).toLowerCase(),
  keyUnique: true,
  hazards: [
    '2026-11-24: custom roles are part of Enterprise; elsewhere they are left out, and the rest is provisioned.',
    '2026-11-24: Administrator, Light agent, Contributor and Billing admin belong to the platform: nothing about them can be changed.',
    '2026-11-24: a role cannot be deleted while agents have it.',
    '2026-11-24: agents who may not edit tickets can neither merge nor delete them, nor edit their tags, whatever the role says.',
    '2026-11-24: the platform adds permissions over time; only those that the spec names are compared.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/custom_roles',
    one: 'custom_role',
    many: 'custom_roles',
    paging: 'unpaged',
    update: 'PUT',
    send: 'changed',
  },
  computed: (native) => (isBuiltIn(native) ? { permissions: {}, description: '' } : {}),
  facts: (native) => ({
    ...(isBuiltIn(native) ? { system: true } : {}),
    ...(agentsOf(native) > 0 ? { held: `${agentsOf(native)} agents have it` } : {}),
  }),
};

const writer: Writer = {
  ...plainWriter(base),
  *update(live, target, changed, cx) {
    const native = encodeAttributes(kind, target, writable(kind, target, 'update', topLevel(changed)), cx);
    // A permission that is sent though it stays is judged anew, and some are refused whatever their value.
    const moved = new Set(changed.map((path) => path.slice(path.indexOf('.') + 1)));
    const { configuration } = native;
    const sent = isRecord(configuration)
      ? { configuration: Object.fromEntries(Object.entries(configuration).filter(([name]) => moved.has(name))) }
      : {};
    return yield* updateWith(base, live, { ...native, ...sent });
  },
};

export const customRole: Binding = { ...base, writer };

/** 0 is a role of the account's own; the others are the platform's: light agent, chat agent, contributor, admin, billing admin. */
function isBuiltIn({ role_type: type }: Native): boolean {
  return typeof type === 'number' && type !== 0;
}

function agentsOf({ team_member_count: count }: Native): number {
  return typeof count === 'number' ? count : 0;
}
