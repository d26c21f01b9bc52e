/** What Zendesk refuses about ticket forms: which is the default, and for whom they are. */

import { isList } from '../core/value.ts';
import { check, objectOf, resourcesOf } from './check.ts';

const defaultForm = check(
  {
    id: 'FORM_DEFAULT_INACTIVE',
    stage: 'account',
    severity: 'error',
    title: 'The default form stays active',
    why: 'Zendesk does not deactivate the form that is used where no other is; only a person makes another one the default.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'ticket_form')) {
      if (resource.attributes.active !== false || objectOf(cx, resource, 'name')?.isDefault !== true) continue;
      yield {
        resource,
        path: 'active',
        summary: 'This is the default form of the account: it cannot be deactivated',
        hint: 'Make another form the default first: Admin Center > Objects and rules > Tickets > Forms',
      };
    }
  },
);

const noBrand = check(
  {
    id: 'FORM_WITHOUT_BRAND',
    stage: 'load',
    severity: 'error',
    title: 'A form is for at least one brand',
    why: 'A form without brands can be used by nobody.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'ticket_form')) {
      const { brands } = resource.attributes;
      if (isList(brands) && brands.length === 0)
        yield {
          resource,
          path: 'brands',
          summary: 'The form is for no brand',
          hint: 'Write `brands: all`, or name one',
        };
    }
  },
);

const oneDefault = check(
  {
    id: 'DEFAULT_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'One form is the default, and one brand',
    why: 'An account has one of each; making one the default takes it from the other.',
  },
  function* (cx) {
    for (const kind of ['ticket_form', 'brand']) {
      const [first, ...more] = resourcesOf(cx, kind).filter((resource) => resource.attributes.default === true);
      for (const resource of more)
        yield { resource, path: 'default', summary: `${String(first?.address)} is said to be the default too` };
    }
  },
);

export const ticketFormChecks = [defaultForm, oneDefault, noBrand] as const;
