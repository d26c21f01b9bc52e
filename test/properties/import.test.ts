/** Any tenant, however awkward its names: after an import the plan is empty, and nothing is missing without being said. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project, said, withoutAcknowledgement } from '../kit/project.ts';
import { type Dice, dice, line, turnsOf } from './dice.ts';
import { makeDraft, render, SECRETS } from './generate.ts';
import type { Coverage } from './making.ts';
import { vocabularyOf } from './vocabulary.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

const LONG = 60 * 60_000;
const { seed, turns } = turnsOf(4);
const TABLES = [
  'groups',
  'ticket_fields',
  'trigger_categories',
  'triggers',
  'webhooks',
  'categories',
  'sections',
  'articles',
] as const;

const AWKWARD = [
  'Billing',
  'Billing',
  'billing',
  'Billing::Refunds',
  '::',
  '😀 Team 🇩🇪',
  '${HOME} and $5',
  '$${x}',
  '0815 Sonderfall',
  '42',
  'true',
  'null',
  '# hash',
  '- dash: colon',
  '"quotes" and \'more\'',
  '{{ticket.id}} {{dc.welcome}} {{id:group.x}}',
  'live("x")',
  'requester',
  'none',
  '日本語のタイトル',
  'ß'.repeat(200),
  `${'Long title '.repeat(24)}`.slice(0, 255).trim(),
  'back\\slash\ttab?'.replace('\t', ' '),
  '  inner   spaces  ',
  'Ünïcödé e\u0301',
  '*alias &anchor !tag %',
  "yes, it's | > `x` @y",
] as const;

test(
  'an imported tenant is planned empty, and every object is in the spec or on the list of what is not',
  async () => {
    let objects = 0;
    for (const turn of turns) {
      const d = dice(seed, turn);
      tenant = await project();
      Object.assign(tenant.variables, SECRETS);
      try {
        await fill(tenant, d);
        const { report, project: imported } = await tenant.import();
        for (const { variable } of report.secrets) imported.variables[variable] = 'unknown';
        const plan = await imported.plan();
        expect(leftToDo(plan)).toEqual([]);
        await rm(join(imported.folder, '.supportctl', 'runs'), { recursive: true, force: true });
        await rm(join(imported.folder, '.supportctl', 'spec.schema.json'), { force: true });
        expect(leftToDo(await imported.plan())).toEqual([]);
        objects += await nothingMissing(tenant, imported.folder, report.leftOut);
        expectApplied(await imported.apply());
        expect(leftToDo(await imported.plan())).toEqual([]);
        await rm(imported.folder, { recursive: true, force: true });
      } catch (error) {
        throw new Error(`${d.name}\n${String(said(error))}`, { cause: error });
      }
      await tenant.close();
    }
    console.log(`${turns.length} tenants of ${objects} objects, seed ${seed}`);
  },
  LONG,
);

/** What a tool made, and what people made beside it over the years. */
async function fill(own: Project, d: Dice): Promise<void> {
  const coverage: Coverage = new Map();
  let serial = 0;
  const next = () => {
    serial += 1;
    return serial;
  };
  const draft = makeDraft({ d, coverage, vocabulary: await vocabularyOf(own.sandbox), next });
  withoutAcknowledgement(own.sandbox);
  await own.write({ 'support.yaml': render(draft) });
  expectApplied(await own.apply({ allowCosts: ['*'] }));
  const { control } = own.sandbox;
  const titles = d.shuffle(AWKWARD);
  // Older accounts have groups of the same name.
  control.edit('settings', 'account', { groups: { check_group_name_uniqueness: false } });
  const ids = (kind: string) => control.objects(kind).map((row) => String(row.id));
  for (const title of titles) control.inject('groups', { name: title, description: d.bool() ? title : '' });
  for (const title of titles) control.inject('trigger_categories', { name: title });
  const groups = control.objects('groups').flatMap(({ id, deleted }) => (deleted === true ? [] : [String(id)]));
  const categories = ids('trigger_categories');
  for (const title of titles) {
    const type = d.pick(['text', 'tagger', 'multiselect', 'checkbox', 'date', 'regexp']);
    const options = Array.from({ length: 3 }, () => ({ name: d.pick(['Same label', title]), value: `opt_${next()}` }));
    control.inject('ticket_fields', {
      type,
      title,
      active: d.bool(0.8),
      position: d.int(4),
      ...(type === 'tagger' || type === 'multiselect' ? { custom_field_options: options } : {}),
      ...(type === 'regexp' ? { regexp_for_validation: '^\\d{2}$' } : {}),
      ...(type === 'checkbox' ? { tag: `tick_${next()}` } : {}),
    });
  }
  const fields = control.objects('ticket_fields').filter(({ type, active }) => type === 'tagger' && active === true);
  for (const title of [...titles, ...titles.slice(0, 5)]) {
    const field = d.pick(fields);
    control.inject('triggers', {
      title,
      description: d.bool() ? line(d) : null,
      active: d.bool(0.7),
      position: d.int(3),
      category_id: d.pick(categories),
      conditions: {
        all: [{ field: 'group_id', operator: d.pick(['is', 'is_not']), value: d.pick(groups) }],
        any: [{ field: `custom_fields_${String(field.id)}`, operator: 'not_present', value: '' }],
      },
      actions: [
        { field: 'group_id', value: d.pick(groups) },
        {
          field: 'notification_group',
          value: [d.pick(groups), title, `${title}\n{{ticket.ticket_field_${String(field.id)}}}`],
        },
      ],
    });
  }
  for (const title of titles) {
    control.inject('webhooks', {
      name: title,
      endpoint: 'https://hooks.example/x',
      http_method: 'POST',
      request_format: 'json',
      status: d.pick(['active', 'inactive']),
      subscriptions: ['conditional_ticket_events'],
      ...(d.bool(0.3)
        ? { authentication: { type: 'bearer_token', data: { token: 'x' }, add_position: 'header' } }
        : {}),
    });
  }
  for (const title of titles.slice(0, 8)) control.inject('categories', { name: title, description: title });
  for (const title of titles.slice(0, 12))
    control.inject('sections', { name: title, category_id: Number(d.pick(ids('categories'))) });
  for (const title of titles) {
    control.inject('articles', {
      title,
      body: `<p>${line(d)}</p><a href="x">${title}</a>`,
      draft: d.bool(),
      section_id: Number(d.pick(ids('sections'))),
      position: d.int(2),
    });
  }
  // Rules go on naming what is gone.
  for (const id of d.some(groups, 4)) {
    const row = control.objects('groups').find((group) => String(group.id) === id);
    if (row?.default !== true && row?.deleted !== true) control.remove('groups', Number(id));
  }
  const removable = fields.filter(({ title }) => title !== 'Product');
  // A field that a form's conditions use cannot be removed.
  const forms = JSON.stringify(
    control.objects('ticket_forms').map((form) => [form.agent_conditions, form.end_user_conditions]),
  );
  const free = removable.filter(({ id }) => !forms.includes(String(id)));
  if (free.length > 0) control.remove('ticket_fields', Number(d.pick(free).id));
}

/** Counts the objects; every one is in state or among those left out. */
async function nothingMissing(
  own: Project,
  folder: string,
  leftOut: readonly { readonly id: string }[],
): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const state = await readFile(join(folder, '.supportctl', 'state', 'default.json'), 'utf8');
  const told = new Set(leftOut.map(({ id }) => id));
  let count = 0;
  const missing: string[] = [];
  for (const table of TABLES) {
    for (const row of own.sandbox.control.objects(table)) {
      if (row.deleted === true) continue;
      count += 1;
      const id = String(row.id);
      if (!state.includes(`"${id}"`) && !told.has(id)) missing.push(`${table} ${id} ${String(row.title ?? row.name)}`);
    }
  }
  expect(missing).toEqual([]);
  return count;
}
