/**
 * Sample tickets in a Zendesk account, and what its rules made of them.
 * https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/, …/ticket_audits/, …/users/users/
 */
import { isRecord } from '../../core/attributes/scalars.ts';
import { fail } from '../../core/diagnostic.ts';
import type { SampleKind, SampleUpdate, SeenTicket, TicketDesk } from '../../core/ticket-desk.ts';
import { type Native, nativeIn } from './binding.ts';
import type { ZendeskClient } from './client.ts';
import { numericId } from './crud.ts';
import { ZONES } from './zone-names.ts';

const PATHS: Readonly<Record<SampleKind, string>> = {
  organization: '/api/v2/organizations',
  user: '/api/v2/users',
  ticket: '/api/v2/tickets',
};

/** What the simulator's accounts hold and only the platform may write. */
const OWN = new Set(['id', 'active', 'iana_time_zone', 'locale', 'url']);

/** Actions of macros that are attributes of tickets. */
const ATTRIBUTES = new Set(
  'status custom_status_id priority type group_id assignee_id brand_id ticket_form_id subject'.split(' '),
);
const TAGS_AND_WORDS = new Set(
  'set_tags current_tags remove_tags comment_value comment_value_html comment_mode_is_public'.split(' '),
);
const CUSTOM = 'custom_fields_';

/** The desk of who is signed in. */
export function ticketDesk(client: ZendeskClient, self: string): TicketDesk {
  async function post(kind: SampleKind, body: Native): Promise<Native> {
    const reply = await client.request({ method: 'POST', path: PATHS[kind], body: { [kind]: body } });
    return objectIn(reply.body, kind);
  }

  async function show(id: string): Promise<Native> {
    // https://developer.zendesk.com/documentation/developer-tools/using-the-api/side_loading/#supported-endpoints
    const query = { include: 'slas' };
    const { body } = await client.request({ method: 'GET', path: `${PATHS.ticket}/${id}`, query });
    return objectIn(body, 'ticket');
  }

  return {
    self,
    cannotApply: (macro) => {
      const other = actionsOf(macro).find(({ field, value }) => !isWritable(String(field), value));
      return other === undefined ? undefined : `no update can do what a macro does with ${String(other.field)}`;
    },
    createPeople: async (kind, native, mark) => {
      const own = Object.entries(native).filter(([name]) => !OWN.has(name));
      // https://developer.zendesk.com/api-reference/ticketing/users/users/#create-user: without it a mail goes out.
      const silent = kind === 'user' ? { skip_verify_email: true } : {};
      const made = await post(kind, { ...numbered(Object.fromEntries(own)), ...silent, external_id: mark });
      return String(made.id);
    },
    create: async ({ requester, by, subject, comment, recipient, set, mark }) => {
      const made = await post('ticket', {
        ...numbered(set),
        subject,
        comment,
        // "The submitter always becomes the author of the first comment on the ticket."
        requester_id: numericId(requester),
        submitter_id: numericId(by),
        external_id: mark,
        ...(recipient === undefined ? {} : { recipient }),
      });
      return { id: String(made.id), at: timeOf(made.created_at) };
    },
    update: async (id, change) => {
      const tags = touchesTags(change) ? tagsIn(await show(id)) : [];
      const ticket = updateBody(change, tags, self);
      const { body } = await client.request({ method: 'PUT', path: `${PATHS.ticket}/${id}`, body: { ticket } });
      return timeOf(objectIn(body, 'ticket').updated_at);
    },
    read: async (id) => {
      const [native, audits] = await Promise.all([
        show(id),
        client.list({ path: `${PATHS.ticket}/${id}/audits`, key: 'audits', paging: 'offset' }),
      ]);
      const events = audits.flatMap((audit) => (Array.isArray(audit.events) ? audit.events.filter(isRecord) : []));
      return { native, ...traces(events), ...dueIn(native) };
    },
    find: async (kind, mark) => {
      // https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#list-tickets takes an external id by itself.
      const path = kind === 'ticket' ? PATHS.ticket : `${PATHS[kind]}/search`;
      const found = await client.list({ path, key: `${kind}s`, paging: 'offset', query: { external_id: mark } });
      return found.map(({ id }) => String(id));
    },
    remove: async (kind, id) => {
      await client.request({ method: 'DELETE', path: `${PATHS[kind]}/${id}` });
    },
  };
}

function objectIn(body: unknown, kind: SampleKind): Native {
  return (
    nativeIn(body, kind) ?? fail('PLATFORM_UNREADABLE', `Zendesk answered without the ${kind} that it was asked for`)
  );
}

function timeOf(value: unknown): number {
  const time = Date.parse(String(value));
  return Number.isNaN(time) ? fail('PLATFORM_UNREADABLE', `Zendesk gave "${String(value)}" as a time`) : time;
}

/** Ids are texts with us and numbers there; zones go by the names of Rails. */
function numbered(native: Native): Native {
  return Object.fromEntries(
    Object.entries(native).map(([name, value]) => {
      if (name === 'time_zone') return [name, Object.keys(ZONES).find((own) => ZONES[own] === value) ?? value];
      if (name.endsWith('_id') && typeof value === 'string') return [name, value === '' ? null : numericId(value)];
      if (name === 'custom_fields' && Array.isArray(value)) {
        return [name, value.filter(isRecord).map((field) => ({ ...field, id: numericId(String(field.id)) }))];
      }
      return [name, name === 'priority' && value === '' ? null : value];
    }),
  );
}

function isWritable(name: string, value: unknown): boolean {
  if (name === 'group_id' && value === 'current_groups') return false;
  return ATTRIBUTES.has(name) || TAGS_AND_WORDS.has(name) || name.startsWith(CUSTOM);
}

function touchesTags({ set, macro }: SampleUpdate): boolean {
  return (
    [set.additional_tags, set.remove_tags].some((list) => list !== undefined) || actionsOf(macro).some(isAboutTags)
  );
}

function isAboutTags({ field }: Native): boolean {
  return field === 'current_tags' || field === 'remove_tags';
}

function tagsIn({ tags }: Native): readonly string[] {
  return Array.isArray(tags) ? tags.map(String) : [];
}

/** What a person sends who applies the macro, changes what it filled in, and saves. A single ticket has no `additional_tags`. */
function updateBody({ by, comment, set, macro }: SampleUpdate, before: readonly string[], self: string): Native {
  const { additional_tags, remove_tags, custom_fields, ...plain } = set;
  const filled = filledIn(actionsOf(macro), before, self);
  const tags = filled.tags ?? before;
  const less = new Set(tagsIn({ tags: remove_tags }));
  const changed = [...new Set([...tags, ...tagsIn({ tags: additional_tags })])].filter((tag) => !less.has(tag));
  const said = comment ?? filled.comment;
  // What is set by hand comes after what the macro filled in.
  const fields = [...filled.fields, ...(Array.isArray(custom_fields) ? custom_fields : [])];
  return {
    ...numbered({ ...filled.attributes, ...plain }),
    ...(fields.length === 0 ? {} : numbered({ custom_fields: fields })),
    ...(additional_tags === undefined && remove_tags === undefined && filled.tags === undefined
      ? {}
      : { tags: changed }),
    ...(said === undefined ? {} : { comment: { ...said, author_id: numericId(by) } }),
  };
}

interface FilledIn {
  readonly attributes: Native;
  readonly fields: readonly Native[];
  readonly tags: readonly string[] | undefined;
  readonly comment: Native | undefined;
}

/** https://developer.zendesk.com/documentation/ticketing/reference-guides/actions-reference/#macro-actions */
function filledIn(actions: readonly Native[], before: readonly string[], self: string): FilledIn {
  let tags: readonly string[] | undefined;
  let comment: Native | undefined;
  let isPublic: boolean | undefined;
  const attributes: Record<string, unknown> = {};
  const fields: Native[] = [];
  for (const { field, value } of actions) {
    const name = String(field);
    const words = String(value ?? '')
      .split(/\s+/)
      .filter((word) => word !== '');
    if (name === 'set_tags') tags = words;
    else if (name === 'current_tags') tags = [...new Set([...(tags ?? before), ...words])];
    else if (name === 'remove_tags') tags = (tags ?? before).filter((tag) => !words.includes(tag));
    else if (name === 'comment_value') comment = { body: String(Array.isArray(value) ? value.at(-1) : value) };
    else if (name === 'comment_value_html') comment = { html_body: String(value) };
    else if (name === 'comment_mode_is_public') isPublic = String(value) === 'true';
    else if (name.startsWith(CUSTOM)) fields.push({ id: name.slice(CUSTOM.length), value });
    else if (name === 'assignee_id' && value === 'current_user') attributes.assignee_id = self;
    else if (ATTRIBUTES.has(name)) attributes[name] = String(value ?? '');
  }
  return {
    attributes,
    fields,
    tags,
    comment: comment === undefined || isPublic === undefined ? comment : { ...comment, public: isPublic },
  };
}

function actionsOf(macro: Native | undefined): readonly Native[] {
  return Array.isArray(macro?.actions) ? macro.actions.filter(isRecord) : [];
}

/** https://developer.zendesk.com/documentation/ticketing/reference-guides/ticket-audit-events-reference */
function traces(events: readonly Native[]): Pick<SeenTicket, 'fired' | 'policy'> {
  const fired = new Map<string, string>();
  let policy: string | undefined;
  for (const event of events) {
    const via = nativeIn(event, 'via');
    const source = nativeIn(via, 'source');
    const from = nativeIn(source, 'from');
    if (source?.rel === 'trigger' && from !== undefined) fired.set(String(from.id), String(from.title ?? from.id));
    if (typeof via?.current_sla_policy === 'string') policy = via.current_sla_policy;
  }
  return { fired, policy };
}

function dueIn(native: Native): Pick<SeenTicket, 'due'> {
  const metrics = nativeIn(native, 'slas')?.policy_metrics;
  if (!Array.isArray(metrics)) return {};
  const due = metrics.filter(isRecord).map(({ metric, breach_at }) => {
    const time = Date.parse(String(breach_at));
    return [String(metric), Number.isNaN(time) ? undefined : time] as const;
  });
  return { due: new Map(due) };
}
