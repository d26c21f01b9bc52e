/** The contract between the engine and a platform: kinds as data, a connection that reads, and writes as steps that the engine sends. */
import type { EncodeContext } from './attribute.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Kind, TextForm } from './kind.ts';
import type { TicketDesk } from './ticket-desk.ts';
import type { Attributes } from './value.ts';

export interface Provider {
  readonly name: string;
  /** For people: "Zendesk". */
  readonly title: string;
  /** Provisioned beside a support platform, such as Slack; never the spec's `platform.provider`. */
  readonly companion?: true;
  readonly kinds: readonly Kind[];
  readonly textForms: readonly TextForm[];
  /** Checks the credential (never an anonymous 200) and returns a connection. Throws `SupportctlError` with cause and cure. */
  connect(options: ConnectOptions): Promise<Connection>;
  /** Looks at all that reading and writing rest on, for `doctor`. What is wrong is a finding, never an error. */
  examine(options: ExamineOptions): Promise<Examination>;
  /** Signing in as a person, where the platform lets programs do so. */
  readonly signIn?: SignIn;
  /** An account that exists nowhere, as a new one begins; absent where there are no rules to be tried on it. */
  offline?(options: OfflineOptions): Promise<OfflineTenant>;
}

export interface OfflineOptions {
  /** Objects by kind, in the platform's shape, to begin with instead of those of a new account. */
  readonly objects?: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;
  readonly subdomain: string;
  readonly name: string;
  /** Tags of the languages that are switched on; the first is the account's own. */
  readonly languages: readonly string[];
}

/** Accepts every write and holds what the platform would hold afterwards. */
export interface OfflineTenant {
  /** Words for the ways in which tickets come in → what the platform calls them. */
  readonly channels: Readonly<Record<string, string>>;
  objects(kind: string): readonly LiveObject[];
  /** The same in the platform's shape. */
  native(kind: string): readonly Readonly<Record<string, unknown>>[];
  writer(kind: string): Writer;
  /** The reply to a step of a writer; what it creates gets the id. */
  answer(request: Request, id: string): Reply;
  /** Puts objects in the place of all of a kind. */
  replace(kind: string, natives: readonly Readonly<Record<string, unknown>>[]): void;
}

export interface ConnectOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly subdomain: string;
  /** At most this many requests in flight. */
  readonly concurrency?: number;
  readonly trace?: (line: string) => void;
}

/** How a person lets this program in, and takes that back. */
export interface SignIn {
  /** Throws `SupportctlError` where nothing can be begun: no client, no such address. */
  begin(options: SignInOptions): Promise<SignInFlow>;
  /** Revokes and removes the stored sign-in. */
  end(options: ConnectOptions): Promise<SignedOut>;
}

export interface SignInOptions extends ConnectOptions {
  /** The OAuth client's identifier; that of the last sign-in if not given. */
  readonly clientId?: string;
  readonly readOnly: boolean;
  /** Where the browser is sent back to. */
  readonly redirectUri: string;
}

export interface SignInFlow {
  /** What the person opens. */
  readonly url: string;
  /** Why `address` is not the answer to this flow; undefined where it is. */
  foreign(address: string): string | undefined;
  /** Takes the address that the browser was sent to, and stores the sign-in. Throws `SupportctlError`. */
  finish(address: string): Promise<SignedIn>;
}

export interface SignedIn {
  readonly account: string;
  /** Who signed in. */
  readonly identity: string;
  readonly role: string;
  readonly scopes: readonly string[];
  /** The file that holds it. */
  readonly file: string;
  /** Variables that hold another credential, which wins. */
  readonly overruledBy?: string;
}

export interface SignedOut {
  readonly account: string;
  /** False where nobody was signed in. */
  readonly found: boolean;
  /** Why the platform may still accept the token. */
  readonly notRevoked?: string;
}

export interface ExamineOptions extends ConnectOptions {
  /** Kinds of this provider that the spec has. */
  readonly kinds: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Examination {
  /** The tenant, where one answered. */
  readonly account?: string;
  readonly findings: readonly Finding[];
}

/** One thing that was looked at. `error`: `plan` cannot work so; `warning`: something else cannot, or soon will not. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'error';
  readonly summary: string;
  /** How it is mended. */
  readonly hint?: string;
}

/** A tenant, signed in. */
export interface Connection {
  readonly provider: string;
  /** What pins state to the tenant: subdomain, team id. */
  readonly account: string;
  /** Who we are there, for the run log and the lock. */
  readonly identity: string;
  readonly warnings: readonly Diagnostic[];
  /**
   * A complete list, or that the account does not have the kind. Throws on anything less than complete. Of kinds that are
   * `picked`, only what `pick` asks for, where it is given: complete as far as that goes. Of kinds with attributes that
   * stand `apart`, it names the objects of which these are read; names are those of the kind's label.
   */
  list(kind: string, pick?: Pick): Promise<Listing>;
  /**
   * The object, or undefined if the platform says it does not exist (a soft-deleted one has `gone`). Where a platform
   * shows single objects in its list only, the answer comes from a fresh list.
   */
  get(kind: string, id: string): Promise<LiveObject | undefined>;
  /**
   * What of the object stands in files, as a zip archive: the value of the attribute that its kind calls `archived`. Undefined
   * where the platform keeps it to itself, as it does of what is built in. It may take minutes. Throws a `SupportctlError`, or
   * an error like those of `send`.
   */
  archive?(object: LiveObject): Promise<Uint8Array | undefined>;
  writer(kind: string): Writer;
  /** Sends one step. Throws an error that has `outcome`: `refused`, `not_sent` or `unknown`. */
  send(request: Request): Promise<Reply>;
  /** Id → how often a rule ran in the last 30 days; undefined where the platform or the plan does not count it. */
  usage?(kind: string): Promise<ReadonlyMap<string, number> | undefined>;
  /** What the list of a kind leaves out on purpose, counted; undefined where there is no such thing, or nobody tells. */
  outside?(kind: string): Promise<{ readonly count: number; readonly why: string } | undefined>;
  /** Sample tickets, to hold a tenant's rules against the simulator's; absent where they cannot be tried live. */
  readonly tickets?: TicketDesk;
  /** Requests sent so far, for the summary and the benches. */
  readonly requests: () => number;
}

/** What is wanted of a kind whose objects, or parts of them, are too many to be all read. */
export interface Pick {
  readonly ids: readonly string[];
  /** Natural keys, or what people write in `live("…")`. */
  readonly names: readonly string[];
  /** What the platform's list holds as well, however long it is. */
  readonly all?: true;
}

export type Listing =
  /** `closed`: why its objects may be read and referred to, but not written. */
  | { readonly available: true; readonly objects: readonly LiveObject[]; readonly closed?: string }
  | { readonly available: false; readonly reason: string };

export interface LiveObject {
  readonly kind: string;
  /** Opaque to the engine: it may hold a parent's id (`12/34`) where the platform's paths need both. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  /** All attributes of the kind that the platform shows, canonical, references as `{$id, kind}`. */
  readonly attributes: Attributes;
  /** Ids of things inside it: `option:bug` → id. */
  readonly parts?: Readonly<Record<string, string>>;
  /** Other names it may be referred to by in `live("…")`: an e-mail address, a subdomain, a key. */
  readonly aliases?: readonly string[];
  /** Place in its order list; lower comes first, ties as listed. */
  readonly position?: number;
  /** Soft-deleted, deactivated for good or archived: counts as gone, may be revivable. */
  readonly gone?: true;
  /** Not ours to write, and why: owned by an app, built in. */
  readonly locked?: string;
  /** Built in: may be adopted and updated but neither created nor deleted; such as a system field. */
  readonly system?: true;
  /** The account's default of its kind: never deleted. */
  readonly isDefault?: true;
  /** Why the platform would refuse to delete it as long as it is so: somebody has it. */
  readonly held?: string;
  readonly updatedAt?: string;
  /** The platform's object, for writes that overlay it. */
  readonly native: Readonly<Record<string, unknown>>;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Fields of a form, sent instead of `body` and before `file`. */
  readonly form?: Readonly<Record<string, string>>;
  /** An upload, sent as a form instead of `body`; as bytes where it goes to a storage and there are no fields. */
  readonly file?: { readonly field: string; readonly name: string; readonly type: string; readonly data: Uint8Array };
  /** Where the reply to a create shows the new id: it is logged the moment it is known. */
  readonly created?: (reply: Reply) => string | undefined;
  /** A brand's subdomain, where the path belongs to a brand's host. */
  readonly host?: string;
  /** Milliseconds to wait before it is sent. */
  readonly pause?: number;
  /** True for what changes nothing although it is no GET, such as having a file made: it is sent again where no reply came. */
  readonly harmless?: true;
  /**
   * A storage that the platform named: `file` goes there without credentials, or by a GET comes from there, whose reply has
   * its bytes as body. What the address says is told nobody.
   */
  readonly storage?: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** A write as a generator of requests: the engine logs, sends and resumes it with each reply. */
export type Steps<Result> = Generator<Request, Result, Reply>;

export interface WriteContext extends EncodeContext {
  /** Fresh live objects of another kind, for writes that need a neighbour's id. */
  live(kind: string): readonly LiveObject[];
}

/** A change whose tickets are to be counted: the object as it will be, or the member that goes. */
export interface TicketQuestion {
  readonly live?: LiveObject;
  readonly target: Attributes;
  readonly member?: string;
}

export interface TicketCount {
  readonly count: number;
  /** The platform could not be asked about all of the conditions. */
  readonly atMost?: true;
}

/** Why the platform would not take an object. */
export interface Refused {
  readonly code: string;
  readonly summary: string;
  readonly hint: string;
  /** The attribute that it is about. */
  readonly path: string;
}

/** How a kind is written. Every function only describes requests; none sends. */
export interface Writer {
  /** The new object's id, and the object where the reply shows it. */
  create?(attributes: Attributes, cx: WriteContext): Steps<{ id: string; live?: LiveObject }>;
  /** `target` is the live object's attributes with our changes laid over; `changed` the paths that differ (`options.bug.name`, `name`). */
  update?(
    live: LiveObject,
    target: Attributes,
    changed: readonly string[],
    cx: WriteContext,
  ): Steps<LiveObject | undefined>;
  remove?(live: LiveObject, cx: WriteContext): Steps<void>;
  /** Deletes for good what `remove` only deactivates; for kinds with `capability.erase`. */
  erase?(live: LiveObject, cx: WriteContext): Steps<void>;
  /** Makes a tombstone active again, before it is updated. */
  revive?(live: LiveObject, cx: WriteContext): Steps<LiveObject | undefined>;
  /** Counts the tickets that a change would act on, reading only; undefined where the platform gives no count. */
  affected?(question: TicketQuestion, cx: WriteContext): Steps<TicketCount | undefined>;
  /** Asks, reading only, whether the platform would take what only it can judge; undefined where it would. */
  refused?(target: Attributes, live: LiveObject | undefined): Steps<Refused | undefined>;
  /** Sends a complete order list; `ids` in the order wanted, `within` the id of the list's owner. */
  reorder?(ids: readonly string[], within: string | undefined, cx: WriteContext): Steps<void>;
  /** Switches on a whole set at once, each list in its final order. */
  activate?(ids: readonly string[], cx: WriteContext): Steps<void>;
}

/** The properties of a failed send that the engine decides by. */
export interface SendFailure {
  readonly outcome: 'not_sent' | 'unknown' | 'refused';
  readonly kind: string;
  readonly status: number;
  readonly message: string;
  readonly fields: readonly { readonly path: string; readonly message: string; readonly code?: string }[];
}

/** True if `error` came from a connection's `send`. */
export function isSendFailure(error: unknown): error is SendFailure & Error {
  return error instanceof Error && 'outcome' in error && 'fields' in error;
}

/** Why nothing of a kind can be planned; undefined where it can. */
export function closedTo(listing: Listing | undefined): string | undefined {
  if (listing === undefined) return undefined;
  return listing.available ? listing.closed : listing.reason;
}
