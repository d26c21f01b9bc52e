/** Fills placeholders, which are Liquid, and tells which are unknown. */
import { Liquid, type Template } from 'liquidjs';
import { type Context, person, report } from '../context.ts';
import { type Directory, isStaff } from '../directory.ts';
import type { Native, RuleRef } from '../model.ts';
import { natives, text } from '../native.ts';
import { isKnownPlaceholder } from './known.ts';
import { createScope } from './scope.ts';

export interface Templates {
  /** A text with its placeholders filled; as it stands if it cannot be parsed, which the findings then say. */
  render(source: string, cx: Context, rule: RuleRef): string;
}

interface Parsed {
  readonly nodes: Template[];
  readonly unknown: readonly string[];
}

/** The mutable part of an account's templates: texts are parsed once, when first needed. */
export function createTemplates(directory: Directory, zone: string): Templates {
  // No file is ever included, the hour is the story's, dates are in the account's zone: nothing of this machine gets in.
  const liquid = new Liquid({ templates: {}, timezoneOffset: zone, memoryLimit: 10_000_000 });
  const contents = dynamicContents(directory);
  const slugs = new Set(contents.keys());
  const parsed = new Map<string, Parsed | Error>();

  function parse(source: string): Parsed | Error {
    const known = parsed.get(source);
    if (known !== undefined) return known;
    const result = tryParse(liquid, source, slugs);
    parsed.set(source, result);
    return result;
  }

  function render(source: string, cx: Context, rule: RuleRef): string {
    if (!cx.options.render || !/\{[{%]/.test(source)) return source;
    const whole = withContents(source, contents, requesterLocale(cx), directory.defaultLocale);
    const template = parse(whole.replace(CLOCK, 'now$2'));
    if (template instanceof Error) {
      report(cx, 'template_error', template.message, rule);
      return source;
    }
    for (const name of template.unknown) report(cx, 'unknown_placeholder', `unknown placeholder {{${name}}}`, rule);
    try {
      return String(liquid.renderSync(template.nodes, createScope(cx, keptBack(cx))));
    } catch (error) {
      report(cx, 'template_error', error instanceof Error ? error.message : String(error), rule);
      return source;
    }
  }
  return { render };
}

/** Liquid takes the words now and today for the machine's clock: they become the story's. */
const CLOCK = /(["'])(?:now|today)\1(\s*\|)/g;

function tryParse(liquid: Liquid, source: string, slugs: ReadonlySet<string>): Parsed | Error {
  try {
    const nodes = liquid.parse(source);
    const unknown = liquid
      .globalVariableSegmentsSync(nodes)
      .map((segments) => segments.filter((part) => typeof part === 'string' || typeof part === 'number').map(String))
      .filter((parts) => parts.join('.') !== 'now' && !isKnownPlaceholder(parts, slugs))
      .map((parts) => parts.join('.'));
    return { nodes, unknown };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** hc/4408833443226: strangers cannot use the acknowledgement to send their text to others. */
function keptBack(cx: Context): boolean {
  if (!cx.options.blankCommentsToStrangers || cx.update.type !== 'Create') return false;
  return !isStaff(person(cx, cx.scene, cx.update.by)) && !isStaff(person(cx, cx.scene, cx.scene.ticket.requester_id));
}

function requesterLocale(cx: Context): string {
  return person(cx, cx.scene, cx.scene.ticket.requester_id)?.locale_id || cx.directory.defaultLocale;
}

type Contents = ReadonlyMap<string, { readonly byLocale: ReadonlyMap<string, string>; readonly fallback: string }>;

/** By the placeholder's name. */
function dynamicContents(directory: Directory): Contents {
  return new Map(natives(directory.account.dynamic_content).map((item) => [slugOf(item), variantsOf(item)] as const));
}

function slugOf(item: Native): string {
  return /dc\.([\w-]+)/.exec(text(item.placeholder))?.[1] ?? text(item.name).toLowerCase().replace(/\W+/g, '_');
}

function variantsOf(item: Native): { byLocale: ReadonlyMap<string, string>; fallback: string } {
  const variants = natives(item.variants).filter((variant) => variant.active !== false);
  const standard = variants.find((variant) => variant.default === true) ?? variants[0];
  return {
    byLocale: new Map(variants.map((variant) => [text(variant.locale_id), text(variant.content)])),
    fallback: text(standard?.content),
  };
}

const CONTENT = /\{\{-?\s*dc\.([\w-]+)\s*-?\}\}/g;
/** Content may use content; a circle ends here. */
const DEPTH = 5;

function withContents(source: string, contents: Contents, locale: string, defaultLocale: string): string {
  let whole = source;
  for (let depth = 0; depth < DEPTH && whole.includes('dc.'); depth += 1) {
    whole = whole.replace(CONTENT, (placeholder: string, slug: string) => {
      const content = contents.get(slug);
      if (content === undefined) return placeholder;
      return content.byLocale.get(locale) ?? content.byLocale.get(defaultLocale) ?? content.fallback;
    });
  }
  return whole;
}
