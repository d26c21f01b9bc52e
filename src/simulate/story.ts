/** Plays one ticket's story. */
import { passTime, recordIdle } from './automations.ts';
import type { Calendar } from './calendar.ts';
import { channelNumber, isChannel, WEB } from './channels.ts';
import { type Context, patch, report } from './context.ts';
import { coverageOf, createCoverage } from './coverage.ts';
import { type Directory, isStaff, organizationOf, type Person, personOf } from './directory.ts';
import { applyInput } from './input.ts';
import type { Actor, NewTicket, Outcome, Story, StoryEvent, Ticket } from './model.ts';
import { native, natives, text } from './native.ts';
import type { SimulationOptions } from './options.ts';
import { slaTargets } from './policies.ts';
import { coverableRules, type Rules } from './rules.ts';
import { defaultStatus } from './ticket.ts';
import { create, type TicketUpdate, update } from './update.ts';
import { viewsOf } from './views.ts';

/** What one account's stories share. */
export interface Stage {
  readonly directory: Directory;
  readonly calendar: Calendar;
  readonly rules: Rules;
  readonly options: SimulationOptions;
}

/** Plays a whole story. */
export function play(stage: Stage, story: Story): Outcome {
  const cx = openTicket(stage, story);
  const snapshots = [{ at: cx.now, ticket: cx.scene.ticket }];
  for (const event of [...(story.events ?? [])].sort((a, b) => a.at - b.at)) {
    applyEvent(cx, stage.rules, event);
    snapshots.push({ at: cx.now, ticket: cx.scene.ticket });
  }
  if (story.until !== undefined) passTime([cx], stage.rules, story.until);
  return outcomeOf(cx, stage.rules, snapshots);
}

/** Creates the ticket of a story, with all that this sets off. */
export function openTicket(stage: Stage, story: Story): Context {
  const cx = openContext(stage, story);
  create(cx, stage.rules, creation(cx, story.ticket));
  return cx;
}

/** A ticket as it is, with what is set and what else is known of it. */
export function enterTicket(stage: Stage, story: Story, known: Partial<Ticket>): Context {
  const cx = openContext(stage, story);
  applyInput(cx, story.ticket.set ?? {});
  patch(cx, known);
  return cx;
}

/** Lets time pass up to an event, then applies it. */
export function applyEvent(cx: Context, rules: Rules, event: StoryEvent): void {
  if (event.at < cx.scene.ticket.created_at) {
    report(cx, 'refused_update', 'an event lies before the creation of the ticket');
    return;
  }
  passTime([cx], rules, event.at);
  const change = changeOf(cx, rules, event);
  if (change !== undefined) update(cx, rules, change);
}

export function outcomeOf(cx: Context, rules: Rules, snapshots: Outcome['snapshots']): Outcome {
  if (cx.options.trace) recordIdle(cx, rules);
  return {
    ticket: cx.scene.ticket,
    snapshots,
    steps: cx.record.steps,
    fired: cx.record.fired,
    notifications: cx.record.notifications,
    sla: slaTargets(cx),
    views: cx.options.views ? viewsOf(cx, rules.views) : [],
    findings: cx.record.findings,
    coverage: coverageOf(cx.coverage),
  };
}

/** The ticket as the platform begins it, before anything of the story is set. */
function openContext({ directory, calendar, options, rules }: Stage, story: Story): Context {
  const { ticket } = story;
  const people = storyPeople(story);
  const requester = typeof ticket.requester === 'string' ? ticket.requester : text(ticket.requester.id);
  const cx: Context = {
    directory,
    calendar,
    options,
    assume: new Map(Object.entries(story.assume ?? {}).map(([field, value]) => [field, String(value)])),
    effects: story.webhooks ?? [],
    record: { steps: [], fired: [], notifications: [], findings: [] },
    coverage: options.trace ? createCoverage(coverableRules(rules)) : undefined,
    chained: [],
    folded: new Map(),
    now: ticket.at,
    scene: {
      ticket: blankTicket(directory, calendar, ticket, requester),
      people,
      organizations: new Map(natives(story.organizations).map((item) => [text(item.id), organizationOf(item)])),
    },
    before: undefined,
    update: { type: 'Create', by: requester, via: WEB, comment: undefined },
    viewer: '',
    draft: undefined,
    slaPolicy: undefined,
    sla: undefined,
  };
  for (const problem of calendar.problems) report(cx, 'missing_reference', problem);
  inherit(cx, requester);
  return cx;
}

function storyPeople(story: Story): ReadonlyMap<string, Person> {
  const own = typeof story.ticket.requester === 'string' ? [] : [story.ticket.requester];
  return new Map([...natives(story.users), ...own].map((user) => [text(user.id), personOf(user)]));
}

function blankTicket(directory: Directory, calendar: Calendar, ticket: NewTicket, requester: string): Ticket {
  return {
    id: ticket.id ?? '1',
    subject: ticket.subject,
    description: ticket.comment.body,
    status: 'new',
    custom_status_id: defaultStatus(directory, 'new'),
    type: '',
    priority: '',
    group_id: '',
    assignee_id: '',
    requester_id: requester,
    submitter_id: requester,
    organization_id: '',
    brand_id: directory.defaultBrand,
    ticket_form_id: directory.defaultForm,
    schedule_id: calendar.defaultSchedule,
    tags: [],
    custom_fields: new Map(),
    via_id: channelNumber(ticket.via ?? WEB),
    recipient: ticket.recipient ?? '',
    is_public: false,
    comments: [],
    follower_ids: [],
    email_cc_ids: [],
    satisfaction: 'unoffered',
    satisfaction_comment: '',
    satisfaction_reason_code: '',
    sharing_agreement_ids: [],
    skills: [],
    incidents: 0,
    reopens: 0,
    replies: 0,
    agent_stations: 0,
    group_stations: 0,
    due_at: undefined,
    created_at: ticket.at,
    updated_at: ticket.at,
    status_at: ticket.at,
    assigned_at: undefined,
    requester_updated_at: ticket.at,
    assignee_updated_at: undefined,
    solved_at: undefined,
    automation_updates: 0,
  };
}

/**
 * A new ticket belongs to its requester's organization, and takes over the tags of both where the account has user tagging
 * switched on (known from use; `settings.user.tagging`).
 */
function inherit(cx: Context, requester: string): void {
  const who = cx.scene.people.get(requester) ?? cx.directory.users.get(requester);
  if (who === undefined) report(cx, 'missing_reference', `the account has no user ${requester}`);
  const organization_id = who?.organization_id ?? '';
  const owner = cx.scene.organizations.get(organization_id) ?? cx.directory.organizations.get(organization_id);
  const tagging = native(cx.directory.settings.user).tagging ?? cx.options.inheritTags;
  const tags = tagging === false ? [] : [...new Set([...(who?.tags ?? []), ...(owner?.tags ?? [])])];
  const ticket = { ...cx.scene.ticket, organization_id, tags, group_id: owner?.group_id ?? '' };
  cx.scene = { ...cx.scene, ticket };
}

function creation(cx: Context, ticket: NewTicket): TicketUpdate {
  const by = actor(cx, ticket.by ?? 'requester');
  cx.scene = { ...cx.scene, ticket: { ...cx.scene.ticket, submitter_id: by } };
  return { by, via: channelOf(cx, ticket.via), comment: ticket.comment, set: ticket.set };
}

/** The update that an event is; nothing if it only lets time pass. */
function changeOf(cx: Context, rules: Rules, event: StoryEvent): TicketUpdate | undefined {
  const { comment, set, macro, rating } = event;
  if (comment === undefined && set === undefined && macro === undefined && rating === undefined) return undefined;
  const applied = macro === undefined ? undefined : rules.macros.get(macro);
  if (macro !== undefined && applied === undefined)
    report(cx, 'missing_reference', `the account has no macro ${macro}`);
  return {
    by: actor(cx, event.by ?? (rating === undefined ? someAgent(cx) : 'requester')),
    via: channelOf(cx, event.via),
    comment,
    set,
    macro: applied,
    rating:
      rating === undefined
        ? undefined
        : { score: rating.score, comment: rating.comment ?? '', reason: rating.reason ?? '' },
  };
}

function channelOf(cx: Context, channel = WEB): string {
  if (!isChannel(channel)) report(cx, 'missing_reference', `there is no channel ${channel}`);
  return channelNumber(channel);
}

function actor(cx: Context, by: Actor): string {
  const { ticket } = cx.scene;
  if (by === 'requester') return ticket.requester_id;
  if (by === 'assignee') return ticket.assignee_id || someAgent(cx);
  return by;
}

function someAgent(cx: Context): string {
  const { assignee_id } = cx.scene.ticket;
  return assignee_id || ([...cx.directory.users.values()].find((user) => isStaff(user))?.id ?? 'system');
}
