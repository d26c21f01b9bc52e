/** One ticket while it is being simulated: what rules see at this moment, and where they leave what they did. */
import type { Calendar } from './calendar.ts';
import type { CoverageLog } from './coverage.ts';
import type { Directory, Organization, Person } from './directory.ts';
import type {
  Change,
  Comment,
  Finding,
  Firing,
  Notification,
  RuleRef,
  Step,
  StoryComment,
  Ticket,
  TicketInput,
  WebhookEffect,
} from './model.ts';
import type { SimulationOptions } from './options.ts';
import type { PolicyRule } from './rules.ts';
import type { SlaState } from './sla/index.ts';

/** The ticket and the people around it: rules change both. Replaced as a whole on each change, so that a copy costs nothing. */
export interface Scene {
  readonly ticket: Ticket;
  readonly people: ReadonlyMap<string, Person>;
  readonly organizations: ReadonlyMap<string, Organization>;
}

export interface Update {
  readonly type: 'Create' | 'Change';
  /** A user's id, or `system`. */
  readonly by: string;
  readonly via: string;
  readonly comment: Comment | undefined;
}

/** An update that a webhook sets off, waiting for the present one to end. */
export interface ChainedUpdate {
  readonly by: string | undefined;
  readonly comment: StoryComment | undefined;
  readonly set: TicketInput;
  readonly cause: RuleRef;
}

export interface Protocol {
  readonly steps: Step[];
  readonly fired: Firing[];
  readonly notifications: Notification[];
  readonly findings: Finding[];
}

export interface Context {
  readonly directory: Directory;
  readonly calendar: Calendar;
  readonly options: SimulationOptions;
  readonly assume: ReadonlyMap<string, string>;
  readonly effects: readonly WebhookEffect[];
  readonly record: Protocol;
  readonly coverage: CoverageLog | undefined;
  readonly chained: ChainedUpdate[];
  /** Texts in lower case, for this update: many rules search the same few. */
  readonly folded: Map<string, string>;
  now: number;
  scene: Scene;
  /** As it was before this update; nothing when the ticket is being created. */
  before: Scene | undefined;
  update: Update;
  /** What macros put in front of the agent who applies them. */
  draft: { readonly body: string; readonly public: boolean } | undefined;
  /** Who looks, where views are evaluated. */
  viewer: string;
  slaPolicy: PolicyRule | undefined;
  /** The clocks as of the latest update; nothing in an account without SLAs. */
  sla: SlaState | undefined;
}

export function person(cx: Context, scene: Scene, id: string): Person | undefined {
  return scene.people.get(id) ?? cx.directory.users.get(id);
}

export function organization(cx: Context, scene: Scene): Organization | undefined {
  const id = scene.ticket.organization_id;
  return scene.organizations.get(id) ?? cx.directory.organizations.get(id);
}

/** Changes attributes that nothing else depends on; `ticket.ts` has the others. */
export function patch(cx: Context, changes: Partial<Ticket>): void {
  cx.scene = { ...cx.scene, ticket: { ...cx.scene.ticket, ...changes } };
}

export function report(cx: Context, kind: Finding['kind'], message: string, rule?: RuleRef): void {
  const known = cx.record.findings.some((other) => other.message === message && other.rule === rule);
  if (!known) cx.record.findings.push({ kind, at: cx.now, message, ...(rule === undefined ? {} : { rule }) });
}

export function folded(cx: Context, text: string): string {
  const known = cx.folded.get(text);
  if (known !== undefined) return known;
  const lower = text.toLowerCase();
  cx.folded.set(text, lower);
  return lower;
}

/** What differs between two moments, in the order of the attributes. */
export function changesBetween(before: Scene | undefined, after: Scene): readonly Change[] {
  if (before === after) return [];
  return [
    ...ticketChanges(before?.ticket, after.ticket),
    ...fieldChanges('requester', before?.people, after.people),
    ...fieldChanges('organization', before?.organizations, after.organizations),
  ];
}

/** Bookkeeping that would only hide what happened. */
const UNTOLD: ReadonlySet<string> = new Set<keyof Ticket>([
  'id',
  'description',
  'comments',
  'created_at',
  'updated_at',
  'status_at',
  'assigned_at',
  'requester_updated_at',
  'assignee_updated_at',
  'solved_at',
  'automation_updates',
  'reopens',
  'replies',
  'agent_stations',
  'group_stations',
]);

function ticketChanges(before: Ticket | undefined, after: Ticket): readonly Change[] {
  if (before === after) return [];
  const old: Readonly<Record<string, unknown>> = { ...before };
  const changes: Change[] = [];
  for (const [name, value] of Object.entries(after)) {
    const was = old[name];
    if (UNTOLD.has(name) || value === was) continue;
    if (value instanceof Map) changes.push(...mapChanges('custom_fields', was instanceof Map ? was : new Map(), value));
    else if (shown(was) !== shown(value)) changes.push({ field: name, before: shown(was), after: shown(value) });
  }
  return changes;
}

function mapChanges(
  name: string,
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly Change[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const change = { field: `${name}_${key}`, before: shown(before.get(key)), after: shown(after.get(key)) };
    return change.before === change.after ? [] : [change];
  });
}

function fieldChanges(
  whose: 'requester' | 'organization',
  before: ReadonlyMap<string, Person | Organization> | undefined,
  after: ReadonlyMap<string, Person | Organization>,
): readonly Change[] {
  if (before === undefined || before === after) return [];
  return [...after].flatMap(([id, one]) => {
    const old = before.get(id);
    return old === undefined || old === one
      ? []
      : mapChanges(`${whose}.custom_fields`, old.fields, one.fields).map((change) => ({
          ...change,
          field: change.field.replace('custom_fields_', 'custom_fields.'),
        }));
  });
}

/** A value as traces show it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(' ') : String(value);
}
