/** An account's people, fields, brands and the like, indexed by id once for many stories. */
import type { Account, FieldValue, Native, Status } from './model.ts';
import { STATUSES } from './model.ts';
import { byPosition, isNative, list, native, natives, tagList, text, textOr, texts } from './native.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly role: 'end-user' | 'agent' | 'admin';
  readonly light: boolean;
  readonly suspended: boolean;
  readonly organization_id: string;
  readonly locale_id: string;
  readonly time_zone: string;
  readonly tags: readonly string[];
  readonly fields: ReadonlyMap<string, FieldValue>;
  readonly native: Native;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly group_id: string;
  readonly fields: ReadonlyMap<string, FieldValue>;
  readonly native: Native;
}

/** A custom field of tickets, users or organizations. */
export interface Field {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly title: string;
  /** The tag that a ticked checkbox gives. */
  readonly tag: string;
  readonly options: readonly { readonly id: string; readonly value: string; readonly name: string }[];
}

export interface CustomStatus {
  readonly id: string;
  readonly category: Status;
  readonly label: string;
  readonly default: boolean;
}

export interface Directory {
  readonly account: Account;
  readonly users: ReadonlyMap<string, Person>;
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly groups: ReadonlyMap<string, Native>;
  /** Group ids by user, the default one first. */
  readonly groupsOf: ReadonlyMap<string, readonly string[]>;
  readonly membersOf: ReadonlyMap<string, readonly string[]>;
  readonly ticketFields: ReadonlyMap<string, Field>;
  readonly userFields: ReadonlyMap<string, Field>;
  readonly organizationFields: ReadonlyMap<string, Field>;
  /** Which field and value a tag stands for: tags and drop-downs are one thing seen twice. */
  readonly fieldOfTag: ReadonlyMap<string, Field>;
  readonly forms: ReadonlyMap<string, Native>;
  readonly brands: ReadonlyMap<string, Native>;
  readonly webhooks: ReadonlyMap<string, Native>;
  readonly targets: ReadonlyMap<string, Native>;
  readonly locales: ReadonlyMap<string, Native>;
  readonly customStatuses: ReadonlyMap<string, CustomStatus>;
  readonly supportAddresses: readonly Native[];
  readonly defaultBrand: string;
  readonly defaultForm: string;
  readonly defaultLocale: string;
  /** Addresses of the account itself, in lower case: mail to them would come back as an update. */
  readonly ownAddresses: ReadonlySet<string>;
  /** The account's zone as written there; empty if it does not say. */
  readonly timeZone: string;
  readonly subdomain: string;
  readonly settings: Native;
}

export function createDirectory(account: Account): Directory {
  const settings = native(account.settings);
  const ticketFields = fieldsOf(account.ticket_fields, 'id');
  const memberships = memberLists(account);
  const brands = index(account.brands);
  const subdomain = textOr(account.subdomain, text([...brands.values()].find(isDefault)?.subdomain)) || 'account';
  return {
    account,
    users: new Map(natives(account.users).map((user) => [text(user.id), personOf(user)])),
    organizations: new Map(natives(account.organizations).map((item) => [text(item.id), organizationOf(item)])),
    groups: index(account.groups),
    ...memberships,
    ticketFields,
    userFields: fieldsOf(account.user_fields, 'key'),
    organizationFields: fieldsOf(account.organization_fields, 'key'),
    fieldOfTag: new Map(
      [...ticketFields.values()].flatMap((field) => tagsOf(field).map((tag) => [tag, field] as const)),
    ),
    forms: index(account.ticket_forms),
    brands,
    webhooks: index(account.webhooks),
    targets: index(account.targets),
    locales: index(account.locales),
    customStatuses: customStatuses(account),
    supportAddresses: natives(account.recipient_addresses),
    defaultBrand: firstId(brands, isDefault) || text(native(settings.brands).default_brand_id),
    defaultForm: firstId(index(account.ticket_forms), isDefault),
    defaultLocale: defaultLocale(account),
    ownAddresses: ownAddresses(account, subdomain),
    timeZone: textOr(native(settings.localization).time_zone, text(settings.time_zone)),
    subdomain,
    settings,
  };
}

export function personOf(user: Native): Person {
  const role = text(user.role);
  return {
    id: text(user.id),
    name: text(user.name),
    email: text(user.email),
    phone: text(user.phone),
    role: role === 'admin' || role === 'agent' ? role : 'end-user',
    light: user.only_private_comments === true || text(user.role_type) === '1',
    suspended: user.suspended === true,
    organization_id: text(user.organization_id),
    locale_id: text(user.locale_id),
    time_zone: text(user.time_zone),
    tags: tagList(user.tags),
    fields: valuesOf(user.user_fields),
    native: user,
  };
}

export function organizationOf(item: Native): Organization {
  return {
    id: text(item.id),
    name: text(item.name),
    tags: tagList(item.tags),
    group_id: text(item.group_id),
    fields: valuesOf(item.organization_fields),
    native: item,
  };
}

export function isStaff(person: Person | undefined): boolean {
  return person !== undefined && person.role !== 'end-user';
}

/** A value as custom fields have it; what is empty has none. */
export function fieldValue(value: unknown): FieldValue {
  if (Array.isArray(value)) {
    const items = texts(value);
    return items.length === 0 ? null : items;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return text(value) || null;
}

/** The tags that a field may give its ticket. */
function tagsOf(field: Field): readonly string[] {
  if (field.type === 'checkbox') return field.tag === '' ? [] : [field.tag];
  if (field.type !== 'tagger' && field.type !== 'multiselect') return [];
  return field.options.map((option) => option.value.toLowerCase());
}

function valuesOf(fields: unknown): ReadonlyMap<string, FieldValue> {
  return new Map(
    Object.entries(native(fields)).flatMap(([key, value]) => {
      const known = fieldValue(value);
      return known === null ? [] : [[key.toLowerCase(), known] as const];
    }),
  );
}

function index(objects: readonly Native[] | undefined): ReadonlyMap<string, Native> {
  return new Map(natives(objects).map((object) => [text(object.id), object]));
}

function isDefault(object: Native): boolean {
  return object.default === true;
}

function firstId(objects: ReadonlyMap<string, Native>, wanted: (object: Native) => boolean): string {
  const found = [...objects].find(([, object]) => wanted(object)) ?? (objects.size === 1 ? [...objects][0] : undefined);
  return found?.[0] ?? '';
}

function fieldsOf(objects: readonly Native[] | undefined, by: 'id' | 'key'): ReadonlyMap<string, Field> {
  return new Map(
    natives(objects).map((object) => {
      const field: Field = {
        id: text(object.id),
        key: text(object.key),
        type: text(object.type),
        title: textOr(object.title, text(object.raw_title)),
        tag: text(object.tag).toLowerCase(),
        options: natives(object.custom_field_options).map((option) => ({
          id: text(option.id),
          value: text(option.value),
          name: textOr(option.name, text(option.raw_name)),
        })),
      };
      // Rules name fields of people in lower case, whatever the key's own case (definitions that real accounts answered with).
      return [by === 'id' ? field.id : field.key.toLowerCase(), field];
    }),
  );
}

function memberLists(account: Account): Pick<Directory, 'groupsOf' | 'membersOf'> {
  const groupsOf = new Map<string, string[]>();
  const membersOf = new Map<string, string[]>();
  for (const membership of natives(account.group_memberships)) {
    const [user, group] = [text(membership.user_id), text(membership.group_id)];
    const groups = groupsOf.get(user) ?? [];
    if (membership.default === true) groups.unshift(group);
    else groups.push(group);
    groupsOf.set(user, groups);
    membersOf.set(group, [...(membersOf.get(group) ?? []), user]);
  }
  return { groupsOf, membersOf };
}

function customStatuses(account: Account): ReadonlyMap<string, CustomStatus> {
  return new Map(
    natives(account.custom_statuses).flatMap((object) => {
      const category = STATUSES.find((status) => status === text(object.status_category));
      if (category === undefined) return [];
      const id = text(object.id);
      const label = textOr(object.agent_label, text(object.raw_agent_label));
      return [[id, { id, category, label, default: object.default === true }] as const];
    }),
  );
}

function defaultLocale(account: Account): string {
  const locales = natives(account.locales);
  return text((locales.find(isDefault) ?? locales[0])?.id);
}

function ownAddresses(account: Account, subdomain: string): ReadonlySet<string> {
  const listed = natives(account.recipient_addresses).map((address) => text(address.email).toLowerCase());
  return new Set([...listed, `support@${subdomain}.zendesk.com`]);
}

/** Active rules in their order; triggers by their category's position first (hc/4408886797466). */
export function activeRules(rules: unknown, categories?: unknown): readonly Native[] {
  const rank = new Map(
    [...natives(categories)].sort(byPosition).map((category, place) => [text(category.id), place] as const),
  );
  const place = (rule: Native) => rank.get(text(rule.category_id)) ?? rank.size;
  return list(rules)
    .filter(isNative)
    .filter((rule) => rule.active !== false)
    .sort((a, b) => place(a) - place(b) || byPosition(a, b));
}
