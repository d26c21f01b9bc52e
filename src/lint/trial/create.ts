/** The trial of an account: its rules compiled once, and tickets made for each question. */
import type { Address } from '../../core/address.ts';
import type { Resource } from '../../core/resource.ts';
import { isRef, type Struct } from '../../core/value.ts';
import { prepare } from '../../simulate/index.ts';
import type { Account, Native, Outcome, Story } from '../../simulate/model.ts';
import { waysOf } from '../logic.ts';
import { describe } from './describe.ts';
import { AGENT, storyFor } from './story.ts';
import type { Seen, Trial, Tried } from './trial.ts';

export interface TrialGround {
  readonly account: Account;
  /** The platform's id of a resource. */
  idOf(address: Address): string | undefined;
}

/** A working day and a night, far enough ahead for every holiday of a schedule to be known. */
const TIMES = ['2027-01-12T15:00:00Z', '2027-01-10T02:00:00Z', '2026-12-25T15:00:00Z'].map((time) => Date.parse(time));

/** Prepares the rules; each question then runs a few tickets through all of them. */
export function createTrial({ account, idOf }: TrialGround): Trial {
  const simulator = prepare(account, { trace: false, render: false, views: false });
  const triggers = byId(account.triggers);
  const policies = byId(account.sla_policies);

  // A ticket takes as long as there are rules to try on it.
  let left = Math.ceil(MOST_TRIED / Math.max(1, triggers.size));

  function run(story: Story | undefined): Outcome | undefined {
    if (story === undefined || left <= 0) return undefined;
    left -= 1;
    return simulator.run(story);
  }

  /** A run in which all of these triggers fire: by the first way and the first time that does it. */
  function firing(natives: readonly Native[]): { readonly outcome: Outcome; readonly story: Story } | undefined {
    for (const way of waysOfAll(natives)) {
      for (const at of TIMES) {
        const story = storyFor(way, account, at);
        const outcome = run(story);
        if (story === undefined || outcome === undefined) break;
        if (natives.every((native) => placeOf(outcome, native) !== undefined)) return { outcome, story };
      }
    }
    return undefined;
  }

  function nativeOf(resource: Resource): Native | undefined {
    return triggers.get(idOf(resource.address) ?? '');
  }

  function firesNever(trigger: Resource): Seen {
    const native = nativeOf(trigger);
    if (native === undefined) return undefined;
    if (firing([native]) !== undefined) return 'not so';
    const [way] = waysOfAll([native]);
    const story = storyFor(way ?? [], account, TIMES[0] ?? 0);
    return story === undefined ? undefined : { witness: describe(account, story) };
  }

  function whileFiring(first: Resource, second: Resource): Seen {
    const [one, other] = [nativeOf(first), nativeOf(second)];
    const shown = one === undefined ? undefined : firing([one]);
    if (one === undefined || other === undefined || shown === undefined) return undefined;
    const places = [placeOf(shown.outcome, one) ?? 0, placeOf(shown.outcome, other) ?? -1] as const;
    return places[1] > places[0] ? { witness: describe(account, shown.story) } : 'not so';
  }

  function spokenTooEarly(speaker: Resource, setter: Resource): Seen {
    const [one, other] = [nativeOf(speaker), nativeOf(setter)];
    if (one === undefined || other === undefined) return undefined;
    const both = firing([one, other]);
    if (both === undefined) return firing([one]) === undefined ? undefined : 'not so';
    const early = (placeOf(both.outcome, one) ?? 0) < (placeOf(both.outcome, other) ?? 0);
    return early ? { witness: describe(account, both.story) } : 'not so';
  }

  function loops(trigger: Resource): Seen {
    const native = nativeOf(trigger);
    const shown = native === undefined ? undefined : firing([native]);
    if (native === undefined || shown === undefined) return undefined;
    const webhooks = webhooksOf(native).map((webhook) => ({
      webhook,
      by: AGENT,
      comment: { body: 'Written by the webhook', public: false },
    }));
    const again = run({ ...shown.story, webhooks });
    if (again === undefined) return undefined;
    return firings(again, native) > 2 ? { witness: describe(account, shown.story) } : 'not so';
  }

  function answersItself(trigger: Resource): Seen {
    const native = nativeOf(trigger);
    const shown = native === undefined ? undefined : firing([native]);
    if (native === undefined || shown === undefined) return undefined;
    const last = shown.story.until ?? shown.story.ticket.at;
    const events = [1, 2].map((minutes) => ({
      at: last + minutes * 60_000,
      by: 'requester',
      via: 'email',
      comment: { body: 'I am away until Monday.' },
    }));
    const again = run({
      ...shown.story,
      events: [...(shown.story.events ?? []), ...events],
      until: last + 120_000,
    });
    if (again === undefined) return undefined;
    return firings(again, native) > firings(shown.outcome, native) + 1
      ? { witness: `${describe(account, shown.story)}; an automatic reply to each mail` }
      : 'not so';
  }

  function policyOf(policy: Resource): Seen {
    const id = idOf(policy.address) ?? '';
    const native = policies.get(id);
    if (native === undefined) return undefined;
    for (const way of waysOfAll([{ conditions: native.filter }])) {
      const story = storyFor([...way, URGENT], account, TIMES[0] ?? 0);
      const outcome = run(story);
      if (story === undefined || outcome === undefined) return undefined;
      const taken = outcome.sla.map((target) => target.policy.id);
      if (taken.includes(id)) return 'not so';
      if (taken.length > 0)
        return { witness: `${describe(account, story)}; it gets the policy "${outcome.sla[0]?.policy.title ?? ''}"` };
    }
    return undefined;
  }

  function withoutGroup(tickets: readonly (readonly Struct[])[]): readonly Tried[] {
    return tickets.flatMap((ticket): readonly Tried[] => {
      const story = storyFor([CREATED, ...ticket.map((own) => nativeCondition(own, idOf))], account, TIMES[0] ?? 0);
      const outcome = run(story);
      if (story === undefined || outcome === undefined) return [{ ticket, witness: undefined }];
      return outcome.ticket.group_id === '' ? [{ ticket, witness: describe(account, story) }] : [];
    });
  }

  return {
    isSpent: () => left <= 0,
    firesNever,
    whileFiring,
    spokenTooEarly,
    loops,
    answersItself,
    policyOf,
    withoutGroup,
  };
}

/** Triggers that are tried on tickets altogether: some seconds. */
const MOST_TRIED = 5_000_000;

const CREATED: Native = { field: 'update_type', operator: 'is', value: 'Create' };
const URGENT: Native = { field: 'priority', operator: 'is', value: 'urgent' };

function byId(list: readonly Native[] | undefined): ReadonlyMap<string, Native> {
  return new Map((list ?? []).map((native) => [String(native.id), native]));
}

/** All conditions of all rules, with one of each rule's alternatives; the first few ways are enough to show something. */
function waysOfAll(natives: readonly Native[]): readonly (readonly Native[])[] {
  let ways: (readonly Native[])[] = [[]];
  for (const { conditions } of natives) {
    const own = waysOf({ all: nativeList(conditions, 'all'), any: nativeList(conditions, 'any') });
    ways = ways.flatMap((way) => own.map((more) => [...way, ...more])).slice(0, MOST_WAYS);
  }
  return ways;
}

const MOST_WAYS = 8;

function nativeList(conditions: unknown, name: string): readonly Native[] {
  const list: unknown =
    typeof conditions === 'object' && conditions !== null ? Reflect.get(conditions, name) : undefined;
  return Array.isArray(list) ? list.filter(isNative) : [];
}

function isNative(item: unknown): item is Native {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function placeOf({ fired }: Outcome, native: Native): number | undefined {
  const place = fired.findLastIndex(({ rule }) => rule.kind === 'trigger' && rule.id === String(native.id));
  return place < 0 ? undefined : place;
}

function firings({ fired }: Outcome, native: Native): number {
  return fired.filter(({ rule }) => rule.kind === 'trigger' && rule.id === String(native.id)).length;
}

function webhooksOf({ actions }: Native): readonly string[] {
  const list = Array.isArray(actions) ? actions.filter(isNative) : [];
  return list.flatMap(({ field, value }) =>
    field === 'notification_webhook' && Array.isArray(value) ? [String(value[0])] : [],
  );
}

const NATIVE_FIELDS: Readonly<Record<string, string>> = {
  form: 'ticket_form_id',
  brand: 'brand_id',
  channel: 'via_id',
};
const NATIVE_CHANNELS: Readonly<Record<string, string>> = { email: '4', web_form: '0', api: '5' };

/** A condition of the ticket matrix in the platform's terms. */
function nativeCondition({ field, value }: Struct, idOf: TrialGround['idOf']): Native {
  const name = isRef(field)
    ? `custom_fields_${idOf(field.$ref) ?? ''}`
    : (NATIVE_FIELDS[String(field)] ?? String(field));
  const asked = isRef(value) ? (idOf(value.$ref) ?? '') : value === 'none' ? '' : String(value);
  return { field: name, operator: 'is', value: name === 'via_id' ? (NATIVE_CHANNELS[asked] ?? asked) : asked };
}
