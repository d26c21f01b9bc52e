/** What Zendesk refuses about organizations. */
import { check, liveOf, objectOf, resourcesOf } from './check.ts';
import { aboutFields } from './profiles.ts';

const ORGANIZATION = 'organization';

const sameName = check(
  {
    id: 'ORGANIZATION_NAME_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'Names of organizations are unique',
    why: 'Zendesk refuses a second organization of the same name, whatever its capitals.',
  },
  function* (cx) {
    const first = new Map<string, string>();
    for (const resource of resourcesOf(cx, ORGANIZATION)) {
      const name = String(resource.attributes.name).toLowerCase();
      const other = first.get(name);
      if (other === undefined) first.set(name, resource.address);
      else yield { resource, path: 'name', summary: `${other} has the same name` };
    }
  },
);

const nameTaken = check(
  {
    id: 'ORGANIZATION_NAME_TAKEN',
    stage: 'account',
    severity: 'error',
    title: 'An organization is not called as another of the account',
    why: 'Zendesk takes names that differ in their capitals for the same, and refuses the second.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, ORGANIZATION)) {
      const name = String(resource.attributes.name).toLowerCase();
      const own = objectOf(cx, resource, 'name');
      const holder = liveOf(cx, ORGANIZATION).find(({ id, title }) => id !== own?.id && title.toLowerCase() === name);
      if (holder === undefined) continue;
      yield {
        resource,
        path: 'name',
        summary: `The account has an organization "${holder.title}" already (${holder.id})`,
        hint: own === undefined ? `Write its name as the account does to take it over` : 'Choose another name',
      };
    }
  },
);

const domainTwice = check(
  {
    id: 'ORGANIZATION_DOMAIN_TWICE',
    stage: 'load',
    severity: 'warning',
    title: 'A domain belongs to one organization',
    why: 'Whoever writes from it is put into one of them, and nobody can tell into which.',
  },
  function* (cx) {
    const first = new Map<unknown, string>();
    for (const resource of resourcesOf(cx, ORGANIZATION)) {
      const { domains } = resource.attributes;
      for (const domain of Array.isArray(domains) ? domains : []) {
        const other = first.get(domain);
        if (other === undefined) first.set(domain, resource.address);
        else yield { resource, path: 'domains', summary: `${other} has the domain ${String(domain)} too` };
      }
    }
  },
);

export const organizationChecks = [
  sameName,
  nameTaken,
  domainTwice,
  aboutFields(ORGANIZATION, 'organization_field', {
    id: 'ORGANIZATION_FIELD',
    title: 'Fields of organizations have values that they can have',
  }),
] as const;
