/** Toy kinds and temporary spec folders, so that the spec layer is tested without any provider. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Attribute, ParseContext } from '../../src/core/attribute.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Kind, TextForm } from '../../src/core/kind.ts';
import type { SpecNode } from '../../src/core/spec-node.ts';
import type { Value } from '../../src/core/value.ts';
import { type LoadedSpec, type LoadOptions, loadSpec } from '../../src/spec/load.ts';
import { temporaryFolder } from '../kit/folders.ts';

type Parse = (node: SpecNode, cx: ParseContext) => Value | undefined;

function plain(node: SpecNode): Value {
  if (node.type === 'scalar') return node.value;
  if (node.type === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.value)]));
}

export function attribute(schema: z.ZodType, more: Partial<Attribute> = {}, parse: Parse = plain): Attribute {
  return {
    description: 'A toy attribute.',
    schema,
    mutability: 'mutable',
    parse,
    format: (value) => (value === null || typeof value !== 'object' ? value : JSON.stringify(value)),
    decode: () => null,
    encode: () => null,
    ...more,
  };
}

export function text(more: Partial<Attribute> = {}): Attribute {
  return attribute(z.string(), more, (node, cx) => (node.type === 'scalar' ? cx.text(node) : undefined));
}

export function reference(kinds: readonly string[], more: Partial<Attribute> = {}): Attribute {
  return attribute(z.union([z.string(), z.number()]), { refersTo: kinds, ...more }, (node, cx) =>
    node.type === 'scalar' ? cx.reference(kinds, node) : undefined,
  );
}

function kind(
  name: string,
  section: readonly string[],
  attributes: Kind['attributes'],
  more: Partial<Kind> = {},
): Kind {
  return {
    name,
    provider: 'zendesk',
    section,
    title: name.replaceAll('_', ' '),
    plural: section.at(-1) ?? name,
    description: `A toy ${name}.`,
    source: 'https://example.com',
    capability: { create: true, read: true, update: true, delete: 'hard' },
    codec: 1,
    attributes,
    label: 'name',
    naturalKey: (values) => JSON.stringify(values.name ?? values.title),
    keyUnique: false,
    hazards: [],
    ...more,
  };
}

const condition = z.strictObject({
  field: z.string(),
  is: z.string().optional(),
  is_not: z.string().optional(),
  less_than: z.number().optional(),
});
const action = z.union([
  z.strictObject({ set: z.record(z.string(), z.string()) }),
  z.strictObject({ add_tags: z.array(z.string()) }),
  z.strictObject({ notify: z.strictObject({ to: z.string(), subject: z.string() }) }),
]);

function options(node: SpecNode): Value {
  if (node.type !== 'map') return [];
  return [...node.entries].map(([key, entry]) => ({ key, name: plain(entry.value) }));
}

export const KINDS: readonly Kind[] = [
  kind('group', ['groups'], {
    name: attribute(z.string().min(1), { required: true }),
    description: attribute(z.string(), { platformDefault: '' }),
    is_public: attribute(z.boolean(), { implied: true }),
    members: attribute(z.array(z.string()), { collection: 'members' }),
  }),
  kind('ticket_field', ['ticket_fields'], {
    type: attribute(z.enum(['dropdown', 'text', 'checkbox']), { required: true, mutability: 'immutable' }),
    title: attribute(z.string(), { required: true }),
    options: attribute(z.record(z.string(), z.string()), { collection: 'members', ordered: true }, options),
    position: attribute(z.int()),
  }),
  kind('trigger_category', ['trigger_categories'], { name: attribute(z.string(), { required: true }) }),
  kind(
    'trigger',
    ['triggers'],
    {
      title: attribute(z.string(), { required: true }),
      category: reference(['trigger_category']),
      owner: reference(['group', 'brand']),
      brand: reference(['brand']),
      description: text({ long: true }),
      priority: attribute(z.string(), {}, (node, cx) =>
        node.type === 'scalar' ? cx.priority(String(node.value)) : undefined,
      ),
      when: attribute(z.strictObject({ all: z.array(condition).optional(), any: z.array(condition).optional() })),
      // biome-ignore lint/suspicious/noThenProperty: rules have a part of this name
      then: attribute(z.array(action)),
    },
    { order: { title: 'triggers' }, label: 'title' },
  ),
  kind('webhook', ['webhooks'], {
    name: attribute(z.string(), { required: true }),
    token: attribute(z.strictObject({ secret: z.string() }), { mutability: 'write_only' }, (node) => {
      const secret = node.type === 'map' ? node.entries.get('secret')?.value : undefined;
      return secret?.type === 'scalar' ? { $secret: String(secret.value) } : undefined;
    }),
  }),
  kind(
    'section',
    ['help_center', '*', 'sections'],
    { name: attribute(z.string(), { required: true }), brand: reference(['brand']) },
    { scope: 'brand' },
  ),
  kind(
    'article',
    ['help_center', '*', 'articles'],
    {
      title: attribute(z.string(), { required: true }),
      section: reference(['section'], { required: true }),
      body: text({ long: true, rewritten: { significant: (value) => value } }),
      brand: reference(['brand']),
    },
    { scope: 'brand', label: 'title' },
  ),
  kind(
    'slack_channel',
    ['slack', 'channels'],
    { name: attribute(z.string(), { required: true }) },
    { provider: 'slack' },
  ),
  kind('brand', [], { name: attribute(z.string()) }, { lookupOnly: true }),
];

export const FORMS: readonly TextForm[] = [
  {
    kind: 'ticket_field',
    open: '{{ticket.field.',
    close: '}}',
    nativeOpen: '{{ticket.ticket_field_',
    nativeClose: '}}',
  },
];

export const HEAD = 'version: 1\nclient: {name: Acme, slug: acme}\nplatform: {provider: zendesk, subdomain: acme}\n';

/** A temporary folder with these files. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder('spec-');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

export function load(folder: string, more: Partial<LoadOptions> = {}): Promise<LoadedSpec> {
  return loadSpec({ folder, variables: {}, kinds: KINDS, textForms: FORMS, ...more });
}

/** Loads `support.yaml` with the usual head and `body`. */
export function loadBody(body: string, more: Partial<LoadOptions> = {}): Promise<LoadedSpec> {
  return load(folderOf({ 'support.yaml': HEAD + body }), more);
}

/** `CODE file:line:column`, as tests compare it. */
export function short(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, at }) => (at === undefined ? code : `${code} ${at.file}:${at.line}:${at.column}`));
}

/** The attributes of one resource. */
export function attributesOf(loaded: LoadedSpec, address: string): Readonly<Record<string, Value>> | undefined {
  return loaded.desired?.resources.find((resource) => resource.address === address)?.attributes;
}
