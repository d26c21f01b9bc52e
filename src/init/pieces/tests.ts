/** tests/routing.yaml: sample tickets that show what the first rules do, for a client to go on with. */
import { renderKey } from '../../spec/render.ts';
import { GENERAL, type Job, type Piece } from '../job.ts';
import { hasOffices } from './fields.ts';

/** Each team, each office, and the one mail that every customer gets. */
export function testsPiece(job: Job): Piece {
  const [first, ...others] = job.teams;
  const offices = hasOffices(job) ? job.officeKeys : [];
  const rows = [
    ...[GENERAL, '~'].map((option) => `      - [${option}, ${renderKey(first?.key ?? 'none')}, p3]`),
    ...others.map(({ key }) => `      - [${renderKey(key)}, ${renderKey(key)}, p3]`),
  ];
  const lines = [
    '# Sample tickets through the rules: `supportctl test` runs them offline. Write one for each promise before the rule that keeps it.',
    '',
    'fixtures:',
    ...(offices.length === 0 ? [] : ['  organizations:', ...offices.map(organization)]),
    '  people:',
    '    customer: {}',
    ...offices.map((key) => `    customer_of_${key}: {organization: ${renderKey(key)}}`),
    '',
    `defaults: {from: customer, channel: web_form, at: ${dayOf(job.today)} 10:00}`,
    '',
    'tables:',
    '  - name: Each team gets what customers choose for it',
    '    columns: [fields.category, expect.group, expect.priority]',
    '    rows:',
    ...rows,
    ...(offices.length === 0
      ? []
      : [
          '  - name: The hours of the office that customers belong to count',
          '    columns: [from, expect.schedule]',
          '    rows:',
          ...offices.map((key) => `      - [customer_of_${key}, ${renderKey(key)}]`),
        ]),
    '',
    'cases:',
    '  - name: Customers are told once that their request has arrived',
    '    expect: {mails: [{to: requester, times: 1}]}',
  ];
  return { sheets: [], texts: new Map([['tests/routing.yaml', `${lines.join('\n')}\n`]]), notes: [] };
}

function organization(key: string): string {
  return `    ${renderKey(key)}: {fields: {support_office: office_${key}}}`;
}

function dayOf(today: Date): string {
  return today.toISOString().slice(0, 10);
}
