/** Kinds that are known only so that others can refer to them: listed, named, never written. */
import { line } from '../../core/attributes/text.ts';
import type { Kind } from '../../core/kind.ts';
import type { LiveObject } from '../../core/provider.ts';
import type { Binding, Endpoint, Native } from './binding.ts';
import type { Finding } from './picking.ts';

interface Lookup {
  readonly name: string;
  readonly title: string;
  readonly plural: string;
  readonly path: string;
  /** Name of the list in a reply; that of one object is `one`. */
  readonly many: string;
  readonly one: string;
  readonly paging?: Endpoint['paging'];
  readonly query?: Endpoint['query'];
  /** Property that names it. */
  readonly label?: string;
  /** Properties with other names for it. */
  readonly aliases?: readonly string[];
  readonly perBrand?: true;
  /** Property that says that it is the account's default. */
  readonly default?: string;
  /** Too many to be listed; the property that one is found by. */
  readonly picked?: string;
  readonly finding?: Finding;
}

const ADMINS_AND_AGENTS = ['agent', 'admin'] as const;
const LOOKUPS: readonly Lookup[] = [
  {
    name: 'custom_status',
    title: 'custom status',
    plural: 'custom statuses',
    path: '/api/v2/custom_statuses',
    one: 'custom_status',
    many: 'custom_statuses',
    paging: 'unpaged',
    label: 'raw_agent_label',
    aliases: ['agent_label'],
  },
  {
    name: 'user',
    title: 'agent',
    plural: 'agents',
    path: '/api/v2/users',
    one: 'user',
    many: 'users',
    paging: 'offset',
    query: { 'role[]': ADMINS_AND_AGENTS },
    aliases: ['email'],
    picked: 'email',
    finding: {
      byIds: '/api/v2/users/show_many',
      byName: (name) => ({
        path: '/api/v2/users/search',
        query: { query: name.includes('@') ? `email:${name}` : JSON.stringify(name) },
      }),
    },
  },
  {
    // Asked for by groups that name their members.
    name: 'group_membership',
    title: 'group membership',
    plural: 'group memberships',
    path: '/api/v2/group_memberships',
    one: 'group_membership',
    many: 'group_memberships',
    paging: 'offset',
  },
  {
    name: 'organization',
    title: 'organization',
    plural: 'organizations',
    path: '/api/v2/organizations',
    one: 'organization',
    many: 'organizations',
    paging: 'offset',
    aliases: ['external_id'],
    picked: 'name',
    finding: {
      byIds: '/api/v2/organizations/show_many',
      byName: (name) => ({ path: '/api/v2/organizations/search', query: { name } }),
      count: '/api/v2/organizations/count',
    },
  },
  {
    name: 'locale',
    title: 'language',
    plural: 'languages',
    path: '/api/v2/locales',
    one: 'locale',
    many: 'locales',
    paging: 'unpaged',
    label: 'locale',
    aliases: ['name'],
    default: 'default',
  },
  {
    // All that could be switched on; asked for by an account that names its languages.
    name: 'platform_language',
    title: 'language of the platform',
    plural: 'languages of the platform',
    path: '/api/v2/locales/public',
    one: 'locale',
    many: 'locales',
    paging: 'unpaged',
    label: 'locale',
    aliases: ['name'],
  },
  {
    // One for each brand; asked for by what is translated.
    name: 'help_center_language',
    title: 'languages of a help center',
    plural: 'languages of help centers',
    path: '/api/v2/help_center/locales',
    one: 'help_center_language',
    many: 'help_center_languages',
    paging: 'single',
    label: 'default_locale',
    perBrand: true,
  },
  {
    // What rules may say in this account; asked for by rules that say what only some accounts have.
    name: 'rule_vocabulary',
    title: 'vocabulary of rules',
    plural: 'vocabularies of rules',
    path: '/api/v2/triggers/definitions',
    one: 'definitions',
    many: 'definitions',
    paging: 'single',
  },
  {
    name: 'phone_number',
    title: 'phone number',
    plural: 'phone numbers',
    path: '/api/v2/channels/voice/phone_numbers',
    one: 'phone_number',
    many: 'phone_numbers',
    paging: 'offset',
    label: 'nickname',
    aliases: ['number', 'display_number'],
    default: 'default',
  },
  {
    name: 'sharing_agreement',
    title: 'sharing agreement',
    plural: 'sharing agreements',
    path: '/api/v2/sharing_agreements',
    one: 'sharing_agreement',
    many: 'sharing_agreements',
    paging: 'unpaged',
  },
];

/** Bindings without a writer. */
export const lookups: readonly Binding[] = LOOKUPS.map(bindingOf);

function bindingOf(lookup: Lookup): Binding {
  const label = lookup.label ?? 'name';
  return {
    kind: kindOf(lookup),
    endpoint: {
      path: lookup.path,
      one: lookup.one,
      many: lookup.many,
      paging: lookup.paging ?? 'cursor',
      ...(lookup.query === undefined ? {} : { query: lookup.query }),
      ...(lookup.perBrand === undefined ? {} : { perBrand: lookup.perBrand }),
      update: 'PUT',
      send: 'changed',
    },
    computed: (native) => ({
      name: String(native[label] ?? native.name ?? native.title ?? native.id),
      ...(lookup.picked === undefined ? {} : { handle: String(native[lookup.picked] ?? '') }),
    }),
    ...(lookup.finding === undefined ? {} : { finding: lookup.finding }),
    facts: (native) => factsOf(lookup, native),
  };
}

function kindOf({ name, title, plural, path, picked }: Lookup): Kind {
  return {
    name,
    provider: 'zendesk',
    section: [],
    title,
    plural,
    description: `Can be referred to with live("…"): ${plural} of the account.`,
    source: `https://developer.zendesk.com/api-reference/ (${path})`,
    capability: { create: false, read: true, update: false, delete: 'none' },
    codec: 1,
    label: 'name',
    attributes: { name: line({ description: 'Its name in the account.', mutability: 'read_only' }) },
    naturalKey: ({ name: called, handle }) => String(handle ?? called),
    keyUnique: false,
    ...(picked === undefined ? {} : { picked: true as const }),
    lookupOnly: true,
    hazards: [],
  };
}

function factsOf(lookup: Lookup, native: Native): Partial<Pick<LiveObject, 'aliases' | 'isDefault'>> {
  const names = (lookup.aliases ?? []).map((property) => native[property]);
  const aliases = names.filter((alias): alias is string => typeof alias === 'string' && alias !== '');
  return {
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(lookup.default !== undefined && native[lookup.default] === true ? { isDefault: true } : {}),
  };
}
