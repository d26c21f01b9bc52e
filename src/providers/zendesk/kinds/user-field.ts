/** Fields of users, such as a customer's role in their company. */
import { profileField } from '../profile-field.ts';

export const userField = profileField({
  name: 'user_field',
  title: 'user field',
  of: 'user',
  source: 'https://developer.zendesk.com/api-reference/ticketing/users/user_fields/',
});
