import { expect, test } from 'vitest';
import { type Attributes, isObject, objects, text } from '../../src/sandbox/json.ts';
import { type Client, open } from './client.ts';

const HOUR = 3_600_000;
const when = (field: string, operator: string, value: string) => ({ field, operator, value });

async function addTrigger(client: Client, title: string, all: Attributes[], actions: Attributes[]): Promise<void> {
  const [category] = (await client.get('/trigger_categories')).many('trigger_categories');
  const trigger = { title, category_id: text(category?.id), conditions: { all, any: [] }, actions };
  expect((await client.send('POST', '/triggers', { trigger })).status).toBe(201);
}

async function createTicket(client: Client, more: Attributes = {}): Promise<Attributes> {
  const requester = { name: 'Ida Customer', email: 'ida@shop.example' };
  const ticket = { subject: 'Invoice', comment: { body: 'Where is my <invoice>?' }, requester, ...more };
  const answer = await client.send('POST', '/tickets', { ticket });
  expect(answer.status).toBe(201);
  return answer.one('ticket');
}

test('a ticket made through the API sets off the triggers, and the mails are recorded', async () => {
  const client = await open();
  await addTrigger(
    client,
    'Route',
    [when('update_type', 'is', 'Create'), when('subject_includes_word', 'includes', 'invoice')],
    [
      { field: 'priority', value: 'high' },
      { field: 'current_tags', value: 'routed' },
      { field: 'notification_user', value: ['requester_id', 'We have it: {{ticket.title}}', 'Number {{ticket.id}}'] },
    ],
  );
  const ticket = await createTicket(client);
  expect(ticket).toMatchObject({ priority: 'high', tags: ['routed'], status: 'new', via: { channel: 'api' } });
  expect((await client.get(`/tickets/${ticket.id}`)).one('ticket')).toEqual(ticket);
  const { control } = client.sandbox;
  expect(control.objects('rule_firings').map((row) => row.title)).toContain('Route');
  expect(control.objects('deliveries').filter((row) => row.rule === 'Route')).toMatchObject([
    {
      kind: 'mail',
      ticket_id: ticket.id,
      to: ['ida@shop.example'],
      subject: 'We have it: Invoice',
      body: `Number ${ticket.id}`,
    },
  ]);
});

test('an update is another cycle, and comments can be read', async () => {
  const client = await open();
  await addTrigger(client, 'Solved', [when('status', 'value', 'solved')], [{ field: 'current_tags', value: 'done' }]);
  const ticket = await createTicket(client);
  const change = { status: 'solved', comment: { body: 'Here it is', public: false } };
  const updated = (await client.send('PUT', `/tickets/${ticket.id}`, { ticket: change })).one('ticket');
  expect(updated).toMatchObject({ status: 'solved', tags: ['done'] });
  const comments = (await client.get(`/tickets/${ticket.id}/comments`)).many('comments');
  expect(comments.map((comment) => [comment.body, comment.public])).toEqual([
    ['Where is my <invoice>?', true],
    ['Here it is', false],
  ]);
  expect(text(comments[0]?.html_body)).not.toContain('<invoice>');
});

test('as the clock advances automations run, and a closed ticket takes no more updates', async () => {
  const client = await open();
  const ticket = await createTicket(client, { status: 'solved' });
  client.sandbox.control.advance(90 * HOUR);
  expect((await client.get(`/tickets/${ticket.id}`)).one('ticket').status).toBe('solved');
  client.sandbox.control.advance(10 * HOUR);
  expect((await client.get(`/tickets/${ticket.id}`)).one('ticket').status).toBe('closed');
  const refused = await client.send('PUT', `/tickets/${ticket.id}`, { ticket: { priority: 'low' } });
  expect([refused.status, refused.body.error]).toEqual([422, 'RecordInvalid']);
});

test('rules that change are the rules of the next update', async () => {
  const client = await open();
  const ticket = await createTicket(client);
  await addTrigger(
    client,
    'New rule',
    [when('update_type', 'is', 'Change')],
    [{ field: 'current_tags', value: 'late' }],
  );
  expect((await client.get(`/tickets/${ticket.id}`)).one('ticket').tags).toEqual([]);
  const updated = await client.send('PUT', `/tickets/${ticket.id}`, { ticket: { priority: 'low' } });
  expect(updated.one('ticket')).toMatchObject({ priority: 'low', tags: ['late'] });
});

test('a ticket that was there before lives from its first update on; by hand no rule is set off', async () => {
  const client = await open();
  await addTrigger(client, 'Seen', [when('update_type', 'is', 'Change')], [{ field: 'current_tags', value: 'seen' }]);
  const { control } = client.sandbox;
  const old = control.inject('tickets', { subject: 'Old', status: 'open', priority: 'urgent', tags: ['kept'] });
  control.edit('tickets', String(old.id), { priority: 'high' });
  expect(control.objects('rule_firings')).toEqual([]);
  const updated = await client.send('PUT', `/tickets/${old.id}`, { ticket: { status: 'pending' } });
  expect(updated.one('ticket')).toMatchObject({ status: 'pending', priority: 'high', tags: ['kept', 'seen'] });
});

test('what cannot be created is refused as the platform refuses it', async () => {
  const client = await open();
  const refused = await client.send('POST', '/tickets', { ticket: { subject: 'x', status: 'odd' } });
  expect(refused.status).toBe(422);
  expect(isObject(refused.body.details) ? Object.keys(refused.body.details).sort() : []).toEqual([
    'description',
    'status',
  ]);
  const ticket = await createTicket(client);
  expect((await client.send('DELETE', `/tickets/${ticket.id}`)).status).toBe(204);
  expect((await client.get(`/tickets/${ticket.id}`)).status).toBe(404);
});

test('the page shows tickets, rules, targets, mails and Slack messages, with everything escaped', async () => {
  const client = await open();
  const hook = {
    name: 'Alarm',
    endpoint: 'https://hooks.slack.com/services/T0/B0/x',
    http_method: 'POST',
    request_format: 'json',
    status: 'active',
    subscriptions: ['conditional_ticket_events'],
  };
  const webhook = (await client.send('POST', '/webhooks', { webhook: hook })).one('webhook');
  await addTrigger(
    client,
    'Tell <b>all</b>',
    [when('update_type', 'is', 'Create')],
    [
      { field: 'notification_webhook', value: [text(webhook.id), '{"text": "#{{ticket.id}}"}'] },
      { field: 'notification_user', value: ['requester_id', 'Re: {{ticket.title}}', '{{ticket.description}}'] },
    ],
  );
  const ticket = await createTicket(client, { subject: '<script>alert(1)</script>', priority: 'high' });
  const page = await fetch(`${client.sandbox.url}/_sandbox/`);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).not.toContain('<script>');
  expect(html).not.toContain('<b>all</b>');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).toContain(`{&quot;text&quot;: &quot;#${ticket.id}&quot;}`);
  expect(html).toContain('ida@shop.example');
  expect(objects(client.sandbox.control.objects('deliveries').map((row) => row)).map((row) => row.kind)).toContain(
    'slack',
  );
});

test('audits tell update by update what a rule did, and a ticket shows its targets when asked', async () => {
  const client = await open();
  await client.send('POST', '/slas/policies', {
    sla_policy: {
      title: 'Everybody',
      filter: { all: [], any: [] },
      position: 1,
      policy_metrics: [{ priority: 'urgent', metric: 'total_resolution_time', target: 60, business_hours: false }],
    },
  });
  await addTrigger(
    client,
    'Route',
    [when('update_type', 'is', 'Create')],
    [
      { field: 'priority', value: 'urgent' },
      { field: 'notification_user', value: ['requester_id', 'Here', 'It is here'] },
    ],
  );
  await addTrigger(client, 'Idle', [when('update_type', 'is', 'Create')], [{ field: 'priority', value: 'urgent' }]);
  const ticket = await createTicket(client);
  await client.send('PUT', `/tickets/${ticket.id}`, { ticket: { type: 'question' } });
  const [first, second] = (await client.get(`/tickets/${ticket.id}/audits`)).many('audits');
  const ofRoute = objects(first?.events).filter((event) => JSON.stringify(event).includes('"Route"'));
  const via = { channel: 'rule', source: { from: { title: 'Route' }, rel: 'trigger' } };
  expect(ofRoute).toMatchObject([
    { type: 'Change', field_name: 'priority', value: 'urgent', via },
    { type: 'Notification', subject: 'Here', body: 'It is here', via },
  ]);
  expect(JSON.stringify(first)).not.toContain('"Idle"');
  expect(objects(second?.events)).toMatchObject([{ type: 'Change', field_name: 'type', value: 'question' }]);
  const plain = (await client.get(`/tickets/${ticket.id}`)).one('ticket');
  expect(plain).not.toHaveProperty('slas');
  const { slas } = (await client.get(`/tickets/${ticket.id}?include=slas`)).one('ticket');
  const due = new Date(Date.parse(text(ticket.created_at)) + HOUR).toISOString().replace('.000Z', 'Z');
  expect(slas).toEqual({ policy_metrics: [{ metric: 'total_resolution_time', stage: 'active', breach_at: due }] });
  expect(JSON.stringify(first)).toContain('"current_sla_policy":"Everybody"');
});
