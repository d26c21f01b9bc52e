/** Conditions on custom fields of tickets, requesters and organizations. */
import { type Context, organization, person, type Scene, shown } from '../context.ts';
import type { Directory, Field } from '../directory.ts';
import type { FieldValue } from '../model.ts';
import type { SimulationOptions } from '../options.ts';
import { changeTest, type Reader, shownChange } from './change.ts';
import { type Test, truth, UNKNOWN } from './condition.ts';
import { comparison } from './ticket.ts';
import { wordTest } from './words.ts';

type Read = (scene: Scene, cx: Context) => FieldValue;

interface Subject {
  readonly read: Read;
  readonly field: Field | undefined;
  readonly name: string;
}

const TICKET = /^(?:custom_fields|ticket_fields)_(\d+)$/;
const PERSON = /^(?:requester|user)\.custom_fields[._](.+)$/;
const ORGANIZATION = /^organization\.custom_fields\.(.+)$/;
const DAY = 86_400_000;

export function isFieldCondition(field: string): boolean {
  return TICKET.test(field) || PERSON.test(field) || ORGANIZATION.test(field);
}

export function fieldTest(
  name: string,
  operator: string,
  value: string,
  directory: Directory,
  options: SimulationOptions,
): Test | undefined {
  const subject = subjectOf(name, directory);
  if (subject === undefined) return undefined;
  // Fields that the account does not have cannot have a value: the rule names something that is gone.
  if (subject.field === undefined) {
    const because = `the account has no field ${subject.name}`;
    return { test: () => UNKNOWN, actual: () => '', because };
  }
  const { field, read } = subject;
  const wanted = storedValue(field, value, name);
  const reader: Reader = (scene, cx) => normal(field, read(scene, cx));
  const actual = shownChange(operator, reader);
  const test =
    changeTest(operator, reader, () => wanted) ??
    presenceTest(operator, reader) ??
    equalityTest(operator, reader, wanted, field) ??
    inclusionTest(operator, read, value, field, name) ??
    searchTest(operator, reader, value, options) ??
    orderTest(operator, reader, wanted, field);
  if (test !== undefined) return { test, actual };
  const days = daysTest(operator, reader, value);
  return days === undefined ? undefined : { ...days, actual };
}

function subjectOf(name: string, directory: Directory): Subject | undefined {
  const id = TICKET.exec(name)?.[1];
  if (id !== undefined)
    return {
      name: id,
      field: directory.ticketFields.get(id),
      read: ({ ticket }) => ticket.custom_fields.get(id) ?? null,
    };
  const key = PERSON.exec(name)?.[1]?.toLowerCase();
  if (key !== undefined)
    return {
      name: key,
      field: directory.userFields.get(key),
      read: (scene, cx) => person(cx, scene, scene.ticket.requester_id)?.fields.get(key) ?? null,
    };
  const other = ORGANIZATION.exec(name)?.[1]?.toLowerCase();
  if (other === undefined) return undefined;
  return {
    name: other,
    field: directory.organizationFields.get(other),
    read: (scene, cx) => organization(cx, scene)?.fields.get(other) ?? null,
  };
}

/** An empty checkbox is not ticked. */
function normal(field: Field, value: FieldValue): string {
  if (field.type === 'checkbox') return String(value === true || value === 'true');
  return shown(value);
}

/**
 * Rules on tickets name an option by its tag; those on people and organizations, and SLA filters, by its id
 * (definitions that real accounts answered with).
 */
export function storedValue(field: Field, value: string, conditionField: string): string {
  if (conditionField.startsWith('custom_fields_')) return value;
  return field.options.find((option) => option.id === value)?.value ?? value;
}

function presenceTest(operator: string, read: Reader): Test['test'] | undefined {
  if (operator === 'present') return (cx) => truth(read(cx.scene, cx) !== '');
  return operator === 'not_present' ? (cx) => truth(read(cx.scene, cx) === '') : undefined;
}

function equalityTest(operator: string, read: Reader, wanted: string, field: Field): Test['test'] | undefined {
  if (operator !== 'is' && operator !== 'is_not') return undefined;
  const numeric = isNumeric(field) && wanted !== '';
  const equal = (found: string) => (numeric && found !== '' ? Number(found) === Number(wanted) : found === wanted);
  return (cx) => truth(equal(read(cx.scene, cx)) === (operator === 'is'));
}

function inclusionTest(
  operator: string,
  read: Read,
  value: string,
  field: Field,
  name: string,
): Test['test'] | undefined {
  if (operator !== 'includes' && operator !== 'not_includes') return undefined;
  const wanted = value === '' ? [''] : value.split(' ').map((item) => storedValue(field, item, name));
  const includes = (found: FieldValue) => {
    const items = Array.isArray(found) ? found : shown(found).split(' ');
    return wanted.some((item) => items.includes(item));
  };
  return (cx) => truth(includes(read(cx.scene, cx)) === (operator === 'includes'));
}

function searchTest(
  operator: string,
  read: Reader,
  value: string,
  options: SimulationOptions,
): Test['test'] | undefined {
  const matches = operator.endsWith('includes_words')
    ? wordTest(value, options.wordMatch)
    : operator.endsWith('includes_string')
      ? (text: string) => text.includes(value.toLowerCase())
      : undefined;
  if (matches === undefined) return undefined;
  const negated = operator.startsWith('not_');
  return (cx) => truth(matches(read(cx.scene, cx).toLowerCase()) !== negated);
}

/** Dates are written year first, so that they compare as texts. An empty field is neither more nor less. */
function orderTest(operator: string, read: Reader, wanted: string, field: Field): Test['test'] | undefined {
  const compare = comparison(operator);
  if (compare === undefined) return undefined;
  const numeric = isNumeric(field);
  return (cx) => {
    const found = read(cx.scene, cx);
    if (found === '') return 0;
    return truth(numeric ? compare(Number(found), Number(wanted)) : compare(found, wanted));
  };
}

/** Whole days in the account's zone, today included. */
function daysTest(operator: string, read: Reader, value: string): Pick<Test, 'test' | 'due'> | undefined {
  const back = operator === 'within_previous_n_days';
  if (!back && operator !== 'within_next_n_days') return undefined;
  const span = Number(value) * DAY;
  return {
    test: (cx) => {
      const found = read(cx.scene, cx);
      if (found === '') return 0;
      const today = cx.calendar.localDate(cx.now);
      const distance = (Date.parse(found) - Date.parse(today)) * (back ? -1 : 1);
      return truth(distance >= 0 && distance <= span);
    },
    due: (cx) => cx.now,
  };
}

function isNumeric(field: Field): boolean {
  return field.type === 'integer' || field.type === 'decimal';
}
