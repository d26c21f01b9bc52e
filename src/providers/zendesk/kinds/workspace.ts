/** Contextual workspaces: what agents see around a ticket that meets the conditions. */
import { reference, references } from '../../../core/attributes/references.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Reply, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import type { Attributes } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { createWith, encodeAttributes, numericId, plainWriter, topLevel, updateWith, writable } from '../crud.ts';
import { neededBy, readOptions, writeOptions } from '../rule-values.ts';
import { translated } from '../rule-writer.ts';
import { conditions } from '../vocabulary/conditions.ts';
import { workspaceApps } from '../workspace-apps.ts';

const macros = references('macro', {
  description: 'Macros that stand on top for agents; their order means nothing to the platform.',
  ids: 'number',
  platformDefault: [],
});

const kind: Kind = {
  name: 'workspace',
  provider: 'zendesk',
  section: ['workspaces'],
  title: 'workspace',
  plural: 'workspaces',
  description:
    'Form, macros and apps that agents get with the tickets that meet its conditions; the first that fits counts.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/ticket-management/workspaces/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'title',
  attributes: {
    title: line({ description: 'Name that admins see.', required: true }),
    description: text({ description: 'What it is for.', platformDefault: '' }),
    active: flag({ description: 'Whether it is in use.', native: 'activated', platformDefault: true }),
    when: conditions('workspace', {
      description: 'Conditions: all under `all` must hold, and one of those under `any` if there are any.',
      native: 'conditions',
      required: true,
    }),
    form: reference('ticket_form', {
      description: 'Form that the ticket is shown with; none leaves it as it is.',
      native: 'ticket_form_id',
      ids: 'number',
      nullable: true,
      platformDefault: null,
    }),
    macros,
    apps: workspaceApps,
    keep_app_order: flag({
      description: 'Whether agents see the apps in this order.',
      native: 'prefer_workspace_app_order',
      platformDefault: true,
    }),
  },
  naturalKey: ({ title }) => String(title),
  keyUnique: false,
  order: { title: 'workspaces' },
  neighbours: ({ when }) => neededBy(when),
  hazards: [
    '2026-11-25: workspaces are part of Enterprise.',
    '2026-11-25: a write may be answered with 200 and say in its body what was wrong: that is a refusal here.',
    '2026-11-25: macros are written as `macros` and read as `macro_ids`, in an order that changes.',
    '2026-11-25: titles are not unique.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/workspaces',
    one: 'workspace',
    many: 'workspaces',
    paging: 'offset',
    update: 'PUT',
    send: 'changed',
  },
  computed: (native) => ({ macros: macros.decode(macroIds(native)) }),
  facts: (native) => (typeof native.position === 'number' ? { position: native.position } : {}),
  translate: readOptions,
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const made = yield* heeding(createWith(base, bodyOf(attributes, 'create', undefined, cx)));
    return translated(base, made, cx);
  },
  *update(live, target, changed, cx) {
    const updated = yield* heeding(updateWith(base, live, bodyOf(target, 'update', topLevel(changed), cx)));
    return updated === undefined ? undefined : translated(base, { id: updated.id, live: updated }, cx).live;
  },
  *reorder(ids) {
    yield { method: 'PUT', path: `${base.endpoint.path}/reorder`, body: { ids: ids.map(numericId) } };
  },
};

export const workspace: Binding = { ...base, writer };

function bodyOf(
  attributes: Attributes,
  when: 'create' | 'update',
  wanted: readonly string[] | undefined,
  cx: WriteContext,
): Native {
  return writeOptions(encodeAttributes(kind, attributes, writable(kind, attributes, when, wanted), cx), cx);
}

function macroIds({ macro_ids, macros: ids, selected_macros: selected }: Native): unknown {
  if (Array.isArray(selected) && macro_ids === undefined) return selected.filter(isRecord).map(({ id }) => id);
  return macro_ids ?? ids ?? [];
}

/** The steps, each of whose replies is looked at: some say that all is well, and hold errors. */
function* heeding<Result>(steps: Steps<Result>): Steps<Result> {
  let step = steps.next();
  while (!step.done) {
    const reply = yield step.value;
    refuse(reply);
    step = steps.next(reply);
  }
  return step.value;
}

function refuse({ body }: Reply): void {
  const errors = isRecord(body) ? body.errors : undefined;
  if (!Array.isArray(errors) || errors.length === 0) return;
  const said = errors.map((error) => (typeof error === 'string' ? error : JSON.stringify(error)));
  fail('PLATFORM_REFUSED', `Zendesk did not take the workspace: ${said.join('; ')}`);
}
