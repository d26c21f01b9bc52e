import { describe, expect, it } from 'vitest';
import type { Writer } from '../../src/core/provider.ts';
import { channelKind, channelObject, channelWriter } from '../../src/providers/slack/kinds/channel.ts';
import { type Binding, liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { bindings } from '../../src/providers/zendesk/kinds.ts';
import { run, writing } from './support.ts';

function bound(name: string): Binding {
  const found = bindings.find((binding) => binding.kind.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

function writer(name: string): Required<Writer> {
  const missing = (): never => {
    throw new Error('not written');
  };
  const none = {
    create: missing,
    update: missing,
    remove: missing,
    erase: missing,
    revive: missing,
    reorder: missing,
    activate: missing,
    affected: missing,
    refused: missing,
  };
  return { ...none, ...bound(name).writer };
}

function live(name: string, native: Native) {
  return liveObject(bound(name), native);
}

const TRIGGER = {
  id: 5,
  title: 'Route',
  raw_title: 'Route',
  description: null,
  active: true,
  category_id: '77',
  conditions: { all: [{ field: 'comment_is_public', operator: 'is', value: true }], any: [] },
  actions: [{ field: 'notification_user', value: ['requester_id', 'Hi', 'Body \n'] }],
};

describe('groups', () => {
  it('are created with what was declared, and updated with what changed', () => {
    const made = run(writer('group').create({ name: 'Billing', public: false }, writing()), [
      { group: { id: 7, name: 'Billing' } },
    ]);
    expect(made.sent).toEqual([
      { method: 'POST', path: '/api/v2/groups', body: { group: { name: 'Billing', is_public: false } } },
    ]);
    expect(made.result.id).toBe('7');
    const group = live('group', { id: 7, name: 'Billing', description: 'x', is_public: false });
    const target = { ...group.attributes, name: 'Finance' };
    expect(run(writer('group').update(group, target, ['name'], writing())).sent).toEqual([
      { method: 'PUT', path: '/api/v2/groups/7', body: { group: { name: 'Finance' } } },
    ]);
  });
  it('that are soft-deleted count as gone, and the default one is known', () => {
    expect(live('group', { id: 1, name: 'A', deleted: true }).gone).toBe(true);
    expect(live('group', { id: 1, name: 'A', default: true }).isDefault).toBe(true);
  });
});

describe('triggers', () => {
  it('are created inactive', () => {
    const attributes = {
      title: 'Route',
      category: { $id: '77', kind: 'trigger_category' },
      when: { all: [], any: [] },
      // biome-ignore lint/suspicious/noThenProperty: the spec's word for what a rule does
      then: [],
    };
    const { sent } = run(writer('trigger').create(attributes, writing()), [{ trigger: { id: 5 } }]);
    expect(sent[0]?.body).toMatchObject({ trigger: { active: false, category_id: '77' } });
  });
  it('are updated whole, with what did not change as it was', () => {
    const trigger = live('trigger', TRIGGER);
    const { sent } = run(
      writer('trigger').update(trigger, { ...trigger.attributes, title: 'New' }, ['title'], writing()),
    );
    expect(sent[0]?.body).toEqual({
      trigger: {
        title: 'New',
        description: null,
        active: true,
        category_id: '77',
        conditions: { all: [{ field: 'comment_is_public', operator: 'is', value: 'true' }], any: [] },
        actions: TRIGGER.actions,
      },
    });
  });
  it('are deactivated instead of deleted, and revived', () => {
    const trigger = live('trigger', TRIGGER);
    expect(run(writer('trigger').remove(trigger, writing())).sent[0]).toMatchObject({
      method: 'PUT',
      body: { trigger: { active: false } },
    });
    expect(run(writer('trigger').revive(trigger, writing())).sent[0]).toMatchObject({
      method: 'PUT',
      body: { trigger: { active: true } },
    });
  });
  it('can be deleted for good', () => {
    expect(run(writer('trigger').erase(live('trigger', TRIGGER), writing())).sent).toEqual([
      { method: 'DELETE', path: '/api/v2/triggers/5' },
    ]);
  });
  it('are ordered and switched on in one call', () => {
    expect(run(writer('trigger').activate(['5', '6'], writing())).sent).toEqual([
      {
        method: 'POST',
        path: '/api/v2/trigger_categories/jobs',
        body: {
          job: {
            action: 'patch',
            items: {
              triggers: [
                { id: '5', active: true },
                { id: '6', active: true },
              ],
            },
          },
        },
      },
    ]);
    expect(run(writer('trigger').reorder(['6', '5'], '77', writing())).sent[0]?.body).toMatchObject({
      job: {
        items: {
          triggers: [
            { id: '6', position: 1 },
            { id: '5', position: 2 },
          ],
        },
      },
    });
  });
  it('say so when the call did nothing', () => {
    const failed = { status: 'failed', errors: [{ trigger_id: '5', title: 'Nope' }] };
    expect(() => run(writer('trigger').activate(['5'], writing()), [failed])).toThrow('refused');
  });

  const tier = live('organization_field', {
    id: 9,
    key: 'Tier',
    title: 'Tier',
    custom_field_options: [{ id: 1900000066065, value: 'gold' }],
  });
  const area = live('ticket_field', { id: 3, type: 'multiselect', title: 'Areas' });
  const neighbours = { organization_field: [tier], ticket_field: [area] };

  it('speak tags where the platform holds ids of options', () => {
    const condition = { field: 'organization.custom_fields.tier', operator: 'is', value: '1900000066065' };
    const native = { ...TRIGGER, conditions: { all: [condition], any: [] } };
    const { translate } = bound('trigger');
    expect(translate?.needs([native])).toEqual(['organization_field']);
    expect(translate?.needs([TRIGGER])).toEqual([]);
    const read = live('trigger', translate?.read(native, () => [tier]) ?? {});
    expect(read.attributes.when).toMatchObject({
      all: [{ field: { $id: '9', kind: 'organization_field' }, operator: 'is', value: 'gold' }],
    });
    const { sent } = run(writer('trigger').update(read, read.attributes, ['when'], writing(neighbours)));
    expect(sent[0]?.body).toMatchObject({ trigger: { conditions: { all: [condition] } } });
  });
  it('refuse an option that the field does not have', () => {
    const field = { $id: '9', kind: 'organization_field' };
    const when = { all: [{ field, operator: 'is', value: 'bronze' }], any: [] };
    const trigger = live('trigger', TRIGGER);
    expect(() =>
      run(writer('trigger').update(trigger, { ...trigger.attributes, when }, ['when'], writing(neighbours))),
    ).toThrow('no option');
  });
  it('send lists for multi-select fields', () => {
    const then = [{ action: 'set', field: { $id: '3', kind: 'ticket_field' }, value: 'web' }];
    const trigger = live('trigger', TRIGGER);
    const { sent } = run(
      writer('trigger').update(trigger, { ...trigger.attributes, then }, ['then'], writing(neighbours)),
    );
    expect(sent[0]?.body).toMatchObject({ trigger: { actions: [{ field: 'custom_fields_3', value: ['web'] }] } });
  });
});

describe('ticket fields', () => {
  const native = {
    id: 3,
    type: 'tagger',
    title: 'Bereich',
    raw_title: 'Area',
    custom_field_options: [
      { id: 30, name: 'Eins', raw_name: 'One', value: 'one', default: false, allow_solving: true },
      { id: 31, name: 'Two', raw_name: 'Two', value: 'two', default: true },
    ],
  };
  const field = live('ticket_field', native);

  it("are read in nobody's language", () => {
    expect(field.title).toBe('Area');
    expect(field.attributes).toMatchObject({
      type: 'dropdown',
      title: 'Area',
      options: [
        { key: 'one', name: 'One', default: false },
        { key: 'two', name: 'Two', default: true },
      ],
    });
  });
  it('send all options with their ids', () => {
    const options = [
      { key: 'one', name: 'First' },
      { key: 'two', name: 'Two', default: true },
      { key: 'three', name: 'Three' },
    ];
    const { sent } = run(
      writer('ticket_field').update(field, { ...field.attributes, options }, ['options.one.name'], writing()),
    );
    expect(sent).toEqual([
      {
        method: 'PUT',
        path: '/api/v2/ticket_fields/3',
        body: {
          ticket_field: {
            custom_field_options: [
              { id: 30, value: 'one', name: 'First', default: false, allow_solving: true },
              { id: 31, value: 'two', name: 'Two', default: true },
              { value: 'three', name: 'Three', default: false },
            ],
          },
        },
      },
    ]);
  });
  it('of the system are never created, and identified by their type', () => {
    const { kind } = bound('ticket_field');
    expect(() => run(writer('ticket_field').create({ type: 'priority' }, writing()))).toThrow('cannot be created');
    expect(kind.naturalKey({ type: 'priority', title: 'Dringlichkeit' })).toBe(kind.naturalKey({ type: 'priority' }));
    expect(live('ticket_field', { id: 1, type: 'priority', title: 'Priority', removable: true }).system).toBe(true);
    expect(live('ticket_field', { id: 1, type: 'intent_of_tomorrow', title: 'Intent' }).system).toBe(true);
  });
  it('let go of tags without ever being empty', () => {
    const { kind } = bound('ticket_field');
    const parked = kind.park?.(field.attributes, ['one', 'two']) ?? {};
    expect(kind.claims?.(parked)).toHaveLength(1);
    expect(kind.claims?.(parked)).not.toContain('one');
    expect(kind.claims?.(kind.park?.(field.attributes, ['one']) ?? {})).toEqual(['two']);
  });
  it('lose the placeholder of a swap when they get their options', () => {
    const { kind } = bound('ticket_field');
    const parked = kind.park?.(field.attributes, ['one', 'two']) ?? {};
    const before = { ...field, attributes: parked };
    const target = { ...parked, options: [...[parked.options ?? []].flat(), { key: 'three', name: 'Three' }] };
    const { sent } = run(writer('ticket_field').update(before, target, ['options.three.name'], writing()));
    expect(sent[0]?.body).toEqual({
      ticket_field: { custom_field_options: [{ value: 'three', name: 'Three', default: false }] },
    });
  });
  it('are ordered by one list', () => {
    expect(run(writer('ticket_field').reorder(['3', '1'], undefined, writing())).sent).toEqual([
      { method: 'PUT', path: '/api/v2/ticket_fields/reorder', body: { ticket_field_ids: [3, 1] } },
    ]);
  });
});

describe('webhooks', () => {
  const native = {
    id: '01EJ',
    name: 'Pager',
    endpoint: 'https://pager.example',
    http_method: 'POST',
    request_format: 'json',
    status: 'active',
    subscriptions: ['conditional_ticket_events'],
    custom_headers: { 'X-Old': '1', 'X-Kept': '2' },
    authentication: { type: 'bearer_token', add_position: 'header' },
  };
  it('are for rules unless told otherwise', () => {
    const attributes = { name: 'Pager', authentication: { type: 'bearer_token', token: { $secret: 'env:T' } } };
    const { sent } = run(writer('webhook').create(attributes, writing()), [{ webhook: { id: '01EJ' } }]);
    expect(sent[0]?.body).toEqual({
      webhook: {
        name: 'Pager',
        status: 'active',
        subscriptions: ['conditional_ticket_events'],
        authentication: { type: 'bearer_token', add_position: 'header', data: { token: 'secret of env:T' } },
      },
    });
  });
  it('lose a header by an explicit null, and keep the rest unsent', () => {
    const webhook = live('webhook', native);
    const headers = [{ key: 'X-Kept', value: '2' }];
    const { sent } = run(
      writer('webhook').update(webhook, { ...webhook.attributes, headers }, ['headers.X-Old.value'], writing()),
    );
    expect(sent).toEqual([
      {
        method: 'PATCH',
        path: '/api/v2/webhooks/01EJ',
        body: { webhook: { custom_headers: { 'X-Kept': '2', 'X-Old': null } } },
      },
    ]);
  });
  it('never show the secret parts', () => {
    const webhook = live('webhook', native);
    expect(webhook.attributes.authentication).toEqual({ type: 'bearer_token' });
    expect(bound('webhook').kind.hidden?.(webhook.attributes)).toEqual([['authentication', 'token']]);
  });
  it('of an app are locked', () => {
    expect(live('webhook', { ...native, external_source: { type: 'zendesk_app' } }).locked).toContain('app');
  });
});

describe('the help center', () => {
  const brand = live('brand', { id: 1, name: 'Acme', subdomain: 'acme', default: true });
  const editors = live('permission_group', { id: 2, name: 'Admins', built_in: true });
  const cx = writing({ brand: [brand], permission_group: [editors] });
  const here = { $id: '1', kind: 'brand' };

  it('creates in the default language, as drafts, without notifying anyone', () => {
    const attributes = { brand: here, title: 'First', section: { $id: '4', kind: 'section' }, body: '<p>Hi</p>' };
    const { sent, result } = run(writer('article').create(attributes, cx), [
      { default_locale: 'en-us' },
      { article: { id: 9, title: 'First' } },
    ]);
    expect(sent).toEqual([
      { method: 'GET', path: '/api/v2/help_center/locales', host: 'acme' },
      {
        method: 'POST',
        path: '/api/v2/help_center/sections/4/articles',
        host: 'acme',
        body: {
          article: {
            title: 'First',
            section_id: 4,
            body: '<p>Hi</p>',
            draft: true,
            user_segment_id: null,
            permission_group_id: 2,
            locale: 'en-us',
          },
          notify_subscribers: false,
        },
      },
    ]);
    expect(result.live?.attributes.brand).toEqual(here);
  });
  it('changes words in the translation and the rest in the object', () => {
    const article = live('article', {
      id: 9,
      title: 'First',
      body: '',
      draft: true,
      source_locale: 'en-us',
      brand_id: 1,
      promoted: false,
    });
    const target = { ...article.attributes, body: '<p>x</p>', publish: true, promoted: true };
    const { sent } = run(writer('article').update(article, target, ['body', 'publish', 'promoted'], cx));
    expect(sent.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      {
        method: 'PUT',
        path: '/api/v2/help_center/articles/9',
        body: { article: { promoted: true }, notify_subscribers: false },
      },
      {
        method: 'PUT',
        path: '/api/v2/help_center/articles/9/translations/en-us',
        body: { translation: { body: '<p>x</p>', draft: false } },
      },
    ]);
  });
  it('nests a section in a request of its own', () => {
    const attributes = {
      brand: here,
      name: 'Inner',
      category: { $id: '3', kind: 'category' },
      parent: { $id: '4', kind: 'section' },
      locale: 'en-us',
    };
    const { sent } = run(writer('section').create(attributes, cx), [{ section: { id: 5, name: 'Inner' } }]);
    expect(sent.map(({ method, body }) => ({ method, body }))).toEqual([
      { method: 'POST', body: { section: { name: 'Inner', category_id: 3, locale: 'en-us' } } },
      { method: 'PUT', body: { section: { parent_section_id: 4 } } },
    ]);
  });
});

describe('Slack channels', () => {
  it('are made, then described', () => {
    const made = run(channelWriter.create?.({ name: 'alerts', topic: 'P1 & P2' }, writing()) ?? none(), [
      { channel: { id: 'C0123456789', name: 'alerts' } },
    ]);
    expect(made.sent.map(({ path, body }) => [path, body])).toEqual([
      ['conversations.create', { name: 'alerts', is_private: false }],
      ['conversations.setTopic', { channel: 'C0123456789', topic: 'P1 & P2' }],
    ]);
    expect(made.result.live?.attributes).toMatchObject({ topic: 'P1 & P2', private: false });
  });
  it('that are archived keep their name taken, and are revived', () => {
    const channel = channelObject({ id: 'C0123456789', name: 'alerts', is_archived: true }, true);
    expect(channel.gone).toBe(true);
    expect(channelKind.keyUnique).toBe(true);
    expect(run(channelWriter.revive?.(channel, writing()) ?? none()).sent[0]?.path).toBe('conversations.unarchive');
  });
});

function none(): never {
  throw new Error('not written');
}
