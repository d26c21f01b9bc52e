/** Actions that tell somebody: mail, webhook, target, text message, app, side conversation. */
import { type Context, person, report } from '../context.ts';
import { type Directory, isStaff } from '../directory.ts';
import type { Notification, NotificationKind, RuleRef } from '../model.ts';
import { isNative, list, text, textOr } from '../native.ts';
import type { Templates } from '../templates/templates.ts';
import type { Run } from './action.ts';
import { chainedUpdate } from './webhook.ts';

/** What a notifying action does; nothing if it is another action. */
export function notification(
  field: string,
  value: unknown,
  directory: Directory,
  templates: Templates,
): Run | undefined {
  const [first = '', second = '', third = ''] = list(value).map(textOrPairs);
  switch (field) {
    case 'notification_user':
      return mail(templates, first, second, third, userAddresses);
    case 'notification_group':
      return mail(templates, first, second, third, groupAddresses);
    case 'notification_sms_user':
      return message(templates, 'sms', first, third, userPhones);
    case 'notification_sms_group':
      return message(templates, 'sms', first, third, groupPhones);
    case 'notification_webhook':
      return webhook(templates, directory, first, second);
    case 'notification_target':
      return target(templates, directory, first, second);
    case 'notification_zis':
      return told(templates, 'app', list(value).map(textOrPairs));
    case 'tweet_requester':
      return told(templates, 'x', [text(value)]);
    default:
      return field.startsWith('side_conversation')
        ? told(templates, 'side_conversation', Array.isArray(value) ? list(value).map(textOrPairs) : [text(value)])
        : undefined;
  }
}

/** Webhooks that take forms have pairs of names and values for a body. */
function textOrPairs(value: unknown): string {
  if (!Array.isArray(value)) return isNative(value) ? JSON.stringify(value) : text(value);
  return value.map((pair) => (Array.isArray(pair) ? pair.map(text).join('=') : text(pair))).join('&');
}

interface Addressees {
  readonly to: readonly string[];
  /** Why nobody gets it. */
  readonly suppressed?: string;
}

type Find = (cx: Context, recipient: string) => Addressees;

function mail(templates: Templates, recipient: string, subject: string, body: string, find: Find): Run {
  return (cx, rule) => {
    const found = find(cx, recipient);
    const suppressed = found.suppressed ?? unsendable(cx, recipient, found.to);
    send(cx, rule, {
      kind: 'mail',
      to: found.to,
      subject: templates.render(subject, cx, rule),
      body: templates.render(body, cx, rule),
      ...(suppressed === undefined ? {} : { suppressed }),
    });
    return suppressed;
  };
}

function send(cx: Context, rule: RuleRef, notification: Omit<Notification, 'at' | 'rule'>): void {
  cx.record.notifications.push({ at: cx.now, rule, ...notification });
}

/**
 * Mail to the requester and CCs about a private comment is not sent though the trigger fires (hc/4408843347866), and none
 * goes to an address of a Zendesk account, which would answer (hc/8051189803418).
 */
function unsendable(cx: Context, recipient: string, to: readonly string[]): string | undefined {
  if (recipient === 'requester_and_ccs' && cx.update.comment?.public === false) return 'the comment is private';
  const looping = to.find((address) => isZendeskAddress(cx.directory, address));
  return looping === undefined
    ? undefined
    : `${looping} belongs to a Zendesk account: the mail would come back as an update`;
}

function isZendeskAddress(directory: Directory, address: string): boolean {
  const lower = address.toLowerCase();
  return directory.ownAddresses.has(lower) || lower.endsWith('.zendesk.com');
}

function userAddresses(cx: Context, recipient: string): Addressees {
  const { ticket } = cx.scene;
  if (recipient === 'requester_and_ccs') return addressesOf(cx, [ticket.requester_id, ...ticket.email_cc_ids]);
  if (recipient === 'all_agents') return addressesOf(cx, allAgents(cx));
  return addressesOf(cx, [userId(cx, recipient)]);
}

function userId(cx: Context, recipient: string): string {
  const { ticket } = cx.scene;
  if (recipient === 'requester_id') return ticket.requester_id;
  if (recipient === 'assignee_id') return ticket.assignee_id;
  return recipient === 'current_user' ? cx.update.by : recipient;
}

function groupAddresses(cx: Context, recipient: string): Addressees {
  const group = recipient === 'group_id' ? cx.scene.ticket.group_id : recipient;
  if (group === '') return { to: [], suppressed: 'the ticket has no group' };
  if (!cx.directory.groups.has(group)) return { to: [], suppressed: `the account has no group ${group}` };
  const found = addressesOf(cx, cx.directory.membersOf.get(group) ?? []);
  // Without the members of groups at hand, the group's name says who is meant.
  if (found.to.length > 0 || cx.directory.account.group_memberships !== undefined) return found;
  return { to: [text(cx.directory.groups.get(group)?.name)] };
}

function addressesOf(cx: Context, ids: readonly string[]): Addressees {
  const people = ids.flatMap((id) => person(cx, cx.scene, id) ?? []).filter((one) => !one.suspended);
  const to = [...new Set(people.map((one) => one.email).filter((address) => address !== ''))];
  if (to.length > 0) return { to };
  return { to: [], suppressed: people.length > 0 ? 'nobody of them has an address' : 'there is nobody to write to' };
}

function allAgents(cx: Context): readonly string[] {
  return [...cx.directory.users.values()].filter((one) => isStaff(one)).map((one) => one.id);
}

function userPhones(cx: Context, recipient: string): Addressees {
  return phonesOf(cx, [userId(cx, recipient)]);
}

function groupPhones(cx: Context, recipient: string): Addressees {
  const group = recipient === 'group_id' ? cx.scene.ticket.group_id : recipient;
  return phonesOf(cx, cx.directory.membersOf.get(group) ?? []);
}

function phonesOf(cx: Context, ids: readonly string[]): Addressees {
  const to = ids.flatMap((id) => person(cx, cx.scene, id)?.phone || []);
  return to.length > 0 ? { to } : { to, suppressed: 'nobody of them has a telephone number' };
}

function message(templates: Templates, kind: NotificationKind, recipient: string, body: string, find: Find): Run {
  return (cx, rule) => {
    send(cx, rule, { kind, subject: '', body: templates.render(body, cx, rule), ...find(cx, recipient) });
    return undefined;
  };
}

function webhook(templates: Templates, directory: Directory, id: string, body: string): Run {
  const hook = directory.webhooks.get(id);
  if (hook === undefined) return () => `the account has no webhook ${id}`;
  const name = textOr(hook.name, id);
  return (cx, rule) => {
    const rendered = templates.render(body, cx, rule);
    const inactive = text(hook.status) === 'inactive';
    send(cx, rule, {
      kind: 'webhook',
      to: [name],
      subject: '',
      body: rendered,
      target: id,
      ...(inactive ? { suppressed: `the webhook ${name} is inactive` } : {}),
    });
    if (inactive) return `the webhook ${name} is inactive`;
    const chained = chainedUpdate(cx, rule, hook, rendered, (source) => templates.render(source, cx, rule));
    if (chained !== undefined) cx.chained.push(chained);
    return undefined;
  };
}

function target(templates: Templates, directory: Directory, id: string, body: string): Run {
  const found = directory.targets.get(id);
  if (found === undefined) return () => `the account has no target ${id}`;
  return (cx, rule) => {
    const to = textOr(found.email, textOr(found.title, id));
    const subject = templates.render(text(found.subject), cx, rule);
    send(cx, rule, { kind: 'target', to: [to], subject, body: templates.render(body, cx, rule), target: id });
    return undefined;
  };
}

/** Told to a service of which only the text is known. */
function told(templates: Templates, kind: NotificationKind, parts: readonly string[]): Run {
  return (cx, rule) => {
    const [first = '', ...rest] = parts.map((part) => templates.render(part, cx, rule));
    send(cx, rule, {
      kind,
      to: [],
      subject: rest.length > 0 ? first : '',
      body: rest.length > 0 ? rest.join('\n') : first,
    });
    if (kind === 'side_conversation')
      report(cx, 'undecided_action', 'what is answered in a side conversation is not simulated', rule);
    return undefined;
  };
}
