import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { type Call, callerOf } from './caller.ts';
import { describeContract, judge, problemsOfReplies, tableOf } from './contracts.ts';
import { at, objects } from './json.ts';
import type { Verdict } from './judge.ts';
import { type RecordingProxy, startProxy } from './proxy.ts';

/** What is connected to an account: apps, OAuth clients, files of macros, and the actions that need a channel. */
describeContract('what the sandbox answers about apps, clients and files of macros', () => {
  let sandbox: Sandbox;
  let proxy: RecordingProxy;
  let call: Call;
  let verdicts: readonly Verdict[] = [];

  async function connected(): Promise<void> {
    const installed = objects(at(await call('GET', '/api/v2/apps/installations'), 'installations'));
    await call('GET', `/api/v2/apps/installations/${installed[0]?.id}`);
    await call('GET', '/api/v2/apps/installations/1');
    await call('GET', '/api/v2/apps/owned');
    await call('GET', '/api/v2/apps/owned', undefined, 'sandbox-agent-token');
    const clients = objects(at(await call('GET', '/api/v2/oauth/clients?page[size]=10'), 'clients'));
    await call('GET', `/api/v2/oauth/clients/${clients[0]?.id}`);
    await call('GET', '/api/v2/oauth/clients', undefined, 'sandbox-agent-token');
  }

  async function files(): Promise<void> {
    const macro = { title: 'Kept', actions: [{ field: 'priority', value: 'low' }] };
    const id = at(await call('POST', '/api/v2/macros', { macro }), 'macro', 'id');
    const base = '/api/v2/macros';
    const form = () => {
      const sent = new FormData();
      sent.set('attachment', new Blob(['kept'], { type: 'text/plain' }), 'kept.txt');
      sent.set('filename', 'kept.txt');
      return sent;
    };
    await call('POST', `${base}/${id}/attachments`, form());
    const loose = at(await call('POST', `${base}/attachments`, form()), 'macro_attachment', 'id');
    await call('GET', `${base}/attachments/${loose}`);
    await call('GET', `${base}/${id}/attachments`);
    await call('POST', `${base}/${id}/attachments`, new FormData());
    await call('DELETE', `${base}/${id}`);
    await call('GET', `${base}/${id}/attachments`);
  }

  async function actions(): Promise<void> {
    const channels = ['email_channel', 'tickets_channel', 'slack_channel', 'msteams_channel'];
    const on = Object.fromEntries(channels.map((channel) => [channel, true]));
    sandbox.control.edit('settings', 'account', { side_conversations: on });
    sandbox.control.inject('phone_numbers', { number: '+15551230000', sms_enabled: true });
    for (const path of [
      'triggers/definitions',
      'macros/actions',
      'macros/definitions',
      'channels/voice/phone_numbers',
    ]) {
      await call('GET', `/api/v2/${path}`);
    }
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ rateLimit: 0 });
    proxy = await startProxy(sandbox.url);
    call = callerOf(proxy);
    for (const part of [connected, files, actions]) await part();
    verdicts = proxy.exchanges.map((exchange) => judge().judgeExchange(exchange));
    console.log(tableOf(verdicts));
  });

  afterAll(async () => {
    await proxy?.close();
    await sandbox?.close();
  });

  test('is as the documents and their supplement say, refusals included', () => {
    expect(problemsOfReplies(verdicts, proxy.exchanges)).toEqual([]);
  });
});
