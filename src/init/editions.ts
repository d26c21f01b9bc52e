/** What each plan has of that which the wizard writes, so that it asks a plan for nothing that it refuses. */

/**
 * The plan comparison, support.zendesk.com/hc/en-us/articles/5411234991258; schedules: hc/en-us/articles/4408842938522;
 * forms and brands: hc/en-us/articles/4408846454682. Read 2026-11-21. A plan may be given more by contract: `plan` asks the account.
 */
interface Features {
  readonly title: string;
  readonly slas: boolean;
  readonly schedules: 'none' | 'one' | 'many';
  /** More than the default form, and forms through the API. */
  readonly forms: boolean;
  readonly organizationFields: boolean;
  readonly customRoles: boolean;
}

const SMALL = { slas: false, schedules: 'none', forms: false, organizationFields: false, customRoles: false } as const;
const MIDDLE = { slas: true, schedules: 'one', forms: true, organizationFields: true, customRoles: false } as const;
const LARGE = { slas: true, schedules: 'many', forms: true, organizationFields: true, customRoles: true } as const;

export const EDITIONS = {
  suite_team: { title: 'Suite Team', ...SMALL },
  suite_growth: { title: 'Suite Growth', ...MIDDLE },
  suite_professional: { title: 'Suite Professional', ...MIDDLE },
  suite_enterprise: { title: 'Suite Enterprise', ...LARGE },
  suite_enterprise_plus: { title: 'Suite Enterprise Plus', ...LARGE },
  support_team: { title: 'Support Team', ...SMALL },
  support_professional: { title: 'Support Professional', ...MIDDLE, forms: false },
  support_enterprise: { title: 'Support Enterprise', ...LARGE },
} as const satisfies Readonly<Record<string, Features>>;

export type Edition = keyof typeof EDITIONS;
export const EDITION_NAMES = Object.keys(EDITIONS).filter(isEdition);
/** What a trial runs as. */
export const USUAL_EDITION: Edition = 'suite_professional';

/** True for the name of a plan. */
export function isEdition(name: string): name is Edition {
  return Object.hasOwn(EDITIONS, name);
}

/** What the plan has. */
export function featuresOf(edition: Edition): Features {
  return EDITIONS[edition];
}
