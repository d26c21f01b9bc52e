/** Fields of organizations, such as a customer's tier. */
import { profileField } from '../profile-field.ts';

export const organizationField = profileField({
  name: 'organization_field',
  title: 'organization field',
  of: 'organization',
  source: 'https://developer.zendesk.com/api-reference/ticketing/organizations/organization_fields/',
});
