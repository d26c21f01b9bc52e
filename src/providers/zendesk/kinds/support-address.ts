/** Support addresses: mail that becomes tickets, and the sender of what we answer. */
import type { Attribute } from '../../../core/attribute.ts';
import { reference } from '../../../core/attributes/references.ts';
import { choice, flag } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Binding, Native } from '../binding.ts';
import { plainWriter } from '../crud.ts';

const PLACE = 'Admin Center > Channels > Talk and email > Email > Support addresses';
const STATES = { unknown: 'unknown', waiting: 'waiting', verified: 'verified', failed: 'failed' } as const;

/** Mail addresses mean the same whatever their case. */
const email: Attribute = {
  ...line({
    description: 'The address: of a mail server of the client, or ANYTHING@BRAND.zendesk.com.',
    mutability: 'immutable',
    required: true,
    pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
    patternSays: 'a mail address',
    local: {
      why: 'mail to an address arrives in one account only',
      todo: 'give that account an address of its own in `environments/NAME.yaml`; mail must be forwarded to it and verified',
    },
  }),
  decode: (native) =>
    String(native ?? '')
      .trim()
      .toLowerCase(),
};

const kind: Kind = {
  name: 'support_address',
  provider: 'zendesk',
  section: ['support_addresses'],
  title: 'support address',
  plural: 'support addresses',
  description: 'A mail address whose mail becomes tickets, and from which answers are sent.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/support_addresses/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'email',
  attributes: {
    email: {
      ...email,
      parse(node, cx) {
        const value = email.parse(node, cx);
        return typeof value === 'string' ? value.toLowerCase() : value;
      },
    },
    name: line({ description: 'Name of the sender that customers see.' }),
    brand: reference('brand', {
      description: 'Brand whose mail it is; the default brand if not given.',
      native: 'brand_id',
      ids: 'number',
    }),
    default: {
      ...flag({
        description: 'Whether the account sends from it where nothing else is said.',
        mutability: 'read_only',
      }),
      where: `${PLACE} > its menu > Make default`,
    },
    forwarding: {
      ...choice(STATES, {
        description: 'Whether its mail arrives: a mail server must forward it. Addresses at zendesk.com need nothing.',
        mutability: 'manual',
        implied: 'verified',
      }),
      where: `its mail server; then ${PLACE} > its row > Verify forwarding`,
      enter: 'forward it to support@SUBDOMAIN.zendesk.com, then let the account verify it',
    },
    dns: {
      ...choice(STATES, {
        description: 'Whether answers may be sent in its name: SPF, CNAME and TXT records of its domain.',
        mutability: 'manual',
        implied: 'verified',
      }),
      where: `DNS of its domain; then ${PLACE} > its row > Verify DNS records`,
      enter:
        'SPF with include:mail.zendesk.com, CNAME zendesk1 to zendesk4 for mail1.zendesk.com to mail4.zendesk.com, ' +
        'TXT zendeskverification with the code that its row shows',
    },
  },
  naturalKey: (attributes) => String(attributes.email).toLowerCase(),
  keyUnique: true,
  neighbours: () => ['brand'],
  deletionLoses: () => 'new mail to it, which no longer becomes tickets',
  hazards: [
    '2026-11-24: the address itself can never be changed.',
    '2026-11-24: mail of other servers must be forwarded by hand, and DNS records be set, before it works.',
    '2026-11-24: the default address cannot be deleted; which one it is, is changed in the Admin Center only.',
    '2026-11-24: a brand that is deleted takes its support addresses along.',
    '2026-11-24: asking for a verification sends mail, so that is left to people.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/recipient_addresses',
    one: 'recipient_address',
    many: 'recipient_addresses',
    paging: 'cursor',
    update: 'PUT',
    send: 'changed',
  },
  computed: (native) => ({ forwarding: forwardingOf(native), dns: dnsOf(native) }),
  facts: (native) => (native.default === true ? { isDefault: true } : {}),
};

export const supportAddress: Binding = { ...base, writer: plainWriter(base) };

/** True for addresses that need neither forwarding nor DNS. */
export function isOwnAddress(address: string): boolean {
  return /@[a-z0-9-]+\.zendesk\.com$/i.test(address);
}

function forwardingOf({ email: address, forwarding_status: state }: Native): string {
  return isOwnAddress(String(address)) ? 'verified' : stateOf(state);
}

/** As bad as the worst of its parts; what the platform does not check is not asked for. */
function dnsOf({ email: address, spf_status, cname_status, domain_verification_status }: Native): string {
  if (isOwnAddress(String(address))) return 'verified';
  const states = [spf_status, cname_status, domain_verification_status].filter((state) => state !== undefined);
  const worst = ['failed', 'waiting', 'unknown'].find((state) => states.some((own) => stateOf(own) === state));
  return worst ?? (states.length === 0 ? 'unknown' : 'verified');
}

function stateOf(state: unknown): string {
  return Object.hasOwn(STATES, String(state)) ? String(state) : 'unknown';
}
