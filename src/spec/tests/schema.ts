/** The shape of a test file as zod schemas; who is meant by a name is judged afterwards, against the spec. */
import { z } from 'zod';
import { KEY_PATTERN } from '../../core/address.ts';
import { METRICS } from './words.ts';

const key = z.string().regex(KEY_PATTERN, 'a key is made of small letters, digits, `_` and `-`');
const text = z.string().min(1);
const name = text.describe('A key of the spec, or an address such as group.tier1.');
const names = z.array(name);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const fields = z
  .record(z.string(), z.union([scalar, z.array(z.string())]))
  .describe('Key of a field → value, option, or none.');
const tags = z.array(z.union([z.string(), z.number()]));
const moment = z
  .string()
  .describe('Local time of the client, `2027-03-02 10:00`, a zone behind it if another is meant, or ISO 8601.');
const duration = z.string().describe('A length of time such as 30m, 4h or 1d2h30m.');

const ticket = {
  status: z.string(),
  priority: z.string().describe('A key of `priorities`, or a level.'),
  type: z.string(),
  group: name,
  assignee: name.describe('A person of the fixtures, or none.'),
  form: name,
  brand: name,
  subject: z.string(),
  tags,
  fields,
};

const due = z
  .partialRecord(z.enum(METRICS), z.string())
  .describe('Target → when it falls due: a local time, a length of time after the ticket came, none, paused or done.');
const mail = z.union([
  name,
  z.strictObject({
    to: name.optional().describe('requester, a person, or a group.'),
    subject: text.optional().describe('Words in it.'),
    body: text.optional().describe('Words in it.'),
    times: z.int().min(0).optional().describe('How many such mails; at least one if not said.'),
  }),
]);
const webhook = z.union([
  name,
  z.strictObject({
    webhook: name.optional(),
    channel: name.optional().describe('A Slack channel of the spec whose id is in the call.'),
    contains: text.optional().describe('Words in the call.'),
    times: z.int().min(0).optional().describe('How many such calls; at least one if not said.'),
  }),
]);
const many = {
  tags: tags.describe('Tags that it has.'),
  fired: names.describe('Rules that fired: addresses, keys, or live("Title").'),
  views: names.describe('Views that it is in.'),
  breached: z.array(z.enum(METRICS)).describe('Targets that were missed.'),
  mails: z.array(mail).describe('Mails that went out.'),
  webhooks: z.array(webhook).describe('Calls of webhooks that went out.'),
};

const Not = z.strictObject(many).partial().describe('What must not be so.');
const Expect = z
  .strictObject({
    group: name,
    assignee: name,
    priority: z.string(),
    status: z.string(),
    type: z.string(),
    form: name,
    brand: name,
    schedule: name,
    satisfaction: z.string(),
    fields,
    sla: name.describe('The SLA policy that it has, or none.'),
    due,
    ...many,
    not: Not,
  })
  .partial();

const Given = z
  .strictObject({
    ...ticket,
    at: moment.optional().describe('When the ticket comes in.'),
    from: name.optional().describe('The requester: a person of the fixtures.'),
    by: name.optional().describe('Who writes it, if not the requester.'),
    channel: z.string().optional().describe('How it comes in; web_form if not said.'),
    to: name.optional().describe('The support address that it is written to.'),
    comment: text.optional().describe('The first message.'),
    note: text.optional().describe('The first message, as an internal note.'),
    expect: Expect.optional().describe('What is so as soon as it has come in.'),
  })
  .partial();

const Change = z.strictObject({ ...ticket, requester: name, add_tags: tags, remove_tags: tags }).partial();
const Event = z.strictObject({
  after: duration.optional().describe('Since what came before; a minute if nothing is said.'),
  at: moment.optional(),
  by: name.optional().describe('requester, assignee, or a person of the fixtures.'),
  channel: z.string().optional(),
  comment: text.optional().describe('A public message; beside `rate`, the words of the rating.'),
  note: text.optional().describe('An internal note.'),
  set: Change.optional(),
  macro: name.optional(),
  rate: z.enum(['good', 'bad']).optional(),
  expect: Expect.optional().describe('What is so after it; of rules and messages, those since the event before.'),
});

const Organization = z.strictObject({ name: text.optional(), fields: fields.optional(), tags: tags.optional() });
const Person = z.strictObject({
  name: text.optional(),
  email: z.email().optional(),
  organization: key.optional(),
  role: z.enum(['end_user', 'agent', 'admin', 'light_agent']).optional(),
  groups: names.optional(),
  fields: fields.optional(),
  tags: tags.optional(),
  language: text.optional().describe('A language tag such as de.'),
  timezone: text.optional(),
});

/** A case as it stands in the file, or as a row of a table makes it. */
export const Case = z.strictObject({
  name: text.describe('What should happen, in a few words.'),
  given: Given.optional(),
  when: z.array(Event).optional(),
  expect: Expect.optional(),
});
export const Defaults = Given;
export const Organizations = z.record(key, Organization);
export const People = z.record(key, Person);
export const Table = z.strictObject({
  name: text,
  given: Given.optional(),
  when: z.array(Event).optional(),
  expect: Expect.optional(),
  columns: z.array(text).min(1).describe('What the cells of a row are: name, from, fields.category, expect.group, …'),
  rows: z.array(z.array(z.unknown())).describe('One case each; `~` leaves a cell out.'),
});

/** A whole file, for editors. */
export const TestFile = z.strictObject({
  fixtures: z.strictObject({ organizations: Organizations.optional(), people: People.optional() }).optional(),
  defaults: Defaults.optional().describe('What every ticket of the file has unless it says otherwise.'),
  cases: z.array(Case).optional(),
  tables: z.array(Table).optional(),
});

/** The JSON Schema of test files, draft 2020-12, for editors. */
export function testsJsonSchema(): object {
  return { title: 'supportctl tests', ...z.toJSONSchema(TestFile, { io: 'input', target: 'draft-2020-12' }) };
}
