/** Actions that change the ticket, its requester or its organization. */
import { type Context, organization, patch, person, report } from '../context.ts';
import type { Directory, Field } from '../directory.ts';
import { fieldValue } from '../directory.ts';
import type { FieldValue } from '../model.ts';
import { tagList, text, texts } from '../native.ts';
import type { Templates } from '../templates/templates.ts';
import {
  addTags,
  isStatus,
  removeTags,
  setAssignee,
  setCustomStatus,
  setField,
  setGroup,
  setStatus,
  setTags,
} from '../ticket.ts';
import type { Run } from './action.ts';

/** What a `set` action does; nothing if it is another action. */
export function setting(field: string, value: unknown, directory: Directory, templates: Templates): Run | undefined {
  const wanted = text(value);
  switch (field) {
    case 'status':
      return isStatus(wanted) ? effect((cx) => setStatus(cx, wanted)) : () => `there is no status ${wanted}`;
    case 'custom_status_id': {
      const status = directory.customStatuses.get(wanted);
      return status === undefined
        ? () => `the account has no custom status ${wanted}`
        : effect((cx) => setCustomStatus(cx, status));
    }
    case 'type':
      return effect((cx) => patch(cx, { type: wanted }));
    case 'priority':
      return effect((cx) => patch(cx, { priority: wanted }));
    case 'group_id':
      return groupAction(wanted, directory);
    case 'assignee_id':
      return assigneeAction(wanted, directory);
    case 'brand_id':
      return known(directory.brands, wanted, 'brand', (cx) => patch(cx, { brand_id: wanted }));
    case 'ticket_form_id': {
      const form = wanted === 'default_ticket_form' ? directory.defaultForm : wanted;
      return known(directory.forms, form, 'ticket form', (cx) => patch(cx, { ticket_form_id: form }));
    }
    case 'set_schedule':
      return (cx) => {
        if (cx.calendar.timeline(wanted) === undefined) return `the account has no schedule ${wanted}`;
        patch(cx, { schedule_id: wanted });
        return undefined;
      };
    case 'locale_id':
      return effect((cx) => setPerson(cx, { locale_id: wanted }));
    case 'satisfaction_score':
      return effect((cx) => offer(cx, wanted));
    case 'subject':
      return (cx, rule) => {
        patch(cx, { subject: templates.render(wanted, cx, rule) });
        return undefined;
      };
    case 'set_tags':
      return withTags(value, setTags);
    case 'current_tags':
      return withTags(value, addTags);
    case 'remove_tags':
      return withTags(value, removeTags);
    case 'follower':
    case 'cc':
      return wanted === '' ? undefined : followerAction(wanted, directory);
    case 'add_skills':
    case 'set_skills':
      return skillsAction(field, value);
    case 'share_ticket':
      return effect((cx) =>
        patch(cx, { sharing_agreement_ids: united(cx.scene.ticket.sharing_agreement_ids, wanted) }),
      );
    default:
      return fieldAction(field, value, directory);
  }
}

function effect(change: (cx: Context) => void): Run {
  return (cx) => {
    change(cx);
    return undefined;
  };
}

function known(objects: ReadonlyMap<string, unknown>, id: string, kind: string, change: (cx: Context) => void): Run {
  return objects.has(id) ? effect(change) : () => `the account has no ${kind} ${id}`;
}

function groupAction(wanted: string, directory: Directory): Run {
  if (wanted === '') return effect((cx) => setGroup(cx, ''));
  if (wanted === 'current_groups')
    return effect((cx) => {
      const group = cx.directory.groupsOf.get(cx.update.by)?.[0];
      if (group !== undefined) setGroup(cx, group);
    });
  return known(directory.groups, wanted, 'group', (cx) => setGroup(cx, wanted));
}

/** Only staff can be assigned; a current user who is none changes nothing. */
function assigneeAction(wanted: string, directory: Directory): Run {
  if (wanted === '') return effect((cx) => setAssignee(cx, ''));
  const id = (cx: Context) =>
    wanted === 'current_user' ? cx.update.by : wanted === 'requester_id' ? cx.scene.ticket.requester_id : wanted;
  const fixed = wanted !== 'current_user' && wanted !== 'requester_id';
  if (fixed && !directory.users.has(wanted)) return () => `the account has no user ${wanted}`;
  return (cx) => {
    const agent = person(cx, cx.scene, id(cx));
    if (agent === undefined || agent.role === 'end-user') return 'only an agent can be assigned';
    if (agent.suspended) return `${agent.name || agent.id} is suspended`;
    setAssignee(cx, agent.id);
    return undefined;
  };
}

function followerAction(wanted: string, directory: Directory): Run {
  if (wanted !== 'current_user' && !directory.users.has(wanted)) return () => `the account has no user ${wanted}`;
  return (cx) => {
    const id = wanted === 'current_user' ? cx.update.by : wanted;
    if (person(cx, cx.scene, id) === undefined) return 'the system cannot follow a ticket';
    patch(cx, { follower_ids: united(cx.scene.ticket.follower_ids, id) });
    return undefined;
  };
}

function withTags(value: unknown, change: (cx: Context, tags: readonly string[]) => void): Run {
  const tags = tagList(value);
  return effect((cx) => change(cx, tags));
}

function skillsAction(field: string, value: unknown): Run {
  const wanted = Array.isArray(value) ? texts(value) : text(value).split(/[\s,]+/);
  return effect((cx) => {
    const before = field === 'add_skills' ? cx.scene.ticket.skills : [];
    patch(cx, { skills: [...new Set([...before, ...wanted])] });
  });
}

/** A survey is offered once: it does not undo a rating. */
function offer(cx: Context, score: string): void {
  if (cx.scene.ticket.satisfaction === 'unoffered') patch(cx, { satisfaction: score || 'offered' });
}

const TICKET = /^custom_fields_(\d+)$/;
const PROFILE = /^(requester|user|organization)\.custom_fields[._](.+)$/;

function fieldAction(name: string, value: unknown, directory: Directory): Run | undefined {
  const id = TICKET.exec(name)?.[1];
  if (id !== undefined) {
    const field = directory.ticketFields.get(id);
    if (field === undefined) return () => `the account has no ticket field ${id}`;
    return effect((cx) => setField(cx, field, fieldValue(value)));
  }
  const [, whose, key = ''] = PROFILE.exec(name) ?? [];
  if (whose === undefined) return undefined;
  const fields = whose === 'organization' ? directory.organizationFields : directory.userFields;
  const field = fields.get(key.toLowerCase());
  if (field === undefined) return () => `the account has no field ${key}`;
  const stored = profileValue(field, value);
  if (whose !== 'organization')
    return effect((cx) => {
      const requester = person(cx, cx.scene, cx.scene.ticket.requester_id);
      if (requester !== undefined) setPerson(cx, { fields: withValue(requester.fields, field.key, stored) });
    });
  return (cx) => {
    const owner = organization(cx, cx.scene);
    if (owner === undefined) return 'the ticket has no organization';
    const fields = withValue(owner.fields, field.key, stored);
    const organizations = new Map(cx.scene.organizations).set(owner.id, { ...owner, fields });
    cx.scene = { ...cx.scene, organizations };
    return undefined;
  };
}

/** Rules name a drop-down's option of people and organizations by its id, profiles hold its tag. */
function profileValue(field: Field, value: unknown): FieldValue {
  const option = field.options.find(({ id }) => id === text(value));
  return option === undefined ? fieldValue(value) : option.value;
}

function withValue(
  fields: ReadonlyMap<string, FieldValue>,
  key: string,
  value: FieldValue,
): ReadonlyMap<string, FieldValue> {
  const next = new Map(fields);
  if (value === null) next.delete(key.toLowerCase());
  else next.set(key.toLowerCase(), value);
  return next;
}

function setPerson(
  cx: Context,
  changes: { readonly locale_id?: string; readonly fields?: ReadonlyMap<string, FieldValue> },
): void {
  const requester = person(cx, cx.scene, cx.scene.ticket.requester_id);
  if (requester === undefined) {
    report(cx, 'missing_reference', 'the ticket has no requester that the account knows');
    return;
  }
  const people = new Map(cx.scene.people).set(requester.id, { ...requester, ...changes });
  cx.scene = { ...cx.scene, people };
}

function united(items: readonly string[], item: string): readonly string[] {
  return items.includes(item) ? items : [...items, item];
}
