/** The targets of an SLA policy: for each priority what is measured, how long it may take, and in which hours. */
import type { Attribute, FormatContext, ParseContext } from '../../core/attribute.ts';
import { documented } from '../../core/attributes/documented.ts';
import { duration } from '../../core/attributes/duration.ts';
import { type AttributeOptions, shared } from '../../core/attributes/options.ts';
import { problem, unknownWord, wrongType, wrongValue } from '../../core/attributes/problems.ts';
import { call, callOf, canonicalScalar, isRecord, isTextNode } from '../../core/attributes/scalars.ts';
import type { MapNode, SpecNode, SpecValue } from '../../core/spec-node.ts';
import { isPlainStruct, type Struct, type Value } from '../../core/value.ts';

/** Our words for what the platform measures. */
type Metrics = ReadonlyMap<string, string>;

/** https://support.zendesk.com/hc/en-us/articles/4408821871642 */
const METRICS: Metrics = new Map([
  ['first_reply', 'first_reply_time'],
  ['next_reply', 'next_reply_time'],
  ['periodic_update', 'periodic_update_time'],
  ['pausable_update', 'pausable_update_time'],
  ['requester_wait', 'requester_wait_time'],
  ['agent_work', 'agent_work_time'],
  ['resolution', 'total_resolution_time'],
]);
/** What policies for groups measure. https://support.zendesk.com/hc/en-us/articles/5322445643802 */
export const OWNERSHIP: Metrics = new Map([['ownership', 'group_ownership_time']]);

/** From the least urgent on. */
export const LEVELS: readonly string[] = ['low', 'normal', 'high', 'urgent'];
const HOURS: readonly string[] = ['business', 'calendar'];
const HOURS_KEY = 'hours';

const time = duration({ description: 'How long it may take: 30m, 4h, 1d2h30m.' });

/** Canonical as level → metric → `{minutes, hours}`. */
export function targets(options: AttributeOptions, metrics: Metrics = METRICS): Attribute {
  const words = new Map([...metrics].map(([word, native]) => [native, word]));
  return {
    ...shared(options),
    collection: 'whole',
    schema: documented(options.description, schemaOf(metrics)),
    parse(node, cx) {
      if (node.type !== 'map') return wrongType(cx, node, 'a map from priority to targets');
      const levels: Record<string, Struct> = {};
      let broken = false;
      for (const [word, { keyAt, value }] of node.entries) {
        const at = { type: 'scalar', value: word, at: keyAt } as const;
        const itself = LEVELS.includes(word) || callOf('other', word) !== undefined;
        const level = itself ? word : cx.priority(word);
        const held = parseLevel(value, metrics, cx);
        if (level === undefined) unknownWord(cx, at, 'The priority', word, LEVELS);
        else if (levels[level] !== undefined) wrongValue(cx, at, `The priority ${level} has targets already`);
        if (level === undefined || held === undefined || levels[level] !== undefined) broken = true;
        else levels[level] = held;
      }
      return broken ? undefined : levels;
    },
    format: (value, cx) => new Map(levelsOf(value).map(([level, metrics]) => [level, formatLevel(metrics, cx)])),
    decode: (native) => decodeTargets(native, words),
    encode: (value) =>
      levelsOf(value).flatMap(([level, held]) =>
        Object.entries(held).map(([metric, target]) => encodeTarget(level, metrics.get(metric) ?? metric, target)),
      ),
  };
}

/** The metrics of each level, the most urgent level first. */
export function levelsOf(value: Value | undefined): readonly (readonly [level: string, metrics: Struct])[] {
  const held = isPlainStruct(value) ? value : {};
  const urgency = (level: string): number => LEVELS.indexOf(level);
  return Object.entries(held)
    .flatMap(([level, metrics]) => (isPlainStruct(metrics) ? [[level, metrics] as const] : []))
    .sort(([a], [b]) => urgency(b) - urgency(a));
}

/** `{hours: business, first_reply: 4h, resolution: {target: 10h, hours: calendar}}`. */
function parseLevel(node: SpecNode, known: Metrics, cx: ParseContext): Struct | undefined {
  if (node.type !== 'map') return wrongType(cx, node, 'a map such as {hours: business, first_reply: 4h}');
  const given = node.entries.get(HOURS_KEY)?.value;
  const usual = given === undefined ? undefined : parseHours(given, cx);
  const metrics: Record<string, Value> = {};
  let broken = given !== undefined && usual === undefined;
  for (const [word, { keyAt, value }] of node.entries) {
    if (word === HOURS_KEY) continue;
    const at = { type: 'scalar', value: word, at: keyAt } as const;
    const isKnown = known.has(word) || callOf('other', word) !== undefined;
    if (!isKnown) unknownWord(cx, at, 'The target', word, [HOURS_KEY, ...known.keys()]);
    const target = parseTarget(value, usual, broken, cx);
    if (!isKnown || target === undefined) broken = true;
    else metrics[word] = target;
  }
  if (!broken && Object.keys(metrics).length === 0) return wrongValue(cx, node, 'The priority has no target');
  return broken ? undefined : metrics;
}

function parseTarget(
  node: SpecNode,
  usual: string | undefined,
  hoursAreWrong: boolean,
  cx: ParseContext,
): Struct | undefined {
  const parts: { target: SpecNode; hours: SpecNode | undefined } | undefined =
    node.type === 'map' ? partsOf(node, cx) : { target: node, hours: undefined };
  if (parts === undefined) return undefined;
  const minutes = time.parse(parts.target, cx);
  const hours = parts.hours === undefined ? usual : parseHours(parts.hours, cx);
  if (hours === undefined && parts.hours === undefined && !hoursAreWrong) {
    problem(
      cx,
      node,
      'SPEC_MISSING',
      '"hours" is missing',
      'Say in which hours the priority counts: business or calendar',
    );
  }
  return minutes === undefined || hours === undefined ? undefined : { minutes, hours };
}

function partsOf(node: MapNode, cx: ParseContext): { target: SpecNode; hours: SpecNode | undefined } | undefined {
  for (const [name, { keyAt }] of node.entries) {
    if (name === 'target' || name === HOURS_KEY) continue;
    return unknownWord(cx, { type: 'scalar', value: name, at: keyAt }, 'The key', name, ['target', HOURS_KEY]);
  }
  const target = node.entries.get('target')?.value;
  if (target === undefined) return problem(cx, node, 'SPEC_MISSING', '"target" is missing');
  return { target, hours: node.entries.get(HOURS_KEY)?.value };
}

function parseHours(node: SpecNode, cx: ParseContext): string | undefined {
  if (!isTextNode(node)) return wrongType(cx, node, `one of ${HOURS.join(', ')}`);
  return HOURS.find((word) => word === node.value) ?? unknownWord(cx, node, 'The word', node.value, HOURS);
}

/** The hours that most targets have stand for all of them. */
function formatLevel(metrics: Struct, cx: FormatContext): SpecValue {
  const all = Object.entries(metrics).flatMap(([metric, target]) =>
    isPlainStruct(target) ? [[metric, target] as const] : [],
  );
  const calendar = all.filter(([, target]) => target.hours === 'calendar').length;
  const usual = calendar * 2 > all.length ? 'calendar' : 'business';
  const written = all.map(([metric, { minutes = 0, hours = usual }]): [string, SpecValue] => {
    const target = time.format(minutes, cx);
    return [metric, hours === usual ? target : { target, hours: canonicalScalar(hours) }];
  });
  return new Map([[HOURS_KEY, usual], ...written]);
}

function decodeTargets(native: unknown, words: Metrics): Struct {
  const levels: Record<string, Record<string, Value>> = {};
  for (const item of Array.isArray(native) ? native.filter(isRecord) : []) {
    const { priority, metric, target, target_in_seconds: seconds, business_hours } = item;
    const called = canonicalScalar(metric);
    const word = words.get(called) ?? call('other', called);
    const minutes = seconds === undefined || seconds === null ? Number(target) : Number(seconds) / 60;
    const level = LEVELS.find((known) => known === priority) ?? call('other', canonicalScalar(priority));
    const held = levels[level] ?? {};
    held[word] = { minutes, hours: business_hours === true ? 'business' : 'calendar' };
    levels[level] = held;
  }
  return levels;
}

/** Seconds are sent only where minutes cannot say it: the documents know none. */
function encodeTarget(level: string, metric: string, value: Value): unknown {
  const { minutes = 0, hours } = isPlainStruct(value) ? value : {};
  const exact = Number(minutes);
  return {
    priority: callOf('other', level) ?? level,
    metric: callOf('other', metric) ?? metric,
    target: Math.ceil(exact),
    ...(Number.isInteger(exact) ? {} : { target_in_seconds: Math.round(exact * 60) }),
    business_hours: hours === 'business',
  };
}

const target = {
  anyOf: [
    { type: 'string', description: time.description },
    {
      type: 'object',
      properties: { target: { type: 'string' }, hours: { enum: HOURS } },
      required: ['target'],
      additionalProperties: false,
    },
  ],
};

function schemaOf(metrics: Metrics): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    description: 'For each priority (or key of `priorities`): its hours and its targets.',
    additionalProperties: {
      type: 'object',
      properties: {
        hours: { enum: HOURS, description: 'business: the schedule of the ticket; calendar: around the clock.' },
        ...Object.fromEntries([...metrics.keys()].map((word) => [word, target])),
      },
      patternProperties: { '^other\\(': target },
      additionalProperties: false,
    },
  };
}
