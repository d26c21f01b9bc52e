/** Which tenant the spec is about, where nobody says otherwise. */
import type { Answers } from '../answers.ts';

/** The tenant that is provisioned first: the sandbox, where there are both. */
export function firstTenant({ environment, subdomain, sandbox_subdomain }: Answers): string {
  return environment === 'both' ? (sandbox_subdomain ?? subdomain) : subdomain;
}

/** Its name as YAML that the environment can overrule: of letters, digits and hyphens only, so that nothing needs an escape. */
export function tenantOf(answers: Answers): string {
  return `"\${ZENDESK_SUBDOMAIN:-${firstTenant(answers)}}"`;
}
