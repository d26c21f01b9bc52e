/** Macros: actions that an agent applies to a ticket by hand. */
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import type { Attributes } from '../../../core/value.ts';
import { type Binding, liveObject, type Native, nativeIn } from '../binding.ts';
import { createWith, encodeAttributes, topLevel, updateWith, writable } from '../crud.ts';
import { pathOf, propertyNamed } from '../id-places.ts';
import { attachments, detail, readAttachments, sendAttachments } from '../macro-attachments.ts';
import { neededBy, writeOptions } from '../rule-values.ts';
import { personal, visibleTo } from '../visible-to.ts';
import { actions } from '../vocabulary/actions.ts';
import { judgedBy } from '../vocabulary/offered.ts';

const then = actions('macro', {
  description: 'Actions, in the order in which they are applied.',
  native: 'actions',
  required: true,
});

const kind: Kind = {
  name: 'macro',
  provider: 'zendesk',
  section: ['macros'],
  title: 'macro',
  plural: 'macros',
  description: 'Actions that agents apply by hand. Macros of one agent are left alone.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/',
  capability: { create: true, read: true, update: true, delete: 'deactivate', erase: true },
  codec: 2,
  label: 'title',
  attributes: {
    title: line({ description: 'Name that agents choose it by; `Category::Name` makes menus.', required: true }),
    description: text({ description: 'What it is for.', platformDefault: '' }),
    active: flag({ description: 'Whether agents can choose it.', platformDefault: true }),
    then,
    visible_to: visibleTo,
    attachments,
  },
  naturalKey: (attributes) => String(attributes.title),
  keyUnique: false,
  apart: ['attachments'],
  neighbours: (attributes) => neededBy(attributes.then),
  judgedBy: judgedBy('macro'),
  idAfter: [propertyNamed('macro_id'), pathOf('macros')],
  hazards: [
    '2026-11-24: with a comment in HTML the platform shows a plain one as well, made from it: that one is not managed.',
    '2026-11-24: replies to a create or an update show another restriction than was stored; the macro is read again.',
    '2026-11-24: macros stand in the order of their titles, unless an admin chose another for the account.',
    '2026-11-24: titles are not unique.',
    '2026-11-25: files are read macro by macro, so only where a macro of the spec names some; an import leaves them to the tenant.',
  ],
};

const base: Binding = {
  kind,
  detail,
  endpoint: {
    path: '/api/v2/macros',
    one: 'macro',
    many: 'macros',
    paging: 'offset',
    ends: { first: {}, last: { sort_order: 'desc' } },
    // Admins are shown the personal macros of everyone otherwise.
    query: { access: 'shared' },
    update: 'PUT',
    send: 'changed',
  },
  // "The "agents" value returns all personal macros for the account's agents and is only available to admins."
  outside: { query: { access: 'agents' }, why: "personal: each is one agent's own" },
  // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does; its value is no function
  computed: (native) => ({ then: then.decode(withoutDerived(native.actions)) }),
  facts: (native) => {
    const locked = personal(native);
    return locked === undefined ? {} : { locked };
  },
};

const writer: Writer = {
  *create(attributes, cx) {
    const withFiles = attributes.attachments !== undefined;
    const body = { restriction: null, ...bodyOf(attributes, 'create', undefined, cx) };
    const { id } = yield* createWith(base, { ...body, ...(withFiles ? yield* sendAttachments(attributes) : {}) });
    return yield* seenAgain(id, withFiles);
  },
  *update(live, target, changed, cx) {
    const names = topLevel(changed);
    const withFiles = names.includes('attachments');
    const body = bodyOf(target, 'update', names, cx);
    const files = withFiles ? yield* sendAttachments(target, live) : {};
    yield* updateWith(base, live, { ...body, ...files });
    return (yield* seenAgain(live.id, withFiles)).live;
  },
  *remove(live) {
    yield* updateWith(base, live, { active: false });
  },
  *erase(live) {
    yield { method: 'DELETE', path: `${base.endpoint.path}/${live.id}` };
  },
  *revive(live) {
    yield* updateWith(base, live, { active: true });
    return (yield* seenAgain(live.id)).live;
  },
};

export const macro: Binding = { ...base, writer };

function bodyOf(
  attributes: Attributes,
  when: 'create' | 'update',
  wanted: readonly string[] | undefined,
  cx: WriteContext,
): Native {
  const names = writable(kind, attributes, when, wanted).filter((name) => name !== 'attachments');
  return writeOptions(encodeAttributes(kind, attributes, names, cx), cx);
}

/** The stored macro: a reply to a write does not tell the truth about who sees it, and nothing of files. */
function* seenAgain(id: string, withFiles = false): Steps<{ id: string; live?: LiveObject }> {
  const reply = yield { method: 'GET', path: `${base.endpoint.path}/${id}` };
  const native = nativeIn(reply.body, base.endpoint.one);
  if (native === undefined) return { id };
  return { id, live: liveObject(base, withFiles ? { ...native, ...(yield* readAttachments(id)) } : native) };
}

/** The plain comment beside one in HTML is made from it by the platform. */
function withoutDerived(native: unknown): unknown {
  if (!Array.isArray(native)) return native;
  const rich = native.some((action) => isRecord(action) && action.field === 'comment_value_html');
  return rich ? native.filter((action) => !isRecord(action) || action.field !== 'comment_value') : native;
}
