/** Organization fields; their options have no endpoints of their own. */

import { personFieldRoutes, personFields } from './person-fields.ts';

export const organizationFields = personFields('organization');

export const organizationFieldRoutes = personFieldRoutes(organizationFields);
