/**
 * Actions of triggers and macros that start a side conversation, each by a channel that is switched on in the account's
 * settings. Public code that manages such rules shows the forms of their values.
 */

import { flag, object } from '../json.ts';
import type { Store } from '../store.ts';
import { find } from '../store.ts';
import { isGroup } from './choices.ts';
import type { Subject } from './vocabulary.ts';

interface Channel {
  readonly subject: string;
  readonly title: string;
  /** The switch among the account's side conversation settings. */
  readonly needs: string;
}

const CHANNELS: readonly Channel[] = [
  { subject: 'side_conversation', title: 'Side conversation', needs: 'email_channel' },
  { subject: 'side_conversation_ticket', title: 'Side conversation ticket', needs: 'tickets_channel' },
  { subject: 'side_conversation_slack', title: 'Side conversation in Slack', needs: 'slack_channel' },
  { subject: 'side_conversation_teams', title: 'Side conversation in Teams', needs: 'msteams_channel' },
];

/** A ticket goes to a group, which stands among the texts as `SupportAssignable:support_assignable/group/1`. */
const ASSIGNABLE = /^SupportAssignable:support_assignable\/group\/(\d+)$/;

export function sideConversations(store: Store): readonly Subject[] {
  const on = object(object(find(store, 'settings', 'account')).side_conversations);
  return CHANNELS.filter(({ needs }) => flag(on[needs])).map(({ subject, title }) => ({
    subject,
    title,
    type: 'strings',
    group: 'ticket',
    accepts: (at, part) => isGroup(at, ASSIGNABLE.exec(part)?.[1] ?? '') || !part.startsWith('SupportAssignable:'),
  }));
}
