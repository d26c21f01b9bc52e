/** Mails, webhooks and the texts in them. */
import { describe, expect, test } from 'vitest';
import type { Account, Native } from '../../src/simulate/index.ts';
import { AGENT, act, CATEGORY, CUSTOMER, fired, GROUP, HOUR, OTHER_AGENT, rule, run, START, when } from './kit.ts';

const CREATED = when('update_type', 'is', 'Create');
const CHANGED = when('update_type', 'is', 'Change');

function mailTo(recipient: string, body = 'text'): Native {
  return act('notification_user', [recipient, 'Re: {{ticket.title}}', body]);
}

/** The text of one mail about a new ticket. */
function rendered(body: string, more: Partial<Account> = {}, set: Native = {}) {
  const outcome = run(
    { ...more, triggers: [rule('it', [CREATED], [mailTo('requester_id', body)])] },
    { ticket: { set } },
  );
  return {
    text: outcome.notifications[0]?.body,
    findings: outcome.findings.map(({ kind, message }) => `${kind}: ${message}`),
  };
}

describe('mails', () => {
  const people = (recipient: string, set: Native = {}) =>
    run({ triggers: [rule('it', [CREATED], [mailTo(recipient)])] }, { ticket: { set } }).notifications[0];

  test('go to whom the action names', () => {
    expect(people('requester_id')?.to).toEqual(['carl@shop.example']);
    expect(people('requester_and_ccs', { email_cc_ids: ['3'] })?.to).toEqual(['carl@shop.example', 'bob@acme.example']);
    expect(people('assignee_id', { assignee_id: AGENT })?.to).toEqual(['ann@acme.example']);
    expect(people('current_user')?.to).toEqual(['carl@shop.example']);
    expect(people('all_agents')?.to).toHaveLength(4);
    expect(people(OTHER_AGENT)?.to).toEqual(['bob@acme.example']);
    expect(people('assignee_id')).toMatchObject({ to: [], suppressed: 'there is nobody to write to' });
  });

  test('to groups go to the members of the ticket’s group', () => {
    const triggers = [rule('it', [CREATED], [act('notification_group', ['group_id', 's', 'b'])])];
    const ticket = { set: { group_id: GROUP } };
    expect(run({ triggers }, { ticket }).notifications[0]?.to).toEqual(['ann@acme.example', 'ada@acme.example']);
    expect(run({ triggers }, {}).notifications[0]?.suppressed).toBe('the ticket has no group');
  });

  test('to requester and CCs are not sent about a private comment, though the trigger fires', () => {
    const triggers = [rule('it', [CHANGED], [mailTo('requester_and_ccs')])];
    const outcome = run(
      { triggers },
      { events: [{ at: START + HOUR, by: AGENT, comment: { body: 'n', public: false } }] },
    );
    expect(fired(outcome)).toEqual(['it']);
    expect(outcome.notifications.map(({ suppressed }) => suppressed)).toEqual(['the comment is private']);
  });

  test('between accounts of the platform are not sent, so that they cannot answer each other', () => {
    const triggers = [rule('it', [CREATED], [mailTo('requester_id')])];
    const requester = { id: 'r', name: 'Other desk', email: 'support@other.zendesk.com', role: 'end-user' };
    expect(run({ triggers }, { ticket: { requester } }).notifications[0]?.suppressed).toContain('would come back');
  });
});

describe('webhooks', () => {
  const hook = (endpoint: string) => ({ id: 'W', name: 'Hook', status: 'active', http_method: 'PUT', endpoint });
  const elsewhere = hook('https://ops.example/page');
  const own = hook('https://acme.zendesk.com/api/v2/tickets/{{ticket.id}}.json');

  test('carry their rendered body; an inactive one carries none', () => {
    const triggers = [rule('it', [CREATED], [act('notification_webhook', ['W', '{"id": {{ticket.id}}}'])])];
    expect(run({ triggers, webhooks: [elsewhere] }).notifications).toMatchObject([
      { kind: 'webhook', to: ['Hook'], target: 'W', body: '{"id": 1}' },
    ]);
    const off = run({ triggers, webhooks: [{ ...elsewhere, status: 'inactive' }] });
    expect(off.notifications[0]?.suppressed).toBe('the webhook Hook is inactive');
  });

  test('to the account’s own tickets are updates of their own, with a cycle of their own', () => {
    const triggers = [
      rule(
        'call',
        [CREATED],
        [
          act('notification_webhook', [
            'W',
            '{"ticket": {"priority": "high", "comment": {"body": "by API", "public": false}}}',
          ]),
        ],
      ),
      rule(
        'seen',
        [CHANGED, when('current_via_id', 'is', '5'), when('priority', 'value', 'high')],
        [act('current_tags', 'seen')],
      ),
    ];
    const outcome = run({ triggers, webhooks: [own] });
    expect(fired(outcome)).toEqual(['call', 'seen']);
    expect(outcome.ticket).toMatchObject({ priority: 'high', tags: ['shop', 'seen'] });
    expect(outcome.ticket.comments.at(-1)).toMatchObject({ body: 'by API', public: false });
  });

  test('a story says what an outside service does', () => {
    const triggers = [rule('ask', [CREATED], [act('notification_webhook', ['W', '{}'])])];
    const webhooks = [{ webhook: 'W', by: OTHER_AGENT, set: { additional_tags: ['scored'] } }];
    const outcome = run({ triggers, webhooks: [elsewhere] }, { webhooks });
    expect(outcome.ticket.tags).toContain('scored');
    expect(outcome.steps.filter((step) => step.kind === 'update')).toMatchObject([
      { by: CUSTOMER },
      { by: OTHER_AGENT, via: '5' },
    ]);
  });

  test('that set themselves off are a loop, and the run ends', () => {
    const body = '{"ticket": {"additional_tags": ["x"]}}';
    const triggers = [rule('loop', [CHANGED], [act('notification_webhook', ['W', body])])];
    const outcome = run(
      { triggers, webhooks: [own] },
      { events: [{ at: START + HOUR, by: AGENT, comment: { body: 'x' } }] },
    );
    expect(outcome.fired).toHaveLength(26);
    expect(outcome.findings).toMatchObject([{ kind: 'loop', rule: { title: 'loop' } }]);
  });
});

describe('placeholders', () => {
  test('of ticket, people, organization, fields, comments', () => {
    const body = [
      '{{ticket.id}} {{ticket.title}} {{ticket.status}} {{ticket.priority}} {{ticket.via}} {{ticket.group.name}}',
      '{{ticket.requester.first_name}} {{ticket.requester.last_name}} {{ticket.assignee.email}} {{current_user.name}}',
      '{{ticket.organization.name}} {{ticket.organization.custom_fields.tier}} {{ticket.tags}} {{ticket.account}}',
      `{{ticket.ticket_field_${CATEGORY}}} {{ticket.ticket_field_option_title_${CATEGORY}}}`,
      '{{ticket.created_at}} {{ticket.created_at_with_timestamp}} {{ticket.in_business_hours}}',
      '{{ticket.latest_comment}} / {{ticket.latest_comment.author.name}} / {{ticket.description}}',
      '{% for comment in ticket.comments %}{{comment.author.first_name}}: {{comment.body}}{% endfor %}',
      '{{ticket.link}}',
    ].join('\n');
    const set = { priority: 'high', assignee_id: AGENT, custom_fields: [{ id: CATEGORY, value: 'billing' }] };
    expect(rendered(body, {}, set)).toEqual({
      text: [
        '1 Printer Open High Mail Tier 1',
        'Carl Customer ann@acme.example Carl Customer',
        'Shop gold shop billing acme',
        'billing Billing',
        'November 18, 2026 2026-11-18T14:00Z true',
        'It does not print. / Carl Customer / It does not print.',
        'Carl: It does not print.',
        'https://acme.zendesk.com/agent/tickets/1',
      ].join('\n'),
      findings: [],
    });
  });

  test('of dynamic content come in the language of the requester, and may hold others', () => {
    const dynamic_content = [
      {
        placeholder: '{{dc.greeting}}',
        default_locale_id: 1,
        variants: [
          { locale_id: 1, content: 'Hello {{ticket.requester.first_name}}, {{dc.sign}}', default: true },
          { locale_id: 8, content: 'Hallo {{ticket.requester.first_name}}, {{dc.sign}}' },
        ],
      },
      { placeholder: '{{dc.sign}}', variants: [{ locale_id: 1, content: 'Acme', default: true }] },
    ];
    const locales = [{ id: 1, locale: 'en-US', name: 'English', default: true }];
    expect(rendered('{{dc.greeting}}', { dynamic_content, locales }).text).toBe('Hello Carl, Acme');
    const users = [{ id: 2, name: 'Carla', email: 'c@x.example', role: 'end-user', locale_id: 8 }];
    expect(rendered('{{dc.greeting}}', { dynamic_content, locales, users }).text).toBe('Hallo Carla, Acme');
  });

  test('that are unknown are empty and reported, once for a rule', () => {
    const { text, findings } = rendered(
      'a{{ticket.requestor.name}}b{{ticket.Title}}{{dc.gone}}{{ticket.requester.shoe}}',
    );
    expect(text).toBe('ab');
    expect(findings).toEqual([
      'unknown_placeholder: unknown placeholder {{ticket.requestor.name}}',
      'unknown_placeholder: unknown placeholder {{ticket.Title}}',
      'unknown_placeholder: unknown placeholder {{ticket.requester.shoe}}',
      'unknown_placeholder: unknown placeholder {{dc.gone}}',
    ]);
  });

  test('that cannot be parsed stay as they are, with the reason', () => {
    const { text, findings } = rendered('{% if ticket.id %}never closed');
    expect(text).toBe('{% if ticket.id %}never closed');
    expect(findings[0]).toContain('template_error: tag {% if ticket.id %} not closed');
  });

  test('see the hour of the story, not of this machine, and read no file', () => {
    expect(rendered("{{ 'now' | date: '%Y-%m-%d %H:%M' }}").text).toBe('2026-11-18 09:00');
    expect(rendered("{% include '/etc/passwd' %}").findings[0]).toContain('template_error');
  });

  test('of the author’s words can be kept back from mails between strangers', () => {
    const triggers = [
      rule(
        'it',
        [CREATED],
        [mailTo('requester_id', '{{ticket.description}}|{{ticket.comments_formatted}}|{{ticket.id}}')],
      ),
    ];
    const outcome = run({ triggers }, {}, { blankCommentsToStrangers: true });
    expect(outcome.notifications[0]).toMatchObject({ subject: 'Re: ', body: '||1' });
  });
});
