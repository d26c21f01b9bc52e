/** Texts between spec and platform: whatever stands in a tenant loads back as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textSyntax } from '../../src/core/text-syntax.ts';
import type { Value } from '../../src/core/value.ts';
import { createNames } from '../../src/engine/names.ts';
import { createWorld } from '../../src/engine/world.ts';
import { allKinds, allTextForms } from '../../src/providers/registry.ts';

const kinds = new Map(allKinds.map((kind) => [kind.name, kind]));
const world = createWorld();
const brand = { subdomain: 'acme', host_mapping: 'help.acme.example' };
const acme = { kind: 'brand', id: '1', title: 'Acme', attributes: brand, native: {} };
world.put('brand', { available: true, objects: [acme] }, 0, 0);
const names = createNames(
  kinds,
  allTextForms,
  world,
  new Map([
    ['ticket_field.category', { kind: 'ticket_field', id: '36000111' }],
    ['slack_channel.critical', { kind: 'slack_channel', id: 'C0123456789' }],
    ['article.first', { kind: 'article', id: '36000221' }],
    ['section.setup', { kind: 'section', id: '36000222' }],
    ['ticket_form.bug', { kind: 'ticket_form', id: '36000223' }],
    ['group.tier2', { kind: 'group', id: '36000224' }],
    ['view.mine', { kind: 'view', id: '36000225' }],
  ]),
);

/** What the spec layer makes of a text: references by address. */
function loaded(text: string): Value {
  const { parts, malformed } = textSyntax(allTextForms).parse(text);
  expect(malformed).toEqual([]);
  const pieces = parts.map((part) =>
    typeof part === 'string' ? part : { $ref: part.form === undefined ? part.name : `${part.form.kind}.${part.name}` },
  );
  return { $text: pieces };
}

describe('texts', () => {
  test('ids in the forms of the platform, and ids that can be told by their looks, are shown as keys', () => {
    const live =
      '{"c": "C0123456789", "t": "{{ticket.ticket_field_36000111}} {{ticket.ticket_field_option_title_36000111}}"}';
    expect(names.format.text(live)).toBe(
      '{"c": "{{id:slack_channel.critical}}", "t": "{{ticket.field.category}} {{ticket.field_option_title.category}}"}',
    );
  });

  test.each([
    ['a filter stays', '{{ticket.ticket_field_36000111 | upcase}}', '{{ticket.field.category | upcase}}'],
    ['spaces stay', '{{ ticket.ticket_field_option_title_36000111 }}', '{{ ticket.field_option_title.category }}'],
    [
      'in the logic of a text',
      "{% if ticket.ticket_field_36000111 == 'x' %}",
      "{% if ticket.ticket_field_{{id:ticket_field.category}} == 'x' %}",
    ],
    ['a link to an article', '/hc/en-us/articles/36000221-First', '/hc/en-us/articles/{{id:article.first}}-First'],
    [
      'on a host of ours',
      'https://ACME.zendesk.com/hc/de/sections/36000222 https://help.acme.example/hc/articles/36000221#top',
      'https://ACME.zendesk.com/hc/de/sections/{{id:section.setup}} https://help.acme.example/hc/articles/{{id:article.first}}#top',
    ],
    [
      'a link to a form with a field filled in',
      '/hc/requests/new?ticket_form_id=36000223&amp;tf_36000111=bug',
      '/hc/requests/new?ticket_form_id={{id:ticket_form.bug}}&amp;tf_{{id:ticket_field.category}}=bug',
    ],
    [
      'the body of a call',
      '{"ticket": {"group_id": 36000224, "custom_fields": [{"id": "36000111", "value": 1}]}}',
      '{"ticket": {"group_id": {{id:group.tier2}}, "custom_fields": [{"id": "{{id:ticket_field.category}}", "value": 1}]}}',
    ],
    [
      'the target of a side conversation',
      'SupportAssignable:support_assignable/group/36000224',
      'SupportAssignable:support_assignable/group/{{id:group.tier2}}',
    ],
    [
      'a parameter of a call to somewhere else',
      'https://hooks.example/in?group_id=36000224',
      'https://hooks.example/in?group_id={{id:group.tier2}}',
    ],
    [
      'a link for agents',
      'https://acme.zendesk.com/agent/filters/36000225',
      'https://acme.zendesk.com/agent/filters/{{id:view.mine}}',
    ],
  ])('%s', (_says, live, written) => {
    expect(names.format.text(live)).toBe(written);
    expect(names.toIds(loaded(written))).toBe(live);
  });

  test.each([
    'https://other.zendesk.com/hc/en-us/articles/36000221',
    '/hc/en-us/articles/36000999-nobody',
    '/hc/en-us/articles/36000221x',
    'call 36000111',
    'ticket_field_36000224',
    '"group_id": 136000224',
  ])('what is somebody else’s, unknown or no id stays as it is: %s', (live) => {
    expect(names.format.text(live)).toBe(live);
  });

  test('any text of a tenant is written so that it loads back to the same text', () => {
    const piece = fc.constantFrom(
      '{',
      '{{',
      '{{{',
      '}}',
      ' ',
      'id:',
      '{{id:group.x}}',
      '{{ticket.field.',
      '{{ticket.ticket_field_',
      '36000111',
      '36000112',
      'C0123456789',
      'category',
      '{{ticket.id}}',
      'x',
      ' | ',
      '{{ ticket.ticket_field_',
      '36000111 | size}}',
      '/articles/',
      '36000221',
      '?ticket_form_id=36000223',
      '"group_id": "36000224"',
      'https://acme.zendesk.com',
      'https://else.example',
      '/hc/de',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const live = pieces.join('');
        expect(names.toIds(loaded(names.format.text(live)))).toBe(live);
      }),
      { numRuns: 3000 },
    );
  });
});
