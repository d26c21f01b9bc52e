/** What the platform does along with an update. */
import { expect, test } from 'vitest';
import {
  ADMIN,
  AGENT,
  act,
  CATEGORY,
  CUSTOMER,
  DAY,
  fired,
  GROUP,
  HOUR,
  OTHER_AGENT,
  OTHER_GROUP,
  PRODUCTS,
  rule,
  run,
  START,
  TELL,
  when,
} from './kit.ts';

const LATER = START + HOUR;

test('a customer who answers opens a ticket that waits or was solved; an agent does not', () => {
  for (const status of ['pending', 'hold', 'solved']) {
    const reply = (by: string) =>
      run({}, { ticket: { set: { status } }, events: [{ at: LATER, by, comment: { body: 'x' } }] }).ticket.status;
    expect(reply(CUSTOMER)).toBe('open');
    expect(reply(AGENT)).toBe(status);
  }
});

test('a reply to a closed ticket changes nothing and asks for a follow-up', () => {
  const outcome = run(
    { triggers: [rule('it', [when('update_type', 'is', 'Change')], [TELL])] },
    { ticket: { set: { status: 'closed' } }, events: [{ at: LATER, by: CUSTOMER, comment: { body: 'again' } }] },
  );
  expect(outcome.ticket.comments).toHaveLength(1);
  expect(fired(outcome)).toEqual([]);
  expect(outcome.findings.map(({ kind }) => kind)).toEqual(['follow_up']);
});

test('a new ticket that gets an assignee is open, in a group of theirs', () => {
  const { ticket } = run({}, { events: [{ at: LATER, by: ADMIN, set: { assignee_id: OTHER_AGENT } }] });
  expect(ticket).toMatchObject({ status: 'open', assignee_id: OTHER_AGENT, group_id: OTHER_GROUP, agent_stations: 1 });
});

test('an assignee who is not in the new group loses the ticket', () => {
  const move = (assignee_id: string) =>
    run(
      {},
      {
        ticket: { set: { assignee_id, group_id: GROUP } },
        events: [{ at: LATER, by: ADMIN, set: { group_id: OTHER_GROUP } }],
      },
    ).ticket.assignee_id;
  expect(move(AGENT)).toBe('');
  expect(move(ADMIN)).toBe(ADMIN);
});

test('a ticket cannot be new again', () => {
  const { ticket } = run(
    {},
    { ticket: { set: { status: 'open' } }, events: [{ at: LATER, by: AGENT, set: { status: 'new' } }] },
  );
  expect(ticket.status).toBe('open');
});

test('drop-downs and their tags are one', () => {
  const field = (outcome: ReturnType<typeof run>, id: string) => outcome.ticket.custom_fields.get(id) ?? null;
  const chosen = run({}, { ticket: { set: { custom_fields: [{ id: CATEGORY, value: 'billing' }] } } });
  expect(chosen.ticket.tags).toEqual(['shop', 'billing']);
  const events = [{ at: LATER, by: AGENT, set: { custom_fields: [{ id: CATEGORY, value: 'bug_report' }] } }];
  const moved = run({}, { ticket: { set: { tags: ['billing'] } }, events });
  expect(moved.ticket.tags).toEqual(['bug_report']);
  const untagged = run(
    { triggers: [rule('it', [], [act('remove_tags', 'billing')])] },
    { ticket: { set: { tags: ['billing', 'x'] } } },
  );
  expect(field(untagged, CATEGORY)).toBeNull();
  const several = run({ triggers: [rule('it', [], [act('current_tags', 'app web ticked')])] });
  expect(field(several, PRODUCTS)).toEqual(['app', 'web']);
  expect(field(several, '101')).toBe(true);
  const replaced = run(
    { triggers: [rule('it', [], [act('set_tags', 'only')])] },
    { ticket: { set: { tags: ['billing'] } } },
  );
  expect(replaced.ticket.tags).toEqual(['only']);
  expect(field(replaced, CATEGORY)).toBeNull();
});

test('a new ticket takes over organization and tags of its requester, unless the account does not tag people', () => {
  expect(run({}).ticket).toMatchObject({ organization_id: '7', tags: ['shop'] });
  expect(run({ settings: { user: { tagging: false } } }).ticket.tags).toEqual([]);
});

test('custom statuses: the status is the category', () => {
  const custom_statuses = [
    { id: 1, status_category: 'open', agent_label: 'Open', default: true },
    { id: 2, status_category: 'pending', agent_label: 'Waits for parts' },
  ];
  const triggers = [rule('it', [when('custom_status_id', 'includes', ['2'])], [TELL])];
  const events = [{ at: LATER, by: AGENT, set: { custom_status_id: 2 } }];
  const outcome = run({ custom_statuses, triggers }, { ticket: { set: { status: 'open' } }, events });
  expect(outcome.snapshots.map(({ ticket }) => [ticket.status, ticket.custom_status_id])).toEqual([
    ['open', '1'],
    ['pending', '2'],
  ]);
  expect(fired(outcome)).toEqual(['it']);
});

test('a macro is one update of the agent, its comment included', () => {
  const macros = [
    rule(
      'Solve',
      [],
      [
        act('status', 'solved'),
        act('comment_value', ['channel:all', 'Bye, {{ticket.requester.first_name}}']),
        act('comment_value_html', '<p>Bye, {{ticket.requester.first_name}}</p>'),
        act('assignee_id', 'current_user'),
      ],
      { id: 77 },
    ),
  ];
  const triggers = [rule('it', [when('status', 'value', 'solved'), when('comment_is_public', 'is', 'true')], [TELL])];
  const outcome = run({ macros, triggers }, { events: [{ at: LATER, by: AGENT, macro: '77' }] });
  expect(fired(outcome)).toEqual(['Solve', 'it']);
  expect(outcome.ticket).toMatchObject({ status: 'solved', assignee_id: AGENT, group_id: GROUP });
  expect(outcome.ticket.comments.at(-1)).toMatchObject({ body: 'Bye, Carl', public: true, by: AGENT });
});

test('the agent’s own words go before those of the macro, whose note stays a note', () => {
  const macros = [
    rule('Note', [], [act('comment_value', 'drafted'), act('comment_mode_is_public', 'false')], { id: 78 }),
  ];
  const events = [
    { at: LATER, by: AGENT, macro: '78' },
    { at: LATER + HOUR, by: AGENT, macro: '78', comment: { body: 'own' } },
  ];
  const { comments } = run({ macros }, { events }).ticket;
  expect(comments.slice(1).map((comment) => [comment.body, comment.public])).toEqual([
    ['drafted', false],
    ['own', true],
  ]);
});

test('a survey is offered once, and only a ticket that was solved is rated', () => {
  const automations = [
    rule(
      'Offer',
      [when('status', 'is', 'solved'), when('SOLVED', 'is', '24'), when('satisfaction_score', 'is', 'unoffered')],
      [
        act('notification_user', ['requester_id', 'How was it?', '{{satisfaction.rating_section}}']),
        act('satisfaction_score', 'offered'),
      ],
    ),
  ];
  const triggers = [
    rule('unhappy', [when('satisfaction_score', 'is', 'bad_with_comment')], [act('current_tags', 'unhappy')]),
  ];
  const rating = { score: 'bad' as const, comment: 'slow' };
  const outcome = run(
    { automations, triggers },
    {
      ticket: { set: { assignee_id: AGENT } },
      events: [
        { at: LATER, rating },
        { at: LATER + HOUR, by: AGENT, set: { status: 'solved' } },
        { at: LATER + 2 * DAY, rating },
      ],
    },
  );
  expect(outcome.findings.map(({ message }) => message)).toEqual(['the ticket was never solved: it cannot be rated']);
  expect(outcome.notifications.filter(({ rule: { title } }) => title === 'Offer')).toHaveLength(1);
  expect(outcome.ticket).toMatchObject({ satisfaction: 'bad_with_comment', tags: ['shop', 'unhappy'] });
});

test('whether good includes good with a comment is an option', () => {
  const triggers = [rule('it', [when('satisfaction_score', 'is', 'good')], [TELL])];
  const story = {
    ticket: { set: { status: 'solved' } },
    events: [{ at: LATER, rating: { score: 'good' as const, comment: 'nice' } }],
  };
  expect(fired(run({ triggers }, story))).toEqual([]);
  expect(fired(run({ triggers }, story, { ratingIncludesComment: true }))).toEqual(['it']);
});

test('a channel that there is not is said', () => {
  const { findings } = run(
    {},
    { ticket: { via: 'pigeon' }, events: [{ at: LATER, by: AGENT, via: 'chat', set: { type: 'task' } }] },
  );
  expect(findings.map(({ message }) => message)).toEqual(['there is no channel pigeon']);
});

test('what an update cannot set, or names wrongly, is said', () => {
  const set = { status: 'done', priorty: 'high', custom_fields: [{ id: 999, value: 'x' }] };
  const { findings } = run(
    {},
    {
      events: [
        { at: LATER, by: AGENT, set },
        { at: START - HOUR, by: AGENT, set },
      ],
    },
  );
  expect(findings.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
    'refused_update: an event lies before the creation of the ticket',
    'missing_reference: the account has no ticket field 999',
    'refused_update: there is no status done',
    'refused_update: a ticket has no attribute priorty that an update could set',
  ]);
});

test('an action that names what is gone says so and changes nothing', () => {
  const gone = [
    act('group_id', '99'),
    act('assignee_id', '98'),
    act('set_schedule', '97'),
    act('custom_fields_96', 'x'),
    act('notification_webhook', ['95', '{}']),
  ];
  const outcome = run({ triggers: [rule('it', [], gone)] });
  expect(outcome.ticket).toMatchObject({ group_id: '', assignee_id: '' });
  expect(outcome.findings.map(({ message }) => message.replace(/.*: /, ''))).toEqual([
    'the account has no group 99',
    'the account has no user 98',
    'the account has no schedule 97',
    'the account has no ticket field 96',
    'the account has no webhook 95',
  ]);
});
