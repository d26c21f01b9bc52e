/** One block of the spec as a resource in canonical form, or everything that is wrong with it. */
import { keyOf } from '../core/address.ts';
import type { Attribute, ParseContext } from '../core/attribute.ts';
import type { Diagnostic, Position } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Lifecycle, Resource } from '../core/resource.ts';
import { type MapEntry, type SpecNode, toPlain } from '../core/spec-node.ts';
import { isList, isPlainStruct, isRef, isSecret, partsOf, type Struct, type Value } from '../core/value.ts';
import type { Block } from './blocks.ts';
import { isDefaultCall } from './calls.ts';
import { parseContext, type Surroundings } from './context.ts';
import { explainIssues, unknownKey } from './issues.ts';
import { problem } from './layer.ts';
import { nearestHint } from './nearest.ts';
import { checkAddress } from './references.ts';
import { LifecycleSchema, Tags } from './root-schema.ts';
import { isSecretReference } from './secrets.ts';

export interface ConvertOptions extends Surroundings {
  readonly broken: WeakSet<SpecNode>;
  readonly clientSlug: string | undefined;
}

const attributesByKind = new WeakMap<Kind, readonly (readonly [string, Attribute])[]>();

/** The attributes of a kind with their names: thousands of blocks are of one kind. */
function attributesOf(kind: Kind): readonly (readonly [string, Attribute])[] {
  const known = attributesByKind.get(kind) ?? Object.entries(kind.attributes);
  attributesByKind.set(kind, known);
  return known;
}

/** The resource of `block`; problems go to `report`, and the attribute they are about is left out. */
export function convertBlock(
  block: Block,
  options: ConvertOptions,
  report: (diagnostic: Diagnostic) => void,
): Resource {
  const { kind, address, node } = block;
  const attributes: Record<string, Value> = {};
  const positions: Record<string, Position> = {};
  function push(diagnostic: Diagnostic): void {
    report({ ...diagnostic, address });
  }
  for (const [name, attribute] of attributesOf(kind)) {
    if (name === kind.scope) continue;
    const entry = node.entries.get(name);
    if (entry === undefined) {
      if (attribute.required === true && !options.broken.has(node)) push(missingAttribute(block, name, attribute));
      const silent = attribute.fromKey ? valueOfKey(block, name, attribute, options, push) : attribute.implied;
      if (silent !== undefined) attributes[name] = silent;
      continue;
    }
    const value = convertAttribute(block, name, attribute, entry, options, push);
    if (value === undefined) continue;
    attributes[name] = value;
    addPositions(positions, name, entry, value);
  }
  for (const [key, entry] of node.entries) if (!isKnown(block, key)) push(unknownAttribute(block, key, entry));
  const scope = scopeOf(block, options, push);
  if (scope !== undefined && kind.scope !== undefined) {
    attributes[kind.scope] = scope;
    positions[kind.scope] = block.at;
  }
  return {
    address,
    kind: kind.name,
    attributes,
    lifecycle: lifecycleOf(block, options, push),
    tags: tagsOf(block, options, push),
    at: block.at,
    positions,
  };
}

/** What the key of the address says, judged as if it had been written. */
function valueOfKey(
  block: Block,
  name: string,
  attribute: Attribute,
  options: ConvertOptions,
  push: (diagnostic: Diagnostic) => void,
): Value | undefined {
  const value: SpecNode = { type: 'scalar', value: keyOf(block.address), at: block.at };
  return convertAttribute(block, name, attribute, { keyAt: block.at, value }, options, push);
}

function isKnown(block: Block, key: string): boolean {
  const own = Object.hasOwn(block.kind.attributes, key) && key !== block.kind.scope;
  return own || key === 'lifecycle' || key === 'tags';
}

function unknownAttribute(block: Block, key: string, entry: MapEntry): Diagnostic {
  const { kind, address } = block;
  if (key === kind.scope) {
    return problem(
      'SPEC_UNKNOWN_KEY',
      entry.keyAt,
      `\`${address}\` gets its \`${key}\` from the section it stands in`,
      { hint: 'remove the line' },
    );
  }
  const allowed = [...Object.keys(kind.attributes).filter((name) => name !== kind.scope), 'lifecycle', 'tags'];
  return unknownKey(entry.keyAt, address, key, [...new Set(allowed)]);
}

function missingAttribute(block: Block, name: string, attribute: Attribute): Diagnostic {
  return problem('SPEC_MISSING', block.at, `\`${block.address}\` needs \`${name}\``, { detail: attribute.description });
}

function convertAttribute(
  block: Block,
  name: string,
  attribute: Attribute,
  entry: MapEntry,
  options: ConvertOptions,
  push: (diagnostic: Diagnostic) => void,
): Value | undefined {
  const node = entry.value;
  if (options.broken.has(node)) return undefined;
  if (isDefault(node)) {
    if (attribute.platformDefault === undefined) {
      push(
        problem('SPEC_NO_DEFAULT', node.at, `the platform has no default for \`${name}\``, {
          hint: 'write a value, or remove the line to leave it alone',
        }),
      );
    }
    return attribute.platformDefault;
  }
  const judged = attribute.schema.safeParse(toPlain(node));
  if (!judged.success) {
    for (const diagnostic of explainIssues({ name, node, schema: attribute.schema }, judged.error.issues))
      push(diagnostic);
    return undefined;
  }
  let reported = false;
  const context: ParseContext = parseContext(options, block.address, node.at, (diagnostic) => {
    reported ||= diagnostic.severity === 'error';
    push(diagnostic);
  });
  const value = attribute.parse(node, context);
  if (value === undefined) {
    if (!reported && options.names.complete)
      push(problem('SPEC_BAD_VALUE', node.at, `\`${name}\` cannot be understood`, { detail: attribute.description }));
    return undefined;
  }
  checkSecrets(node, value, push);
  return value;
}

/** `default()` as a person writes it: plain, since quotes and files hold texts. */
function isDefault(node: SpecNode): boolean {
  if (node.type !== 'scalar' || typeof node.value !== 'string' || node.file !== undefined) return false;
  return !node.quoted && isDefaultCall(node.value);
}

function addPositions(positions: Record<string, Position>, name: string, entry: MapEntry, value: Value): void {
  positions[name] = entry.keyAt;
  const { value: node } = entry;
  if (node.type === 'map') {
    for (const [key, member] of node.entries) positions[`${name}.${key}`] = member.keyAt;
  } else if (node.type === 'list' && isList(value) && value.length === node.items.length) {
    for (const [index, item] of node.items.entries()) {
      const key = memberKey(value[index]);
      if (key !== undefined) positions[`${name}.${key}`] = item.at;
    }
  }
}

function memberKey(member: Value | undefined): string | undefined {
  if (isPlainStruct(member) && typeof member.key === 'string') return member.key;
  return isRef(member) ? member.$ref : undefined;
}

/** Judges the secrets that the attribute found, at the place where each was written. */
function checkSecrets(node: SpecNode, value: Value, push: (diagnostic: Diagnostic) => void): void {
  if (value === null || typeof value !== 'object') return;
  for (const { $secret } of partsOf(value, isSecret)) {
    if (isSecretReference($secret)) continue;
    push(
      problem('SPEC_BAD_SECRET', secretAt(node, $secret) ?? node.at, 'this is not a reference to a secret', {
        detail:
          'the forms are {secret: env:NAME}, {secret: file:PATH}, {secret: "cmd:COMMAND"}; the value itself never stands in the spec',
      }),
    );
  }
}

function secretAt(node: SpecNode, text: string): Position | undefined {
  if (node.type === 'scalar') return undefined;
  if (node.type === 'map') {
    const secret = node.entries.get('secret')?.value;
    if (secret?.type === 'scalar' && secret.value === text) return secret.at;
  }
  const children = node.type === 'list' ? node.items : [...node.entries.values()].map((entry) => entry.value);
  for (const child of children) {
    const found = secretAt(child, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function scopeOf(block: Block, options: ConvertOptions, push: (diagnostic: Diagnostic) => void): Struct | undefined {
  const { kind, scope } = block;
  const target = kind.scope === undefined ? undefined : kind.attributes[kind.scope]?.refersTo?.[0];
  if (scope === undefined || target === undefined) return undefined;
  const address = `${target}.${scope}`;
  if (options.names.has(address)) return { $ref: address };
  if (scope === options.clientSlug) return { $live: '@default', kind: target };
  const targetKind = options.names.kinds.get(target);
  if (targetKind === undefined || targetKind.lookupOnly === true || targetKind.section.length === 0)
    return { $live: scope, kind: target };
  checkAddress(options.names, [target], address, block.at, push);
  return undefined;
}

function lifecycleOf(block: Block, options: ConvertOptions, push: (diagnostic: Diagnostic) => void): Lifecycle {
  const node = block.node.entries.get('lifecycle')?.value;
  if (node === undefined || options.broken.has(node) || Object.hasOwn(block.kind.attributes, 'lifecycle')) return {};
  const judged = LifecycleSchema.safeParse(toPlain(node));
  if (!judged.success) {
    for (const diagnostic of explainIssues({ name: 'lifecycle', node, schema: LifecycleSchema }, judged.error.issues))
      push(diagnostic);
    return {};
  }
  const names = Object.keys(block.kind.attributes);
  const ignore = node.type === 'map' ? node.entries.get('ignore')?.value : undefined;
  for (const item of ignore?.type === 'list' ? ignore.items : []) {
    const name = item.type === 'scalar' ? String(item.value) : '';
    if (names.includes(name)) continue;
    push(
      problem('SPEC_BAD_VALUE', item.at, `\`${block.kind.name}\` has no attribute \`${name}\` to ignore`, {
        detail: `its attributes: ${names.join(', ')}`,
        ...nearestHint(name, names),
      }),
    );
  }
  const { mode, protect, adopt } = judged.data;
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(judged.data.ignore === undefined ? {} : { ignore: judged.data.ignore }),
    ...(protect === undefined ? {} : { protect }),
    ...(adopt === undefined ? {} : { adopt }),
  };
}

function tagsOf(block: Block, options: ConvertOptions, push: (diagnostic: Diagnostic) => void): readonly string[] {
  const node = block.node.entries.get('tags')?.value;
  if (node === undefined || options.broken.has(node) || Object.hasOwn(block.kind.attributes, 'tags')) return [];
  const judged = Tags.safeParse(toPlain(node));
  if (judged.success) return judged.data;
  for (const diagnostic of explainIssues({ name: 'tags', node, schema: Tags }, judged.error.issues)) push(diagnostic);
  return [];
}
