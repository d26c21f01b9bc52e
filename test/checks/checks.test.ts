import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { LiveObject } from '../../src/core/provider.ts';
import type { Desired } from '../../src/core/resource.ts';
import type { Attributes } from '../../src/core/value.ts';
import { liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { bindings } from '../../src/providers/zendesk/kinds.ts';

const AT = { file: 'support.yaml', line: 3, column: 1 } as const;

function desired(resources: Readonly<Record<string, Attributes>>): Desired {
  return {
    resources: Object.entries(resources).map(([address, attributes]) => ({
      address,
      kind: address.split('.')[0] ?? '',
      attributes,
      lifecycle: {},
      tags: [],
      at: AT,
      positions: { 'options.bug': { ...AT, line: 9 } },
    })),
    order: new Map(),
    moved: [],
    settings: {
      client: { name: 'Acme', slug: 'acme' },
      platform: { provider: 'zendesk', subdomain: 'acme', environment: 'sandbox' },
      stateRequired: false,
    },
    files: new Map(),
  };
}

function live(kind: string, natives: readonly Native[]): readonly [string, readonly LiveObject[]] {
  const binding = bindings.find((candidate) => candidate.kind.name === kind);
  return [kind, binding === undefined ? [] : natives.map((native) => liveObject(binding, native))];
}

function found(
  resources: Readonly<Record<string, Attributes>>,
  ...tenant: ReturnType<typeof live>[]
): readonly Diagnostic[] {
  const cx = { desired: desired(resources), ...(tenant.length === 0 ? {} : { live: new Map(tenant) }) };
  return checks.flatMap((check) => check.run(cx));
}

function codes(...given: Parameters<typeof found>): readonly string[] {
  return found(...given).map((diagnostic) => diagnostic.code);
}

const dropdown = (key: string, more: Attributes = {}): Attributes => ({
  type: 'dropdown',
  title: key,
  options: [{ key, name: key }],
  ...more,
});
const rule = (attributes: Attributes): Attributes => ({
  title: 'Rule',
  when: { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] },
  // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does
  then: [{ action: 'set', field: 'status', value: 'open' }],
  ...attributes,
});

describe('checks', () => {
  it('have an id of their own and tell why', () => {
    expect(new Set(checks.map((check) => check.id)).size).toBe(checks.length);
    for (const { id, title, why } of checks) {
      expect(id).toMatch(/^[A-Z_]+$/);
      expect(title.length * why.length).toBeGreaterThan(0);
    }
  });
  it('say nothing about a sound spec', () => {
    expect(found({ 'group.a': { name: 'A' }, 'ticket_field.f': dropdown('one'), 'trigger.t': rule({}) })).toEqual([]);
  });
  it('point at the member that is wrong', () => {
    const [first] = found({ 'ticket_field.a': dropdown('bug'), 'ticket_field.b': dropdown('bug') });
    expect(first).toMatchObject({ code: 'OPTION_TAG_TWICE', address: 'ticket_field.b', at: { line: 9 } });
  });
});

describe('ticket fields', () => {
  it('share one set of tags, checkboxes included', () => {
    expect(
      codes({ 'ticket_field.a': dropdown('vip'), 'ticket_field.b': { type: 'checkbox', title: 'VIP', tag: 'vip' } }),
    ).toContain('OPTION_TAG_TWICE');
  });
  it('cannot take the tag of a field that is not managed', () => {
    const tenant = live('ticket_field', [
      { id: 1, type: 'tagger', title: 'Old', custom_field_options: [{ id: 2, name: 'Bug', value: 'bug' }] },
    ]);
    expect(codes({ 'ticket_field.a': dropdown('bug') }, tenant)).toEqual(['OPTION_TAG_TAKEN']);
  });
  it('have tags that stay as they are', () => {
    expect(codes({ 'ticket_field.a': dropdown('Big bug') })).toEqual(['OPTION_TAG_CHARACTERS']);
  });
  it('have what their type needs and nothing else', () => {
    expect(codes({ 'ticket_field.a': { type: 'dropdown', title: 'A' } })).toEqual(['OPTIONS_MISSING']);
    expect(codes({ 'ticket_field.a': { type: 'text', title: 'A', pattern: 'x' } })).toEqual(['FIELD_TYPE_ATTRIBUTE']);
    expect(codes({ 'ticket_field.a': { type: 'regexp', title: 'A' } })).toEqual(['FIELD_TYPE_ATTRIBUTE']);
    expect(codes({ 'ticket_field.a': { type: 'text' } })).toEqual(['FIELD_TITLE_MISSING']);
  });
  it('of the system exist already and keep their title', () => {
    const tenant = live('ticket_field', [{ id: 1, type: 'priority', title: 'Priority' }]);
    expect(codes({ 'ticket_field.p': { type: 'priority', title: 'Urgency' } }, tenant)).toEqual(['FIELD_SYSTEM']);
    expect(codes({ 'ticket_field.p': { type: 'custom_status' } }, tenant)).toEqual(['FIELD_SYSTEM']);
    expect(codes({ 'ticket_field.p': { type: 'priority' } }, tenant)).toEqual([]);
  });
});

describe('groups', () => {
  it('stay private', () => {
    const tenant = live('group', [{ id: 1, name: 'Legal', is_public: false }]);
    expect(codes({ 'group.legal': { name: 'Legal', public: true } }, tenant)).toEqual(['GROUP_STAYS_PRIVATE']);
  });
});

describe('triggers', () => {
  const field = { $ref: 'ticket_field.f' };
  it('do something, and not always', () => {
    // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does
    expect(codes({ 'trigger.t': rule({ then: [] }) })).toEqual(['TRIGGER_WITHOUT_ACTION']);
    expect(codes({ 'trigger.t': rule({ when: { all: [], any: [] } }) })).toEqual(['TRIGGER_WITHOUT_CONDITION']);
  });
  it('set fields that are in use to options that exist', () => {
    // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does
    const trigger = rule({ then: [{ action: 'set', field, value: 'one' }] });
    expect(codes({ 'ticket_field.f': dropdown('one', { active: false }), 'trigger.t': trigger })).toEqual([
      'ACTION_ON_INACTIVE_FIELD',
    ]);
    expect(codes({ 'ticket_field.f': dropdown('two'), 'trigger.t': trigger })).toEqual(['RULE_UNKNOWN_OPTION']);
    expect(codes({ 'ticket_field.f': dropdown('one'), 'trigger.t': trigger })).toEqual([]);
  });
  it('may name options that only the account has', () => {
    // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does
    const trigger = rule({ then: [{ action: 'set', field, value: 'one' }] });
    const tenant = live('ticket_field', [
      { id: 1, type: 'tagger', title: 'two', custom_field_options: [{ id: 2, name: 'One', value: 'one' }] },
    ]);
    expect(codes({ 'ticket_field.f': dropdown('two'), 'trigger.t': trigger }, tenant)).toEqual([]);
  });
  it('name options of organization fields that exist', () => {
    const tenant = live('organization_field', [
      { id: 1, key: 'tier', type: 'dropdown', title: 'Tier', custom_field_options: [{ id: 2, value: 'gold' }] },
    ]);
    const tier = { $live: 'tier', kind: 'organization_field' };
    const when = (value: string) => ({ all: [{ field: tier, operator: 'is', value }], any: [] });
    expect(codes({ 'trigger.t': rule({ when: when('gold') }) }, tenant)).toEqual([]);
    expect(codes({ 'trigger.t': rule({ when: when('bronze') }) }, tenant)).toEqual(['RULE_UNKNOWN_OPTION']);
  });
});

describe('webhooks', () => {
  const webhook = { name: 'W', endpoint: 'https://x.example', method: 'POST', format: 'json' };
  it('that events call send POST and JSON', () => {
    expect(codes({ 'webhook.w': { ...webhook, method: 'GET', events: ['zen:event-type:user.created'] } })).toEqual([
      'WEBHOOK_EVENTS_FORMAT',
    ]);
  });
  it('are warned about when a trial has no room for them', () => {
    const many = live(
      'webhook',
      Array.from({ length: 10 }, (_, index) => ({ id: `w${index}`, name: `w${index}` })),
    );
    expect(codes({ 'webhook.w': webhook }, many)).toEqual(['WEBHOOK_TRIAL_LIMIT']);
  });
  it('need all parts of their authentication when they are new', () => {
    const authentication = { type: 'basic_auth', username: { $secret: 'env:U' } };
    expect(codes({ 'webhook.w': { ...webhook, authentication } }, live('webhook', []))).toEqual([
      'WEBHOOK_AUTHENTICATION',
    ]);
  });
});

describe('help centers', () => {
  it('are one tree for each brand', () => {
    const brand = (name: string) => ({ $live: name, kind: 'brand' });
    const resources = {
      'category.c': { brand: brand('a'), name: 'C' },
      'section.s': { brand: brand('b'), name: 'S', category: { $ref: 'category.c' } },
    };
    expect(codes(resources)).toEqual(['HELP_CENTER_OTHER_BRAND']);
  });
  it('have no circles', () => {
    const section = (parent: string) => ({ name: 'S', category: 'c', parent: { $ref: parent } });
    expect(codes({ 'section.a': section('section.b'), 'section.b': section('section.a') })).toEqual([
      'SECTION_NESTING',
      'SECTION_NESTING',
    ]);
  });
  it('must be switched on by a person', () => {
    const tenant = live('brand', [
      { id: 1, name: 'Acme', subdomain: 'acme', default: true, has_help_center: true, help_center_state: 'disabled' },
    ]);
    expect(codes({ 'category.c': { brand: { $live: '@default', kind: 'brand' }, name: 'C' } }, tenant)).toEqual([
      'HELP_CENTER_DISABLED',
    ]);
  });
});
