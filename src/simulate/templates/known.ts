/** The placeholders that texts may use. hc/4408886858138 and the parts of it that other pages carry. */

const USER = [
  'id name first_name last_name email language locale phone external_id details notes tags time_zone signature role',
  'organization custom_fields extended_role',
]
  .join(' ')
  .split(' ');

const TICKET = [
  'id title description url link link_with_text status priority ticket_type via tags group due_date',
  'due_date_with_timestamp created_at created_at_with_timestamp created_at_with_time updated_at',
  'updated_at_with_timestamp updated_at_with_time external_id account brand in_business_hours latest_comment',
  'latest_comment_formatted latest_comment_html latest_comment_rich latest_public_comment',
  'latest_public_comment_formatted latest_public_comment_html latest_public_comment_rich comments',
  'comments_formatted public_comments public_comments_formatted verbatim_description encoded_id score cc_names ccs',
  'email_cc_names email_ccs follower_names followers requester assignee submitter organization ticket_form',
  'requester_field problem satisfaction_rating current_holiday_name custom_status latest_comment_author',
]
  .join(' ')
  .split(' ');

const SATISFACTION = [
  'rating_section rating_url positive_rating_url negative_rating_url current_rating current_comment',
  'survey_section survey_url',
]
  .join(' ')
  .split(' ');

const MEMBERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['ticket', new Set(TICKET)],
  ['current_user', new Set(USER)],
  ['user', new Set(USER)],
  ['satisfaction', new Set(SATISFACTION)],
  ['agent', new Set(['signature', ...USER])],
  ['comment', new Set(['author', 'body', 'created_at', 'created_at_with_time', 'value', 'attachments', 'is_public'])],
]);

const PEOPLE = new Set(['requester', 'assignee', 'submitter']);
const FIELD = /^ticket_field_(option_title_)?\d+$/;

/** Whether a placeholder, as its parts, is one that the platform fills. Names are case-sensitive. */
export function isKnownPlaceholder(parts: readonly string[], dynamicContent: ReadonlySet<string>): boolean {
  const [root = '', member = '', third] = parts;
  if (root === 'dc') return dynamicContent.has(member);
  // Help-desk texts of the platform's own, in its own rules and views.
  if (root === 'zd') return true;
  const members = MEMBERS.get(root);
  if (members === undefined) return false;
  if (member === '') return root !== 'ticket';
  if (root === 'ticket' && FIELD.test(member)) return true;
  if (!members.has(member)) return false;
  return !(root === 'ticket' && PEOPLE.has(member) && third !== undefined) || USER.includes(third);
}
