/** The JSON Schema of the spec for editors, made from the kinds' zod schemas. */
import { z } from 'zod';
import { KEY_PATTERN } from '../core/address.ts';
import type { Attribute } from '../core/attribute.ts';
import type { Kind } from '../core/kind.ts';
import {
  Client,
  Drift,
  Extends,
  LifecycleSchema,
  Lint,
  Moved,
  Order,
  Priorities,
  platformSchema,
  State,
  TagRegistry,
  Tags,
  Version,
} from './root-schema.ts';
import { type SectionTree, sectionTree } from './sections.ts';

type JsonSchema = { readonly [key: string]: unknown };

/** The whole spec as one zod schema; loading judges attribute by attribute with the same parts. */
export function specSchema(kinds: readonly Kind[]): z.ZodType {
  const Lifecycle = LifecycleSchema.describe('Who owns the object after it is made, and what may happen to it.');
  const Labels = Tags.describe('Words for `--only tag:NAME`.');
  const key = z.string().regex(KEY_PATTERN);

  function section(tree: SectionTree): z.ZodType {
    if (tree.kind !== undefined)
      return z.record(key, blockSchema(tree.kind, Lifecycle, Labels)).describe(tree.kind.description);
    if (tree.wildcard !== undefined) return z.record(key, section(tree.wildcard));
    return z.strictObject(
      Object.fromEntries([...tree.children].map(([name, below]) => [name, section(below).optional()])),
    );
  }

  const sections = [...sectionTree(kinds).children].filter(
    ([, tree]) => tree.kind !== undefined || tree.wildcard !== undefined || tree.children.size > 0,
  );
  return z.strictObject({
    version: Version.optional().describe('The version of the language; stands in one file of the spec.'),
    extends: Extends.optional().describe('The folder of a shared base, or a list of them.'),
    client: Client.partial().optional(),
    platform: platformSchema(kinds).partial().optional(),
    tags: TagRegistry.optional().describe(
      'The tags that rules use, and what each means; a tag that is not among them is then an error.',
    ),
    priorities: Priorities.optional().describe("The client's words for the platform's four levels."),
    order: Order.optional().describe('The order of a section where it is not the order in the files.'),
    moved: Moved.optional().describe('Addresses that changed.'),
    drift: Drift.optional().describe('What to do about changes made by hand.'),
    state: State.optional(),
    lint: Lint.optional().describe('What `supportctl lint` is to leave alone.'),
    ...Object.fromEntries(sections.map(([name, tree]) => [name, section(tree).optional()])),
  });
}

function blockSchema(kind: Kind, lifecycle: z.ZodType, tags: z.ZodType): z.ZodType {
  const own = Object.entries(kind.attributes)
    .filter(([name]) => name !== kind.scope)
    .map(([name, attribute]) => [name, attributeSchema(attribute)]);
  return z.strictObject({ lifecycle: lifecycle.optional(), tags: tags.optional(), ...Object.fromEntries(own) });
}

function attributeSchema(attribute: Attribute): z.ZodType {
  const value =
    attribute.platformDefault === undefined ? attribute.schema : z.union([attribute.schema, z.literal('default()')]);
  const described = value.describe(attribute.description);
  // An overlay gives only what it changes, so nothing is required here; loading judges the whole.
  return described.optional();
}

/**
 * Draft 2020-12. Wherever a text may stand, `{file: path}` may too, and where a text is of a closed form, one with a `${…}`
 * in it; numbers and booleans cannot come from variables.
 */
export function specJsonSchema(kinds: readonly Kind[]): JsonSchema {
  const schema: unknown = z.toJSONSchema(specSchema(kinds), {
    io: 'input',
    reused: 'ref',
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  if (!isSchema(schema)) throw new Error('zod made no JSON Schema');
  const { $schema, $defs, ...root } = schema;
  const definitions = isSchema($defs) ? mapSchemas($defs) : {};
  return {
    $schema,
    title: 'supportctl spec',
    ...widen(root, false),
    $defs: { ...definitions, __file: FILE, __variable: VARIABLE },
  };
}

const FILE = {
  description: 'A text from a file inside the spec folder, taken as it is.',
  type: 'object',
  properties: { file: { type: 'string', minLength: 1 } },
  required: ['file'],
  additionalProperties: false,
};
const VARIABLE = { description: 'A text with a variable in it.', type: 'string', pattern: '\\$\\{' };
const SCHEMA_KEYS = ['items', 'additionalProperties', 'contains', 'not', 'if', 'then', 'else'];
const SCHEMA_LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const SCHEMA_MAPS = ['properties', 'patternProperties'];

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapSchemas(schemas: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, isSchema(schema) ? widen(schema, true) : schema]),
  );
}

/** `schema` with everything inside it widened, and itself too if it is a text. Names of properties are left alone. */
function widen(schema: JsonSchema, value: boolean): JsonSchema {
  const inner: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(schema)) {
    if (SCHEMA_KEYS.includes(key) && isSchema(part)) inner[key] = widen(part, true);
    else if (SCHEMA_LISTS.includes(key) && Array.isArray(part))
      inner[key] = part.map((one: unknown) => (isSchema(one) ? widen(one, true) : one));
    else if (SCHEMA_MAPS.includes(key) && isSchema(part)) inner[key] = mapSchemas(part);
    else inner[key] = part;
  }
  return value && isText(schema) ? widenText(inner) : inner;
}

function isText(schema: JsonSchema): boolean {
  return schema.type === 'string';
}

function widenText(schema: JsonSchema): JsonSchema {
  const { description, default: fallback, ...rest } = schema;
  const closed = ['enum', 'const', 'pattern', 'format'].some((key) => key in rest);
  return {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [rest, ...(closed ? [{ $ref: '#/$defs/__variable' }] : []), { $ref: '#/$defs/__file' }],
  };
}
