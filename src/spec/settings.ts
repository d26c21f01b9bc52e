/** The parts of a spec that are about the whole: client, platform, priorities, tags, order, moved, drift, state. */

import type { z } from 'zod';
import { isAddress, kindOf } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Desired, SpecSettings } from '../core/resource.ts';
import { child, type MapNode, type SpecNode, toPlain } from '../core/spec-node.ts';
import { explainIssues } from './issues.ts';
import { problem } from './layer.ts';
import type { Names } from './names.ts';
import { listNames, nearestHint } from './nearest.ts';
import {
  Client,
  Drift,
  FUTURE_PLATFORMS,
  LEVELS,
  Lint,
  Moved,
  Order,
  Priorities,
  platformSchema,
  TagRegistry,
} from './root-schema.ts';
import { orderName } from './sections.ts';

type Report = (diagnostic: Diagnostic) => void;

export interface Judge {
  readonly root: MapNode;
  readonly broken: WeakSet<SpecNode>;
  readonly report: Report;
}

/** The value of a root key if it is there and valid. */
export function judge<Schema extends z.ZodType>(
  { root, broken, report }: Judge,
  key: string,
  schema: Schema,
): z.output<Schema> | undefined {
  const node = root.entries.get(key)?.value;
  if (node === undefined || broken.has(node)) return undefined;
  const judged = schema.safeParse(toPlain(node));
  if (judged.success) return judged.data;
  for (const diagnostic of explainIssues({ name: key, node, schema }, judged.error.issues)) report(diagnostic);
  return undefined;
}

/** Client, platform, drift and state; undefined if one of the first two is missing or wrong. */
export function readSettings(judged: Judge, kinds: readonly Kind[], complete: boolean): SpecSettings | undefined {
  const { root, report } = judged;
  for (const key of ['client', 'platform']) {
    if (root.entries.has(key) || !complete) continue;
    const example =
      key === 'client' ? 'client: {name: Acme, slug: acme}' : 'platform: {provider: zendesk, subdomain: acme}';
    report(
      problem('SPEC_MISSING', { file: root.at.file, line: 1, column: 1 }, `\`${key}\` is missing`, {
        hint: `write \`${example}\``,
      }),
    );
  }
  const client = judge(judged, 'client', Client);
  const platform = isFuturePlatform(judged) ? undefined : judge(judged, 'platform', platformSchema(kinds));
  const drift = judge(judged, 'drift', Drift);
  const required = child(root.entries.get('state')?.value, 'required');
  if (client === undefined || platform === undefined) return undefined;
  return {
    client: {
      name: client.name,
      slug: client.slug,
      ...(client.timezone === undefined ? {} : { timezone: client.timezone }),
      ...(client.locale === undefined ? {} : { locale: client.locale }),
    },
    platform: {
      provider: platform.provider,
      subdomain: platform.subdomain,
      environment: platform.environment ?? 'sandbox',
      ...(platform.edition === undefined ? {} : { edition: platform.edition }),
    },
    stateRequired: required?.type === 'scalar' && required.value === true,
    ...(drift === undefined ? {} : { drift }),
  };
}

function isFuturePlatform({ root, report }: Judge): boolean {
  const node = child(root.entries.get('platform')?.value, 'provider');
  if (node?.type !== 'scalar' || typeof node.value !== 'string' || !FUTURE_PLATFORMS.includes(node.value)) return false;
  report(
    problem(
      'SPEC_NOT_YET',
      node.at,
      `the platform \`${node.value}\` is known, but this version cannot provision it yet`,
    ),
  );
  return true;
}

/** The words of `priorities`, and the levels themselves, → level. */
export function readPriorities(judged: Judge): ReadonlyMap<string, string> {
  const words = new Map<string, string>(LEVELS.map((level) => [level, level]));
  const priorities = judge(judged, 'priorities', Priorities) ?? {};
  for (const [word, { level }] of Object.entries(priorities)) {
    if (words.has(word) && word !== level) {
      const at = judged.root.entries.get('priorities')?.value;
      const entry = at?.type === 'map' ? at.entries.get(word) : undefined;
      judged.report(
        problem(
          'SPEC_BAD_KEY',
          entry?.keyAt ?? judged.root.at,
          `\`${word}\` is a level of the platform and cannot mean \`${level}\``,
        ),
      );
    } else words.set(word, level);
  }
  return words;
}

/** `tags:` as tag → its meaning; undefined where the spec keeps no registry. */
export function readTags(judged: Judge): Desired['tagRegistry'] {
  const node = judged.root.entries.get('tags')?.value;
  const tags = judge(judged, 'tags', TagRegistry);
  if (tags === undefined || node?.type !== 'map') return undefined;
  return new Map(
    Object.entries(tags).map(([tag, told]) => {
      const description = typeof told === 'string' ? told : told.description;
      const at = node.entries.get(tag)?.keyAt ?? node.at;
      return [tag, description === undefined ? { at } : { description, at }];
    }),
  );
}

/** `lint: {accept: […]}`, each with its place; whether it applies to anything is for lint to say. */
export function readAcceptances(judged: Judge): NonNullable<Desired['accepted']> {
  const node = child(judged.root.entries.get('lint')?.value, 'accept');
  const accepted = judge(judged, 'lint', Lint)?.accept ?? [];
  if (node?.type !== 'list') return [];
  return accepted.flatMap((acceptance, index) => {
    const item = node.items[index];
    return item === undefined ? [] : [{ ...acceptance, at: item.at }];
  });
}

/** `order:` as kind name → all keys of the kind: the listed ones first, the rest in file order. */
export function readOrder(judged: Judge, kinds: readonly Kind[], names: Names): ReadonlyMap<string, readonly string[]> {
  const orders = new Map<string, readonly string[]>();
  const node = judged.root.entries.get('order')?.value;
  if (judge(judged, 'order', Order) === undefined || node?.type !== 'map') return orders;
  const ordered = new Map(
    kinds.filter((kind) => kind.order !== undefined && kind.section.length > 0).map((kind) => [orderName(kind), kind]),
  );
  for (const [name, { keyAt, value }] of node.entries) {
    const kind = ordered.get(name);
    if (kind === undefined) {
      const known = [...ordered.keys()];
      judged.report(
        problem('SPEC_UNKNOWN_KEY', keyAt, `\`${name}\` has no order of its own`, {
          detail: `these have one: ${listNames(known)}`,
          ...nearestHint(name, known),
        }),
      );
      continue;
    }
    const listed = listedKeys(value, kind, names, judged.report);
    const rest = names.keys(kind.name).filter((key) => !listed.has(key));
    orders.set(kind.name, [...listed, ...rest]);
  }
  return orders;
}

function listedKeys(list: SpecNode, kind: Kind, names: Names, report: Report): ReadonlySet<string> {
  const listed = new Set<string>();
  for (const item of list.type === 'list' ? list.items : []) {
    const key = item.type === 'scalar' ? String(item.value) : '';
    if (listed.has(key)) report(problem('SPEC_DUPLICATE_KEY', item.at, `\`${key}\` stands twice in the order`));
    else if (names.has(`${kind.name}.${key}`)) listed.add(key);
    else if (names.complete) {
      report(
        problem(
          'SPEC_UNKNOWN_REFERENCE',
          item.at,
          `the spec declares no \`${kind.name}.${key}\``,
          names.hint(kind.name, key),
        ),
      );
    }
  }
  return listed;
}

/** `moved:`; each `to` must be declared, no `from` may be. */
export function readMoved(judged: Judge, names: Names): Desired['moved'] {
  const node = judged.root.entries.get('moved')?.value;
  const entries = judge(judged, 'moved', Moved) ?? [];
  if (node?.type !== 'list') return [];
  const seen = new Set<string>();
  const moved: Desired['moved'][number][] = [];
  for (const [index, { from, to }] of entries.entries()) {
    const item = node.items[index];
    if (item === undefined) continue;
    const wrong = movedProblem(from, to, item, names, seen);
    seen.add(from);
    if (wrong === undefined) moved.push({ from, to, at: item.at });
    else judged.report(wrong);
  }
  return moved;
}

function movedProblem(
  from: string,
  to: string,
  item: SpecNode,
  names: Names,
  seen: ReadonlySet<string>,
): Diagnostic | undefined {
  const fromAt = child(item, 'from')?.at ?? item.at;
  const toAt = child(item, 'to')?.at ?? item.at;
  for (const [address, at] of [[from, fromAt] as const, [to, toAt] as const]) {
    if (!isAddress(address))
      return problem('SPEC_BAD_REFERENCE', at, `\`${address}\` is not an address`, { hint: 'write `kind.key`' });
    if (!names.kinds.has(kindOf(address))) {
      return problem(
        'SPEC_BAD_REFERENCE',
        at,
        `there is no kind \`${kindOf(address)}\``,
        nearestHint(kindOf(address), names.kinds.keys()),
      );
    }
  }
  if (kindOf(from) !== kindOf(to))
    return problem('SPEC_BAD_REFERENCE', toAt, `\`${from}\` cannot become \`${to}\`, which is another kind`);
  if (names.has(from)) {
    return problem('SPEC_MOVED', fromAt, `\`${from}\` cannot have moved, because the spec still declares it`, {
      hint: 'remove the block, or this entry',
    });
  }
  if (seen.has(from)) return problem('SPEC_MOVED', fromAt, `\`${from}\` moves twice`);
  if (!names.has(to) && names.complete) {
    return problem(
      'SPEC_UNKNOWN_REFERENCE',
      toAt,
      `the spec declares no \`${to}\``,
      names.hint(kindOf(to), to.slice(kindOf(to).length + 1)),
    );
  }
  return undefined;
}
