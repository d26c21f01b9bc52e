/** The people of the tests in an account: users, organizations and memberships as the platform has them. */
import { digest } from '../../core/value.ts';
import type { Account, Native } from '../../simulate/model.ts';
import type { FieldInput, FixtureOrganization, FixturePerson, Fixtures, Target } from '../../spec/tests/model.ts';
import type { Compiled } from './compile.ts';

/** An account in which the tests take place. */
export interface Stage {
  readonly compiled: Compiled;
  readonly fixtures: Fixtures;
  readonly account: Account;
  /** The platform's id of a target; undefined where the account has none such. `none` is the empty id. */
  idOf(kind: string, target: Target): string | undefined;
  /** What people call an object: its address, its key among the fixtures, or its title. */
  nameOf(kind: string, id: string): string;
  /** A person by id. */
  emailOf(userId: string): string | undefined;
}

/** The ids that people and organizations of the tests have, by their keys. */
export interface Cast {
  person(key: string): string;
  organization(key: string): string;
}

const PERSON = 'person:';
const LIVE = 'live:';
const MADE_UP: Cast = {
  person: (key) => madeUp(`person.${key}`),
  organization: (key) => madeUp(`organization.${key}`),
};

/** The account with the people of the tests in it. */
export function stageOf(compiled: Compiled, fixtures: Fixtures, cast = MADE_UP): Stage {
  const users = [...fixtures.people].map(([key, person]) => userOf(key, person, compiled, cast));
  const organizations = [...fixtures.organizations].map(([key, own]) => organizationOf(key, own, compiled, cast));
  const memberships = [...fixtures.people].flatMap(([key, { groups }]) =>
    groups.flatMap((group, index) => {
      const id = compiled.ids.get(group);
      const user = cast.person(key);
      return id === undefined ? [] : [{ id: `${user}${index}`, user_id: user, group_id: id, default: index === 0 }];
    }),
  );
  const { account } = compiled;
  const staged: Account = {
    ...account,
    users: [...users, ...(account.users ?? [])],
    organizations: [...organizations, ...(account.organizations ?? [])],
    group_memberships: [...memberships, ...(account.group_memberships ?? [])],
  };
  const keys = new Map([
    ...[...fixtures.people.keys()].map((key) => [cast.person(key), key] as const),
    ...[...fixtures.organizations.keys()].map((key) => [cast.organization(key), key] as const),
  ]);
  const emails = new Map((staged.users ?? []).map((user) => [String(user.id), String(user.email ?? '')]));
  return {
    compiled,
    fixtures,
    account: staged,
    idOf(kind, target) {
      if (target === 'none') return '';
      if (target.startsWith(PERSON)) return cast.person(target.slice(PERSON.length));
      if (!target.startsWith(LIVE)) return compiled.ids.get(target);
      const title = target.slice(LIVE.length);
      return objectsOf(staged, kind)
        .find((own) => titleOf(own) === title)
        ?.id?.toString();
    },
    nameOf(kind, id) {
      if (id === '') return 'none';
      const found = compiled.addressOf(kind, id)?.slice(kind.length + 1) ?? keys.get(id);
      if (found !== undefined) return found;
      const object = objectsOf(staged, kind).find((own) => String(own.id) === id);
      return object === undefined ? id : `"${titleOf(object)}"`;
    },
    emailOf: (userId) => emails.get(userId),
  };
}

/** The user that a key of the fixtures stands for. */
export function idOfPerson(key: string): string {
  return MADE_UP.person(key);
}

function madeUp(name: string): string {
  const number = Number.parseInt(Buffer.from(digest(name), 'base64url').toString('hex').slice(0, 10), 16);
  return String(20_000_000_000 + (number % 9_000_000_000));
}

/** An organization of the tests as the platform has it. */
export function organizationOf(key: string, own: FixtureOrganization, compiled: Compiled, cast: Cast): Native {
  return {
    id: cast.organization(key),
    name: own.name,
    tags: own.tags,
    organization_fields: profile(own.fields, compiled.account.organization_fields ?? [], compiled),
  };
}

/** A person of the tests as the platform has it. */
export function userOf(key: string, person: FixturePerson, compiled: Compiled, cast: Cast): Native {
  const { name, email, role, organization, tags, language, timezone } = person;
  const locale = (compiled.account.locales ?? []).find((own) => own.locale === language);
  return {
    id: cast.person(key),
    name,
    email,
    tags,
    active: true,
    role: role === 'end_user' ? 'end-user' : role === 'light_agent' ? 'agent' : role,
    ...(role === 'light_agent' ? { role_type: 1 } : {}),
    organization_id: organization === undefined ? null : cast.organization(organization),
    ...(locale === undefined ? {} : { locale_id: locale.id, locale: language }),
    ...(timezone === undefined ? {} : { time_zone: timezone, iana_time_zone: timezone }),
    user_fields: profile(person.fields, compiled.account.user_fields ?? [], compiled),
  };
}

/** Values by the platform's key of their field. */
function profile(
  fields: ReadonlyMap<string, FieldInput>,
  known: readonly Native[],
  compiled: Compiled,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...fields].flatMap(([address, value]) => {
      const id = compiled.ids.get(address);
      const field = known.find((own) => String(own.id) === id);
      return field === undefined ? [] : [[String(field.key), value === 'none' ? null : value]];
    }),
  );
}

function objectsOf(account: Account, kind: string): readonly Native[] {
  const lists: Readonly<Record<string, readonly Native[] | undefined>> = {
    trigger: account.triggers,
    automation: account.automations,
    macro: account.macros,
    view: account.views,
    sla: account.sla_policies,
    schedule: account.schedules,
    group: account.groups,
    user: account.users,
    ticket_field: account.ticket_fields,
    ticket_form: account.ticket_forms,
    brand: account.brands,
    webhook: account.webhooks,
  };
  return lists[kind] ?? [];
}

/** What people call an object of the account. */
export function titleOf(native: Native): string {
  return String(native.raw_title ?? native.title ?? native.name ?? native.email ?? native.id);
}
