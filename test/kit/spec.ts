/** Specs for tests: the lines that every spec has, and the rest as YAML. */

/** The head of a spec, for the main file. */
export const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;

/** `support.yaml` with `body` below the head. */
export function spec(body: string): { 'support.yaml': string } {
  return { 'support.yaml': HEAD + body };
}
