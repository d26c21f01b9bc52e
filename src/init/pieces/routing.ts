/** routing.yaml: what happens to a ticket when it comes in. */
import type { SpecObject } from '../../core/spec-node.ts';
import type { Job, Piece } from '../job.ts';
import type { SheetBlock } from '../sheet.ts';
import { filled } from '../templates.ts';
import { hasOffices } from './fields.ts';
import { hoursLines } from './hours-text.ts';
import { trigger } from './trigger.ts';

const CREATED = { field: 'update_type', is: 'create' } as const;
/** The platform's own title: under it the trigger that every account begins with is taken over. */
const RECEIVED = 'Notify requester and CCs of received request';
const FROM_CUSTOMER: readonly SpecObject[] = [
  CREATED,
  { field: 'status', is_not: 'solved' },
  { field: 'privacy', is: 'public' },
  { field: 'comment', is: 'public' },
  { field: 'current_user', is: 'end_user' },
];

/** Triggers: priority, team, hours, acknowledgement. */
export function routingPiece(job: Job): Piece {
  return {
    sheets: [
      {
        path: 'routing.yaml',
        intro: [
          'What happens to a ticket when it comes in. Order in this file is order on the platform.',
          'Triggers that others made keep their place among these.',
        ],
        sections: [
          {
            path: ['trigger_categories'],
            blocks: [
              { key: 'routing', value: { name: job.words.routing.category } },
              {
                key: 'notifications',
                value: { name: 'Notifications', lifecycle: { adopt: true } },
                comment: ['Every account begins with this category.'],
              },
            ],
          },
          { path: ['triggers'], blocks: [...routes(job), ...acknowledgements(job)] },
        ],
      },
    ],
    notes: [],
  };
}

function routes(job: Job): readonly SheetBlock[] {
  const { words, teams } = job;
  const [first, ...others] = teams;
  const priority = routing(
    'default_priority',
    words.routing.priority,
    { field: 'priority', is: 'none' },
    'priority',
    'p3',
  );
  return [
    { ...priority, comment: ['Targets depend on the priority: without one a ticket has none.'] },
    ...(hasOffices(job) ? schedules(job) : []),
    ...others.map(({ key, name }) =>
      routing(
        `route_${key}`,
        `${words.routing.route}${name}`,
        { field: 'ticket_field.category', is: key },
        'group',
        key,
      ),
    ),
    ...(first === undefined
      ? []
      : [
          routing(
            'everything_else',
            `${words.routing.rest}${first.name}`,
            { field: 'group', is: 'none' },
            'group',
            first.key,
          ),
        ]),
  ];
}

/** The first office's schedule is the platform's default: no rule sets it. */
function schedules({ words, answers, officeKeys }: Job): readonly SheetBlock[] {
  return answers.offices.slice(1).map(({ name }, index) => {
    const key = officeKeys[index + 1] ?? 'office';
    const here = { field: 'organization_field.support_office', is: `office_${key}` };
    return routing(`hours_of_${key}`, `${words.routing.schedule}${name}`, here, 'schedule', key);
  });
}

/** One attribute of a new ticket, where one thing holds. */
function routing(key: string, title: string, where: SpecObject, attribute: string, value: string): SheetBlock {
  return trigger({ key, title, category: 'routing' }, [CREATED, where], [{ set: { [attribute]: value } }]);
}

/** One mail and never two: the platform's own trigger is taken over, and what is said outside hours excludes it. */
function acknowledgements(job: Job): readonly SheetBlock[] {
  const { words, features, language } = job;
  const knowsHours = features.schedules !== 'none';
  function acknowledgement(key: string, title: string, hours: boolean, body: string): SheetBlock {
    const during: readonly SpecObject[] = knowsHours ? [{ field: 'in_business_hours', is: hours }] : [];
    const mail = { notify_user: { to: 'requester_and_ccs', subject: words.received.subject, body } };
    return trigger({ key, title, category: 'notifications' }, [...FROM_CUSTOMER, ...during], [mail]);
  }
  const received = acknowledgement('received', RECEIVED, true, filled(`${language}/received.txt`, {}));
  const adopted: SheetBlock = {
    key: received.key,
    value: { ...received.value, lifecycle: { adopt: true } },
    comment: [
      "The platform's own acknowledgement, taken over by its title: one of our own beside it would send two mails.",
      'On an account that was opened in another language it has another title: put that one here.',
    ],
  };
  if (!knowsHours) return [adopted];
  const closed = filled(`${language}/closed.txt`, { hours: hoursLines(job).join('\n') });
  return [adopted, acknowledgement('received_closed', words.received.closedTitle, false, closed)];
}
