/** The triggers that an account begins with. support.zendesk.com/hc/en-us/articles/4408828984346; the mails' texts are ours. */
import type { Native } from '../../src/simulate/index.ts';
import { act, rule, when } from './kit.ts';

const PUBLIC = when('ticket_is_public', 'is', 'public');
const COMMENT = when('comment_is_public', 'is', 'true');

function mail(to: string): Native {
  return act(to === 'group_id' ? 'notification_group' : 'notification_user', [to, '{{ticket.title}}', '{{ticket.id}}']);
}

export const STANDARD: readonly Native[] = [
  rule(
    'Notify requester and CCs of received request',
    [
      when('update_type', 'is', 'Create'),
      when('status', 'is_not', 'solved'),
      PUBLIC,
      COMMENT,
      when('role', 'is', 'end_user'),
    ],
    [mail('requester_and_ccs')],
  ),
  rule(
    'Notify requester of new proactive ticket',
    [when('update_type', 'is', 'Create'), PUBLIC, COMMENT, when('role', 'is', 'agent')],
    [mail('requester_id')],
  ),
  rule(
    'Notify requester and CCs of comment update',
    [when('update_type', 'is', 'Change'), PUBLIC, COMMENT],
    [mail('requester_and_ccs')],
  ),
  rule(
    'Notify assignee of comment update',
    [
      when('comment_is_public', 'is', 'not_relevant'),
      when('assignee_id', 'is_not', 'current_user'),
      when('assignee_id', 'is_not', 'requester_id'),
      when('assignee_id', 'not_changed'),
      when('status', 'not_value_previous', 'solved'),
      when('update_type', 'is', 'Change'),
    ],
    [mail('assignee_id')],
  ),
  rule(
    'Notify assignee of reopened ticket',
    [
      when('assignee_id', 'is_not', 'current_user'),
      when('status', 'value_previous', 'solved'),
      when('status', 'is_not', 'closed'),
    ],
    [mail('assignee_id')],
  ),
  rule(
    'Notify group of assignment',
    [when('group_id', 'is_not', ''), when('assignee_id', 'is', '')],
    [mail('group_id')],
    {
      conditions: {
        all: [when('group_id', 'is_not', ''), when('assignee_id', 'is', '')],
        any: [when('group_id', 'changed'), when('assignee_id', 'changed')],
      },
    },
  ),
];
