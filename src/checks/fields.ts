/** What Zendesk refuses, or quietly damages, about fields: those of tickets, of organizations and users, and of custom objects. */
import type { Resource } from '../core/resource.ts';
import { canonicalJson } from '../core/value.ts';
import { isSystemType } from '../providers/zendesk/kinds/ticket-field.ts';
import { type CheckContext, check, type Finding, liveOf, membersIn, objectOf, resourcesOf } from './check.ts';

const WITH_OPTIONS: ReadonlySet<unknown> = new Set(['dropdown', 'multiselect']);
const MOST_OPTIONS = 2000;

const OWNERS = ['ticket_field', 'organization_field', 'user_field'] as const;

/** Fields of every owner. */
function allFields(cx: CheckContext): readonly Resource[] {
  return [...OWNERS, 'custom_object_field'].flatMap((kind) => resourcesOf(cx, kind));
}

interface TagUse {
  readonly tag: string;
  readonly resource: Resource;
  readonly path: string;
}

function tagsOf(resource: Resource): readonly TagUse[] {
  const { options, tag, type } = resource.attributes;
  const uses = membersIn(options).map(({ key }) => ({ tag: String(key), resource, path: `options.${String(key)}` }));
  return type === 'checkbox' && typeof tag === 'string' && tag !== ''
    ? [...uses, { tag, resource, path: 'tag' }]
    : uses;
}

const duplicateTags = check(
  {
    id: 'OPTION_TAG_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'A tag belongs to one option only',
    why: 'The options of all ticket fields and the tags of checkboxes share one set of names, and so do those of organizations, those of users, and those of each custom object; a second use makes both unreliable and later edits fail.',
  },
  function* (cx) {
    const first = new Map<string, TagUse>();
    for (const use of allFields(cx).flatMap(tagsOf)) {
      const { kind, attributes } = use.resource;
      const name = canonicalJson([kind, attributes.object ?? null, use.tag.toLowerCase()]);
      const other = first.get(name);
      if (other === undefined) first.set(name, use);
      else yield finding(use, `The tag "${use.tag}" is used by ${other.resource.address} too`);
    }
  },
);

const foreignTags = check(
  {
    id: 'OPTION_TAG_TAKEN',
    stage: 'account',
    severity: 'error',
    title: 'A tag is not held by a field that the spec does not manage',
    why: 'Zendesk refuses it, or accepts it and then refuses later changes of either field.',
  },
  function* (cx) {
    for (const kind of OWNERS) yield* takenTags(cx, kind);
  },
);

function* takenTags(cx: CheckContext, kind: (typeof OWNERS)[number]): Generator<Finding> {
  const own = resourcesOf(cx, kind);
  const foreign = new Map<string, string>();
  const ours = new Set(own.flatMap((resource) => objectOf(cx, resource, 'title')?.id ?? []));
  for (const live of liveOf(cx, kind)) {
    if (ours.has(live.id) || cx.leaves?.(live) !== undefined) continue;
    for (const { key } of membersIn(live.attributes.options)) foreign.set(String(key), live.title);
    const { tag } = live.attributes;
    if (typeof tag === 'string' && tag !== '') foreign.set(tag, live.title);
  }
  const moved = new Set(cx.desired.moved.map((move) => move.to));
  for (const resource of own) {
    if (moved.has(resource.address)) continue;
    for (const use of tagsOf(resource)) {
      const holder = foreign.get(use.tag);
      if (holder !== undefined)
        yield finding(use, `The tag "${use.tag}" belongs to the field "${holder}" of the account`);
    }
  }
}

const tagCharacters = check(
  {
    id: 'OPTION_TAG_CHARACTERS',
    stage: 'load',
    severity: 'error',
    title: 'A tag is lower-case and has no spaces',
    why: 'Zendesk changes such tags when it stores them, so that rules and the next plan no longer find them.',
  },
  function* (cx) {
    for (const use of allFields(cx).flatMap(tagsOf)) {
      if (/^[^\s,;"']+$/.test(use.tag) && use.tag === use.tag.toLowerCase()) continue;
      const proper = use.tag
        .trim()
        .toLowerCase()
        .replace(/[\s,;"']+/g, '_');
      yield { ...finding(use, `"${use.tag}" is not a tag`), hint: `Write ${proper}` };
    }
  },
);

const optionCount = check(
  {
    id: 'OPTIONS_MISSING',
    stage: 'load',
    severity: 'error',
    title: 'A dropdown has options',
    why: 'Zendesk refuses a dropdown or multi-select field without options.',
  },
  function* (cx) {
    for (const resource of allFields(cx)) {
      const { type, options } = resource.attributes;
      const count = membersIn(options).length;
      if (WITH_OPTIONS.has(type) && count === 0)
        yield { resource, summary: `A ${String(type)} field needs at least one option` };
      if (!WITH_OPTIONS.has(type) && count > 0) {
        yield { resource, path: 'options', summary: `A field of type ${String(type)} has no options` };
      }
    }
  },
);

const tooManyOptions = check(
  {
    id: 'OPTIONS_TOO_MANY',
    stage: 'load',
    severity: 'error',
    title: `A field has at most ${MOST_OPTIONS} options`,
    why: 'Zendesk refuses more.',
  },
  function* (cx) {
    for (const resource of allFields(cx)) {
      const count = membersIn(resource.attributes.options).length;
      if (count > MOST_OPTIONS)
        yield { resource, path: 'options', summary: `${count} options; Zendesk takes ${MOST_OPTIONS}` };
    }
  },
);

const oneDefault = check(
  {
    id: 'OPTIONS_DEFAULT_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'At most one option is the default',
    why: 'Zendesk keeps one of them, and the next plan shows a difference.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'ticket_field')) {
      const chosen = membersIn(resource.attributes.options).filter((option) => option.default === true);
      const [, second] = chosen;
      if (second !== undefined) {
        yield {
          resource,
          path: `options.${String(second.key)}`,
          summary: `Two options are the default: ${chosen.map(({ key }) => key).join(', ')}`,
        };
      }
    }
  },
);

const typeOnly = check(
  {
    id: 'FIELD_TYPE_ATTRIBUTE',
    stage: 'load',
    severity: 'error',
    title: 'Some attributes belong to one type',
    why: 'A pattern belongs to type regexp (and regexp needs one), a tag to checkbox, a target and a filter to lookup; elsewhere Zendesk drops or refuses them.',
  },
  function* (cx) {
    const owners = { pattern: 'regexp', tag: 'checkbox', target: 'lookup', filter: 'lookup' } as const;
    for (const resource of allFields(cx)) {
      const { type } = resource.attributes;
      for (const [path, owner] of Object.entries(owners)) {
        const value = resource.attributes[path];
        const given = value !== undefined && value !== '';
        if (given && type !== owner) yield { resource, path, summary: `"${path}" is for fields of type ${owner}` };
        if (!given && type === owner && path !== 'tag' && path !== 'filter')
          yield { resource, summary: `A field of type ${owner} needs "${path}"` };
      }
    }
  },
);

const titles = check(
  {
    id: 'FIELD_TITLE_MISSING',
    stage: 'load',
    severity: 'error',
    title: 'A custom field has a title',
    why: 'Zendesk refuses a field without one.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'ticket_field')) {
      const { type, title } = resource.attributes;
      if (!isSystemType(type) && (title === undefined || title === ''))
        yield { resource, summary: 'A custom field needs a title' };
    }
  },
);

const systemFields = check(
  {
    id: 'FIELD_SYSTEM',
    stage: 'account',
    severity: 'error',
    title: 'System fields exist already and keep their titles',
    why: 'They can be neither created nor renamed.',
  },
  function* (cx) {
    const live = liveOf(cx, 'ticket_field');
    if (live.length === 0) return;
    for (const resource of resourcesOf(cx, 'ticket_field')) {
      const { type, title } = resource.attributes;
      if (!isSystemType(type)) continue;
      const field = live.find((object) => object.attributes.type === type);
      if (field === undefined)
        yield { resource, path: 'type', summary: `The account has no system field of type ${String(type)}` };
      else if (title !== undefined && title !== field.attributes.title) {
        yield {
          resource,
          path: 'title',
          summary: `The system field ${String(type)} is called "${field.title}"; that cannot be changed`,
        };
      }
    }
  },
);

export const fieldChecks = [
  duplicateTags,
  foreignTags,
  tagCharacters,
  optionCount,
  tooManyOptions,
  oneDefault,
  typeOnly,
  titles,
  systemFields,
] as const;

function finding({ resource, path }: TagUse, summary: string): Finding {
  return { resource, path, summary };
}
