/** What a case expects, as a flat list of checks that each know where they stand in the file. */
import type { Position } from '../../core/diagnostic.ts';
import { child, type SpecNode } from '../../core/spec-node.ts';
import { problem } from '../layer.ts';
import { fieldInputs } from './fields.ts';
import { ATTRIBUTES, type AttributeWord, type Check, type DueWanted, type Target } from './model.ts';
import type { Resolver } from './names.ts';
import { entriesOf, itemsOf, textAt, textOf } from './nodes.ts';
import { lengthOf, momentOf } from './time.ts';
import { SATISFACTIONS, STATUSES, TYPES } from './words.ts';

/** Kinds whose rules can fire. */
const RULES = ['trigger', 'automation'];
const DUE_WORDS = ['none', 'paused', 'done'] as const;

/** The checks of an `expect` that the schema has judged. `created` is when the ticket came in. */
export function checksOf(node: SpecNode | undefined, created: number, around: Resolver): readonly Check[] {
  if (node === undefined) return [];
  return [
    ...ofTicket(node, around),
    ...ofSlas(node, created, around),
    ...lists(node, false, around),
    ...lists(child(node, 'not'), true, around),
  ];
}

function ofTicket(node: SpecNode, around: Resolver): readonly Check[] {
  const checks: Check[] = [];
  for (const attribute of ATTRIBUTES) {
    const value = child(node, attribute);
    const wanted = value === undefined ? undefined : wantedOf(attribute, value, around);
    if (value !== undefined && wanted !== undefined)
      checks.push({ what: 'attribute', attribute, wanted, at: value.at, not: false });
  }
  const fields = child(node, 'fields');
  for (const [field, wanted] of fieldInputs(fields, 'ticket_field', around.options.desired, around.report)) {
    const key = field.slice('ticket_field.'.length);
    checks.push({
      what: 'field',
      field,
      wanted,
      at: (child(fields, key) ?? child(fields, field) ?? node).at,
      not: false,
    });
  }
  return checks;
}

function wantedOf(attribute: AttributeWord, node: SpecNode, around: Resolver): Target | undefined {
  switch (attribute) {
    case 'group':
      return around.target(['group'], node, true);
    case 'assignee':
      return around.person(node, ['none']);
    case 'priority':
      return around.priority(node);
    case 'status':
      return around.word('status', node, STATUSES);
    case 'type':
      return around.word('type', node, [...TYPES, 'none']);
    case 'form':
      return around.target(['ticket_form'], node, true);
    case 'brand':
      return around.target(['brand'], node);
    case 'schedule':
      return around.target(['schedule'], node, true);
    case 'satisfaction':
      return around.word('satisfaction', node, SATISFACTIONS);
    default:
      return attribute satisfies never;
  }
}

function ofSlas(node: SpecNode, created: number, around: Resolver): readonly Check[] {
  const checks: Check[] = [];
  const sla = child(node, 'sla');
  const policy = around.target(['sla'], sla, true);
  if (sla !== undefined && policy !== undefined) checks.push({ what: 'sla', policy, at: sla.at, not: false });
  for (const [metric, value] of entriesOf(child(node, 'due'))) {
    const wanted = dueOf(value, created, around);
    if (wanted !== undefined) checks.push({ what: 'due', metric, wanted, at: value.at, not: false });
  }
  return checks;
}

function dueOf(node: SpecNode, created: number, around: Resolver): DueWanted | undefined {
  const text = textOf(node) ?? '';
  const state = DUE_WORDS.find((word) => word === text);
  if (state !== undefined) return { state };
  const length = lengthOf(text);
  if (length !== undefined) return { at: created + length, written: text };
  const moment = momentOf(text, around.zone);
  if (typeof moment === 'number') return { at: moment, written: text };
  around.report(
    problem(
      'TEST_BAD_VALUE',
      node.at,
      'it takes a time such as 2027-03-02 14:00, a length of time after the ticket came such as 4h, or one of none, paused, done',
    ),
  );
  return undefined;
}

function lists(node: SpecNode | undefined, not: boolean, around: Resolver): readonly Check[] {
  const items = (key: string) => itemsOf(child(node, key));
  const placed = (item: SpecNode) => ({ at: item.at, not });
  return [
    ...items('tags').map((item): Check => ({ what: 'tag', tag: (textOf(item) ?? '').toLowerCase(), ...placed(item) })),
    ...items('fired').flatMap((item): Check[] => {
      const rule = around.target(RULES, item);
      return rule === undefined ? [] : [{ what: 'fired', rule, ...placed(item) }];
    }),
    ...items('views').flatMap((item): Check[] => {
      const view = around.target(['view'], item);
      return view === undefined ? [] : [{ what: 'view', view, ...placed(item) }];
    }),
    ...items('breached').map((item): Check => ({ what: 'breached', metric: textOf(item) ?? '', ...placed(item) })),
    ...items('mails').map((item): Check => mailOf(item, placed(item), around)),
    ...items('webhooks').map((item): Check => webhookOf(item, placed(item), around)),
  ];
}

interface Place {
  readonly at: Position;
  readonly not: boolean;
}

/** `requester`, a person, or a group whose members get it. */
function mailOf(item: SpecNode, place: Place, around: Resolver): Check {
  const node = item.type === 'map' ? child(item, 'to') : item;
  const text = node === undefined ? undefined : textOf(node);
  const isGroup = text !== undefined && !around.fixtures.people.has(text) && groupKeys(around).has(text);
  const to = isGroup ? around.target(['group'], node) : around.person(node, ['requester', 'assignee']);
  const subject = textAt(item, 'subject');
  const body = textAt(item, 'body');
  return {
    what: 'mail',
    ...place,
    ...(to === undefined ? {} : { to }),
    ...(subject === undefined ? {} : { subject }),
    ...(body === undefined ? {} : { body }),
    ...timesOf(item),
  };
}

function groupKeys({ options }: Resolver): ReadonlySet<string> {
  return new Set(
    options.desired.resources.flatMap(({ kind, address }) =>
      kind === 'group' ? [address, address.slice('group.'.length)] : [],
    ),
  );
}

function webhookOf(item: SpecNode, place: Place, around: Resolver): Check {
  const isMap = item.type === 'map';
  const webhook = around.target(['webhook'], isMap ? child(item, 'webhook') : item);
  const channel = around.target(['slack_channel'], child(item, 'channel'));
  const contains = textAt(item, 'contains');
  return {
    what: 'webhook',
    ...place,
    ...(webhook === undefined ? {} : { webhook }),
    ...(channel === undefined ? {} : { channel }),
    ...(contains === undefined ? {} : { contains }),
    ...timesOf(item),
  };
}

function timesOf(item: SpecNode): { readonly times?: number } {
  const times = child(item, 'times');
  return times?.type === 'scalar' && typeof times.value === 'number' ? { times: times.value } : {};
}
