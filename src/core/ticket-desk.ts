/** Sample tickets in a tenant: made, looked at and taken away, to hold its rules against the simulator's. */

type Native = Readonly<Record<string, unknown>>;

export interface TicketMessage {
  readonly body: string;
  readonly public: boolean;
}

/** Attributes stand under the platform's names, as the simulator has them. `mark` finds again what may have been made. */
export interface SampleTicket {
  readonly requester: string;
  /** Who writes it. */
  readonly by: string;
  readonly subject: string;
  readonly comment: TicketMessage;
  /** The support address that it is written to. */
  readonly recipient?: string;
  readonly set: Native;
  readonly mark: string;
}

export interface SampleUpdate {
  readonly by: string;
  readonly comment?: TicketMessage;
  readonly set: Native;
  /** Applied by its actions. */
  readonly macro?: Native;
}

/** A ticket as the tenant has it. Times are epoch milliseconds. */
export interface SeenTicket {
  /** Under the platform's names. */
  readonly native: Native;
  /** Triggers that left a trace, by id. */
  readonly fired: ReadonlyMap<string, string>;
  /** The title of its SLA policy; undefined where no policy set a target. */
  readonly policy: string | undefined;
  /** By the platform's name of the metric: when it falls due, undefined while it does not. Absent where it is not shown. */
  readonly due?: ReadonlyMap<string, number | undefined>;
}

export type SampleKind = 'organization' | 'user' | 'ticket';

/** Makes sample tickets and their people in a tenant, looks at them, and takes them away. Throws as `send` does. */
export interface TicketDesk {
  /** The id of who we are. */
  readonly self: string;
  /** Why a macro cannot be applied as an update; undefined where it can. */
  cannotApply(macro: Native): string | undefined;
  /** The id of a customer, or of an organization, made without a word to anybody. */
  createPeople(kind: Exclude<SampleKind, 'ticket'>, native: Native, mark: string): Promise<string>;
  /** Its id, and when it came in. */
  create(ticket: SampleTicket): Promise<{ readonly id: string; readonly at: number }>;
  /** When it was made. */
  update(id: string, change: SampleUpdate): Promise<number>;
  read(id: string): Promise<SeenTicket>;
  /** The ids of what was made under a mark. */
  find(kind: SampleKind, mark: string): Promise<readonly string[]>;
  remove(kind: SampleKind, id: string): Promise<void>;
}
