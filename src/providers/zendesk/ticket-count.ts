/** How many tickets meet the conditions of a rule now: asked as a view that is never made, as far as views can say them. */
import { listOf } from '../../core/attributes/references.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import type { Steps, TicketCount, WriteContext } from '../../core/provider.ts';
import { isIdRef, isList, isPlainStruct, isRef, referencesIn, type Struct, type Value } from '../../core/value.ts';
import { nativeIn } from './binding.ts';
import { conditions, speakerOf } from './vocabulary/conditions.ts';

const viewConditions = conditions('view', { description: 'Conditions of the view that is never made.' });
const viewsCanSay = speakerOf('view');

/** `unknown`: views have no words for it. */
type Verdict = { readonly ask: Struct } | 'never' | 'always' | 'unknown';

/**
 * Undefined where the platform has no count at hand.
 * https://developer.zendesk.com/api-reference/ticketing/business-rules/views/#preview-ticket-count
 */
export function* countTickets(when: Value | undefined, cx: WriteContext): Steps<TicketCount | undefined> {
  const lists = isPlainStruct(when) ? when : {};
  const all = verdictsOf(lists.all, cx);
  const any = verdictsOf(lists.any, cx);
  if (all.includes('never') || (any.length > 0 && any.every((verdict) => verdict === 'never'))) return { count: 0 };
  const anyIsVague = any.includes('unknown');
  const asked = {
    all: askedOf(all),
    any: anyIsVague || any.includes('always') ? [] : askedOf(any),
  };
  const reply = yield {
    method: 'POST',
    path: '/api/v2/views/preview/count',
    body: { view: viewConditions.encode(asked, cx) },
  };
  const count = nativeIn(reply.body, 'view_count')?.value;
  if (typeof count !== 'number') return undefined;
  return { count, ...(all.includes('unknown') || anyIsVague ? { atMost: true } : {}) };
}

function verdictsOf(list: Value | undefined, cx: WriteContext): readonly Verdict[] {
  return listOf(list)
    .filter(isPlainStruct)
    .map((condition) => verdictOf(condition, cx));
}

function askedOf(verdicts: readonly Verdict[]): readonly Struct[] {
  return verdicts.flatMap((verdict) => (typeof verdict === 'object' ? [verdict.ask] : []));
}

/** No ticket has to do with what does not exist yet. */
function verdictOf(condition: Struct, cx: WriteContext): Verdict {
  const without = String(condition.operator).includes('not') ? 'always' : 'never';
  if (referencesIn(condition).some(isRef)) return without;
  if (!viewsCanSay(condition)) return 'unknown';
  const tags = tagsOf(condition.field, cx);
  if (tags === undefined || condition.value === undefined || condition.value === '') return { ask: condition };
  const known = [condition.value].flat().filter((tag) => tags.has(String(tag)));
  if (known.length === 0) return without;
  const [only] = known;
  return { ask: { ...condition, value: isList(condition.value) && known.length > 1 ? known : (only ?? '') } };
}

/** The tags of a field's options as the tenant has them now; undefined for what has no options. */
function tagsOf(field: Value | undefined, cx: WriteContext): ReadonlySet<string> | undefined {
  if (!isIdRef(field)) return undefined;
  const native = cx.live(field.kind).find((object) => object.id === field.$id)?.native;
  const options = native?.custom_field_options;
  if (!Array.isArray(options) || options.length === 0) return undefined;
  return new Set(options.filter(isRecord).map((option) => String(option.value)));
}
