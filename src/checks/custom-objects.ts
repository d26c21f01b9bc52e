/** What Zendesk refuses, or quietly leaves out, about custom objects and what stands in them. */
import { isPlainStruct } from '../core/value.ts';
import { isStandard, STANDARD } from '../providers/zendesk/kinds/custom-object-field.ts';
import { check, resourcesOf } from './check.ts';

const FIELD = 'custom_object_field';

const standard = check(
  {
    id: 'OBJECT_FIELD_STANDARD',
    stage: 'load',
    severity: 'error',
    title: 'Each object has two fields of the platform, and no others of that kind',
    why: 'Zendesk has no other standard fields, and none can be made.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, FIELD)) {
      const { key } = resource.attributes;
      if (isStandard(key) && !STANDARD.some((own) => own === key))
        yield {
          resource,
          path: 'key',
          summary: `There is no field ${String(key)}`,
          hint: `The standard fields are ${STANDARD.join(' and ')}; any other needs a key without ::`,
        };
    }
  },
);

const properties = check(
  {
    id: 'OBJECT_FIELD_PROPERTIES',
    stage: 'load',
    severity: 'error',
    title: 'Only the name of a record is unique, or a number',
    why: 'Zendesk takes these properties for standard::name alone and drops them elsewhere without a word.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, FIELD)) {
      const { key, properties: held } = resource.attributes;
      if (!isPlainStruct(held) || Object.keys(held).length === 0) continue;
      if (key !== 'standard::name')
        yield { resource, path: 'properties', summary: 'Only the field with the key standard::name has properties' };
      else if (held.is_unique === true && held.autoincrement_enabled === true)
        yield {
          resource,
          path: 'properties',
          summary: 'A name is either unique or a number: numbers are unique by themselves',
          hint: 'Take out is_unique or autoincrement_enabled',
        };
    }
  },
);

const order = check(
  {
    id: 'OBJECT_FIELD_ORDER',
    stage: 'load',
    severity: 'error',
    title: 'The standard fields of an object stand first',
    why: 'Zendesk puts the others in order among themselves only, and every plan would move the standard ones again.',
  },
  function* (cx) {
    const begun = new Set<string>();
    for (const resource of resourcesOf(cx, FIELD)) {
      const object = JSON.stringify(resource.attributes.object ?? null);
      if (!isStandard(resource.attributes.key)) begun.add(object);
      else if (begun.has(object))
        yield { resource, summary: 'A standard field stands behind another one', hint: 'Move its block to the front' };
    }
  },
);

export const customObjectChecks = [standard, properties, order] as const;
