/** A custom object as a company has one: its fields, a trigger over them, and a few records that a deletion would lose. */

import { nextNumber, nextUlid } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { plantStandardFields } from '../zendesk/objects/object-fields.ts';
import type { Garden } from './plant.ts';
import { plant, titled } from './plant.ts';
import { when } from './rules.ts';

const KEY = 'asset';

export function seedObjects(garden: Garden, owner: Row): void {
  const author = { created_by_user_id: String(owner.id), updated_by_user_id: String(owner.id) };
  plant(
    garden,
    'custom_objects',
    {
      key: KEY,
      ...titled('Asset'),
      title_pluralized: 'Assets',
      raw_title_pluralized: 'Assets',
      ...described('Devices that were sold'),
      include_in_list_view: true,
      allows_attachments: false,
      allows_photos: false,
      ...author,
    },
    KEY,
  );
  plantStandardFields(garden.store, KEY);
  const option = (name: string, value: string) => ({ id: nextNumber(garden.store), name, raw_name: name, value });
  const used = option('Used', 'used');
  const fields: readonly Attributes[] = [
    { key: 'serial', type: 'text', ...titled('Serial number'), required: true },
    { key: 'condition', type: 'dropdown', ...titled('Condition'), custom_field_options: [option('New', 'new'), used] },
    { key: 'warranty_until', type: 'date', ...titled('Warranty until') },
    {
      key: 'holder',
      type: 'lookup',
      ...titled('Holder'),
      relationship_target_type: 'zen:user',
      relationship_filter: { all: [when('role', 'is', 'End user')], any: [] },
    },
  ];
  for (const [index, field] of fields.entries()) {
    plant(garden, 'custom_object_fields', {
      object_key: KEY,
      standard: false,
      ...described(''),
      position: index + 2,
      active: true,
      required: false,
      system: false,
      regexp_for_validation: null,
      ...field,
    });
  }
  plant(garden, 'object_triggers', {
    object_key: KEY,
    ...titled('End the warranty of used devices'),
    description: '',
    active: true,
    position: 1,
    conditions: {
      all: [
        when('update_type', 'is', 'Create'),
        when(`custom_object.${KEY}.custom_fields.condition`, 'is', String(used.id)),
      ],
      any: [],
    },
    actions: [{ field: `custom_object.${KEY}.custom_fields.warranty_until`, value: ['days_from_now', '0'] }],
    default: false,
  });
  for (const [serial, condition] of [
    ['K-1001', 'new'],
    ['K-1002', 'new'],
    ['T-0417', 'used'],
  ]) {
    const custom_object_fields = {
      serial: serial ?? '',
      condition: condition ?? '',
      warranty_until: null,
      holder: null,
    };
    const record = { object_key: KEY, name: serial ?? '', external_id: null, custom_object_fields, ...author };
    plant(garden, 'custom_object_records', record, nextUlid(garden.store));
  }
}

function described(description: string): Attributes {
  return { description, raw_description: description };
}
