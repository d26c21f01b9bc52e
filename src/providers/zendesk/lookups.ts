/** Kinds that are known only so that others can refer to them: listed, named, never written. */
import { line } from '../../core/attributes/text.ts';
import type { Kind } from '../../core/kind.ts';
import type { LiveObject } from '../../core/provider.ts';
import { AGENT_GROUP } from './agent-groups.ts';
import { AGENT_SKILL } from './agent-skills.ts';
import type { Binding, Endpoint, Native } from './binding.ts';

interface Lookup {
  readonly name: string;
  readonly title: string;
  readonly plural: string;
  readonly path: string;
  /** Name of the list in a reply; that of one object is `one`. */
  readonly many: string;
  readonly one: string;
  readonly paging?: Endpoint['paging'];
  /** Property that names it. */
  readonly label?: string;
  /** Properties with other names for it. */
  readonly aliases?: readonly string[];
  readonly perBrand?: true;
  /** Property that says that it is the account's default. */
  readonly default?: string;
}

const LOOKUPS: readonly Lookup[] = [
  {
    // Asked for where roles are given: nobody changes the own one.
    name: 'myself',
    title: 'own sign-in',
    plural: 'own sign-in',
    path: '/api/v2/users/me',
    one: 'user',
    many: 'user',
    paging: 'single',
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
    // Whether there are any at all; asked for by articles whose labels would be written.
    name: 'article_label',
    title: 'label of articles',
    plural: 'labels of articles',
    path: '/api/v2/help_center/articles/labels',
    one: 'label',
    many: 'labels',
    paging: 'single',
    perBrand: true,
  },
  definitions('rule_vocabulary', 'rules', '/api/v2/triggers/definitions'),
  definitions('view_vocabulary', 'views', '/api/v2/views/definitions'),
  definitions('macro_vocabulary', 'macros', '/api/v2/macros/definitions'),
  definitions('sla_vocabulary', 'SLA policies', '/api/v2/slas/policies/definitions'),
  definitions('queue_vocabulary', 'queues', '/api/v2/queues/definitions'),
  definitions('skill_vocabulary', 'skills', '/api/v2/routing/attributes/definitions'),
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

/** What may be said in this account; read where a rule would be written that says what only some accounts have. */
function definitions(name: string, plural: string, path: string): Lookup {
  return {
    name,
    title: `vocabulary of ${plural}`,
    plural: `vocabularies of ${plural}`,
    path,
    one: 'definitions',
    many: 'definitions',
    paging: 'single',
  };
}

/** Bindings without a writer. */
export const lookups: readonly Binding[] = [
  ...LOOKUPS.map(bindingOf),
  ofAgents(AGENT_SKILL, 'skill', '/api/v2/routing/agents/instance_values'),
  ofAgents(AGENT_GROUP, 'group', '/api/v2/group_memberships'),
];

/** Asked for by agents who say something about it: read with them, and never listed. */
function ofAgents(name: string, what: string, path: string): Binding {
  const lookup = { name, title: `${what} of an agent`, plural: `${what}s of agents`, path, one: '', many: '' };
  return { ...bindingOf(lookup), derived: { from: [], natives: () => [] } };
}

function bindingOf(lookup: Lookup): Binding {
  const label = lookup.label ?? 'name';
  return {
    kind: kindOf(lookup),
    endpoint: {
      path: lookup.path,
      one: lookup.one,
      many: lookup.many,
      paging: lookup.paging ?? 'cursor',
      ...(lookup.perBrand === undefined ? {} : { perBrand: lookup.perBrand }),
      update: 'PUT',
      send: 'changed',
    },
    computed: (native) => ({ name: String(native[label] ?? native.name ?? native.title ?? native.id) }),
    facts: (native) => factsOf(lookup, native),
  };
}

function kindOf({ name, title, plural, path }: Lookup): Kind {
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
    naturalKey: (attributes) => String(attributes.name),
    keyUnique: false,
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
