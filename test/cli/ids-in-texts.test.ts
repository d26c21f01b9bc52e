/** Texts that hold ids: written as keys, sent as ids, and no difference afterwards, wherever they stand. */
import { afterEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';
import { spec } from '../kit/spec.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

const BODY = `groups: {tier2: {name: Tier 2}}
ticket_fields: {area: {type: dropdown, title: Area, options: {area_a: A, area_b: B}, description: "See /hc/articles/{{id:article.first}}"}}
ticket_forms: {bug: {name: Bug, fields: [area]}}
dynamic_content:
  hint: {name: Hint, default_language: en-US, texts: {en-US: "Look at /hc/en-us/articles/{{id:article.second}} for {{ticket.field.area}}"}}
trigger_categories: {routing: {name: Routing}}
webhooks:
  sync:
    name: Sync
    endpoint: "https://acme.zendesk.com/api/v2/views/{{id:view.mine}}/tickets.json"
    method: POST
    format: json
    headers: {X-Form: "?ticket_form_id={{id:ticket_form.bug}}"}
triggers:
  call:
    title: Call
    category: routing
    when: {all: [{field: update_type, is: create}]}
    then:
      - {notify_webhook: {webhook: sync, body: '{"ticket": {"group_id": {{id:group.tier2}}, "custom_fields": [{"id": {{id:ticket_field.area}}, "value": "{{ ticket.field.area | downcase }}"}]}}'}}
      - {notify_group: {group: tier2, subject: "{{ticket.field_option_title.area}}", body: "https://acme.zendesk.com/agent/filters/{{id:view.mine}} {% if ticket.ticket_field_{{id:ticket_field.area}} %}x{% endif %} {{dc.hint}}"}}
views: {mine: {title: Mine, when: {all: [{field: status, less_than: solved}]}, columns: [id]}}
macros:
  read:
    title: Read
    then:
      - {comment_html: '<p>See <a href="https://acme.zendesk.com/hc/en-us/articles/{{id:article.first}}-First?x=1&amp;ticket_form_id={{id:ticket_form.bug}}">this</a></p>'}
help_center:
  acme:
    categories: {start: {name: Start, description: "/hc/en-us/sections/{{id:section.setup}}"}}
    sections: {setup: {name: Set up, category: start}}
    articles:
      first: {title: First, section: setup, publish: true, body: {file: first.md}}
      second: {title: Second, section: setup, body: '<p><a href="/hc/en-us/articles/{{id:article.first}}-First#top">back</a></p>'}
`;
const FIRST = `See [the second](/hc/en-us/articles/{{id:article.second}}-Second), [this one](#a),
[itself](/hc/en-us/articles/{{id:article.first}}) and [the form](/hc/en-us/requests/new?ticket_form_id={{id:ticket_form.bug}}&tf_{{id:ticket_field.area}}=area_a).
`;

test('ids of the same spec reach every text, texts that refer to each other too, and an import writes the same keys', async () => {
  tenant = await project({ profile: 'enterprise' });
  const own = tenant;
  own.sandbox.control.edit('brands', String(own.sandbox.control.objects('brands')[0]?.id), {
    has_help_center: true,
    help_center_state: 'enabled',
  });
  await own.write({ ...spec(BODY), 'first.md': FIRST });
  expectApplied(await own.apply());
  const ids = await own.ids();
  const id = (address: string) => ids.get(address) ?? 'none';
  const texts = JSON.stringify(
    ['articles', 'categories', 'macros', 'triggers', 'webhooks', 'ticket_fields', 'dynamic_content'].map((kind) =>
      own.sandbox.control.objects(kind),
    ),
  );
  expect(texts).not.toContain('{{id:');
  expect(texts).not.toMatch(/\{\{ ?ticket\.field/);
  for (const text of [
    `/hc/en-us/articles/${id('article.second')}-Second`,
    `/hc/en-us/articles/${id('article.first')}-First#top`,
    `ticket_form_id=${id('ticket_form.bug')}`,
    `tf_${id('ticket_field.area')}=area_a`,
    `/agent/filters/${id('view.mine')}`,
    `api/v2/views/${id('view.mine')}/tickets.json`,
    `{{ ticket.ticket_field_${id('ticket_field.area')} | downcase }}`,
    `{{ticket.ticket_field_option_title_${id('ticket_field.area')}}}`,
    `/hc/en-us/sections/${id('section.setup')}`,
  ]) {
    expect(texts).toContain(text);
  }
  expect(leftToDo(await own.plan())).toEqual([]);

  const { project: imported } = await own.import();
  try {
    expect(leftToDo(await imported.plan())).toEqual([]);
    const { readdirSync, readFileSync } = await import('node:fs');
    const files = readdirSync(imported.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(?:yaml|html|md)$/.test(name),
    );
    const all = files.map((name) => readFileSync(`${imported.folder}/${name}`, 'utf8')).join('\n');
    for (const address of ['article.first', 'article.second', 'view.mine', 'ticket_form.bug', 'ticket_field.area']) {
      // Ids stand in no text: only state knows them.
      expect(all, address).not.toContain(id(address));
    }
  } finally {
    await imported.clear();
  }
});
