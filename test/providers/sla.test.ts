import { describe, expect, it } from 'vitest';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { sla } from '../../src/providers/zendesk/kinds/sla.ts';
import { ticketField } from '../../src/providers/zendesk/kinds/ticket-field.ts';
import { formatting, node, parsing, run, throughSpec, writing } from './support.ts';

const { kind, writer } = sla;
const { targets, advanced, when } = kind.attributes;
const metric = (priority: string, name: string, target: number, business_hours: boolean, more = {}) => ({
  priority,
  metric: name,
  target,
  business_hours,
  ...more,
});

function need<T>(given: T | undefined): T {
  if (given === undefined) throw new Error('missing');
  return given;
}

function parsed(value: Parameters<typeof node>[0]) {
  const cx = parsing();
  return { value: need(targets).parse(node(value), cx), said: cx.reports.map(({ summary, hint }) => hint ?? summary) };
}

describe('targets of SLA policies', () => {
  it('are written by priority, with hours for all of it or for one', () => {
    const { value, said } = parsed({
      p1: { hours: 'calendar', first_reply: '1h', resolution: { target: '1d2h30m', hours: 'business' } },
      low: { first_reply: { target: '90s', hours: 'business' } },
    });
    expect(said).toEqual([]);
    expect(value).toEqual({
      urgent: {
        first_reply: { minutes: 60, hours: 'calendar' },
        resolution: { minutes: 1590, hours: 'business' },
      },
      low: { first_reply: { minutes: 1.5, hours: 'business' } },
    });
  });

  it.each([
    [{ p9: { hours: 'business', first_reply: '1h' } }, 'The priority "p9" is not known'],
    [{ low: { hours: 'busines', first_reply: '1h' } }, 'Did you mean "business"?'],
    [{ low: { hours: 'business', first_replies: '1h' } }, 'Did you mean "first_reply"?'],
    [{ low: { first_reply: '1h' } }, 'Say in which hours the priority counts: business or calendar'],
    [{ low: { hours: 'business', first_reply: 90 } }, '90 must be a length of time such as 30m, 4h or 1d2h30m'],
    [{ low: { hours: 'business', first_reply: '2h1d' } }, '"2h1d" must be a length of time such as 30m, 4h or 1d2h30m'],
    [{ low: { hours: 'business', first_reply: { hours: 'calendar' } } }, '"target" is missing'],
    [{ low: { hours: 'business', first_reply: { target: '1h', hour: 'calendar' } } }, 'Did you mean "hours"?'],
    [{ low: { hours: 'business' } }, 'The priority has no target'],
    [
      { p1: { hours: 'business', first_reply: '1h' }, urgent: { hours: 'business', first_reply: '1h' } },
      'The priority urgent has targets already',
    ],
  ])('say what is wrong with %j', (given, says) => {
    const { value, said } = parsed(given);
    expect(value).toBeUndefined();
    expect(said).toEqual([says]);
  });

  it('come back from the platform in seconds where it has them, and nothing is lost', () => {
    const native = [
      metric('urgent', 'first_reply_time', 2, true, { target_in_seconds: 90 }),
      metric('urgent', 'total_resolution_time', 240, false, { target_in_seconds: null }),
      metric('urgent', 'agent_work_time', 120, false),
      metric('low', 'group_ownership_time', 1590, true),
    ];
    const value = need(targets).decode(native);
    expect(need(targets).format(value, formatting)).toEqual(
      new Map([
        [
          'urgent',
          new Map<string, unknown>([
            ['hours', 'calendar'],
            ['first_reply', { target: '1m30s', hours: 'business' }],
            ['resolution', '4h'],
            ['agent_work', '2h'],
          ]),
        ],
        [
          'low',
          new Map([
            ['hours', 'business'],
            ['other("group_ownership_time")', '1d2h30m'],
          ]),
        ],
      ]),
    );
    expect(throughSpec(need(targets), value)).toEqual({ value, reports: [] });
    expect(need(targets).encode(value, writing())).toEqual([
      metric('urgent', 'first_reply_time', 2, true, { target_in_seconds: 90 }),
      metric('urgent', 'total_resolution_time', 240, false),
      metric('urgent', 'agent_work_time', 120, false),
      metric('low', 'group_ownership_time', 1590, true),
    ]);
  });
});

describe('SLA policies', () => {
  const tier = liveObject(ticketField, {
    id: 42,
    type: 'tagger',
    title: 'Tier',
    custom_field_options: [
      { id: 1500020384301, value: 'gold', name: 'Gold' },
      { id: 1500020384302, value: 'silver', name: 'Silver' },
    ],
  });
  const native = {
    id: 36,
    title: 'Paying',
    description: null,
    position: 2,
    filter: {
      all: [
        { field: 'ticket_fields_42', operator: 'includes', value: [1500020384301] },
        { field: 'ticket_type_id', operator: 'is', value: 2 },
      ],
      any: [],
    },
    policy_metrics: [metric('high', 'first_reply_time', 30, false)],
    metric_settings: {
      first_reply_time: { fulfill_on_agent_internal_note: true, newer: true },
      agent_work_time: { unheard_of: true },
    },
  };
  const read = need(sla.translate).read(native, () => [tier]);
  const policy = { ...liveObject(sla, read), native };

  it('speak tags and words where filters hold ids and numbers', () => {
    expect(need(sla.translate).needs([native])).toEqual(['ticket_field']);
    expect(policy.attributes.when).toEqual({
      all: [
        { field: { $id: '42', kind: 'ticket_field' }, operator: 'includes', value: 'gold' },
        { field: 'type', operator: 'is', value: 'incident' },
      ],
      any: [],
    });
  });

  it('are updated whole, and settings that nobody here knows stay', () => {
    const target = {
      ...policy.attributes,
      when: {
        all: [{ field: { $id: '42', kind: 'ticket_field' }, operator: 'includes', value: ['gold', 'silver'] }],
        any: [],
      },
      advanced: { first_reply_fulfill_on_agent_internal_note: false },
    };
    const changed = ['when', 'advanced.first_reply_fulfill_on_agent_internal_note'];
    const { sent } = run(need(writer?.update)(policy, target, changed, writing({ ticket_field: [tier] })));
    expect(sent).toEqual([
      {
        method: 'PUT',
        path: '/api/v2/slas/policies/36',
        body: {
          sla_policy: {
            title: 'Paying',
            description: null,
            filter: {
              all: [{ field: 'ticket_fields_42', operator: 'includes', value: ['1500020384301', '1500020384302'] }],
              any: [],
            },
            policy_metrics: native.policy_metrics,
            metric_settings: {
              first_reply_time: { fulfill_on_agent_internal_note: false, newer: true },
              agent_work_time: { unheard_of: true },
            },
          },
        },
      },
    ]);
  });

  it('without a filter are for all tickets, and without settings have the standard ones', () => {
    const bare = liveObject(sla, { id: 1, title: 'All', filter: null, policy_metrics: [] });
    expect(bare.attributes.when).toEqual(when?.implied);
    expect(bare.attributes.advanced).toEqual(advanced?.platformDefault);
    const { sent } = run(need(writer?.update)(bare, { ...bare.attributes, title: 'Every' }, ['title'], writing()));
    expect(sent[0]?.body).toEqual({ sla_policy: { title: 'Every', filter: { all: [], any: [] }, policy_metrics: [] } });
  });

  it('are ordered by one list of all, and deleted with a loss', () => {
    expect(run(need(writer?.reorder)(['3', '1'], undefined, writing())).sent).toEqual([
      { method: 'PUT', path: '/api/v2/slas/policies/reorder', body: { sla_policy_ids: [3, 1] } },
    ]);
    expect(run(need(writer?.remove)(policy, writing())).sent).toEqual([
      { method: 'DELETE', path: '/api/v2/slas/policies/36' },
    ]);
    expect(kind.deletionLoses?.([])).toContain('targets');
  });
});
