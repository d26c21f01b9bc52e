/** Permissions that the platform leaves as they are: who may not edit tickets has none of what needs it. */
import { line } from '../dice.ts';
import type { Hint } from '../making.ts';

const TICKETS = ['all', 'within_groups', 'within_groups_and_public_groups', 'within_organization', 'assigned_only'];

export const customRoleHints: Readonly<Record<string, Hint>> = {
  'custom_role.name': (m) => `${line(m.d, 40)} ${m.next()}`,
  'custom_role.permissions': ({ d }) => {
    const editing = d.bool();
    return {
      ticket_access: d.pick(TICKETS),
      ticket_editing: editing,
      ...(editing ? { ticket_merge: d.bool(), ticket_deletion: d.bool() } : {}),
      manage_business_rules: d.bool(),
      view_access: d.pick(['full', 'manage_group', 'manage_personal', 'playonly', 'readonly']),
    };
  },
};
