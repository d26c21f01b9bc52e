/** Writes triggers and automations: whole, in the platform's encoding of values, and switched off instead of deleted. */
import type { LiveObject, Steps, WriteContext, Writer } from '../../core/provider.ts';
import { type Binding, liveObject, type Native } from './binding.ts';
import { createWith, encodeAttributes, numericId, topLevel, updateWith, writable } from './crud.ts';
import { readOptions, writeOptions } from './rule-values.ts';
import { rawValue } from './vocabulary/raw.ts';

type RuleWriter = Pick<Required<Writer>, 'create' | 'update' | 'remove' | 'erase' | 'revive'>;

/** The parts that rules which act on their own have in common. */
export function ruleWriter(base: Binding): RuleWriter {
  const { kind, endpoint } = base;
  return {
    *create(attributes, cx) {
      // Inactive unless told otherwise: rules are switched on together, when all of them are there.
      const wanted = { ...attributes, active: attributes.active ?? false };
      const native = encodeAttributes(kind, wanted, writable(kind, wanted, 'create'), cx);
      return translated(base, yield* createWith(base, writeOptions(native, cx)), cx);
    },
    *update(live, target, changed, cx) {
      const native = encodeAttributes(kind, target, writable(kind, target, 'update', topLevel(changed)), cx);
      // What is not sent would be cleared, so the rest goes back as it was.
      const whole = { ...switched(live, live.attributes.active === true), ...writeOptions(native, cx) };
      const updated = yield* updateWith(base, live, whole);
      return updated === undefined ? undefined : translated(base, { id: updated.id, live: updated }, cx).live;
    },
    *remove(live) {
      yield* updateWith(base, live, switched(live, false));
    },
    *erase(live) {
      yield { method: 'DELETE', path: `${endpoint.path}/${live.id}` };
    },
    *revive(live) {
      return yield* updateWith(base, live, switched(live, true));
    },
  };
}

/** At most so many rules in one call. */
const MANY = 100;

/** Positions or switches of many rules; other properties are ignored there. */
export function* updateMany({ endpoint }: Binding, rules: readonly Native[]): Steps<void> {
  for (let at = 0; at < rules.length; at += MANY) {
    const some = rules.slice(at, at + MANY).map((rule) => ({ ...rule, id: numericId(String(rule.id)) }));
    yield { method: 'PUT', path: `${endpoint.path}/update_many`, body: { [endpoint.many]: some } };
  }
}

/** The rule as it stands, with values of the one type that the platform takes back. */
function switched({ native }: LiveObject, active: boolean): Native {
  const { raw_title, title, description, category_id, conditions, actions } = native;
  return {
    title: raw_title ?? title,
    ...(description === undefined ? {} : { description }),
    active,
    ...(category_id === undefined ? {} : { category_id }),
    ...(conditions === undefined ? {} : { conditions: rawValue(conditions) }),
    ...(actions === undefined ? {} : { actions: rawValue(actions) }),
  };
}

/** What a reply shows, in fields and tags as a list would show it. */
export function translated(
  base: Binding,
  result: { id: string; live?: LiveObject },
  cx: WriteContext,
): { id: string; live?: LiveObject } {
  if (result.live === undefined) return result;
  const native = readOptions.read(result.live.native, (name) => cx.live(name));
  return { ...result, live: { ...liveObject(base, native), native: result.live.native } };
}
