/** System ticket fields and the default form. */

import type { Attributes, Json, Row } from '../json.ts';
import type { Garden } from './plant.ts';
import { plant, titled } from './plant.ts';

interface SystemField {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly removable: boolean;
  readonly portal: 'edit' | 'required' | 'hidden';
  readonly more?: Attributes;
}

function options(values: readonly string[]): Json[] {
  return values.map((value) => ({ name: value.charAt(0).toUpperCase() + value.slice(1), value }));
}

const SYSTEM: readonly SystemField[] = [
  { type: 'subject', title: 'Subject', description: '', removable: false, portal: 'required' },
  {
    type: 'description',
    title: 'Description',
    description: 'Tell us what happened and what you expected. We answer as soon as we can.',
    removable: false,
    portal: 'required',
  },
  {
    type: 'status',
    title: 'Status',
    description: 'Request status',
    removable: false,
    portal: 'hidden',
    more: { sub_type_id: 0, system_field_options: options(['open', 'pending', 'solved']) },
  },
  {
    type: 'tickettype',
    title: 'Type',
    description: 'Request type',
    removable: true,
    portal: 'hidden',
    more: { system_field_options: options(['question', 'incident', 'problem', 'task']) },
  },
  {
    type: 'priority',
    title: 'Priority',
    description: 'Request priority',
    removable: true,
    portal: 'edit',
    more: { sub_type_id: 0, system_field_options: options(['low', 'normal', 'high', 'urgent']) },
  },
  { type: 'group', title: 'Group', description: 'Request group', removable: false, portal: 'hidden' },
  {
    type: 'assignee',
    title: 'Assignee',
    description: 'Agent assigned to your request',
    removable: false,
    portal: 'hidden',
    more: { required: true },
  },
];

export const CUSTOM_STATUS: SystemField = {
  type: 'custom_status',
  title: 'Ticket status',
  description: 'Request ticket status',
  removable: false,
  portal: 'hidden',
};

export function seedSystemField(garden: Garden, field: SystemField, position: number): Row {
  const { type, title, description, removable, portal, more } = field;
  return plant(garden, 'ticket_fields', {
    type,
    ...titled(title),
    description,
    raw_description: description,
    position,
    active: true,
    required: false,
    collapsed_for_agents: false,
    regexp_for_validation: null,
    title_in_portal: title,
    raw_title_in_portal: title,
    visible_in_portal: portal !== 'hidden',
    editable_in_portal: portal !== 'hidden',
    required_in_portal: portal === 'required',
    tag: null,
    removable,
    key: null,
    agent_description: null,
    agent_can_edit: true,
    system: true,
    ...more,
  });
}

export function seedFields(garden: Garden): readonly Row[] {
  return SYSTEM.map((field, index) => seedSystemField(garden, field, index + 1));
}

export function seedForm(garden: Garden, name: string, fields: readonly Row[], more: Attributes): Row {
  return plant(garden, 'ticket_forms', {
    name,
    raw_name: name,
    display_name: name,
    raw_display_name: name,
    end_user_visible: true,
    position: 1,
    ticket_field_ids: fields.map((field) => field.id),
    active: true,
    default: false,
    in_all_brands: true,
    restricted_brand_ids: [],
    agent_conditions: [],
    end_user_conditions: [],
    ...more,
  });
}
