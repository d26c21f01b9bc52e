/** Channels: the ways in which tickets come. No API opens one; what can be read of them shows which are open. */
import { notes, notesOf } from '../../../core/attributes/notes.ts';
import { reference } from '../../../core/attributes/references.ts';
import { choice } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject } from '../../../core/provider.ts';
import { type Attributes, canonicalJson, isIdRef, isLiveRef, isRef, type Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { CHANNEL_TYPES, WAYS } from '../channel-ways.ts';

const mutability = 'spec_only';

/** What tells one channel of a type from another; of the types that are not here nothing can be read. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  email: ['support_address'],
  web_form: ['brand', 'form'],
  help_center: ['brand'],
  sms: ['number'],
  voice: ['number'],
  api: [],
};

const kind: Kind = {
  name: 'channel',
  provider: 'zendesk',
  section: ['channels'],
  title: 'channel',
  plural: 'channels',
  description: 'A way in which tickets come. Opened by a person; the plan says where, and sees what of it is done.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408838840986',
  capability: { create: false, read: true, update: false, delete: 'none' },
  codec: 1,
  label: 'name',
  attributes: {
    type: choice(CHANNEL_TYPES, { description: 'What it is.', required: true, mutability: 'immutable' }),
    name: line({ description: 'What people call it.', required: true, mutability }),
    brand: reference('brand', {
      description: 'Brand that it belongs to; the default brand if not given.',
      ids: 'number',
      mutability,
    }),
    support_address: reference('support_address', {
      description: 'Of an email channel: its address; the default address if not given.',
      ids: 'number',
      mutability,
    }),
    form: reference('ticket_form', {
      description: 'Of a web form: the form; any that customers see if not given.',
      ids: 'number',
      mutability,
    }),
    number: line({ description: 'Of voice and sms: the phone number, such as +15550100.', mutability }),
    settings: notes({ description: 'What else to enter, for whoever opens it: name → value.', mutability }),
  },
  // A trace in another kind is no reference to it: what is seen to be open holds the key alone.
  naturalKey: (attributes) => (typeof attributes.key === 'string' ? attributes.key : keyOf(attributes)),
  keyUnique: false,
  byHand(attributes) {
    const way = WAYS[typeOf(attributes)];
    return { ...way, enter: [way.enter, ...entered(attributes)].join('; ') };
  },
  hazards: ['2026-11-24: no public API creates or changes channels; most cannot even be read.'],
};

export const channel: Binding = {
  kind,
  endpoint: { path: '', one: 'channel', many: 'channels', paging: 'unpaged', update: 'PUT', send: 'changed' },
  derived: { from: ['brand', 'support_address', 'ticket_form', 'phone_number'], natives: openChannels },
  computed: ({ id }) => ({ key: String(id) }),
};

function typeOf({ type }: Attributes): keyof typeof CHANNEL_TYPES {
  return Object.values(CHANNEL_TYPES).find((own) => own === type) ?? 'api';
}

function keyOf(attributes: Attributes): string {
  const parts = IDENTITY[String(attributes.type)] ?? ['name'];
  return canonicalJson([attributes.type ?? null, ...parts.map((part) => digits(part, attributes[part] ?? null))]);
}

/** Phone numbers are one however they are grouped. */
function digits(part: string, value: Value): Value {
  return part === 'number' && typeof value === 'string' ? value.replace(/[^\d+]/g, '') : value;
}

/** What the block says, in words. */
function entered(attributes: Attributes): readonly string[] {
  const told = ['name', 'brand', 'support_address', 'form', 'number'].flatMap((part) => {
    const value = attributes[part];
    return value === undefined || value === null ? [] : [`${part.replace('_', ' ')}: ${wordOf(value)}`];
  });
  return [...told, ...notesOf(attributes.settings).map(([name, text]) => `${name}: ${text}`)];
}

function wordOf(value: Value): string {
  if (isRef(value)) return value.$ref.slice(value.$ref.indexOf('.') + 1);
  if (isLiveRef(value)) return value.$live === '@default' ? 'the default' : value.$live;
  return isIdRef(value) ? value.$id : String(value);
}

/** Every channel that can be seen to be open, also under the name of "the default one" and "any". */
function openChannels(live: (kind: string) => readonly LiveObject[]): readonly Native[] {
  const brands = live('brand').filter(({ native }) => native.has_help_center === true && isOn(native));
  const forms = live('ticket_form').filter(({ native }) => native.end_user_visible === true && native.active !== false);
  const addresses = live('support_address').filter(({ attributes }) => attributes.forwarding === 'verified');
  const numbers = live('phone_number');
  return [
    open('api', {}),
    ...orDefault(addresses).map((support_address) => open('email', { support_address })),
    ...orDefault(brands).map((brand) => open('help_center', { brand })),
    ...orDefault(brands).flatMap((brand) =>
      forms.length === 0 ? [] : [null, ...forms.map(idOf)].map((form) => open('web_form', { brand, form })),
    ),
    ...numbered(numbers.filter(({ native }) => native.voice_enabled !== false)).map((number) =>
      open('voice', { number }),
    ),
    ...numbered(numbers.filter(({ native }) => native.sms_enabled === true)).map((number) => open('sms', { number })),
  ];
}

function isOn({ help_center_state, active }: Native): boolean {
  return help_center_state !== 'disabled' && active !== false;
}

function open(type: string, parts: Attributes): Native {
  return { id: keyOf({ type, ...parts }), type };
}

/** Each by its id, and the default one also by no name at all. */
function orDefault(objects: readonly LiveObject[]): readonly Value[] {
  const hasDefault = objects.some(({ isDefault }) => isDefault) || objects.length === 1;
  return [...objects.map(idOf), ...(hasDefault ? [null] : [])];
}

function numbered(objects: readonly LiveObject[]): readonly Value[] {
  return objects.length === 0
    ? []
    : [null, ...objects.map(({ native }) => String(native.number ?? native.display_number))];
}

function idOf({ kind: name, id }: LiveObject): Value {
  return { $id: id, kind: name };
}
