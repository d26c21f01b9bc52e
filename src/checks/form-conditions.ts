/** What Zendesk refuses, or quietly leaves out, about the conditions of ticket forms. */

import { keyOf } from '../core/address.ts';
import { targetsOf } from '../core/attributes/member-references.ts';
import { nearest } from '../core/attributes/problems.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Resource } from '../core/resource.ts';
import { type Attributes, isRef, type Value } from '../core/value.ts';
import { entriesOf } from '../providers/zendesk/form-conditions.ts';
import { isSystemType } from '../providers/zendesk/kinds/ticket-field.ts';
import {
  type CheckContext,
  check,
  type Finding,
  liveOf,
  liveTargetOf,
  objectOf,
  resourcesOf,
  targetOf,
} from './check.ts';
import { isInactive, nameOf, optionsOf } from './rule.ts';

const LISTS = ['agent_conditions', 'customer_conditions'] as const;
/** https://support.zendesk.com/hc/en-us/articles/4408834799770: what people type in freely decides nothing. */
const UNDECIDING: ReadonlySet<unknown> = new Set([
  'text',
  'textarea',
  'date',
  'integer',
  'decimal',
  'regexp',
  'partial_credit_card',
  'lookup',
  'subject',
  'description',
]);

interface Use {
  readonly resource: Resource;
  readonly path: (typeof LISTS)[number];
  readonly when: Value;
  readonly is: string;
  readonly show: Value;
}

/** Every condition of every form of the spec, one for each field that it shows. */
function* usesOf(cx: CheckContext): Iterable<Use> {
  for (const resource of resourcesOf(cx, 'ticket_form')) {
    for (const path of LISTS) {
      for (const { when = null, is = '', show = null } of entriesOf(resource.attributes[path]))
        yield { resource, path, when, is: String(is), show };
    }
  }
}

/** One text for a field however it is named, as far as anybody can tell. */
function identity(cx: CheckContext, field: Value): string {
  const live = objectOfField(cx, field);
  return live === undefined ? JSON.stringify(field) : live.id;
}

/** System fields are on a form whether or not anybody put them there. */
function isOnEveryForm(cx: CheckContext, field: Value): boolean {
  return isSystemType(heldBy(cx, field, 'type'));
}

function objectOfField(cx: CheckContext, field: Value): LiveObject | undefined {
  const managed = targetOf(cx, field);
  return managed === undefined ? liveTargetOf(cx, field) : objectOf(cx, managed, 'title');
}

/** A value of a field as it will be; undefined where nobody can tell. */
function heldBy(cx: CheckContext, field: Value, name: string): Value | undefined {
  const declared = targetOf(cx, field)?.attributes[name];
  return declared === undefined ? objectOfField(cx, field)?.attributes[name] : declared;
}

/** The fields of a form once it is applied: those of the spec, and those that the tenant has on it. */
function fieldsOn(cx: CheckContext, form: Resource): readonly Value[] {
  const live = objectOf(cx, form, 'name')?.attributes.fields;
  return [...targetsOf(form.attributes.fields, 'field'), ...targetsOf(live, 'field')];
}

/** What is found about the fields of conditions, each said once for a form. */
function* once(findings: Iterable<Finding>): Iterable<Finding> {
  const told = new Set<string>();
  for (const finding of findings) {
    const name = `${finding.resource?.address} ${finding.path} ${finding.summary}`;
    if (told.has(name)) continue;
    told.add(name);
    yield finding;
  }
}

const onForm = check(
  {
    id: 'FORM_CONDITION_FIELD',
    stage: 'load',
    severity: 'error',
    title: 'Conditions use fields of their form',
    why: 'Zendesk refuses a condition about a field that the form does not have.',
  },
  function* (cx) {
    const found = function* (): Iterable<Finding> {
      for (const { resource, path, when, show } of usesOf(cx)) {
        const known = new Set(fieldsOn(cx, resource).map((field) => identity(cx, field)));
        for (const field of [when, show]) {
          if (known.has(identity(cx, field)) || isOnEveryForm(cx, field)) continue;
          // Offline nobody knows which of the tenant's own fields are on the form.
          if (cx.live === undefined && (resource.attributes.fields === undefined || !isRef(field))) continue;
          const summary = `A condition uses ${nameOf(field)}, which is not among the fields of the form`;
          yield { resource, path, summary, hint: `Add ${isRef(field) ? keyOf(field.$ref) : 'it'} to \`fields\`` };
        }
      }
    };
    yield* once(found());
  },
);

const inactive = check(
  {
    id: 'FORM_CONDITION_INACTIVE',
    stage: 'load',
    severity: 'error',
    title: 'Conditions use fields that are in use',
    why: 'Zendesk refuses a condition about a deactivated field, and does not deactivate a field that a condition is about.',
  },
  function* (cx) {
    const found = function* (): Iterable<Finding> {
      for (const { resource, path, when, show } of usesOf(cx)) {
        for (const field of [when, show]) {
          if (isInactive(cx, field))
            yield { resource, path, summary: `A condition uses ${nameOf(field)}, which is deactivated` };
        }
      }
    };
    yield* once(found());
  },
);

const loops = check(
  {
    id: 'FORM_CONDITION_CIRCLE',
    stage: 'load',
    severity: 'error',
    title: 'No field decides about itself',
    why: 'Zendesk refuses conditions in which a field is shown by one that it shows itself.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'ticket_form')) {
      for (const path of LISTS) {
        const shows = new Map<string, string[]>();
        for (const { when = null, show = null } of entriesOf(resource.attributes[path])) {
          const parent = identity(cx, when);
          shows.set(parent, [...(shows.get(parent) ?? []), identity(cx, show)]);
        }
        const [entry] = entriesOf(resource.attributes[path]).filter(({ when = null }) =>
          reaches(identity(cx, when), identity(cx, when), shows),
        );
        if (entry === undefined) continue;
        const name = nameOf(entry.when);
        yield { resource, path, summary: `${name} is shown by a field that it shows itself` };
      }
    }
  },
);

/** True where following `shows` from `from` leads to `to`. */
function reaches(from: string, to: string, shows: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const queue = [...(shows.get(from) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...(shows.get(next) ?? []));
  }
  return false;
}

const values = check(
  {
    id: 'FORM_CONDITION_VALUE',
    stage: 'load',
    severity: 'error',
    title: 'Conditions ask for values that their field can have',
    why: 'Zendesk refuses a condition on a value that is no option, on a checkbox that is neither true nor false, and on a field that people type into.',
  },
  function* (cx) {
    const found = function* (): Iterable<Finding> {
      for (const { resource, path, when, is } of usesOf(cx)) {
        const type = heldBy(cx, when, 'type');
        const options = optionsOf(cx, when);
        if (UNDECIDING.has(type)) {
          yield { resource, path, summary: `${nameOf(when)} is of type ${String(type)}: no condition can be about it` };
        } else if (type === 'checkbox' && is !== 'true' && is !== 'false') {
          yield { resource, path, summary: `${nameOf(when)} is a checkbox: true or false, not "${is}"` };
        } else if (options !== undefined && !options.has(is)) {
          const near = nearest(is, options);
          yield {
            resource,
            path,
            summary: `${nameOf(when)} has no option "${is}"`,
            detail: `Its options: ${[...options].slice(0, 30).join(', ')}`,
            ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
          };
        }
      }
    };
    yield* once(found());
  },
);

const hiddenInCondition = check(
  {
    id: 'FORM_CONDITION_HIDDEN',
    stage: 'load',
    severity: 'error',
    title: 'Conditions for customers use fields that customers see',
    why: 'Zendesk refuses them, or drops the field without a word.',
  },
  function* (cx) {
    const found = function* (): Iterable<Finding> {
      for (const { resource, path, when, show } of usesOf(cx)) {
        if (path !== 'customer_conditions') continue;
        for (const field of [when, show]) {
          if (!isHidden(cx, field)) continue;
          const summary = `A condition for customers uses ${nameOf(field)}, which customers do not see`;
          yield { resource, path, summary, hint: 'Give the field `visible_in_portal: true`' };
        }
      }
    };
    yield* once(found());
  },
);

const hiddenOnForm = check(
  {
    id: 'FORM_FIELD_HIDDEN',
    stage: 'load',
    severity: 'warning',
    title: 'Customers see no field of a form that is for agents only',
    why: 'A form for customers may hold fields for agents, but the platform has been seen to drop such a field from the form without a word; apply says so if it happens.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'ticket_form')) {
      const fields = targetsOf(resource.attributes.fields, 'field');
      if (resource.attributes.visible_to_customers !== true || fields.length === 0) continue;
      if (!fields.every((field) => isHidden(cx, field))) continue;
      yield { resource, path: 'fields', summary: 'Customers can choose the form, and see none of its fields' };
    }
  },
);

/** What nobody makes visible is hidden: that is how fields are made. Of the tenant's own nothing is known offline. */
function isHidden(cx: CheckContext, field: Value): boolean {
  const held = heldBy(cx, field, 'visible_in_portal');
  const known = isRef(field) || objectOfField(cx, field) !== undefined;
  return known && held !== true && !isSystemType(heldBy(cx, field, 'type'));
}

const fieldInUse = check(
  {
    id: 'FIELD_IN_FORM_CONDITION',
    stage: 'account',
    severity: 'error',
    title: 'A field that a condition of a form is about stays active',
    why: 'Zendesk refuses to deactivate it.',
  },
  function* (cx) {
    const managed = new Map(
      resourcesOf(cx, 'ticket_form').flatMap((form) => {
        const live = objectOf(cx, form, 'name');
        return live === undefined ? [] : [[live.id, form.attributes] as const];
      }),
    );
    for (const resource of resourcesOf(cx, 'ticket_field')) {
      const field = resource.attributes.active === false ? objectOf(cx, resource, 'title') : undefined;
      if (field === undefined) continue;
      for (const form of liveOf(cx, 'ticket_form')) {
        if (!conditionsAbout(field, { ...form.attributes, ...managed.get(form.id) }, cx)) continue;
        yield {
          resource,
          path: 'active',
          summary: `The field is used in the conditions of the form "${form.title}"`,
          hint: 'Take it out of the conditions first',
        };
      }
    }
  },
);

function conditionsAbout(field: LiveObject, attributes: Attributes, cx: CheckContext): boolean {
  return LISTS.some((path) =>
    entriesOf(attributes[path]).some(({ when = null, show = null }) =>
      [when, show].some((own) => identity(cx, own) === field.id),
    ),
  );
}

export const formConditionChecks = [
  onForm,
  inactive,
  loops,
  values,
  hiddenInCondition,
  hiddenOnForm,
  fieldInUse,
] as const;
