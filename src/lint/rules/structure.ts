/** Fields, forms, schedules and limits: what stands behind the rules. */
import { membersIn, resourcesOf } from '../../checks/check.ts';
import { actionsOf } from '../../checks/rule.ts';
import { holidayOf } from '../../core/attributes/holidays.ts';
import type { Resource } from '../../core/resource.ts';
import { isIdRef } from '../../core/value.ts';
import type { Found, LintContext, Rule } from '../rule.ts';
import { activeOf, allConditions, shown } from '../rules-of.ts';

const HOUSE = 'https://support.zendesk.com/hc/en-us/articles/4408832701850';

const tags: Rule = {
  id: 'dropdown-duplicate-tag',
  severity: 'error',
  title: 'Every option has a tag of its own',
  reason:
    'An option is its tag: where two have the same one, choosing either sets both fields, and rules cannot tell them apart. A field without options cannot be filled in.',
  mend: 'Give one of them another tag.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408838961562',
  checks: ['OPTION_TAG_TWICE', 'OPTION_TAG_TAKEN', 'OPTIONS_MISSING'],
  failing: `
ticket_fields:
  area: {type: dropdown, title: Area, options: {billing: Billing, other: Other}}
  topic: {type: dropdown, title: Topic, options: {billing: Invoices}}`,
  passing: `
ticket_fields:
  area: {type: dropdown, title: Area, options: {area_billing: Billing, area_other: Other}}
  topic: {type: dropdown, title: Topic, options: {topic_billing: Invoices}}`,
};

const schedules: Rule = {
  id: 'schedule-invalid',
  severity: 'error',
  title: 'Schedules hold the hours and days off that are still to come',
  reason:
    'Targets in business hours are counted by them: a holiday that nobody entered is a working day, on which targets are missed.',
  mend: 'Enter the holidays of the next year; let triggers set a schedule that exists.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408842938522',
  checks: ['SCHEDULE_HOURS', 'HOLIDAY_OUT_OF_RANGE'],
  failing: `
schedules:
  office: {name: Office, timezone: Europe/Berlin, hours: {mon-fri: "09:00-17:00"}, holidays: [{name: New Year, date: 2026-01-01}]}`,
  passing: `
schedules:
  office: {name: Office, timezone: Europe/Berlin, hours: {mon-fri: "09:00-17:00"}, holidays: [{name: New Year, date: 2028-01-01}]}`,
  *run(cx) {
    const today = new Date(cx.now).toISOString().slice(0, 10);
    for (const resource of resourcesOf(cx, 'schedule')) {
      const days = membersIn(resource.attributes.holidays).map(holidayOf);
      if (days.length === 0 || days.some(({ to }) => to >= today)) continue;
      yield { resource, path: 'holidays', severity: 'warning', summary: `All of its ${days.length} holidays are past` };
    }
    for (const resource of activeOf(cx, 'trigger')) {
      const set = actionsOf(resource.attributes).find(
        ({ action, field, value }) => action === 'set' && field === 'schedule' && isIdRef(value),
      );
      if (set !== undefined && cx.live !== undefined)
        yield {
          resource,
          path: 'then',
          summary: `It sets the schedule ${shown(set.value)}, which has been deleted; tickets keep it`,
        };
    }
  },
};

const forms: Rule = {
  id: 'form-condition',
  severity: 'error',
  title: 'Conditions of a form are about its own fields',
  reason: 'A condition on a field that the form does not have never shows anything, and the platform refuses it.',
  mend: 'Add the field to the form, or take the condition out.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/',
  checks: ['FORM_CONDITION_FIELD', 'FORM_CONDITION_INACTIVE', 'VIEW_INACTIVE_FORM', 'DEFAULT_TWICE'],
  failing: `
ticket_fields:
  area: {type: dropdown, title: Area, options: {area_billing: Billing, area_other: Other}}
  invoice: {type: text, title: Invoice}
ticket_forms:
  help: {name: Help, fields: [area], agent_conditions: [{when: {area: area_billing}, show: [invoice]}]}`,
  passing: `
ticket_fields:
  area: {type: dropdown, title: Area, options: {area_billing: Billing, area_other: Other}}
  invoice: {type: text, title: Invoice}
ticket_forms:
  help: {name: Help, fields: [area, invoice], agent_conditions: [{when: {area: area_billing}, show: [invoice]}]}`,
};

const GOOD_PRACTICE = 96;

const autoClose: Rule = {
  id: 'auto-close-too-soon',
  severity: 'warning',
  title: 'Solved tickets stay open long enough to be answered, and rated',
  reason:
    'A closed ticket cannot be opened again: a customer who answers on the third day begins a new one, and whoever is asked for a rating afterwards cannot give it.',
  mend: 'Close after 96 hours or more, and after the survey is sent.',
  source: HOUSE,
  failing: `
automations:
  close:
    title: Close
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, greater_than: 24}]}
    then: [{set: {status: closed}}]`,
  passing: `
automations:
  close:
    title: Close
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, greater_than: 96}]}
    then: [{set: {status: closed}}]`,
  *run(cx) {
    const automations = activeOf(cx, 'automation');
    const survey = automations.find((own) => sets(own, 'satisfaction', 'offered'));
    const asksAfter = survey === undefined ? undefined : hoursSolved(survey);
    for (const resource of automations) {
      const after = sets(resource, 'status', 'closed') ? hoursSolved(resource) : undefined;
      if (after === undefined) continue;
      if (asksAfter !== undefined && after <= asksAfter)
        yield {
          resource,
          path: 'when',
          summary: `It closes after ${after} h, and ${survey?.address} asks for a rating after ${asksAfter} h`,
        };
      else if (after < GOOD_PRACTICE)
        yield {
          resource,
          path: 'when',
          summary: `It closes ${after} h after solving; ${GOOD_PRACTICE} h is what customers need to answer`,
        };
    }
  },
};

function sets({ attributes }: Resource, field: string, value: string): boolean {
  return actionsOf(attributes).some((own) => own.action === 'set' && own.field === field && own.value === value);
}

function hoursSolved(resource: Resource): number | undefined {
  const own = allConditions(resource).find(
    ({ field, operator }) => field === 'hours_since_solved' && !String(operator).startsWith('less_than'),
  );
  return own === undefined ? undefined : Number(own.value);
}

/** https://support.zendesk.com/hc/en-us/articles/4408886797466, .../4408832701850, .../4408838961562 */
const COUNTS = [
  { kind: 'trigger', most: 7000, active: true, what: 'active triggers' },
  { kind: 'trigger_category', most: 500, active: false, what: 'trigger categories' },
  { kind: 'automation', most: 500, active: true, what: 'active automations' },
  { kind: 'ticket_field', most: 400, active: true, what: 'active ticket fields' },
  { kind: 'ticket_form', most: 300, active: true, what: 'active ticket forms' },
] as const;
const MOST_BYTES = 65_000;
const MOST_OPTIONS = 2000;
const NEAR = 0.9;

const limits: Rule = {
  id: 'limits',
  severity: 'warning',
  title: 'There is room below the limits of the platform',
  reason: 'At the limit the next rule is refused, mostly on the day on which it is needed.',
  mend: 'Put rules together, or take out what is not used.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408886797466',
  failing: `
ticket_fields:
  model: {type: dropdown, title: Model, options: {${options(1900)}}}`,
  passing: `
ticket_fields:
  model: {type: dropdown, title: Model, options: {${options(20)}}}`,
  *run(cx) {
    for (const { kind, most, active, what } of COUNTS) {
      const resources = active ? activeOf(cx, kind) : resourcesOf(cx, kind);
      const [resource] = resources;
      if (resource !== undefined && resources.length >= most * NEAR)
        yield { resource, summary: `There are ${resources.length} ${what}; the platform takes ${most}` };
    }
    yield* largeOnes(cx);
  },
};

function* largeOnes(cx: LintContext): Iterable<Found> {
  for (const resource of cx.desired.resources) {
    const { kind, attributes } = resource;
    if (kind === 'ticket_field') {
      const count = membersIn(attributes.options).length;
      if (count >= MOST_OPTIONS * NEAR)
        yield { resource, path: 'options', summary: `It has ${count} options; the platform takes ${MOST_OPTIONS}` };
    } else if (SIZED.has(kind)) {
      const bytes = Buffer.byteLength(JSON.stringify([attributes.when ?? null, attributes.then ?? null]));
      if (bytes >= MOST_BYTES * NEAR)
        yield {
          resource,
          summary: `It is about ${Math.round(bytes / 1000)} kB long; the platform takes ${MOST_BYTES / 1000} kB`,
        };
    }
  }
}

const SIZED: ReadonlySet<string> = new Set(['trigger', 'automation', 'macro', 'view', 'sla']);

function options(count: number): string {
  return Array.from({ length: count }, (_, index) => `model_${index + 1}: Model ${index + 1}`).join(', ');
}

export const fieldRules: readonly Rule[] = [tags];
export const scheduleRules: readonly Rule[] = [schedules];
export const formRules: readonly Rule[] = [forms];
export const closingRules: readonly Rule[] = [autoClose];
export const limitRules: readonly Rule[] = [limits];
