/** Flags of the commands that are about a tenant rather than a spec. */
import type { Command } from 'commander';
import type { LogoutOptions } from '../app/contract.ts';
import { fail } from '../core/diagnostic.ts';
import type { Format } from './flags.ts';

export interface TenantFlags {
  readonly provider: string;
  readonly subdomain?: string;
  readonly format: Format;
  readonly quiet?: true;
  readonly debug?: true;
}

/** `--provider` and `--subdomain`. */
export function withTenant(command: Command): Command {
  return command
    .option('--provider <name>', 'the platform', 'zendesk')
    .option('--subdomain <name>', 'the tenant (default: $ZENDESK_SUBDOMAIN)');
}

/** The tenant that is meant. Throws a `SupportctlError` where none is named. */
export function tenantOf({ provider, subdomain }: TenantFlags): LogoutOptions {
  const named = subdomain ?? process.env.ZENDESK_SUBDOMAIN?.trim() ?? '';
  if (named === '') fail('USAGE', 'Which tenant?', { hint: 'Give --subdomain NAME, or set ZENDESK_SUBDOMAIN.' });
  return { provider, subdomain: named, variables: process.env };
}
