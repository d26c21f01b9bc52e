/** What has to be so before a sample ticket is made in a tenant: the right tenant, nobody real, the rules of the spec. */
import { type Diagnostic, refuse, SupportctlError } from '../../core/diagnostic.ts';
import type { Plan } from '../../core/plan.ts';
import type { Desired } from '../../core/resource.ts';
import type { FixturePerson, Fixtures, TestCase } from '../../spec/tests/model.ts';
import { RULED_KINDS } from './compile.ts';

const PERSON = 'person:';
/** Names that nobody can own: RFC 2606. */
const RESERVED = ['example', 'test', 'invalid', 'localhost'];
const NAMED = 6;

/** Customers by key, of those whom the cases name; agents are stood in for. */
export function customersOf(cases: readonly TestCase[], { people }: Fixtures): ReadonlyMap<string, FixturePerson> {
  const named = cases.flatMap(({ given, events }) => [
    ...[given.from, given.by],
    ...events.flatMap(({ by, set }) => [by, set?.requester]),
  ]);
  const keys = new Set(named.flatMap((own) => (own?.startsWith(PERSON) ? [own.slice(PERSON.length)] : [])));
  return new Map([...people].filter(([key, { role }]) => keys.has(key) && role === 'end_user'));
}

/** Refuses where a requester has an address outside of the domains: a rule might write to somebody. */
export function refuseForeigners(people: ReadonlyMap<string, FixturePerson>, domains: readonly string[]): void {
  const wide = domains.find((domain) => !domain.includes('.') && !RESERVED.includes(domain.toLowerCase()));
  if (wide !== undefined)
    refuse('LIVE_DOMAIN', `"${wide}" is no domain of anybody`, { hint: 'such as --domain acme.test' });
  const foreign = [...people].filter(([, { email }]) => !domains.some((domain) => isWithin(email, domain)));
  if (foreign.length === 0) return;
  const found: readonly Diagnostic[] = foreign.map(([key, { email }]) => ({
    code: 'LIVE_DOMAIN',
    severity: 'error',
    summary: `${key} has the address ${email}, which is on none of the domains that mail may go to`,
    hint: `if nobody reads mail there: --domain ${email.slice(email.lastIndexOf('@') + 1)}`,
  }));
  throw new SupportctlError(found, 4);
}

function isWithin(email: string, domain: string): boolean {
  const own = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return own === domain.toLowerCase() || own.endsWith(`.${domain.toLowerCase()}`);
}

export interface ProductionChoice {
  readonly production: boolean;
  /** The subdomain as somebody wrote it. */
  readonly confirm?: string;
}

/** Refuses a production tenant without the flag and its name, typed. `ask` is there where somebody can be asked. */
export async function refuseProduction(
  { settings }: Desired,
  { production, confirm }: ProductionChoice,
  ask: ((subdomain: string) => Promise<string>) | undefined,
): Promise<void> {
  const { environment, subdomain } = settings.platform;
  if (environment !== 'production') return;
  if (!production) {
    refuse(
      'PRODUCTION',
      `${subdomain} is a production tenant: sample tickets there set off its rules, mails and webhooks`,
      {
        hint: 'use --env with a sandbox; or --production',
      },
    );
  }
  if (confirm === undefined && ask === undefined) {
    refuse('NEEDS_CONFIRMATION', 'Sample tickets in production need a confirmation', {
      hint: `--confirm ${subdomain}`,
    });
  }
  if ((confirm ?? (await ask?.(subdomain))) !== subdomain)
    refuse('PRODUCTION', `the tenant is called otherwise: nothing was tried in ${subdomain}`);
}

/** Refuses where the tenant does not have the spec's rules: every difference would be that one. */
export function refuseUnapplied({ changes }: Plan, tenant: string): void {
  const open = changes.filter(({ kind }) => RULED_KINDS.includes(kind)).map(({ address }) => address);
  if (open.length === 0) return;
  const more = open.length > NAMED ? ` and ${open.length - NAMED} more` : '';
  refuse('NOT_APPLIED', `the rules of ${tenant} are not those of the spec: ${open.slice(0, NAMED).join(', ')}${more}`, {
    hint: '`supportctl plan` shows what differs; --anyway tries them all the same',
  });
}
