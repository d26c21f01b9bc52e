/** Many brands, roles, fields of people and forms at once; see `bulk.ts`. */

import { nextNumber } from './ids.ts';
import type { Json, Row } from './json.ts';
import { flag } from './json.ts';
import { seedForm } from './seed/fields.ts';
import { seedBrand } from './seed/people.ts';
import type { Garden } from './seed/plant.ts';
import { byPosition, count, insert, ordered } from './store.ts';
import { NEW_CONFIGURATION } from './zendesk/role-configuration.ts';

type Make = (index: number) => void;

const TYPES = ['dropdown', 'text', 'checkbox', 'multiselect', 'date', 'integer', 'textarea', 'decimal'];

export function makersOfPeople(garden: Garden): Readonly<Record<string, Make>> {
  const { store } = garden;
  return {
    brands: (index) => {
      const more = { default: false, has_help_center: false, help_center_state: 'disabled' };
      seedBrand(garden, `Brand ${index + 1}`, `${garden.subdomain}-brand${index + 1}`, more);
    },
    custom_roles: (index) =>
      void insert(store, 'custom_roles', nextNumber(store), {
        name: `Role ${index + 1}`,
        description: '',
        role_type: 0,
        team_member_count: 0,
        configuration: { ...NEW_CONFIGURATION, manage_business_rules: index % 2 === 0 },
      }),
    organization_fields: (index) => personField(garden, 'organization_fields', index),
    user_fields: (index) => personField(garden, 'user_fields', index),
  };
}

function personField(garden: Garden, table: string, index: number): void {
  const { store } = garden;
  const type = TYPES[index % TYPES.length] ?? 'text';
  const title = `Bulk ${type} ${index + 1}`;
  const options = Array.from({ length: type === 'dropdown' || type === 'multiselect' ? 4 : 0 }, (_unused, at): Json => {
    const name = `Choice ${at + 1}`;
    return { id: nextNumber(store), name, raw_name: name, value: `${table}_${index + 1}_${at + 1}` };
  });
  insert(store, table, nextNumber(store), {
    type,
    key: `bulk_${index + 1}`,
    title,
    raw_title: title,
    description: '',
    raw_description: '',
    position: count(store, table),
    active: index % 9 !== 0,
    system: false,
    regexp_for_validation: null,
    ...(type === 'checkbox' ? { tag: `${table}_checked_${index + 1}` } : {}),
    ...(options.length > 0 ? { custom_field_options: options } : {}),
  });
}

/** Each form has the fields that every ticket has and a few others, its own slice of what the account has. */
export function makersOfForms(garden: Garden): Readonly<Record<string, Make>> {
  const { store } = garden;
  const few = (all: readonly Row[], index: number) => {
    const others = all.filter((field) => !flag(field.system) && flag(field.active));
    const start = (index * 5) % Math.max(1, others.length);
    return others.slice(start, start + 5);
  };
  return {
    ticket_forms: (index) => {
      const all = ordered(store, 'ticket_fields', 'position', byPosition);
      const always = all.filter((field) => flag(field.system) && !flag(field.removable));
      const position = count(store, 'ticket_forms') + 1;
      seedForm(garden, `Form ${index + 1}`, [...always, ...few(all, index)], { position, active: index % 9 !== 0 });
    },
  };
}
