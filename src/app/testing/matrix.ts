/** `test --matrix`: new tickets over channel, category, priority, tier and hour; who gets each, and which nobody gets. */
import type { Address } from '../../core/address.ts';
import { keyOf } from '../../core/address.ts';
import { fail, SupportctlError } from '../../core/diagnostic.ts';
import type { Desired, Resource } from '../../core/resource.ts';
import { prepare, type Story } from '../../simulate/index.ts';
import { nearest } from '../../spec/nearest.ts';
import { optionsOf } from '../../spec/tests/fields.ts';
import type { FieldInput } from '../../spec/tests/model.ts';
import type { ProjectOptions } from '../contract.ts';
import { loadProject } from '../project.ts';
import { idOfPerson, type Stage, stageOf } from './cast.ts';
import { type Compiled, compileSpec } from './compile.ts';
import type { Dimension } from './condense.ts';
import { type Hour, hoursOf } from './hours.ts';

/** More combinations than this are refused: a table of them helps nobody. */
const MAX_COMBINATIONS = 20_000;

export interface Combination {
  /** One value for each dimension. */
  readonly values: readonly string[];
  readonly outcome: MatrixOutcome;
}

export interface MatrixOutcome {
  readonly group: string;
  readonly assignee: string;
  readonly priority: string;
  readonly sla: string;
}

export interface Matrix {
  readonly dimensions: readonly Dimension[];
  readonly combinations: readonly Combination[];
  /** Those that end without a group and without an assignee. */
  readonly nobody: number;
}

export interface MatrixChoice {
  /** Key of the dropdown that tells what a ticket is about; found by itself if left out. */
  readonly category?: string;
}

interface Axes {
  readonly channels: readonly string[];
  readonly category: Axis | undefined;
  readonly priorities: readonly string[];
  readonly tier: Axis | undefined;
  readonly hours: readonly Hour[];
}

interface Axis {
  readonly field: Address;
  readonly values: readonly string[];
}

/** Ways in that every client has, where the spec does not list its channels. */
const USUAL_CHANNELS = ['web_form', 'email', 'chat', 'api'];
/** What the spec's channels are called in rules. */
const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  messaging: 'chat',
  voice: 'phone_call_in',
  help_center: 'web_form',
};

/** The dimensions that a spec gives. Throws where the category that was asked for is no dropdown. */
export function axesOf(
  desired: Desired,
  compiled: Compiled,
  priorities: ReadonlyMap<string, string>,
  { category }: MatrixChoice,
): Axes {
  return {
    channels: channelsOf(desired, compiled),
    category: category === undefined ? foundCategory(desired) : namedCategory(desired, category),
    priorities: [...wordsOfLevels(priorities).values(), 'none'],
    tier: tierOf(desired),
    hours: hoursOf(compiled.account.schedules ?? [], desired.settings.client.timezone ?? 'UTC'),
  };
}

function channelsOf(desired: Desired, { channels }: Compiled): readonly string[] {
  const named = desired.resources.flatMap(({ kind, attributes }) =>
    kind === 'channel' ? [String(attributes.type)] : [],
  );
  const words = named.map((type) => CHANNEL_WORDS[type] ?? type).filter((word) => Object.hasOwn(channels, word));
  return words.length === 0 ? USUAL_CHANNELS : [...new Set(words)];
}

/** The client's word for each level, the level itself where there is none. */
function wordsOfLevels(priorities: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [word, level] of priorities)
    if (words.get(level) === undefined || words.get(level) === level) words.set(level, word);
  return words;
}

/** The dropdown that most triggers ask about before they set a group. */
function foundCategory(desired: Desired): Axis | undefined {
  return mostAsked(desired, 'ticket_field', (resource) => resource.kind === 'trigger' && setsGroup(resource));
}

/** The field of organizations that most rules and policies ask about. */
function tierOf(desired: Desired): Axis | undefined {
  return mostAsked(desired, 'organization_field', ({ kind }) => kind === 'trigger' || kind === 'sla');
}

function setsGroup({ attributes }: Resource): boolean {
  return JSON.stringify(attributes.then ?? null).includes('"field":"group"');
}

function mostAsked(desired: Desired, kind: string, counts: (resource: Resource) => boolean): Axis | undefined {
  const rules = desired.resources.filter(counts).map(({ attributes }) => JSON.stringify(attributes.when ?? null));
  const fields = desired.resources.flatMap((field) => {
    const values = optionsOf(field.attributes.options);
    if (field.kind !== kind || values === undefined) return [];
    const asked = rules.filter((rule) => rule.includes(`"${field.address}"`)).length;
    return asked === 0 ? [] : [{ field: field.address, values: [...values, 'none'], asked }];
  });
  return fields.sort((a, b) => b.asked - a.asked)[0];
}

function namedCategory(desired: Desired, key: string): Axis {
  const dropdowns = desired.resources.flatMap(({ kind, address, attributes }) => {
    const values = kind === 'ticket_field' ? optionsOf(attributes.options) : undefined;
    return values === undefined ? [] : [{ field: address, values: [...values, 'none'] }];
  });
  const found = dropdowns.find(({ field }) => field === key || keyOf(field) === key);
  if (found !== undefined) return found;
  const names = dropdowns.map(({ field }) => keyOf(field));
  const near = nearest(key, names);
  return fail('TEST_NAME', `the spec has no dropdown \`${key}\` among its ticket fields`, {
    detail: `it has: ${names.join(', ') || 'none'}`,
    ...(near === undefined ? {} : { hint: `did you mean \`${near}\`?` }),
  });
}

/** Runs a new ticket for every combination. Throws `MATRIX_SIZE` where there would be too many. */
export function runMatrix(compiled: Compiled, axes: Axes, priorities: ReadonlyMap<string, string>): Matrix {
  const dimensions = dimensionsOf(axes);
  const size = dimensions.reduce((product, { values }) => product * values.length, 1);
  if (size > MAX_COMBINATIONS) {
    fail('MATRIX_SIZE', `${size} combinations are more than ${MAX_COMBINATIONS}`, {
      hint: 'choose a dropdown with fewer options: --category FIELD',
    });
  }
  const stage = castOf(compiled, axes);
  const simulator = prepare(stage.account, { trace: false, render: false, views: false });
  const combinations = product(dimensions.map(({ values }) => values)).map((values): Combination => {
    const outcome = simulator.run(storyOf(values, axes, stage, priorities));
    const { ticket, sla } = outcome;
    const policy = sla.at(-1)?.policy;
    return {
      values,
      outcome: {
        group: stage.nameOf('group', ticket.group_id),
        assignee: stage.nameOf('user', ticket.assignee_id),
        priority: ticket.priority || 'none',
        sla: policy === undefined ? 'none' : stage.nameOf('sla', policy.id),
      },
    };
  });
  const nobody = combinations.filter(({ outcome }) => outcome.group === 'none' && outcome.assignee === 'none').length;
  return { dimensions, combinations, nobody };
}

function dimensionsOf({ channels, category, priorities, tier, hours }: Axes): readonly Dimension[] {
  return [
    { name: 'channel', values: channels },
    ...(category === undefined ? [] : [{ name: keyOf(category.field), values: category.values }]),
    { name: 'priority', values: priorities },
    ...(tier === undefined ? [] : [{ name: keyOf(tier.field), values: tier.values }]),
    { name: 'hour', values: hours.map(({ name }) => name) },
  ];
}

function product(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}

/** One customer for each tier. */
function castOf(compiled: Compiled, { tier }: Axes): Stage {
  const tiers = tier?.values ?? ['none'];
  const nothing = new Map<Address, FieldInput>();
  const person = { role: 'end_user' as const, groups: [], fields: nothing, tags: [] };
  return stageOf(compiled, {
    organizations: new Map(
      tiers.map((value) => [
        value,
        { name: value, tags: [], fields: tier === undefined ? nothing : new Map([[tier.field, value]]) },
      ]),
    ),
    people: new Map(
      tiers.map((value) => [
        value,
        { ...person, name: value, email: `${value}@customer.example`, organization: value },
      ]),
    ),
  });
}

function storyOf(values: readonly string[], axes: Axes, stage: Stage, priorities: ReadonlyMap<string, string>): Story {
  const rest = [...values];
  const channel = rest.shift() ?? '';
  const category = axes.category === undefined ? undefined : rest.shift();
  const priority = rest.shift() ?? 'none';
  const tier = axes.tier === undefined ? 'none' : (rest.shift() ?? 'none');
  const hour = axes.hours.find(({ name }) => name === rest[0]);
  const id = axes.category === undefined ? undefined : stage.compiled.ids.get(axes.category.field);
  return {
    ticket: {
      at: hour?.at ?? 0,
      requester: idOfPerson(tier),
      via: stage.compiled.channels[channel] ?? channel,
      subject: 'A request',
      comment: { body: 'Please help.' },
      set: {
        ...(priority === 'none' ? {} : { priority: priorities.get(priority) ?? priority }),
        ...(category === undefined || category === 'none' ? {} : { custom_fields: [{ id, value: category }] }),
      },
    },
  };
}

/** The matrix of a spec. Throws a `SupportctlError` for a spec that cannot be loaded, or a category that is no dropdown. */
export async function matrixOf(options: ProjectOptions, choice: MatrixChoice): Promise<Matrix> {
  const { desired, diagnostics, priorities } = await loadProject(options);
  if (desired === undefined) throw new SupportctlError(diagnostics);
  const compiled = await compileSpec(desired);
  return runMatrix(compiled, axesOf(desired, compiled, priorities, choice), priorities);
}
