/** The `properties` of a custom object's field: autonumbering and uniqueness of the name, currencies, parents, roll-ups. */

import { invalid, recordInvalid } from '../../errors.ts';
import type { Attributes, Row } from '../../json.ts';
import { flag, list, number, text } from '../../json.ts';
import type { Store } from '../../store.ts';
import { filter } from '../../store.ts';

const AGGREGATIONS = ['COUNT', 'SUM', 'MIN', 'MAX'];
const ROLLED = ['integer', 'decimal', 'date'];
/** "It can't exceed 30 characters." */
const MAX_PREFIX = 30;

/** `name` stands for the standard field of that name, which is a text like others. */
export function newProperties(type: string, sent: Attributes): Attributes {
  if (type === 'name') return nameProperties({}, sent);
  if (type === 'currency') {
    const currencies = list(sent.allowed_currencies).map((code) => text(code));
    if (currencies.length !== 1 || !currencies.every((code) => /^[A-Z]{3}$/.test(code))) {
      throw refused('allowed_currencies must hold exactly one currency code');
    }
    return { allowed_currencies: currencies };
  }
  if (type === 'parent') return { cascade_permissions_enabled: flag(sent.cascade_permissions_enabled) };
  return ROLLED.includes(type) && sent.rollup_aggregation_type !== undefined ? rollUp(sent) : {};
}

/** "Can't be changed if any records exist for the object"; a currency cannot be changed at all. */
export function updatedProperties(store: Store, field: Row, sent: Attributes): Attributes {
  const kept = field.properties;
  const before: Attributes = typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? kept : {};
  if (field.key === 'standard::name') {
    const after = nameProperties(before, sent);
    const changed = Object.entries(after).some(([name, value]) => before[name] !== value);
    const records = filter(store, 'custom_object_records', (record) => record.object_key === field.object_key);
    if (changed && records.length > 0) throw refused('cannot be changed while there are records');
    return after;
  }
  if (field.type === 'parent') return newProperties('parent', { ...before, ...sent });
  return before.rollup_aggregation_type === undefined ? before : rollUp({ ...before, ...sent });
}

function nameProperties(before: Attributes, sent: Attributes): Attributes {
  const all = { ...before, ...sent };
  const properties = {
    autoincrement_enabled: flag(all.autoincrement_enabled),
    autoincrement_prefix: text(all.autoincrement_prefix),
    autoincrement_padding: number(all.autoincrement_padding),
    autoincrement_next_sequence: number(all.autoincrement_next_sequence, 1),
    is_unique: flag(all.is_unique),
  };
  if (properties.autoincrement_enabled && properties.is_unique) {
    throw refused('autoincrement_enabled must be false if is_unique is true');
  }
  if (properties.autoincrement_prefix.length > MAX_PREFIX) throw refused(`prefix: at most ${MAX_PREFIX} characters`);
  if (properties.autoincrement_padding < 0 || properties.autoincrement_padding > 9) throw refused('padding: 0 to 9');
  if (properties.autoincrement_next_sequence < number(before.autoincrement_next_sequence)) {
    throw refused('next_sequence cannot be less than the current value');
  }
  return properties;
}

function rollUp(sent: Attributes): Attributes {
  const type = text(sent.rollup_aggregation_type);
  if (!AGGREGATIONS.includes(type)) throw refused(`rollup_aggregation_type: ${type} is none of ${AGGREGATIONS}`);
  if (!text(sent.rollup_child_object).startsWith('zen:custom_object:')) throw refused('rollup_child_object is none');
  return {
    rollup_aggregation_type: type,
    rollup_child_object: text(sent.rollup_child_object),
    rollup_aggregated_field: sent.rollup_aggregated_field ?? null,
    rollup_filter_criteria: sent.rollup_filter_criteria ?? null,
  };
}

function refused(problem: string) {
  return recordInvalid([invalid('properties', `Properties: ${problem}`)]);
}
