/** Whether an address is one of Zendesk's own API. */

/** True for an address of an account's API. A host of the client's own that leads there cannot be told. */
export function callsZendesk(address: string): boolean {
  return /^https?:\/\/[^/\s]*\.zendesk\.com\/api\//i.test(address);
}
