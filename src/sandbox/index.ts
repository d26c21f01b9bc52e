/** A local Zendesk account and Slack workspace that answer over real HTTP. */

import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Control } from './control.ts';
import { controlRoutes, createControl } from './control.ts';
import type { FaultRule } from './faults.ts';
import { addFaults } from './faults.ts';
import type { Profile } from './features.ts';
import type { LogEntry } from './log.ts';
import { addClient } from './oauth.ts';
import { openFolder } from './persist.ts';
import { seedWorld } from './seed/index.ts';
import { createApp } from './server.ts';
import { slack } from './slack/answer.ts';
import { find, insert, rows } from './store.ts';
import type { World } from './world.ts';
import { createWorld } from './world.ts';
import { zendesk } from './zendesk/answer.ts';

export type { Control } from './control.ts';
export type { FaultRule } from './faults.ts';
export type { Profile } from './features.ts';
export type { LogEntry } from './log.ts';

export interface SandboxOptions {
  /** 0 for any free port. */
  readonly port?: number;
  /** A folder in which the state outlives the process. */
  readonly data?: string;
  readonly profile?: Profile;
  readonly latency?: number;
  readonly faults?: readonly FaultRule[];
  readonly subdomain?: string;
  /** Requests a minute; 0 for no limit; otherwise what the plan allows. */
  readonly rateLimit?: number;
  /** Called with each exchange when it has taken place, before its reply is sent: the moment to act as another person. */
  readonly onExchange?: (entry: LogEntry) => void;
  /** Zendesk bearer tokens beside the fixed ones. */
  readonly tokens?: Readonly<Record<string, { readonly email?: string; readonly scopes: readonly string[] }>>;
  /** Public OAuth clients beside the fixed ones, by their identifiers, with the addresses they may send people back to. */
  readonly clients?: Readonly<Record<string, readonly string[]>>;
}

export interface Sandbox {
  readonly port: number;
  readonly url: string;
  /** With the placeholder `{subdomain}`. */
  readonly zendeskUrl: string;
  readonly slackUrl: string;
  readonly control: Control;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = createWorld({
    profile: options.profile ?? 'enterprise',
    subdomain: options.subdomain ?? 'acme',
    rateLimit: options.rateLimit,
    latency: options.latency ?? 0,
  });
  const folder = options.data === undefined ? undefined : openFolder(world, options.data);
  if (!folder?.loaded) seedWorld(world, world.profile);
  addTokens(world, options.tokens ?? {});
  for (const [id, redirects] of Object.entries(options.clients ?? {})) addClient(world.store, id, redirects);
  addFaults(world.faults, options.faults ?? []);
  world.log.onEntry = options.onExchange;
  const control = createControl(world);
  const app = createApp(world, zendesk, slack, controlRoutes(control));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const port = portOf(server.address());
  world.origin = `http://127.0.0.1:${port}`;
  return {
    port,
    url: world.origin,
    zendeskUrl: `${world.origin}/zendesk/{subdomain}`,
    slackUrl: `${world.origin}/slack`,
    control,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      folder?.keeper.close();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port');
  return address.port;
}

function addTokens(world: World, tokens: NonNullable<SandboxOptions['tokens']>): void {
  const { store, subdomain } = world;
  for (const [token, { email, scopes }] of Object.entries(tokens)) {
    const wanted = email ?? `owner@${subdomain}.example`;
    const user = [...rows(store, 'users')].find((row) => row.email === wanted);
    if (find(store, 'oauth_tokens', token)) continue;
    insert(store, 'oauth_tokens', token, {
      user_id: user?.id ?? null,
      scope: scopes.join(' '),
      use: 'access',
      expires_ms: null,
    });
  }
}
