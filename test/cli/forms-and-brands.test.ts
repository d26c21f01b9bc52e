/** Forms and brands: the account's own are taken over, what leaves a form leaves it safely, and one list of brands serves all. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'trial' });
});
afterEach(() => tenant.close());

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;
const FIELDS = `
ticket_fields:
  category: {type: dropdown, title: Category, options: {bug: Bug, how_to: How-to}}
  steps: {type: textarea, title: Steps}
  urgent: {type: checkbox, title: Urgent}
`;

async function settle(spec: string): Promise<void> {
  await tenant.write({ 'support.yaml': HEAD + spec });
  expectApplied(await tenant.apply({ prune: true, allowDataLoss: ['*'] }));
  expect(leftToDo(await tenant.plan({ prune: true }))).toEqual([]);
}

async function logoByHand(brand: unknown, request: RequestInit): Promise<void> {
  const address = (tenant.variables.SUPPORTCTL_ZENDESK_URL ?? '').replace('{subdomain}', 'acme');
  const headers = { authorization: `Bearer ${tenant.variables.ZENDESK_OAUTH_TOKEN}` };
  const reply = await fetch(`${address}/api/v2/brands/${String(brand)}/logo`, { ...request, headers });
  expect(reply.ok).toBe(true);
}

function writesTo(kind: string): readonly string[] {
  const own = tenant.sandbox.control.log().filter(({ path }) => path.includes(`/${kind}`));
  return own.flatMap(({ method, path }) => (method === 'GET' ? [] : [`${method} ${path.split('/').at(-2)}`]));
}

test('the default form is adopted under its name, and its system fields are nobody’s difference', async () => {
  await settle(`${FIELDS}
ticket_forms:
  main: {name: Default Ticket Form, fields: [category, steps], lifecycle: {adopt: true}}
`);
  const plan = await tenant.plan();
  expect(plan.notes.filter(({ code }) => code === 'foreign')).toEqual([]);
  const [form] = tenant.sandbox.control.objects('ticket_forms');
  expect(form).toMatchObject({ name: 'Default Ticket Form', default: true, active: true });
});

test('a field leaves the conditions before it leaves the form, and the form before it is deleted', async () => {
  const form = (fields: string, conditions: string) => `
ticket_forms:
  bugs:
    name: Bugs
    fields: [${fields}]
    agent_conditions: [${conditions}]
`;
  const onBug = '{when: {category: bug}, show: [{field: steps, required: [pending, solved]}]}';
  const onUrgent = '{when: {urgent: true}, show: [category]}';
  await settle(FIELDS + form('urgent, category, steps', `${onBug}, ${onUrgent}`));
  await settle(FIELDS + form('urgent, category', onUrgent));
  await settle(FIELDS + form('urgent, category, steps', `${onUrgent}, ${onBug}`));
  await settle(FIELDS.replace(/ {2}steps.*\n/, '') + form('urgent, category', onUrgent));
  await settle(FIELDS.replace('Urgent}', 'Urgent, active: false}').replace(/ {2}steps.*\n/, '') + form('category', ''));
  expect(writesTo('ticket_forms').filter((write) => write.startsWith('POST'))).toHaveLength(1);
});

test('fields that somebody adds to a form stay, and are said; ours go where the spec drops them', async () => {
  await settle(`${FIELDS}ticket_forms: {first: {name: First, fields: [steps, category]}}`);
  const [urgent] = tenant.sandbox.control.objects('ticket_fields').filter(({ title }) => title === 'Urgent');
  const [form] = tenant.sandbox.control.objects('ticket_forms').filter(({ name }) => name === 'First');
  const ids = Array.isArray(form?.ticket_field_ids) ? form.ticket_field_ids : [];
  tenant.sandbox.control.edit('ticket_forms', String(form?.id), { ticket_field_ids: [Number(urgent?.id), ...ids] });
  const plan = await tenant.plan();
  expect(leftToDo(plan)).toEqual([]);
  expect(plan.notes.map(({ summary }) => summary)).toContain(
    "ticket_form.first: fields.urgent is the tenant's own; it stays",
  );
  await settle(`${FIELDS}ticket_forms: {first: {name: First, fields: [category]}}`);
  const [after] = tenant.sandbox.control.objects('ticket_forms').filter(({ name }) => name === 'First');
  expect(after?.ticket_field_ids).toContain(Number(urgent?.id));
  expect(after?.ticket_field_ids).toHaveLength(ids.length);
});

test('the default brand is adopted by its subdomain; another has a help center once a person made it', async () => {
  await settle(`
brands:
  main: {name: Acme Support, subdomain: acme, lifecycle: {adopt: true}}
  outlet: {name: Outlet, subdomain: acme-outlet-2}
`);
  expect(tenant.sandbox.control.objects('brands').map(({ name, default: first }) => [name, first])).toEqual([
    ['Acme Support', true],
    ['Outlet', false],
  ]);
  await tenant.write({
    'support.yaml': `${HEAD}
brands: {main: {name: Acme Support, subdomain: acme}, outlet: {name: Outlet, subdomain: acme-outlet-2}}
help_center: {outlet: {categories: {first: {name: First}}}}
`,
  });
  const { diagnostics } = await tenant.plan();
  expect(diagnostics.map(({ code, summary }) => [code, summary])).toEqual([
    ['HELP_CENTER_DISABLED', 'The brand "Outlet" has no active help center'],
  ]);
});

test('a brand that goes says what goes with it', async () => {
  await settle('brands: {outlet: {name: Outlet, subdomain: acme-outlet-2}}');
  await tenant.write({ 'support.yaml': HEAD });
  const { refusals } = await tenant.plan({ prune: true });
  expect(refusals.map(({ code, address }) => [code, address])).toEqual([['DATA_LOSS', 'brand.outlet']]);
  expectApplied(await tenant.apply({ prune: true, allowDataLoss: ['brand.outlet'] }));
  const left = tenant.sandbox.control.objects('brands').filter(({ is_deleted }) => is_deleted !== true);
  expect(left.map(({ subdomain }) => subdomain)).toEqual(['acme']);
});

test('a logo is sent when its file changes, and again when somebody took it away', async () => {
  const files = {
    'support.yaml': `${HEAD}brands: {outlet: {name: Outlet, subdomain: acme-outlet-2, logo: {file: a.png}}}`,
  };
  await tenant.write({ ...files, 'a.png': 'first picture' });
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  const brand = () => tenant.sandbox.control.objects('brands').find(({ name }) => name === 'Outlet');
  expect(brand()?.logo).toMatchObject({ file_name: 'a.png' });
  await tenant.write({ ...files, 'a.png': 'another picture' });
  const [change] = (await tenant.plan()).changes;
  expect(change?.fields.map(({ path, after, because }) => [path, after, because])).toEqual([
    ['logo', { file: 'a.png' }, 'spec'],
  ]);
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  await logoByHand(brand()?.id, { method: 'DELETE' });
  expect(brand()?.logo).toBeNull();
  const [drift] = (await tenant.plan()).changes;
  expect(drift?.fields.map(({ path, because }) => [path, because])).toEqual([['logo', 'drift']]);
  expectApplied(await tenant.apply({ overwriteDrift: true }));
  expect(leftToDo(await tenant.plan())).toEqual([]);
  const imported = await tenant.import();
  expect(leftToDo(await imported.project.plan())).toEqual([]);
  await imported.project.clear();
});

test('a picture that somebody put there can be left to the tenant', async () => {
  await tenant.write({
    'support.yaml': `${HEAD}brands: {outlet: {name: Outlet, subdomain: acme-outlet-3, logo: {file: a.png}}}`,
    'a.png': 'first picture',
  });
  expectApplied(await tenant.apply());
  const brand = tenant.sandbox.control.objects('brands').find(({ name }) => name === 'Outlet');
  const body = new FormData();
  body.set('brand[logo][uploaded_data]', new Blob(['theirs'], { type: 'image/png' }), 'theirs.png');
  await logoByHand(brand?.id, { method: 'PUT', body });
  expect((await tenant.plan()).changes.map(({ because }) => because)).toEqual(['drift']);
  await tenant.accept('brand.outlet');
  expect(await readFile(join(tenant.folder, 'support.yaml'), 'utf8')).not.toContain('logo');
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

test('a subdomain that belongs to somebody else is told at its line, before anything is sent', async () => {
  await tenant.write({
    'support.yaml': `${HEAD}groups: {new: {name: New}}\nbrands:\n  outlet:\n    name: Outlet\n    subdomain: zendesk\n`,
  });
  const [taken] = (await tenant.plan()).diagnostics.filter(({ severity }) => severity === 'error');
  expect(taken).toMatchObject({ code: 'SUBDOMAIN_TAKEN', address: 'brand.outlet' });
  expect(taken?.at?.line).toBe(HEAD.split('\n').length + 4);
  await expect(tenant.apply()).rejects.toThrow('belongs to somebody else');
  expect(writesTo('brands')).toEqual([]);
  expect(writesTo('groups')).toEqual([]);
});

test('a plan of help center and brands lists the brands once', async () => {
  await settle(`
brands: {main: {name: Acme Support, subdomain: acme, lifecycle: {adopt: true}}}
groups: {first: {name: First}}
`);
  const before = tenant.sandbox.control.log().length;
  await tenant.write({
    'support.yaml': `${HEAD}
brands: {main: {name: Acme Support, subdomain: acme}}
help_center: {main: {categories: {first: {name: First}}, sections: {a: {name: A, category: first}}}}
`,
  });
  await tenant.plan();
  const lists = tenant.sandbox.control.log().slice(before);
  expect(lists.filter(({ path }) => /\/api\/v2\/brands(\?|$)/.test(path))).toHaveLength(1);
});
