/** Runs a sandbox until it is told to stop. */

import type { SandboxOptions } from './index.ts';
import { startSandbox } from './index.ts';

export interface SandboxRun extends SandboxOptions {
  readonly print: (line: string) => void;
}

export async function runSandbox({ print, ...options }: SandboxRun): Promise<void> {
  const sandbox = await startSandbox(options);
  print(`SUPPORTCTL_ZENDESK_URL=${sandbox.zendeskUrl}`);
  print(`SUPPORTCTL_SLACK_URL=${sandbox.slackUrl}`);
  print(`ZENDESK_SUBDOMAIN=${options.subdomain ?? 'acme'}`);
  print('ZENDESK_OAUTH_TOKEN=sandbox-token');
  print('SLACK_BOT_TOKEN=xoxb-sandbox');
  print('SLACK_USER_TOKEN=xoxp-sandbox');
  print(`# control: ${sandbox.url}/_sandbox/state`);
  print(`# page: ${sandbox.url}/_sandbox/`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await sandbox.close();
}
